//! The public bodies of Seoul by their real names: city hall, works, districts, affiliates and bodies outside.

/// Writes a table of bureaus as rows of `"code" "department": "duty" …;` instead of nested struct literals.
macro_rules! bureaus {
    ($($bureau:literal { $($code:literal $department:literal : $($duty:literal)+ ;)+ })+) => {
        &[$(BureauSeed {
            name: $bureau,
            departments: &[$(DepartmentSeed { code: $code, name: $department, duties: &[$($duty),+] }),+],
        }),+]
    };
}

mod affiliates;
mod district_plain;
mod district_split;
mod districts;
mod headquarters;
mod offices;
mod places;
mod songpa;
#[cfg(test)]
mod tests;

pub use places::{Place, place_of, places};

/// What kind of body an agency of the city is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum AgencyKind {
    /// 본청
    Headquarters,
    /// 사업소
    Office,
    /// 자치구
    District,
    /// 투자출연기관
    Affiliate,
    /// 120다산콜재단
    CallCentre,
}

/// One agency 기관 with its bureaus.
#[derive(Debug, Clone, Copy)]
pub struct AgencySeed {
    /// Seven digits, unique in the city.
    pub code: &'static str,
    pub name: &'static str,
    pub kind: AgencyKind,
    pub bureaus: &'static [BureauSeed],
}

/// One bureau 실국 with its departments.
#[derive(Debug, Clone, Copy)]
pub struct BureauSeed {
    pub name: &'static str,
    pub departments: &'static [DepartmentSeed],
}

/// One department 부서.
#[derive(Debug, Clone, Copy)]
pub struct DepartmentSeed {
    /// Four digits, unique in its agency: two of the bureau, two of the department.
    pub code: &'static str,
    pub name: &'static str,
    /// The words of its duties, most telling first; routing and suggestion look for them.
    pub duties: &'static [&'static str],
}

/// Duties that the city or one of its affiliates carries alone, so that no district serves them.
pub const CITYWIDE: &[&str] = &["시내버스", "지하철", "따릉이", "수돗물", "한강공원", "임대주택", "공연장"];

/// The code of 송파구, the district of the guide.
pub const SONGPA_CODE: &str = "3230000";

/// Every agency of the city: headquarters first, then offices, districts, affiliates and the call centre.
#[must_use]
pub fn agencies() -> Vec<AgencySeed> {
    let mut all = vec![AgencySeed {
        code: "6110000",
        name: "서울특별시 본청",
        kind: AgencyKind::Headquarters,
        bureaus: headquarters::HEADQUARTERS,
    }];
    all.extend_from_slice(offices::OFFICES);
    all.extend_from_slice(districts::DISTRICTS);
    all.extend_from_slice(affiliates::AFFILIATES);
    all.extend_from_slice(affiliates::CALL_CENTRE);
    all
}

/// The district of this name, for example `송파구`.
#[must_use]
pub fn district(gu: &str) -> Option<AgencySeed> {
    districts::DISTRICTS.iter().copied().find(|agency| agency.name == gu)
}

impl AgencySeed {
    /// Its departments with the bureau each belongs to, in the order of the table.
    pub fn departments(&self) -> impl Iterator<Item = (&'static BureauSeed, &'static DepartmentSeed)> {
        self.bureaus.iter().flat_map(|bureau| bureau.departments.iter().map(move |d| (bureau, d)))
    }

    /// The department that has `duty` among its duties; the one that names it earliest wins.
    #[must_use]
    pub fn serving(&self, duty: &str) -> Option<&'static DepartmentSeed> {
        let rank = |d: &DepartmentSeed| d.duties.iter().position(|word| *word == duty);
        self.departments()
            .filter_map(|(_, d)| rank(d).map(|r| (r, d)))
            .min_by_key(|(r, _)| *r)
            .map(|(_, d)| d)
    }

    /// The code of a department that is unique in the whole city: `3230000-1002`.
    #[must_use]
    pub fn full_code(&self, department: &DepartmentSeed) -> String {
        format!("{}-{}", self.code, department.code)
    }
}

/// The agency and department a complaint of this duty and district belongs to: the district's own,
/// or for a citywide duty the affiliate, office or city hall that carries it.
#[must_use]
pub fn owner(gu: &str, duty: &str) -> Option<(AgencySeed, &'static DepartmentSeed)> {
    if !CITYWIDE.contains(&duty)
        && let Some(agency) = district(gu)
        && let Some(department) = agency.serving(duty)
    {
        return Some((agency, department));
    }
    let nearness = |kind: AgencyKind| match kind {
        AgencyKind::Affiliate => 0,
        AgencyKind::Office => 1,
        AgencyKind::Headquarters => 2,
        AgencyKind::District | AgencyKind::CallCentre => 3,
    };
    agencies()
        .into_iter()
        .filter(|agency| agency.kind != AgencyKind::District)
        .filter_map(|agency| agency.serving(duty).map(|department| (agency, department)))
        .min_by_key(|(agency, _)| nearness(agency.kind))
}
