//! What happened to a file. Ids and codes only: free text and personal data have rows of their own.

use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{
    AnswerResult, Answering, ApprovalRoute, Channel, ClosingGround, ExtensionGround, Handling, Kind, LineEnd,
    Manner, Number, ObjectionRuling, ReassignmentDesk, ReassignmentReason, Ruling, Score, Seat, Visibility,
};
use crate::actor::By;
use crate::id::{AgencyId, ComplaintId, DepartmentId, OfficerId, PetitionerId};
use crate::period::Period;

/// An event with its moment and its signature.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Happened {
    pub at: Timestamp,
    pub by: By,
    pub event: Event,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", tag = "event")]
pub enum Event {
    Filed {
        id: ComplaintId,
        number: Number,
        petitioner: PetitionerId,
        channel: Channel,
        joint: bool,
        visibility: Visibility,
    },
    /// The number is set by the office in the same transaction; empty only inside a decision.
    Received {
        number: Option<Number>,
        kind: Kind,
        category: Option<String>,
        period: Period,
        visibility: Visibility,
    },
    Distributed {
        agency: AgencyId,
        department: Option<DepartmentId>,
    },
    Assigned {
        handling: Handling,
    },
    Reassigned {
        handling: Handling,
    },
    Recalled,
    ReassignmentProposed,
    ReassignmentRequested {
        desk: ReassignmentDesk,
        reason: ReassignmentReason,
        proposed: Option<DepartmentId>,
    },
    ReassignmentDecided {
        ruling: Ruling,
        binding: bool,
    },
    Accepted,
    Transferred {
        body: String,
    },
    Closed {
        ground: ClosingGround,
    },
    InterimAnswered,
    CooperationAsked {
        agency: AgencyId,
        department: DepartmentId,
        reply_by: Timestamp,
    },
    Opined {
        department: DepartmentId,
    },
    CooperationExtended {
        department: DepartmentId,
        reply_by: Timestamp,
    },
    SupplementRequested {
        reply_by: Date,
    },
    Supplemented,
    SupplementLapsed,
    Extended {
        ground: ExtensionGround,
        by: Period,
    },
    ConsentToExtendAsked,
    ConsentedToExtend,
    /// The petitioner agreed by word or letter, and whoever handles the file wrote it down.
    ConsentRecorded,
    Reclassified {
        kind: Kind,
        category: Option<String>,
        period: Period,
        visibility: Visibility,
    },
    SentForApproval {
        line: Vec<OfficerId>,
        digest: String,
        result: AnswerResult,
        #[serde(default, skip_serializing_if = "LineEnd::is_approver")]
        ends: LineEnd,
        #[serde(default, skip_serializing_if = "ApprovalRoute::is_built_in")]
        route: ApprovalRoute,
    },
    ApprovalStarted,
    /// The outside system has not taken it up in time.
    ApprovalDelayed,
    /// One approver's approval; the last one is followed by `Answered`.
    Approved {
        #[serde(default, skip_serializing_if = "Manner::is_approved")]
        manner: Manner,
        /// 직위 of whoever's turn it was, then.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        position: Option<String>,
        /// 생산등록번호 of the outside system's document.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        document: Option<String>,
    },
    Returned,
    Answered {
        how: Answering,
        result: AnswerResult,
    },
    Rated {
        score: Score,
    },
    AskedAgain {
        due_at: Timestamp,
    },
    FollowUpAnswered,
    Withdrawn,
    Objected {
        due_at: Timestamp,
    },
    ObjectionDecided {
        ruling: ObjectionRuling,
    },
    Merged {
        into: ComplaintId,
    },
    Separated,
    Reminded,
    ProgressTold,
    Visited {
        from: Timestamp,
        until: Timestamp,
    },
    /// Somebody left; what waited for them there goes back.
    Vacated {
        officer: OfficerId,
        seat: Seat,
    },
    /// A department is no more; the one that follows goes on with its work. The handler, if that one goes on too.
    Relocated {
        from: DepartmentId,
        agency: AgencyId,
        department: DepartmentId,
        handler: Option<OfficerId>,
    },
    /// 사후 등록: what was taken on paper while the system was down, typed in afterwards; the lines before it
    /// keep their own moments (시행령 제6조의2).
    BackEntered {
        from: Timestamp,
        until: Timestamp,
    },
}

impl Event {
    /// The name stored beside the event, as serde writes it.
    pub fn name(&self) -> &'static str {
        match self {
            Event::Filed { .. } => "filed",
            Event::Received { .. } => "received",
            Event::Distributed { .. } => "distributed",
            Event::Assigned { .. } => "assigned",
            Event::Reassigned { .. } => "reassigned",
            Event::Recalled => "recalled",
            Event::ReassignmentProposed => "reassignment-proposed",
            Event::ReassignmentRequested { .. } => "reassignment-requested",
            Event::ReassignmentDecided { .. } => "reassignment-decided",
            Event::Accepted => "accepted",
            Event::Transferred { .. } => "transferred",
            Event::Closed { .. } => "closed",
            Event::InterimAnswered => "interim-answered",
            Event::CooperationAsked { .. } => "cooperation-asked",
            Event::Opined { .. } => "opined",
            Event::CooperationExtended { .. } => "cooperation-extended",
            Event::SupplementRequested { .. } => "supplement-requested",
            Event::Supplemented => "supplemented",
            Event::SupplementLapsed => "supplement-lapsed",
            Event::Extended { .. } => "extended",
            Event::ConsentToExtendAsked => "consent-to-extend-asked",
            Event::ConsentedToExtend => "consented-to-extend",
            Event::ConsentRecorded => "consent-recorded",
            Event::Reclassified { .. } => "reclassified",
            Event::SentForApproval { .. } => "sent-for-approval",
            Event::ApprovalStarted => "approval-started",
            Event::ApprovalDelayed => "approval-delayed",
            Event::Approved { .. } => "approved",
            Event::Returned => "returned",
            Event::Answered { .. } => "answered",
            Event::Rated { .. } => "rated",
            Event::AskedAgain { .. } => "asked-again",
            Event::FollowUpAnswered => "follow-up-answered",
            Event::Withdrawn => "withdrawn",
            Event::Objected { .. } => "objected",
            Event::ObjectionDecided { .. } => "objection-decided",
            Event::Merged { .. } => "merged",
            Event::Separated => "separated",
            Event::Reminded => "reminded",
            Event::ProgressTold => "progress-told",
            Event::Visited { .. } => "visited",
            Event::Vacated { .. } => "vacated",
            Event::Relocated { .. } => "relocated",
            Event::BackEntered { .. } => "back-entered",
        }
    }
}
