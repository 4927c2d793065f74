//! Lists of complaints: filtered, in a stated order, a page at a time from where the last one ended.
//!
//! A scope may be several places (an agency, some departments, one's own desk). Each place is one query
//! that an index serves in the list's own order; the answers are merged. A union in one query would be
//! sorted whole by both engines.

use domain::access::Scope;
use domain::complaint::{Badge, Channel, Kind, StageName, Visibility};
use domain::id::{AgencyId, DepartmentId, OfficerId, PetitionerId};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use sqlx::QueryBuilder;

use super::listed::{LISTED, ListRow, Listed};
use super::narrow::{among, narrow};
use super::pieces::{Piece, pieces};
use crate::error::Result;
use crate::tx::{Engine, Read, on};

/// Rows a page may have; more is an export.
pub const PAGE_MAX: u32 = 200;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sort {
    /// Soonest due first.
    Due,
    /// 접수일 (신청일 before receipt), newest first; with words the order of filing, newest first.
    Newest,
    /// With words: what fits best first, of the newest that fit at all. Without words the same as newest.
    Fitting,
}

impl Sort {
    pub fn as_str(self) -> &'static str {
        match self {
            Sort::Due => "due",
            Sort::Newest => "newest",
            Sort::Fitting => "fitting",
        }
    }

    pub fn parse(text: &str) -> Option<Sort> {
        [Sort::Due, Sort::Newest, Sort::Fitting].into_iter().find(|sort| sort.as_str() == text)
    }
}

/// What a list is narrowed to. Empty means everything in scope.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Filter {
    pub stages: Vec<StageName>,
    pub live: Option<bool>,
    pub agency: Option<AgencyId>,
    pub department: Option<DepartmentId>,
    pub handler: Option<OfficerId>,
    pub petitioner: Option<PetitionerId>,
    pub kind: Option<Kind>,
    pub channel: Option<Channel>,
    pub visibility: Option<Visibility>,
    pub badge: Option<Badge>,
    /// 만족도: the points of the last rating.
    pub rating: Option<u32>,
    /// The number another system knows it by.
    pub external_number: Option<String>,
    /// What is looked for in title, place and body, as it was typed: [`search::Query`].
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

impl Filter {
    /// Only live files, or only others; what is due before a moment is live.
    pub(crate) fn is_live(&self) -> Option<bool> {
        self.live.or(self.due_before.map(|_| true))
    }
}

/// By due date every stage is a query of its own, as every place is: the (place, stage, due) index delivers
/// one stage in order, several would be sorted whole. What is live has indexes of its own; and the little that one person
/// filed, or came under one number of another system, is sorted whole.
fn by_stage(piece: &Piece, filter: &Filter, sort: Sort) -> Vec<Filter> {
    let of_one_person = piece.place.as_ref().is_some_and(|(column, _)| *column == "petitioner_id");
    if of_one_person || filter.petitioner.is_some() || filter.external_number.is_some() {
        return vec![filter.clone()];
    }
    let stages: Vec<StageName> = match (sort, filter.stages.as_slice(), filter.is_live()) {
        (Sort::Newest | Sort::Fitting, ..) | (Sort::Due, [_], _) | (Sort::Due, [], Some(true)) => {
            return vec![filter.clone()];
        }
        (Sort::Due, [], Some(false)) => StageName::ALL.into_iter().filter(|stage| !stage.is_live()).collect(),
        (Sort::Due, [], None) => StageName::ALL.to_vec(),
        (Sort::Due, several, _) => several.to_vec(),
    };
    stages.into_iter().map(|stage| Filter { stages: vec![stage], ..filter.clone() }).collect()
}

/// Most files are answered. SQLite, which knows nothing of how many, takes the index that has the stage and the order,
/// and goes through the whole city's answered files for a screen of one agency's, or of one channel's.
fn is_led_astray(piece: &Piece, filter: &Filter, sort: Sort) -> bool {
    let at_a_place = piece.place.is_some()
        || filter.agency.is_some()
        || filter.department.is_some()
        || filter.handler.is_some()
        || filter.channel.is_some();
    sort != Sort::Due && at_a_place && filter.stages == [StageName::Answered]
}

impl Read {
    /// A page of the complaints in scope. Sealed files are in no list but their holders' own.
    pub async fn complaints(&mut self, scope: &Scope, filter: &Filter, page: &Page) -> Result<Slice<Listed>> {
        match filter.words.as_deref().map(str::trim).filter(|words| !words.is_empty()) {
            Some(words) => self.complaints_with(words, scope, filter, page).await,
            None => self.complaints_listed(scope, filter, page).await,
        }
    }

    /// The same whatever the words.
    pub(crate) async fn complaints_listed(
        &mut self,
        scope: &Scope,
        filter: &Filter,
        page: &Page,
    ) -> Result<Slice<Listed>> {
        let limit = page.limit.clamp(1, PAGE_MAX);
        let mut rows = Vec::new();
        for piece in pieces(scope, filter.sealed) {
            for filter in by_stage(&piece, filter, page.sort) {
                rows.extend(self.piece(&piece, &filter, page, limit).await?);
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
        let by_its_place = self.engine() == Engine::Sqlite && is_led_astray(piece, filter, page.sort);
        let without_stage = by_its_place.then(|| Filter { stages: Vec::new(), ..filter.clone() });
        let narrowed = without_stage.as_ref().unwrap_or(filter);
        Ok(on!(self, db: Db => {
            let mut sql = QueryBuilder::<Db>::new("select ");
            sql.push(LISTED).push(" from complaints c join petitioners p on p.id = c.petitioner_id where c.sealed = ");
            sql.push_bind(filter.sealed);
            if let Some((column, value)) = &piece.place {
                sql.push(" and c.").push(*column).push(" = ").push_bind(value);
            }
            among!(sql, piece.stages);
            if by_its_place {
                // With a sign before it no index has it.
                sql.push(" and +c.stage = ").push_bind(StageName::Answered.as_str());
            }
            narrow!(sql, narrowed);
            if let Some(after) = &page.after {
                let (columns, sign) = match page.sort {
                    Sort::Due => ("(c.due_at, c.id)", " > "),
                    Sort::Newest | Sort::Fitting => ("(c.dated_at, c.id)", " < "),
                };
                sql.push(" and ").push(columns).push(sign).push("(").push_bind(after.key).push(", ");
                sql.push_bind(after.id.clone()).push(")");
            }
            sql.push(match page.sort {
                Sort::Due => " order by c.due_at, c.id limit ",
                Sort::Newest | Sort::Fitting => " order by c.dated_at desc, c.id desc limit ",
            });
            sql.push_bind(i64::from(limit) + 1);
            sql.build_query_as::<ListRow>().fetch_all(db).await
        })?)
    }

    /// Merges the places' rows into one page.
    fn slice(&self, mut rows: Vec<ListRow>, sort: Sort, limit: u32) -> Result<Slice<Listed>> {
        match sort {
            Sort::Due => rows.sort_by(|a, b| (a.due_at, &a.id).cmp(&(b.due_at, &b.id))),
            Sort::Newest | Sort::Fitting => {
                rows.sort_by(|a, b| (b.dated_at, &b.id).cmp(&(a.dated_at, &a.id)))
            }
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
