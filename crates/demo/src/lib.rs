//! A living Seoul: real public organisations, made-up people, complaints made by performing acts.
//!
//! [`build`] settles the organisation, lives every complaint from its filing to where it stands at the
//! demo's moment, and enters it; what the rules refuse cannot be in the city.

mod city;
mod lives;
pub mod people;
pub mod seoul;
pub mod texts;

use std::sync::Arc;

use casework::{Facts, MovableClock, NotDone, Office, Result};
use jiff::Timestamp;
use store::Store;

use city::City;

pub use lives::attached::Attached;

/// The demo's fixed moment: Friday 2026-11-20, 10:00 in Seoul. Its clock starts here unless told otherwise.
pub const DEMO_NOW: Timestamp = Timestamp::constant(1_795_136_400, 0);

/// Who can log in, with what they are for; one password for all.
pub const LOG_INS: [(&str, &str); 10] = city::LOG_INS;

/// What city to build.
#[derive(Clone, Debug)]
pub struct Plan {
    pub complaints: u32,
    /// The same seed makes the same city.
    pub seed: u64,
    /// The moment at which the city stands.
    pub now: Timestamp,
    /// PHC string of the one password of all log-ins.
    pub password_hash: String,
}

/// What was built.
#[derive(Clone, Debug, Default)]
pub struct Summary {
    pub agencies: usize,
    pub departments: usize,
    pub officers: usize,
    pub complaints: usize,
    /// Number and secret of some answered complaints, for looking them up as a citizen.
    pub examples: Vec<(String, String)>,
    /// Files to be kept with some of them.
    pub attached: Vec<Attached>,
    /// Acts that a life meant to do and the rules refused: none, unless rules and lives drifted apart.
    pub refused: Vec<String>,
}

/// Builds the city in an empty, migrated database.
pub async fn build(store: &Store, plan: &Plan) -> Result<Summary> {
    let city = City::found(plan.now);
    city.settle(store, &plan.password_hash).await?;
    let facts = facts(store, plan.now).await?;
    let mut summary = Summary {
        agencies: city.agencies.len(),
        departments: city.departments.len(),
        officers: city.people.len(),
        ..Summary::default()
    };
    lives::live(store, Arc::new(city), facts, plan, &mut summary).await?;
    Ok(summary)
}

/// Organisation, calendar and outages, as every decision in the city sees them.
async fn facts(store: &Store, now: Timestamp) -> Result<Facts, NotDone> {
    let clock = Arc::new(MovableClock::new(now));
    Ok(Office::open(store.clone(), clock.clone(), clock).await?.facts())
}
