//! 발송 현황: the whole office's notices by when they were written, without what stands in them.

use std::collections::HashMap;

use domain::id::NoticeId;
use jiff::Timestamp;
use sqlx::{FromRow, QueryBuilder};

use super::{Attempt, Notice, NoticeState, Tray};
use crate::accounts::Owner;
use crate::codec::{from_json, instant, micros, parsed};
use crate::error::{Result, StoreError};
use crate::tx::{Read, on};

/// What is looked for. Both moments count.
#[derive(Clone, Debug)]
pub struct DispatchFilter {
    pub from: Timestamp,
    pub to: Timestamp,
    pub state: Option<NoticeState>,
    /// One of the ways it was to be tried by.
    pub channel: Option<String>,
}

/// A notice as an administrator sees it: no word of the case, no name of a petitioner.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Dispatched {
    pub id: NoticeId,
    pub to: Owner,
    /// 접수번호 or 신청번호.
    pub number: String,
    pub channels: Vec<String>,
    /// Names the template among other things.
    pub delivery_key: String,
    pub state: NoticeState,
    pub created_at: Timestamp,
    pub next_at: Timestamp,
    pub attempts: Vec<Attempt>,
}

#[derive(FromRow)]
struct DispatchedRow {
    id: String,
    officer_id: Option<String>,
    petitioner_id: Option<String>,
    number: String,
    channels: String,
    delivery_key: String,
    state: String,
    created_at: i64,
    next_at: i64,
}

impl Read {
    /// Newest first; `before` is the last of the page before. Of sealed files there are none.
    pub async fn dispatched(
        &mut self,
        filter: &DispatchFilter,
        before: Option<(Timestamp, NoticeId)>,
        limit: u32,
    ) -> Result<Vec<Dispatched>> {
        // A cross join keeps SQLite at the index of the notices, in the order of the list.
        let rows: Vec<DispatchedRow> = on!(self, db: Db => {
            let mut sql = QueryBuilder::<Db>::new("select o.id, o.officer_id, o.petitioner_id,
                coalesce(c.number, c.application_number) as number, o.channels, o.delivery_key, o.state,
                o.created_at, o.next_at
                from outbox o cross join complaints c where c.id = o.complaint_id and o.created_at >= ");
            sql.push_bind(micros(filter.from)).push(" and o.created_at <= ").push_bind(micros(filter.to));
            sql.push(" and c.sealed = ").push_bind(false);
            if let Some(state) = filter.state {
                sql.push(if state == NoticeState::Sent { "" } else { " and o.state <> 'sent'" });
                sql.push(" and o.state = ").push_bind(state.as_str());
            }
            if let Some(channel) = &filter.channel {
                sql.push(" and o.channels like ").push_bind(format!("%\"{channel}\"%"));
            }
            if let Some((at, id)) = before {
                sql.push(" and (o.created_at, o.id) < (").push_bind(micros(at)).push(", ");
                sql.push_bind(id.to_string()).push(")");
            }
            sql.push(" order by o.created_at desc, o.id desc limit ").push_bind(i64::from(limit));
            sql.build_query_as().fetch_all(db).await
        })?;
        let ids: Vec<String> = rows.iter().map(|row| row.id.clone()).collect();
        let mut attempts = self.attempts_of(Tray::Cases, &ids).await?;
        rows.into_iter()
            .map(|row| {
                let tried = attempts.remove(&row.id).unwrap_or_default();
                row.dispatched(tried)
            })
            .collect()
    }

    /// Does this notice belong to a file that lists may show?
    pub async fn notice_is_listed(&mut self, id: NoticeId) -> Result<()> {
        let found: Option<i64> = on!(self, db => sqlx::query_scalar(
            "select o.created_at from outbox o join complaints c on c.id = o.complaint_id
             where o.id = $1 and c.sealed = $2"
        ).bind(id.to_string()).bind(false).fetch_optional(db).await)?;
        found.map(drop).ok_or(StoreError::NotFound("notice"))
    }

    /// Every try at this notice so far, oldest first.
    pub async fn attempts_at(&mut self, notice: &Notice) -> Result<Vec<Attempt>> {
        let id = notice.id.to_string();
        let tried = self.attempts_of(notice.about.tray(), std::slice::from_ref(&id)).await?;
        Ok(tried.into_values().next().unwrap_or_default())
    }

    pub(super) async fn attempts_of(
        &mut self,
        tray: Tray,
        notices: &[String],
    ) -> Result<HashMap<String, Vec<Attempt>>> {
        let mut attempts: HashMap<String, Vec<Attempt>> = HashMap::new();
        if notices.is_empty() {
            return Ok(attempts);
        }
        let mut rows: Vec<AttemptRow> = on!(self, db: Db => {
            let mut sql =
                QueryBuilder::<Db>::new("select notice_id, ordinal, channel, answer, success, at from ");
            sql.push(tray.attempts()).push(" where notice_id in (");
            let mut list = sql.separated(", ");
            for notice in notices {
                list.push_bind(notice);
            }
            sql.push(")");
            sql.build_query_as().fetch_all(db).await
        })?;
        rows.sort_by_key(|row| row.ordinal);
        for AttemptRow { notice_id, channel, answer, success, at, .. } in rows {
            let attempt = Attempt { channel, answer, success, at: instant(at)? };
            attempts.entry(notice_id).or_default().push(attempt);
        }
        Ok(attempts)
    }
}

#[derive(FromRow)]
struct AttemptRow {
    notice_id: String,
    ordinal: i64,
    channel: String,
    answer: String,
    success: bool,
    at: i64,
}

impl DispatchedRow {
    fn dispatched(self, attempts: Vec<Attempt>) -> Result<Dispatched> {
        Ok(Dispatched {
            id: parsed("notice id", &self.id)?,
            to: Owner::of(self.officer_id.as_deref(), self.petitioner_id.as_deref())?,
            number: self.number,
            channels: from_json("channels", &self.channels)?,
            delivery_key: self.delivery_key,
            state: NoticeState::parse(&self.state)?,
            created_at: instant(self.created_at)?,
            next_at: instant(self.next_at)?,
            attempts,
        })
    }
}
