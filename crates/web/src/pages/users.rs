//! 민원 운영 > 사용자 관리: the people one looks after, searched, listed, one of them in detail.

mod detail;
mod forms;
mod found;
mod look;
mod post;
mod register;

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use axum_extra::extract::cookie::CookieJar;
use casework::people::NotChanged;
use casework::sessions::Who;
use domain::id::{AgencyId, DepartmentId};
use domain::role::Role;
use maud::{Markup, html};
use store::PeopleOf;

pub(crate) use detail::show;
pub(crate) use found::{read_cursor, write_cursor};
pub(crate) use look::origin;
pub(crate) use post::{
    contact, end_grant, end_stand_in, grant, record, reinstate, reset, reset_second_factor, retire,
    set_stand_in, tell_again, unlock,
};
pub(crate) use register::{blank, send};

use super::Frame;
use super::work::{Asked, only};
use crate::components::{ButtonKind, Tone, alert, button_row, link_button, page_title};
use crate::error::Fail;
use crate::request::Desk;
use crate::state::AppState;

const PATH: &str = "/users";
const TITLE: &str = "사용자 관리";

pub(crate) async fn page(
    State(state): State<AppState>,
    Desk { who, .. }: Desk,
    jar: CookieJar,
    asked: Asked,
) -> Result<Response, Fail> {
    only(looks_after_people(&who))?;
    let chart = state.office.facts().chart;
    let conditions = look::read(&asked, &who, &chart)?;
    let wrong = conditions.is_err();
    let list = match &conditions {
        Ok(conditions) => found::list(&state, &asked, conditions).await?,
        Err(_) => html! {},
    };
    let body = html! {
        (page_title(TITLE, html! {}))
        p { "사용자 수기등록, 사용자정보 수정, 비밀번호초기화 등을 관리하는 기능" }
        (notes())
        (button_row(link_button("사용자 수기등록", "/users/new", ButtonKind::Primary)))
        (look::form(&asked, conditions.as_ref().err().map(String::as_str), &who, &chart))
        (list)
    };
    let mut response = Frame::new(&state, &who, TITLE, PATH).render(jar, body);
    if wrong {
        *response.status_mut() = StatusCode::UNPROCESSABLE_ENTITY;
    }
    Ok(response)
}

/// The guide's own words.
fn notes() -> Markup {
    alert(
        Tone::Information,
        "안내",
        html! {
            ul {
                li { "공무원 직원 정보는 연계 시스템을 통해 자동으로 등록되며, 최대 2일 소요" }
                li { "'부서 관리자' 권한은 해당 기관 관리자에게 요청 (" a href="/grants" { "권한" } ")" }
                li { "이메일, 전화번호, 담당업무 등 수정 · 휴가 등 직원 부재 시 대직 설정" }
                li { "당직실 등 수기등록 사용자의 비밀번호 초기화" }
            }
        },
    )
}

/// Whose business other people's records are.
pub(crate) fn looks_after_people(who: &Who) -> bool {
    [Role::DepartmentManager, Role::AgencyManager, Role::Administrator]
        .iter()
        .any(|role| who.on_duty.has(*role))
}

/// The parts of the city whose people this officer looks after.
pub(crate) fn parts(who: &Who) -> Vec<PeopleOf> {
    if who.on_duty.has(Role::Administrator) {
        return vec![PeopleOf::City];
    }
    let mut parts = Vec::new();
    for duty in who.on_duty.all_duties() {
        let part = match (duty.role, duty.agency, duty.department) {
            (Role::AgencyManager, Some(agency), None) => PeopleOf::Agency(agency),
            (Role::AgencyManager | Role::DepartmentManager, _, Some(department)) => {
                PeopleOf::Department(department)
            }
            _ => continue,
        };
        if !parts.contains(&part) {
            parts.push(part);
        }
    }
    parts
}

/// Does one of these parts hold this department?
pub(crate) fn holds(parts: &[PeopleOf], agency: AgencyId, department: DepartmentId) -> bool {
    parts.iter().any(|part| match part {
        PeopleOf::City => true,
        PeopleOf::Agency(id) => *id == agency,
        PeopleOf::Department(id) => *id == department,
    })
}

/// Why a record was left as it is: the field of the form, and what to do; or a page of its own.
pub(in crate::pages) fn told(
    why: NotChanged,
    names: &domain::org::OrgChart,
) -> Result<(&'static str, String), Fail> {
    let said = |field, text: &str| Ok((field, text.to_owned()));
    match why {
        NotChanged::NotDone(why) => Err(why.into()),
        NotChanged::Refused(refusal) => said("", words::people::refusal(refusal)),
        NotChanged::StandIn(refusal) => Ok(words::people::stand_in(&refusal, names)),
        NotChanged::LoginTaken => {
            said("login", "이미 쓰고 있는 아이디입니다. 다른 아이디를 입력해 주십시오.")
        }
        NotChanged::Meanwhile => {
            said("", "그동안 다른 사람이 먼저 처리했습니다. 바뀐 내용을 확인하고 다시 해 주십시오.")
        }
        NotChanged::Days => {
            said("from", "시작일은 오늘이나 그 뒤로, 종료일은 시작일이나 그 뒤로 입력해 주십시오.")
        }
        NotChanged::HeldAlready => {
            said("", "그 기간에 이미 같은 권한이 있습니다. 기간을 바꾸거나 먼저 그 권한을 종료해 주십시오.")
        }
        NotChanged::AskedAlready => {
            said("", "같은 권한을 이미 요청했습니다. 기관 관리자의 결정을 기다려 주십시오.")
        }
        NotChanged::Department => said("department", "지금 있는 부서를 목록에서 선택해 주십시오."),
    }
}
