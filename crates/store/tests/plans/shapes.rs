//! The questions that screens ask, by their shape.

use domain::access::Scope;
use domain::actor::{Actor, OnDuty};
use domain::complaint::{Channel, DeskItemKind, Kind, Number, StageName, Visibility};
use domain::id::{AgencyId, ComplaintId, DepartmentId, OfficerId, PetitionerId};
use domain::role::{Duty, Role};
use jiff::Timestamp;
use store::read::{Cursor, Filter, Page, Place, Sort, WaitingAt};
use store::{ActAsked, Store};

use crate::big::id;
use crate::shape::Shape;
use crate::waiting::{owe, wait};
use crate::{administration, searches, statistics, surveys};

const AGENCY: u32 = 2;
/// The seventh department belongs to the second agency, and the seventh officer works there.
const DEPARTMENT: u32 = 7;
const OFFICER: u32 = 7;

fn agency() -> AgencyId {
    AgencyId(id(1, AGENCY))
}

fn department() -> DepartmentId {
    DepartmentId(id(2, DEPARTMENT))
}

fn officer() -> OfficerId {
    OfficerId(id(3, OFFICER))
}

fn case() -> ComplaintId {
    ComplaintId(id(5, 4_000))
}

fn scope(duty: Option<Duty>) -> Scope {
    let (agency, department) = (agency(), department());
    let duties = duty.into_iter().collect();
    Scope::of(&Actor::Officer(OnDuty {
        id: officer(),
        agency,
        department,
        duties,
        stands_in_for: Vec::new(),
    }))
}

pub(crate) fn at_desk() -> Scope {
    scope(None)
}

pub(crate) fn of_department() -> Scope {
    scope(Some(Duty::department(Role::DepartmentManager, agency(), department())))
}

pub(crate) fn of_agency() -> Scope {
    scope(Some(Duty::agency(Role::AgencyManager, agency())))
}

pub(crate) fn of_city() -> Scope {
    scope(Some(Duty::city(Role::Receiver)))
}

fn live() -> Filter {
    Filter { live: Some(true), ..Filter::default() }
}

fn at(stages: &[StageName]) -> Filter {
    Filter { stages: stages.to_vec(), ..Filter::default() }
}

/// 20,000 complaints were filed a millisecond apart: this takes in a third of them.
pub(crate) fn between() -> Filter {
    let moment = |micros| Some(Timestamp::from_microsecond(micros).unwrap());
    Filter { from: moment(6_000_000), to: moment(13_000_000), ..Filter::default() }
}

/// First page, and one from the middle.
async fn turn(store: &Store, scope: Scope, filter: Filter, sort: Sort) {
    let middle = Cursor { key: 12_000_000, id: id(5, 12_000).to_string() };
    for after in [None, Some(middle)] {
        let page = Page { sort, limit: 20, after };
        store.read().await.unwrap().complaints(&scope, &filter, &page).await.unwrap();
    }
}

async fn count(store: &Store, place: Place) {
    let now = Timestamp::from_microsecond(9_000_000).unwrap();
    store.read().await.unwrap().counts(&of_all(), place, now, now).await.unwrap();
}

fn of_all() -> Scope {
    Scope::of(&Actor::System(domain::actor::Machinery::Sweep))
}

pub(crate) async fn ask(store: &Store, shape: &Shape) {
    use Shape::*;
    let handled = [StageName::Assigned, StageName::Accepted];
    match shape {
        DepartmentLiveByDue => turn(store, of_department(), live(), Sort::Due).await,
        DepartmentStageByDue => turn(store, of_department(), at(&[StageName::AtDepartment]), Sort::Due).await,
        DepartmentStagesByDue => turn(store, of_department(), at(&handled), Sort::Due).await,
        DepartmentNewest => turn(store, of_department(), between(), Sort::Newest).await,
        AgencyLiveByDue => turn(store, of_agency(), live(), Sort::Due).await,
        AgencyStageByDue => turn(store, of_agency(), at(&[StageName::AtDepartment]), Sort::Due).await,
        AgencyNewest => turn(store, of_agency(), between(), Sort::Newest).await,
        HandlerLiveByDue => turn(store, at_desk(), live(), Sort::Due).await,
        HandlerStageByDue => turn(store, at_desk(), at(&[StageName::Accepted]), Sort::Due).await,
        HandlerStagesByDue => turn(store, at_desk(), at(&handled), Sort::Due).await,
        HandlerNewest => turn(store, at_desk(), between(), Sort::Newest).await,
        CityLiveByDue => turn(store, of_city(), live(), Sort::Due).await,
        CityFiledByFiling => turn(store, of_city(), at(&[StageName::Filed]), Sort::Newest).await,
        CityStageByDue => turn(store, of_city(), at(&[StageName::Received]), Sort::Due).await,
        CityNewest => turn(store, of_city(), between(), Sort::Newest).await,
        CityOverdue => {
            let due_before = Timestamp::from_microsecond(9_000_000).ok();
            turn(store, of_city(), Filter { due_before, ..Filter::default() }, Sort::Due).await;
        }
        CityOneAgencyNewest => {
            turn(store, of_city(), Filter { agency: Some(agency()), ..between() }, Sort::Newest).await;
        }
        CityOneAgencyAnswered => {
            let answered = Filter { stages: vec![StageName::Answered], agency: Some(agency()), ..between() };
            turn(store, of_city(), answered, Sort::Newest).await;
        }
        CityOneKindAnswered => {
            let (kind, channel) = (Some(Kind::Inquiry), Some(Channel::Web));
            let answered = Filter { stages: vec![StageName::Answered], kind, channel, ..between() };
            turn(store, of_city(), answered, Sort::Newest).await;
        }
        CityByDue => turn(store, of_city(), Filter::default(), Sort::Due).await,
        AgencyEndedByDue => {
            turn(store, of_agency(), Filter { live: Some(false), ..Filter::default() }, Sort::Due).await;
        }
        CityOneDepartmentLive => {
            turn(store, of_city(), Filter { department: Some(department()), ..live() }, Sort::Due).await;
        }
        CallCentreNewest => {
            let phone = Filter { channel: Some(Channel::Phone120), ..between() };
            turn(store, scope(Some(Duty::city(Role::CallCentre))), phone, Sort::Newest).await;
        }
        OwnNewest => {
            let own = Scope::of(&Actor::Petitioner(PetitionerId(id(4, 1_001))));
            turn(store, own, Filter::default(), Sort::Newest).await;
        }
        SealedTakenIn => turn(store, of_city(), Filter { sealed: true, ..live() }, Sort::Due).await,
        SealedOnDesk => turn(store, of_department(), Filter { sealed: true, ..live() }, Sort::Due).await,
        _ => ask_more(store, shape).await,
    }
}

