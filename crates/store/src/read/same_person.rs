//! What somebody filed besides, under the same telephone number or e-mail address.

use domain::access::Scope;
use domain::complaint::Complaint;
use sqlx::QueryBuilder;

use super::narrow::within;
use super::{LISTED, ListRow, Listed, Piece, pieces};
use crate::error::Result;
use crate::petitioners::{FOUND_MAX, same_person};
use crate::tx::{Read, on};

impl Read {
    /// Other complaints of whoever filed this one, as far as they are in sight; newest first, as in every list. Sealed
    /// ones are never among them.
    pub async fn of_the_same_person(
        &mut self,
        scope: &Scope,
        complaint: &Complaint,
        most: u32,
    ) -> Result<Vec<Listed>> {
        let pieces = pieces(scope, false);
        let person = complaint.petitioner.to_string();
        let rows: Vec<ListRow> = on!(self, db: Db => {
            let mut sql = QueryBuilder::<Db>::new("with same (id) as (");
            same_person!(sql, &person);
            // Which they are and when they came stands in the index by person: rows are read of the newest alone.
            sql.push(" order by 1 desc limit ").push_bind(FOUND_MAX).push("), newest (id) as (
                select c.id from complaints c where c.sealed = false and c.petitioner_id in (select id from same) and c.id <> ");
            sql.push_bind(complaint.id.to_string());
            within!(sql, &pieces);
            // With a sign before it no index of dates is gone through for these few.
            sql.push(" order by +c.dated_at desc, c.id desc limit ").push_bind(i64::from(most));
            sql.push(") select ").push(LISTED).push(" from newest n join complaints c on c.id = n.id \
                join petitioners p on p.id = c.petitioner_id order by c.dated_at desc, c.id desc");
            sql.build_query_as().fetch_all(db).await
        })?;
        rows.into_iter().map(|row| self.listed(row)).collect()
    }
}
