//! One of every refusal and of every event, and what a Korean sentence looks like.

use domain::complaint::*;
use domain::id::{AgencyId, DepartmentId, OfficerId};
use domain::period::Period;
use jiff::Timestamp;
use jiff::civil::date;

/// Korean, without a word of code in it. Names of keys and of letters on paper may stay Latin.
pub(crate) fn assert_korean(text: &str) {
    assert!(text.chars().any(|c| ('가'..='힣').contains(&c)), "not Korean: {text}");
    let latin = text.chars().filter(char::is_ascii_alphabetic).count();
    assert!(latin <= 1, "code in a sentence: {text}");
    assert!(!text.contains("  ") && !text.contains('_') && !text.contains("을(를)"), "{text}");
}

/// Every sentence ends politely; an article in brackets may follow.
pub(crate) fn assert_sentences(text: &str) {
    assert_korean(text);
    let bare = match text.rsplit_once(" (") {
        Some((before, article)) if article.ends_with(')') => before,
        _ => text,
    };
    assert!(["다.", "요.", "오.", "까?"].iter().any(|end| bare.ends_with(end)), "unfinished: {text}");
}

fn at() -> Timestamp {
    "2026-11-22T06:30:00Z".parse().unwrap()
}

pub(crate) fn every_refusal() -> Vec<Refusal> {
    let all = vec![
        Refusal::WrongStage { act: Act::Recall, stage: StageName::Answered },
        Refusal::NotYourPart { act: Act::Recall },
        Refusal::InsideTheCity { body: "송파구".to_owned() },
        Refusal::StatutoryNeverClosed { ground: ClosingGround::Repeated },
        Refusal::NotRepeated { filings: 2, notified_results: 1 },
        Refusal::NotUndeliveredTwice { undelivered: 1 },
        Refusal::PeriodMissing { kind: Kind::Statutory },
        Refusal::PeriodFixed { kind: Kind::Inquiry, fixed: Period::Days(7) },
        Refusal::GroundForbidden { ground: GroundAsked::Workload },
        Refusal::GroundForbidden { ground: GroundAsked::LateAssignment },
        Refusal::GroundForbidden { ground: GroundAsked::HandlerAbsent },
        Refusal::LongerThanOriginal { original: Period::Days(7), asked: Period::Days(8) },
        Refusal::DeadlinePassed { due_at: at() },
        Refusal::ReplyByOutsidePeriod { due_at: Some(at()) },
        Refusal::ReplyByOutsidePeriod { due_at: None },
        Refusal::ObjectionTooLate { last_day: date(2026, 11, 20) },
        Refusal::TooFewToMerge { found: 3 },
        Refusal::VisitTooLong { days: 15 },
        Refusal::VisitTooLong { days: 0 },
        Refusal::AcceptedAlready,
        Refusal::InApproval,
        Refusal::ReassignmentOpen,
        Refusal::NoReassignmentOpen,
        Refusal::DecisionBinds,
        Refusal::OutsideYourAgency,
        Refusal::AlreadyThere,
        Refusal::UnknownOffice,
        Refusal::UnknownOfficer,
        Refusal::NotInDepartment,
        Refusal::SamenessMemoMissing,
        Refusal::CommitteeFirst,
        Refusal::NoSupplementLapsed,
        Refusal::NothingToChange,
        Refusal::StaysSealed,
        Refusal::NeedsConsent,
        Refusal::ConsentNotAsked,
        Refusal::ConsentAskedAlready,
        Refusal::ConsentGivenAlready,
        Refusal::AlreadyExtendedTwice,
        Refusal::ClockStands,
        Refusal::SupplementOpen,
        Refusal::NoSupplementOpen,
        Refusal::SupplementRoundsSpent,
        Refusal::SupplementPeriodOutOfRange,
        Refusal::TooManyCooperations,
        Refusal::CooperationOpenThere,
        Refusal::CooperationWithSelf,
        Refusal::NoCooperationOpen,
        Refusal::CooperationExtendedAlready,
        Refusal::ReplyByNotLater,
        Refusal::RemedyMissing,
        Refusal::RatingsSpent,
        Refusal::NotPoorlyRated,
        Refusal::FollowUpOpen,
        Refusal::NoFollowUpOpen,
        Refusal::NotObjectable,
        Refusal::ObjectionOpen,
        Refusal::NoObjectionOpen,
        Refusal::NotOverdue,
        Refusal::ProgressNotDue,
        Refusal::MergeWithItself,
        Refusal::MergeTargetUnfit,
        Refusal::VisitOnlyForGrievance,
        Refusal::VisitsSpent,
    ];
    [all, of_approval()].concat()
}

