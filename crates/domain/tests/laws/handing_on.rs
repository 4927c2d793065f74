//! 배정·회수·이송·병합: how a file changes hands inside the city, and how it leaves.

use domain::actor::{Actor, By};
use domain::complaint::{
    Act, AnswerResult, Channel, Command, Kind, Refusal, Stage, StageName, departments_to_assign,
};
use domain::role::{Duty, Role};
use jiff::SignedDuration;

use crate::common::case::{Case, accepted, at_stage};
use crate::common::city::{CHO, KANG, KIM, LEE, PARK, PARKS, ROADS, SEOUL, SONG, SONGPA, WORKS, YU};
use crate::common::people::{agency_manager, counsellor, handler, manager, officer, receiver, stand_in};
use crate::common::say;

/// The guide: 회수된 민원은 '부서 분배' 상태로; and 법 제19조: the clock runs on.
#[test]
fn a_recalled_file_lands_at_the_department_and_keeps_its_clock() {
    let case = accepted(Kind::Grievance);
    let clock = case.file.clock.clone();
    let recalled = case.at("2026-03-12 10:00").then(&manager(), say::recall());
    assert_eq!(recalled.file.stage, Stage::AtDepartment { agency: SEOUL, department: ROADS });
    assert_eq!(recalled.file.clock, clock);
    recalled.then(&manager(), say::assign(PARK));
}

/// The guide: '처리자 접수' 상태인 민원은 재지정이 불가; 회수 후 재분배.
#[test]
fn once_the_handler_accepted_the_manager_is_told_to_recall_first() {
    let assigned = at_stage(StageName::Assigned, Case::filed(Channel::Web));
    assigned.clone().then(&agency_manager(), say::reassign(PARK));
    let accepted = assigned.then(&handler(), Command::Accept);
    assert_eq!(accepted.refuses(&manager(), say::reassign(PARK)), Refusal::AcceptedAlready);
    accepted.then(&manager(), say::recall()).then(&manager(), say::assign(PARK));
}

/// The guide: not once in approval.
#[test]
fn what_is_in_approval_is_neither_recalled_nor_reassigned() {
    for stage in [StageName::ApprovalSent, StageName::ApprovalPending] {
        let case = at_stage(stage, Case::filed(Channel::Web));
        assert_eq!(case.refuses(&manager(), say::recall()), Refusal::InApproval);
        assert_eq!(case.refuses(&manager(), say::reassign(PARK)), Refusal::InApproval);
    }
}

/// A handler works in the department where the file lies, and is still in service.
#[test]
fn a_file_is_assigned_only_to_an_active_officer_of_the_department() {
    let case = at_stage(StageName::AtDepartment, Case::filed(Channel::Web));
    assert_eq!(case.refuses(&manager(), say::assign(SONG)), Refusal::NotInDepartment);
    assert_eq!(case.refuses(&manager(), say::assign(KANG)), Refusal::NotInDepartment);
    let assigned = case.then(&manager(), say::assign(KIM));
    assert_eq!(assigned.refuses(&manager(), say::reassign(KIM)), Refusal::AlreadyThere);
}

/// 처리부서 등록 names the department too: any that the manager manages, of the same agency; further off is 재지정 요청.
#[test]
fn a_manager_of_two_departments_of_the_agency_names_either_with_its_handler() {
    let case = at_stage(StageName::AtDepartment, Case::filed(Channel::Web));
    let duty = |agency, department| Duty::department(Role::DepartmentManager, agency, department);
    let of_both = officer(LEE, vec![duty(SEOUL, ROADS), duty(SEOUL, PARKS), duty(SONGPA, WORKS)]);
    let to = |department, handler| Command::Assign {
        department: Some(department),
        handler,
        memo: None,
        cooperations: Vec::new(),
    };
    let offered = |by: &Actor| departments_to_assign(&case.file, by, &case.desk());
    for by in [&of_both, &agency_manager()] {
        assert!([ROADS, PARKS].iter().all(|department| offered(by).contains(department)));
        assert!(!offered(by).contains(&WORKS));
        let assigned = case.clone().then(by, to(PARKS, CHO));
        let lies = (assigned.file.holder().department, assigned.file.holder().handler);
        assert_eq!(lies, (Some(PARKS), Some(CHO)));
        assert!(assigned.file.reassignments.is_empty(), "no hop: it left nobody's hands");
        assert_eq!(case.refuses(by, to(PARKS, KIM)), Refusal::NotInDepartment);
        assert_eq!(case.refuses(by, to(WORKS, SONG)), Refusal::OutsideYourAgency);
    }
    assert_eq!(offered(&manager()), [ROADS]);
    assert_eq!(case.refuses(&manager(), to(PARKS, CHO)), Refusal::NotYourPart { act: Act::Assign });
    let asks = |department| Command::Assign {
        department: Some(PARKS),
        handler: CHO,
        memo: None,
        cooperations: vec![say::ask(department, case.now + SignedDuration::from_hours(24))],
    };
    assert_eq!(case.refuses(&of_both, asks(PARKS)), Refusal::CooperationWithSelf);
    case.clone().then(&of_both, asks(ROADS));
}

