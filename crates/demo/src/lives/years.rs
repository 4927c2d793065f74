//! A large city's years, day by day: each day is made of the seed and its date alone, so that any of them can be
//! made again, and none is kept.
//!
//! In its heart is a small city of the last weeks, whose log-ins find what they find in every demo.

use std::collections::HashMap;

use domain::calendar::WorkCalendar;
use domain::complaint::{Channel, Number};
use domain::desk::seoul_date;
use domain::id::{ComplaintId, PetitionerId};
use jiff::civil::Date;
use jiff::{Timestamp, ToSpan};
use rand::rngs::StdRng;
use rand::{RngExt, SeedableRng};

use super::plan::{self, Recipe, VISIBILITIES, id_at};
use super::story::{self, Story};
use super::{chance, moments, one_of, span, survey};
use crate::Plan;
use crate::city::City;
use crate::texts::{self, Mix};

/// Complaints of the small city within; a large one has at least so many.
pub(super) const HEART: u32 = 3_000;
/// 현장민원 among a hundred.
const FIELD: u32 = 75;
/// In working minutes, how long before now a complaint that was received must have come.
const RECEIVED_AFTER: i64 = 60;

/// 자치구 with their share of what is written: by people living there, more where others come to.
const DISTRICTS: &[(&str, u32)] = &[
    ("송파구", 66),
    ("강남구", 64),
    ("강서구", 56),
    ("관악구", 50),
    ("노원구", 49),
    ("은평구", 46),
    ("강동구", 46),
    ("영등포구", 45),
    ("서초구", 45),
    ("마포구", 44),
    ("양천구", 43),
    ("성북구", 42),
    ("구로구", 39),
    ("중랑구", 38),
    ("동작구", 37),
    ("동대문구", 35),
    ("광진구", 34),
    ("종로구", 31),
    ("도봉구", 30),
    ("서대문구", 30),
    ("중구", 29),
    ("강북구", 28),
    ("성동구", 28),
    ("용산구", 27),
    ("금천구", 23),
];

pub(super) struct Years {
    plan: Plan,
    calendar: WorkCalendar,
    first: Date,
    /// How many came up to and including each day, without the heart's.
    upto: Vec<u64>,
    /// In the order of filing, not numbered yet.
    heart: Vec<Recipe>,
    stories: Stories,
    mix: Mix,
}

/// What chance a story has at an age in days, in the office and in the street.
struct Stories {
    office: Vec<Vec<(Story, u32)>>,
    field: Vec<Vec<(Story, u32)>>,
}

/// One complaint before its text is written: enough to number it.
#[derive(Clone, Copy)]
struct Stub {
    id: ComplaintId,
    filed_at: Timestamp,
    received_at: Timestamp,
    made: Made,
}

#[derive(Clone, Copy)]
enum Made {
    /// At this place in the heart.
    Heart(usize),
    Here {
        story: Story,
        field: bool,
        seed: u64,
    },
}

impl Years {
    pub(super) fn of(city: &City, calendar: &WorkCalendar, plan: &Plan) -> Years {
        let small = Plan { complaints: HEART.min(plan.complaints), ..plan.clone() };
        let heart = plan::unnumbered(city, calendar, &small);
        let eldest = heart.first().map_or(plan.now, |recipe| recipe.filed_at);
        let first = span::first_day(plan).min(seoul_date(eldest));
        let others = u64::from(plan.complaints).saturating_sub(heart.len() as u64);
        Years {
            upto: span::filings(calendar, plan, first, others),
            calendar: calendar.clone(),
            plan: plan.clone(),
            first,
            heart,
            stories: Stories::by_age(),
            mix: Mix { districts: DISTRICTS.to_vec(), ..Mix::seoul() },
        }
    }

    pub(super) fn days(&self) -> usize {
        self.upto.len()
    }

    /// How many were filed on the days before this one.
    pub(super) fn filed_before(&self, at: usize) -> u64 {
        let day = self.day_at(at);
        let heart = self.heart.partition_point(|recipe| seoul_date(recipe.filed_at) < day);
        let others = at.checked_sub(1).and_then(|before| self.upto.get(before)).copied().unwrap_or_default();
        others + heart as u64
    }

    fn day_at(&self, at: usize) -> Date {
        self.first.saturating_add(i64::try_from(at).unwrap_or_default().days())
    }

    /// What was filed on this day, numbered.
    pub(super) fn day(&self, city: &City, at: usize) -> Vec<Recipe> {
        let stubs = self.stubs(at);
        let mut numbers: HashMap<Date, HashMap<ComplaintId, u64>> = HashMap::new();
        let mut recipes = Vec::with_capacity(stubs.len());
        for (stub, place) in stubs.into_iter().zip(1_u64..) {
            let (filed, received) = (seoul_date(stub.filed_at), seoul_date(stub.received_at));
            let mut recipe = self.recipe(city, &stub);
            recipe.application = Number::application(filed, place);
            if recipe.story != Story::Filed {
                let of_day = numbers.entry(received).or_insert_with(|| self.receipts(received));
                recipe.receipt = Number::receipt(received, of_day.get(&stub.id).copied().unwrap_or_default());
            }
            recipes.push(recipe);
        }
        recipes
    }

