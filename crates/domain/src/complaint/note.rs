//! Free text that an act leaves on the file, on its own erasable row beside the event.

use super::{Command, CooperationAsk};
use crate::text::Memo;

/// One text with its kind.
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
    /// Why the petitioner is asked to agree to one more extension.
    ConsentReason,
    /// When and how they agreed outside the system.
    ConsentEvidence,
    Answer,
    Remedy,
    Comment,
    FollowUpQuestion,
    FollowUpAnswer,
    Objection,
    /// 통화 메모: what was said on the telephone, for the office.
    Call,
}

impl NoteKind {
    pub const ALL: [NoteKind; 16] = [
        NoteKind::Memo,
        NoteKind::Reason,
        NoteKind::Question,
        NoteKind::Opinion,
        NoteKind::Interim,
        NoteKind::SupplementItems,
        NoteKind::Supplement,
        NoteKind::ConsentReason,
        NoteKind::ConsentEvidence,
        NoteKind::Answer,
        NoteKind::Remedy,
        NoteKind::Comment,
        NoteKind::FollowUpQuestion,
        NoteKind::FollowUpAnswer,
        NoteKind::Objection,
        NoteKind::Call,
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
            NoteKind::ConsentReason => "consent-reason",
            NoteKind::ConsentEvidence => "consent-evidence",
            NoteKind::Answer => "answer",
            NoteKind::Remedy => "remedy",
            NoteKind::Comment => "comment",
            NoteKind::FollowUpQuestion => "follow-up-question",
            NoteKind::FollowUpAnswer => "follow-up-answer",
            NoteKind::Objection => "objection",
            NoteKind::Call => "call",
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
            | NoteKind::ConsentReason
            | NoteKind::ConsentEvidence
            | NoteKind::Answer
            | NoteKind::Remedy
            | NoteKind::FollowUpQuestion
            | NoteKind::FollowUpAnswer
            | NoteKind::Objection => true,
            NoteKind::Memo
            | NoteKind::Reason
            | NoteKind::Question
            | NoteKind::Opinion
            | NoteKind::Call
            | NoteKind::Comment => false,
        }
    }
}

impl Command {
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
            | Command::TellApprovalDelay
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
            Command::AskConsentToExtend { reason } => vec![note(NoteKind::ConsentReason, reason.as_str())],
            Command::RecordConsent { evidence } => vec![note(NoteKind::ConsentEvidence, evidence.as_str())],
            Command::Supplement { text } => vec![note(NoteKind::Supplement, text.as_str())],
            Command::Approve { comment } | Command::Rate { comment, .. } => memo(NoteKind::Comment, comment),
            Command::ApprovedOutside { sanction } => {
                vec![note(NoteKind::Comment, sanction.approver.as_str())]
            }
            Command::AskAgain { question } => vec![note(NoteKind::FollowUpQuestion, question.as_str())],
            Command::AnswerFollowUp { body } => vec![note(NoteKind::FollowUpAnswer, body.as_str())],
            Command::Withdraw { reason } | Command::Separate { reason } => memo(NoteKind::Reason, reason),
            Command::Object { grounds } => vec![note(NoteKind::Objection, grounds.as_str())],
            Command::Remind { text } => memo(NoteKind::Reason, text),
            Command::Visit { purpose, .. } => vec![note(NoteKind::Reason, purpose.as_str())],
            Command::HandOver { reason } => vec![note(NoteKind::Reason, reason.as_str())],
        }
    }
}
