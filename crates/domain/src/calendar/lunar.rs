//! Days of the Korean lunar calendar (음력), on the civil one.

use icu_calendar::cal::{Iso, KoreanTraditional};
use icu_calendar::types::Month;
use jiff::civil::Date;

/// The civil day of a lunar one, never of a leap month (윤달은 공휴일이 아니다).
pub(super) fn on(year: i16, month: u8, day: u8) -> Option<Date> {
    let lunar =
        icu_calendar::Date::try_new(i32::from(year).into(), Month::new(month), day, KoreanTraditional::new());
    let civil = lunar.ok()?.to_calendar(Iso);
    let year = i16::try_from(civil.year().extended_year()).ok()?;
    let month = i8::try_from(civil.month().ordinal).ok()?;
    let day = i8::try_from(civil.day_of_month().0).ok()?;
    Date::new(year, month, day).ok()
}
