//! A wish to change the calendar, as an address or a form says it: a day to designate, or one to withdraw.

use casework::sweeps::Change;
use domain::calendar::Designation;
use domain::desk::Desk as Facts;
use domain::text::Text;
use jiff::civil::Date;

use super::holidays::{NAME_MAX, SOURCE_MAX, YEARS};

/// What is to be changed, as an address or a form says it.
pub(super) struct Wish {
    pub(super) designation: Option<Designation>,
    pub(super) withdraw: Option<Date>,
}

impl Wish {
    pub(super) fn read(
        get: impl Fn(&str) -> Option<String>,
        desk: &Facts,
    ) -> Result<Wish, (&'static str, String)> {
        let known = |day: Date| desk.calendar.designations().iter().any(|d| d.date == day);
        if let Some(day) = get("withdraw") {
            let day = day.parse().ok().filter(|day| known(*day));
            let gone = || ("", "지정되어 있지 않은 날입니다. 이미 취소되었을 수 있습니다.".to_owned());
            return Ok(Wish { designation: None, withdraw: Some(day.ok_or_else(gone)?) });
        }
        let day: Option<Date> = get("date").and_then(|day| day.parse().ok());
        let day = day.filter(|day| YEARS.contains(&day.year()));
        let day = day.ok_or(("date", "날짜를 다시 입력해 주십시오.".to_owned()))?;
        if known(day) {
            return Err(("date", "이미 지정된 날입니다.".to_owned()));
        }
        let name = Text::<NAME_MAX>::new(&get("name").unwrap_or_default())
            .map_err(|error| ("name", words::error::text("이름", error, words::lang::Lang::Ko)))?;
        let source = Text::<SOURCE_MAX>::new(&get("source").unwrap_or_default())
            .map_err(|error| ("source", words::error::text("근거", error, words::lang::Lang::Ko)))?;
        let designation = Designation { date: day, name: name.into(), source: source.into() };
        Ok(Wish { designation: Some(designation), withdraw: None })
    }

    pub(super) fn change(&self, desk: &Facts) -> Change {
        let (added, removed): (Vec<_>, Vec<_>) =
            (self.designation.iter().cloned().collect(), self.withdraw.into_iter().collect());
        Change::of_days(desk, &added, &removed)
    }

    pub(super) fn day(&self) -> Option<Date> {
        self.designation.as_ref().map(|d| d.date).or(self.withdraw)
    }

    pub(super) fn pairs(&self) -> Vec<(&'static str, String)> {
        match (&self.designation, self.withdraw) {
            (Some(d), _) => {
                vec![("date", d.date.to_string()), ("name", d.name.clone()), ("source", d.source.clone())]
            }
            (None, day) => day.map(|day| ("withdraw", day.to_string())).into_iter().collect(),
        }
    }
}
