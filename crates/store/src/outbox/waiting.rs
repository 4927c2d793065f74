//! Letters that have not left: read again, and given other words.

use domain::id::ComplaintId;

use super::row::{NoticeRow, columns};
use super::{Notice, TABLE};
use crate::codec::json;
use crate::crypto::Place;
use crate::error::Result;
use crate::tx::{Write, on};

impl Write {
    /// What waits to leave about a file; what is with a deliverer this moment is among it.
    pub async fn waiting_notices_of(&mut self, id: ComplaintId) -> Result<Vec<Notice>> {
        let sql = concat!(
            "select ",
            columns!(),
            " from outbox where complaint_id = $1 and state = 'pending' order by created_at, id"
        );
        let rows: Vec<NoticeRow> =
            on!(self, db => sqlx::query_as(sql).bind(id.to_string()).fetch_all(db).await)?;
        rows.into_iter().map(|row| row.open(self.keys())).collect()
    }

    /// The same letter in other words, sealed anew.
    pub async fn reword_notice(&mut self, notice: &Notice) -> Result<()> {
        let id = notice.id.to_string();
        let keys = self.keys();
        let seal = |column, clear: &str| keys.seal(Place { table: TABLE, column, row: &id }, clear);
        let (subject, body) = (seal("subject", &notice.subject)?, seal("body", &notice.body)?);
        let texts = match notice.channel_texts.is_empty() {
            true => None,
            false => Some(seal("channel_texts", &json(&notice.channel_texts)?)?),
        };
        let key = keys.current_id().to_owned();
        let sql = "update outbox set subject = $2, body = $3, channel_texts = $4, key_id = $5 \
                   where id = $1 and state = 'pending'";
        on!(self, db => sqlx::query(sql).bind(&id).bind(subject).bind(body).bind(texts).bind(key)
            .execute(db).await.map(drop))?;
        Ok(())
    }
}
