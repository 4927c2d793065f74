//! The holidays the law fixes, year by year, and which of them are owed a substitute (대체공휴일).

use jiff::civil::{Date, Weekday};

use super::{lunar, plus};

/// Kinds of holiday, as far as the rule on substitutes tells them apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Family {
    /// 1월 1일, 현충일, and days no longer kept: never replaced.
    Plain,
    /// 설날 and 추석 with the day before and after.
    Feast,
    /// 어린이날.
    Children,
    /// 3·1절, 광복절, 개천절, 한글날.
    National,
    /// 부처님오신날, 성탄절.
    Faith,
    /// 노동절 and the restored 제헌절.
    New2026,
}

/// One holiday of the law.
pub(super) struct Fixed {
    pub(super) date: Date,
    pub(super) name: &'static str,
    pub(super) family: Family,
}

/// The holidays of a year as 관공서의 공휴일에 관한 규정 제2조 had them that year.
pub(super) fn holidays(year: i16) -> Vec<Fixed> {
    let mut days = Vec::with_capacity(20);
    let mut keep = |month, day, name, family| {
        if let Ok(date) = Date::new(year, month, day) {
            days.push(Fixed { date, name, family });
        }
    };
    keep(1, 1, "1월 1일", Family::Plain);
    if year <= 1998 {
        keep(1, 2, "신정 연휴", Family::Plain);
    }
    keep(3, 1, "3·1절", Family::National);
    if year <= 2005 {
        keep(4, 5, "식목일", Family::Plain);
    }
    if year >= 2026 {
        keep(5, 1, "노동절", Family::New2026);
    }
    keep(5, 5, "어린이날", Family::Children);
    keep(6, 6, "현충일", Family::Plain);
    // A holiday until 2007, none from 2008, one again by 공휴일에 관한 법률 as amended in 2026.
    if year <= 2007 {
        keep(7, 17, "제헌절", Family::Plain);
    } else if year >= 2026 {
        keep(7, 17, "제헌절", Family::New2026);
    }
    keep(8, 15, "광복절", Family::National);
    if year <= 1990 {
        keep(10, 1, "국군의 날", Family::Plain);
    }
    keep(10, 3, "개천절", Family::National);
    if year <= 1990 || year >= 2013 {
        keep(10, 9, "한글날", Family::National);
    }
    keep(12, 25, "성탄절", Family::Faith);
    days.extend(lunar_holidays(year));
    days.sort_by_key(|fixed| fixed.date);
    days
}

fn lunar_holidays(year: i16) -> impl Iterator<Item = Fixed> {
    let feast = |day: Option<Date>, names: [&'static str; 3]| {
        day.into_iter().flat_map(move |day| {
            [-1, 0, 1].into_iter().zip(names).map(move |(offset, name)| Fixed {
                date: plus(day, offset),
                name,
                family: Family::Feast,
            })
        })
    };
    let buddha =
        lunar::on(year, 4, 8).map(|date| Fixed { date, name: "부처님오신날", family: Family::Faith });
    feast(lunar::on(year, 1, 1), ["설날 전날", "설날", "설날 다음 날"])
        .chain(buddha)
        .chain(feast(lunar::on(year, 8, 15), ["추석 전날", "추석", "추석 다음 날"]))
}

/// Whether a holiday that fell so is owed a substitute (같은 규정 제3조, with its history).
///
/// `shared`: another of the law's holidays falls on the same day.
pub(super) fn owes_substitute(fixed: &Fixed, shared: bool) -> bool {
    let since = match fixed.family {
        Family::Plain => return false,
        // 대통령령 of 2013-11-05, first felt in 2014.
        Family::Feast | Family::Children => Date::constant(2014, 1, 1),
        // 대통령령 of 2021-08-04: from 광복절 2021.
        Family::National => Date::constant(2021, 8, 15),
        // 대통령령 of 2023-05-04: from 부처님오신날 2023.
        Family::Faith => Date::constant(2023, 5, 4),
        // 대통령령 제36290호, 2026-04-30.
        Family::New2026 => Date::constant(2026, 5, 1),
    };
    let meets = match fixed.date.weekday() {
        Weekday::Sunday => true,
        Weekday::Saturday => fixed.family != Family::Feast,
        _ => shared,
    };
    fixed.date >= since && meets
}
