//! Every file held against its own history: what the events make of it is what is kept.

use std::collections::HashMap;

use domain::complaint::{Agreement, Complaint, Happened};
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
    /// What a program from before 2026-11-28 kept of a history that says more today: no fault ([`Complaint::agreement`]).
    pub older: u64,
    /// The numbers of the first of them.
    pub older_named: Vec<String>,
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
    /// Folds every history anew and compares; `told` hears how many files were looked at. It reads, a thousand files at a
    /// time, and holds no more of them. Not compared are texts that were typed, and the columns that lists are made from;
    /// whoever alters a file and its history alike is not found.
    pub async fn check_histories(&self, mut told: impl FnMut(u64)) -> Result<Histories> {
        let mut found = Histories::default();
        let newest = self.read().await?.newest_ordinal().await?.unwrap_or(0);
        let mut after = -1;
        while after < newest {
            // A view for each batch: a long one would keep the database from tidying up.
            let mut tx = self.read().await?;
            let files = tx.files_between(after, after + TOGETHER).await?;
            let mut events = tx.events_between(after, after + TOGETHER).await?;
            drop(tx);
            for kept in files {
                let history = events.remove(&kept.id).unwrap_or_default();
                found.note(kept, &history);
            }
            after += TOGETHER;
            told(found.files);
        }
        Ok(found)
    }
}

impl Histories {
    fn note(&mut self, kept: KeptFile, history: &[KeptEvent]) {
        self.files += 1;
        let (count, named) = match agreement(&kept.file, history) {
            Agreement::Agrees => return,
            Agreement::AgreesAsOlderKeptIt => (&mut self.older, &mut self.older_named),
            Agreement::Differs => (&mut self.differing, &mut self.named),
        };
        *count += 1;
        if named.len() < NAMED_MOST {
            named.push(kept.application_number);
        }
    }
}

/// What cannot be read was altered: it is named as the others are, and keeps none of them from being looked at.
fn agreement(file: &str, history: &[KeptEvent]) -> Agreement {
    let Ok(kept) = from_json::<Complaint>("complaint file", file) else { return Agreement::Differs };
    let history: Result<Vec<Happened>> =
        history.iter().map(|event| happened(event.at, &event.data)).collect();
    history.map_or(Agreement::Differs, |history| kept.agreement(&history))
}

impl Read {
    async fn files_between(&mut self, after: i64, to: i64) -> Result<Vec<KeptFile>> {
        let sql = "select id, application_number, file from complaints where ordinal > $1 and ordinal <= $2 \
                   order by ordinal";
        Ok(on!(self, db => sqlx::query_as(sql).bind(after).bind(to).fetch_all(db).await)?)
    }

    async fn events_between(&mut self, after: i64, to: i64) -> Result<HashMap<String, Vec<KeptEvent>>> {
        let sql = "select e.complaint_id, e.at, e.data from complaints c join events e on e.complaint_id = c.id \
                   where c.ordinal > $1 and c.ordinal <= $2 order by e.complaint_id, e.seq";
        let rows: Vec<KeptEvent> =
            on!(self, db => sqlx::query_as(sql).bind(after).bind(to).fetch_all(db).await)?;
        let mut histories: HashMap<String, Vec<KeptEvent>> = HashMap::new();
        for row in rows {
            histories.entry(row.complaint_id.clone()).or_default().push(row);
        }
        Ok(histories)
    }
}
