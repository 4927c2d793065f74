//! Each story as the acts that make it.

mod ended;
mod moved;
mod road;
mod surveyed;
mod waiting;

use super::run::{Run, Step};
use super::story::Story;

/// Tells the life's story up to where it ends or the demo's moment is reached.
pub(super) fn tell(run: &mut Run<'_>) -> Step {
    match run.recipe.story {
        Story::Filed => None,
        Story::Received => road::receive(run),
        Story::AnsweredAtOnce => ended::at_once(run),
        Story::AtAgency => road::to_agency(run),
        Story::AtDepartment => road::to_department(run),
        Story::Recalled => moved::recalled(run),
        Story::CameFromElsewhere => moved::from_elsewhere(run),
        Story::ReassignmentOpen => moved::request_open(run),
        Story::ReassignmentRefused => moved::request_refused(run),
        Story::Bound => moved::bound(run),
        Story::Assigned => road::to_handler(run),
        Story::Proposed => waiting::proposed(run),
        Story::Accepted => road::to_desk(run),
        Story::Overdue => waiting::overdue(run),
        Story::Cooperating => waiting::cooperating(run),
        Story::CooperationAnswered => waiting::cooperation_answered(run),
        Story::AwaitingSupplement => waiting::awaiting_supplement(run),
        Story::SupplementArrived => waiting::supplement_arrived(run),
        Story::Extended => waiting::extended(run),
        Story::ExtendedTwice => waiting::extended_twice(run),
        Story::InterimAnswered => waiting::interim(run),
        Story::ApprovalReturned => waiting::returned(run),
        Story::ApprovalSent => waiting::sent(run),
        Story::ApprovalPending => waiting::pending(run),
        Story::Answered => ended::answered(run),
        Story::FollowUpOpen | Story::FollowUpAnswered => ended::asked_again(run),
        Story::Objected | Story::ObjectionDecided => ended::objected(run),
        Story::Transferred => ended::transferred(run),
        Story::Closed(ground) => ended::closed(run, ground),
        Story::Lapsed => ended::lapsed(run),
        Story::Repeated => ended::repeated(run),
        Story::Withdrawn => ended::withdrawn(run),
        Story::Merged => ended::merged(run),
        Story::Surveyed(place) => surveyed::tell(run, place),
    }
}
