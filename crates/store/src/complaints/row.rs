//! A complaint as its row: what an act inserts and a load copies.

use domain::complaint::{Complaint, Number};

use super::{Columns, Derived, Words, is_sealed, version};
use crate::codec::micros;
use crate::error::Result;
use crate::rows::{Rows, Table};

pub(super) static TABLE: Table = Table {
    name: "complaints",
    columns: &[
        "id",
        "application_number",
        "number",
        "version",
        "stage",
        "channel",
        "kind",
        "category",
        "visibility",
        "sealed",
        "agency_id",
        "department_id",
        "handler_id",
        "petitioner_id",
        "title",
        "body",
        "place",
        "external_number",
        "merged_into",
        "filed_at",
        "received_at",
        "due_at",
        "ended_at",
        "live",
        "dated_at",
        "last_event_at",
        "badge",
        "hops",
        "rating",
        "calendar_version",
        "file",
        "ordinal",
    ],
    conflict: "",
};

impl Rows {
    /// A file nobody has written before, with its line among the surveys.
    /// `ordinal` is its place in the order of filing.
    pub fn complaint(&mut self, c: &Complaint, words: &Words, derived: Derived, ordinal: i64) -> Result<()> {
        let k = Columns::of(c, derived)?;
        let cells = [
            c.id.to_string().into(),
            c.application_number.as_str().into(),
            c.number.as_ref().map(Number::as_str).into(),
            version(c).into(),
            k.stage.into(),
            c.channel.as_str().into(),
            k.kind.into(),
            c.category.as_deref().into(),
            c.visibility.as_str().into(),
            is_sealed(c).into(),
            k.agency.into(),
            k.department.into(),
            k.handler.into(),
            c.petitioner.to_string().into(),
            words.title.as_str().into(),
            words.body.as_str().into(),
            words.place.as_deref().into(),
            words.external_number.as_deref().into(),
            k.merged_into.into(),
            micros(c.filed_at).into(),
            k.received_at.into(),
            k.due_at.into(),
            k.ended_at.into(),
            c.stage.is_live().into(),
            k.dated_at.into(),
            micros(c.last_event_at).into(),
            k.badge.into(),
            i64::from(c.hops).into(),
            k.rating.into(),
            i64::from(derived.calendar_version).into(),
            k.file.into(),
            ordinal.into(),
        ];
        self.push(&TABLE, cells);
        self.survey(c);
        Ok(())
    }
}
