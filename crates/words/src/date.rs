//! Days and moments as official documents write them (행정업무규정 제7조): `2026. 3. 9. 15:30`, in Seoul.

use domain::desk::seoul;
use jiff::Timestamp;
use jiff::civil::{Date, DateTime, Weekday};

use crate::figure::{working_time, working_time_for};
use crate::lang::Lang;

/// `2026. 3. 9.`
pub fn day(date: Date) -> String {
    format!("{}. {}. {}.", date.year(), date.month(), date.day())
}

/// `2026. 3. 9. 15:30`
pub fn moment(at: Timestamp) -> String {
    let at = in_seoul(at);
    format!("{} {}", day(at.date()), clock(at))
}

/// `2026. 3. 9.(월) 15:30`
pub fn moment_with_weekday(at: Timestamp) -> String {
    let at = in_seoul(at);
    format!("{} {}", day_with_weekday(at.date()), clock(at))
}

/// `2026. 3. 9.(월)`
pub fn day_with_weekday(date: Date) -> String {
    format!("{}({})", day(date), weekday(date.weekday()))
}

/// `3. 9. 15:30`: for text messages and narrow columns.
pub fn moment_short(at: Timestamp) -> String {
    let at = in_seoul(at);
    format!("{}. {}. {}", at.month(), at.day(), clock(at))
}

/// `3. 9.`
pub fn day_short(date: Date) -> String {
    format!("{}. {}.", date.month(), date.day())
}

/// 월 … 일.
pub fn weekday(weekday: Weekday) -> &'static str {
    match weekday {
        Weekday::Monday => "월",
        Weekday::Tuesday => "화",
        Weekday::Wednesday => "수",
        Weekday::Thursday => "목",
        Weekday::Friday => "금",
        Weekday::Saturday => "토",
        Weekday::Sunday => "일",
    }
}

/// A day in the reader's language: `2026. 3. 9.` or `9 March 2026`.
pub fn day_for(date: Date, lang: Lang) -> String {
    match lang {
        Lang::Ko => day(date),
        Lang::En => format!("{} {} {}", date.day(), month_in_english(date.month()), date.year()),
    }
}

/// A moment in the reader's language: `2026. 3. 9. 15:30` or `9 March 2026, 15:30`.
pub fn moment_for(at: Timestamp, lang: Lang) -> String {
    match lang {
        Lang::Ko => moment(at),
        Lang::En => {
            let at = in_seoul(at);
            format!("{}, {}", day_for(at.date(), lang), clock(at))
        }
    }
}

/// How far ahead the due date is: `D-3`, `오늘`. `working_days` counts from today to its day.
pub fn d_day(working_days: i64) -> String {
    match working_days {
        ahead if ahead > 0 => format!("D-{ahead}"),
        _ => "오늘".to_owned(),
    }
}

/// [`d_day`] in the reader's language.
pub fn d_day_for(working_days: i64, lang: Lang) -> String {
    match (lang, working_days) {
        (Lang::Ko, _) => d_day(working_days),
        (Lang::En, 1) => "1 working day left".to_owned(),
        (Lang::En, ahead) if ahead > 0 => format!("{ahead} working days left"),
        (Lang::En, _) => "due today".to_owned(),
    }
}

/// How long a due date has been over, in working time: `2일 1시간 지남`. Said so wherever something is late, since
/// a day and two thirds would be two days in one list and one in another.
pub fn past_due(minutes: u64) -> String {
    match minutes {
        0 => "기한 지남".to_owned(),
        minutes => format!("{} 지남", working_time(minutes)),
    }
}

/// [`past_due`] in the reader's language.
pub fn past_due_for(minutes: u64, lang: Lang) -> String {
    match (lang, minutes) {
        (Lang::Ko, _) => past_due(minutes),
        (Lang::En, 0) => "overdue".to_owned(),
        (Lang::En, minutes) => format!("{} overdue", working_time_for(minutes, lang)),
    }
}

fn in_seoul(at: Timestamp) -> DateTime {
    at.to_zoned(seoul()).datetime()
}

fn clock(at: DateTime) -> String {
    format!("{:02}:{:02}", at.hour(), at.minute())
}

fn month_in_english(month: i8) -> &'static str {
    const MONTHS: [&str; 12] = [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ];
    usize::try_from(month - 1).ok().and_then(|index| MONTHS.get(index)).copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn at(text: &str) -> Timestamp {
        text.parse().unwrap()
    }

    #[test]
    fn moments_are_written_as_in_official_documents_in_seoul() {
        assert_eq!(moment(at("2026-11-22T06:30:59Z")), "2026. 11. 22. 15:30");
        assert_eq!(moment(at("2026-03-08T20:05:00Z")), "2026. 3. 9. 05:05");
        assert_eq!(moment_with_weekday(at("2026-03-09T00:00:00Z")), "2026. 3. 9.(월) 09:00");
        assert_eq!(moment_short(at("2026-03-09T00:00:00Z")), "3. 9. 09:00");
        assert_eq!(day(date(2026, 11, 22)), "2026. 11. 22.");
    }

    #[test]
    fn english_pages_write_the_month_out() {
        assert_eq!(day_for(date(2026, 12, 1), Lang::En), "1 December 2026");
        assert_eq!(moment_for(at("2026-11-22T06:30:00Z"), Lang::En), "22 November 2026, 15:30");
    }

    #[test]
    fn the_last_day_is_today_until_its_hour_has_passed() {
        assert_eq!([d_day(3), d_day(0)], ["D-3", "오늘"]);
        assert_eq!(d_day_for(4, Lang::En), "4 working days left");
        assert_eq!(
            [past_due(0), past_due(20), past_due(1_020)],
            ["기한 지남", "20분 지남", "2일 1시간 지남"]
        );
        assert_eq!(past_due_for(540, Lang::En), "1 working day 1 hour overdue");
    }
}