async fn ask_more(store: &Store, shape: &Shape) {
    use Shape::*;
    match shape {
        CountsOfHandler => count(store, Place::Handler(officer())).await,
        CountsOfDepartment => count(store, Place::Department(department())).await,
        CountsOfAgency => count(store, Place::Agency(agency())).await,
        CountsOfCity => count(store, Place::City).await,
        WaitingAtOfficer => wait(store, DeskItemKind::Approval, WaitingAt::Officer(officer())).await,
        WaitingAtDepartment => {
            wait(store, DeskItemKind::Cooperation, WaitingAt::Department(department())).await
        }
        WaitingAtAgency => wait(store, DeskItemKind::Reassignment, WaitingAt::Agency(agency())).await,
        WaitingAtReceivers => wait(store, DeskItemKind::Reassignment, WaitingAt::Receivers).await,
        OwedAtOfficer => owe(store, WaitingAt::Officer(officer())).await,
        OwedAtDepartment => owe(store, WaitingAt::Department(department())).await,
        OwedAtAgency => owe(store, WaitingAt::Agency(agency())).await,
        OwedAtCallCentre => owe(store, WaitingAt::CallCentre).await,
        OwedAtReceivers => owe(store, WaitingAt::Receivers).await,
        // The rows are no real events; only the question matters.
        History => drop(store.read().await.unwrap().history(case()).await),
        NoticesOfCase => drop(store.read().await.unwrap().notices_of(case(), None, 20).await),
        NoticesOfAccount => drop(store.read().await.unwrap().account_notices_of(officer(), 10).await),
        NoticesNewest => drop(store.read().await.unwrap().newest_notices(20).await),
        OutboxClaim => {
            let now = Timestamp::from_microsecond(900_000).unwrap();
            drop(store.write().await.unwrap().claim_notices(now, now, 20).await);
        }
        DispatchedAll | DispatchedFailed | DispatchedSent | DispatchedWaiting | OutboxWaiting
        | AccessesOfAll | AccessesOfAccount | OpeningsCounted => {
            administration::ask(store, shape).await;
        }
        MergedInto => drop(store.read().await.unwrap().merged_into(case()).await),
        OfTheSamePerson => {
            let mut file = testkit::paper::Paper::filed(1, Channel::Web, Visibility::Private).file;
            file.petitioner = PetitionerId(id(4, 1_001));
            drop(store.read().await.unwrap().of_the_same_person(&of_department(), &file, 12).await.unwrap());
        }
        OpenedByNumber => {
            let number = domain::complaint::Number::parse("20260310000001").unwrap();
            drop(store.read().await.unwrap().complaint(&of_city(), &number).await);
        }
        HeldUnchanged => {
            let files = (4_000..4_020).map(|n| (ComplaintId(id(5, n)), 1));
            drop(store.write().await.unwrap().hold_unchanged(files).await);
        }
        CaseByNumber | HeldAtOnce | AtHandOfSeveral => ask_of_acts(store, shape).await,
        SurveyedOfCity
        | SurveyedOfAgency
        | SurveyedOfDepartment
        | SurveyedOfHandler
        | SatisfactionOfCity
        | SatisfactionOfAgency
        | SatisfactionOfDepartment
        | SatisfactionOfHandler => {
            surveys::ask(store, shape).await;
        }
        SearchedByCity | SearchedByDepartment | SearchedByKind | SearchedAtDesk => {
            searches::ask(store, shape).await
        }
        _ => statistics::ask(store, shape).await,
    }
}

/// What a case and the acts on several of them are asked; the files are no real ones here.
async fn ask_of_acts(store: &Store, shape: &Shape) {
    let receipt = |n: u32| Number::parse(&format!("20260310{n:06}")).unwrap();
    let several: Vec<Number> =
        (1..=16).map(receipt).chain([Number::parse("F20260310000017").unwrap()]).collect();
    let petitioner = |n: u32| PetitionerId(id(4, 1_000 + n));
    let acts = (1..=16).map(|n| ActAsked {
        actor: "officer:kim".into(),
        key: Some("key"),
        petitioner: petitioner(n),
    });
    match shape {
        Shape::CaseByNumber => drop(store.case(&of_city(), &several[0]).await),
        Shape::HeldAtOnce => {
            let asked: Vec<_> = several.iter().map(|number| (of_city(), number)).collect();
            drop(store.write().await.unwrap().complaints_to_change(&asked).await);
        }
        _ => drop(store.read().await.unwrap().at_hand(&acts.collect::<Vec<_>>()).await),
    }
}
