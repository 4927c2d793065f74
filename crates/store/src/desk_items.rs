//! Work that waits on a desk besides the stage's own owner: co-operations, approvals, requests to reassign.

use domain::complaint::Complaint;
use domain::id::ComplaintId;

use crate::codec::{micros, text};
use crate::complaints::NEVER;
use crate::error::Result;
use crate::tx::{Write, on};

impl Write {
    /// Makes the waiting work of a file what the file says it is.
    pub async fn put_desk_items(&mut self, before: Option<&Complaint>, after: &Complaint) -> Result<()> {
        let items = after.desk_items();
        if before.map_or(items.is_empty(), |before| before.desk_items() == items) {
            return Ok(());
        }
        self.clear_desk_items(after.id).await?;
        let sql = "insert into desk_items (complaint_id, item, ordinal, agency_id, department_id, officer_id, due_at, \
                   since) values ($1, $2, $3, $4, $5, $6, $7, $8)";
        for item in items {
            on!(self, db => sqlx::query(sql)
                .bind(after.id.to_string()).bind(item.kind.as_str()).bind(i64::from(item.ordinal))
                .bind(text(item.agency)).bind(text(item.department)).bind(text(item.officer))
                .bind(item.due_at.map_or(NEVER, micros)).bind(micros(item.since))
                .execute(db).await.map(drop))?;
        }
        Ok(())
    }

    async fn clear_desk_items(&mut self, id: ComplaintId) -> Result<()> {
        let sql = "delete from desk_items where complaint_id = $1";
        on!(self, db => sqlx::query(sql).bind(id.to_string()).execute(db).await.map(drop))?;
        Ok(())
    }
}
