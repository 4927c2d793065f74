//! The stories a complaint can have, and how often each is told.

use domain::complaint::ClosingGround;

/// Where a life goes, and where it stands at the demo's moment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Story {
    Filed,
    Received,
    AnsweredAtOnce,
    AtAgency,
    AtDepartment,
    /// Recalled from its handler, back at the department.
    Recalled,
    /// Came from another department, which was not the right one.
    CameFromElsewhere,
    /// A request to reassign waits for its decision.
    ReassignmentOpen,
    ReassignmentRefused,
    /// Bounced twice; the receiver's decision binds.
    Bound,
    Assigned,
    /// The handler told the manager that it is not theirs.
    Proposed,
    Accepted,
    /// Accepted, long past its due date, reminded.
    Overdue,
    Cooperating,
    CooperationAnswered,
    AwaitingSupplement,
    SupplementArrived,
    Extended,
    ExtendedTwice,
    InterimAnswered,
    ApprovalReturned,
    ApprovalSent,
    ApprovalPending,
    Answered,
    FollowUpOpen,
    FollowUpAnswered,
    Objected,
    ObjectionDecided,
    Transferred,
    Closed(ClosingGround),
    /// Closed because the supplement never came.
    Lapsed,
    /// The third of the same petitioner about the same.
    Repeated,
    Withdrawn,
    /// Merged into an earlier one of the same petitioner.
    Merged,
    /// This place in the guide's table of satisfaction.
    Surveyed(usize),
}

/// The city's mix, in thousandths or so.
pub(super) const MIX: &[(Story, u32)] = &[
    (Story::Filed, 22),
    (Story::Received, 10),
    (Story::AnsweredAtOnce, 80),
    (Story::AtAgency, 14),
    (Story::AtDepartment, 34),
    (Story::Recalled, 4),
    (Story::CameFromElsewhere, 8),
    (Story::ReassignmentOpen, 10),
    (Story::ReassignmentRefused, 4),
    (Story::Bound, 3),
    (Story::Assigned, 32),
    (Story::Proposed, 3),
    (Story::Accepted, 60),
    (Story::Overdue, 22),
    (Story::Cooperating, 14),
    (Story::CooperationAnswered, 8),
    (Story::AwaitingSupplement, 10),
    (Story::SupplementArrived, 5),
    (Story::Extended, 10),
    (Story::ExtendedTwice, 3),
    (Story::InterimAnswered, 6),
    (Story::ApprovalReturned, 5),
    (Story::ApprovalSent, 8),
    (Story::ApprovalPending, 12),
    (Story::Answered, 500),
    (Story::FollowUpOpen, 14),
    (Story::FollowUpAnswered, 22),
    (Story::Objected, 3),
    (Story::ObjectionDecided, 3),
    (Story::Transferred, 26),
    (Story::Closed(ClosingGround::NotAComplaint), 5),
    (Story::Closed(ClosingGround::Abuse), 4),
    (Story::Closed(ClosingGround::PrivateMatter), 5),
    (Story::Closed(ClosingGround::RemedyPending), 3),
    (Story::Closed(ClosingGround::Investigation), 2),
    (Story::Lapsed, 5),
    (Story::Repeated, 4),
    (Story::Withdrawn, 14),
    (Story::Merged, 10),
];

/// What becomes of 현장민원, in thousandths or so: most is settled within hours, by few hands.
pub(super) const FIELD_MIX: &[(Story, u32)] = &[
    (Story::Filed, 8),
    (Story::Received, 4),
    (Story::AtDepartment, 8),
    (Story::Assigned, 6),
    (Story::Accepted, 12),
    (Story::ApprovalPending, 3),
    (Story::Overdue, 5),
    (Story::AnsweredAtOnce, 560),
    (Story::Answered, 330),
    (Story::FollowUpAnswered, 8),
    (Story::Transferred, 30),
    (Story::Closed(ClosingGround::PrivateMatter), 6),
    (Story::Withdrawn, 20),
];

/// From this age on, in days, what happened has ended.
pub(super) const OLDEST: i64 = 59;

/// The stories of complaints that are so many days old, with their chances; of the oldest, those that end.
/// What takes several complaints is told among the recent ones.
pub(super) fn at_age(mix: &[(Story, u32)], age: i64) -> Vec<(Story, u32)> {
    let told = mix.iter().filter(|(story, _)| story.complaints() == 1).filter_map(|(story, weight)| {
        let (least, most) = story.age();
        let days = u32::try_from(most - least + 1).unwrap_or(1);
        let fits = if age >= OLDEST { story.ends() } else { (least..=most).contains(&age) };
        fits.then_some((*story, weight * 600 / days))
    });
    told.collect()
}

/// Whose desk a quota fills.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Desk {
    /// Anywhere in the city.
    Anywhere,
    /// 송파구 보건소 의약과, this place among its handlers.
    Medicine(usize),
    /// Somewhere in 송파구.
    Songpa,
    /// What came in by telephone over 120.
    CallCentre,
}

