//! What the outside approval system tells of a document, weighed against the file: messages come twice, late,
//! in any order and about rounds long past, and the answer still leaves exactly once.

use std::fmt;
use std::str::FromStr;

use super::{Command, Complaint, Manner, RoundOutcome, StageName};
use crate::id::ComplaintId;
use crate::text::Memo;

/// The name under which a round is handed over: the same for every attempt, and for nothing else.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct DocumentKey {
    pub complaint: ComplaintId,
    pub round: u32,
}

/// One message of the approval system about one round of one file.
#[derive(Clone, Debug, PartialEq)]
pub struct CallBack {
    pub key: DocumentKey,
    /// Of the text the system holds: approved is only what was frozen here.
    pub digest: String,
    pub news: ApprovalNews,
}

#[derive(Clone, Debug, PartialEq)]
pub enum ApprovalNews {
    /// 결재가 시작됨.
    Started,
    Approved(Sanction),
    /// 반려, or taken back by the drafter over there.
    Returned {
        reason: Memo,
    },
}

/// Who approved outside, as that system says.
#[derive(Clone, Debug, PartialEq)]
pub struct Sanction {
    pub manner: Manner,
    /// 직위.
    pub position: String,
    /// Position and name: kept beside the event, where it can be erased.
    pub approver: Memo,
    /// 생산등록번호.
    pub document: String,
}

/// What a message means for the file.
#[derive(Clone, Debug, PartialEq)]
pub enum Weighed {
    /// These acts follow, in this order.
    Act(Vec<Command>),
    /// Nothing: it was known, or is past.
    Known(Past),
    /// It contradicts the file: nothing is done, and somebody must look.
    Contradicts(Contradiction),
}

/// Why a message changes nothing and need not be looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Past {
    /// The same was said before.
    Repeated,
    /// Overtaken by what came after it.
    Late,
    /// Of an earlier round; the text has been drafted anew.
    Superseded,
    /// The file ended otherwise: withdrawn, merged, transferred.
    FileEnded,
}

/// Why a message is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Contradiction {
    NoSuchRound,
    /// The round passes the built-in line.
    NotHandedOver,
    /// Another text than the one frozen here.
    OtherText,
    /// The round has ended the other way.
    EndedOtherwise,
}

impl fmt::Display for DocumentKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}", self.complaint, self.round)
    }
}

/// Not the key of any document.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not a document's key")]
pub struct BadKey;

impl FromStr for DocumentKey {
    type Err = BadKey;

    fn from_str(text: &str) -> Result<DocumentKey, BadKey> {
        let (complaint, round) = text.split_once('.').ok_or(BadKey)?;
        let key = DocumentKey {
            complaint: complaint.parse().map_err(|_| BadKey)?,
            round: round.parse().map_err(|_| BadKey)?,
        };
        // One way to write it, or one document would have several keys.
        if key.to_string() == text { Ok(key) } else { Err(BadKey) }
    }
}

impl ApprovalNews {
    pub fn as_str(&self) -> &'static str {
        match self {
            ApprovalNews::Started => "started",
            ApprovalNews::Approved(_) => "approved",
            ApprovalNews::Returned { .. } => "returned",
        }
    }
}

impl Past {
    pub fn as_str(self) -> &'static str {
        match self {
            Past::Repeated => "repeated",
            Past::Late => "late",
            Past::Superseded => "superseded",
            Past::FileEnded => "file-ended",
        }
    }
}

impl Contradiction {
    pub fn as_str(self) -> &'static str {
        match self {
            Contradiction::NoSuchRound => "no-such-round",
            Contradiction::NotHandedOver => "not-handed-over",
            Contradiction::OtherText => "other-text",
            Contradiction::EndedOtherwise => "ended-otherwise",
        }
    }
}

/// Weighs one message. The same message on the same file always weighs the same.
pub fn weigh(c: &Complaint, message: &CallBack) -> Weighed {
    let Some(round) = c.rounds.iter().find(|round| round.ordinal == message.key.round) else {
        return Weighed::Contradicts(Contradiction::NoSuchRound);
    };
    if round.route.is_built_in() {
        return Weighed::Contradicts(Contradiction::NotHandedOver);
    }
    if round.digest != message.digest {
        return Weighed::Contradicts(Contradiction::OtherText);
    }
    if c.rounds.iter().any(|later| later.ordinal > round.ordinal) {
        return Weighed::Known(Past::Superseded);
    }
    match round.outcome {
        RoundOutcome::UnderWay if !c.stage.is_live() => Weighed::Known(Past::FileEnded),
        RoundOutcome::UnderWay => under_way(c, &message.news),
        RoundOutcome::Approved => ended(&message.news, matches!(message.news, ApprovalNews::Approved(_))),
        RoundOutcome::Returned => ended(&message.news, matches!(message.news, ApprovalNews::Returned { .. })),
    }
}

fn under_way(c: &Complaint, news: &ApprovalNews) -> Weighed {
    let sent = c.stage.name() == StageName::ApprovalSent;
    // The message that it had started may have been lost or be on its way: what ends it began it.
    let mut acts = if sent { vec![Command::ApprovalStarted] } else { Vec::new() };
    match news {
        ApprovalNews::Started if sent => {}
        ApprovalNews::Started => return Weighed::Known(Past::Repeated),
        ApprovalNews::Approved(sanction) => {
            acts.push(Command::ApprovedOutside { sanction: sanction.clone() });
        }
        ApprovalNews::Returned { reason } => acts.push(Command::Return { reason: reason.clone() }),
    }
    Weighed::Act(acts)
}

fn ended(news: &ApprovalNews, as_told: bool) -> Weighed {
    match news {
        ApprovalNews::Started => Weighed::Known(Past::Late),
        ApprovalNews::Approved(_) | ApprovalNews::Returned { .. } if as_told => {
            Weighed::Known(Past::Repeated)
        }
        ApprovalNews::Approved(_) | ApprovalNews::Returned { .. } => {
            Weighed::Contradicts(Contradiction::EndedOtherwise)
        }
    }
}
