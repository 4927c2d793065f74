//! The guide's own table (국민신문고 만족도 조사 2/2): what came to 송파구 from 국민신문고 in one month, and what each
//! petitioner said of the answer. Told rating by rating; the statistics make the table of it.

use domain::calendar::WorkCalendar;
use domain::complaint::Score::{self, Fair, Good, Poor, VeryGood, VeryPoor};
use domain::complaint::{Channel, Number, Visibility};
use domain::deadline::seoul;
use domain::desk::seoul_date;
use domain::id::{ComplaintId, PetitionerId};
use jiff::civil::Date;
use jiff::{Timestamp, ToSpan};
use rand::rngs::StdRng;
use rand::{RngExt, SeedableRng};

use super::moments;
use super::plan::{Recipe, id_at};
use super::story::Story;
use crate::Plan;
use crate::city::City;
use crate::seoul::owner;
use crate::texts::{self, Category, ChannelHint, Draft, KindHint, Mix};

/// The oldest complaint of the rest of the city is younger than this.
const OTHERS_WITHIN_DAYS: i32 = 62;
/// The last day of the month on which one is filed: received before the month is over, whatever the holidays.
const LAST_FILING: usize = 25;
/// A template that fits comes up long before.
const DRAWS: usize = 5_000;

/// One complaint: its department in 송파구, what it is about, and the ratings in turn.
pub(super) struct Came {
    department: &'static str,
    category: Category,
    pub(super) ratings: &'static [Score],
    /// After the first rating the petitioner asked again, and was answered.
    pub(super) asked: bool,
}

const fn came(department: &'static str, category: Category, ratings: &'static [Score]) -> Came {
    Came { department, category, ratings, asked: false }
}

const fn asked_again(department: &'static str, category: Category, ratings: &'static [Score]) -> Came {
    Came { department, category, ratings, asked: true }
}

pub(super) const CAME: [Came; 28] = [
    // 산하기관: one, not rated.
    came("송파구시설관리공단", Category::Traffic, &[]),
    // 교통환경국: sixteen; six rated, 475 points; two asked again.
    came("교통과", Category::Traffic, &[VeryGood]),
    came("교통과", Category::Transit, &[Fair, VeryGood]),
    came("교통과", Category::Traffic, &[]),
    came("교통과", Category::Transit, &[]),
    asked_again("주차관리과", Category::Traffic, &[VeryPoor, Good]),
    asked_again("주차관리과", Category::Traffic, &[Poor]),
    came("주차관리과", Category::Traffic, &[VeryGood]),
    came("주차관리과", Category::Traffic, &[]),
    came("주차관리과", Category::Traffic, &[]),
    came("주차관리과", Category::Traffic, &[]),
    came("환경과", Category::Noise, &[Good]),
    came("환경과", Category::Noise, &[]),
    came("자원순환과", Category::Cleaning, &[]),
    came("자원순환과", Category::Cleaning, &[]),
    came("청소행정과", Category::Cleaning, &[]),
    came("청소행정과", Category::Cleaning, &[]),
    // 도시관리국: seven; three rated, 175 points; one asked again.
    asked_again("공원녹지과", Category::Park, &[Poor, Fair]),
    came("공원녹지과", Category::Park, &[VeryGood]),
    came("공원녹지과", Category::Park, &[]),
    came("건축과", Category::Housing, &[Poor]),
    came("건축과", Category::Housing, &[]),
    came("주거사업과", Category::Housing, &[]),
    came("주거사업과", Category::Housing, &[]),
    // 감사담당관: one, not rated.
    came("고충민원팀", Category::Praise, &[]),
    // 보건소 의약과: three; two rated, 100 points; one asked again.
    asked_again("의약과", Category::Medicine, &[VeryPoor, Poor]),
    came("의약과", Category::Medicine, &[Good]),
    came("의약과", Category::Medicine, &[]),
];

/// First and last day of the month in which the guide's table is lived: the last whole month before everything
/// else in the city, so that nothing else stands in the table.
pub fn survey_month(now: Timestamp) -> (Date, Date) {
    let others = seoul_date(now).saturating_sub(OTHERS_WITHIN_DAYS.days());
    let last = others.first_of_month().saturating_sub(1.day());
    (last.first_of_month(), last)
}

/// The recipes of the table, with chances of their own: the rest of the city stays as it is.
pub(super) fn recipes(city: &City, calendar: &WorkCalendar, plan: &Plan) -> Vec<Recipe> {
    let mut rng = StdRng::seed_from_u64(plan.seed ^ 0x5a7f);
    let (first, _) = survey_month(plan.now);
    let day = |place: usize| {
        let days = i32::try_from(place * (LAST_FILING - 1) / (CAME.len() - 1)).unwrap_or_default();
        first.saturating_add(days.days())
    };
    (0..CAME.len()).map(|place| recipe(&mut rng, city, calendar, place, day(place))).collect()
}

fn recipe(rng: &mut StdRng, city: &City, calendar: &WorkCalendar, place: usize, day: Date) -> Recipe {
    let came = &CAME[place];
    let office = city.in_songpa(came.department);
    let filed = day.at(8, 0, 0, 0).saturating_add(rng.random_range(0..600_i64).minutes());
    let filed_at = seoul::instant(filed);
    let received_at = moments::after(calendar, filed_at, rng.random_range(10..150));
    Recipe {
        story: Story::Surveyed(place),
        draft: draft(rng, came),
        channel: Channel::Epeople,
        visibility: Visibility::Private,
        office,
        handler: rng.random_range(0..city.desks[office].handlers.len()),
        id: ComplaintId(id_at(rng, filed_at)),
        petitioner: PetitionerId(id_at(rng, filed_at)),
        person: rng.random_range(0..1_000),
        filed_at,
        received_at,
        application: Number::application(seoul_date(filed_at), 0),
        receipt: Number::receipt(seoul_date(received_at), 0),
        into: None,
        seed: rng.random(),
    }
}

/// A text that belongs to this department.
fn draft(rng: &mut StdRng, came: &Came) -> Draft {
    let mix = Mix { categories: vec![(came.category, 1)], ..Mix::of_district("송파구") };
    let belongs = |draft: &Draft| {
        owner(draft.gu, draft.duty).is_some_and(|(_, department)| department.name == came.department)
    };
    let mut drawn = (0..DRAWS).map(|_| texts::complaint(rng, &mix));
    drawn.find(belongs).unwrap_or_else(public_car_park)
}

/// What no template is about.
fn public_car_park() -> Draft {
    Draft {
        category: Category::Traffic,
        item: None,
        title: "구립주차장 정기권 대기 순번 문의".into(),
        body: "안녕하십니까. 구립주차장 정기권을 신청하고 넉 달째 기다리고 있습니다. 지난달에 확인했을 때보다 대기 \
               순번이 뒤로 밀려 있는데 까닭을 알 수 없습니다. 순번이 정해지는 기준과 예상 시기를 알려 주시기 바랍니다."
            .into(),
        place: None,
        gu: "송파구",
        kind_hint: KindHint::Question,
        duty: "구립주차장",
        channel_hint: ChannelHint::Epeople,
    }
}
