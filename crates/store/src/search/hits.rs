//! Candidates held against sight and filters: the rows of a list, with their texts.

use std::collections::HashMap;

use domain::access::Scope;
use domain::complaint::StageName;
use domain::id::{ComplaintId, OfficerId};
use domain::personal;
use jiff::Timestamp;
use search::Text;
use sqlx::{FromRow, QueryBuilder};

use crate::codec::{instant, micros, parsed};
use crate::error::{Result, StoreError};
use crate::read::narrow::{narrow, within};
use crate::read::{Filter, LISTED, ListRow, Listed, Piece, pieces};
use crate::tx::{Engine, Read, on};

/// A row of a list with what is searched of it.
#[derive(Clone, Debug)]
pub(crate) struct Hit {
    pub(crate) ordinal: i64,
    pub(crate) listed: Listed,
    pub(crate) passage: Passage,
}

/// Body and place of a complaint in a list: what a search shows beside its title.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Passage {
    pub body: String,
    pub place: Option<String>,
}

/// A title, and its place in the order of dates and of filing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Titled {
    pub dated_at: Timestamp,
    pub ordinal: i64,
    pub title: String,
}

#[derive(FromRow)]
struct HitRow {
    #[sqlx(flatten)]
    row: ListRow,
    ordinal: i64,
    body: String,
    place: Option<String>,
}

impl Passage {
    /// As it is searched, so it is shown.
    fn covered(body: String, place: Option<String>) -> Passage {
        let hidden = |text: String| personal::cover(&text, &personal::PRIVATE).into_owned();
        Passage { body: hidden(body), place: place.map(hidden) }
    }
}

impl Hit {
    pub(crate) fn text(&self) -> Text<'_> {
        Text { title: &self.listed.title, body: &self.passage.body, place: self.passage.place.as_deref() }
    }
}

impl Read {
    /// Those of these complaints that this reader may see and the filter lets through, newest first. Sealed
    /// ones are never among them.
    pub(crate) async fn search_hits(
        &mut self,
        scope: &Scope,
        filter: &Filter,
        ordinals: &[i64],
    ) -> Result<Vec<Hit>> {
        /// Values of one statement.
        const TOGETHER: usize = 500;
        let pieces = pieces(scope, false);
        let mut hits = Vec::new();
        for part in ordinals.chunks(TOGETHER) {
            let rows: Vec<HitRow> = on!(self, db: Db => {
                let mut sql = QueryBuilder::<Db>::new("select ");
                sql.push(LISTED).push(", c.ordinal, c.body, c.place from (select * from complaints where ordinal in (");
                let mut list = sql.separated(", ");
                for ordinal in part {
                    list.push_bind(*ordinal);
                }
                // The bound keeps it a question of its own: a plan that is kept for any values would look for the kind or the
                // stage in the whole city, and for these few among what it found.
                sql.push(") limit ").push_bind(i64::try_from(TOGETHER).unwrap_or(i64::MAX));
                sql.push(") c join petitioners p on p.id = c.petitioner_id where not c.sealed");
                within!(sql, &pieces);
                narrow!(sql, filter);
                sql.build_query_as().fetch_all(db).await
            })?;
            for HitRow { row, ordinal, body, place } in rows {
                let listed = self.listed(row)?;
                hits.push(Hit { ordinal, listed, passage: Passage::covered(body, place) });
            }
        }
        hits.sort_by_key(|hit| std::cmp::Reverse(hit.ordinal));
        Ok(hits)
    }

    /// Titles of the newest complaints of a list, newest first: for comparing many without reading them.
    pub async fn newest_titles(&mut self, scope: &Scope, filter: &Filter, most: u32) -> Result<Vec<Titled>> {
        let mut titles: Vec<Titled> = Vec::new();
        for Piece { place, .. } in pieces(scope, false) {
            let rows: Vec<(i64, i64, String)> = on!(self, db: Db => {
                let mut sql = QueryBuilder::<Db>::new(
                    "select c.dated_at, c.ordinal, c.title from complaints c where c.sealed = ");
                sql.push_bind(false);
                if let Some((column, value)) = &place {
                    sql.push(" and c.").push(*column).push(" = ").push_bind(value.clone());
                }
                narrow!(sql, filter);
                sql.push(" order by c.dated_at desc, c.id desc limit ").push_bind(i64::from(most));
                sql.build_query_as().fetch_all(db).await
            })?;
            for (dated_at, ordinal, title) in rows {
                titles.push(Titled { dated_at: instant(dated_at)?, ordinal, title });
            }
        }
        titles.sort_by_key(|row| std::cmp::Reverse((row.dated_at, row.ordinal)));
        titles.dedup_by_key(|row| row.ordinal);
        titles.truncate(usize::try_from(most).unwrap_or(usize::MAX));
        Ok(titles)
    }

    /// The rows of these complaints, as far as they are in sight and pass the filter; newest first.
    pub async fn complaints_at(
        &mut self,
        scope: &Scope,
        filter: &Filter,
        ordinals: &[i64],
    ) -> Result<Vec<(i64, Listed)>> {
        let hits = self.search_hits(scope, filter, ordinals).await?;
        Ok(hits.into_iter().map(|hit| (hit.ordinal, hit.listed)).collect())
    }

