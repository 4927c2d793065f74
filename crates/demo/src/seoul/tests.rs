//! The tables hold together: codes, counts, and a department for every duty a complaint can name.

use std::collections::BTreeSet;

use super::{AgencyKind, CITYWIDE, SONGPA_CODE, agencies, district, owner, places};
use crate::texts::Category;

fn of(kind: AgencyKind) -> Vec<super::AgencySeed> {
    agencies().into_iter().filter(|agency| agency.kind == kind).collect()
}

#[test]
fn the_city_is_as_large_as_it_is() {
    let city_hall = &of(AgencyKind::Headquarters)[0];
    assert!(city_hall.bureaus.len() >= 20 && city_hall.departments().count() >= 100);
    assert!(of(AgencyKind::Office).len() >= 15);
    assert_eq!(of(AgencyKind::District).len(), 25);
    assert!(of(AgencyKind::Affiliate).len() >= 8);
    assert_eq!(of(AgencyKind::CallCentre)[0].name, "120다산콜재단");
    assert!(of(AgencyKind::District).iter().all(|agency| agency.departments().count() >= 15));
}

#[test]
fn codes_are_unique() {
    let mut codes = BTreeSet::new();
    for agency in agencies() {
        assert!(codes.insert(agency.code.to_owned()), "{}", agency.name);
        for (_, department) in agency.departments() {
            assert!(codes.insert(agency.full_code(department)), "{} {}", agency.name, department.name);
        }
    }
}

#[test]
fn songpa_has_the_bureaus_of_the_guide() {
    let songpa = district("송파구").expect("a district");
    assert_eq!(songpa.code, SONGPA_CODE);
    let bureaus: Vec<_> = songpa.bureaus.iter().map(|bureau| bureau.name).collect();
    for name in ["산하기관", "교통환경국", "도시관리국", "감사담당관", "보건소"] {
        assert!(bureaus.contains(&name), "{name}");
    }
    assert_eq!(songpa.serving("의료광고").expect("a department").name, "의약과");
    assert_eq!(songpa.serving("불법주차").expect("a department").name, "주차관리과");
}

#[test]
fn every_duty_of_a_complaint_is_served_in_every_district_and_in_city_hall() {
    let city_hall = of(AgencyKind::Headquarters);
    for duty in Category::ALL.iter().flat_map(|category| category.duties()) {
        if CITYWIDE.contains(&duty) {
            let (agency, _) = owner("송파구", duty).expect(duty);
            assert_ne!(agency.kind, AgencyKind::District, "{duty}");
            continue;
        }
        for agency in of(AgencyKind::District).iter().chain(&city_hall) {
            assert!(agency.serving(duty).is_some(), "{} does not serve {duty}", agency.name);
        }
    }
}

#[test]
fn citywide_duties_go_to_who_carries_them() {
    let name = |duty| owner("강남구", duty).map(|(agency, _)| agency.name);
    assert_eq!(name("지하철"), Some("서울교통공사"));
    assert_eq!(name("수돗물"), Some("상수도사업본부"));
    assert_eq!(name("시내버스"), Some("서울특별시 본청"));
    assert_eq!(name("가로등"), Some("강남구"));
}

#[test]
fn places_name_every_district_fully() {
    let districts: BTreeSet<_> = of(AgencyKind::District).iter().map(|agency| agency.name).collect();
    let named: BTreeSet<_> = places().iter().map(|place| place.gu).collect();
    assert_eq!(districts, named);
    for place in places() {
        assert!(
            place.dongs.len() >= 3 && place.stations.len() >= 3 && place.roads.len() >= 5,
            "{}",
            place.gu
        );
        assert!(place.parks.len() >= 3 && place.markets.len() >= 3, "{}", place.gu);
    }
}
