//! Lists of complaints: filtered, in a stated order, a page at a time from where the last one ended.
//!
//! A scope may be several places (an agency, some departments, one's own desk). Each place is one query
//! that an index serves in the list's own order; the answers are merged. A union in one query would be
//! sorted whole by both engines.

use domain::access::{OfficeSight, Scope, Sight};
use domain::complaint::{Badge, Channel, Kind, StageName, Visibility};
use domain::id::{AgencyId, ComplaintId, DepartmentId, OfficerId, PetitionerId};
use jiff::Timestamp;
use sqlx::{FromRow, QueryBuilder};

use crate::codec::{instant, instants, maybe_parsed, micros, parsed};
use crate::complaints::NEVER;
use crate::crypto::Place as Seat;
use crate::error::{Result, StoreError};
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
    /// In title or body, each word as it is written.
    pub words: Option<String>,
    /// 접수일, first and last moment.
    pub from: Option<Timestamp>,
    pub to: Option<Timestamp>,
    /// Live and due before this moment.
    pub due_before: Option<Timestamp>,
    /// Sealed files instead of all others: only ever with a handler or department of one's own.
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

/// One row of a list.
#[derive(Clone, Debug)]
pub struct Listed {
    pub id: ComplaintId,
    pub number: String,
    pub version: u64,
    pub stage: StageName,
    pub channel: Channel,
    pub kind: Option<Kind>,
    pub category: Option<String>,
    pub visibility: Visibility,
    pub agency: Option<AgencyId>,
    pub department: Option<DepartmentId>,
    pub handler: Option<OfficerId>,
    pub petitioner: PetitionerId,
    pub petitioner_name: String,
    pub title: String,
    pub filed_at: Timestamp,
    pub received_at: Option<Timestamp>,
    pub due_at: Option<Timestamp>,
    pub ended_at: Option<Timestamp>,
    pub badge: Option<Badge>,
    pub hops: u32,
    pub rating: Option<u32>,
}

#[derive(FromRow)]
pub(super) struct ListRow {
    id: String,
    application_number: String,
    number: Option<String>,
    version: i64,
    stage: String,
    channel: String,
    kind: Option<String>,
    category: Option<String>,
    visibility: String,
    agency_id: Option<String>,
    department_id: Option<String>,
    handler_id: Option<String>,
    petitioner_id: String,
    petitioner_name: Option<String>,
    title: String,
    filed_at: i64,
    received_at: Option<i64>,
    due_at: i64,
    dated_at: i64,
    ended_at: Option<i64>,
    badge: Option<String>,
    hops: i64,
    rating: Option<i64>,
}

impl ListRow {
    /// The second half of every list's key.
    pub(super) fn key(&self) -> &str {
        &self.id
    }
}

pub(super) const LISTED: &str = "c.id, c.application_number, c.number, c.version, c.stage, c.channel, c.kind, \
    c.category, c.visibility, c.agency_id, c.department_id, c.handler_id, c.petitioner_id, p.name as petitioner_name, \
    c.title, c.filed_at, c.received_at, c.due_at, c.dated_at, c.ended_at, c.badge, c.hops, c.rating";

