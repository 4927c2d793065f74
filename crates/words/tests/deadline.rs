//! The explanation of a due date, as an official reads it.
#![expect(clippy::unwrap_used, reason = "a fault here is a failed test")]

use domain::calendar::WorkCalendar;
use domain::deadline::{Clock, Extension, Outage, Suspension, SuspensionGround, seoul};
use jiff::Timestamp;
use words::deadline::{period_refused, report, sentence};

fn at(text: &str) -> Timestamp {
    seoul::parse(text).unwrap()
}

fn explained(clock: &Clock) -> String {
    report(clock, &clock.due(&WorkCalendar::published()))
}

fn clock(received: &str, period: &str) -> Clock {
    Clock::new(at(received), period.parse().unwrap())
}

#[test]
fn seven_days_over_the_feast_can_be_checked_by_hand() {
    let expected = "\
처리기한 2026. 10. 6.(화) 18:00
접수 2026. 9. 23.(수) 17:30, 처리기간 7일
 1. 처리기간 7일: 6일 이상이므로 근무일로 세고 첫날을 산입합니다 (민원처리법 제19조 제2항)
 2. 접수 2026. 9. 23.(수) 17:30: 접수한 날이 근무일이므로 시각과 관계없이 2026. 9. 23.(수)이 첫날입니다
 3. 2026. 9. 23. ~ 2026. 10. 6. 중 제외: 토·일요일 4일, 공휴일 3일: 추석 전날(9. 24.), 추석(9. 25.), \
대체공휴일(개천절)(10. 5.) (민원처리법 제19조)
 4. 2026. 9. 23.(수) ~ 2026. 10. 6.(화): 근무일로 7일이며, 마지막 날 18:00에 끝납니다
 5. 처리기한: 2026. 10. 6.(화) 18:00
";
    assert_eq!(explained(&clock("2026-09-23 17:30", "7d")), expected);
}

#[test]
fn hours_are_added_up_day_by_day() {
    let text = explained(&clock("2026-09-23T17:30:20", "8h"));
    for part in [
        "처리기한 2026. 9. 28.(월) 17:30:20",
        "2026. 9. 23.(수): 29분 40초를 셉니다",
        "2026. 9. 28.(월): 7시간 30분 20초를 셉니다",
        "(민원처리법 제19조 제1항)",
    ] {
        assert!(text.contains(part), "{part}\n{text}");
    }
}

#[test]
fn suspensions_outages_and_extensions_name_their_article() {
    let mut clock = clock("2026-03-09 10:00", "7d");
    let ground = SuspensionGround::Supplement;
    clock.suspensions.push(Suspension {
        ground,
        from: at("2026-03-11 10:00"),
        until: Some(at("2026-03-13 10:00")),
    });
    clock.suspensions.push(Suspension { ground, from: at("2026-06-11 10:00"), until: None });
    let source = "정보시스템과 공지".to_owned();
    clock.outages.push(Outage { from: at("2026-03-16 10:00"), until: Some(at("2026-03-16 11:30")), source });
    clock.extensions.push(Extension { by: "7d".parse().unwrap(), decided_at: at("2026-03-17 10:00") });
    let text = explained(&clock);
    for part in [
        "보완 2026. 3. 11.(수) ~ 2026. 3. 13.(금): 양 끝 날을 포함한 3일(근무일 3일)을 세지 않습니다 (민원처리법 시행령 제20조)",
        "걸친 근무일 1일을 세지 않습니다 (민원처리법 시행령 제20조 제2호, 정보시스템과 공지)",
        "(민원처리법 시행령 제21조)",
        "뒤에 시작되어 기한이 늘지 않습니다",
    ] {
        assert!(text.contains(part), "{part}\n{text}");
    }
}

#[test]
fn months_name_the_civil_code() {
    let text = explained(&clock("2026-09-04 10:00", "1m"));
    assert!(text.contains("(민법 제160조 제2항)") && text.contains("공휴일(개천절)이므로"), "{text}");
    assert!(explained(&clock("2029-01-31 10:00", "1m")).contains("그 달의 말일"));
}

#[test]
fn no_line_is_without_words() {
    let cal = WorkCalendar::published();
    for received in
        ["2026-03-07 10:00", "2026-03-09 08:00", "2026-03-09 12:30", "2026-03-09 19:00", "1980-01-01 00:00"]
    {
        for period in ["immediate", "5h", "5d", "6d", "30d", "2w", "1m", "10y"] {
            let due = clock(received, period).due(&cal);
            assert!(due.lines.iter().all(|line| sentence(line).chars().count() > 10), "{received} {period}");
        }
    }
}

#[test]
fn a_refused_period_says_what_to_write() {
    for text in ["7일", "0d", "11y"] {
        let said = period_refused(&text.parse::<domain::period::Period>().unwrap_err());
        assert!(said.contains("처리기간") && said.ends_with("다."), "{said}");
    }
}
