//! What somebody asks to be done, with everything it needs.

use jiff::Timestamp;
use jiff::civil::Date;

use super::{
    Act, AnswerResult, ClosingGround, Destination, Evidence, GroundAsked, Kind, LineEnd, Number,
    ObjectionRuling, ReassignmentReason, Ruling, Sanction, Score, Visibility,
};
use crate::id::{ComplaintId, DepartmentId, OfficerId};
use crate::period::Period;
use crate::text::{Body, Memo};

/// One question to one co-operating department.
#[derive(Clone, Debug, PartialEq)]
pub struct CooperationAsk {
    pub department: DepartmentId,
    pub question: Memo,
    pub reply_by: Timestamp,
}

/// An act with its particulars. Texts are bounded before they come here.
#[derive(Clone, Debug, PartialEq)]
pub enum Command {
    Receive {
        kind: Kind,
        category: Option<String>,
        period: Option<Period>,
        visibility: Option<Visibility>,
    },
    AnswerAtOnce {
        result: AnswerResult,
        body: Body,
        remedy: Option<Memo>,
    },
    Distribute {
        to: Destination,
        memo: Option<Memo>,
    },
    Assign {
        /// Another department of the manager's own; where it lies if none is named.
        department: Option<DepartmentId>,
        handler: OfficerId,
        memo: Option<Memo>,
        cooperations: Vec<CooperationAsk>,
    },
    Reassign {
        handler: OfficerId,
        memo: Option<Memo>,
    },
    Recall {
        reason: Memo,
    },
    ProposeReassignment {
        explanation: Memo,
    },
    RequestReassignment {
        reason: ReassignmentReason,
        explanation: Memo,
        proposed: Option<DepartmentId>,
    },
    DecideReassignment {
        ruling: Ruling,
        explanation: Memo,
    },
    Accept,
    Transfer {
        body: String,
        reason: Memo,
    },
    Close {
        ground: ClosingGround,
        explanation: Memo,
        evidence: Evidence,
    },
    InterimAnswer {
        text: Body,
    },
    Cooperate {
        asks: Vec<CooperationAsk>,
    },
    Opine {
        department: DepartmentId,
        opinion: Memo,
    },
    ExtendCooperation {
        department: DepartmentId,
        reply_by: Timestamp,
        reason: Memo,
    },
    RequestSupplement {
        items: Memo,
        days: u16,
    },
    Supplement {
        text: Body,
    },
    LapseSupplement,
    Extend {
        ground: GroundAsked,
        by: Period,
        explanation: Memo,
    },
    AskConsentToExtend {
        reason: Memo,
    },
    ConsentToExtend,
    /// When and how the petitioner agreed, in words.
    RecordConsent {
        evidence: Memo,
    },
    Reclassify {
        kind: Option<Kind>,
        category: Option<String>,
        period: Option<Period>,
        visibility: Option<Visibility>,
        reason: Memo,
    },
    Draft {
        result: Option<AnswerResult>,
        body: String,
        remedy: String,
    },
    SendForApproval {
        result: AnswerResult,
        body: Body,
        remedy: Option<Memo>,
        line: Vec<OfficerId>,
        ends: LineEnd,
        digest: String,
    },
    ApprovalStarted,
    TellApprovalDelay,
    Approve {
        comment: Option<Memo>,
    },
    /// The outside system's approval, which ends the round.
    ApprovedOutside {
        sanction: Sanction,
    },
    Return {
        reason: Memo,
    },
    Rate {
        score: Score,
        comment: Option<Memo>,
    },
    AskAgain {
        question: Memo,
    },
    AnswerFollowUp {
        body: Body,
    },
    Withdraw {
        reason: Option<Memo>,
    },
    Object {
        grounds: Memo,
    },
    DecideObjection {
        ruling: ObjectionRuling,
        explanation: Memo,
    },
    Merge {
        into: ComplaintId,
        into_is_live: bool,
        same_petitioner: bool,
        same_purport: u32,
        /// The others of the same purport, as the officer names them; the office counts those it finds.
        together: Vec<Number>,
        reason: Memo,
    },
    Separate {
        reason: Option<Memo>,
    },
    Remind {
        text: Option<Memo>,
    },
    TellProgress,
    Visit {
        from: Date,
        until: Date,
        purpose: Memo,
    },
    HandOver {
        reason: Memo,
    },
}

impl Command {
    pub fn act(&self) -> Act {
        match self {
            Command::Receive { .. } => Act::Receive,
            Command::AnswerAtOnce { .. } => Act::AnswerAtOnce,
            Command::Distribute { .. } => Act::Distribute,
            Command::Assign { .. } => Act::Assign,
            Command::Reassign { .. } => Act::Reassign,
            Command::Recall { .. } => Act::Recall,
            Command::ProposeReassignment { .. } => Act::ProposeReassignment,
            Command::RequestReassignment { .. } => Act::RequestReassignment,
            Command::DecideReassignment { .. } => Act::DecideReassignment,
            Command::Accept => Act::Accept,
            Command::Transfer { .. } => Act::Transfer,
            Command::Close { .. } => Act::Close,
            Command::InterimAnswer { .. } => Act::InterimAnswer,
            Command::Cooperate { .. } => Act::Cooperate,
            Command::Opine { .. } => Act::Opine,
            Command::ExtendCooperation { .. } => Act::ExtendCooperation,
            Command::RequestSupplement { .. } => Act::RequestSupplement,
            Command::Supplement { .. } => Act::Supplement,
            Command::LapseSupplement => Act::LapseSupplement,
            Command::Extend { .. } => Act::Extend,
            Command::AskConsentToExtend { .. } => Act::AskConsentToExtend,
            Command::ConsentToExtend => Act::ConsentToExtend,
            Command::RecordConsent { .. } => Act::RecordConsent,
            Command::Reclassify { .. } => Act::Reclassify,
            Command::Draft { .. } => Act::Draft,
            Command::SendForApproval { .. } => Act::SendForApproval,
            Command::ApprovalStarted => Act::ApprovalStarted,
            Command::TellApprovalDelay => Act::TellApprovalDelay,
            Command::Approve { .. } | Command::ApprovedOutside { .. } => Act::Approve,
            Command::Return { .. } => Act::Return,
            Command::Rate { .. } => Act::Rate,
            Command::AskAgain { .. } => Act::AskAgain,
            Command::AnswerFollowUp { .. } => Act::AnswerFollowUp,
            Command::Withdraw { .. } => Act::Withdraw,
            Command::Object { .. } => Act::Object,
            Command::DecideObjection { .. } => Act::DecideObjection,
            Command::Merge { .. } => Act::Merge,
            Command::Separate { .. } => Act::Separate,
            Command::Remind { .. } => Act::Remind,
            Command::TellProgress => Act::TellProgress,
            Command::Visit { .. } => Act::Visit,
            Command::HandOver { .. } => Act::HandOver,
        }
    }
}
