//! What was not sent, shown to its writer: in the form it was typed into where that can be drawn, and otherwise as it is.

use axum::response::{IntoResponse, Response};
use axum_extra::extract::cookie::CookieJar;
use casework::sessions::Who;
use casework::unsent::{self, Unsent};
use domain::complaint::{Act, Number};
use maud::html;
use uuid::Uuid;

use crate::acts::label;
use crate::components::{ButtonKind, KeyValue, button_row, key_values, link_button, page_title, panel};
use crate::error::Fail;
use crate::pages::account::local;
use crate::pages::work::Posted;
use crate::pages::{Frame, case, receive};
use crate::request::Said;
use crate::state::AppState;

const TITLE: &str = "보내지 못한 내용";
/// What a form brings that nobody typed.
const MACHINERY: [&str; 7] = ["version", "panel", "desk", "back", "once", "from", "do"];

/// Nothing when it is not theirs, or too old.
pub(in crate::pages) async fn shown(
    state: &AppState,
    who: Who,
    jar: &CookieJar,
    sealed: &str,
) -> Result<Option<Response>, Fail> {
    let Some(form) = unsent::open(&state.office, who.officer.id, sealed) else { return Ok(None) };
    let told = Said { good: false, text: told(&form.files) };
    match in_its_form(state, &who, jar, (&form, &told)).await {
        Ok(Some(response)) => Ok(Some(response)),
        // The complaint is not theirs any more, or their role is gone: their words are.
        Ok(None) | Err(Fail::NotDone(casework::NotDone::NotFound)) | Err(Fail::Page(_)) => {
            Ok(Some(as_it_is(state, &who, &form, told)))
        }
        Err(fault) => Err(fault),
    }
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
    let typed = form.pairs.iter().filter(|(name, value)| {
        !MACHINERY.contains(&name.as_str()) && !value.trim().is_empty() && value.parse::<Uuid>().is_err()
    });
    let lines: Vec<KeyValue> =
        typed.map(|(name, value)| KeyValue::text(called(name), value).wide()).collect();
    let body = html! {
        (page_title(TITLE, html! {}))
        p { "아래 내용을 복사해 쓰던 화면에서 다시 보내 주십시오. 이 화면을 벗어나면 내용이 사라집니다." }
        (panel("typed", "입력하신 내용", key_values(&lines)))
        (button_row(link_button("쓰던 화면 열기", local(Some(&form.page)), ButtonKind::Primary)))
    };
    Frame { active: "/", ..Frame::new(state, who, TITLE, "/") }.markup(Some(told), body).into_response()
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
