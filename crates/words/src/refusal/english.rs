//! Refusals in English, for the acts a citizen does; the office's own are told in one general sentence.

use domain::complaint::Refusal;

const OFFICE_ONLY: &str = "The office cannot do this now. Please ask the officer in charge.";

pub(super) fn sentence(refusal: &Refusal) -> &'static str {
    match refusal {
        Refusal::WrongStage { .. } => "This cannot be done at the complaint’s present stage.",
        Refusal::NotYourPart { .. } => "You are not allowed to do this.",
        Refusal::DeadlinePassed { .. } => "The deadline has passed.",
        Refusal::ObjectionTooLate { .. } => "The sixty days for an objection have passed.",
        Refusal::ConsentNotAsked => "No extension is waiting for your consent.",
        Refusal::ConsentGivenAlready => "You have already consented to the extension.",
        Refusal::AlreadyExtendedTwice => "The period can be extended no more than twice.",
        Refusal::ClockStands => "The period is suspended until your additional material arrives.",
        Refusal::NoSupplementOpen => "No request for additional material is open.",
        Refusal::RatingsSpent => "A complaint can be rated up to 50 times; your last rating counts.",
        Refusal::NotPoorlyRated => "You can ask again after a rating of “dissatisfied” or worse.",
        Refusal::FollowUpOpen => "The additional answer you asked for is being prepared.",
        Refusal::NotObjectable => "Only the refusal of a statutory application can be objected to.",
        Refusal::ObjectionOpen => "Your objection is already being examined.",
        Refusal::AcceptedAlready
        | Refusal::InApproval
        | Refusal::ReassignmentOpen
        | Refusal::NoReassignmentOpen
        | Refusal::DecisionBinds
        | Refusal::OutsideYourAgency
        | Refusal::AlreadyThere
        | Refusal::UnknownOffice
        | Refusal::UnknownOfficer
        | Refusal::NotInDepartment
        | Refusal::SamenessMemoMissing
        | Refusal::CommitteeFirst
        | Refusal::NoSupplementLapsed
        | Refusal::NothingToChange
        | Refusal::StaysSealed
        | Refusal::NothingToHandOver
        | Refusal::DepartmentEnded
        | Refusal::NeedsConsent
        | Refusal::ConsentAskedAlready
        | Refusal::SupplementOpen
        | Refusal::SupplementRoundsSpent
        | Refusal::SupplementPeriodOutOfRange
        | Refusal::TooManyCooperations
        | Refusal::CooperationOpenThere
        | Refusal::CooperationWithSelf
        | Refusal::NoCooperationOpen
        | Refusal::CooperationExtendedAlready
        | Refusal::ReplyByNotLater
        | Refusal::ApprovalLineEmpty
        | Refusal::ApprovalLineTooLong
        | Refusal::ApprovalLineInvalid
        | Refusal::ApprovalLineElsewhere
        | Refusal::ApprovalNotDelayed
        | Refusal::NotYourTurn
        | Refusal::RemedyMissing
        | Refusal::NoFollowUpOpen
        | Refusal::NoObjectionOpen
        | Refusal::NotOverdue
        | Refusal::ProgressNotDue
        | Refusal::MergeWithItself
        | Refusal::MergeTargetUnfit
        | Refusal::VisitOnlyForGrievance
        | Refusal::VisitsSpent
        | Refusal::InsideTheCity { .. }
        | Refusal::StatutoryNeverClosed { .. }
        | Refusal::NotRepeated { .. }
        | Refusal::NotUndeliveredTwice { .. }
        | Refusal::PeriodMissing { .. }
        | Refusal::PeriodFixed { .. }
        | Refusal::GroundForbidden { .. }
        | Refusal::LongerThanOriginal { .. }
        | Refusal::ReplyByOutsidePeriod { .. }
        | Refusal::TooFewToMerge { .. }
        | Refusal::VisitTooLong { .. } => OFFICE_ONLY,
    }
}