    /// The running number of everything received on a day, in the order of its receipt: it was filed on that
    /// day, or since the working day before.
    fn receipts(&self, day: Date) -> HashMap<ComplaintId, u64> {
        let mut from = day.saturating_sub(1.day());
        while !self.calendar.is_working_day(from) {
            from = from.saturating_sub(1.day());
        }
        let place = |day: Date| usize::try_from(days_between(self.first, day)).ok();
        let filed = from.series(1.day()).take_while(|filed| *filed <= day).filter_map(place);
        let filed = filed.filter(|at| *at < self.days()).flat_map(|at| self.stubs(at));
        let mut received: Vec<(Timestamp, ComplaintId)> = filed
            .filter(|stub| self.story(stub) != Story::Filed && seoul_date(stub.received_at) == day)
            .map(|stub| (stub.received_at, stub.id))
            .collect();
        received.sort();
        received.into_iter().zip(1..).map(|((_, id), number)| (id, number)).collect()
    }

    fn story(&self, stub: &Stub) -> Story {
        match stub.made {
            Made::Heart(at) => self.heart[at].story,
            Made::Here { story, .. } => story,
        }
    }

    /// Everything filed on this day, in that order.
    fn stubs(&self, at: usize) -> Vec<Stub> {
        let day = self.day_at(at);
        let before = if at == 0 { 0 } else { self.upto[at - 1] };
        let mut rng = StdRng::seed_from_u64(span::scatter(self.plan.seed, day));
        let mut stubs: Vec<Stub> = (before..self.upto[at]).map(|_| self.stub(&mut rng, day)).collect();
        let from = self.heart.partition_point(|recipe| seoul_date(recipe.filed_at) < day);
        let of_day = self.heart[from..].iter().take_while(|recipe| seoul_date(recipe.filed_at) == day);
        stubs.extend(of_day.zip(from..).map(|(recipe, at)| Stub {
            id: recipe.id,
            filed_at: recipe.filed_at,
            received_at: recipe.received_at,
            made: Made::Heart(at),
        }));
        stubs.sort_by_key(|stub| (stub.filed_at, stub.id));
        stubs
    }

    fn stub(&self, rng: &mut StdRng, day: Date) -> Stub {
        let filed_at = moments::on(rng, day, self.plan.now);
        let field = chance(rng, FIELD);
        let mut story = self.stories.one(rng, field, days_between(day, seoul_date(self.plan.now)));
        let wait = rng.random_range(4..200);
        let enough = RECEIVED_AFTER.max(wait * 3);
        let room = moments::between(&self.calendar, filed_at, self.plan.now, enough);
        if room < RECEIVED_AFTER {
            story = Story::Filed;
        }
        let received_at = moments::after(&self.calendar, filed_at, wait.min(room / 3));
        let id = ComplaintId(id_at(rng, filed_at));
        Stub { id, filed_at, received_at, made: Made::Here { story, field, seed: rng.random() } }
    }

    fn recipe(&self, city: &City, stub: &Stub) -> Recipe {
        let (story, field, seed) = match stub.made {
            Made::Heart(at) => return self.heart[at].clone(),
            Made::Here { story, field, seed } => (story, field, seed),
        };
        let mut rng = StdRng::seed_from_u64(seed);
        let draft = if field {
            let gu = one_of(&mut rng, DISTRICTS);
            texts::field(&mut rng, gu)
        } else {
            texts::complaint(&mut rng, &self.mix)
        };
        let mut office = city.serving(draft.gu, draft.duty);
        // What goes from one department to its neighbour needs a neighbour.
        if matches!(story, Story::CameFromElsewhere | Story::Bound) && city.neighbours(office) == 0 {
            office = city.medicine();
        }
        let desks = &city.desks[office];
        let mut channel = plan::channel(draft.channel_hint);
        if channel == Channel::Epeople && city.is_songpa(desks.agency) && self.is_surveyed(stub) {
            channel = Channel::Web;
        }
        let people = usize::try_from(self.plan.complaints).unwrap_or(usize::MAX).max(10) * 4 / 5;
        Recipe {
            story,
            channel,
            visibility: one_of(&mut rng, VISIBILITIES),
            office,
            handler: rng.random_range(0..desks.handlers.len().max(1)),
            id: stub.id,
            petitioner: PetitionerId(id_at(&mut rng, stub.filed_at)),
            person: rng.random_range(0..people),
            filed_at: stub.filed_at,
            received_at: stub.received_at,
            application: Number::application(seoul_date(stub.filed_at), 0),
            receipt: Number::receipt(seoul_date(stub.received_at), 0),
            into: None,
            seed: rng.random(),
            draft,
        }
    }

    /// Received in the month whose table the guide shows: nothing else from 국민신문고 may stand in it.
    fn is_surveyed(&self, stub: &Stub) -> bool {
        let (first, last) = survey::survey_month(self.plan.now);
        (first..=last).contains(&seoul_date(stub.received_at))
    }
}

impl Stories {
    /// What can have become of it after so many days; older ones are as those of the last of these days.
    fn by_age() -> Stories {
        let days = 0..=story::OLDEST;
        let office = days.clone().map(|age| story::at_age(story::MIX, age)).collect();
        Stories { office, field: days.map(|age| story::at_age(story::FIELD_MIX, age)).collect() }
    }

    fn one(&self, rng: &mut StdRng, field: bool, age: i64) -> Story {
        let ages = if field { &self.field } else { &self.office };
        let age = usize::try_from(age).unwrap_or_default().min(ages.len() - 1);
        if ages[age].is_empty() { Story::Filed } else { one_of(rng, &ages[age]) }
    }
}

fn days_between(from: Date, until: Date) -> i64 {
    from.until(until).map_or(0, |span| i64::from(span.get_days()))
}
