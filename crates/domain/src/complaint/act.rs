//! The acts: their names, and the way from each door to the act's own file.

mod accept;
mod answer_at_once;
mod approval;
mod assign;
mod close;
mod cooperate;
mod distribute;
mod extend;
mod follow_up;
mod hand_over;
mod interim;
mod merge;
mod object;
mod reassignment;
mod recall;
mod receive;
mod reclassify;
mod remind;
mod separate;
mod supplement;
mod transfer;
mod visit;
mod withdraw;

use serde::{Deserialize, Serialize};

use super::{Command, Complaint, Event, Happened, Refusal};
use crate::actor::Actor;
use crate::desk::Desk;
use approval::Answer;

pub use approval::APPROVAL_STARTS_WITHIN_HOURS;
pub(super) use approval::{not_started_since, route};
pub(super) use assign::departments as assignable;
pub use cooperate::MOST_COOPERATIONS;
pub use follow_up::{FOLLOW_UP_DAYS, MOST_RATINGS};
pub use reassignment::BOUNCES_UNTIL_BINDING;
pub use supplement::MOST_SUPPLEMENT_ROUNDS;

macro_rules! acts {
    ($($name:ident = $text:literal,)*) => {
        /// Everything anybody can do to a file, by its one name.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(rename_all = "kebab-case")]
        pub enum Act { $($name,)* }

        impl Act {
            pub const ALL: &'static [Act] = &[$(Act::$name,)*];

            pub fn as_str(self) -> &'static str {
                match self { $(Act::$name => $text,)* }
            }

            pub fn parse(text: &str) -> Option<Act> {
                Act::ALL.iter().copied().find(|act| act.as_str() == text)
            }
        }
    };
}

acts! {
    Receive = "receive",
    AnswerAtOnce = "answer-at-once",
    Distribute = "distribute",
    Assign = "assign",
    Reassign = "reassign",
    Recall = "recall",
    ProposeReassignment = "propose-reassignment",
    RequestReassignment = "request-reassignment",
    DecideReassignment = "decide-reassignment",
    Accept = "accept",
    Transfer = "transfer",
    Close = "close",
    InterimAnswer = "interim-answer",
    Cooperate = "cooperate",
    Opine = "opine",
    ExtendCooperation = "extend-cooperation",
    RequestSupplement = "request-supplement",
    Supplement = "supplement",
    LapseSupplement = "lapse-supplement",
    Extend = "extend",
    AskConsentToExtend = "ask-consent-to-extend",
    ConsentToExtend = "consent-to-extend",
    RecordConsent = "record-consent",
    Reclassify = "reclassify",
    Draft = "draft",
    SendForApproval = "send-for-approval",
    ApprovalStarted = "approval-started",
    TellApprovalDelay = "tell-approval-delay",
    Approve = "approve",
    Return = "return",
    Rate = "rate",
    AskAgain = "ask-again",
    AnswerFollowUp = "answer-follow-up",
    Withdraw = "withdraw",
    Object = "object",
    DecideObjection = "decide-objection",
    Merge = "merge",
    Separate = "separate",
    Remind = "remind",
    TellProgress = "tell-progress",
    Visit = "visit",
    HandOver = "hand-over",
}

pub(super) fn may(c: &Complaint, by: &Actor, act: Act, desk: &Desk) -> Result<(), Refusal> {
    match act {
        Act::Receive => receive::may(c, by),
        Act::AnswerAtOnce => answer_at_once::may(c, by),
        Act::Distribute => distribute::may(c, by),
        Act::Assign => assign::may(c, by),
        Act::Reassign => assign::may_again(c, by),
        Act::Recall => recall::may(c, by),
        Act::ProposeReassignment => reassignment::may_propose(c, by),
        Act::RequestReassignment => reassignment::may_request(c, by),
        Act::DecideReassignment => reassignment::may_decide(c, by),
        Act::Accept => accept::may(c, by),
        Act::Transfer => transfer::may(c, by),
        Act::Close => close::may(c, by),
        Act::InterimAnswer => interim::may(c, by),
        Act::Cooperate => cooperate::may(c, by),
        Act::Opine => cooperate::may_opine(c, by, Act::Opine),
        Act::ExtendCooperation => cooperate::may_opine(c, by, Act::ExtendCooperation),
        Act::RequestSupplement => supplement::may_request(c, by, desk),
        Act::Supplement => supplement::may(c, by),
        Act::LapseSupplement => supplement::may_lapse(c, by, desk),
        Act::Extend => extend::may(c, by, desk),
        Act::AskConsentToExtend => extend::may_ask_consent(c, by, desk),
        Act::ConsentToExtend => extend::may_consent(c, by, desk),
        Act::RecordConsent => extend::may_record_consent(c, by, desk),
        Act::Reclassify => reclassify::may(c, by),
        Act::Draft => approval::may_draft(c, by, Act::Draft),
        Act::SendForApproval => approval::may_send(c, by),
        Act::ApprovalStarted => approval::may_start(c, by),
        Act::TellApprovalDelay => approval::may_tell_delay(c, by, desk),
        Act::Approve | Act::Return => approval::may_approve(c, by, act),
        Act::Rate => follow_up::may_rate(c, by),
        Act::AskAgain => follow_up::may_ask(c, by),
        Act::AnswerFollowUp => follow_up::may_answer(c, by),
        Act::Withdraw => withdraw::may(c, by),
        Act::Object => object::may(c, by, desk),
        Act::DecideObjection => object::may_decide(c, by),
        Act::Merge => merge::may(c, by),
        Act::Separate => separate::may(c, by),
        Act::Remind => remind::may(c, by, desk),
        Act::TellProgress => remind::may_tell(c, by, desk),
        Act::Visit => visit::may(c, by, desk),
        Act::HandOver => hand_over::may(c, by, desk),
    }
}

