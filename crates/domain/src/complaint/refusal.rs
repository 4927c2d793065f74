//! Why an act is refused: a typed reason, said in words elsewhere, with a code that never changes.

use jiff::Timestamp;
use jiff::civil::Date;

use super::{Act, ClosingGround, GroundAsked, Kind, StageName};
use crate::period::Period;

#[derive(Clone, Debug, PartialEq, thiserror::Error)]
#[error("{}", self.code())]
pub enum Refusal {
    /// The file stands at a stage where nobody does this.
    WrongStage {
        act: Act,
        stage: StageName,
    },
    /// Somebody may do this here, but not this person.
    NotYourPart {
        act: Act,
    },
    /// 처리자 접수: recall first, then distribute again.
    AcceptedAlready,
    /// 결재수신·결재상신: ask for the approval to be returned first.
    InApproval,
    /// A request to reassign is open and must be decided first.
    ReassignmentOpen,
    NoReassignmentOpen,
    /// The receiver's decision after the second bounce binds.
    DecisionBinds,
    /// An agency manager sends files within the agency only.
    OutsideYourAgency,
    /// A file cannot be sent to where it already lies.
    AlreadyThere,
    UnknownOffice,
    UnknownOfficer,
    /// The chosen handler is not in the department, or has left.
    NotInDepartment,
    /// 본청·사업소·자치구·투자출연기관: distribute or request reassignment instead.
    InsideTheCity {
        body: String,
    },
    /// 법정민원 is never closed on this ground.
    StatutoryNeverClosed {
        ground: ClosingGround,
    },
    /// 법 제23조: three filings and two notified results.
    NotRepeated {
        filings: u32,
        notified_results: u32,
    },
    /// 법 제23조 제3항: the judgement of sameness must be written.
    SamenessMemoMissing,
    /// 시행령 제26조: the committee first.
    CommitteeFirst,
    NoSupplementLapsed,
    NotUndeliveredTwice {
        undelivered: u32,
    },
    /// 법정민원 needs the handbook's period.
    PeriodMissing {
        kind: Kind,
    },
    /// The law fixes a shorter period for this kind.
    PeriodFixed {
        kind: Kind,
        fixed: Period,
    },
    NothingToChange,
    /// 인계: everybody this file waits for is there.
    NothingToHandOver,
    /// The department is no more; another goes on with its work.
    DepartmentEnded,
    /// 공익신고자 보호법 제12조: what was sealed is not opened by a setting.
    StaysSealed,
    /// 시행령 제21조 제2항: named and refused.
    GroundForbidden {
        ground: GroundAsked,
    },
    /// 시행령 제21조 제1항: within the length of the original period.
    LongerThanOriginal {
        original: Period,
        asked: Period,
    },
    NeedsConsent,
    ConsentNotAsked,
    ConsentAskedAlready,
    ConsentGivenAlready,
    AlreadyExtendedTwice,
    DeadlinePassed {
        due_at: Timestamp,
    },
    /// The clock stands: a supplement is awaited.
    ClockStands,
    SupplementOpen,
    NoSupplementOpen,
    SupplementRoundsSpent,
    SupplementPeriodOutOfRange,
    TooManyCooperations,
    CooperationOpenThere,
    CooperationWithSelf,
    NoCooperationOpen,
    CooperationExtendedAlready,
    ReplyByOutsidePeriod {
        due_at: Option<Timestamp>,
    },
    ReplyByNotLater,
    ApprovalLineEmpty,
    ApprovalLineTooLong,
    /// The drafter cannot approve, and nobody twice.
    ApprovalLineInvalid,
    /// The agency's answers pass the outside system, which has its own line.
    ApprovalLineElsewhere,
    /// 결재 is under way, or the outside system still has time to take it up.
    ApprovalNotDelayed,
    NotYourTurn,
    /// 법 제27조: a refusal carries reason and remedy.
    RemedyMissing,
    /// Rated as often as a file keeps.
    RatingsSpent,
    NotPoorlyRated,
    FollowUpOpen,
    NoFollowUpOpen,
    /// 이의신청 is for a refused 법정민원 only; others ask again.
    NotObjectable,
    /// Sixty days from the answer (법 제35조).
    ObjectionTooLate {
        last_day: Date,
    },
    ObjectionOpen,
    NoObjectionOpen,
    NotOverdue,
    ProgressNotDue,
    MergeWithItself,
    MergeTargetUnfit,
    TooFewToMerge {
        found: u32,
    },
    /// 현장조사 is for 고충민원 (시행령 제17조).
    VisitOnlyForGrievance,
    VisitTooLong {
        days: u16,
    },
    VisitsSpent,
}

