//! A year as twelve small months, with the days on which the office does not work marked in words and colour.

use domain::calendar::{Basis, Holiday, WorkCalendar};
use jiff::ToSpan;
use jiff::civil::{Date, Weekday};
use maud::{Markup, html};

pub(super) fn year(calendar: &WorkCalendar, year: i16, today: Date) -> Markup {
    let months = (1..=12).filter_map(|month| Date::new(year, month, 1).ok());
    html! { div.year-grid { @for first in months { (month(calendar, first, today)) } } }
}

fn month(calendar: &WorkCalendar, first: Date, today: Date) -> Markup {
    let label = format!("{}월", first.month());
    let days = i64::from(first.days_in_month());
    let lead = i64::from(first.weekday().to_sunday_zero_offset());
    let weeks = (lead + days + 6) / 7;
    html! {
        table.month {
            caption { (label) }
            thead { tr {
                @for day in [Weekday::Sunday, Weekday::Monday, Weekday::Tuesday, Weekday::Wednesday, Weekday::Thursday, Weekday::Friday, Weekday::Saturday] {
                    th scope="col" { (words::date::weekday(day)) }
                }
            } }
            tbody { @for week in 0..weeks { tr { @for place in 0..7 {
                @let number = week * 7 + place - lead;
                @if (0..days).contains(&number) {
                    (cell(calendar, first.saturating_add(number.days()), today))
                } @else { td {} }
            } } } }
        }
    }
}

fn cell(calendar: &WorkCalendar, day: Date, today: Date) -> Markup {
    let holiday = calendar.holiday(day);
    let class = match (&holiday, calendar.is_working_day(day)) {
        (Some(Holiday { basis: Basis::Designated { .. }, .. }), _) => "off designated",
        (Some(_), _) => "off named",
        (None, false) => "off",
        (None, true) => "",
    };
    html! {
        td class=[(!class.is_empty()).then_some(class)] aria-current=[(day == today).then_some("date")]
            title=[holiday.as_ref().map(|holiday| holiday.name.as_str())] {
            (day.day())
            @if let Some(holiday) = &holiday { span.unseen { " " (holiday.name) } }
        }
    }
}