/// One place of a scope: a column and the id it must have; none for the whole city.
pub(super) type Piece = Option<(&'static str, String)>;

pub(super) fn pieces(scope: &Scope) -> Vec<Piece> {
    match scope.sight() {
        Sight::Everything => vec![None],
        Sight::Own(petitioner) => vec![Some(("petitioner_id", petitioner.to_string()))],
        Sight::Office(sight) if sight.city => vec![None],
        Sight::Office(sight) => office_pieces(sight),
    }
}

fn office_pieces(sight: &OfficeSight) -> Vec<Piece> {
    let OfficeSight { city: _, call_centre, agencies, departments, desks, cooperates_for: _ } = sight;
    let call_centre = call_centre.then(|| Some(("channel", Channel::Phone120.as_str().to_owned())));
    let agencies = agencies.iter().map(|id| Some(("agency_id", id.to_string())));
    let departments = departments.iter().map(|id| Some(("department_id", id.to_string())));
    let desks = desks.iter().map(|id| Some(("handler_id", id.to_string())));
    call_centre.into_iter().chain(agencies).chain(departments).chain(desks).collect()
}

/// Pushes the conditions of a filter; a macro because `QueryBuilder` is typed by driver.
macro_rules! narrow {
    ($sql:ident, $filter:expr) => {{
        let f: &Filter = $filter;
        match f.stages.as_slice() {
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
        let equal = [
            ("agency_id", f.agency.map(|id| id.to_string())),
            ("department_id", f.department.map(|id| id.to_string())),
            ("handler_id", f.handler.map(|id| id.to_string())),
            ("petitioner_id", f.petitioner.map(|id| id.to_string())),
            ("kind", f.kind.map(|kind| kind.as_str().to_owned())),
            ("channel", f.channel.map(|channel| channel.as_str().to_owned())),
            ("badge", f.badge.map(|badge| badge.as_str().to_owned())),
        ];
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
            let like = format!("%{}%", word.replace('!', "!!").replace('%', "!%").replace('_', "!_"));
            $sql.push(" and (c.title like ").push_bind(like.clone()).push(" escape '!' or c.body like ");
            $sql.push_bind(like).push(" escape '!')");
        }
    }};
}

impl Read {
    /// A page of the complaints in scope. Sealed files are in no list but their holders' own.
    pub async fn complaints(&mut self, scope: &Scope, filter: &Filter, page: &Page) -> Result<Slice<Listed>> {
        let limit = page.limit.clamp(1, PAGE_MAX);
        let mut rows = Vec::new();
        for piece in pieces(scope) {
            rows.extend(self.piece(&piece, filter, page, limit).await?);
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
            if let Some((column, value)) = piece {
                sql.push(" and c.").push(*column).push(" = ").push_bind(value);
            }
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

    pub(super) fn listed(&self, row: ListRow) -> Result<Listed> {
        let sealed_name = row.petitioner_name.as_deref();
        let seat = Seat { table: "petitioners", column: "name", row: &row.petitioner_id };
        let petitioner_name =
            sealed_name.map(|name| self.keys().open(seat, name)).transpose()?.unwrap_or_default();
        Ok(Listed {
            id: parsed("complaint id", &row.id)?,
            number: row.number.unwrap_or(row.application_number),
            version: u64::try_from(row.version).map_err(|_| StoreError::corrupt("version", row.version))?,
            stage: named("stage", &row.stage, StageName::parse)?,
            channel: named("channel", &row.channel, Channel::parse)?,
            kind: row.kind.map(|kind| named("kind", &kind, Kind::parse)).transpose()?,
            category: row.category,
            visibility: named("visibility", &row.visibility, Visibility::parse)?,
            agency: maybe_parsed("agency id", row.agency_id.as_deref())?,
            department: maybe_parsed("department id", row.department_id.as_deref())?,
            handler: maybe_parsed("officer id", row.handler_id.as_deref())?,
            petitioner: parsed("petitioner id", &row.petitioner_id)?,
            petitioner_name,
            title: row.title,
            filed_at: instant(row.filed_at)?,
            received_at: instants(row.received_at)?,
            due_at: if row.due_at == NEVER { None } else { Some(instant(row.due_at)?) },
            ended_at: instants(row.ended_at)?,
            badge: row.badge.map(|badge| named("badge", &badge, Badge::parse)).transpose()?,
            hops: u32::try_from(row.hops).unwrap_or(u32::MAX),
            rating: row.rating.and_then(|points| u32::try_from(points).ok()),
        })
    }
}

fn named<T>(what: &str, text: &str, parse: impl Fn(&str) -> Option<T>) -> Result<T> {
    parse(text).ok_or_else(|| StoreError::corrupt(what, text))
}
