//! The account at the end: what was promised is held against what lies in each of the databases.

use std::collections::{BTreeMap, BTreeSet};

use anyhow::{Context, Result};
use serde::Serialize;

use super::{City, ledger::Promised, node};

/// Of everything that was answered.
#[derive(Serialize)]
pub(super) struct Account {
    pub(super) filings_acknowledged: usize,
    pub(super) acts_acknowledged: usize,
    /// Acknowledged, and not there.
    pub(super) lost: Vec<String>,
    /// There more than once, or there without anybody having been promised it.
    pub(super) doubled: Vec<String>,
    /// What the machines do not agree on.
    pub(super) unlike: Vec<String>,
    /// The program's own checks of what it keeps, and what they said last.
    pub(super) checks: BTreeMap<&'static str, String>,
    pub(super) failed_checks: Vec<String>,
}

/// 신청번호 and title; how often 접수 stands in its history; whether it has a 접수번호.
const FILED: &str = "select application_number || '|' || title || '|' || (number is not null) || '|' ||
    (select count(*) from events e where e.complaint_id = c.id and e.name = 'received')
    from complaints c where title like ";

/// What each program can say of its own books.
const CHECKS: [(&str, &[&str]); 3] = [
    ("audit verify", &["audit", "verify"]),
    ("statistics check", &["statistics", "check"]),
    ("search check", &["search", "check"]),
];

struct Found {
    number: String,
    numbered: bool,
    receipts: usize,
}

pub(super) fn settle(city: &City, promised: &[Promised], run: &str) -> Result<Account> {
    let leader = city.leader()?;
    let query = format!("{FILED} '% {run}-%'");
    let mut found: BTreeMap<String, Vec<Found>> = BTreeMap::new();
    for line in city.database.lines_at(&city.place, &leader, &query)? {
        let (title, one) = read(&line).with_context(|| format!("not a complaint: {line}"))?;
        found.entry(title).or_default().push(one);
    }
    let (mut lost, mut doubled) = (Vec::new(), Vec::new());
    for one in promised {
        let there = found.get(&one.title).map(Vec::as_slice).unwrap_or_default();
        match there.iter().find(|found| found.number == one.number) {
            None => lost.push(format!("{} was acknowledged and is not there", one.number)),
            Some(found) if one.received && !(found.numbered && found.receipts > 0) => {
                lost.push(format!("접수 of {} was acknowledged and is not there", one.number));
            }
            Some(_) => {}
        }
    }
    let known: BTreeSet<&str> = promised.iter().map(|one| one.title.as_str()).collect();
    for (title, there) in &found {
        if there.len() > 1 || there.iter().any(|one| one.receipts > 1) || !known.contains(title.as_str()) {
            doubled.push(title.clone());
        }
    }
    let (checks, failed_checks) = checks(city);
    Ok(Account {
        filings_acknowledged: promised.len(),
        acts_acknowledged: promised.iter().filter(|one| one.received).count(),
        lost,
        doubled,
        unlike: unlike(city, &leader)?,
        checks,
        failed_checks,
    })
}

impl Account {
    /// Whatever must not be.
    pub(super) fn faults(&self) -> Vec<String> {
        let lists = [&self.lost, &self.doubled, &self.unlike, &self.failed_checks];
        lists.into_iter().flatten().cloned().collect()
    }
}

fn read(line: &str) -> Option<(String, Found)> {
    let mut cells = line.split('|');
    let (number, title) = (cells.next()?.to_owned(), cells.next()?.to_owned());
    let numbered = cells.next()? == "true";
    Some((title, Found { number, numbered, receipts: cells.next()?.parse().ok()? }))
}

/// Machines that do not hold what the leader holds. Nothing is written by people any more; jobs may be, so a machine
/// that is behind is asked again.
fn unlike(city: &City, leader: &str) -> Result<Vec<String>> {
    let query = "select count(*) || ' complaints, ' || (select count(*) from events) || ' events, ' ||
        md5(string_agg(id || version, ',' order by id)) from complaints";
    let mut unlike = Vec::new();
    for one in &city.database.machines {
        let same = super::place::wait_until("the same", std::time::Duration::from_secs(30), || {
            let at = |name: &str| city.database.lines_at(&city.place, name, query);
            Ok(at(leader)? == at(&one.name)?)
        });
        if same.is_err() {
            unlike.push(format!("{} does not hold what {leader} holds", one.name));
        }
    }
    Ok(unlike)
}

fn checks(city: &City) -> (BTreeMap<&'static str, String>, Vec<String>) {
    let (mut said, mut failed) = (BTreeMap::new(), Vec::new());
    for (name, arguments) in CHECKS {
        match node::chore(&city.program, arguments, &city.shared, &city.url) {
            Ok(text) => {
                said.insert(name, text.lines().last().unwrap_or_default().to_owned());
            }
            Err(fault) => failed.push(format!("{name}: {fault:#}")),
        }
    }
    (said, failed)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_of_the_database_is_read() {
        let (title, found) = read("F1|가로등 run-0-1|true|1").unwrap();
        assert_eq!((title.as_str(), found.number.as_str()), ("가로등 run-0-1", "F1"));
        assert!(found.numbered && found.receipts == 1);
        assert!(read("F1|가로등").is_none());
    }
}
