//! Who hears of what: every event in every telling situation, printed for an official to read.

#![expect(clippy::unwrap_used, reason = "a test stops where it fails")]

#[expect(
    dead_code,
    clippy::unwrap_used,
    reason = "shared by tests, which use their own part and stop where they fail"
)]
mod common;

use std::collections::BTreeSet;
use std::fmt::Write;

use common::city::{DASAN, DEPARTMENTS, OFFICERS, SEOUL};
use common::golden;
use common::golden::pad;
use domain::complaint::{Complaint, Event, Handling, StageName};
use domain::id::DepartmentId;
use domain::notice::{Audience, Notice, Template, of};

#[test]
fn everybody_hears_what_the_golden_table_says() {
    let mut rows = BTreeSet::new();
    for (happened, after) in common::stories::everything() {
        rows.insert(row(&happened.event, &after));
    }
    let mut out = String::from("# 무슨 일이 있으면 누가 무엇을 듣는가\n\n");
    let _ = writeln!(out, "{}{}알림\n", pad("일어난 일", 26), pad("그 뒤의 단계", 20));
    for row in rows {
        let _ = writeln!(out, "{row}");
    }
    golden::check("notices.txt", &out);
}

fn row(event: &Event, after: &Complaint) -> String {
    let told: Vec<String> = of(event, after).iter().map(said).collect();
    let told = if told.is_empty() { "(아무도 듣지 않음)".to_owned() } else { told.join("; ") };
    format!("{}{}{told}", pad(event.name(), 26), pad(after.stage.name().as_str(), 20))
}

fn said(notice: &Notice) -> String {
    let who = match notice.to {
        Audience::Petitioner => "신청인".to_owned(),
        Audience::EveryPetitioner => "신청인과 병합된 신청인 모두".to_owned(),
        Audience::Officer(id) => OFFICERS.iter().find(|row| row.0 == id).unwrap().2.to_owned(),
        Audience::DepartmentManagers(id) => format!("{} 관리자", department(id)),
        Audience::Cooperators(id) => format!("{} 협조자", department(id)),
        Audience::AgencyManagers(SEOUL) => "서울특별시 기관 관리자".to_owned(),
        Audience::AgencyManagers(id) => {
            format!("{} 기관 관리자", if id == DASAN { "다산" } else { "송파구" })
        }
        Audience::Receivers => "통합접수자".to_owned(),
        Audience::CallCentre => "120다산콜재단".to_owned(),
    };
    format!("{who}: {:?}", notice.template)
}

fn department(id: DepartmentId) -> &'static str {
    DEPARTMENTS.iter().find(|row| row.0 == id).unwrap().3
}

/// 법 제22조·제25조, the guide's 알림현황: whatever changes for the petitioner is told to the petitioner.
#[test]
fn the_petitioner_hears_of_every_end_and_of_every_delay() {
    for (happened, after) in common::stories::everything() {
        let ends_or_delays = matches!(
            happened.event,
            Event::Answered { .. }
                | Event::Closed { .. }
                | Event::Transferred { .. }
                | Event::Withdrawn
                | Event::Merged { .. }
                | Event::Extended { .. }
                | Event::SupplementRequested { .. }
                | Event::InterimAnswered
        );
        let told = of(&happened.event, &after);
        let petitioner =
            told.iter().any(|n| matches!(n.to, Audience::Petitioner | Audience::EveryPetitioner));
        assert!(petitioner || !ends_or_delays, "{:?} is kept from the petitioner", happened.event);
    }
}

/// Whoever gets a file on the desk hears that it lies there.
#[test]
fn a_new_handler_hears_of_the_file() {
    for (happened, after) in common::stories::everything() {
        if let Event::Assigned { handling } | Event::Reassigned { handling } = happened.event {
            let Handling { handler, .. } = handling;
            let told = Notice { to: Audience::Officer(handler), template: Template::AssignedToYou };
            assert!(of(&happened.event, &after).contains(&told), "at {:?}", StageName::Assigned);
        }
    }
}
