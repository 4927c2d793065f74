//! 지연민원 of what was received in a period: late now, the longest first; then answered late, the latest first.

use domain::access::Scope;
use domain::complaint::{Complaint, Kind};
use domain::id::{AgencyId, DepartmentId, OfficerId};
use jiff::Timestamp;
use sqlx::{FromRow, QueryBuilder};

use super::listed::{LISTED, ListRow, Listed};
use super::pieces::{Piece, watched};
use super::{Cursor, PAGE_MAX, Page, Slice, Sort};
use crate::codec::{from_json, instants, micros};
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
    /// 접수일, first and last moment, as in every other list of complaints. What is still late and came before it is
    /// told by [`Read::late_before`]: the worst would be hidden otherwise.
    pub from: Timestamp,
    pub to: Timestamp,
    pub agency: Option<AgencyId>,
    pub department: Option<DepartmentId>,
    pub handler: Option<OfficerId>,
    pub kind: Option<Kind>,
    /// Only what is still late, or only what was answered late.
    pub still: Option<bool>,
}

/// What is still late and was received before the period.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct LateBefore {
    pub count: u64,
    /// 접수일시 of the last of them: where to look next.
    pub last: Option<Timestamp>,
}

#[derive(FromRow)]
struct BeforeRow {
    many: i64,
    last: Option<i64>,
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
                        .push_bind(false).push(" and c.live and c.due_at < ").push_bind(micros(filter.now))
                        // Nothing is due before it came: what was due earlier need not be read.
                        .push(" and c.due_at >= ").push_bind(micros(filter.from));
                }
                Part::AnsweredLate => {
                    sql.push("outcomes o join complaints c on c.id = o.complaint_id \
                        join petitioners p on p.id = c.petitioner_id where o.late and o.sealed = ").push_bind(false)
                        // Nothing ends before it came: this spares reading what ended earlier.
                        .push(" and o.ended_at >= ").push_bind(micros(filter.from));
                }
            }
            sql.push(" and c.dated_at >= ").push_bind(micros(filter.from))
                .push(" and c.dated_at <= ").push_bind(micros(filter.to));
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

    /// What the period leaves out of what is still late, by the same conditions. Each place leaves out those before
    /// it, so that no file is counted twice.
    pub async fn late_before(&mut self, scope: &Scope, filter: &DelayFilter) -> Result<LateBefore> {
        let mut found = LateBefore::default();
        let places = watched(scope);
        for (at, piece) in places.iter().enumerate() {
            let earlier: Vec<_> = places.iter().take(at).filter_map(|piece| piece.place.clone()).collect();
            let row: BeforeRow = on!(self, db: Db => {
                let mut sql = QueryBuilder::<Db>::new("select count(*) as many, max(c.dated_at) as last \
                    from complaints c where c.sealed = ");
                sql.push_bind(false).push(" and c.live and c.due_at < ").push_bind(micros(filter.now))
                    .push(" and c.dated_at < ").push_bind(micros(filter.from));
                for (column, value) in piece.place.clone().into_iter().chain(filter.equal()) {
                    sql.push(" and c.").push(column).push(" = ").push_bind(value);
                }
                for (column, value) in earlier {
                    sql.push(format!(" and (c.{column} is null or c.{column} <> ")).push_bind(value).push(")");
                }
                sql.build_query_as().fetch_one(db).await
            })?;
            found.count += u64::try_from(row.many).unwrap_or_default();
            found.last = found.last.max(instants(row.last)?);
        }
        Ok(found)
    }

    fn delayed_row(&self, row: DelayRow) -> Result<Delayed> {
        let complaint = from_json("complaint file", &row.file)?;
        Ok(Delayed { listed: self.listed(row.row)?, complaint })
    }
}
