//! Files held until the transaction ends, so that of two people who act on one the other comes after.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use domain::access::Scope;
use domain::complaint::Number;
use domain::id::ComplaintId;
use sqlx::QueryBuilder;

use super::{FILE, FileRow, Found, column_of};
use crate::error::{Result, StoreError};
use crate::postgres::within;
use crate::tx::{Tx, Write, on};

impl Write {
    /// Which of these files, each read at this version, stand so still; they do until this change ends.
    pub async fn hold_unchanged(
        &mut self,
        files: impl IntoIterator<Item = (ComplaintId, u64)>,
    ) -> Result<BTreeSet<ComplaintId>> {
        let read: BTreeMap<String, (ComplaintId, u64)> =
            files.into_iter().map(|(id, version)| (id.to_string(), (id, version))).collect();
        if read.is_empty() {
            return Ok(BTreeSet::new());
        }
        let held = self.engine().for_update();
        let now: Vec<(String, i64)> = on!(self, db: Db => {
            let mut sql = QueryBuilder::<Db>::new("select id, version from complaints where id in (");
            let mut list = sql.separated(", ");
            for id in read.keys() {
                list.push_bind(id);
            }
            // In one order, so that no two wait for each other.
            sql.push(") order by id").push(held);
            sql.build_query_as().fetch_all(db).await
        })?;
        let same = |(id, version): (String, i64)| {
            let (id, read) = read.get(&id)?;
            (version.cast_unsigned() == *read).then_some(*id)
        };
        Ok(now.into_iter().filter_map(same).collect())
    }

    /// The file of this number, whoever holds it is waited for.
    pub async fn complaint_to_change(&mut self, scope: &Scope, number: &Number) -> Result<Found> {
        let column = column_of(number);
        let lock = self.engine().for_update();
        let sql = format!("{FILE} where {column} = $1{lock}");
        self.open_one(scope, &sql, number.to_string()).await
    }

    /// The same for a file known by its id.
    pub async fn complaint_by_id_to_change(&mut self, scope: &Scope, id: ComplaintId) -> Result<Found> {
        let lock = self.engine().for_update();
        let sql = format!("{FILE} where id = $1{lock}");
        self.open_one(scope, &sql, id.to_string()).await
    }

    /// The files of these numbers, each as somebody may open it; `None` for one that is not there for them, and for one
    /// that another change holds: whoever holds several files waits for none, so no two wait for each other. One that is
    /// asked for twice is found once. PostgreSQL is asked once for all of them.
    pub async fn complaints_to_change(&mut self, asked: &[(Scope, &Number)]) -> Result<Vec<Option<Found>>> {
        let lock = self.engine().skip_locked();
        let Tx::Postgres(tx) = self.0.db().await? else { return self.one_by_one(asked).await };
        let of_kind = |is_application: bool| -> Vec<&str> {
            let of_kind = asked.iter().filter(|(_, number)| number.is_application() == is_application);
            of_kind.map(|(_, number)| number.as_str()).collect()
        };
        // In brackets: it is planned once, however many they are.
        let sql = format!(
            "{FILE} where application_number = any((select $1::text[])::text[]) or number = any((select $2::text[])::text[]){lock}"
        );
        let sql = sqlx::AssertSqlSafe(sql);
        let held = sqlx::query_as(sql).bind(of_kind(true)).bind(of_kind(false));
        let rows = within(tx.patience, held.fetch_all(&mut **tx)).await;
        let rows: Vec<FileRow> = self.0.writable.heard(rows)?;
        let mut found = HashMap::with_capacity(asked.len());
        for row in rows {
            let file = row.found()?;
            let c = &file.complaint;
            let asked_by = |number: &Number| asked.iter().any(|(_, asked)| *asked == number);
            let number = Some(&c.application_number).filter(|number| asked_by(number)).or(c.number.as_ref());
            found.extend(number.cloned().map(|number| (number, file)));
        }
        let each = asked
            .iter()
            .map(|(scope, number)| found.remove(*number).filter(|file: &Found| scope.opens(&file.complaint)));
        Ok(each.collect())
    }

    async fn one_by_one(&mut self, asked: &[(Scope, &Number)]) -> Result<Vec<Option<Found>>> {
        let mut found: Vec<Option<Found>> = Vec::with_capacity(asked.len());
        for (scope, number) in asked {
            let file = match self.complaint_to_change(scope, number).await {
                Err(StoreError::NotFound(_)) => None,
                file => Some(file?),
            };
            // Asked for by both its numbers it is found for one, as on PostgreSQL.
            let is_there = |id| found.iter().flatten().any(|there| there.complaint.id == id);
            let file = file.filter(|file| !is_there(file.complaint.id));
            found.push(file);
        }
        Ok(found)
    }
}
