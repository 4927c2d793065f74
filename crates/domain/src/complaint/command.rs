//! What somebody asks to be done, with everything it needs.

use jiff::Timestamp;
use jiff::civil::Date;

use super::{
    Act, AnswerResult, ClosingGround, Destination, Evidence, GroundAsked, Kind, ObjectionRuling,
    ReassignmentReason, Ruling, Score, Visibility,
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
    ConsentToExtend,
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
    },
    SendForApproval {
        result: AnswerResult,
        body: Body,
        remedy: Option<Memo>,
        line: Vec<OfficerId>,
        digest: String,
    },
    ApprovalStarted,
    Approve {
        comment: Option<Memo>,
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
        reason: Memo,
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
}

/// Free text that an act leaves on the file, on its own erasable row beside the event.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Note {
    pub kind: NoteKind,
    pub text: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum NoteKind {
    Memo,
    Reason,
    Question,
    Opinion,
    Interim,
    SupplementItems,
    Supplement,
    Answer,
    Remedy,
    Comment,
    FollowUpQuestion,
    FollowUpAnswer,
    Objection,
}

impl NoteKind {
    pub const ALL: [NoteKind; 13] = [
        NoteKind::Memo,
        NoteKind::Reason,
        NoteKind::Question,
        NoteKind::Opinion,
        NoteKind::Interim,
        NoteKind::SupplementItems,
        NoteKind::Supplement,
        NoteKind::Answer,
        NoteKind::Remedy,
        NoteKind::Comment,
        NoteKind::FollowUpQuestion,
        NoteKind::FollowUpAnswer,
        NoteKind::Objection,
    ];

    pub fn as_str(self) -> &'static str {
        match self {
            NoteKind::Memo => "memo",
            NoteKind::Reason => "reason",
            NoteKind::Question => "question",
            NoteKind::Opinion => "opinion",
            NoteKind::Interim => "interim",
            NoteKind::SupplementItems => "supplement-items",
            NoteKind::Supplement => "supplement",
            NoteKind::Answer => "answer",
            NoteKind::Remedy => "remedy",
            NoteKind::Comment => "comment",
            NoteKind::FollowUpQuestion => "follow-up-question",
            NoteKind::FollowUpAnswer => "follow-up-answer",
            NoteKind::Objection => "objection",
        }
    }

    pub fn parse(text: &str) -> Option<NoteKind> {
        NoteKind::ALL.into_iter().find(|kind| kind.as_str() == text)
    }

    /// May the petitioner read it? Office memos and opinions stay inside.
    pub fn is_for_the_petitioner(self) -> bool {
        match self {
            NoteKind::Interim
            | NoteKind::SupplementItems
            | NoteKind::Supplement
            | NoteKind::Answer
            | NoteKind::Remedy
            | NoteKind::FollowUpQuestion
            | NoteKind::FollowUpAnswer
            | NoteKind::Objection => true,
            NoteKind::Memo
            | NoteKind::Reason
            | NoteKind::Question
            | NoteKind::Opinion
            | NoteKind::Comment => false,
        }
    }
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
            Command::ConsentToExtend => Act::ConsentToExtend,
            Command::Reclassify { .. } => Act::Reclassify,
            Command::Draft { .. } => Act::Draft,
            Command::SendForApproval { .. } => Act::SendForApproval,
            Command::ApprovalStarted => Act::ApprovalStarted,
            Command::Approve { .. } => Act::Approve,
            Command::Return { .. } => Act::Return,
            Command::Rate { .. } => Act::Rate,
            Command::AskAgain { .. } => Act::AskAgain,
            Command::AnswerFollowUp { .. } => Act::AnswerFollowUp,
            Command::Withdraw { .. } => Act::Withdraw,
            Command::Object { .. } => Act::Object,
            Command::DecideObjection { .. } => Act::DecideObjection,
            Command::Merge { .. } => Act::Merge,
            Command::Remind { .. } => Act::Remind,
            Command::TellProgress => Act::TellProgress,
            Command::Visit { .. } => Act::Visit,
        }
    }

    /// The free text of this command, to be kept beside its first event.
    pub fn notes(&self) -> Vec<Note> {
        let note = |kind, text: &str| Note { kind, text: text.to_owned() };
        let memo =
            |kind, text: &Option<Memo>| text.iter().map(|m| note(kind, m.as_str())).collect::<Vec<_>>();
        let questions = |asks: &[CooperationAsk]| {
            asks.iter().map(|a| note(NoteKind::Question, a.question.as_str())).collect::<Vec<_>>()
        };
        match self {
            Command::Receive { .. }
            | Command::Accept
            | Command::ConsentToExtend
            | Command::LapseSupplement
            | Command::ApprovalStarted
            | Command::TellProgress
            | Command::Draft { .. } => Vec::new(),
            Command::AnswerAtOnce { body, remedy, .. } | Command::SendForApproval { body, remedy, .. } => {
                [vec![note(NoteKind::Answer, body.as_str())], memo(NoteKind::Remedy, remedy)].concat()
            }
            Command::Distribute { memo: text, .. } | Command::Reassign { memo: text, .. } => {
                memo(NoteKind::Memo, text)
            }
            Command::Assign { memo: text, cooperations, .. } => {
                [memo(NoteKind::Memo, text), questions(cooperations)].concat()
            }
            Command::Cooperate { asks } => questions(asks),
            Command::Recall { reason }
            | Command::Transfer { reason, .. }
            | Command::Reclassify { reason, .. }
            | Command::Return { reason }
            | Command::Merge { reason, .. }
            | Command::ExtendCooperation { reason, .. } => vec![note(NoteKind::Reason, reason.as_str())],
            Command::ProposeReassignment { explanation }
            | Command::RequestReassignment { explanation, .. }
            | Command::DecideReassignment { explanation, .. }
            | Command::Close { explanation, .. }
            | Command::Extend { explanation, .. }
            | Command::DecideObjection { explanation, .. } => {
                vec![note(NoteKind::Reason, explanation.as_str())]
            }
            Command::InterimAnswer { text } => vec![note(NoteKind::Interim, text.as_str())],
            Command::Opine { opinion, .. } => vec![note(NoteKind::Opinion, opinion.as_str())],
            Command::RequestSupplement { items, .. } => vec![note(NoteKind::SupplementItems, items.as_str())],
            Command::Supplement { text } => vec![note(NoteKind::Supplement, text.as_str())],
            Command::Approve { comment } | Command::Rate { comment, .. } => memo(NoteKind::Comment, comment),
            Command::AskAgain { question } => vec![note(NoteKind::FollowUpQuestion, question.as_str())],
            Command::AnswerFollowUp { body } => vec![note(NoteKind::FollowUpAnswer, body.as_str())],
            Command::Withdraw { reason } => memo(NoteKind::Reason, reason),
            Command::Object { grounds } => vec![note(NoteKind::Objection, grounds.as_str())],
            Command::Remind { text } => memo(NoteKind::Reason, text),
            Command::Visit { purpose, .. } => vec![note(NoteKind::Reason, purpose.as_str())],
        }
    }
}