    /// How many of these complaints lie with each handler, as far as one place of the scope shows them.
    pub async fn loads(&mut self, scope: &Scope, filter: &Filter) -> Result<HashMap<OfficerId, u32>> {
        let mut loads: HashMap<OfficerId, u32> = HashMap::new();
        let engine = self.engine();
        for Piece { place, .. } in pieces(scope, false) {
            let here: Vec<(Option<String>, i64)> = on!(self, db: Db => {
                let mut sql = QueryBuilder::<Db>::new(
                    "select handler_id, count(*) from (select c.handler_id from complaints c where c.sealed = ");
                sql.push_bind(false);
                if let Some((column, value)) = &place {
                    sql.push(" and c.").push(*column).push(" = ").push_bind(value.clone());
                }
                narrow!(sql, filter);
                if engine == Engine::Sqlite {
                    // A bound keeps it a question of its own: in one with the other, SQLite would go through every handler
                    // of the city in order. PostgreSQL would think that few of them are wanted.
                    sql.push(" limit ").push_bind(i64::from(u32::MAX));
                }
                sql.push(") lying group by handler_id");
                sql.build_query_as().fetch_all(db).await
            })?;
            for (id, many) in here {
                let Some(id) = id else { continue };
                let many = u32::try_from(many).map_err(|_| StoreError::corrupt("count", many))?;
                let load = loads.entry(parsed("officer id", &id)?).or_default();
                *load = many.max(*load);
            }
        }
        Ok(loads)
    }

    /// The same complaints without a look at any text; none if they are more than `most`, or if no index tells them from
    /// the whole city's.
    pub(crate) async fn ordinals_in(
        &mut self,
        scope: &Scope,
        filter: &Filter,
        most: usize,
    ) -> Result<Option<Vec<i64>>> {
        let mut all = Vec::new();
        let pieces = pieces(scope, false);
        if !is_told_apart(filter) && pieces.iter().any(|piece| piece.place.is_none()) {
            return Ok(None);
        }
        for Piece { place, .. } in pieces {
            let limit = i64::try_from(most + 1).unwrap_or(i64::MAX);
            let found: Vec<i64> = on!(self, db: Db => {
                let mut sql = QueryBuilder::<Db>::new("select c.ordinal from complaints c where c.sealed = false");
                if let Some((column, value)) = &place {
                    sql.push(" and c.").push(*column).push(" = ").push_bind(value.clone());
                }
                narrow!(sql, filter);
                sql.push(" limit ").push_bind(limit);
                sql.build_query_scalar().fetch_all(db).await
            })?;
            all.extend(found);
            if all.len() > most {
                return Ok(None);
            }
        }
        Ok(Some(all))
    }

    /// Received in this period though filed more than thirty days before it was.
    pub(crate) async fn received_late(&mut self, from: Option<i64>, to: Option<i64>) -> Result<Vec<i64>> {
        Ok(on!(self, db => sqlx::query_scalar(
            "select ordinal from complaints where dated_at - filed_at > 2592000000000
             and dated_at >= $1 and dated_at <= $2"
        ).bind(from.unwrap_or(i64::MIN)).bind(to.unwrap_or(i64::MAX)).fetch_all(db).await)?)
    }

    /// Body and place of complaints that a list has shown.
    pub async fn passages(&mut self, ids: &[ComplaintId]) -> Result<HashMap<ComplaintId, Passage>> {
        let mut passages = HashMap::with_capacity(ids.len());
        if ids.is_empty() {
            return Ok(passages);
        }
        let rows: Vec<(String, String, Option<String>)> = on!(self, db: Db => {
            let mut sql = QueryBuilder::<Db>::new("select id, body, place from complaints where id in (");
            let mut list = sql.separated(", ");
            for id in ids {
                list.push_bind(id.to_string());
            }
            sql.push(")");
            sql.build_query_as().fetch_all(db).await
        })?;
        for (id, body, place) in rows {
            passages.insert(parsed("complaint id", &id)?, Passage::covered(body, place));
        }
        Ok(passages)
    }
}

/// Whether an index has what the filter lets through, so that not every file of the city is read for it: whose it is,
/// or in a period what `complaints_taken_in` and `complaints_of_stage_dated` tell. Most files are answered.
fn is_told_apart(filter: &Filter) -> bool {
    let Filter { agency, department, handler, petitioner, kind, channel, stages, from, .. } = filter;
    let of_somebody = agency.is_some() || department.is_some() || handler.is_some() || petitioner.is_some();
    let of_a_stage = !stages.is_empty() && !stages.contains(&StageName::Answered);
    let of_a_sort = kind.is_some() || channel.is_some() || filter.is_live() == Some(true) || of_a_stage;
    // These no such index has: each file would be looked at.
    let beside = filter.badge.is_some() || filter.visibility.is_some() || filter.rating.is_some();
    of_somebody || from.is_some() && of_a_sort && !beside
}

/// First and last moment of a filter's period, as they lie in columns.
pub(crate) fn period(filter: &Filter) -> (Option<i64>, Option<i64>) {
    (filter.from.map(micros), filter.to.map(micros))
}
