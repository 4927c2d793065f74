//! Names for the questions, and what of each plan may be sorted.

macro_rules! shapes {
    ($($name:ident,)*) => {
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub(crate) enum Shape { $($name,)* }

        impl Shape {
            pub(crate) const ALL: &'static [Shape] = &[$(Shape::$name,)*];
        }
    };
}

shapes! {
    DepartmentLiveByDue,
    DepartmentStageByDue,
    DepartmentStagesByDue,
    DepartmentNewest,
    AgencyLiveByDue,
    AgencyStageByDue,
    AgencyNewest,
    HandlerLiveByDue,
    HandlerStageByDue,
    HandlerStagesByDue,
    HandlerNewest,
    CityLiveByDue,
    CityFiledByFiling,
    CityStageByDue,
    CityNewest,
    CityOverdue,
    CityOneAgencyNewest,
    CityOneAgencyAnswered,
    CityOneKindAnswered,
    CityOneDepartmentLive,
    CityByDue,
    AgencyEndedByDue,
    CallCentreNewest,
    OwnNewest,
    SealedOnDesk,
    SealedTakenIn,
    CountsOfHandler,
    CountsOfDepartment,
    CountsOfAgency,
    CountsOfCity,
    WaitingAtOfficer,
    WaitingAtDepartment,
    WaitingAtAgency,
    WaitingAtReceivers,
    OwedAtOfficer,
    OwedAtDepartment,
    OwedAtAgency,
    OwedAtReceivers,
    OwedAtCallCentre,
    History,
    NoticesOfCase,
    NoticesNewest,
    NoticesOfAccount,
    OutboxClaim,
    DispatchedAll,
    DispatchedFailed,
    DispatchedSent,
    DispatchedWaiting,
    OutboxWaiting,
    AccessesOfAll,
    AccessesOfAccount,
    OpeningsCounted,
    MergedInto,
    OpenedByNumber,
    CaseByNumber,
    HeldAtOnce,
    HeldUnchanged,
    AtHandOfSeveral,
    OfTheSamePerson,
    DelaysOfCity,
    DelaysOfAgency,
    DelaysOfDepartment,
    DelaysOfDesk,
    RemindersOfCity,
    RemindersOfAgency,
    RemindersOfDepartment,
    FiguresOfCity,
    FiguresOfAgency,
    FiguresOfDepartment,
    StandingOfCity,
    StandingOfDepartment,
    TitlesOfAgency,
    SurveyedOfCity,
    SurveyedOfAgency,
    SurveyedOfDepartment,
    SurveyedOfHandler,
    SatisfactionOfCity,
    SatisfactionOfAgency,
    SatisfactionOfDepartment,
    SatisfactionOfHandler,
    SearchedByCity,
    SearchedByDepartment,
    SearchedByKind,
    SearchedAtDesk,
}

impl Shape {
    /// What is late and came in a period is little, and so is what lies with no agency here, and what is sealed and waits
    /// to be taken in: PostgreSQL may gather it through an index, then put it in order.
    pub(crate) fn sorts_the_little_it_found(self) -> bool {
        use Shape::*;
        matches!(
            self,
            DelaysOfCity
                | DelaysOfAgency
                | DelaysOfDepartment
                | DelaysOfDesk
                | OwedAtReceivers
                | OwedAtCallCentre
                | SealedTakenIn
        )
    }

    /// A handful of sums, or of files found by their ids, is put in order at last: nothing a list would wait for.
    pub(crate) fn sorts_what_it_counted(self) -> bool {
        use Shape::*;
        matches!(
            self,
            CountsOfHandler
                | CountsOfDepartment
                | CountsOfAgency
                | CountsOfCity
                | FiguresOfCity
                | FiguresOfAgency
                | FiguresOfDepartment
                | AtHandOfSeveral
                | HeldUnchanged
                | StandingOfCity
                | StandingOfDepartment
                | SatisfactionOfAgency
                | SatisfactionOfDepartment
                | SatisfactionOfHandler
                | SatisfactionOfCity
                | OpeningsCounted
        )
    }
}
