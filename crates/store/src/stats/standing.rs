//! What stands open now, by stage: the backlog of everything somebody watches over.

use domain::access::Scope;
use domain::complaint::StageName;
use jiff::Timestamp;
use sqlx::{FromRow, QueryBuilder};

use crate::codec::micros;
use crate::error::Result;
use crate::read::StageCount;
use crate::read::pieces::{Piece, watched};
use crate::tx::{Read, on};

#[derive(FromRow)]
struct StandingRow {
    stage: String,
    total: i64,
    overdue: i64,
    due_today: i64,
}

impl Read {
    /// The live stages in their order, with what is late and what is due by the end of today.
    pub async fn standing(
        &mut self,
        scope: &Scope,
        now: Timestamp,
        tonight: Timestamp,
    ) -> Result<Vec<StageCount>> {
        let live = StageName::ALL.into_iter().filter(|stage| stage.is_live());
        let mut counts: Vec<StageCount> =
            live.map(|stage| StageCount { stage, total: 0, overdue: 0, due_today: 0 }).collect();
        let places = watched(scope);
        for (index, piece) in places.iter().enumerate() {
            for row in self.standing_at(piece, &places[..index], (now, tonight)).await? {
                let count = counts.iter_mut().find(|count| count.stage.as_str() == row.stage);
                if let Some(count) = count {
                    count.total += u64::try_from(row.total).unwrap_or_default();
                    count.overdue += u64::try_from(row.overdue).unwrap_or_default();
                    count.due_today += u64::try_from(row.due_today).unwrap_or_default();
                }
            }
        }
        Ok(counts)
    }

    async fn standing_at(
        &mut self,
        piece: &Piece,
        before: &[Piece],
        (now, tonight): (Timestamp, Timestamp),
    ) -> Result<Vec<StandingRow>> {
        let (now, tonight) = (micros(now), micros(tonight));
        Ok(on!(self, db: Db => {
            let mut sql = QueryBuilder::<Db>::new("select c.stage, count(*) as total, cast(sum(case when c.due_at < ");
            sql.push_bind(now).push(" then 1 else 0 end) as bigint) as overdue, cast(sum(case when c.due_at >= ");
            sql.push_bind(now).push(" and c.due_at <= ").push_bind(tonight);
            sql.push(" then 1 else 0 end) as bigint) as due_today from complaints c where c.sealed = ").push_bind(false);
            // By name, for the indexes are by stage: asking for the column `live` would read the archive too.
            let mut list = sql.push(" and c.stage in (").separated(", ");
            for stage in StageName::ALL.into_iter().filter(|stage| stage.is_live()) {
                list.push_bind(stage.as_str());
            }
            sql.push(")");
            if let Some((column, value)) = piece.place.clone() {
                sql.push(" and c.").push(column).push(" = ").push_bind(value);
            }
            for (column, value) in before.iter().filter_map(|piece| piece.place.clone()) {
                sql.push(format!(" and (c.{column} is null or c.{column} <> ")).push_bind(value).push(")");
            }
            sql.push(" group by c.stage");
            sql.build_query_as().fetch_all(db).await
        })?)
    }
}
