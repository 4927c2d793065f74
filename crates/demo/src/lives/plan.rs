//! Which complaints there will be: their words, people, office, story and filing, numbered in order.

use std::collections::HashMap;

use domain::calendar::WorkCalendar;
use domain::complaint::{Channel, Number, Visibility};
use domain::desk::seoul_date;
use domain::id::{ComplaintId, PetitionerId};
use jiff::civil::Date;
use jiff::{SignedDuration, Timestamp};
use rand::rngs::StdRng;
use rand::{Rng, RngExt, SeedableRng};
use uuid::Uuid;

use super::story::{Desk, MIX, QUOTAS, Story};
use super::{chance, moments, one_of, survey};
use crate::Plan;
use crate::city::City;
use crate::texts::{self, ChannelHint, Draft, Mix};

/// A complaint to be lived.
#[derive(Clone)]
pub(crate) struct Recipe {
    pub(super) story: Story,
    pub(super) draft: Draft,
    pub(super) channel: Channel,
    pub(super) visibility: Visibility,
    /// Where it belongs, as a place in the city's desks.
    pub(super) office: usize,
    /// Which of the office's handlers, when it matters.
    pub(super) handler: usize,
    pub(super) id: ComplaintId,
    pub(super) petitioner: PetitionerId,
    /// Which made-up person.
    pub(super) person: usize,
    pub(super) filed_at: Timestamp,
    pub(super) received_at: Timestamp,
    pub(super) application: Number,
    pub(super) receipt: Number,
    /// The earlier complaint this one is merged into.
    pub(super) into: Option<ComplaintId>,
    pub(super) seed: u64,
}

/// 공개, 비공개, and rarely 공익신고.
pub(super) const VISIBILITIES: &[(Visibility, u32)] =
    &[(Visibility::Private, 640), (Visibility::Open, 350), (Visibility::Sealed, 10)];

struct Planner<'a> {
    city: &'a City,
    calendar: &'a WorkCalendar,
    plan: &'a Plan,
    rng: StdRng,
    recipes: Vec<Recipe>,
}

/// All recipes in the order of their filing, numbered.
pub(super) fn recipes(city: &City, calendar: &WorkCalendar, plan: &Plan) -> Vec<Recipe> {
    let mut recipes = unnumbered(city, calendar, plan);
    number(&mut recipes);
    recipes
}

/// The same before anybody gave them numbers.
pub(super) fn unnumbered(city: &City, calendar: &WorkCalendar, plan: &Plan) -> Vec<Recipe> {
    let rng = StdRng::seed_from_u64(plan.seed);
    let mut planner = Planner { city, calendar, plan, rng, recipes: Vec::new() };
    for (story, desk, count) in QUOTAS {
        for _ in 0..*count {
            planner.tell(*story, *desk);
        }
    }
    if planner.left() >= survey::CAME.len() {
        planner.recipes.extend(survey::recipes(city, calendar, plan));
    }
    while !planner.full() {
        let story = one_of(&mut planner.rng, MIX);
        let desk = if chance(&mut planner.rng, 8) { planner.some_medicine() } else { Desk::Anywhere };
        planner.tell(story, desk);
    }
    let mut recipes = planner.recipes;
    recipes.sort_by_key(|r| (r.filed_at, r.id));
    recipes
}

/// Application numbers by filing, receipt numbers by receipt: each day counts from one.
fn number(recipes: &mut [Recipe]) {
    let (mut applications, mut receipts) = (HashMap::new(), HashMap::new());
    for recipe in recipes.iter_mut() {
        let day = seoul_date(recipe.filed_at);
        recipe.application = Number::application(day, next(&mut applications, day));
    }
    let mut by_receipt: Vec<&mut Recipe> = recipes.iter_mut().filter(|r| r.story != Story::Filed).collect();
    by_receipt.sort_by_key(|r| (r.received_at, r.id));
    for recipe in by_receipt {
        let day = seoul_date(recipe.received_at);
        recipe.receipt = Number::receipt(day, next(&mut receipts, day));
    }
}

fn next(series: &mut HashMap<Date, u64>, day: Date) -> u64 {
    let last = series.entry(day).or_default();
    *last += 1;
    *last
}

