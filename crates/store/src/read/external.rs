//! Found by the number another system knows it by, and the numbers of files that lists name by id.

use std::collections::HashMap;

use domain::access::Scope;
use domain::id::ComplaintId;
use sqlx::{FromRow, QueryBuilder};

use crate::codec::parsed;
use crate::complaints::{FileRow, Found};
use crate::error::Result;
use crate::tx::{Read, on};

/// More files than this under one number of another system are somebody's mistake.
const MOST: i64 = 20;

#[derive(FromRow)]
struct Row {
    #[sqlx(flatten)]
    file: FileRow,
}

impl Read {
    /// The files under another system's number that this scope may open, oldest first: usually one.
    pub async fn complaints_by_external_number(
        &mut self,
        scope: &Scope,
        external_number: &str,
    ) -> Result<Vec<Found>> {
        let rows: Vec<Row> = on!(self, db => sqlx::query_as(
            "select file, title, body, place, external_number from complaints
             where external_number = $1 order by id limit $2"
        ).bind(external_number).bind(MOST).fetch_all(db).await)?;
        let found = rows.into_iter().map(|row| row.file.found()).collect::<Result<Vec<_>>>()?;
        Ok(found.into_iter().filter(|found| scope.opens(&found.complaint)).collect())
    }

    /// Numbers of another system under which complaints came in, in order from after this one; read from their index alone.
    pub async fn external_numbers(&mut self, after: &str, limit: u32) -> Result<Vec<String>> {
        Ok(on!(self, db => sqlx::query_scalar(
            "select external_number from complaints where external_number is not null and external_number > $1
             order by external_number limit $2"
        ).bind(after).bind(i64::from(limit)).fetch_all(db).await)?)
    }

    /// 접수번호 (신청번호 before receipt) and the other system's number, by id.
    pub async fn numbers_of(&mut self, ids: &[ComplaintId]) -> Result<HashMap<ComplaintId, Numbers>> {
        if ids.is_empty() {
            return Ok(HashMap::new());
        }
        let rows: Vec<(String, String, Option<String>)> = on!(self, db: Db => {
            let mut sql = QueryBuilder::<Db>::new(
                "select id, coalesce(number, application_number), external_number from complaints where id in (");
            let mut list = sql.separated(", ");
            for id in ids {
                list.push_bind(id.to_string());
            }
            sql.push(")");
            sql.build_query_as().fetch_all(db).await
        })?;
        let pair = |(id, number, external): (String, String, Option<String>)| {
            Ok((parsed("complaint id", &id)?, Numbers { number, external }))
        };
        rows.into_iter().map(pair).collect()
    }
}

/// What a file is called here and over there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Numbers {
    pub number: String,
    pub external: Option<String>,
}
