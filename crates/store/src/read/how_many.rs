//! How long a list is, counted no further than somebody wants to know.

use domain::access::Scope;
use sqlx::QueryBuilder;

use super::list::Filter;
use super::narrow::{among, narrow};
use super::pieces::pieces;
use crate::error::{Result, StoreError};
use crate::tx::{Read, on};

impl Read {
    /// Complaints in scope, each once, `most` at most. Words are not looked for: whoever has some does not
    /// ask here.
    pub async fn complaints_up_to(&mut self, scope: &Scope, filter: &Filter, most: u32) -> Result<u64> {
        let pieces = pieces(scope, filter.sealed);
        if pieces.is_empty() {
            return Ok(0);
        }
        let count: i64 = on!(self, db: Db => {
            let mut sql = QueryBuilder::<Db>::new("select count(*) from (");
            for (place, piece) in pieces.iter().enumerate() {
                // Each place is bounded for itself; what lies in two of them is one complaint.
                sql.push(if place == 0 { "select id from (" } else { " union select id from (" });
                sql.push("select c.id from complaints c where c.sealed = ").push_bind(filter.sealed);
                if let Some((column, value)) = &piece.place {
                    sql.push(" and c.").push(*column).push(" = ").push_bind(value);
                }
                among!(sql, piece.stages);
                narrow!(sql, filter);
                sql.push(" limit ").push_bind(i64::from(most)).push(") of_one_place");
            }
            sql.push(") found");
            sql.build_query_scalar().fetch_one(db).await
        })?;
        let count = u64::try_from(count).map_err(|_| StoreError::corrupt("count", count))?;
        Ok(count.min(u64::from(most)))
    }
}