/// Those that speak of approval.
fn of_approval() -> Vec<Refusal> {
    vec![
        Refusal::ApprovalLineEmpty,
        Refusal::ApprovalLineTooLong,
        Refusal::ApprovalLineInvalid,
        Refusal::ApprovalLineElsewhere,
        Refusal::ApprovalNotDelayed,
        Refusal::NotYourTurn,
    ]
}

pub(crate) fn every_event() -> Vec<Event> {
    let nil = "00000000000000000000000000000000";
    let (agency, department, handler): (AgencyId, DepartmentId, OfficerId) =
        (nil.parse().unwrap(), nil.parse().unwrap(), nil.parse().unwrap());
    let handling = Handling { agency, department, handler };
    let (day, to) = (date(2026, 11, 22), Destination::Department { agency, department });
    let filed = Event::Filed {
        id: nil.parse().unwrap(),
        number: Number::receipt(day, 1),
        petitioner: nil.parse().unwrap(),
        channel: Channel::Web,
        joint: true,
        visibility: Visibility::Open,
    };
    let received = Event::Received {
        number: Some(Number::receipt(day, 1)),
        kind: Kind::Inquiry,
        category: None,
        period: Period::Days(7),
        visibility: Visibility::Open,
    };
    let requested = Event::ReassignmentRequested {
        desk: ReassignmentDesk::CallCentre,
        reason: ReassignmentReason::NotOurDuty,
        proposed: Some(department),
    };
    let [sent, handed_over, delayed, approved] = approvals(handler);
    vec![
        filed,
        received,
        Event::Distributed { agency, department: None },
        Event::Assigned { handling },
        Event::Reassigned { handling },
        Event::Recalled,
        Event::ReassignmentProposed,
        requested,
        Event::ReassignmentDecided { ruling: Ruling::Granted { to }, binding: true },
        Event::Accepted,
        Event::Transferred { body: "한국도로공사".to_owned() },
        Event::Closed { ground: ClosingGround::Abuse },
        Event::InterimAnswered,
        Event::CooperationAsked { agency, department, reply_by: at() },
        Event::Opined { department },
        Event::CooperationExtended { department, reply_by: at() },
        Event::SupplementRequested { reply_by: day },
        Event::Supplemented,
        Event::SupplementLapsed,
        Event::Extended { ground: ExtensionGround::FactFinding, by: Period::Days(7) },
        Event::ConsentToExtendAsked,
        Event::ConsentedToExtend,
        Event::ConsentRecorded,
        reclassified(),
        sent,
        handed_over,
        Event::ApprovalStarted,
        delayed,
        approved,
        Event::Returned,
        Event::Answered { how: Answering::Approved, result: AnswerResult::Granted },
        Event::Rated { score: Score::Good },
        Event::AskedAgain { due_at: at() },
        Event::FollowUpAnswered,
        Event::Withdrawn,
        Event::Objected { due_at: at() },
        Event::ObjectionDecided { ruling: ObjectionRuling::Upheld },
        Event::Merged { into: nil.parse().unwrap() },
        Event::Reminded,
        Event::ProgressTold,
        Event::Visited { from: at(), until: at() },
        Event::BackEntered { from: at(), until: at() },
    ]
}

/// What happens on the way through approval, here and elsewhere.
fn approvals(handler: OfficerId) -> [Event; 4] {
    let (line, digest, result) = (vec![handler], "0".to_owned(), AnswerResult::Granted);
    let (ends, route) = (LineEnd::Delegate, ApprovalRoute::BuiltIn);
    let sent = Event::SentForApproval { line, digest, result, ends, route };
    let (line, digest) = (Vec::new(), "0".to_owned());
    let (ends, route) = (LineEnd::Approver, ApprovalRoute::Outside);
    let handed_over = Event::SentForApproval { line, digest, result, ends, route };
    let approved = Event::Approved {
        manner: Manner::DelegatedActing,
        position: Some("과장".to_owned()),
        document: Some("도로과-1234".to_owned()),
    };
    [sent, handed_over, Event::ApprovalDelayed, approved]
}

fn reclassified() -> Event {
    Event::Reclassified {
        kind: Kind::Grievance,
        category: None,
        period: Period::Days(7),
        visibility: Visibility::Private,
    }
}
