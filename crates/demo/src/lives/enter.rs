//! Living the recipes, a batch a thread, and entering each batch in one transaction.

use std::sync::Arc;

use casework::chronicle::Life;
use casework::{Facts, NotDone, Result};
use jiff::{SignedDuration, Timestamp};
use store::Store;

use super::attached;
use super::plan::{self, Recipe, Series};
use super::run::{self, Run};
use super::stories;
use super::story::Story;
use crate::city::City;
use crate::{Plan, Summary};

/// Lives of one transaction.
const BATCH: usize = 200;
/// What happened this long before now has long been told.
const TOLD: SignedDuration = SignedDuration::from_hours(2);
/// Complaints offered for looking up as a citizen.
const EXAMPLES: usize = 3;

/// The lives of one batch, and what was refused.
type Lived = (Vec<Life>, Vec<String>);

/// Lives everything and writes it.
pub(crate) async fn live(
    store: &Store,
    city: Arc<City>,
    facts: Facts,
    plan: &Plan,
    summary: &mut Summary,
) -> Result<()> {
    let now = plan.now;
    let (recipes, series) = plan::recipes(&city, &facts.calendar, plan);
    summary.examples = examples(&recipes);
    summary.attached = attached::choose(&recipes);
    summary.complaints = recipes.len();
    let mut batches = Vec::new();
    let mut recipes = recipes.into_iter().peekable();
    while recipes.peek().is_some() {
        let batch: Vec<Recipe> = recipes.by_ref().take(BATCH).collect();
        let (city, facts) = (Arc::clone(&city), facts.clone());
        batches.push(tokio::task::spawn_blocking(move || lived(&city, &batch, &facts, now)));
    }
    for batch in batches {
        let (lives, refused) = batch.await.map_err(|_| NotDone::NotFound)?;
        summary.refused.extend(refused);
        let mut tx = store.write().await?;
        for life in lives {
            life.told_before(now - TOLD).enter(&mut tx, now).await?;
        }
        tx.commit().await?;
    }
    settle_the_past(store, &series, now).await
}

fn lived(city: &City, recipes: &[Recipe], facts: &Facts, now: Timestamp) -> Lived {
    let (mut lives, mut refused) = (Vec::new(), Vec::new());
    for recipe in recipes {
        if let Some(mut run) = Run::begin(city, recipe, facts, now) {
            // How far it came is in the life itself.
            let _ = stories::tell(&mut run);
            refused.extend(run.refused);
            lives.push(run.life);
        }
    }
    (lives, refused)
}

/// Number series go on where the city's end; letters of the past have left.
async fn settle_the_past(store: &Store, series: &Series, now: Timestamp) -> Result<()> {
    let mut tx = store.write().await?;
    for (day, last) in &series.applications {
        tx.raise_applications(*day, *last).await?;
    }
    for (day, last) in &series.receipts {
        tx.raise_receipts(*day, *last).await?;
    }
    Ok(tx.commit().await?)
}

fn examples(recipes: &[Recipe]) -> Vec<(String, String)> {
    let answered = recipes.iter().rev().filter(|r| r.story == Story::Answered);
    answered.take(EXAMPLES).map(|r| (r.receipt.to_string(), run::secret(r))).collect()
}
