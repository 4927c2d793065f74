//! A page of complaints.

use domain::desk::Desk;
use jiff::Timestamp;
use serde::Serialize;
use store::read::Listed;
use utoipa::ToSchema;

use super::{Named, agency, department, person};

#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Listing {
    pub(crate) complaints: Vec<Row>,
    /// Where the next page begins; empty on the last one.
    pub(crate) next: Option<String>,
    /// What was searched for instead, where `q` as typed is nowhere: one letter corrected, or the keyboard.
    pub(crate) searched_as: Option<String>,
}

/// One line of a list.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Row {
    pub(crate) number: String,
    pub(crate) version: u64,
    pub(crate) stage: String,
    pub(crate) stage_label: String,
    pub(crate) channel: String,
    pub(crate) kind: Option<String>,
    pub(crate) category: Option<String>,
    pub(crate) visibility: String,
    pub(crate) agency: Option<Named>,
    pub(crate) department: Option<Named>,
    pub(crate) handler: Option<Named>,
    /// Masked.
    pub(crate) petitioner: String,
    pub(crate) title: String,
    pub(crate) filed_at: Timestamp,
    pub(crate) received_at: Option<Timestamp>,
    pub(crate) due_at: Option<Timestamp>,
    pub(crate) overdue: bool,
    pub(crate) ended_at: Option<Timestamp>,
    pub(crate) badge: Option<String>,
    pub(crate) hops: u32,
    pub(crate) rating: Option<u32>,
}

pub(crate) fn row(listed: Listed, desk: &Desk) -> Row {
    let chart = desk.chart.as_ref();
    Row {
        number: listed.number,
        version: listed.version,
        stage: listed.stage.as_str().to_owned(),
        stage_label: words::stage::label(listed.stage).to_owned(),
        channel: listed.channel.as_str().to_owned(),
        kind: listed.kind.map(|kind| kind.as_str().to_owned()),
        category: listed.category,
        visibility: listed.visibility.as_str().to_owned(),
        agency: listed.agency.map(|id| agency(chart, id)),
        department: listed.department.map(|id| department(chart, id)),
        handler: listed.handler.map(|id| person(chart, id)),
        petitioner: words::mask::name(&listed.petitioner_name),
        title: listed.title,
        filed_at: listed.filed_at,
        received_at: listed.received_at,
        due_at: listed.due_at,
        overdue: listed.stage.is_live() && listed.due_at.is_some_and(|due_at| desk.now > due_at),
        ended_at: listed.ended_at,
        badge: listed.badge.map(|badge| badge.as_str().to_owned()),
        hops: listed.hops,
        rating: listed.rating,
    }
}
