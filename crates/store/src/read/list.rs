//! Lists of complaints: filtered, in a stated order, a page at a time from where the last one ended.
//!
//! A scope may be several places (an agency, some departments, one's own desk). Each place is one query
//! that an index serves in the list's own order; the answers are merged. A union in one query would be
//! sorted whole by both engines.

use domain::access::Scope;
use domain::complaint::{Badge, Channel, Kind, StageName};
use domain::id::{AgencyId, DepartmentId, OfficerId, PetitionerId};
use jiff::Timestamp;
use sqlx::QueryBuilder;

use super::listed::{LISTED, ListRow, Listed};
use super::pieces::{Piece, pieces};
use crate::codec::micros;
use crate::error::Result;
use crate::tx::{Read, on};

/// Rows a page may have; more is an export.
pub const PAGE_MAX: u32 = 200;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sort {
    /// Soonest due first.
    Due,
    /// 접수일 (신청일 before receipt), newest first.
    Newest,
}

/// What a list is narrowed to. Empty means everything in scope.
#[derive(Clone, Debug, Default)]
pub struct Filter {
    pub stages: Vec<StageName>,
    pub live: Option<bool>,
    pub agency: Option<AgencyId>,
    pub department: Option<DepartmentId>,
    pub handler: Option<OfficerId>,
    pub petitioner: Option<PetitionerId>,
    pub kind: Option<Kind>,
    pub channel: Option<Channel>,
    pub badge: Option<Badge>,
    /// 만족도: the points of the last rating.
    pub rating: Option<u32>,
    /// The number another system knows it by.
    pub external_number: Option<String>,
    /// In title or body, each word as it is written; Latin letters in either case.
    pub words: Option<String>,
    /// 접수일, first and last moment.
    pub from: Option<Timestamp>,
    pub to: Option<Timestamp>,
    /// Live and due before this moment.
    pub due_before: Option<Timestamp>,
    /// Sealed files instead of all others: of those only what lies on the asker's own desks to be worked on.
    pub sealed: bool,
}

/// Where a page begins: after this key and id.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cursor {
    pub key: i64,
    pub id: String,
}

#[derive(Clone, Debug)]
pub struct Page {
    pub sort: Sort,
    pub limit: u32,
    pub after: Option<Cursor>,
}

/// A page of something, and where the next one begins.
#[derive(Clone, Debug)]
pub struct Slice<T> {
    pub rows: Vec<T>,
    pub next: Option<Cursor>,
}

/// Pushes the stages a file may stand at, if they are named.
macro_rules! among {
    ($sql:ident, $stages:expr) => {
        match $stages {
            [] => {}
            // Equality lets the (place, stage, due) index deliver in order.
            [one] => {
                $sql.push(" and c.stage = ").push_bind(one.as_str());
            }
            many => {
                let mut list = $sql.push(" and c.stage in (").separated(", ");
                for stage in many {
                    list.push_bind(stage.as_str());
                }
                $sql.push(")");
            }
        }
    };
}

/// Pushes the conditions of a filter; a macro because `QueryBuilder` is typed by driver.
macro_rules! narrow {
    ($sql:ident, $filter:expr) => {{
        let f: &Filter = $filter;
        among!($sql, f.stages.as_slice());
        let equal = [
            ("agency_id", f.agency.map(|id| id.to_string())),
            ("department_id", f.department.map(|id| id.to_string())),
            ("handler_id", f.handler.map(|id| id.to_string())),
            ("petitioner_id", f.petitioner.map(|id| id.to_string())),
            ("kind", f.kind.map(|kind| kind.as_str().to_owned())),
            ("channel", f.channel.map(|channel| channel.as_str().to_owned())),
            ("badge", f.badge.map(|badge| badge.as_str().to_owned())),
            ("external_number", f.external_number.clone()),
        ];
        if let Some(points) = f.rating {
            $sql.push(" and c.rating = ").push_bind(i64::from(points));
        }
        for (column, value) in equal {
            if let Some(value) = value {
                $sql.push(" and c.").push(column).push(" = ").push_bind(value);
            }
        }
        if let Some(live) = f.live.or(f.due_before.map(|_| true)) {
            $sql.push(" and c.live = ").push_bind(live);
        }
        let bounds = [
            (" and c.dated_at >= ", f.from),
            (" and c.dated_at <= ", f.to),
            (" and c.due_at < ", f.due_before),
        ];
        for (condition, moment) in bounds {
            if let Some(moment) = moment {
                $sql.push(condition).push_bind(micros(moment));
            }
        }
        for word in f.words.iter().flat_map(|words| words.split_whitespace()) {
            // SQLite's `like` knows no case of Latin letters, PostgreSQL's does: both are lowered first.
            let word = word.to_ascii_lowercase();
            let like = format!("%{}%", word.replace('!', "!!").replace('%', "!%").replace('_', "!_"));
            $sql.push(" and (lower(c.title) like ")
                .push_bind(like.clone())
                .push(" escape '!' or lower(c.body) like ");
            $sql.push_bind(like).push(" escape '!')");
        }
    }};
}

