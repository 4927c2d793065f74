//! Living the plan chunk by chunk on threads of their own, and entering each chunk in one transaction.
//!
//! PostgreSQL takes the rows of several chunks at once, each on its own connection; they are committed in order.
//! With each chunk its mark is written: a start after a kill goes on behind the last chunk that was committed.

use std::collections::{HashMap, VecDeque};
use std::sync::Arc;

use casework::chronicle::{Life, Register};
use casework::{Facts, NotDone, Result};
use domain::desk::seoul_date;
use jiff::civil::Date;
use jiff::{SignedDuration, Timestamp};
use store::{Engine, Packed, Store, Write};
use tokio::task::JoinHandle;

use super::plan::Recipe;
use super::planned::Planned;
use super::run::Run;
use super::stories;
use super::story::Story;
use crate::city::City;
use crate::mark::Mark;
use crate::{Plan, Progress, Summary, Way};

/// What happened this long before now has long been told.
const TOLD: SignedDuration = SignedDuration::from_hours(2);
/// Chunks that are lived or wait to be written at once: this bounds the memory.
const AHEAD: usize = 3;
/// Refusals that are told one by one.
const REFUSED: usize = 20;

/// Everything that living a chunk needs.
struct World {
    city: Arc<City>,
    facts: Facts,
    planned: Planned,
    register: Register,
    store: Store,
    now: Timestamp,
    way: Way,
    /// References are laid aside: a chunk may be written before those it refers to are committed.
    aside: bool,
}

/// A chunk lived, and on PostgreSQL already written but not committed.
struct Lived {
    written: Written,
    complaints: u64,
    series: Series,
    refused: Vec<String>,
}

enum Written {
    Lives(Vec<Life>),
    Packed(Packed),
    Waiting(Write),
}

/// The last running number of each day: applications and receipts.
#[derive(Default)]
struct Series {
    applications: HashMap<Date, u64>,
    receipts: HashMap<Date, u64>,
}

/// Lives what the mark has not passed yet, and writes it.
pub(crate) async fn live(
    store: &Store,
    (city, facts): (Arc<City>, Facts),
    (plan, way): (&Plan, Way),
    mark: &mut Mark,
    (told, summary): (&mut (dyn FnMut(Progress) + Send), &mut Summary),
) -> Result<()> {
    let planned = Planned::of(&city, &facts.calendar, plan);
    planned.show(&city, summary);
    summary.complaints = usize::try_from(plan.complaints).unwrap_or(usize::MAX);
    if mark.stands {
        return Ok(());
    }
    let aside = way == Way::Load && matches!(planned, Planned::Years(_));
    if aside {
        store.begin_loading().await?;
    }
    let register = Register::load(&mut store.read().await?).await?;
    let (store, now) = (store.clone(), plan.now);
    let world = Arc::new(World { city, facts, planned, register, store, now, way, aside });
    enter(&world, plan, mark, (&mut *told, summary)).await?;
    if aside {
        world.store.end_loading(|back, of| told(Progress::Indexes { back, of })).await?;
    }
    Ok(())
}

async fn enter(
    world: &Arc<World>,
    plan: &Plan,
    mark: &mut Mark,
    (told, summary): (&mut (dyn FnMut(Progress) + Send), &mut Summary),
) -> Result<()> {
    let mut coming = mark.chunks..world.planned.chunks();
    let mut lived: VecDeque<JoinHandle<Result<Lived>>> = VecDeque::new();
    let begun = mark.complaints;
    loop {
        while lived.len() < AHEAD
            && let Some(at) = coming.next()
        {
            lived.push_back(tokio::spawn(ahead(Arc::clone(world), at)));
        }
        let Some(next) = lived.pop_front() else { return Ok(()) };
        let chunk = next.await.map_err(|_| NotDone::NotFound)??;
        summary
            .refused
            .extend(chunk.refused.iter().take(REFUSED.saturating_sub(summary.refused.len())).cloned());
        mark.chunks += 1;
        mark.complaints += chunk.complaints;
        if chunk.complaints > 0 {
            world.write(chunk, mark).await?;
        }
        told(Progress::Complaints { done: mark.complaints, of: u64::from(plan.complaints), begun });
    }
}

/// Everything that can be done for a chunk before those before it are committed.
async fn ahead(world: Arc<World>, at: usize) -> Result<Lived> {
    let living = Arc::clone(&world);
    let lived = tokio::task::spawn_blocking(move || living.lived(at));
    let mut lived = lived.await.map_err(|_| NotDone::NotFound)??;
    if let (Written::Packed(packed), Engine::Postgres, true) =
        (&mut lived.written, world.store.engine(), world.aside)
    {
        // It lies still until those before it are committed.
        let mut tx = world.store.write_alone().await?;
        tx.load(std::mem::take(packed)).await?;
        lived.written = Written::Waiting(tx);
    }
    Ok(lived)
}

impl World {
    fn lived(&self, at: usize) -> Result<Lived> {
        let recipes = self.planned.chunk(&self.city, at);
        let mut series = Series::default();
        let (mut lives, mut refused) = (Vec::new(), Vec::new());
        let mut rows = self.store.rows();
        let mut register = self.register.clone();
        let first = self.planned.filed_before(at).cast_signed() + 1;
        for (recipe, ordinal) in recipes.iter().zip(first..) {
            series.count(recipe);
            let Some(life) = self.life(recipe, &mut refused) else { continue };
            match self.way {
                Way::Acts => lives.push(life),
                Way::Load => drop(life.enter_into((&mut rows, ordinal), &mut register, self.now)?),
            }
        }
        let written = match self.way {
            Way::Acts => Written::Lives(lives),
            Way::Load => Written::Packed(rows.packed(self.store.engine())),
        };
        Ok(Lived { written, complaints: recipes.len() as u64, series, refused })
    }

    fn life(&self, recipe: &Recipe, refused: &mut Vec<String>) -> Option<Life> {
        let mut run = Run::begin(&self.city, recipe, &self.facts, self.now)?;
        // How far it came is in the life itself.
        let _ = stories::tell(&mut run);
        refused.extend(run.refused);
        Some(run.life.told_before(self.now - TOLD))
    }

    async fn write(&self, chunk: Lived, mark: &Mark) -> Result<()> {
        let mut tx = match chunk.written {
            Written::Waiting(tx) => tx,
            Written::Packed(packed) => {
                let mut tx = self.store.write().await?;
                tx.load(packed).await?;
                tx
            }
            Written::Lives(lives) => {
                let mut tx = self.store.write().await?;
                for life in lives {
                    life.enter(&mut tx, self.now).await?;
                }
                tx
            }
        };
        chunk.series.raise(&mut tx).await?;
        mark.put(&mut tx).await?;
        Ok(tx.commit().await?)
    }
}

impl Series {
    fn count(&mut self, recipe: &Recipe) {
        let raise = |days: &mut HashMap<Date, u64>, at, number: &domain::complaint::Number| {
            let last = days.entry(seoul_date(at)).or_default();
            *last = (*last).max(number.serial());
        };
        raise(&mut self.applications, recipe.filed_at, &recipe.application);
        if recipe.story != Story::Filed {
            raise(&mut self.receipts, recipe.received_at, &recipe.receipt);
        }
    }

    /// The series go on where the city's end.
    async fn raise(&self, tx: &mut Write) -> Result<()> {
        for (day, last) in &self.applications {
            tx.raise_applications(*day, *last).await?;
        }
        for (day, last) in &self.receipts {
            tx.raise_receipts(*day, *last).await?;
        }
        Ok(())
    }
}
