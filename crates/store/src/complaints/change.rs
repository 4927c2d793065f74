//! The row of a file as an act left it.
//!
//! SQLite writes every index anew that has a column named in an `update`, whether its value changed or not, and
//! most of this table's twenty have one that some act changes. So only columns that differ are named there;
//! PostgreSQL compares by itself.

use domain::complaint::{Complaint, Number};
use sqlx::{QueryBuilder, Row, Sqlite};

use super::row::TABLE;
use super::{Columns, Derived, is_sealed, version};
use crate::codec::micros;
use crate::error::{Result, StoreError};
use crate::rows::{Cell, Over};
use crate::tx::{Engine, Tx, Write};

/// What an act can change besides the version and the file itself, which every act does.
const MAY_CHANGE: [&str; 19] = [
    "number",
    "stage",
    "kind",
    "category",
    "visibility",
    "sealed",
    "agency_id",
    "department_id",
    "handler_id",
    "merged_into",
    "received_at",
    "due_at",
    "ended_at",
    "live",
    "dated_at",
    "badge",
    "hops",
    "rating",
    "calendar_version",
];

impl Columns {
    /// In the order of [`MAY_CHANGE`].
    fn cells(self, c: &Complaint, derived: Derived) -> [Cell; 19] {
        [
            c.number.as_ref().map(Number::as_str).into(),
            self.stage.into(),
            self.kind.into(),
            c.category.as_deref().into(),
            c.visibility.as_str().into(),
            is_sealed(c).into(),
            self.agency.into(),
            self.department.into(),
            self.handler.into(),
            self.merged_into.into(),
            self.received_at.into(),
            self.due_at.into(),
            self.ended_at.into(),
            c.stage.is_live().into(),
            self.dated_at.into(),
            self.badge.into(),
            i64::from(c.hops).into(),
            self.rating.into(),
            i64::from(derived.calendar_version).into(),
        ]
    }
}

impl Write {
    /// Writes the row over the version that was read; an error if somebody else was quicker, told by the commit at the
    /// latest.
    pub(super) async fn change_row(
        &mut self,
        before: &Complaint,
        after: &Complaint,
        derived: Derived,
    ) -> Result<()> {
        let mut columns = Columns::of(after, derived)?;
        let file = std::mem::take(&mut columns.file);
        let mut cells: Vec<(&str, Cell)> =
            MAY_CHANGE.into_iter().zip(columns.cells(after, derived)).collect();
        if let Some(same) = self.same(before, &cells).await? {
            cells = cells.into_iter().zip(same).filter(|(_, same)| !same).map(|(cell, _)| cell).collect();
        }
        let always = [
            ("version", version(after).into()),
            ("last_event_at", micros(after.last_event_at).into()),
            ("file", file.into()),
        ];
        let over = Over {
            table: &TABLE,
            cells: always.into_iter().chain(cells).collect(),
            id: after.id.to_string(),
            version: version(before),
        };
        self.write_over(over).await
    }

    /// On SQLite, which of these the row has already.
    async fn same(&mut self, before: &Complaint, cells: &[(&str, Cell)]) -> Result<Option<Vec<bool>>> {
        // Asked nothing there, what waits goes on waiting.
        if self.engine() == Engine::Postgres {
            return Ok(None);
        }
        let Tx::Sqlite(db) = self.0.db().await? else { return Ok(None) };
        let mut sql = QueryBuilder::<Sqlite>::new("select ");
        sql.push(MAY_CHANGE.join(", ")).push(" from complaints where id = ").push_bind(before.id.to_string());
        sql.push(" and version = ").push_bind(version(before));
        let row = sql.build().fetch_optional(&mut **db).await?.ok_or_else(moved_on)?;
        let same = |(at, (_, cell)): (usize, &(&str, Cell))| {
            Ok(match cell {
                Cell::Text(text) => row.try_get::<Option<String>, _>(at)? == *text,
                Cell::Whole(whole) => row.try_get::<Option<i64>, _>(at)? == *whole,
                Cell::Truth(truth) => row.try_get::<bool, _>(at)? == *truth,
            })
        };
        Ok(Some(cells.iter().enumerate().map(same).collect::<Result<_>>()?))
    }
}

fn moved_on() -> StoreError {
    StoreError::Conflict("the complaint has moved on".into())
}
