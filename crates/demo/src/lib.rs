//! A living Seoul: real public organisations, made-up people, complaints made by performing acts.
//!
//! [`build`] settles the organisation, lives every complaint from its filing to where it stands at the
//! demo's moment, and enters it; what the rules refuse cannot be in the city.

mod administration;
mod city;
pub mod epeople;
mod lives;
mod mark;
pub mod people;
pub mod seoul;
mod staff_feed;
pub mod texts;

use std::sync::Arc;

use casework::{Facts, MovableClock, NotDone, Office, Result};
use domain::dispatch::Neighbour;
use jiff::{Timestamp, ToSpan};
use store::Store;

pub use administration::FROM_PAPER;
use city::City;
pub use lives::survey_month;
use mark::Mark;
pub use staff_feed::staff_feed;

pub use lives::attached::Attached;

/// The demo's fixed moment: Friday 2026-11-20, 10:00 in Seoul. Its clock starts here unless told otherwise.
pub const DEMO_NOW: Timestamp = Timestamp::constant(1_795_136_400, 0);

/// Who can log in, with what they are for; one password for all.
pub const LOG_INS: [(&str, &str); 11] = city::LOG_INS;

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
    /// Ten years day by day, or the last weeks: by its size, unless it is said.
    pub years: Option<bool>,
}

/// What was built.
#[derive(Clone, Debug, Default)]
pub struct Summary {
    pub agencies: usize,
    pub departments: usize,
    pub officers: usize,
    /// Without those entered from paper, which are [`FROM_PAPER`].
    pub complaints: usize,
    /// Number and secret of some answered complaints, for looking them up as a citizen.
    pub examples: Vec<(String, String)>,
    /// Files to be kept with some of them.
    pub attached: Vec<Attached>,
    /// Acts that a life meant to do and the rules refused: none, unless rules and lives drifted apart.
    pub refused: Vec<String>,
}

/// How lives are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    /// One after the other, as the office enters what was handled elsewhere.
    Acts,
    /// The same rows, many at once.
    Load,
}

/// How far the building has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Progress {
    /// `begun` were there when this start went on.
    Complaints { done: u64, of: u64, begun: u64 },
    /// Chunks of the index of words.
    Words { done: i64, of: i64 },
    /// Indexes and references put back after the load.
    Indexes { back: usize, of: usize },
}

/// Builds the city in an empty, migrated database.
pub async fn build(store: &Store, plan: &Plan) -> Result<Summary> {
    let summary = build_by(store, plan, Way::Load, &mut |_| ()).await?;
    ready(store).await?;
    Ok(summary)
}

/// Everything beside the database is kept too: from now on the city is in use, and no start goes on building it.
pub async fn ready(store: &Store) -> Result<()> {
    let mut tx = store.write().await?;
    Mark::drop(&mut tx).await?;
    Ok(tx.commit().await?)
}

/// Whether this database holds the beginning of this city, which [`build_by`] goes on with.
pub async fn is_begun(store: &Store, plan: &Plan) -> Result<bool> {
    Ok(Mark::find(&mut store.read().await?).await?.is_some_and(|mark| mark.is_of(plan)))
}

/// The same, written that way; who waits is told how far it is. What an earlier start began is gone on with.
pub async fn build_by(
    store: &Store,
    plan: &Plan,
    way: Way,
    told: &mut (dyn FnMut(Progress) + Send),
) -> Result<Summary> {
    let city = City::found(plan.now);
    let begun = Mark::find(&mut store.read().await?).await?.filter(|mark| mark.is_of(plan));
    let mut mark = match begun {
        Some(mark) => mark,
        None => begin(store, &city, plan).await?,
    };
    let facts = facts(store, plan.now).await?;
    let mut summary = Summary {
        agencies: city.agencies.len(),
        departments: city.departments.len(),
        officers: city.people.len(),
        ..Summary::default()
    };
    let city = Arc::new(city);
    let world = (Arc::clone(&city), facts.clone());
    lives::live(store, world, (plan, way), &mut mark, (told, &mut summary)).await?;
    if !mark.stands {
        let mut tx = store.write().await?;
        tx.ordinals_go_on().await?;
        tx.commit().await?;
        store.rebuild_search(|done, of| told(Progress::Words { done, of })).await?;
        check_months(store, &city, plan.now).await?;
        administration::after(store, (&city, &facts), &mut mark, plan.now).await?;
        while store.fold_sums().await? > 0 {}
    }
    Ok(summary)
}

/// Everything before the first complaint.
async fn begin(store: &Store, city: &City, plan: &Plan) -> Result<Mark> {
    city.settle(store, &plan.password_hash, lives::since(plan), plan.now).await?;
    administration::before(store, city, plan.now).await?;
    let (mark, mut tx) = (Mark::begin(plan), store.write().await?);
    mark.put(&mut tx).await?;
    tx.commit().await?;
    Ok(mark)
}

/// 송파구's inspector has checked the months before last; the last one is left for whoever tries it.
async fn check_months(store: &Store, city: &City, now: Timestamp) -> Result<()> {
    let songpa = city.desks.get(city.medicine()).map(|desks| desks.agency);
    let Some(inspector) = songpa.and_then(|agency| city.inspector(agency)) else { return Ok(()) };
    let today = domain::desk::seoul_date(now);
    let note = "지연 민원은 독촉장을 보내 처리를 재촉했고, 그 밖의 처리 상황은 이상 없습니다.";
    for ago in [3, 2] {
        let month = today.first_of_month().saturating_sub(ago.months());
        // On the third of the month after it, in the morning.
        let third = month.saturating_add(1.month()).saturating_add(2.days()).at(10, 20, 0, 0);
        let at = domain::deadline::seoul::instant(third);
        let clock = Arc::new(MovableClock::new(at));
        let office = Office::open(store.clone(), clock.clone(), clock).await?;
        if let (Some(by), Ok(note)) = (city.at_desk(inspector, at), domain::text::Memo::new(note)) {
            casework::delays::check(&office, &by, month, &note).await?;
        }
    }
    Ok(())
}

/// Organisation, calendar and outages, as every decision in the city sees them.
async fn facts(store: &Store, now: Timestamp) -> Result<Facts, NotDone> {
    let clock = Arc::new(MovableClock::new(now));
    Ok(Office::open(store.clone(), clock.clone(), clock).await?.beside(&[Neighbour::Approval]).facts())
}
