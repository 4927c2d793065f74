//! What was not sent, shown to its writer: in the form it was typed into where that can be drawn, and otherwise as it is.

use axum::response::{IntoResponse, Response};
use axum_extra::extract::cookie::CookieJar;
use casework::sessions::Who;
use casework::unsent::{self, Unsent};
use domain::complaint::{Act, Number};
use domain::id::{AgencyId, DepartmentId, OfficerId};
use maud::html;
use uuid::Uuid;

use crate::acts::label;
use crate::components::{ButtonKind, KeyValue, button_row, key_values, link_button, page_title, panel};
use crate::error::{self, Fail};
use crate::pages::account::local;
use crate::pages::work::Posted;
use crate::pages::{Frame, case, receive};
use crate::request::Said;
use crate::state::AppState;

const TITLE: &str = "보내지 못한 내용";
/// What a form brings that nobody typed.
const MACHINERY: [&str; 15] = [
    "version",
    "panel",
    "desk",
    "back",
    "once",
    "do",
    "go",
    "put",
    "phrase",
    "phrase_into",
    "template",
    "remove",
    "draft_from",
    "chosen",
    "csrf",
];

/// Nothing when it is not theirs, or too old.
pub(super) async fn shown(state: &AppState, who: Who, jar: &CookieJar, sealed: &str) -> Option<Response> {
    let form = unsent::open(&state.office, who.officer.id, sealed)?;
    let told = Said { good: false, text: told(&form.files) };
    if who.must_change_password || who.owes_second_factor {
        return Some(as_it_is(state, &who, &form, told));
    }
    let drawn = in_its_form(state, &who, jar, (&form, &told)).await;
    Some(match drawn {
        Ok(Some(response)) => response,
        // The complaint is not theirs any more, or their role is gone: their words are.
        Ok(None) | Err(Fail::NotDone(casework::NotDone::NotFound)) | Err(Fail::Page(_)) => {
            as_it_is(state, &who, &form, told)
        }
        Err(fault) => {
            error::log(&fault);
            as_it_is(state, &who, &form, told)
        }
    })
}

fn told(files: &[String]) -> String {
    let said =
        "보내기 전에 사용 시간이 끝나 저장하지 않은 내용을 되살렸습니다. 확인한 뒤 다시 보내 주십시오.";
    match files {
        [] => said.to_owned(),
        files => format!("{said} 첨부파일은 다시 붙여 주십시오: {}", files.join(", ")),
    }
}

async fn in_its_form(
    state: &AppState,
    who: &Who,
    jar: &CookieJar,
    (form, told): (&Unsent, &Said),
) -> Result<Option<Response>, Fail> {
    let path = form.to.split('?').next().unwrap_or_default();
    let (pairs, told) = (form.pairs.clone(), told.clone());
    if let Some((number, act)) = act_of(path) {
        return case::unsent(state, who.clone(), &number, (act, pairs), told).await.map(Some);
    }
    match path {
        receive::REGISTER => receive::registering(state, who, jar, (Posted(pairs), told)).await.map(Some),
        receive::CALL => receive::calling(state, who, (Posted(pairs), told)).await.map(Some),
        _ => Ok(None),
    }
}

/// `/complaints/{number}/acts/{act}`
fn act_of(path: &str) -> Option<(Number, Act)> {
    let (number, act) = path.strip_prefix("/complaints/")?.split_once("/acts/")?;
    Some((Number::parse(number).ok()?, Act::parse(act)?))
}

fn as_it_is(state: &AppState, who: &Who, form: &Unsent, told: Said) -> Response {
    let typed = form
        .pairs
        .iter()
        .filter(|(name, value)| !MACHINERY.contains(&name.as_str()) && !value.trim().is_empty());
    let typed: Vec<(&str, String)> =
        typed.filter_map(|(name, value)| Some((called(name), meant(state, value)?))).collect();
    let lines: Vec<KeyValue> = typed.iter().map(|(name, value)| KeyValue::text(name, value).wide()).collect();
    let body = html! {
        (page_title(TITLE, html! {}))
        p { "아래 내용을 복사해 쓰던 화면에서 다시 보내 주십시오. 이 화면을 벗어나면 내용이 사라집니다." }
        (panel("typed", "입력하신 내용", key_values(&lines)))
        (button_row(link_button("쓰던 화면 열기", local(Some(&form.page)), ButtonKind::Primary)))
    };
    Frame { active: "/", ..Frame::new(state, who, TITLE, "/") }.markup(Some(told), body).into_response()
}

/// Whom somebody had chosen, by their name: an id says nothing to them.
fn meant(state: &AppState, value: &str) -> Option<String> {
    let Ok(id) = value.parse::<Uuid>() else { return Some(value.to_owned()) };
    let chart = state.office.facts().chart;
    let officer = chart.officer(OfficerId(id)).map(|officer| officer.name.clone());
    let department = || chart.department(DepartmentId(id)).map(|department| department.name.clone());
    let agency = || chart.agency(AgencyId(id)).map(|agency| agency.name.clone());
    officer.or_else(department).or_else(agency)
}

/// A field's name on the pages of complaints, or in the forms they were filed with.
fn called(name: &str) -> &str {
    match label(name) {
        unknown if unknown == name => case::field_label(name),
        known => known,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_an_act_of_a_complaint_is_one() {
        assert!(act_of("/complaints/20260310000001/acts/interim-answer").is_some());
        for other in ["/complaints/20260310000001/acts/fly", "/complaints/x/acts/accept", "/receive/new", "/"]
        {
            assert!(act_of(other).is_none(), "{other}");
        }
    }
}