pub(super) fn decide(
    c: &Complaint,
    by: &Actor,
    command: &Command,
    desk: &Desk,
) -> Result<Vec<Event>, Refusal> {
    match command {
        Command::Receive { kind, category, period, visibility } => {
            receive::decide(c, *kind, category.clone(), *period, *visibility)
        }
        Command::AnswerAtOnce { result, remedy, .. } => answer_at_once::decide(*result, remedy.as_ref()),
        Command::Distribute { to, .. } => distribute::decide(c, by, *to, desk),
        Command::Assign { department, handler, cooperations, .. } => {
            assign::decide(c, by, (*department, *handler), cooperations, desk)
        }
        Command::Reassign { handler, .. } => assign::decide_again(c, *handler, desk),
        Command::Recall { .. } => Ok(vec![Event::Recalled]),
        Command::ProposeReassignment { .. } => Ok(vec![Event::ReassignmentProposed]),
        Command::RequestReassignment { reason, proposed, .. } => {
            reassignment::decide_request(c, *reason, *proposed, desk)
        }
        Command::DecideReassignment { ruling, .. } => reassignment::decide_ruling(c, by, *ruling, desk),
        Command::Accept => Ok(vec![Event::Accepted]),
        Command::Transfer { body, .. } => transfer::decide(body, desk),
        Command::Close { ground, evidence, .. } => close::decide(c, *ground, *evidence),
        Command::InterimAnswer { .. } => Ok(vec![Event::InterimAnswered]),
        Command::Cooperate { asks } => cooperate::decide(c, asks, desk),
        Command::Opine { department, .. } => cooperate::decide_opinion(c, by, *department),
        Command::ExtendCooperation { department, reply_by, .. } => {
            cooperate::decide_extension(c, by, *department, *reply_by, desk)
        }
        Command::RequestSupplement { days, .. } => supplement::decide_request(*days, desk),
        Command::Supplement { .. } => Ok(vec![Event::Supplemented]),
        Command::LapseSupplement => Ok(vec![Event::SupplementLapsed]),
        Command::Extend { ground, by: length, .. } => extend::decide(c, *ground, *length),
        Command::AskConsentToExtend { .. } => Ok(vec![Event::ConsentToExtendAsked]),
        Command::ConsentToExtend => Ok(vec![Event::ConsentedToExtend]),
        Command::RecordConsent { .. } => Ok(vec![Event::ConsentRecorded]),
        Command::Reclassify { kind, category, period, visibility, .. } => {
            reclassify::decide(c, *kind, category.clone(), *period, *visibility, desk)
        }
        // A draft is the handler's own paper: kept beside the file, no line in its history.
        Command::Draft { .. } => Ok(Vec::new()),
        Command::SendForApproval { result, remedy, line, ends, digest, .. } => {
            let answer = Answer { result: *result, remedy: remedy.as_ref(), digest };
            approval::decide_send(c, by, answer, (line, *ends), desk)
        }
        Command::ApprovalStarted => Ok(vec![Event::ApprovalStarted]),
        Command::TellApprovalDelay => Ok(vec![Event::ApprovalDelayed]),
        Command::Approve { .. } => approval::decide_approval(c, by, desk),
        Command::ApprovedOutside { sanction } => approval::decide_outside(c, by, sanction),
        Command::Return { .. } => Ok(vec![Event::Returned]),
        Command::Rate { score, .. } => Ok(vec![Event::Rated { score: *score }]),
        Command::AskAgain { .. } => Ok(vec![follow_up::decide_ask(desk)]),
        Command::AnswerFollowUp { .. } => Ok(vec![Event::FollowUpAnswered]),
        Command::Withdraw { .. } => Ok(vec![Event::Withdrawn]),
        Command::Object { .. } => Ok(vec![object::decide(desk)]),
        Command::DecideObjection { ruling, .. } => Ok(vec![Event::ObjectionDecided { ruling: *ruling }]),
        Command::Merge { into, into_is_live, same_petitioner, same_purport, .. } => {
            merge::decide(c, *into, *into_is_live, *same_petitioner, *same_purport)
        }
        Command::Separate { .. } => Ok(separate::decide()),
        Command::Remind { .. } => Ok(vec![Event::Reminded]),
        Command::TellProgress => Ok(vec![Event::ProgressTold]),
        Command::Visit { from, until, .. } => visit::decide(c, *from, *until),
        Command::HandOver { .. } => hand_over::decide(c, desk),
    }
}