/// 시행령 제13조 제3항; the guide: 서울시(본청, 사업소), 자치구, 산하투자출연기관은 이송 대상이 아님.
#[test]
fn what_belongs_to_the_city_is_not_transferred_out_of_it() {
    let case = at_stage(StageName::AtDepartment, Case::filed(Channel::Web));
    for (typed, name) in [
        ("송파구", "송파구"),
        ("송파구청", "송파구"),
        ("서울시 송파구청", "송파구"),
        (" 120 다산콜재단 ", "120다산콜재단"),
        ("서울 특별시", "서울특별시"),
        ("서울시청", "서울특별시"),
        ("서울시", "서울특별시"),
        ("시청", "서울특별시"),
        ("다산콜센터", "120다산콜재단"),
        ("서울시 공원과", "푸른도시국 공원과"),
        ("송파구 안전건설국 건설과", "안전건설국 건설과"),
    ] {
        let refusal = case.refuses(&manager(), say::transfer(typed));
        assert_eq!(refusal, Refusal::InsideTheCity { body: name.into() });
    }
    for outside in ["경찰청", "서울경찰청", "서울특별시교육청", "부산광역시 도로과", "중구"]
    {
        case.clone().then(&manager(), say::transfer(outside));
    }
    let gone = case.then(&manager(), say::transfer(" 국토교통부 "));
    assert!(matches!(&gone.file.stage, Stage::Transferred { body, .. } if body == "국토교통부"));
}

/// 법 제9조: 120 receives what came by telephone, and nothing else.
#[test]
fn the_call_centre_receives_its_own_intake_only() {
    Case::filed(Channel::Phone120).then(&counsellor(), say::receive(Kind::Inquiry));
    let refusal = Case::filed(Channel::Post).refuses(&counsellor(), say::receive(Kind::Inquiry));
    assert!(refusal.is_about_the_person());
}

/// 시행령 제6조 제7항: five of the same purport, or one petitioner's duplicates.
#[test]
fn four_of_the_same_purport_are_too_few_to_merge() {
    let case = at_stage(StageName::Received, Case::filed(Channel::Web));
    for found in 0..5 {
        let refusal = case.refuses(&receiver(), say::merge(say::ELSEWHERE, false, found));
        assert_eq!(refusal, Refusal::TooFewToMerge { found });
    }
    case.clone().then(&receiver(), say::merge(say::ELSEWHERE, false, 5));
    case.then(&receiver(), say::merge(say::ELSEWHERE, true, 2));
}

/// 시행령 제6조 제7항: every petitioner is still answered, so the file merged into is a live other one.
#[test]
fn a_file_is_not_merged_into_itself_or_into_one_that_ended() {
    let case = at_stage(StageName::Received, Case::filed(Channel::Web));
    let itself = say::merge(case.file.id, true, 9);
    assert_eq!(case.refuses(&receiver(), itself), Refusal::MergeWithItself);
    let (into, reason) = (say::ELSEWHERE, say::memo("같은 내용"));
    let (into_is_live, same_petitioner, together) = (false, true, Vec::new());
    let dead = Command::Merge { into, into_is_live, same_petitioner, same_purport: 9, together, reason };
    assert_eq!(case.refuses(&receiver(), dead), Refusal::MergeTargetUnfit);
}

/// 시행령 제6조 제7항: what was merged by mistake, or into a file that was withdrawn, goes on where it lay.
#[test]
fn a_separated_file_goes_on_where_it_lay_with_its_own_clock() {
    for (stage, who) in [
        (StageName::Filed, receiver()),
        (StageName::Received, receiver()),
        (StageName::AtAgency, agency_manager()),
        (StageName::AtDepartment, manager()),
    ] {
        let before = at_stage(stage, Case::filed(Channel::Web));
        let merged = before.clone().then(&receiver(), say::merge_duplicate());
        assert!(merged.refuses(&handler(), say::separate()).is_about_the_person());
        let after = merged.later(30).then(&who, say::separate());
        assert_eq!((&after.file.stage, &after.file.clock), (&before.file.stage, &before.file.clock));
        assert_eq!((after.file.stage_since, after.file.ended_at), (after.file.last_event_at, None));
        assert!(matches!(after.refuses(&who, say::separate()), Refusal::WrongStage { .. }));
    }
}

/// 대직: the act is the stand-in's, the desk the absent one's: "김도로를 대직하여 유대직".
#[test]
fn a_stand_in_signs_on_behalf_of_the_absent_handler() {
    let case = at_stage(StageName::Assigned, Case::filed(Channel::Web)).then(&stand_in(), Command::Accept);
    let signed = case.history.last().map(|h| h.by);
    assert_eq!(signed, Some(By::Officer { id: YU, on_behalf_of: Some(KIM) }));
    assert_eq!(case.file.holder().handler, Some(KIM), "the desk stays the absent officer's");
    let own = case.then(&handler(), say::send_up(AnswerResult::Granted));
    assert_eq!(own.history.last().map(|h| h.by), Some(By::Officer { id: KIM, on_behalf_of: None }));
}
