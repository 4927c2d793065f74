//! Work that waits on a desk besides the stage's own owner: co-operations, approvals, requests to reassign.

use domain::complaint::Complaint;
use domain::id::ComplaintId;

use crate::codec::{micros, text};
use crate::complaints::NEVER;
use crate::error::Result;
use crate::rows::{Rows, Table};
use crate::tx::{Write, on};

impl Write {
    /// Makes the waiting work of a file what the file says it is.
    pub async fn put_desk_items(&mut self, before: Option<&Complaint>, after: &Complaint) -> Result<()> {
        let items = after.desk_items();
        if before.map_or(items.is_empty(), |before| before.desk_items() == items) {
            return Ok(());
        }
        self.clear_desk_items(after.id).await?;
        let mut rows = self.rows();
        rows.desk_items(after);
        self.insert(rows).await
    }

    async fn clear_desk_items(&mut self, id: ComplaintId) -> Result<()> {
        let sql = "delete from desk_items where complaint_id = $1";
        on!(self, db => sqlx::query(sql).bind(id.to_string()).execute(db).await.map(drop))?;
        Ok(())
    }
}

static DESK_ITEMS: Table = Table {
    name: "desk_items",
    columns: &[
        "complaint_id",
        "item",
        "ordinal",
        "agency_id",
        "department_id",
        "officer_id",
        "due_at",
        "since",
    ],
    conflict: "",
};

impl Rows {
    /// All the waiting work of a file that had none written.
    pub fn desk_items(&mut self, c: &Complaint) {
        for item in c.desk_items() {
            let cells = [
                c.id.to_string().into(),
                item.kind.as_str().into(),
                i64::from(item.ordinal).into(),
                text(item.agency).into(),
                text(item.department).into(),
                text(item.officer).into(),
                item.due_at.map_or(NEVER, micros).into(),
                micros(item.since).into(),
            ];
            self.push(&DESK_ITEMS, cells);
        }
    }
}