pub(super) fn evolve(mut c: Complaint, happened: &Happened) -> Complaint {
    let (at, signer) = (happened.at, happened.by.signer());
    let before = c.stage.clone();
    match &happened.event {
        // A second filing of the same file cannot happen; the first one opened it.
        Event::Filed { .. } | Event::BackEntered { .. } => {}
        Event::Received { number, kind, category, period, visibility } => {
            receive::evolve(&mut c, at, number.clone(), (*kind, category.clone(), *period, *visibility));
        }
        Event::Distributed { agency, department } => distribute::evolve(&mut c, *agency, *department),
        Event::Assigned { handling } | Event::Reassigned { handling } => assign::evolve(&mut c, *handling),
        Event::Recalled => recall::evolve(&mut c),
        Event::ReassignmentProposed => c.reassignment_proposed = true,
        Event::ReassignmentRequested { desk, reason, proposed } => {
            reassignment::evolve_request(&mut c, at, signer, (*desk, *reason, *proposed));
        }
        Event::ReassignmentDecided { ruling, binding } => {
            reassignment::evolve_ruling(&mut c, *ruling, *binding)
        }
        Event::Accepted => accept::evolve(&mut c),
        Event::Transferred { body } => transfer::evolve(&mut c, body.clone()),
        Event::Closed { ground } => close::evolve(&mut c, *ground),
        Event::InterimAnswered => c.interim_answers += 1,
        Event::CooperationAsked { agency, department, reply_by } => {
            cooperate::evolve(&mut c, at, signer, (*agency, *department, *reply_by));
        }
        Event::Opined { department } => cooperate::evolve_opinion(&mut c, at, signer, *department),
        Event::CooperationExtended { department, reply_by } => {
            cooperate::evolve_extension(&mut c, *department, *reply_by);
        }
        Event::SupplementRequested { reply_by } => supplement::evolve_request(&mut c, at, *reply_by),
        Event::Supplemented => supplement::evolve(&mut c, at),
        Event::SupplementLapsed => supplement::evolve_lapse(&mut c, at),
        Event::Extended { ground, by } => extend::evolve(&mut c, at, *ground, *by),
        Event::ConsentToExtendAsked => c.consent_asked = true,
        Event::ConsentedToExtend | Event::ConsentRecorded => extend::evolve_consent(&mut c),
        Event::Reclassified { kind, category, period, visibility } => {
            reclassify::evolve(&mut c, *kind, category.clone(), *period, *visibility);
        }
        Event::SentForApproval { line, digest, result, ends, route } => {
            let sent = (line.clone(), *ends, *route);
            approval::evolve_sent(&mut c, (at, signer), sent, digest.clone(), *result);
        }
        Event::ApprovalStarted => approval::evolve_started(&mut c),
        Event::ApprovalDelayed => approval::evolve_delayed(&mut c),
        Event::Approved { .. } => approval::evolve_approved(&mut c),
        Event::Returned => approval::evolve_returned(&mut c),
        Event::Answered { how, result } => answer_at_once::evolve(&mut c, *how, *result),
        Event::Rated { score } => follow_up::evolve_rating(&mut c, at, *score),
        Event::AskedAgain { due_at } => follow_up::evolve_ask(&mut c, at, *due_at),
        Event::FollowUpAnswered => follow_up::evolve_answer(&mut c, at),
        Event::Withdrawn => withdraw::evolve(&mut c),
        Event::Objected { due_at } => object::evolve(&mut c, at, *due_at),
        Event::ObjectionDecided { ruling } => object::evolve_ruling(&mut c, *ruling),
        Event::Merged { into } => merge::evolve(&mut c, *into),
        Event::Separated => separate::evolve(&mut c),
        Event::Reminded => c.reminders += 1,
        Event::ProgressTold => c.progress_told += 1,
        Event::Visited { from, until } => visit::evolve(&mut c, *from, *until),
        Event::Vacated { seat, .. } => hand_over::evolve_vacated(&mut c, *seat),
        Event::Relocated { from, agency, department, handler } => {
            hand_over::evolve_relocated(&mut c, *from, (*agency, *department), *handler);
        }
    }
    settle(c, at, &before)
}

/// What every event does: the version counts it, and a stage that changed says since when.
fn settle(mut c: Complaint, at: jiff::Timestamp, before: &super::Stage) -> Complaint {
    c.version += 1;
    c.last_event_at = at;
    // An answered file that goes to other hands was answered when it was.
    if c.stage != *before && (before.is_live() || c.stage.is_live()) {
        c.stage_since = at;
        c.ended_at = (!c.stage.is_live()).then_some(at);
    }
    c
}
