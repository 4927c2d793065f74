//! 패스키 on the page of 2단계 인증: added, named, taken away.

mod section;

use axum::Json;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use axum_extra::extract::cookie::CookieJar;
use casework::passkeys::{self, MOST, NewKey, NotKept};
use casework::sessions::{NotIn, Who};
use serde_json::json;
use store::Passkey;
use uuid::Uuid;

pub(super) use section::Section;

use super::second_factor::{PATH, RENEWED, REQUIRED, drawn, frame, shown};
use crate::acts::Fields;
use crate::error::Fail;
use crate::pages::passkey;
use crate::pages::work::{Posted, Typed};
use crate::request::{Desk, knock, say};
use crate::state::AppState;

/// Longest name, in characters: a line of a list.
const NAME_MAX: usize = 40;
/// Longest password that is looked at, in characters.
const PASSWORD_MAX: usize = 200;

/// POST, by the page's script: name and password are looked at, and what the device is to sign comes back.
pub(crate) async fn begin(
    State(state): State<AppState>,
    Desk { who, ip }: Desk,
    jar: CookieJar,
    form: Posted,
) -> Result<Response, Fail> {
    let mut typed = Typed::default();
    name(&form, &mut typed);
    if let Some(password) = password(&state, ip, &form, &mut typed) {
        match passkeys::begin(&state.office, &who, password, &knock(ip, &jar)).await {
            Ok(asked) => {
                let site = state.office.site().ok_or_else(Fail::not_found)?;
                return Ok(Json(passkey::to_make(site, &asked, &who.officer)).into_response());
            }
            Err(why) => refused(&mut typed, why)?,
        }
    }
    let (field, said) = ["name", "password", ""]
        .into_iter()
        .find_map(|field| Some((field, typed.message(field)?)))
        .unwrap_or_default();
    Ok((StatusCode::UNPROCESSABLE_ENTITY, Json(json!({ "field": field, "said": said }))).into_response())
}

/// POST: what the device made of it.
pub(crate) async fn add(
    State(state): State<AppState>,
    Desk { who, ip }: Desk,
    jar: CookieJar,
    form: Posted,
) -> Result<Response, Fail> {
    let mut typed = Typed::default();
    let name = name(&form, &mut typed);
    let new = NewKey { client_data: form.text("client_data"), attestation: form.text("attestation") };
    if new.attestation.is_empty() {
        typed.wrong(
            "",
            "이 브라우저가 패스키를 만들지 못했습니다. 다른 브라우저를 쓰거나 인증 앱을 설정해 주십시오.",
        );
    }
    if let Some(name) = name.filter(|_| !typed.is_wrong()) {
        match passkeys::add(&state.office, &who, &name, new, &knock(ip, &jar)).await {
            Ok(Some(codes)) => return Ok(shown(&state, &who, jar, "패스키를 등록했습니다", &codes)),
            Ok(None) => {
                return Ok((say(jar, true, "패스키를 등록했습니다."), Redirect::to(PATH)).into_response());
            }
            Err(why) => refused(&mut typed, why)?,
        }
    }
    drawn(&state, &who, jar, &typed.with(Posted(form.without(&["password", "client_data", "attestation"]))))
        .await
}

/// POST: new spare codes, for somebody without a telephone.
pub(crate) async fn renew_codes(
    State(state): State<AppState>,
    Desk { who, ip }: Desk,
    jar: CookieJar,
    form: Posted,
) -> Result<Response, Fail> {
    let mut typed = Typed::default();
    if let Some(password) = password(&state, ip, &form, &mut typed) {
        match passkeys::renew_codes(&state.office, &who, password, &knock(ip, &jar)).await {
            Ok(codes) => return Ok(shown(&state, &who, jar, RENEWED, &codes)),
            Err(why) => refused(&mut typed, why)?,
        }
    }
    drawn(&state, &who, jar, &typed.under("codes")).await
}

pub(crate) async fn show(
    State(state): State<AppState>,
    Desk { who, .. }: Desk,
    Path(id): Path<String>,
    jar: CookieJar,
) -> Result<Response, Fail> {
    let own = own(&state, &who, &id).await?;
    Ok(one(&state, &who, jar, &own, &Typed::default()))
}

