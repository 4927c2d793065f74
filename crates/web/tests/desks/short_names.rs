//! Departments by the short names that people type in the conditions of lists.

use axum::http::StatusCode;
use domain::id::DepartmentId;
use domain::org::Department;
use testkit::office::TestOffice;
use testkit::world::SEOUL;
use uuid::Uuid;

use crate::clerk::{Clerk, with_office};

/// `의약과`
const PHARMACY_TYPED: &str = "%EC%9D%98%EC%95%BD%EA%B3%BC";

/// A second 의약과, at 본청.
async fn another_pharmacy(office: &TestOffice) {
    let department = Department {
        id: DepartmentId(Uuid::from_u128(0xd9)),
        agency: SEOUL,
        code: "SD9".to_owned(),
        bureau: "시민건강국".to_owned(),
        name: "의약과".to_owned(),
        duties: Vec::new(),
    };
    let mut tx = office.store().write().await.unwrap();
    tx.put_departments(&[department]).await.unwrap();
    tx.commit().await.unwrap();
    office.office.refresh().await.unwrap();
}

#[test]
fn a_short_name_is_the_department_in_sight_and_several_are_told_apart() {
    with_office(|office| async move {
        another_pharmacy(&office).await;
        for (login, path, status) in [
            // 송파구's manager and its own 의약과's see one of them, whoever sees the city both.
            ("oh", "/users", StatusCode::OK),
            ("yak", "/users", StatusCode::OK),
            ("yak", "/delays", StatusCode::OK),
            ("oh", "/satisfaction", StatusCode::OK),
            ("yak", "/complaints", StatusCode::OK),
            ("si", "/users", StatusCode::UNPROCESSABLE_ENTITY),
            ("han", "/delays", StatusCode::UNPROCESSABLE_ENTITY),
            ("min", "/satisfaction", StatusCode::UNPROCESSABLE_ENTITY),
            ("han", "/complaints", StatusCode::UNPROCESSABLE_ENTITY),
        ] {
            let mut clerk = Clerk::at(&office, login).await;
            let came = clerk.get(&format!("{path}?department={PHARMACY_TYPED}")).await;
            assert_eq!(came.status, status, "{login} {path}");
            if status == StatusCode::UNPROCESSABLE_ENTITY {
                came.has("'의약과' 부서가 2곳 있습니다");
                came.has("송파구 보건소 의약과");
                came.has("서울특별시 시민건강국 의약과");
            }
        }
        let mut oh = Clerk::at(&office, "oh").await;
        oh.get(&format!("/users?department={PHARMACY_TYPED}")).await.has("약의약");
        // `보건소 의약과`: the end of a full name will do.
        let end = format!("/users?department=%EB%B3%B4%EA%B1%B4%EC%86%8C%20{PHARMACY_TYPED}");
        let mut si = Clerk::at(&office, "si").await;
        si.get(&end).await.has("약의약");
    });
}

#[test]
fn the_names_to_choose_from_begin_with_the_askers_own() {
    with_office(|office| async move {
        for (login, first) in [
            ("yak", "송파구 보건소 의약과"),
            ("mun", "송파구 안전건설국 건설과"),
            ("lee", "서울특별시 안전총괄실 도로과"),
        ] {
            let mut clerk = Clerk::at(&office, login).await;
            let page = clerk.get("/users").await;
            page.has(&format!("<datalist id=\"offices\"><option value=\"{first}\">"));
        }
        // Then the rest of the own agency, before the rest of the city.
        let mut lee = Clerk::at(&office, "lee").await;
        let page = lee.get("/users").await;
        let place = |name: &str| page.text.find(&format!("<option value=\"{name}\">")).unwrap();
        assert!(place("서울특별시 푸른도시국 공원과") < place("송파구 보건소 의약과"));
    });
}
