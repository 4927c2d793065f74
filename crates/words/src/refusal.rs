//! Why an act is refused, in the law's words with its article, and what to do instead.

mod english;
mod stages;
mod texts;
mod told;

use domain::complaint::Refusal;

use crate::act;
use crate::lang::Lang;

/// A refusal without particulars: sentence and way forward.
type Plain = (&'static str, &'static str);

/// A refusal as it is said.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Said {
    pub sentence: String,
    /// What to do next, naming the button.
    pub way_forward: Option<String>,
}

impl Said {
    fn whole(self) -> String {
        match self.way_forward {
            Some(way) => format!("{} {way}", self.sentence),
            None => self.sentence,
        }
    }
}

/// Why not.
pub fn sentence(refusal: &Refusal) -> String {
    said(refusal).sentence
}

/// What to do next, naming the button.
pub fn way_forward(refusal: &Refusal) -> Option<String> {
    said(refusal).way_forward
}

/// Sentence and way forward in one text, for flashes and result lines.
pub fn whole(refusal: &Refusal) -> String {
    said(refusal).whole()
}

/// [`whole`], naming the button that was pressed where that is not the act's own label: 분류·공개 설정.
pub fn whole_of(pressed: &str, refusal: &Refusal) -> String {
    match refusal {
        Refusal::WrongStage { act, stage } => told::wrong_stage(pressed, *act, *stage),
        Refusal::NotYourPart { .. } => told::not_your_part(pressed),
        other => said(other),
    }
    .whole()
}

/// Why not, in the citizen's language; English goes only as far as a citizen's own acts.
pub fn for_citizen(refusal: &Refusal, lang: Lang) -> String {
    match lang {
        Lang::Ko => whole(refusal),
        Lang::En => english::sentence(refusal).to_owned(),
    }
}