/// What must lie on the desks of the log-ins, so that each has something to do.
pub(super) const QUOTAS: &[(Story, Desk, u32)] = &[
    (Story::AtDepartment, Desk::Medicine(1), 15),
    (Story::Recalled, Desk::Medicine(1), 1),
    (Story::CameFromElsewhere, Desk::Medicine(1), 1),
    (Story::ReassignmentRefused, Desk::Medicine(1), 1),
    (Story::Assigned, Desk::Medicine(1), 5),
    (Story::Assigned, Desk::Medicine(2), 3),
    (Story::Assigned, Desk::Medicine(5), 1),
    (Story::Proposed, Desk::Medicine(2), 1),
    (Story::Accepted, Desk::Medicine(1), 5),
    (Story::Accepted, Desk::Medicine(2), 3),
    (Story::Overdue, Desk::Medicine(1), 1),
    (Story::Cooperating, Desk::Medicine(1), 3),
    (Story::Cooperating, Desk::Medicine(2), 1),
    (Story::CooperationAnswered, Desk::Medicine(1), 1),
    (Story::AwaitingSupplement, Desk::Medicine(1), 1),
    (Story::SupplementArrived, Desk::Medicine(1), 1),
    (Story::Extended, Desk::Medicine(1), 1),
    (Story::InterimAnswered, Desk::Medicine(2), 1),
    (Story::ApprovalReturned, Desk::Medicine(1), 1),
    (Story::ApprovalSent, Desk::Medicine(1), 1),
    (Story::ApprovalPending, Desk::Medicine(1), 2),
    (Story::ApprovalPending, Desk::Medicine(2), 1),
    (Story::FollowUpOpen, Desk::Medicine(1), 2),
    (Story::Objected, Desk::Medicine(1), 1),
    (Story::ReassignmentOpen, Desk::Songpa, 4),
    (Story::AtAgency, Desk::Songpa, 6),
    (Story::Overdue, Desk::Songpa, 2),
    (Story::ReassignmentOpen, Desk::CallCentre, 3),
    (Story::Filed, Desk::Anywhere, 16),
    (Story::Received, Desk::Anywhere, 4),
    (Story::Repeated, Desk::Anywhere, 1),
    (Story::Merged, Desk::Anywhere, 2),
    (Story::Bound, Desk::Anywhere, 1),
    (Story::Lapsed, Desk::Anywhere, 1),
    (Story::ExtendedTwice, Desk::Anywhere, 1),
    (Story::ObjectionDecided, Desk::Anywhere, 1),
    (Story::Transferred, Desk::Anywhere, 2),
    (Story::Withdrawn, Desk::Anywhere, 2),
];

impl Story {
    /// How many days ago it was filed: at least, and at most.
    pub(super) fn age(self) -> (i64, i64) {
        match self {
            Story::Filed => (0, 1),
            Story::Received => (1, 3),
            Story::AtAgency => (1, 4),
            Story::AtDepartment => (1, 6),
            Story::Recalled | Story::CameFromElsewhere => (3, 8),
            Story::ReassignmentOpen | Story::ReassignmentRefused => (2, 7),
            Story::Assigned | Story::Proposed => (2, 7),
            Story::Accepted | Story::InterimAnswered => (3, 12),
            Story::Cooperating | Story::CooperationAnswered => (4, 10),
            Story::AwaitingSupplement => (4, 14),
            Story::SupplementArrived => (7, 14),
            Story::Extended => (6, 14),
            Story::ExtendedTwice | Story::Bound => (12, 25),
            Story::ApprovalReturned | Story::ApprovalSent | Story::ApprovalPending => (4, 11),
            Story::Overdue => (22, 58),
            Story::AnsweredAtOnce => (1, 58),
            Story::Answered => (5, 58),
            Story::FollowUpOpen => (12, 24),
            Story::FollowUpAnswered => (25, 58),
            Story::Objected => (14, 28),
            Story::ObjectionDecided => (30, 58),
            Story::Transferred | Story::Closed(_) | Story::Withdrawn => (3, 58),
            Story::Lapsed => (36, 58),
            Story::Repeated => (4, 9),
            Story::Merged => (2, 5),
            // Has days of its own.
            Story::Surveyed(_) => (0, 0),
        }
    }

    /// Nothing is left to be done at its end.
    fn ends(self) -> bool {
        matches!(
            self,
            Story::AnsweredAtOnce
                | Story::Answered
                | Story::FollowUpAnswered
                | Story::ObjectionDecided
                | Story::Transferred
                | Story::Closed(_)
                | Story::Withdrawn
                | Story::Lapsed
        )
    }

    /// How many complaints it takes to tell it.
    pub(super) fn complaints(self) -> usize {
        match self {
            Story::Repeated => 3,
            Story::Merged => 2,
            _ => 1,
        }
    }

    /// Needs a refused 법정민원: nothing else can be objected to.
    pub(super) fn needs_objectionable(self) -> bool {
        matches!(self, Story::Objected | Story::ObjectionDecided)
    }

    /// Nothing here depends on a ground that 법정민원 knows not, or on days counted one by one.
    pub(super) fn may_be_statutory(self) -> bool {
        matches!(self, Story::AtDepartment | Story::Assigned | Story::Accepted | Story::Answered)
    }

    /// Needs a period counted in days, long enough for what happens in it.
    pub(super) fn needs_days(self) -> bool {
        !matches!(
            self,
            Story::Filed | Story::Received | Story::AnsweredAtOnce | Story::Transferred | Story::Closed(_)
        )
    }
}
