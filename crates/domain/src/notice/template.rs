//! What a notice tells, each by its one name.

/// The words are in `words::notice`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Template {
    /// 신청 확인.
    Filed,
    /// 접수 안내, with the due date and who handles it.
    Received,
    /// 담당자 지정 안내.
    HandlerNamed,
    InterimAnswer,
    Extended,
    /// 연장 동의 요청: once more only if the petitioner agrees.
    ConsentAsked,
    ConsentRecorded,
    SupplementRequested,
    SupplementLapsed,
    Transferred,
    /// 처리완료, with the invitation to rate.
    Answered,
    Closed,
    Withdrawn,
    Merged,
    Separated,
    /// 30일 경과 진행상황.
    Progress,
    FollowUpAnswered,
    ObjectionReceived,
    ObjectionDecided,
    /// 접수알림 to the office.
    ArrivedAtAgency,
    ArrivedAtDepartment,
    AssignedToYou,
    Recalled,
    ReassignmentAsked,
    ReassignmentDecided,
    ReassignmentProposed,
    CooperationAsked,
    CooperationAnswered,
    SupplementArrived,
    ConsentGiven,
    ApprovalAsked,
    ApprovalReturned,
    /// 결재 지연: the outside system has not taken it up.
    ApprovalDelayed,
    FollowUpAsked,
    ObjectionFiled,
    /// 독촉장.
    Reminder,
    DueToday,
    Overdue,
}

impl Template {
    pub const ALL: [Template; 38] = [
        Template::Filed,
        Template::Received,
        Template::HandlerNamed,
        Template::InterimAnswer,
        Template::Extended,
        Template::ConsentAsked,
        Template::ConsentRecorded,
        Template::SupplementRequested,
        Template::SupplementLapsed,
        Template::Transferred,
        Template::Answered,
        Template::Closed,
        Template::Withdrawn,
        Template::Merged,
        Template::Separated,
        Template::Progress,
        Template::FollowUpAnswered,
        Template::ObjectionReceived,
        Template::ObjectionDecided,
        Template::ArrivedAtAgency,
        Template::ArrivedAtDepartment,
        Template::AssignedToYou,
        Template::Recalled,
        Template::ReassignmentAsked,
        Template::ReassignmentDecided,
        Template::ReassignmentProposed,
        Template::CooperationAsked,
        Template::CooperationAnswered,
        Template::SupplementArrived,
        Template::ConsentGiven,
        Template::ApprovalAsked,
        Template::ApprovalReturned,
        Template::ApprovalDelayed,
        Template::FollowUpAsked,
        Template::ObjectionFiled,
        Template::Reminder,
        Template::DueToday,
        Template::Overdue,
    ];

    /// The code it is kept under.
    pub fn as_str(self) -> &'static str {
        match self {
            Template::Filed => "filed",
            Template::Received => "received",
            Template::HandlerNamed => "handler-named",
            Template::InterimAnswer => "interim-answer",
            Template::Extended => "extended",
            Template::ConsentAsked => "consent-asked",
            Template::ConsentRecorded => "consent-recorded",
            Template::SupplementRequested => "supplement-requested",
            Template::SupplementLapsed => "supplement-lapsed",
            Template::Transferred => "transferred",
            Template::Answered => "answered",
            Template::Closed => "closed",
            Template::Withdrawn => "withdrawn",
            Template::Merged => "merged",
            Template::Separated => "separated",
            Template::ApprovalDelayed => "approval-delayed",
            Template::Progress => "progress",
            Template::FollowUpAnswered => "follow-up-answered",
            Template::ObjectionReceived => "objection-received",
            Template::ObjectionDecided => "objection-decided",
            Template::ArrivedAtAgency => "arrived-at-agency",
            Template::ArrivedAtDepartment => "arrived-at-department",
            Template::AssignedToYou => "assigned-to-you",
            Template::Recalled => "recalled",
            Template::ReassignmentAsked => "reassignment-asked",
            Template::ReassignmentDecided => "reassignment-decided",
            Template::ReassignmentProposed => "reassignment-proposed",
            Template::CooperationAsked => "cooperation-asked",
            Template::CooperationAnswered => "cooperation-answered",
            Template::SupplementArrived => "supplement-arrived",
            Template::ConsentGiven => "consent-given",
            Template::ApprovalAsked => "approval-asked",
            Template::ApprovalReturned => "approval-returned",
            Template::FollowUpAsked => "follow-up-asked",
            Template::ObjectionFiled => "objection-filed",
            Template::Reminder => "reminder",
            Template::DueToday => "due-today",
            Template::Overdue => "overdue",
        }
    }

    pub fn parse(text: &str) -> Option<Template> {
        Template::ALL.into_iter().find(|template| template.as_str() == text)
    }
}
