//! The history of a complaint, line by line. The petitioner's leaves out what offices say to one another.

use domain::complaint::{Event, Note};
use domain::org::OrgChart;
use jiff::Timestamp;
use serde::Serialize;
use store::Line;
use utoipa::ToSchema;

#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct History {
    pub(crate) number: String,
    /// Oldest first.
    pub(crate) lines: Vec<HistoryLine>,
}

/// One thing that happened.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct HistoryLine {
    /// The version the file had afterwards.
    pub(crate) seq: u64,
    pub(crate) at: Timestamp,
    pub(crate) event: String,
    pub(crate) label: String,
    /// A whole sentence, in Korean.
    pub(crate) text: String,
    pub(crate) by: String,
    pub(crate) notes: Vec<NoteView>,
}

/// Free text left with it.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct NoteView {
    pub(crate) kind: String,
    pub(crate) label: String,
    pub(crate) text: String,
}

pub(crate) fn history(lines: &[Line], chart: &OrgChart, inside: bool) -> Vec<HistoryLine> {
    let seen = lines.iter().filter(|line| inside || concerns_the_petitioner(&line.happened.event));
    seen.map(|seen| line(seen, chart, inside)).collect()
}

fn line(line: &Line, chart: &OrgChart, inside: bool) -> HistoryLine {
    let happened = &line.happened;
    let notes = line.notes.iter().filter(|note| inside || note.kind.is_for_the_petitioner());
    HistoryLine {
        seq: line.seq,
        at: happened.at,
        event: happened.event.name().to_owned(),
        label: words::event::label(&happened.event).to_owned(),
        text: words::event::line(&happened.event, chart),
        by: words::event::who(&happened.by, chart),
        notes: notes.map(note).collect(),
    }
}

fn note(note: &Note) -> NoteView {
    NoteView {
        kind: note.kind.as_str().to_owned(),
        label: words::note::label(note.kind).to_owned(),
        text: note.text.clone(),
    }
}

/// An answer on its way through approval is not yet an answer; questions between offices stay inside.
fn concerns_the_petitioner(event: &Event) -> bool {
    match event {
        Event::Filed { .. }
        | Event::Received { .. }
        | Event::Distributed { .. }
        | Event::Assigned { .. }
        | Event::Reassigned { .. }
        | Event::Accepted
        | Event::Transferred { .. }
        | Event::Closed { .. }
        | Event::InterimAnswered
        | Event::SupplementRequested { .. }
        | Event::Supplemented
        | Event::SupplementLapsed
        | Event::Extended { .. }
        | Event::ConsentToExtendAsked
        | Event::ConsentRecorded
        | Event::ConsentedToExtend
        | Event::Reclassified { .. }
        | Event::Answered { .. }
        | Event::Rated { .. }
        | Event::AskedAgain { .. }
        | Event::FollowUpAnswered
        | Event::Withdrawn
        | Event::Objected { .. }
        | Event::ObjectionDecided { .. }
        | Event::Merged { .. }
        | Event::Separated
        | Event::ProgressTold
        | Event::Visited { .. } => true,
        Event::Recalled
        | Event::ReassignmentProposed
        | Event::ReassignmentRequested { .. }
        | Event::ReassignmentDecided { .. }
        | Event::CooperationAsked { .. }
        | Event::Opined { .. }
        | Event::CooperationExtended { .. }
        | Event::SentForApproval { .. }
        | Event::ApprovalStarted
        | Event::ApprovalDelayed
        | Event::Approved { .. }
        | Event::Returned
        | Event::Reminded
        | Event::Vacated { .. }
        | Event::BackEntered { .. }
        | Event::Relocated { .. } => false,
    }
}
