//! What the pages of those who watch over others' work share: who they are, over what, and for which period.

use casework::sessions::Who;
use casework::statistics;
use domain::desk::{Desk, seoul_date};
use domain::id::AgencyId;
use domain::org::{Agency, OrgChart};
use domain::role::Role;
use jiff::Timestamp;
use jiff::civil::Date;
use maud::{Markup, html};

use super::search::{Wrong, days, span};
use super::work::Asked;
use crate::components::{Field, date_range};

/// Whoever answers for more than their own desk: managers, inspectors, and who takes in for the city.
pub(crate) fn watches(who: &Who) -> bool {
    const ROLES: [Role; 4] = [Role::Receiver, Role::AgencyManager, Role::DepartmentManager, Role::Inspector];
    ROLES.into_iter().any(|role| who.on_duty.has(role))
}

/// 민원심사관·감사: whose act the 독촉장 is.
pub(crate) fn inspects(who: &Who) -> bool {
    who.on_duty.has(Role::Inspector)
}

/// The whole city, for those who see it.
pub(crate) fn sees_the_city(who: &Who) -> bool {
    who.on_duty.all_duties().any(|duty| match duty.role {
        Role::Receiver => true,
        Role::Inspector => duty.agency.is_none(),
        Role::CallCentre
        | Role::AgencyManager
        | Role::DepartmentManager
        | Role::Handler
        | Role::Cooperator
        | Role::Approver
        | Role::Administrator => false,
    })
}

/// The agencies whose figures may hold something for this officer, 본청 first.
pub(crate) fn agencies<'a>(who: &Who, chart: &'a OrgChart) -> Vec<&'a Agency> {
    if sees_the_city(who) {
        return chart.agencies();
    }
    let watched: Vec<AgencyId> = who
        .on_duty
        .all_duties()
        .filter(|duty| matches!(duty.role, Role::AgencyManager | Role::Inspector | Role::DepartmentManager))
        .filter_map(|duty| duty.agency)
        .collect();
    chart.agencies().into_iter().filter(|agency| watched.contains(&agency.id)).collect()
}

/// A period of days, and its first and last moment.
#[derive(Clone, Copy)]
pub(crate) struct Span {
    pub(crate) from: Date,
    pub(crate) to: Date,
    pub(crate) first: Timestamp,
    pub(crate) last: Timestamp,
}

impl Span {
    /// As the address asks for: the last 30 days by default, 95 at most.
    pub(crate) fn asked(asked: &Asked, today: Date) -> Result<Span, Wrong> {
        let (first, last) = span(asked, today)?;
        Ok(Span { from: seoul_date(first), to: seoul_date(last), first, last })
    }

    pub(crate) fn between(from: Date, to: Date) -> Span {
        Span { from, to, first: statistics::day(from).0, last: statistics::day(to).1 }
    }

    pub(crate) fn words(&self) -> String {
        format!("{} ~ {}", words::date::day(self.from), words::date::day(self.to))
    }
}

/// The two days of the period, with what was wrong with them.
pub(crate) fn period_fields(asked: &Asked, wrong: Option<&Wrong>, desk: &Desk, label: &str) -> Markup {
    let (from, to) = days(asked, desk.today());
    let message = |name: &str| wrong.filter(|w| w.field == name).map(|w| w.message.as_str());
    html! {
        (date_range(
            &format!("{label} (기본 30일, 최대 95일)"),
            &Field::new("from", "부터").value(&from).error(message("from")),
            &Field::new("to", "까지").value(&to).error(message("to")),
        ))
    }
}