impl Refusal {
    /// Stable, for programs; the sentence for people is in `words`.
    pub fn code(&self) -> &'static str {
        match self {
            Refusal::WrongStage { .. } => "wrong-stage",
            Refusal::NotYourPart { .. } => "not-your-part",
            Refusal::AcceptedAlready => "accepted-already",
            Refusal::InApproval => "in-approval",
            Refusal::ReassignmentOpen => "reassignment-open",
            Refusal::NoReassignmentOpen => "no-reassignment-open",
            Refusal::DecisionBinds => "decision-binds",
            Refusal::OutsideYourAgency => "outside-your-agency",
            Refusal::AlreadyThere => "already-there",
            Refusal::UnknownOffice => "unknown-office",
            Refusal::UnknownOfficer => "unknown-officer",
            Refusal::NotInDepartment => "not-in-department",
            Refusal::InsideTheCity { .. } => "inside-the-city",
            Refusal::StatutoryNeverClosed { .. } => "statutory-never-closed",
            Refusal::NotRepeated { .. } => "not-repeated",
            Refusal::SamenessMemoMissing => "sameness-memo-missing",
            Refusal::CommitteeFirst => "committee-first",
            Refusal::NoSupplementLapsed => "no-supplement-lapsed",
            Refusal::NotUndeliveredTwice { .. } => "not-undelivered-twice",
            Refusal::PeriodMissing { .. } => "period-missing",
            Refusal::PeriodFixed { .. } => "period-fixed",
            Refusal::NothingToChange => "nothing-to-change",
            Refusal::StaysSealed => "stays-sealed",
            Refusal::NothingToHandOver => "nothing-to-hand-over",
            Refusal::DepartmentEnded => "department-ended",
            Refusal::GroundForbidden { .. } => "ground-forbidden",
            Refusal::LongerThanOriginal { .. } => "longer-than-original",
            Refusal::NeedsConsent => "needs-consent",
            Refusal::ConsentNotAsked => "consent-not-asked",
            Refusal::ConsentAskedAlready => "consent-asked-already",
            Refusal::ConsentGivenAlready => "consent-given-already",
            Refusal::AlreadyExtendedTwice => "already-extended-twice",
            Refusal::DeadlinePassed { .. } => "deadline-passed",
            Refusal::ClockStands => "clock-stands",
            _ => self.code_of_records(),
        }
    }

    /// The codes that speak of records on the file.
    fn code_of_records(&self) -> &'static str {
        match self {
            Refusal::SupplementOpen => "supplement-open",
            Refusal::NoSupplementOpen => "no-supplement-open",
            Refusal::SupplementRoundsSpent => "supplement-rounds-spent",
            Refusal::SupplementPeriodOutOfRange => "supplement-period-out-of-range",
            Refusal::TooManyCooperations => "too-many-cooperations",
            Refusal::CooperationOpenThere => "cooperation-open-there",
            Refusal::CooperationWithSelf => "cooperation-with-self",
            Refusal::NoCooperationOpen => "no-cooperation-open",
            Refusal::CooperationExtendedAlready => "cooperation-extended-already",
            Refusal::ReplyByOutsidePeriod { .. } => "reply-by-outside-period",
            Refusal::ReplyByNotLater => "reply-by-not-later",
            Refusal::ApprovalLineEmpty => "approval-line-empty",
            Refusal::ApprovalLineTooLong => "approval-line-too-long",
            Refusal::ApprovalLineInvalid => "approval-line-invalid",
            Refusal::ApprovalLineElsewhere => "approval-line-elsewhere",
            Refusal::ApprovalNotDelayed => "approval-not-delayed",
            Refusal::NotYourTurn => "not-your-turn",
            Refusal::RemedyMissing => "remedy-missing",
            Refusal::RatingsSpent => "ratings-spent",
            Refusal::NotPoorlyRated => "not-poorly-rated",
            Refusal::FollowUpOpen => "follow-up-open",
            Refusal::NoFollowUpOpen => "no-follow-up-open",
            Refusal::NotObjectable => "not-objectable",
            Refusal::ObjectionTooLate { .. } => "objection-too-late",
            Refusal::ObjectionOpen => "objection-open",
            Refusal::NoObjectionOpen => "no-objection-open",
            Refusal::NotOverdue => "not-overdue",
            Refusal::ProgressNotDue => "progress-not-due",
            Refusal::MergeWithItself => "merge-with-itself",
            Refusal::MergeTargetUnfit => "merge-target-unfit",
            Refusal::TooFewToMerge { .. } => "too-few-to-merge",
            Refusal::VisitOnlyForGrievance => "visit-only-for-grievance",
            Refusal::VisitTooLong { .. } => "visit-too-long",
            Refusal::VisitsSpent => "visits-spent",
            _ => "refused",
        }
    }

    /// Is it about who asks, rather than about the file?
    pub fn is_about_the_person(&self) -> bool {
        matches!(self, Refusal::NotYourPart { .. } | Refusal::NotYourTurn | Refusal::OutsideYourAgency)
    }
}
