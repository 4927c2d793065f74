//! The newest titles of a period, for the words that come up in them.

use domain::access::Scope;
use jiff::Timestamp;
use sqlx::QueryBuilder;

use crate::codec::micros;
use crate::error::Result;
use crate::read::pieces::watched;
use crate::tx::{Read, on};

/// Titles read of one place: some hours of the whole city, and the words of a flood are in the newest.
pub const TITLES_MOST: u32 = 5_000;

impl Read {
    /// Titles taken in between two moments, the newest first, of what somebody watches over.
    pub async fn titles(&mut self, scope: &Scope, from: Timestamp, to: Timestamp) -> Result<Vec<String>> {
        let mut titles: Vec<(String, String)> = Vec::new();
        for piece in watched(scope) {
            let found: Vec<(String, String)> = on!(self, db: Db => {
                let mut sql = QueryBuilder::<Db>::new("select c.id, c.title from complaints c where c.sealed = ");
                sql.push_bind(false).push(" and c.dated_at >= ").push_bind(micros(from));
                sql.push(" and c.dated_at <= ").push_bind(micros(to));
                if let Some((column, value)) = &piece.place {
                    sql.push(" and c.").push(*column).push(" = ").push_bind(value);
                }
                sql.push(" order by c.dated_at desc, c.id desc limit ").push_bind(i64::from(TITLES_MOST));
                sql.build_query_as().fetch_all(db).await
            })?;
            titles.extend(found);
        }
        titles.sort();
        titles.dedup_by(|a, b| a.0 == b.0);
        Ok(titles.into_iter().map(|(_, title)| title).collect())
    }
}
