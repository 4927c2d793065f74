//! Inboxes of work that waits on a desk: co-operations, approvals, requests to reassign, follow-ups.

use domain::complaint::DeskItemKind;
use domain::id::{AgencyId, DepartmentId, OfficerId};
use jiff::Timestamp;
use sqlx::{FromRow, QueryBuilder};

use super::list::{Cursor, LISTED, ListRow, Listed, PAGE_MAX, Page, Slice};
use crate::codec::{instant, maybe_parsed};
use crate::complaints::NEVER;
use crate::error::Result;
use crate::tx::{Read, on};

/// On whose desk it waits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WaitingAt {
    Officer(OfficerId),
    Department(DepartmentId),
    Agency(AgencyId),
    /// With the receivers of the city: no agency named.
    Receivers,
}

/// A complaint with the work that waits on it.
#[derive(Clone, Debug)]
pub struct WaitingWork {
    pub complaint: Listed,
    pub kind: DeskItemKind,
    pub ordinal: u32,
    pub department: Option<DepartmentId>,
    pub since: Timestamp,
    pub reply_by: Option<Timestamp>,
}

#[derive(FromRow)]
struct WaitingRow {
    ordinal: i64,
    waiting_department: Option<String>,
    since: i64,
    reply_by: i64,
    #[sqlx(flatten)]
    listed: ListRow,
}

impl Read {
    /// A page of one kind of waiting work on these desks, soonest reply first.
    pub async fn waiting(
        &mut self,
        kind: DeskItemKind,
        at: &[WaitingAt],
        page: &Page,
    ) -> Result<Slice<WaitingWork>> {
        let limit = page.limit.clamp(1, PAGE_MAX);
        let mut rows: Vec<WaitingRow> = Vec::new();
        for desk in at {
            rows.extend(self.waiting_at(kind, *desk, page, limit).await?);
        }
        rows.sort_by(|a, b| {
            (a.reply_by, a.listed.key(), a.ordinal).cmp(&(b.reply_by, b.listed.key(), b.ordinal))
        });
        let limit = usize::try_from(limit).unwrap_or(usize::MAX);
        let more = rows.len() > limit;
        rows.truncate(limit);
        let next = rows.last().filter(|_| more);
        let next = next.map(|row| Cursor { key: row.reply_by, id: row.listed.key().to_owned() });
        let rows = rows.into_iter().map(|row| self.waiting_work(kind, row)).collect::<Result<_>>()?;
        Ok(Slice { rows, next })
    }

    async fn waiting_at(
        &mut self,
        kind: DeskItemKind,
        desk: WaitingAt,
        page: &Page,
        limit: u32,
    ) -> Result<Vec<WaitingRow>> {
        Ok(on!(self, db: Db => {
            let mut sql = QueryBuilder::<Db>::new(
                "select i.ordinal, i.department_id as waiting_department, i.since, i.due_at as reply_by, ");
            sql.push(LISTED).push(" from desk_items i join complaints c on c.id = i.complaint_id \
                join petitioners p on p.id = c.petitioner_id where i.item = ").push_bind(kind.as_str());
            match desk {
                WaitingAt::Officer(id) => sql.push(" and i.officer_id = ").push_bind(id.to_string()),
                WaitingAt::Department(id) => sql.push(" and i.department_id = ").push_bind(id.to_string()),
                WaitingAt::Agency(id) => sql.push(" and i.agency_id = ").push_bind(id.to_string()),
                WaitingAt::Receivers => sql.push(" and i.agency_id is null"),
            };
            if let Some(after) = &page.after {
                sql.push(" and (i.due_at, i.complaint_id) > (").push_bind(after.key).push(", ");
                sql.push_bind(after.id.clone()).push(")");
            }
            sql.push(" order by i.due_at, i.complaint_id limit ").push_bind(i64::from(limit) + 1);
            sql.build_query_as::<WaitingRow>().fetch_all(db).await
        })?)
    }

    fn waiting_work(&self, kind: DeskItemKind, row: WaitingRow) -> Result<WaitingWork> {
        Ok(WaitingWork {
            kind,
            ordinal: u32::try_from(row.ordinal).unwrap_or_default(),
            department: maybe_parsed("department id", row.waiting_department.as_deref())?,
            since: instant(row.since)?,
            reply_by: if row.reply_by == NEVER { None } else { Some(instant(row.reply_by)?) },
            complaint: self.listed(row.listed)?,
        })
    }
}
