//! What a neighbour system is told of an event: one exhaustive match. A new event must say whether one hears of it.

mod parcel;
mod sheet;

use serde::{Deserialize, Serialize};

use crate::actor::{By, Machinery};
use crate::complaint::{ApprovalRound, ApprovalRoute, Complaint, Event, Happened, RoundOutcome};

pub use parcel::{Parcel, Person, Told, Whereabouts, Whole};
pub use sheet::{Difference, DifferenceKind, Line, Sheet, What};

/// A system beside ours that must hear of what happens to a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Neighbour {
    /// 국민신문고.
    Epeople,
    /// 업무관리시스템 전자결재.
    Approval,
}

/// What a message says, by its one name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Message {
    /// 접수, with number and due date.
    Receipt,
    /// 담당자 지정: it is being worked on.
    Handling,
    InterimAnswer,
    Extension,
    SupplementRequest,
    /// 처리완료, with the answer.
    Answer,
    FollowUpAnswer,
    /// 타기관 이송, which goes through 국민신문고 whatever way the complaint came in.
    Transfer,
    Closing,
    Withdrawal,
    Merger,
    /// The text to be approved.
    HandOver,
    /// A handed-over text that nobody need approve any more.
    TakeBack,
}

/// Which files a message is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum About {
    /// The file of the event.
    File,
    /// The file of the event, if it came from this neighbour.
    FileFromThere,
    /// Of the file and those merged into it, the ones that came from this neighbour.
    EveryFromThere,
    /// The file and everything merged into it.
    Every,
}

/// A message that an event calls for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Dispatch {
    pub to: Neighbour,
    pub message: Message,
    pub about: About,
}

impl Neighbour {
    pub const ALL: [Neighbour; 2] = [Neighbour::Epeople, Neighbour::Approval];

    pub fn as_str(self) -> &'static str {
        match self {
            Neighbour::Epeople => "epeople",
            Neighbour::Approval => "approval",
        }
    }

    pub fn parse(text: &str) -> Option<Neighbour> {
        Neighbour::ALL.into_iter().find(|neighbour| neighbour.as_str() == text)
    }
}

impl Message {
    pub const ALL: [Message; 13] = [
        Message::Receipt,
        Message::Handling,
        Message::InterimAnswer,
        Message::Extension,
        Message::SupplementRequest,
        Message::Answer,
        Message::FollowUpAnswer,
        Message::Transfer,
        Message::Closing,
        Message::Withdrawal,
        Message::Merger,
        Message::HandOver,
        Message::TakeBack,
    ];

    pub fn as_str(self) -> &'static str {
        match self {
            Message::Receipt => "receipt",
            Message::Handling => "handling",
            Message::InterimAnswer => "interim-answer",
            Message::Extension => "extension",
            Message::SupplementRequest => "supplement-request",
            Message::Answer => "answer",
            Message::FollowUpAnswer => "follow-up-answer",
            Message::Transfer => "transfer",
            Message::Closing => "closing",
            Message::Withdrawal => "withdrawal",
            Message::Merger => "merger",
            Message::HandOver => "hand-over",
            Message::TakeBack => "take-back",
        }
    }

    pub fn parse(text: &str) -> Option<Message> {
        Message::ALL.into_iter().find(|message| message.as_str() == text)
    }
}

/// The messages one event calls for, told on the file as it stands afterwards. Whether a neighbour is
/// connected at all is the office's affair, not the law's.
pub fn of(happened: &Happened, after: &Complaint) -> Vec<Dispatch> {
    let tell = |to, message, about| vec![Dispatch { to, message, about }];
    let epeople = |message| tell(Neighbour::Epeople, message, About::FileFromThere);
    match &happened.event {
        Event::Received { .. } => epeople(Message::Receipt),
        Event::Assigned { .. } | Event::Reassigned { .. } => epeople(Message::Handling),
        Event::InterimAnswered => tell(Neighbour::Epeople, Message::InterimAnswer, About::EveryFromThere),
        Event::Extended { .. } => tell(Neighbour::Epeople, Message::Extension, About::EveryFromThere),
        Event::SupplementRequested { .. } => epeople(Message::SupplementRequest),
        Event::FollowUpAnswered => epeople(Message::FollowUpAnswer),
        // Everybody whose complaint was merged into this one is answered with it.
        Event::Answered { .. } => tell(Neighbour::Epeople, Message::Answer, About::EveryFromThere),
        Event::Transferred { .. } => tell(Neighbour::Epeople, Message::Transfer, About::Every),
        Event::Closed { .. } => {
            [tell(Neighbour::Epeople, Message::Closing, About::EveryFromThere), taken_back(after)].concat()
        }
        // Whoever withdrew over there need not be told.
        Event::Withdrawn if is_connector(&happened.by) => taken_back(after),
        Event::Withdrawn => [epeople(Message::Withdrawal), taken_back(after)].concat(),
        Event::Merged { .. } => [epeople(Message::Merger), taken_back(after)].concat(),
        // On its own again, under its own number and date; what has none yet is told when it is received.
        Event::Separated if after.number.is_some() => epeople(Message::Receipt),
        Event::SentForApproval { route: ApprovalRoute::Outside, .. } => {
            tell(Neighbour::Approval, Message::HandOver, About::File)
        }
        Event::SentForApproval { route: ApprovalRoute::BuiltIn, .. } => Vec::new(),
        // Whose handler left in the middle of it comes back to the department, and its paper with it.
        Event::Vacated { .. } | Event::Relocated { .. } => given_back(after),
        Event::Filed { .. }
        | Event::Distributed { .. }
        | Event::Recalled
        | Event::ReassignmentProposed
        | Event::ReassignmentRequested { .. }
        | Event::ReassignmentDecided { .. }
        | Event::Accepted
        | Event::CooperationAsked { .. }
        | Event::Opined { .. }
        | Event::CooperationExtended { .. }
        | Event::Supplemented
        | Event::SupplementLapsed
        | Event::ConsentToExtendAsked
        | Event::ConsentedToExtend
        | Event::ConsentRecorded
        | Event::Reclassified { .. }
        | Event::ApprovalStarted
        | Event::ApprovalDelayed
        | Event::Approved { .. }
        | Event::Returned
        | Event::Rated { .. }
        | Event::AskedAgain { .. }
        | Event::Objected { .. }
        | Event::ObjectionDecided { .. }
        | Event::Separated
        | Event::BackEntered { .. }
        | Event::Reminded
        | Event::ProgressTold
        | Event::Visited { .. } => Vec::new(),
    }
}

/// A round still under way when the file ended: the approval system should not go on with it.
fn taken_back(after: &Complaint) -> Vec<Dispatch> {
    let told = Dispatch { to: Neighbour::Approval, message: Message::TakeBack, about: About::File };
    let held = after.current_round().filter(|round| round.route == ApprovalRoute::Outside);
    held.map(|_| told).into_iter().collect()
}

/// The newest round was handed over and ended without a word from there.
fn given_back(after: &Complaint) -> Vec<Dispatch> {
    let told = Dispatch { to: Neighbour::Approval, message: Message::TakeBack, about: About::File };
    let ended = |round: &&ApprovalRound| {
        round.route == ApprovalRoute::Outside && round.outcome == RoundOutcome::Returned
    };
    after.rounds.last().filter(ended).map(|_| told).into_iter().collect()
}

fn is_connector(by: &By) -> bool {
    matches!(by, By::System { machinery: Machinery::Connector })
}
