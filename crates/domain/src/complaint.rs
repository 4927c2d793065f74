//! A complaint and its three doors: [`may`], [`decide`], [`evolve`].
//!
//! `may` draws the buttons and is the first line of `decide`; `evolve` is the only thing that changes a
//! file. Folding `evolve` over the history gives the stored state, always.

mod act;
mod agreement;
mod answer;
mod approval;
mod back_entry;
mod badge;
mod callback;
mod channel;
mod closing;
mod command;
mod desk_item;
mod event;
mod extension;
mod external;
mod filing;
mod guard;
mod kind;
mod note;
mod number;
mod reassignment;
mod record;
mod refusal;
mod seat;
mod stage;
mod visibility;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::actor::Actor;
use crate::deadline::{Clock, Due};
use crate::desk::Desk;
use crate::id::{ComplaintId, DepartmentId, PetitionerId};

pub use act::{
    APPROVAL_STARTS_WITHIN_HOURS, Act, BOUNCES_UNTIL_BINDING, FOLLOW_UP_DAYS, MOST_COOPERATIONS,
    MOST_RATINGS, MOST_SUPPLEMENT_ROUNDS,
};
pub use agreement::Agreement;
pub use answer::{AnswerResult, Answering};
pub use approval::{ApprovalRoute, LineEnd, Manner};
pub use back_entry::{NotOnPaper, back_entry};
pub use badge::Badge;
pub use callback::{
    ApprovalNews, BadKey, CallBack, Contradiction, DocumentKey, Past, Sanction, Weighed, weigh,
};
pub use channel::Channel;
pub use closing::{ClosingGround, Evidence};
pub use command::{Command, CooperationAsk};
pub use desk_item::{DeskItem, DeskItemKind};
pub use event::{Event, Happened};
pub use extension::{ExtensionGround, GroundAsked};
pub use external::{EpeopleNumber, NotEpeopleNumber};
pub use filing::Filing;
pub use kind::{Kind, OWN_PERIOD_DAYS_MAX};
pub use note::{Note, NoteKind};
pub use number::{BadNumber, Number};
pub use reassignment::{
    Destination, Reassignment, ReassignmentDesk, ReassignmentOutcome, ReassignmentReason, Ruling,
};
pub use record::{
    ApprovalRound, Cooperation, Extended, FollowUp, Objection, ObjectionRuling, Rating, RoundOutcome, Score,
    Supplement, SupplementState,
};
pub use refusal::Refusal;
pub use seat::Seat;
pub use stage::{Handling, Holder, Stage, StageName};
pub use visibility::Visibility;

/// The file on the desk, whole. Free text and personal data lie elsewhere, erasable.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Complaint {
    pub id: ComplaintId,
    /// 신청번호, issued at filing.
    pub application_number: Number,
    /// 접수번호, issued on receipt.
    pub number: Option<Number>,
    /// Counts the acts: what an optimistic writer must name.
    pub version: u64,
    pub petitioner: PetitionerId,
    pub channel: Channel,
    /// 다수인관련민원: at least five households and five signers (법 제2조).
    pub joint: bool,
    pub filed_at: Timestamp,
    pub kind: Option<Kind>,
    pub category: Option<String>,
    pub visibility: Visibility,
    pub stage: Stage,
    pub stage_since: Timestamp,
    /// Starts at receipt, not at filing.
    pub clock: Option<Clock>,
    pub cooperations: Vec<Cooperation>,
    pub supplements: Vec<Supplement>,
    pub extensions: Vec<Extended>,
    /// The petitioner's stored consent to one more extension (시행령 제21조 제1항).
    pub consent_to_extend: bool,
    /// The office has asked for it, and has no answer yet.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub consent_asked: bool,
    pub reassignments: Vec<Reassignment>,
    /// How often the file went to another office because it was "not ours".
    pub hops: u32,
    /// A binding decision was made: no more requests to reassign.
    pub bound: bool,
    /// The handler told the manager that the file is not theirs.
    pub reassignment_proposed: bool,
    pub rounds: Vec<ApprovalRound>,
    pub interim_answers: u32,
    pub ratings: Vec<Rating>,
    pub follow_ups: Vec<FollowUp>,
    pub objections: Vec<Objection>,
    pub reminders: u32,
    pub progress_told: u32,
    pub visits: u32,
    pub ended_at: Option<Timestamp>,
    pub last_event_at: Timestamp,
}