/// Both at once.
pub fn said(refusal: &Refusal) -> Said {
    match refusal {
        Refusal::WrongStage { act, stage } => told::wrong_stage(act::label(*act), *act, *stage),
        Refusal::NotYourPart { act } => told::not_your_part(act::label(*act)),
        Refusal::InsideTheCity { body } => told::inside_the_city(body),
        Refusal::StatutoryNeverClosed { ground } => told::statutory_never_closed(*ground),
        Refusal::NotRepeated { filings, notified_results } => told::not_repeated(*filings, *notified_results),
        Refusal::NotUndeliveredTwice { undelivered } => told::not_undelivered_twice(*undelivered),
        Refusal::PeriodMissing { kind } => told::period_missing(*kind),
        Refusal::PeriodFixed { kind, fixed } => told::period_fixed(*kind, *fixed),
        Refusal::GroundForbidden { ground } => told::ground_forbidden(*ground),
        Refusal::LongerThanOriginal { original, asked } => told::longer_than_original(*original, *asked),
        Refusal::DeadlinePassed { due_at } => told::deadline_passed(*due_at),
        Refusal::ReplyByOutsidePeriod { due_at } => told::reply_by_outside_period(*due_at),
        Refusal::ObjectionTooLate { last_day } => told::objection_too_late(*last_day),
        Refusal::TooFewToMerge { found } => told::too_few_to_merge(*found),
        Refusal::VisitTooLong { days } => told::visit_too_long(*days),
        Refusal::AcceptedAlready => plain(texts::ACCEPTED_ALREADY),
        Refusal::InApproval => plain(texts::IN_APPROVAL),
        Refusal::ReassignmentOpen => plain(texts::REASSIGNMENT_OPEN),
        Refusal::NoReassignmentOpen => plain(texts::NO_REASSIGNMENT_OPEN),
        Refusal::DecisionBinds => plain(texts::DECISION_BINDS),
        Refusal::OutsideYourAgency => plain(texts::OUTSIDE_YOUR_AGENCY),
        Refusal::AlreadyThere => plain(texts::ALREADY_THERE),
        Refusal::UnknownOffice => plain(texts::UNKNOWN_OFFICE),
        Refusal::UnknownOfficer => plain(texts::UNKNOWN_OFFICER),
        Refusal::NotInDepartment => plain(texts::NOT_IN_DEPARTMENT),
        Refusal::SamenessMemoMissing => plain(texts::SAMENESS_MEMO_MISSING),
        Refusal::CommitteeFirst => plain(texts::COMMITTEE_FIRST),
        Refusal::NoSupplementLapsed => plain(texts::NO_SUPPLEMENT_LAPSED),
        Refusal::NothingToChange => plain(texts::NOTHING_TO_CHANGE),
        Refusal::StaysSealed => plain(texts::STAYS_SEALED),
        Refusal::NothingToHandOver => plain(texts::NOTHING_TO_HAND_OVER),
        Refusal::DepartmentEnded => plain(texts::DEPARTMENT_ENDED),
        Refusal::NeedsConsent => plain(texts::NEEDS_CONSENT),
        Refusal::ConsentNotAsked => plain(texts::CONSENT_NOT_ASKED),
        Refusal::ConsentAskedAlready => plain(texts::CONSENT_ASKED_ALREADY),
        Refusal::ConsentGivenAlready => plain(texts::CONSENT_GIVEN_ALREADY),
        Refusal::AlreadyExtendedTwice => plain(texts::ALREADY_EXTENDED_TWICE),
        Refusal::ClockStands => plain(texts::CLOCK_STANDS),
        Refusal::SupplementOpen => plain(texts::SUPPLEMENT_OPEN),
        Refusal::NoSupplementOpen => plain(texts::NO_SUPPLEMENT_OPEN),
        Refusal::SupplementRoundsSpent => plain(texts::SUPPLEMENT_ROUNDS_SPENT),
        Refusal::SupplementPeriodOutOfRange => plain(texts::SUPPLEMENT_PERIOD_OUT_OF_RANGE),
        Refusal::TooManyCooperations => plain(texts::TOO_MANY_COOPERATIONS),
        Refusal::CooperationOpenThere => plain(texts::COOPERATION_OPEN_THERE),
        Refusal::CooperationWithSelf => plain(texts::COOPERATION_WITH_SELF),
        Refusal::NoCooperationOpen => plain(texts::NO_COOPERATION_OPEN),
        Refusal::CooperationExtendedAlready => plain(texts::COOPERATION_EXTENDED_ALREADY),
        Refusal::ReplyByNotLater => plain(texts::REPLY_BY_NOT_LATER),
        Refusal::ApprovalLineEmpty => plain(texts::APPROVAL_LINE_EMPTY),
        Refusal::ApprovalLineTooLong => plain(texts::APPROVAL_LINE_TOO_LONG),
        Refusal::ApprovalLineInvalid => plain(texts::APPROVAL_LINE_INVALID),
        Refusal::ApprovalLineElsewhere => plain(texts::APPROVAL_LINE_ELSEWHERE),
        Refusal::ApprovalNotDelayed => plain(texts::APPROVAL_NOT_DELAYED),
        Refusal::NotYourTurn => plain(texts::NOT_YOUR_TURN),
        Refusal::RemedyMissing => plain(texts::REMEDY_MISSING),
        Refusal::RatingsSpent => plain(texts::RATINGS_SPENT),
        Refusal::NotPoorlyRated => plain(texts::NOT_POORLY_RATED),
        Refusal::FollowUpOpen => plain(texts::FOLLOW_UP_OPEN),
        Refusal::NoFollowUpOpen => plain(texts::NO_FOLLOW_UP_OPEN),
        Refusal::NotObjectable => plain(texts::NOT_OBJECTABLE),
        Refusal::ObjectionOpen => plain(texts::OBJECTION_OPEN),
        Refusal::NoObjectionOpen => plain(texts::NO_OBJECTION_OPEN),
        Refusal::NotOverdue => plain(texts::NOT_OVERDUE),
        Refusal::ProgressNotDue => plain(texts::PROGRESS_NOT_DUE),
        Refusal::MergeWithItself => plain(texts::MERGE_WITH_ITSELF),
        Refusal::MergeTargetUnfit => plain(texts::MERGE_TARGET_UNFIT),
        Refusal::VisitOnlyForGrievance => plain(texts::VISIT_ONLY_FOR_GRIEVANCE),
        Refusal::VisitsSpent => plain(texts::VISITS_SPENT),
    }
}

fn plain((sentence, way): Plain) -> Said {
    let way_forward = (!way.is_empty()).then(|| way.to_owned());
    Said { sentence: sentence.to_owned(), way_forward }
}
