//! An organisation chart with everybody's duties taken apart, ready to be asked for every row of a list.

use std::collections::HashMap;
use std::sync::Arc;

use domain::id::{AgencyId, DepartmentId, OfficerId};
use domain::org::OrgChart;

use crate::text::{Word, Work};

/// Whoever knows the whole city's duties. Made once for each edition of the chart.
#[derive(Debug)]
pub struct Adviser {
    pub(crate) chart: Arc<OrgChart>,
    departments: HashMap<DepartmentId, Work>,
    officers: HashMap<OfficerId, Work>,
    /// What every agency is called.
    pub(crate) names: HashMap<AgencyId, Word>,
    nothing: Work,
}

impl Adviser {
    pub fn of(chart: Arc<OrgChart>) -> Adviser {
        let departments = chart.departments().into_iter();
        let departments =
            departments.map(|d| (d.id, Work::of(d.duties.iter().map(String::as_str)))).collect();
        let officers = chart.officers().map(|o| (o.id, Work::of([o.duty.as_str()]))).collect();
        let names = chart.agencies().into_iter().map(|a| (a.id, Word::of(&a.name))).collect();
        Adviser { chart, departments, officers, names, nothing: Work::default() }
    }

    pub(crate) fn work_of_department(&self, id: DepartmentId) -> &Work {
        self.departments.get(&id).unwrap_or(&self.nothing)
    }

    pub(crate) fn work_of(&self, id: OfficerId) -> &Work {
        self.officers.get(&id).unwrap_or(&self.nothing)
    }
}