pub(crate) async fn rename(
    State(state): State<AppState>,
    Desk { who, .. }: Desk,
    Path(id): Path<String>,
    jar: CookieJar,
    form: Posted,
) -> Result<Response, Fail> {
    let own = own(&state, &who, &id).await?;
    let mut typed = Typed::default();
    match name(&form, &mut typed) {
        Some(name) => {
            passkeys::rename(&state.office, &who, own.id, &name).await?;
            Ok((say(jar, true, "패스키의 이름을 바꾸었습니다."), Redirect::to(PATH)).into_response())
        }
        None => Ok(one(&state, &who, jar, &own, &typed.with(form))),
    }
}

pub(crate) async fn remove(
    State(state): State<AppState>,
    Desk { who, ip }: Desk,
    Path(id): Path<String>,
    (jar, form): (CookieJar, Posted),
) -> Result<Response, Fail> {
    let own = own(&state, &who, &id).await?;
    let mut typed = Typed::default();
    if let Some(password) = password(&state, ip, &form, &mut typed) {
        match passkeys::remove(&state.office, &who, own.id, password, &knock(ip, &jar)).await {
            Ok(()) => {
                return Ok((say(jar, true, "패스키를 삭제했습니다."), Redirect::to(PATH)).into_response());
            }
            Err(why) => refused(&mut typed, why)?,
        }
    }
    Ok(one(&state, &who, jar, &own, &typed))
}

/// Others' are not there.
async fn own(state: &AppState, who: &Who, id: &str) -> Result<Passkey, Fail> {
    let id: Uuid = id.parse().map_err(|_| Fail::not_found())?;
    let all = passkeys::of(&state.office, who.officer.id).await?;
    all.into_iter().find(|own| own.id == id).ok_or_else(Fail::not_found)
}

fn one(state: &AppState, who: &Who, jar: CookieJar, own: &Passkey, typed: &Typed) -> Response {
    let mut response = frame(state, who).render(jar, section::one(own, typed));
    if typed.is_wrong() {
        *response.status_mut() = StatusCode::UNPROCESSABLE_ENTITY;
    }
    response
}

fn name(form: &Posted, typed: &mut Typed) -> Option<String> {
    let only: Vec<_> = form.0.iter().filter(|(name, _)| name == "name").cloned().collect();
    let mut f = Fields::from_form(&only);
    let name = f.text::<NAME_MAX>("name").map(String::from);
    f.finish(name).map_err(|problems| typed.problems(&problems, |_| "이름")).ok()
}

/// The password as it was typed, if it may be tried.
fn password<'a>(
    state: &AppState,
    ip: std::net::IpAddr,
    form: &'a Posted,
    typed: &mut Typed,
) -> Option<&'a str> {
    let password = form.text("password");
    if typed.is_wrong() {
        return None;
    }
    if password.is_empty() || password.chars().count() > PASSWORD_MAX {
        typed.wrong("password", "지금 비밀번호를 입력해 주십시오.");
    } else if !state.may_try(ip) {
        typed.wrong("", words::door::TOO_OFTEN);
    } else {
        return Some(password);
    }
    None
}

fn refused(typed: &mut Typed, why: NotKept) -> Result<(), Fail> {
    match why {
        NotKept::NotIn(NotIn::Wrong | NotIn::Late) => typed.wrong("password", "비밀번호가 맞지 않습니다."),
        NotKept::NotIn(NotIn::Locked { until }) => {
            typed.wrong("password", words::door::held_up("확인", until));
        }
        NotKept::TooMany => typed.wrong(
            "",
            format!("패스키는 {MOST}개까지 둘 수 있습니다. 쓰지 않는 것을 삭제한 뒤 등록해 주십시오."),
        ),
        NotKept::Known => typed.wrong("", "이미 등록된 패스키입니다. 아래 목록을 확인해 주십시오."),
        NotKept::Required => typed.wrong("", REQUIRED),
        NotKept::Unbelievable(why) => {
            tracing::warn!(%why, "a new passkey was not believed");
            typed.wrong(
                "",
                "패스키를 확인하지 못하여 등록하지 않았습니다. 시간이 지났을 수 있으니 처음부터 다시 해 주십시오.",
            );
        }
        NotKept::NotIn(NotIn::NotDone(why)) | NotKept::NotDone(why) => return Err(why.into()),
    }
    Ok(())
}