/// By due date every stage is a query of its own, as every place is: the (place, stage, due) index delivers
/// one stage in order, several would be sorted whole.
fn by_stage(filter: &Filter, sort: Sort) -> Vec<Filter> {
    match (sort, filter.stages.as_slice()) {
        (Sort::Due, [_, _, ..]) => {
            filter.stages.iter().map(|stage| Filter { stages: vec![*stage], ..filter.clone() }).collect()
        }
        _ => vec![filter.clone()],
    }
}

impl Read {
    /// A page of the complaints in scope. Sealed files are in no list but their holders' own.
    pub async fn complaints(&mut self, scope: &Scope, filter: &Filter, page: &Page) -> Result<Slice<Listed>> {
        let limit = page.limit.clamp(1, PAGE_MAX);
        let mut rows = Vec::new();
        let filters = by_stage(filter, page.sort);
        for piece in pieces(scope, filter.sealed) {
            for filter in &filters {
                rows.extend(self.piece(&piece, filter, page, limit).await?);
            }
        }
        self.slice(rows, page.sort, limit)
    }

    async fn piece(
        &mut self,
        piece: &Piece,
        filter: &Filter,
        page: &Page,
        limit: u32,
    ) -> Result<Vec<ListRow>> {
        Ok(on!(self, db: Db => {
            let mut sql = QueryBuilder::<Db>::new("select ");
            sql.push(LISTED).push(" from complaints c join petitioners p on p.id = c.petitioner_id where c.sealed = ");
            sql.push_bind(filter.sealed);
            if let Some((column, value)) = &piece.place {
                sql.push(" and c.").push(*column).push(" = ").push_bind(value);
            }
            among!(sql, piece.stages);
            narrow!(sql, filter);
            if let Some(after) = &page.after {
                let (columns, sign) = match page.sort {
                    Sort::Due => ("(c.due_at, c.id)", " > "),
                    Sort::Newest => ("(c.dated_at, c.id)", " < "),
                };
                sql.push(" and ").push(columns).push(sign).push("(").push_bind(after.key).push(", ");
                sql.push_bind(after.id.clone()).push(")");
            }
            sql.push(match page.sort {
                Sort::Due => " order by c.due_at, c.id limit ",
                Sort::Newest => " order by c.dated_at desc, c.id desc limit ",
            });
            sql.push_bind(i64::from(limit) + 1);
            sql.build_query_as::<ListRow>().fetch_all(db).await
        })?)
    }

    /// Merges the places' rows into one page.
    fn slice(&self, mut rows: Vec<ListRow>, sort: Sort, limit: u32) -> Result<Slice<Listed>> {
        match sort {
            Sort::Due => rows.sort_by(|a, b| (a.due_at, &a.id).cmp(&(b.due_at, &b.id))),
            Sort::Newest => rows.sort_by(|a, b| (b.dated_at, &b.id).cmp(&(a.dated_at, &a.id))),
        }
        rows.dedup_by(|a, b| a.id == b.id);
        let limit = usize::try_from(limit).unwrap_or(usize::MAX);
        let more = rows.len() > limit;
        rows.truncate(limit);
        let next = rows.last().filter(|_| more).map(|row| Cursor {
            key: if sort == Sort::Due { row.due_at } else { row.dated_at },
            id: row.id.clone(),
        });
        let rows = rows.into_iter().map(|row| self.listed(row)).collect::<Result<_>>()?;
        Ok(Slice { rows, next })
    }
}
