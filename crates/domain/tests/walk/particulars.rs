//! With which particulars an act is tried: mostly likely ones, some that no rule should let pass.

use domain::complaint::{Command, CooperationAsk, Destination, Evidence, Ruling, Visibility};
use domain::id::{AgencyId, ComplaintId, DepartmentId, OfficerId};
use domain::period::Period;
use jiff::{SignedDuration, Timestamp};
use uuid::Uuid;

use crate::chance::Chance;
use crate::common::case::Case;
use crate::common::city::*;
use crate::common::say;

/// Nobody's.
const NOWHERE: DepartmentId = DepartmentId(Uuid::from_u128(0xdead));

pub(crate) fn period(chance: &mut Chance) -> Period {
    let written = ["immediate", "1h", "5h", "1d", "3d", "7d", "14d", "30d", "3650d", "2w", "1m", "10y"];
    let text: &str = written[usize::try_from(chance.below(12)).unwrap()];
    text.parse().unwrap()
}

/// Mostly unnamed: the kind's own period.
pub(crate) fn some_period(chance: &mut Chance) -> Option<Period> {
    if chance.one_in(3) { Some(period(chance)) } else { None }
}

pub(crate) fn some_visibility(chance: &mut Chance) -> Option<Visibility> {
    chance.one_in(4).then(|| *chance.pick(&Visibility::ALL))
}

pub(crate) fn department(chance: &mut Chance) -> DepartmentId {
    *chance.pick(&[ROADS, ROADS, PARKS, WORKS, CIVIL, CLEANING, PHARMACY, NOWHERE])
}

pub(crate) fn destination(chance: &mut Chance) -> Destination {
    let agency: AgencyId = *chance.pick(&[SEOUL, SEOUL, SONGPA, DASAN]);
    if chance.one_in(3) {
        return Destination::Agency { agency };
    }
    let department = department(chance);
    let home = DEPARTMENTS.iter().find(|row| row.0 == department).map_or(agency, |row| row.1);
    Destination::Department { agency: if chance.one_in(8) { agency } else { home }, department }
}

pub(crate) fn transferee(chance: &mut Chance) -> &'static str {
    chance.pick::<&'static str>(&["국토교통부", "송파구", " 120 다산콜재단 ", "경찰청"])
}

pub(crate) fn ruling(chance: &mut Chance) -> Ruling {
    match chance.below(4) {
        0 => Ruling::Refused,
        1 => Ruling::PassedUp,
        _ => Ruling::Granted { to: destination(chance) },
    }
}

/// Mostly somebody of the department where the file lies.
pub(crate) fn colleague(chance: &mut Chance, case: &Case) -> OfficerId {
    let here = case.file.holder().department;
    let colleagues: Vec<OfficerId> =
        OFFICERS.iter().filter(|row| Some(row.1) == here).map(|row| row.0).collect();
    if colleagues.is_empty() || chance.one_in(8) {
        chance.pick(&OFFICERS).0
    } else {
        *chance.pick(&colleagues)
    }
}

pub(crate) fn soon(chance: &mut Chance, now: Timestamp) -> Timestamp {
    now + SignedDuration::from_hours(i64::from(chance.below(120)) - 6)
}

pub(crate) fn asks(chance: &mut Chance, case: &Case, most: u32) -> Vec<CooperationAsk> {
    (0..chance.below(most)).map(|_| say::ask(department(chance), soon(chance, case.now))).collect()
}

pub(crate) fn asked(chance: &mut Chance, case: &Case) -> DepartmentId {
    let open: Vec<DepartmentId> = case.file.open_cooperations().map(|k| k.department).collect();
    if open.is_empty() || chance.one_in(6) { department(chance) } else { *chance.pick(&open) }
}

pub(crate) fn line(chance: &mut Chance) -> Vec<OfficerId> {
    match chance.below(6) {
        0 => (0..chance.below(7)).map(|_| chance.pick(&OFFICERS).0).collect(),
        1 => vec![NAM],
        _ => vec![SEO, NAM],
    }
}

pub(crate) fn evidence(chance: &mut Chance) -> Evidence {
    Evidence {
        filings: chance.below(5),
        notified_results: chance.below(4),
        undelivered: chance.below(4),
        committee_reviewed: chance.one_in(2),
        sameness_memo: chance.one_in(2),
    }
}

pub(crate) fn merge(chance: &mut Chance, case: &Case) -> Command {
    let into: ComplaintId = *chance.pick(&[say::ELSEWHERE, case.file.id]);
    let into_is_live = chance.one_in(2);
    let (same_petitioner, same_purport) = (chance.one_in(2), chance.below(8));
    Command::Merge {
        into,
        into_is_live,
        same_petitioner,
        same_purport,
        together: Vec::new(),
        reason: say::memo("같은 내용입니다."),
    }
}
