//! How many complaints of one place are at each stage, and how many of them are late or due today.
//!
//! Totals are read from `standing`, whose size does not grow with the city; what is due changes with the clock and is
//! counted on the live files that are.

use domain::complaint::StageName;
use jiff::Timestamp;
use sqlx::{FromRow, QueryBuilder};

use super::counts::{Counts, StageCount};
use super::pieces::Piece;
use crate::codec::micros;
use crate::error::Result;
use crate::tx::{Read, on};

/// The column of a place and the id it must have; none is the whole city.
type At = Option<(&'static str, String)>;

#[derive(FromRow)]
struct TotalRow {
    stage: String,
    total: i64,
}

#[derive(FromRow)]
struct DueRow {
    stage: String,
    overdue: i64,
    due_today: i64,
}

fn live() -> impl Iterator<Item = StageName> {
    StageName::ALL.into_iter().filter(|stage| stage.is_live())
}

/// The stages by name, for the indexes are by stage: asking for the column `live` would read the archive too.
macro_rules! among_live {
    ($sql:expr) => {
        let mut list = $sql.push(" and c.stage in (").separated(", ");
        for stage in live() {
            list.push_bind(stage.as_str());
        }
        $sql.push(")");
    };
}

/// At this place, and at none of those before it.
macro_rules! at {
    ($sql:expr, $place:expr, $before:expr) => {
        if let Some((column, value)) = $place.clone() {
            $sql.push(" and c.").push(column).push(" = ").push_bind(value);
        }
        for (column, value) in $before.iter().filter_map(|piece| piece.place.clone()) {
            $sql.push(format!(" and (c.{column} is null or c.{column} <> ")).push_bind(value).push(")");
        }
    };
}

impl Read {
    /// Every stage in its order, those without any with 0; what lies at one of the places `before` too is left out. Of
    /// several places only the live stages are counted.
    pub(crate) async fn by_stage(
        &mut self,
        place: &At,
        before: &[Piece],
        (now, tonight): (Timestamp, Timestamp),
    ) -> Result<Counts> {
        let totals = match before {
            [] => self.standing_at(place).await?,
            others => self.counted_at(place, others).await?,
        };
        let due = self.due_at(place, before, (now, tonight)).await?;
        let whole = |n: Option<i64>| n.and_then(|n| u64::try_from(n).ok()).unwrap_or_default();
        let count = |stage: StageName| {
            let due = due.iter().find(|row| row.stage == stage.as_str());
            StageCount {
                stage,
                total: whole(totals.iter().find(|row| row.stage == stage.as_str()).map(|row| row.total)),
                overdue: whole(due.map(|row| row.overdue)),
                due_today: whole(due.map(|row| row.due_today)),
            }
        };
        Ok(StageName::ALL.into_iter().map(count).collect())
    }

    async fn standing_at(&mut self, place: &At) -> Result<Vec<TotalRow>> {
        let (name, key) = match place {
            Some((column, id)) => (column.trim_end_matches("_id"), id.clone()),
            None => ("city", String::new()),
        };
        Ok(on!(self, db: Db => {
            let mut sql = QueryBuilder::<Db>::new("select stage, cast(sum(total) as bigint) as total from (
                select stage, total from standing where place = ");
            sql.push_bind(name).push(" and key = ").push_bind(key.clone());
            sql.push(" union all select stage, total from stage_changes");
            if let Some((column, _)) = place {
                sql.push(" where ").push(*column).push(" = ").push_bind(key);
            }
            sql.push(") as stood group by stage having sum(total) <> 0").build_query_as().fetch_all(db).await
        })?)
    }

    /// Several places of one person overlap in ways that no line of `standing` knows.
    async fn counted_at(&mut self, place: &At, before: &[Piece]) -> Result<Vec<TotalRow>> {
        Ok(on!(self, db: Db => {
            let mut sql = QueryBuilder::<Db>::new(
                "select c.stage, count(*) as total from complaints c where c.sealed = ");
            sql.push_bind(false);
            among_live!(sql);
            at!(sql, place, before);
            sql.push(" group by c.stage").build_query_as().fetch_all(db).await
        })?)
    }

    async fn due_at(
        &mut self,
        place: &At,
        before: &[Piece],
        (now, tonight): (Timestamp, Timestamp),
    ) -> Result<Vec<DueRow>> {
        let (now, tonight) = (micros(now), micros(tonight));
        Ok(on!(self, db: Db => {
            let mut sql = QueryBuilder::<Db>::new(
                "select c.stage, cast(sum(case when c.due_at < ");
            sql.push_bind(now).push(" then 1 else 0 end) as bigint) as overdue, cast(sum(case when c.due_at >= ");
            sql.push_bind(now).push(" then 1 else 0 end) as bigint) as due_today from complaints c where c.sealed = ");
            sql.push_bind(false);
            among_live!(sql);
            sql.push(" and c.due_at <= ").push_bind(tonight);
            at!(sql, place, before);
            sql.push(" group by c.stage").build_query_as().fetch_all(db).await
        })?)
    }
}
