//! Which neighbour hears of what: every event in every telling situation, printed for an official to read.

#![expect(clippy::unwrap_used, reason = "a test stops where it fails")]

#[expect(
    dead_code,
    clippy::unwrap_used,
    reason = "shared by tests, which use their own part and stop where they fail"
)]
mod common;

use std::collections::BTreeSet;
use std::fmt::Write;

use common::golden;
use common::golden::pad;
use domain::complaint::{Complaint, Event, Happened};
use domain::dispatch::{About, Dispatch, Message, Neighbour, of};

#[test]
fn every_neighbour_hears_what_the_golden_table_says() {
    let mut rows = BTreeSet::new();
    for (happened, after) in common::stories::everything() {
        rows.insert(row(&happened, &after));
    }
    let mut out = String::from("# 무슨 일이 있으면 어느 연계기관이 무엇을 듣는가\n\n");
    let _ = writeln!(out, "{}{}연계 메시지\n", pad("일어난 일", 26), pad("그 뒤의 단계", 20));
    for row in rows {
        let _ = writeln!(out, "{row}");
    }
    golden::check("dispatches.txt", &out);
}

fn row(happened: &Happened, after: &Complaint) -> String {
    let told: Vec<String> = of(happened, after).iter().map(said).collect();
    let told = if told.is_empty() { "-".to_owned() } else { told.join("; ") };
    format!("{}{}{told}", pad(happened.event.name(), 26), pad(after.stage.name().as_str(), 20))
}

fn said(dispatch: &Dispatch) -> String {
    let to = match dispatch.to {
        Neighbour::Epeople => "국민신문고",
        Neighbour::Approval => "전자결재",
    };
    let about = match dispatch.about {
        About::File => "이 민원",
        About::FileFromThere => "그곳에서 온 민원이면",
        About::EveryFromThere => "이 민원과 병합된 민원 중 그곳에서 온 것",
        About::Every => "이 민원과 병합된 민원 모두",
    };
    format!("{to}: {} ({about})", dispatch.message.as_str())
}

/// 타기관 이송 goes through 국민신문고 whatever way the complaint came in; every end is told there.
#[test]
fn an_end_is_never_kept_from_where_the_complaint_came_from() {
    for (happened, after) in common::stories::everything() {
        let ends = matches!(
            happened.event,
            Event::Answered { .. }
                | Event::Closed { .. }
                | Event::Transferred { .. }
                | Event::Withdrawn
                | Event::Merged { .. }
        );
        let told = of(&happened, &after).iter().any(|d| d.to == Neighbour::Epeople);
        assert!(told || !ends, "{:?} is kept from 국민신문고", happened.event);
    }
}

#[test]
fn names_are_read_back_as_they_were_written() {
    for message in Message::ALL {
        assert_eq!(Message::parse(message.as_str()), Some(message));
    }
    for neighbour in Neighbour::ALL {
        assert_eq!(Neighbour::parse(neighbour.as_str()), Some(neighbour));
    }
}
