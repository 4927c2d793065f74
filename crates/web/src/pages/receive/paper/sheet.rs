//! One sheet of paper out of a form's fields, and what is said when it cannot be entered.

use casework::back_entry::Paper;
use casework::{Person, Submission};
use domain::complaint::{Channel, Kind, Refusal, Visibility, back_entry};
use domain::period::Period;
use domain::text::{BODY_MAX, TITLE_MAX};
use jiff::Timestamp;
use store::KeptOutage;
use uuid::Uuid;

use crate::acts::{Fields, Problems, channel_at_the_desk};
use crate::pages::work::Posted;

/// Longest name, address or place, in characters.
pub(super) const LINE_MAX: usize = 200;
const CATEGORY_MAX: usize = 60;

/// Why a form is no sheet of paper.
pub(super) enum Wrong {
    Fields(Problems),
    /// The moments do not lie within the outage: the field, and why.
    Moment(&'static str, &'static str),
}

pub(super) fn read(form: &Posted, outages: &[KeptOutage], ways: &[Channel]) -> Result<Paper, Wrong> {
    let mut f = Fields::from_form(&form.without(&["once"]));
    let outage = f.one("outage", |text| {
        let id: Uuid = text.parse().ok()?;
        outages.iter().find(|outage| outage.id == id)
    });
    let moments = f.moment("filed_at").zip(f.moment("received_at"));
    let kind = f.one("kind", Kind::parse);
    let period = f.parsed_if_any::<Period>("period");
    let category = f.text_if_any::<CATEGORY_MAX>("category").map(String::from);
    let submission = submission(&mut f, ways);
    let whole = outage.zip(moments).zip(kind).zip(submission);
    let (((outage, (filed_at, received_at)), kind), submission) = f.finish(whole).map_err(Wrong::Fields)?;
    within(outage, filed_at, received_at).map_err(|(field, why)| Wrong::Moment(field, why))?;
    Ok(Paper { outage: outage.id, filed_at, received_at, kind, category, period, submission })
}

/// The rule that refuses says it here too, beside the field.
pub(super) fn within(
    outage: &KeptOutage,
    filed_at: Timestamp,
    received_at: Timestamp,
) -> Result<(), (&'static str, &'static str)> {
    use domain::complaint::NotOnPaper;
    back_entry(&outage.outage(), filed_at, received_at).map(drop).map_err(|why| {
        let field = match why {
            NotOnPaper::StillDown => "outage",
            NotOnPaper::FiledOutside => "filed_at",
            NotOnPaper::ReceivedOutside | NotOnPaper::ReceivedFirst => "received_at",
        };
        (field, words::outage::not_on_paper(why))
    })
}

fn submission(f: &mut Fields, ways: &[Channel]) -> Option<Submission> {
    let channel = f.one("channel", |text| channel_at_the_desk(text).filter(|channel| ways.contains(channel)));
    let (title, body) = (f.text::<TITLE_MAX>("title"), f.text::<BODY_MAX>("body"));
    let name = f.text::<LINE_MAX>("name").map(String::from);
    let mut line = |name| f.text_if_any::<LINE_MAX>(name).map(String::from);
    let (phone, email, address, place) = (line("phone"), line("email"), line("address"), line("place"));
    let whole = channel.zip(title).zip(body).zip(name);
    whole.map(|(((channel, title), body), name)| Submission {
        title,
        body,
        place,
        channel,
        visibility: Visibility::Private,
        joint: false,
        person: Person { name, phone, email, address, identity: None },
        external_number: None,
    })
}

pub(super) fn label(field: &str) -> &'static str {
    match field {
        "outage" | "csv_outage" => "장애",
        "filed_at" => "신청한 때",
        "received_at" => "접수한 때",
        "channel" => "접수경로",
        "kind" => "민원종류",
        "period" => "처리기간",
        "category" => "분류",
        "name" => "신청인 이름",
        "phone" => "전화번호",
        "email" => "이메일",
        "address" => "주소",
        "title" => "제목",
        "body" => "내용",
        "place" => "발생 장소",
        _ => "입력 항목",
    }
}

pub(super) fn invalid(field: &str, code: &str) -> String {
    match code {
        "no-way-to-answer" => {
            "전화번호, 이메일, 주소 가운데 하나는 입력해 주십시오. 답변을 보낼 곳이 필요합니다.".to_owned()
        }
        _ => words::error::choice(label(field), words::lang::Lang::Ko),
    }
}

pub(super) fn field_of(refusal: &Refusal) -> &'static str {
    match refusal {
        Refusal::PeriodMissing { .. } | Refusal::PeriodFixed { .. } => "period",
        _ => "",
    }
}
