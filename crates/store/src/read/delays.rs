//! 지연민원: what is late now, the longest first, then what was answered late in a period, the latest first.

use domain::access::Scope;
use domain::complaint::{Complaint, Kind};
use domain::id::{AgencyId, DepartmentId, OfficerId};
use jiff::Timestamp;
use sqlx::{FromRow, QueryBuilder};

use super::listed::{LISTED, ListRow, Listed};
use super::pieces::{Piece, watched};
use super::{Cursor, PAGE_MAX, Page, Slice, Sort};
use crate::codec::{from_json, micros};
use crate::error::Result;
use crate::tx::{Read, on};

/// A late file, with the file itself: where it is stuck and what was done about it.
#[derive(Clone, Debug)]
pub struct Delayed {
    pub listed: Listed,
    pub complaint: Complaint,
}

/// What the list is narrowed to.
#[derive(Clone, Debug)]
pub struct DelayFilter {
    pub now: Timestamp,
    /// First and last moment for what was answered late. What is late now is shown whenever it became so: the
    /// worst would be hidden otherwise.
    pub from: Timestamp,
    pub to: Timestamp,
    pub agency: Option<AgencyId>,
    pub department: Option<DepartmentId>,
    pub handler: Option<OfficerId>,
    pub kind: Option<Kind>,
    /// Only what is still late, or only what was answered late.
    pub still: Option<bool>,
}

#[derive(FromRow)]
struct DelayRow {
    #[sqlx(flatten)]
    row: ListRow,
    file: String,
    sort_key: i64,
}

/// The two parts of the list. Keys of the second are negative, so that a cursor tells its part.
#[derive(Clone, Copy, PartialEq)]
enum Part {
    StillLate,
    AnsweredLate,
}

impl DelayFilter {
    fn equal(&self) -> impl Iterator<Item = (&'static str, String)> {
        [
            ("agency_id", self.agency.map(|id| id.to_string())),
            ("department_id", self.department.map(|id| id.to_string())),
            ("handler_id", self.handler.map(|id| id.to_string())),
            ("kind", self.kind.map(|kind| kind.as_str().to_owned())),
        ]
        .into_iter()
        .filter_map(|(column, value)| Some((column, value?)))
    }
}

impl Read {
    /// A page of late files among those somebody watches over; never a sealed one. `Sort::Due` begins with the
    /// longest delay, `Sort::Newest` with the latest.
    pub async fn delayed(
        &mut self,
        scope: &Scope,
        filter: &DelayFilter,
        page: &Page,
    ) -> Result<Slice<Delayed>> {
        let limit = page.limit.clamp(1, PAGE_MAX);
        let many = usize::try_from(limit).unwrap_or(usize::MAX);
        let in_second = page.after.as_ref().is_some_and(|after| after.key < 0);
        let mut rows = Vec::new();
        for part in [Part::StillLate, Part::AnsweredLate] {
            let still = part == Part::StillLate;
            let wanted = filter.still.is_none_or(|wanted| wanted == still) && !(still && in_second);
            if !wanted || rows.len() > many {
                continue;
            }
            let after = page.after.as_ref().filter(|_| still || in_second);
            let mut found = Vec::new();
            for piece in watched(scope) {
                let asked = Page { sort: page.sort, limit, after: after.cloned() };
                found.extend(self.delayed_at(&piece, filter, part, &asked).await?);
            }
            if still && page.sort == Sort::Due {
                found.sort_by(|a, b| (a.sort_key, &a.row.id).cmp(&(b.sort_key, &b.row.id)));
            } else {
                found.sort_by(|a, b| (b.sort_key, &b.row.id).cmp(&(a.sort_key, &a.row.id)));
            }
            found.dedup_by(|a, b| a.row.id == b.row.id);
            rows.extend(found.into_iter().map(|row| (part, row)));
        }
        let more = rows.len() > many;
        rows.truncate(many);
        let next = rows.last().filter(|_| more).map(|(part, last)| Cursor {
            key: if *part == Part::StillLate { last.sort_key } else { -last.sort_key },
            id: last.row.id.clone(),
        });
        let rows = rows.into_iter().map(|(_, row)| self.delayed_row(row)).collect::<Result<_>>()?;
        Ok(Slice { rows, next })
    }

    async fn delayed_at(
        &mut self,
        piece: &Piece,
        filter: &DelayFilter,
        part: Part,
        page: &Page,
    ) -> Result<Vec<DelayRow>> {
        let upwards = part == Part::StillLate && page.sort == Sort::Due;
        let (t, key, id) = match part {
            Part::StillLate => ("c", "c.due_at", "c.id"),
            Part::AnsweredLate => ("o", "o.ended_at", "o.complaint_id"),
        };
        Ok(on!(self, db: Db => {
            let mut sql = QueryBuilder::<Db>::new("select ");
            sql.push(LISTED).push(", c.file, ").push(key).push(" as sort_key from ");
            match part {
                Part::StillLate => {
                    sql.push("complaints c join petitioners p on p.id = c.petitioner_id where c.sealed = ")
                        .push_bind(false).push(" and c.live = ").push_bind(true)
                        .push(" and c.due_at < ").push_bind(micros(filter.now));
                }
                Part::AnsweredLate => {
                    sql.push("outcomes o join complaints c on c.id = o.complaint_id \
                        join petitioners p on p.id = c.petitioner_id where o.late and o.sealed = ").push_bind(false)
                        .push(" and o.ended_at >= ").push_bind(micros(filter.from))
                        .push(" and o.ended_at <= ").push_bind(micros(filter.to));
                }
            }
            for (column, value) in piece.place.clone().into_iter().chain(filter.equal()) {
                sql.push(" and ").push(t).push(".").push(column).push(" = ").push_bind(value);
            }
            if let Some(after) = &page.after {
                sql.push(format!(" and ({key}, {id}) {} (", if upwards { ">" } else { "<" }))
                    .push_bind(after.key.saturating_abs()).push(", ").push_bind(after.id.clone()).push(")");
            }
            let way = if upwards { "" } else { " desc" };
            sql.push(format!(" order by {key}{way}, {id}{way} limit ")).push_bind(i64::from(page.limit) + 1);
            sql.build_query_as::<DelayRow>().fetch_all(db).await
        })?)
    }

    fn delayed_row(&self, row: DelayRow) -> Result<Delayed> {
        let complaint = from_json("complaint file", &row.file)?;
        Ok(Delayed { listed: self.listed(row.row)?, complaint })
    }
}
