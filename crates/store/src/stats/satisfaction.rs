//! 국민신문고 만족도평가 통계: sums by department over the complaints in sight, one query a place of the scope.
//!
//! The same as folding [`domain::satisfaction::Tally`] over the files; a test holds the two against each other.

use domain::access::Scope;
use domain::satisfaction::{Counted, Tally};
use jiff::Timestamp;
use sqlx::{FromRow, QueryBuilder};

use crate::codec::{maybe_parsed, micros};
use crate::error::{Result, StoreError};
use crate::read::{Piece, pieces};
use crate::standby::Summing;
use crate::standby::ours::Ours;
use crate::surveys::of_surveys;
use crate::tx::{Read, on};

#[derive(FromRow)]
struct SumRow {
    agency_id: Option<String>,
    department_id: Option<String>,
    came: i64,
    responses: i64,
    points: i64,
    asked: i64,
    answered: i64,
}

impl SumRow {
    fn counted(self) -> Result<Counted> {
        let whole = |n: i64| u64::try_from(n).map_err(|_| StoreError::corrupt("sum", n));
        Ok(Counted {
            agency: maybe_parsed("agency id", self.agency_id.as_deref())?,
            department: maybe_parsed("department id", self.department_id.as_deref())?,
            tally: Tally {
                came: whole(self.came)?,
                responses: whole(self.responses)?,
                points: whole(self.points)?,
                asked: whole(self.asked)?,
                answered: whole(self.answered)?,
            },
        })
    }
}

/// The figures by department of what was received between two moments, as they may be a little old.
pub struct SatisfactionAsked<'a> {
    pub scope: &'a Scope,
    pub from: Timestamp,
    pub to: Timestamp,
}

impl Ours for SatisfactionAsked<'_> {}

impl Summing for SatisfactionAsked<'_> {
    type Answer = Vec<Counted>;

    async fn sum(&self, tx: &mut Read) -> Result<Vec<Counted>> {
        tx.satisfaction(self.scope, self.from, self.to).await
    }
}

impl Read {
    /// The figures by department of what was received between two moments, both included. A department may come
    /// in several parts; they add up.
    pub async fn satisfaction(
        &mut self,
        scope: &Scope,
        from: Timestamp,
        to: Timestamp,
    ) -> Result<Vec<Counted>> {
        let mut counted = Vec::new();
        let places: Vec<Piece> = pieces(scope, false).into_iter().filter(of_surveys).collect();
        for (index, place) in places.iter().enumerate() {
            // What an earlier place has counted is not counted again.
            let rows = self.sums(place, &places[..index], (from, to)).await?;
            counted.extend(rows.into_iter().map(SumRow::counted).collect::<Result<Vec<_>>>()?);
        }
        Ok(counted)
    }

    async fn sums(
        &mut self,
        piece: &Piece,
        before: &[Piece],
        (from, to): (Timestamp, Timestamp),
    ) -> Result<Vec<SumRow>> {
        Ok(on!(self, db: Db => {
            let mut sql = QueryBuilder::<Db>::new(
                "select agency_id, department_id, count(*) as came, count(rating) as responses, \
                 cast(coalesce(sum(rating), 0) as bigint) as points, cast(sum(asked) as bigint) as asked, \
                 cast(sum(followed_up) as bigint) as answered from surveys where received_at >= ");
            sql.push_bind(micros(from)).push(" and received_at <= ").push_bind(micros(to));
            if let Some((column, id)) = &piece.place {
                sql.push(" and ").push(*column).push(" = ").push_bind(id);
            }
            for (column, id) in before.iter().filter_map(|piece| piece.place.as_ref()) {
                sql.push(" and coalesce(").push(*column).push(", '') <> ").push_bind(id);
            }
            sql.push(" group by agency_id, department_id");
            sql.build_query_as().fetch_all(db).await
        })?)
    }
}
