//! A case in one question: the file, whose it is, what happened, and the draft.

use domain::access::Scope;
use domain::complaint::Number;
use sqlx::{AssertSqlSafe, FromRow};

use crate::codec::from_json;
use crate::complaints::{FileRow, Found, column_of};
use crate::crypto::KeyRing;
use crate::drafts::{Draft, DraftRow};
use crate::error::{Result, StoreError};
use crate::events::{Line, lines};
use crate::open::{Pools, Store};
use crate::petitioners::{Petitioner, PetitionerRow};
use crate::postgres::{OnPostgres, next_if_gone};
use crate::tx::{Engine, Read, on};

/// What lies in the database of one case, as of one moment.
pub struct Case {
    pub found: Found,
    pub petitioner: Petitioner,
    /// Oldest first.
    pub history: Vec<Line>,
    pub draft: Option<Draft>,
}

#[derive(FromRow)]
struct CaseRow {
    #[sqlx(flatten)]
    file: FileRow,
    #[sqlx(flatten)]
    petitioner: PetitionerRow,
    #[sqlx(flatten)]
    draft: DraftRow,
    /// Every event with every note, as arrays in an array, in no order.
    history: String,
}

impl Store {
    /// The case of this number as somebody may open it, without a transaction.
    pub async fn case(&self, scope: &Scope, number: &Number) -> Result<Case> {
        let (sql, key) = (sql(self.engine(), number), number.to_string());
        let row: Option<CaseRow> = match &self.pools {
            Pools::Sqlite { readers, .. } => {
                sqlx::query_as(AssertSqlSafe(sql)).bind(key).fetch_optional(readers).await?
            }
            Pools::Postgres(pool) => {
                next_if_gone(self.patience, || async {
                    let mut line = OnPostgres::free(pool).await?;
                    sqlx::query_as(AssertSqlSafe(sql.as_str())).bind(&key).fetch_optional(&mut *line).await
                })
                .await?
            }
        };
        let keys = self.keys();
        row.ok_or(StoreError::NotFound("complaint"))?.case(scope, &keys)
    }
}

impl Read {
    /// The same in this view.
    pub async fn case(&mut self, scope: &Scope, number: &Number) -> Result<Case> {
        let sql = AssertSqlSafe(sql(self.engine(), number));
        let row: Option<CaseRow> =
            on!(self, db => sqlx::query_as(sql).bind(number.to_string()).fetch_optional(db).await)?;
        row.ok_or(StoreError::NotFound("complaint"))?.case(scope, self.keys())
    }
}

fn sql(engine: Engine, number: &Number) -> String {
    let column = column_of(number);
    let (all, one) = match engine {
        Engine::Sqlite => ("json_group_array", "json_array"),
        Engine::Postgres => ("json_agg", "json_build_array"),
    };
    format!(
        "select c.file, c.title, c.body, c.place, c.external_number,
                p.id, p.name, p.phone, p.email, p.address, p.identity, p.secret_hash, p.created_at, p.erased_at,
                d.officer_id as draft_officer, d.result as draft_result, d.body as draft_body,
                d.remedy as draft_remedy, d.saved_at as draft_saved_at,
                (select cast({all}({one}(e.seq, e.at, e.data, n.ordinal, n.kind, n.text)) as text)
                 from events e left join notes n on n.complaint_id = e.complaint_id and n.seq = e.seq
                 where e.complaint_id = c.id) as history
         from complaints c join petitioners p on p.id = c.petitioner_id left join drafts d on d.complaint_id = c.id
         where c.{column} = $1"
    )
}

impl CaseRow {
    /// Nothing of a person is opened for somebody who may not open the file.
    fn case(self, scope: &Scope, keys: &KeyRing) -> Result<Case> {
        let found = self.file.found()?;
        if !scope.opens(&found.complaint) {
            return Err(StoreError::NotFound("complaint"));
        }
        Ok(Case {
            found,
            petitioner: self.petitioner.open(keys)?,
            history: lines(from_json("history", &self.history)?)?,
            draft: self.draft.draft()?,
        })
    }
}
