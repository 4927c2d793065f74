//! 재지정 요청: where it goes, how often, and that the clock never resets.

use domain::complaint::{Channel, Destination, Kind, ReassignmentDesk, Refusal, Ruling, Stage, StageName};

use crate::common::case::{Case, accepted, at_stage};
use crate::common::city::{PARKS, ROADS, SEOUL, SONGPA, WORKS};
use crate::common::people::{
    agency_manager, counsellor, handler, manager, other_agency_manager, parks_manager, receiver,
};
use crate::common::say;

fn at_roads(channel: Channel) -> Case {
    at_stage(StageName::AtDepartment, Case::filed(channel))
}

fn to(department: domain::id::DepartmentId) -> domain::complaint::Command {
    say::rule(Ruling::Granted { to: say::office(department) })
}

/// The desk of the request decides who is asked.
fn desk(case: &Case) -> Option<ReassignmentDesk> {
    case.file.open_reassignment().map(|r| r.desk)
}

/// The guide: 기관 관리자 or 접수자; 120 접수 민원은 다산콜재단으로.
#[test]
fn the_origin_of_the_file_decides_whose_desk_the_request_lies_on() {
    let web = at_roads(Channel::Web).then(&manager(), say::request_reassignment());
    assert_eq!(desk(&web), Some(ReassignmentDesk::AgencyManager { agency: SEOUL }));
    let by_phone = at_roads(Channel::Phone120).then(&manager(), say::request_reassignment());
    assert_eq!(desk(&by_phone), Some(ReassignmentDesk::CallCentre));
    by_phone.then(&counsellor(), say::rule(Ruling::Refused));
    let from_agency = at_stage(StageName::AtAgency, Case::filed(Channel::Web));
    let from_agency = from_agency.then(&agency_manager(), say::request_reassignment());
    assert_eq!(desk(&from_agency), Some(ReassignmentDesk::Receiver));
}

/// 시행령 제13조: within the agency by its manager, across agencies by the receiver.
#[test]
fn an_agency_manager_sends_within_the_agency_and_passes_up_the_rest() {
    let asked = at_roads(Channel::Web).then(&manager(), say::request_reassignment());
    assert_eq!(asked.refuses(&agency_manager(), to(WORKS)), Refusal::OutsideYourAgency);
    assert_eq!(asked.refuses(&agency_manager(), to(ROADS)), Refusal::AlreadyThere);
    assert!(asked.refuses(&other_agency_manager(), to(WORKS)).is_about_the_person());
    let up = asked.then(&agency_manager(), say::rule(Ruling::PassedUp));
    assert_eq!(up.file.stage, Stage::Received);
    up.then(&receiver(), say::to_department(WORKS));
}

/// The manager's rule: after the second bounce the receiver decides for good.
#[test]
fn after_two_hops_the_receiver_decides_and_the_decision_binds() {
    let twice = at_roads(Channel::Web)
        .then(&manager(), say::request_reassignment())
        .then(&agency_manager(), to(PARKS))
        .then(&parks_manager(), say::request_reassignment())
        .then(&agency_manager(), to(ROADS))
        .then(&manager(), say::request_reassignment());
    assert_eq!((twice.file.hops, desk(&twice)), (2, Some(ReassignmentDesk::Receiver)));
    assert!(twice.refuses(&agency_manager(), to(PARKS)).is_about_the_person());
    assert_eq!(twice.refuses(&receiver(), say::rule(Ruling::PassedUp)), Refusal::AlreadyThere);
    let bound = twice.then(&receiver(), to(PARKS));
    assert!(bound.file.bound);
    assert_eq!(bound.refuses(&parks_manager(), say::request_reassignment()), Refusal::DecisionBinds);
}

/// The receiver may also send it anew: after the second bounce that decision binds as well.
#[test]
fn what_came_up_after_two_bounces_goes_down_for_good() {
    let asked = at_roads(Channel::Web).then(&manager(), say::request_reassignment());
    let twice = asked
        .clone()
        .then(&agency_manager(), to(PARKS))
        .then(&parks_manager(), say::request_reassignment())
        .then(&agency_manager(), say::rule(Ruling::PassedUp));
    let bound = twice.then(&receiver(), say::to_department(ROADS));
    assert!(bound.file.bound);
    assert_eq!(bound.refuses(&manager(), say::request_reassignment()), Refusal::DecisionBinds);
    let once = asked.then(&agency_manager(), say::rule(Ruling::PassedUp));
    let free = once.then(&receiver(), say::to_department(PARKS));
    assert!(!free.file.bound, "one bounce leaves them free to ask once more");
}

/// A refusal sends the file back as surely as a move: nobody asks the same desk for ever.
#[test]
fn after_two_refusals_the_receiver_decides_and_the_decision_binds() {
    let refused = |case: Case| {
        case.then(&manager(), say::request_reassignment()).then(&agency_manager(), say::rule(Ruling::Refused))
    };
    let twice = refused(refused(at_roads(Channel::Web))).then(&manager(), say::request_reassignment());
    assert_eq!((twice.file.hops, desk(&twice)), (0, Some(ReassignmentDesk::Receiver)));
    let bound = twice.then(&receiver(), say::rule(Ruling::Refused));
    assert_eq!(bound.refuses(&manager(), say::request_reassignment()), Refusal::DecisionBinds);
}

/// 시행령 제13조, 법 제19조: the clock runs from the first receipt, however often the file moves.
#[test]
fn the_clock_never_resets() {
    let before = at_roads(Channel::Web);
    let due = before.due();
    let after = before
        .at("2026-03-12 17:00")
        .then(&manager(), say::request_reassignment())
        .at("2026-03-13 10:00")
        .then(&agency_manager(), say::rule(Ruling::PassedUp))
        .then(&receiver(), say::to_agency(SONGPA));
    assert_eq!(after.due(), due);
}

/// A request is decided before anything else moves the file.
#[test]
fn an_open_request_holds_the_file() {
    let asked = at_roads(Channel::Web).then(&manager(), say::request_reassignment());
    assert_eq!(asked.refuses(&manager(), say::request_reassignment()), Refusal::ReassignmentOpen);
    assert_eq!(asked.refuses(&manager(), say::assign(crate::common::city::KIM)), Refusal::ReassignmentOpen);
    assert_eq!(asked.refuses(&manager(), say::transfer("국토교통부")), Refusal::ReassignmentOpen);
    let back = asked.then(&agency_manager(), say::rule(Ruling::Refused));
    back.then(&manager(), say::assign(crate::common::city::KIM));
}

/// The guide: the department manager asks; a handler tells the manager.
#[test]
fn a_handler_proposes_and_the_manager_recalls_and_asks() {
    let case = accepted(Kind::Grievance);
    assert!(matches!(case.refuses(&handler(), say::request_reassignment()), Refusal::WrongStage { .. }));
    let proposed = case.then(&handler(), say::propose());
    assert!(proposed.file.reassignment_proposed);
    let asked = proposed.then(&manager(), say::recall()).then(&manager(), say::request_reassignment());
    assert!(!asked.file.reassignment_proposed);
}

/// A department that does not exist is nobody's.
#[test]
fn a_file_goes_only_to_offices_of_the_city() {
    let asked = at_roads(Channel::Web).then(&manager(), say::request_reassignment());
    let mixed = Destination::Department { agency: SONGPA, department: PARKS };
    assert_eq!(
        asked.refuses(&agency_manager(), say::rule(Ruling::Granted { to: mixed })),
        Refusal::UnknownOffice
    );
}
