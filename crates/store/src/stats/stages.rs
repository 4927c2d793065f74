//! Keeping what stands at each stage: what triggers wrote down is added to it.

use sqlx::FromRow;

use super::added_up::added_up;
use crate::error::Result;
use crate::rows::Table;
use crate::tx::{Write, on};

#[derive(FromRow)]
pub(super) struct StageChange {
    agency_id: Option<String>,
    department_id: Option<String>,
    handler_id: Option<String>,
    stage: String,
    total: i64,
}

impl StageChange {
    /// The lines it belongs to, by place and key.
    fn places(&self) -> impl Iterator<Item = (&'static str, &str)> {
        let of =
            [("agency", &self.agency_id), ("department", &self.department_id), ("handler", &self.handler_id)];
        let of = of.into_iter().filter_map(|(place, key)| key.as_deref().map(|key| (place, key)));
        std::iter::once(("city", "")).chain(of)
    }
}

static STANDING: Table = Table {
    name: "standing",
    columns: &["place", "key", "stage", "total"],
    conflict: "on conflict (place, key, stage) do update set total = standing.total + excluded.total",
};

impl Write {
    pub(super) async fn take_stage_changes(&mut self, most: i64) -> Result<Vec<StageChange>> {
        Ok(on!(self, db => sqlx::query_as(
            "delete from stage_changes where id in (select id from stage_changes order by id limit $1) returning *"
        ).bind(most).fetch_all(db).await)?)
    }

    pub(super) async fn add_to_standing(&mut self, changes: &[StageChange]) -> Result<()> {
        let lines = changes.iter().flat_map(|change| {
            change.places().map(|(place, key)| ((place, key, change.stage.as_str()), [change.total]))
        });
        let mut rows = self.rows();
        for ((place, key, stage), [total]) in added_up(lines) {
            rows.push(&STANDING, [place.into(), key.into(), stage.into(), total.into()]);
        }
        self.insert(rows).await?;
        on!(self, db => sqlx::query("delete from standing where total = 0").execute(db).await.map(drop))?;
        Ok(())
    }
}
