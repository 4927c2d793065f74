//! Who may open which file. What is not opened does not exist for them: not found, never forbidden.

#[expect(
    dead_code,
    clippy::unwrap_used,
    reason = "shared by tests, which use their own part and stop where they fail"
)]
mod common;

use std::fmt::Write;

use common::case::{Case, at_stage};
use common::city::{KIM, LEE, PARKS, ROADS, SEOUL, YU};
use common::golden::pad;
use common::people::*;
use common::say;
use domain::access::{Scope, Sight};
use domain::actor::Actor;
use domain::complaint::{AnswerResult, Channel, StageName, Visibility};
use domain::role::{Duty, Role};

/// The files, in the order of the columns; all of 도로과 and 김도로 once they are there.
fn files() -> Vec<(&'static str, Case)> {
    let web = || Case::filed(Channel::Web);
    let sealed = || Case::filed_as(Channel::Web, Visibility::Sealed, false);
    let asks_parks = |case: Case| {
        let reply_by = case.due();
        case.then(&handler(), say::cooperate(PARKS, reply_by))
    };
    vec![
        ("접수", at_stage(StageName::Received, web())),
        ("120", at_stage(StageName::Received, Case::filed(Channel::Phone120))),
        ("기관", at_stage(StageName::AtAgency, web())),
        ("부서", at_stage(StageName::AtDepartment, web())),
        ("처리", at_stage(StageName::Accepted, web())),
        ("협조", asks_parks(at_stage(StageName::Accepted, web()))),
        ("결재", at_stage(StageName::ApprovalPending, web())),
        ("완료", at_stage(StageName::Answered, web())),
        ("신접", at_stage(StageName::Received, sealed())),
        ("신관", at_stage(StageName::AtAgency, sealed())),
        ("신부", at_stage(StageName::AtDepartment, sealed())),
        ("신처", asks_parks(at_stage(StageName::Accepted, sealed()))),
        ("신결", at_stage(StageName::ApprovalPending, sealed())),
        ("신완", at_stage(StageName::Answered, sealed())),
        // Sent to a body outside the city from where it lay: with the receivers, an agency, a department.
        ("신이", at_stage(StageName::Received, sealed()).then(&receiver(), say::transfer("국민권익위원회"))),
        (
            "신기",
            at_stage(StageName::AtAgency, sealed()).then(&agency_manager(), say::transfer("국민권익위원회")),
        ),
        (
            "신서",
            at_stage(StageName::AtDepartment, sealed()).then(&manager(), say::transfer("국민권익위원회")),
        ),
        ("신취", at_stage(StageName::AtDepartment, sealed()).then(&citizen(), say::withdraw())),
    ]
}

/// `신…` are whistle-blowers' files (공익신고자 보호법 제12조): only for whoever must work on them now.
const TABLE: &str = "
                           접수 120  기관 부서 처리 협조 결재 완료 신접 신관 신부 신처 신결 신완 신이 신기 신서 신취
신청인 본인                 ○    ○    ○    ○    ○    ○    ○    ○    ○    ○    ○    ○    ○    ○    ○    ○    ○    ○
다른 신청인                 ·    ·    ·    ·    ·    ·    ·    ·    ·    ·    ·    ·    ·    ·    ·    ·    ·    ·
통합접수자                  ○    ○    ○    ○    ○    ○    ○    ○    ○    ·    ·    ·    ·    ·    ○    ·    ·    ·
120상담원                   ·    ○    ·    ·    ·    ·    ·    ·    ·    ·    ·    ·    ·    ·    ·    ·    ·    ·
기관 관리자                 ·    ·    ○    ○    ○    ○    ○    ○    ·    ○    ·    ·    ·    ·    ·    ○    ·    ·
다른 기관의 관리자          ·    ·    ·    ·    ·    ·    ·    ·    ·    ·    ·    ·    ·    ·    ·    ·    ·    ·
부서 관리자                 ·    ·    ·    ○    ○    ○    ○    ○    ·    ·    ○    ·    ·    ·    ·    ·    ○    ·
다른 부서의 관리자          ·    ·    ·    ·    ·    ○    ·    ·    ·    ·    ·    ○    ·    ·    ·    ·    ·    ·
처리자                      ·    ·    ·    ·    ○    ○    ○    ○    ·    ·    ·    ○    ○    ○    ·    ·    ·    ·
같은 부서의 동료            ·    ·    ·    ·    ·    ·    ·    ·    ·    ·    ·    ·    ·    ·    ·    ·    ·    ·
대직자                      ·    ·    ·    ·    ○    ○    ○    ○    ·    ·    ·    ○    ○    ○    ·    ·    ·    ·
협조자                      ·    ·    ·    ·    ·    ○    ·    ·    ·    ·    ·    ○    ·    ·    ·    ·    ·    ·
검토자 (차례)               ·    ·    ·    ·    ·    ·    ○    ○    ·    ·    ·    ·    ○    ·    ·    ·    ·    ·
결재권자 (차례 전)          ·    ·    ·    ·    ·    ·    ○    ○    ·    ·    ·    ·    ·    ·    ·    ·    ·    ·
민원심사관 (기관)           ·    ·    ○    ○    ○    ○    ○    ○    ·    ·    ·    ·    ·    ·    ·    ·    ·    ·
민원심사관 (시)             ○    ○    ○    ○    ○    ○    ○    ○    ·    ·    ·    ·    ·    ·    ·    ·    ·    ·
시스템 관리자               ·    ·    ·    ·    ·    ·    ·    ·    ·    ·    ·    ·    ·    ·    ·    ·    ·    ·
권한이 다 끝난 직원         ·    ·    ·    ·    ·    ·    ·    ·    ·    ·    ·    ·    ·    ·    ·    ·    ·    ·
";