impl Planner<'_> {
    fn full(&self) -> bool {
        self.left() == 0
    }

    fn left(&self) -> usize {
        usize::try_from(self.plan.complaints).unwrap_or(usize::MAX).saturating_sub(self.recipes.len())
    }

    fn some_medicine(&mut self) -> Desk {
        Desk::Medicine(self.rng.random_range(0..self.city.desks[self.city.medicine()].handlers.len()))
    }

    /// One complaint of this story, with the earlier ones it needs.
    fn tell(&mut self, story: Story, desk: Desk) {
        let story = if self.left() < story.complaints() { Story::Answered } else { story };
        if self.full() {
            return;
        }
        let mut recipe = self.recipe(story, desk);
        if story == Story::Repeated {
            self.earlier(&recipe, Story::Answered, 45);
            self.earlier(&recipe, Story::Answered, 25);
        }
        if story == Story::Merged {
            recipe.into = Some(self.earlier(&recipe, Story::AtDepartment, 1));
        }
        self.recipes.push(recipe);
    }

    /// The same person wrote about the same before, so many days.
    fn earlier(&mut self, later: &Recipe, story: Story, days: i64) -> ComplaintId {
        let mut recipe = self.recipe(story, Desk::Anywhere);
        recipe.filed_at = later.filed_at - SignedDuration::from_hours(24 * days);
        recipe.received_at = moments::after(self.calendar, recipe.filed_at, 40);
        recipe.id = ComplaintId(id_at(&mut self.rng, recipe.filed_at));
        recipe.draft = later.draft.clone();
        (recipe.office, recipe.handler, recipe.person) = (later.office, later.handler, later.person);
        (recipe.channel, recipe.visibility) = (later.channel, later.visibility);
        let id = recipe.id;
        self.recipes.push(recipe);
        id
    }

    fn recipe(&mut self, story: Story, desk: Desk) -> Recipe {
        let (draft, office, handler) = self.matter(desk, story);
        let filed_at = self.filed(story);
        let rng = &mut self.rng;
        let wait = rng.random_range(4..200);
        let room = moments::between(self.calendar, filed_at, self.plan.now, wait * 3) / 3;
        let received_at = moments::after(self.calendar, filed_at, wait.min(room));
        let channel = match desk {
            Desk::CallCentre => Channel::Phone120,
            Desk::Songpa => Channel::Web,
            Desk::Anywhere | Desk::Medicine(_) => channel(draft.channel_hint),
        };
        let people = usize::try_from(self.plan.complaints).unwrap_or(usize::MAX).max(10) * 4 / 5;
        Recipe {
            story,
            channel,
            // What a quota puts on a desk must be seen there.
            visibility: if desk == Desk::Anywhere { one_of(rng, VISIBILITIES) } else { Visibility::Private },
            office,
            handler,
            id: ComplaintId(id_at(rng, filed_at)),
            petitioner: PetitionerId(id_at(rng, filed_at)),
            person: rng.random_range(0..people),
            filed_at,
            received_at,
            application: Number::application(seoul_date(filed_at), 0),
            receipt: Number::receipt(seoul_date(received_at), 0),
            into: None,
            seed: rng.random(),
            draft,
        }
    }

    /// What it is about, and where that belongs.
    fn matter(&mut self, desk: Desk, story: Story) -> (Draft, usize, usize) {
        let mix = match desk {
            Desk::Anywhere | Desk::CallCentre => Mix::seoul(),
            Desk::Medicine(_) => Mix::songpa_medicine(),
            Desk::Songpa => Mix::of_district("송파구"),
        };
        loop {
            let draft = texts::complaint(&mut self.rng, &mix);
            let (office, handler) = self.office(&draft, desk, story);
            // The underground of a district is not the district's.
            let songpa = self.city.desks[self.city.medicine()].agency;
            if desk != Desk::Songpa || self.city.desks[office].agency == songpa {
                return (draft, office, handler);
            }
        }
    }

    /// More of the recent than of the old; received stories leave the receiver time before now.
    fn filed(&mut self, story: Story) -> Timestamp {
        let (least, most) = story.age();
        let older = self.rng.random_range(0.0..1.0_f64).powf(1.4);
        let span = i32::try_from(most - least).map_or(0.0, f64::from);
        // Below sixty: the cast is exact.
        let mut days = least + (older * (span + 0.999)).floor() as i64;
        loop {
            let at = moments::filing(&mut self.rng, self.calendar, self.plan.now, days);
            let enough = moments::between(self.calendar, at, self.plan.now, 60) >= 60;
            if story == Story::Filed || enough {
                return at;
            }
            days += 1;
        }
    }

    fn office(&mut self, draft: &Draft, desk: Desk, story: Story) -> (usize, usize) {
        if let Desk::Medicine(handler) = desk {
            return (self.city.medicine(), handler);
        }
        let mut office = self.city.serving(draft.gu, draft.duty);
        // What goes from one department to its neighbour needs a neighbour.
        if matches!(story, Story::CameFromElsewhere | Story::Bound) && self.city.neighbours(office) == 0 {
            office = self.city.medicine();
        }
        (office, self.rng.random_range(0..self.city.desks[office].handlers.len()))
    }
}

/// An id that sorts by its moment.
pub(super) fn id_at(rng: &mut dyn Rng, at: Timestamp) -> Uuid {
    let millis = u64::try_from(at.as_millisecond()).unwrap_or_default();
    let mut chance = [0; 10];
    rng.fill_bytes(&mut chance);
    uuid::Builder::from_unix_timestamp_millis(millis, &chance).into_uuid()
}

pub(super) fn channel(hint: ChannelHint) -> Channel {
    match hint {
        ChannelHint::Web => Channel::Web,
        ChannelHint::Mobile | ChannelHint::SmartReport => Channel::Mobile,
        ChannelHint::Phone120 => Channel::Phone120,
        ChannelHint::Epeople => Channel::Epeople,
        ChannelHint::Chatbot => Channel::Chatbot,
        ChannelHint::Sns => Channel::Sns,
        ChannelHint::Counter => Channel::Counter,
        ChannelHint::Post => Channel::Post,
    }
}
