//! How far the building of the city has come, kept among the settings until it is ready.

use casework::{NotDone, Result};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use store::{Read, StoreError, Write};

use crate::Plan;

const KEY: &str = "demo:building";

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Mark {
    /// For which city: with another plan it cannot go on.
    of: (u32, u64, Timestamp),
    /// Chunks that are committed.
    pub(crate) chunks: usize,
    /// Complaints in them.
    pub(crate) complaints: u64,
    /// Nothing of the city is missing in the database; what lies beside it may be.
    pub(crate) stands: bool,
}

impl Mark {
    pub(crate) fn begin(plan: &Plan) -> Mark {
        Mark { of: (plan.complaints, plan.seed, plan.now), chunks: 0, complaints: 0, stands: false }
    }

    /// Nothing where no city was begun, or it stands.
    pub(crate) async fn find(tx: &mut Read) -> Result<Option<Mark>> {
        let Some(kept) = tx.setting(KEY).await? else { return Ok(None) };
        let mark = serde_json::from_str(&kept);
        Ok(Some(mark.map_err(|error| unreadable(&error))?))
    }

    pub(crate) fn is_of(&self, plan: &Plan) -> bool {
        self.of == Mark::begin(plan).of
    }

    pub(crate) async fn put(&self, tx: &mut Write) -> Result<()> {
        let text = serde_json::to_string(self).map_err(|error| unreadable(&error))?;
        Ok(tx.put_setting(KEY, &text, None, self.of.2).await?)
    }

    /// The city stands, with everything beside it.
    pub(crate) async fn drop(tx: &mut Write) -> Result<()> {
        Ok(tx.drop_setting(KEY).await?)
    }
}

fn unreadable(error: &serde_json::Error) -> NotDone {
    StoreError::Corrupt(format!("the mark of a city being built: {error}")).into()
}