#[test]
fn everybody_opens_what_the_table_says_and_nothing_else() {
    let files = files();
    let mut out = format!("\n{}", pad("", 27));
    for (short, _) in &files {
        out.push_str(&pad(short, 5));
    }
    out = format!("{}\n", out.trim_end());
    for (name, who) in everybody() {
        let scope = Scope::of(&who);
        let cells = files.iter().map(|(_, case)| if scope.opens(&case.file) { " ○" } else { " ·" });
        let row: String = cells.map(|cell| pad(cell, 5)).collect();
        let _ = writeln!(out, "{}{}", pad(name, 27), row.trim_end());
    }
    assert_eq!(out, TABLE, "now:\n{out}");
}

fn everybody() -> Vec<(&'static str, Actor)> {
    vec![
        ("신청인 본인", citizen()),
        ("다른 신청인", neighbour()),
        ("통합접수자", receiver()),
        ("120상담원", counsellor()),
        ("기관 관리자", agency_manager()),
        ("다른 기관의 관리자", other_agency_manager()),
        ("부서 관리자", manager()),
        ("다른 부서의 관리자", parks_manager()),
        ("처리자", handler()),
        ("같은 부서의 동료", other_handler()),
        ("대직자", stand_in()),
        ("협조자", cooperator()),
        ("검토자 (차례)", reviewer()),
        ("결재권자 (차례 전)", approver()),
        ("민원심사관 (기관)", inspector()),
        ("민원심사관 (시)", city_inspector()),
        ("시스템 관리자", administrator()),
        ("권한이 다 끝난 직원", officer(YU, Vec::new())),
    ]
}

/// 시스템 관리자: settings, never the contents of a case.
#[test]
fn an_administrator_of_the_city_sees_not_one_complaint() {
    for (name, case) in files() {
        assert!(!Scope::of(&administrator()).opens(&case.file), "{name}");
    }
}

/// 대직 follows the desk and the duties of whoever is absent, and ends with it.
#[test]
fn a_stand_in_sees_what_the_absent_manager_sees() {
    let duty = Duty::department(Role::DepartmentManager, SEOUL, ROADS);
    let minds = Scope::of(&minding(YU, LEE, vec![duty]));
    let case = at_stage(StageName::AtDepartment, Case::filed(Channel::Web));
    assert!(minds.opens(&case.file));
    assert!(!Scope::of(&officer(YU, Vec::new())).opens(&case.file));
}

/// An approver keeps sight of what was put before them; a recalled handler does not.
#[test]
fn sight_goes_with_the_part_one_has() {
    let back =
        at_stage(StageName::ApprovalPending, Case::filed(Channel::Web)).then(&reviewer(), say::send_back());
    assert!(Scope::of(&approver()).opens(&back.file));
    let recalled = back.then(&manager(), say::recall());
    assert!(!Scope::of(&handler()).opens(&recalled.file));
    let answered =
        at_stage(StageName::Accepted, Case::filed(Channel::Web)).answered_with(AnswerResult::Granted);
    assert!(Scope::of(&handler()).opens(&answered.file));
}

/// The desks of a scope are the officer's own and the minded ones, for the query to ask.
#[test]
fn a_scope_names_the_desks_it_sits_at() {
    match Scope::of(&stand_in()).sight() {
        Sight::Office(sight) => assert_eq!(sight.desks, [YU, KIM]),
        other => panic!("{other:?}"),
    }
}
