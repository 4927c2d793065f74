//! Inboxes of work that waits on a desk: co-operations, approvals, requests to reassign, follow-ups.

use domain::complaint::{Channel, DeskItemKind};
use domain::id::{AgencyId, DepartmentId, OfficerId};
use jiff::Timestamp;
use sqlx::{FromRow, QueryBuilder};

use super::list::{Cursor, PAGE_MAX, Page, Slice};
use super::listed::{LISTED, ListRow, Listed};
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
    /// With 120다산콜재단: no agency named, and it came in by telephone.
    CallCentre,
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

impl WaitingRow {
    fn key(&self) -> (i64, &str, i64) {
        (self.reply_by, &self.listed.id, self.ordinal)
    }

    /// A file may wait twice by the same moment: the ordinal is part of where a page ends.
    fn cursor(&self) -> Cursor {
        Cursor { key: self.reply_by, id: format!("{}/{}", self.listed.id, self.ordinal) }
    }
}

/// What is asked of the one officer who handled a sealed file is no business of the rest of the office.
fn hides_sealed(kind: DeskItemKind, desk: WaitingAt) -> bool {
    matches!(kind, DeskItemKind::FollowUp | DeskItemKind::Objection)
        && matches!(desk, WaitingAt::Department(_) | WaitingAt::Agency(_))
}

/// The id and the ordinal of a cursor.
fn id_and_ordinal(after: &Cursor) -> (&str, i64) {
    match after.id.split_once('/') {
        Some((id, ordinal)) => (id, ordinal.parse().unwrap_or_default()),
        None => (&after.id, 0),
    }
}

impl Read {
    /// A page of one kind of waiting work on these desks, soonest reply first. What is asked of several of
    /// them is there once.
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
        rows.sort_by(|a, b| a.key().cmp(&b.key()));
        rows.dedup_by(|a, b| a.key() == b.key());
        let limit = usize::try_from(limit).unwrap_or(usize::MAX);
        let more = rows.len() > limit;
        rows.truncate(limit);
        let next = rows.last().filter(|_| more);
        let next = next.map(WaitingRow::cursor);
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
                WaitingAt::CallCentre => sql.push(" and i.agency_id is null and c.channel = ")
                    .push_bind(Channel::Phone120.as_str()),
            };
            if hides_sealed(kind, desk) {
                // What waits for an officer who has left waits for the department: nobody else could answer it.
                let and = match desk {
                    WaitingAt::Department(_) => " and (i.officer_id is null or c.sealed = ",
                    WaitingAt::Officer(_) | WaitingAt::Agency(_) | WaitingAt::Receivers | WaitingAt::CallCentre => " and (c.sealed = ",
                };
                sql.push(and).push_bind(false).push(")");
            }
            if let Some(after) = &page.after {
                let (id, ordinal) = id_and_ordinal(after);
                sql.push(" and (i.due_at, i.complaint_id, i.ordinal) > (").push_bind(after.key).push(", ");
                sql.push_bind(id.to_owned()).push(", ").push_bind(ordinal).push(")");
            }
            // Where no agency is named, naming the empty column keeps the order that of the index.
            sql.push(match desk {
                WaitingAt::Receivers | WaitingAt::CallCentre => " order by i.agency_id, ",
                WaitingAt::Officer(_) | WaitingAt::Department(_) | WaitingAt::Agency(_) => " order by ",
            });
            sql.push("i.due_at, i.complaint_id, i.ordinal limit ").push_bind(i64::from(limit) + 1);
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