/// May this actor do this act on this file now? The answer draws the button and refuses the request.
pub fn may(c: &Complaint, by: &Actor, act: Act, desk: &Desk) -> Result<(), Refusal> {
    act::may(c, by, act, desk)
}

/// 처리부서 등록: the departments this officer may name for the file, where it lies among them.
pub fn departments_to_assign(c: &Complaint, by: &Actor, desk: &Desk) -> Vec<DepartmentId> {
    act::assignable(c, by, desk)
}

/// What follows from a command: events, or a refusal in the law's words. Never both, never partly.
pub fn decide(c: &Complaint, by: &Actor, command: &Command, desk: &Desk) -> Result<Vec<Event>, Refusal> {
    may(c, by, command.act(), desk)?;
    act::decide(c, by, command, desk)
}

/// The file after something happened to it.
pub fn evolve(c: Complaint, happened: &Happened) -> Complaint {
    act::evolve(c, happened)
}

/// The file as its whole history makes it; `None` unless the history begins with the filing.
pub fn fold<'a>(history: impl IntoIterator<Item = &'a Happened>) -> Option<Complaint> {
    let mut history = history.into_iter();
    let first = filing::open(history.next()?)?;
    Some(history.fold(first, evolve))
}

/// A new file from what the petitioner sent.
pub fn file(filing: Filing, at: Timestamp, by: &Actor) -> (Complaint, Happened) {
    filing::file(filing, at, by)
}

impl Complaint {
    /// 접수번호 once there is one, else 신청번호: the number people say aloud.
    pub fn spoken_number(&self) -> &Number {
        self.number.as_ref().unwrap_or(&self.application_number)
    }

    /// The due date, derived; `None` before receipt and after the clock stopped for good.
    pub fn due(&self, desk: &Desk) -> Option<Due> {
        let mut clock = self.clock.clone()?;
        clock.outages = desk.outages.to_vec();
        Some(clock.due(&desk.calendar))
    }

    /// Past its due moment while somebody still owes an answer.
    pub fn overdue(&self, desk: &Desk) -> bool {
        self.stage.is_live() && self.due(desk).and_then(|due| due.at).is_some_and(|due_at| desk.now > due_at)
    }

    pub fn holder(&self) -> Holder {
        self.stage.holder()
    }

    pub fn open_supplement(&self) -> Option<&Supplement> {
        self.supplements.iter().find(|s| s.state == SupplementState::Waiting)
    }

    pub fn open_reassignment(&self) -> Option<&Reassignment> {
        self.reassignments.iter().find(|r| r.outcome == ReassignmentOutcome::Open)
    }

    pub fn open_follow_up(&self) -> Option<&FollowUp> {
        self.follow_ups.iter().find(|f| f.answered_at.is_none())
    }

    pub fn open_cooperations(&self) -> impl Iterator<Item = &Cooperation> {
        self.cooperations.iter().filter(|k| k.opined_at.is_none())
    }

    pub fn current_round(&self) -> Option<&ApprovalRound> {
        self.rounds.iter().rev().find(|r| r.outcome == RoundOutcome::UnderWay)
    }

    /// The line its answer will pass.
    pub fn approval_route(&self, desk: &Desk) -> ApprovalRoute {
        act::route(self, desk)
    }

    /// The outside system should have taken the answer up by this moment, and has not.
    pub fn approval_not_started(&self, desk: &Desk) -> Option<jiff::Timestamp> {
        act::not_started_since(self, desk)
    }

    /// The rating that counts: the last one.
    pub fn rating(&self) -> Option<Score> {
        self.ratings.last().map(|r| r.score)
    }

    /// The most telling record on the file, for lists.
    pub fn badge(&self) -> Option<Badge> {
        badge::badge(self)
    }

    /// Work on this file that waits on somebody's desk besides the stage's own owner.
    pub fn desk_items(&self) -> Vec<DeskItem> {
        desk_item::desk_items(self)
    }
}
