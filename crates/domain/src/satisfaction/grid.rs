//! 기관별, 실국별, 부서별: the same figures gathered by office, in the order of the city's chart.
//!
//! The order is that of the codes the city gives its offices, which is the order of its 직제; a bureau stands
//! where its first department stands. Offices to which nothing came have no row.

use std::collections::{BTreeMap, HashMap};

use super::Tally;
use crate::id::{AgencyId, DepartmentId};
use crate::org::{AgencyKind, OrgChart};

/// The complaints of one department together; without a department those that were not yet given to one, without
/// an agency those that the city's own intake holds or has answered at once.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Counted {
    pub agency: Option<AgencyId>,
    pub department: Option<DepartmentId>,
    pub tally: Tally,
}

/// What the rows of a grid are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum By {
    Agency,
    Bureau,
    Department,
}

/// Whose offices a grid shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Under {
    City,
    Agency(AgencyId),
    Bureau(AgencyId, String),
}

/// The office of a row.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Unit {
    Agency(AgencyId),
    Bureau(AgencyId, String),
    Department(DepartmentId),
    /// Not given to any office of this kind: the city's intake, or an agency before it distributes.
    NotDistributed,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    pub unit: Unit,
    pub tally: Tally,
}

/// One grid: the whole (전체) first, then its offices.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Grid {
    pub whole: Tally,
    pub rows: Vec<Row>,
}

/// Gathers what was counted into the rows of a grid; their sum is the whole.
pub fn grid(counted: &[Counted], chart: &OrgChart, by: By, under: &Under) -> Grid {
    let order = Order::of(chart);
    let mut rows: BTreeMap<Place, Row> = BTreeMap::new();
    for part in counted.iter().filter(|part| part.tally != Tally::default() && under.holds(part, chart)) {
        let unit = by.unit(part, chart);
        let place = order.place(&unit);
        rows.entry(place).or_insert_with(|| Row { unit, tally: Tally::default() }).tally += part.tally;
    }
    let rows: Vec<Row> = rows.into_values().collect();
    Grid { whole: rows.iter().map(|row| row.tally).sum(), rows }
}

impl Under {
    fn holds(&self, part: &Counted, chart: &OrgChart) -> bool {
        match self {
            Under::City => true,
            Under::Agency(agency) => part.agency == Some(*agency),
            Under::Bureau(agency, bureau) => {
                let department = part.department.and_then(|id| chart.department(id));
                department.is_some_and(|d| d.agency == *agency && d.bureau == *bureau)
            }
        }
    }
}

impl By {
    fn unit(self, part: &Counted, chart: &OrgChart) -> Unit {
        let department = || part.department.and_then(|id| chart.department(id));
        let unit = match self {
            By::Agency => part.agency.map(Unit::Agency),
            By::Bureau => department().map(|d| Unit::Bureau(d.agency, d.bureau.clone())),
            By::Department => department().map(|d| Unit::Department(d.id)),
        };
        unit.unwrap_or(Unit::NotDistributed)
    }
}

/// Where a row stands: offices before what lies with none, agencies by kind and code, then by department code.
type Place = (bool, usize, String, String, String);

struct Order<'a> {
    chart: &'a OrgChart,
    /// The code of a bureau's first department.
    bureaus: HashMap<(AgencyId, &'a str), &'a str>,
}

impl<'a> Order<'a> {
    fn of(chart: &'a OrgChart) -> Order<'a> {
        let mut bureaus: HashMap<(AgencyId, &str), &str> = HashMap::new();
        for department in chart.departments() {
            let first = bureaus.entry((department.agency, &department.bureau)).or_insert(&department.code);
            *first = (*first).min(&department.code);
        }
        Order { chart, bureaus }
    }

    fn place(&self, unit: &Unit) -> Place {
        match unit {
            Unit::NotDistributed => (true, 0, String::new(), String::new(), String::new()),
            Unit::Agency(id) => self.agency(*id, "", ""),
            Unit::Bureau(id, bureau) => {
                let first = self.bureaus.get(&(*id, bureau.as_str())).copied();
                self.agency(*id, first.unwrap_or_default(), bureau)
            }
            Unit::Department(id) => match self.chart.department(*id) {
                Some(department) => self.agency(department.agency, &department.code, &department.name),
                None => self.place(&Unit::NotDistributed),
            },
        }
    }

    fn agency(&self, id: AgencyId, code: &str, name: &str) -> Place {
        let agency = self.chart.agency(id);
        let kind = agency.and_then(|a| AgencyKind::ALL.iter().position(|kind| *kind == a.kind));
        let agency = agency.map(|a| a.code.clone()).unwrap_or_default();
        (false, kind.unwrap_or_default(), agency, code.to_owned(), name.to_owned())
    }
}
