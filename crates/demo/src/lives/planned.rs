//! What is planned, chunk by chunk in the order of filing: a small city's weeks at hand, a large one's years made
//! day by day.

use domain::calendar::WorkCalendar;

use super::plan::{self, Recipe};
use super::run;
use super::story::Story;
use super::years::Years;
use super::{attached, span};
use crate::city::City;
use crate::{Plan, Summary};

/// Lives of one chunk of a small city; a large one's chunk is a day.
const CHUNK: usize = 400;
/// Complaints offered for looking up as a citizen.
const EXAMPLES: usize = 3;
/// Days of a large city that are looked through, from today backwards, for what is shown.
const SHOWN_OF: usize = 20;

pub(super) enum Planned {
    Weeks(Vec<Recipe>),
    Years(Box<Years>),
}

impl Planned {
    pub(super) fn of(city: &City, calendar: &WorkCalendar, plan: &Plan) -> Planned {
        if plan.years.unwrap_or(span::has_years(plan.complaints)) {
            return Planned::Years(Box::new(Years::of(city, calendar, plan)));
        }
        Planned::Weeks(plan::recipes(city, calendar, plan))
    }

    pub(super) fn chunks(&self) -> usize {
        match self {
            Planned::Weeks(recipes) => recipes.len().div_ceil(CHUNK),
            Planned::Years(years) => years.days(),
        }
    }

    /// How many are filed before a chunk.
    pub(super) fn filed_before(&self, at: usize) -> u64 {
        match self {
            Planned::Weeks(recipes) => (at * CHUNK).min(recipes.len()) as u64,
            Planned::Years(years) => years.filed_before(at),
        }
    }

    /// The same chunk is the same whenever it is asked for.
    pub(super) fn chunk(&self, city: &City, at: usize) -> Vec<Recipe> {
        match self {
            Planned::Weeks(recipes) => recipes.iter().skip(at * CHUNK).take(CHUNK).cloned().collect(),
            Planned::Years(years) => years.day(city, at),
        }
    }

    /// Examples for a citizen's look-up, and files to be kept with some complaints: of the newest.
    pub(super) fn show(&self, city: &City, summary: &mut Summary) {
        let newest = match self {
            Planned::Weeks(recipes) => recipes.clone(),
            Planned::Years(years) => {
                let days = years.days().saturating_sub(SHOWN_OF)..years.days();
                days.flat_map(|at| years.day(city, at)).collect()
            }
        };
        let answered = newest.iter().rev().filter(|recipe| recipe.story == Story::Answered);
        let examples = answered.take(EXAMPLES).map(|r| (r.receipt.to_string(), run::secret(r)));
        summary.examples = examples.collect();
        summary.attached = attached::choose(&newest);
    }
}
