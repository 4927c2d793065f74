//! 익명 처리: the person and the words go out of every table, the figures and the acts stay (개인정보 보호법 제21조).
//!
//! The database allows it only where a review says so and no hold stands; see the triggers of migration 15.

use domain::complaint::{Complaint, Note};
use jiff::Timestamp;
use sqlx::AssertSqlSafe;

use crate::codec::micros;
use crate::crypto::Place;
use crate::error::Result;
use crate::tx::{Write, on};
use crate::{dispatches, inbound_messages, outbox};

/// What stays of the words.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Remains {
    /// Stands where the title stood.
    pub title: String,
    /// Texts of the office that are kept as proof, by their place in the history, without what tells of a person.
    pub notes: Vec<(u64, Vec<Note>)>,
}

/// Tables of which nothing of the file is left.
const EMPTIED: [&str; 4] = [
    "delete from drafts where complaint_id = $1",
    "delete from notes where complaint_id = $1",
    "delete from presence where complaint_id = $1",
    "delete from pulses where complaint_id = $1",
];

/// Messages about the file, and what in them is sealed.
const EMPTIED_MESSAGES: [(&str, &[(&str, &str)]); 3] = [
    (outbox::TABLE, &[("subject", ""), ("body", "")]),
    (dispatches::TABLE, &[("payload", "{}")]),
    (inbound_messages::TABLE, &[("payload", "{}")]),
];

impl Write {
    /// In the transaction of the decision. Attachments are seen no more from now on; their bytes go with the next sweep
    /// of files that nobody sent.
    pub async fn anonymise(&mut self, c: &Complaint, remains: &Remains, at: Timestamp) -> Result<()> {
        let id = c.id.to_string();
        let words = "update complaints set anonymised_at = $2, title = $3, body = '', place = null,
                     external_number = null where id = $1";
        on!(self, db => sqlx::query(words).bind(&id).bind(micros(at)).bind(&remains.title)
            .execute(db).await.map(drop))?;
        for sql in EMPTIED {
            on!(self, db => sqlx::query(sql).bind(&id).execute(db).await.map(drop))?;
        }
        for (seq, notes) in &remains.notes {
            self.put_notes(c.id, *seq, notes).await?;
        }
        let unsent = "update outbox set channel_texts = null, locked_until = null,
                      state = case when state = 'pending' then 'given_up' else state end where complaint_id = $1";
        on!(self, db => sqlx::query(unsent).bind(&id).execute(db).await.map(drop))?;
        for (table, columns) in EMPTIED_MESSAGES {
            self.empty_messages((table, columns), &id).await?;
        }
        // The name goes with the row, which the sweep removes after the bytes.
        let files = "update attachments set arrived = false, scan_at = null, bundle = null, name = ''
                     where complaint_id = $1";
        on!(self, db => sqlx::query(files).bind(&id).execute(db).await.map(drop))?;
        let packets = "update exports set state = 'expired', conditions = '[]'
                       where list = '/evidence' and query = $1 and state = 'done'";
        on!(self, db => sqlx::query(packets).bind(c.spoken_number().as_str()).execute(db).await.map(drop))?;
        on!(self, db => sqlx::query("update outcomes set disposed = true where complaint_id = $1")
            .bind(&id).execute(db).await.map(drop))?;
        let ordinal = self.ordinal_of(c.id).await?;
        self.queue_for_search(ordinal, true).await?;
        self.forget_person(c, at).await
    }

    async fn empty_messages(
        &mut self,
        (table, columns): (&'static str, &[(&'static str, &str)]),
        complaint: &str,
    ) -> Result<()> {
        let select = AssertSqlSafe(format!("select id from {table} where complaint_id = $1"));
        let rows: Vec<String> =
            on!(self, db => sqlx::query_scalar(select).bind(complaint).fetch_all(db).await)?;
        let key = self.keys().current_id().to_owned();
        for row in rows {
            for (column, words) in columns {
                let sealed = self.keys().seal(Place { table, column, row: &row }, words)?;
                let update =
                    AssertSqlSafe(format!("update {table} set {column} = $2, key_id = $3 where id = $1"));
                on!(self, db => sqlx::query(update).bind(&row).bind(sealed).bind(&key)
                    .execute(db).await.map(drop))?;
            }
        }
        Ok(())
    }

    /// Whoever has another file that is kept is kept with it.
    async fn forget_person(&mut self, c: &Complaint, at: Timestamp) -> Result<()> {
        let person = c.petitioner.to_string();
        let others: i64 = on!(self, db => sqlx::query_scalar(
            "select count(*) from complaints where petitioner_id = $1 and anonymised_at is null"
        ).bind(&person).fetch_one(db).await)?;
        if others > 0 {
            return Ok(());
        }
        for sql in
            ["delete from sessions where petitioner_id = $1", "delete from accounts where petitioner_id = $1"]
        {
            on!(self, db => sqlx::query(sql).bind(&person).execute(db).await.map(drop))?;
        }
        self.erase_petitioner(c.petitioner, at).await
    }
}
