//! Our holidays against an independent list: the Python package `holidays`, year by year.
//!
//! Run by `cargo xtask test`, which prepares a Python and turns on the feature `independent`. Without that
//! feature this file is not built: `cargo nextest run -p domain` needs no Python.
#![expect(clippy::expect_used, reason = "a fault here is a failed test")]

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::process::Command;

use domain::calendar::WorkCalendar;
use jiff::civil::Date;

const YEARS: std::ops::RangeInclusive<i16> = 1990..=2050;

/// Our table of elections ends here; theirs goes on by rule, guessing that every term runs its length.
const LAST_ELECTIONS: i16 = 2040;

/// Days one of the two has and the other has not, each with the reason. Nothing else may differ.
/// None at present: since 0.109 the package knows 노동절 and 제헌절 of 2026 and their substitutes.
const KNOWN: &[(&str, &str)] = &[];

const SCRIPT: &str = "
import sys, holidays
first, last = int(sys.argv[1]), int(sys.argv[2])
for day, name in sorted(holidays.SouthKorea(years=range(first, last + 1), language=\"ko\").items()):
    print(day.isoformat(), name)
";

fn python() -> PathBuf {
    let given = std::env::var_os("EUNGDAPSO_PYTHON").expect(
        "EUNGDAPSO_PYTHON names no Python with the package `holidays`; `cargo xtask test` prepares one and sets it",
    );
    let given = Path::new(&given);
    if given.is_dir() { given.join("bin/python") } else { given.to_owned() }
}

/// Their days, with their names.
fn theirs() -> BTreeMap<Date, String> {
    let output = Command::new(python())
        .args(["-c", SCRIPT, &YEARS.start().to_string(), &YEARS.end().to_string()])
        .output()
        .expect("EUNGDAPSO_PYTHON runs");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let text = String::from_utf8(output.stdout).expect("UTF-8");
    text.lines()
        .map(|line| {
            let (day, name) = line.split_once(' ').expect("a day and a name");
            (day.parse().expect("a day"), name.to_owned())
        })
        .collect()
}

#[test]
fn our_holidays_are_theirs_but_for_the_known_differences() {
    let cal = WorkCalendar::published();
    let theirs = theirs();
    let ours: BTreeMap<Date, String> =
        YEARS.flat_map(|year| cal.holidays(year)).map(|it| (it.date, it.name)).collect();
    let known: BTreeSet<Date> = KNOWN.iter().map(|(day, _)| day.parse().expect("a day")).collect();

    let differing: BTreeSet<Date> = ours
        .keys()
        .chain(theirs.keys())
        .copied()
        .filter(|day| ours.contains_key(day) != theirs.contains_key(day))
        .filter(|day| {
            day.year() <= LAST_ELECTIONS || !theirs.get(day).is_some_and(|name| name.ends_with("선거일"))
        })
        .collect();
    let show = |day: &Date| format!("{day} ours {:?}, theirs {:?}", ours.get(day), theirs.get(day));
    let surprises: Vec<String> = differing.difference(&known).map(show).collect();
    let outdated: Vec<String> = known.difference(&differing).map(show).collect();
    assert!(surprises.is_empty(), "differences nobody explained:\n{}", surprises.join("\n"));
    assert!(outdated.is_empty(), "no longer a difference, take it off the list:\n{}", outdated.join("\n"));
}
