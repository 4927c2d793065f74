//! Every file held against its own history: what the events make of it is what is kept.

use std::collections::HashMap;

use domain::complaint::{Complaint, Happened, fold};
use sqlx::FromRow;

use crate::codec::from_json;
use crate::error::Result;
use crate::events::happened;
use crate::open::Store;
use crate::tx::{Read, on};

/// Places in the order of filing that are read together.
const TOGETHER: i64 = 1_000;
/// Files that are named; more are counted.
const NAMED_MOST: usize = 20;

/// What a comparison found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Histories {
    pub files: u64,
    pub differing: u64,
    /// The numbers of the first of them.
    pub named: Vec<String>,
}

#[derive(FromRow)]
struct KeptFile {
    id: String,
    application_number: String,
    file: String,
}

#[derive(FromRow)]
struct KeptEvent {
    complaint_id: String,
    at: i64,
    data: String,
}

impl Store {
    /// Folds every history anew and compares; `told` hears how many files were looked at.
    pub async fn check_histories(&self, mut told: impl FnMut(u64)) -> Result<Histories> {
        let mut found = Histories::default();
        let newest = self.read().await?.newest_ordinal().await?.unwrap_or(0);
        let mut after = -1;
        while after < newest {
            // A view for each batch: a long one would keep the database from tidying up.
            let mut tx = self.read().await?;
            let files = tx.files_between(after, after + TOGETHER).await?;
            let mut events = tx.events_between(after, after + TOGETHER).await?;
            for KeptFile { id, application_number, file } in files {
                found.files += 1;
                let kept: Option<Complaint> = from_json("complaint file", &file).ok();
                let history = events.remove(&id).unwrap_or_default();
                if kept.is_none() || fold(&history) != kept {
                    found.differing += 1;
                    if found.named.len() < NAMED_MOST {
                        found.named.push(application_number);
                    }
                }
            }
            after += TOGETHER;
            told(found.files);
        }
        Ok(found)
    }
}

impl Read {
    async fn files_between(&mut self, after: i64, to: i64) -> Result<Vec<KeptFile>> {
        let sql = "select id, application_number, file from complaints where ordinal > $1 and ordinal <= $2 \
                   order by ordinal";
        Ok(on!(self, db => sqlx::query_as(sql).bind(after).bind(to).fetch_all(db).await)?)
    }

    async fn events_between(&mut self, after: i64, to: i64) -> Result<HashMap<String, Vec<Happened>>> {
        let sql = "select e.complaint_id, e.at, e.data from complaints c join events e on e.complaint_id = c.id \
                   where c.ordinal > $1 and c.ordinal <= $2 order by e.complaint_id, e.seq";
        let rows: Vec<KeptEvent> =
            on!(self, db => sqlx::query_as(sql).bind(after).bind(to).fetch_all(db).await)?;
        let mut histories: HashMap<String, Vec<Happened>> = HashMap::new();
        for KeptEvent { complaint_id, at, data } in rows {
            histories.entry(complaint_id).or_default().push(happened(at, &data)?);
        }
        Ok(histories)
    }
}
