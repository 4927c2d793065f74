//! `eungdapso due`: when a complaint would be due, and why. Needs no database.

use domain::calendar::{CalendarVersion, WorkCalendar};
use domain::deadline::{Clock, Due, Line, seoul};
use domain::period::{Period, PeriodError};
use jiff::Timestamp;
use serde::Serialize;

/// The answer in JSON.
#[derive(Serialize)]
struct Answer<'a> {
    period: Period,
    received_at: String,
    due_at: Option<String>,
    calendar_version: CalendarVersion,
    explanation: Vec<Step<'a>>,
}

#[derive(Serialize)]
struct Step<'a> {
    text: String,
    #[serde(flatten)]
    line: &'a Line,
}

/// The due date of `period` from `received`, as text or JSON; or what is wrong with either.
///
/// `received` is RFC 3339, or `2026-09-23T17:30` or `2026-09-23 17:30` in Seoul.
pub(crate) fn run(period: &str, received: &str, json: bool) -> Result<String, String> {
    let period: Period =
        period.parse().map_err(|error: PeriodError| words::deadline::period_refused(&error))?;
    let received_at = read_instant(received)?;
    let clock = Clock::new(received_at, period);
    let due = clock.due(&WorkCalendar::published());
    if json { as_json(&clock, &due) } else { Ok(words::deadline::report(&clock, &due)) }
}

fn read_instant(text: &str) -> Result<Timestamp, String> {
    seoul::parse(text).ok_or_else(|| {
        let shown: String = text.chars().take(40).collect();
        format!("읽을 수 없는 접수시각입니다: '{shown}'. 2026-09-23T17:30 또는 2026-09-23T17:30:00+09:00처럼 적습니다.")
    })
}

fn as_json(clock: &Clock, due: &Due) -> Result<String, String> {
    let step = |line| Step { text: words::deadline::sentence(line), line };
    let answer = Answer {
        period: clock.period,
        received_at: seoul::rfc3339(clock.received_at),
        due_at: due.at.map(seoul::rfc3339),
        calendar_version: due.calendar,
        explanation: due.lines.iter().map(step).collect(),
    };
    serde_json::to_string_pretty(&answer).map_err(|error| error.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_text_begins_with_the_due_instant() {
        let text = run("7d", "2026-09-23 17:30", false).unwrap();
        assert!(text.starts_with("처리기한 2026. 10. 6.(화) 18:00\n"), "{text}");
        assert!(text.contains("\n 1. "), "{text}");
    }

    #[test]
    fn the_json_carries_instants_of_seoul_and_each_line_with_its_words() {
        let json: serde_json::Value =
            serde_json::from_str(&run("immediate", "2026-09-23T08:30:00Z", true).unwrap()).unwrap();
        assert_eq!(json["period"], "immediate");
        assert_eq!(json["received_at"], "2026-09-23T17:30:00+09:00");
        assert_eq!(json["due_at"], "2026-09-28T11:30:00+09:00");
        assert_eq!(json["calendar_version"], 1);
        let lines = json["explanation"].as_array().unwrap();
        assert_eq!(lines[0]["kind"], "regime");
        assert!(lines.iter().all(|line| line["text"].as_str().is_some_and(|text| !text.is_empty())));
    }

    #[test]
    fn what_cannot_be_read_is_said_in_korean() {
        assert!(run("7", "2026-09-23 17:30", false).unwrap_err().contains("처리기간"));
        assert!(run("7d", "2026-09-23", false).unwrap_err().contains("접수시각"));
        assert!(run("11y", "2026-09-23 17:30", true).unwrap_err().contains("너무 긴"));
    }
}
