//! The one place where whatever else must know of every complaint of the city hears of it: once for each chunk,
//! in the transaction that enters it.

use domain::complaint::Visibility;
use domain::id::ComplaintId;
use jiff::Timestamp;
use store::Write;

use super::plan::Recipe;
use casework::Result;

/// What is told of a complaint; a chunk has them in the order of filing, and so have the chunks.
pub(super) struct Entered {
    pub(super) id: ComplaintId,
    pub(super) title: String,
    pub(super) body: String,
    pub(super) place: Option<String>,
    pub(super) sealed: bool,
    pub(super) filed_at: Timestamp,
}

impl Entered {
    pub(super) fn of(recipe: Recipe) -> Entered {
        Entered {
            id: recipe.id,
            title: recipe.draft.title,
            body: recipe.draft.body,
            place: recipe.draft.place,
            sealed: recipe.visibility == Visibility::Sealed,
            filed_at: recipe.filed_at,
        }
    }
}

/// Called for each chunk before it is committed. A search index takes its documents here.
pub(super) async fn told(_: &mut Write, chunk: &[Entered]) -> Result<()> {
    tracing::trace!(
        complaints = chunk.len(),
        first = chunk.first().map(|e| e.id.to_string()),
        sealed = chunk.iter().filter(|e| e.sealed).count(),
        with_place = chunk.iter().filter(|e| e.place.is_some()).count(),
        letters = chunk.iter().map(|e| e.title.len() + e.body.len()).sum::<usize>(),
        until = chunk.last().map(|e| e.filed_at.to_string()),
        "a chunk is entered"
    );
    Ok(())
}
