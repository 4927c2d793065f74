//! Logging in with a passkey: after the password, or alone; and what every page with one shares.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use axum_extra::extract::cookie::CookieJar;
use casework::passkeys::enter::{self, Used};
use casework::passkeys::{ALGORITHMS, Asked, SIGNED_WITHIN, Site};
use casework::sessions::NotIn;
use domain::org::Officer;
use maud::{Markup, html};
use serde_json::{Value, json};
use words::error::PageError;
use words::lang::Lang;

use super::account::{self, entered};
use super::code;
use super::wanted::Wanted;
use super::work::{Posted, Typed};
use crate::components::hidden;
use crate::error::Fail;
use crate::request::{From, ask_passkey, asked_passkey, forget_half, forget_passkey, half, knock};
use crate::state::AppState;

/// As devices show it beside the key.
const SITE_NAME: &str = "응답소";
/// What is brought of a key that was used, by the names of the form.
const BROUGHT: [&str; 5] = ["credential", "client_data", "authenticator_data", "signature", "user"];

/// A form that the page's script fills: what for, where it goes, and where the challenge comes from. Unseen until the
/// script finds that the browser can.
pub(super) fn form(site: &Site, (what_for, action, challenge): (&str, &str, &str), body: Markup) -> Markup {
    html! {
        div data-passkey-able hidden {
            form.form method="post" action=(action) data-passkey=(what_for) data-challenge=(challenge)
                data-origin=(site.origin) novalidate {
                (body)
                p.error role="alert" data-passkey-said hidden {}
            }
        }
    }
}

/// Everything that a used key is brought in.
pub(super) fn brought() -> Markup {
    html! { @for part in BROUGHT { (hidden(part, "")) } }
}

/// What stands there until the script finds that the browser can; `instead` is what one does without.
pub(super) fn unable(site: &Site, instead: &str) -> Markup {
    html! {
        p.hint data-passkey-unable {
            "이 브라우저에서는 패스키를 쓸 수 없습니다. 패스키를 지원하는 브라우저로 " (site.origin) " 주소에 들어오면 쓸 수 있습니다. "
            (instead)
        }
    }
}

/// What the browser is told to make a key with (PublicKeyCredentialCreationOptionsJSON).
pub(super) fn to_make(site: &Site, asked: &Asked, officer: &Officer) -> Value {
    let algorithms: Vec<Value> =
        ALGORITHMS.iter().map(|alg| json!({ "type": "public-key", "alg": alg })).collect();
    json!({
        "challenge": asked.challenge,
        "rp": { "id": site.id, "name": SITE_NAME },
        "user": { "id": asked.user, "name": officer.login, "displayName": officer.name },
        "pubKeyCredParams": algorithms,
        "excludeCredentials": listed(asked),
        "authenticatorSelection": { "residentKey": "preferred", "userVerification": "required" },
        "attestation": "none",
        "timeout": SIGNED_WITHIN.as_secs() * 1_000,
    })
}

/// What it is told to show a key with (PublicKeyCredentialRequestOptionsJSON).
fn to_show(site: &Site, asked: &Asked) -> Value {
    json!({
        "challenge": asked.challenge,
        "rpId": site.id,
        "allowCredentials": listed(asked),
        "userVerification": "required",
        "timeout": SIGNED_WITHIN.as_secs() * 1_000,
    })
}

fn listed(asked: &Asked) -> Vec<Value> {
    asked.credentials.iter().map(|id| json!({ "type": "public-key", "id": id })).collect()
}

fn used(form: &Posted) -> Used<'_> {
    let [credential, client_data, authenticator_data, signature, user] = BROUGHT.map(|part| form.text(part));
    Used { credential, client_data, authenticator_data, signature, user }
}

/// POST, by the script of the second step.
pub(crate) async fn ask_second(
    State(state): State<AppState>,
    From(ip): From,
    jar: CookieJar,
) -> Result<Response, Fail> {
    let site = state.office.site().ok_or_else(Fail::not_found)?;
    let Some(token) = half(&jar) else { return Ok(untold(StatusCode::UNPROCESSABLE_ENTITY, LATE)) };
    if !state.may_try(ip) {
        return Ok(too_often());
    }
    match enter::ask_second(&state.office, &token).await {
        Ok(asked) => Ok(Json(to_show(site, &asked)).into_response()),
        Err(NotIn::NotDone(why)) => Err(why.into()),
        Err(NotIn::Late | NotIn::Wrong | NotIn::Locked { .. }) => {
            Ok(untold(StatusCode::UNPROCESSABLE_ENTITY, LATE))
        }
    }
}

/// POST: the second step of a log-in with a passkey.
pub(crate) async fn second(
    State(state): State<AppState>,
    From(ip): From,
    jar: CookieJar,
    form: Posted,
) -> Result<Response, Fail> {
    let wanted = Wanted::of(&form);
    let Some(token) = half(&jar) else { return Ok(code::nowhere(&state, jar, wanted)) };
    if !state.may_try(ip) {
        return code::often(&state, &token, wanted).await;
    }
    match enter::finish(&state.office, &token, used(&form), &knock(ip, &jar)).await {
        Ok(inside) => entered(&state, forget_half(jar), inside, wanted).await,
        Err(why) => {
            let mut typed = Typed::default();
            if let NotIn::Wrong = why {
                typed.wrong("", WRONG);
            }
            code::refused(&state, (jar, &token), why, typed, wanted).await
        }
    }
}

/// POST, by the script of the log-in page.
pub(crate) async fn ask(
    State(state): State<AppState>,
    From(ip): From,
    jar: CookieJar,
) -> Result<Response, Fail> {
    let site = state.office.site().ok_or_else(Fail::not_found)?;
    if !state.may_try(ip) {
        return Ok(too_often());
    }
    let (asked, browser) = enter::ask_anybody(&state.office).await?;
    Ok((ask_passkey(&state, jar, browser), Json(to_show(site, &asked))).into_response())
}

/// POST: in with a passkey alone.
pub(crate) async fn enter(
    State(state): State<AppState>,
    From(ip): From,
    jar: CookieJar,
    form: Posted,
) -> Result<Response, Fail> {
    let wanted = Wanted::of(&form);
    state.office.site().ok_or_else(Fail::not_found)?;
    if !state.may_try(ip) {
        let said = words::error::page(PageError::TooOften, Lang::Ko);
        let refused = (said.happened.to_owned(), said.next.to_owned());
        return Ok(account::refused(&state, StatusCode::TOO_MANY_REQUESTS, wanted, refused));
    }
    let browser = asked_passkey(&jar).unwrap_or_default();
    let (knock, jar) = (knock(ip, &jar), forget_passkey(jar));
    let refused = match enter::enter(&state.office, &browser, used(&form), &knock).await {
        Ok(inside) => return entered(&state, jar, inside, wanted).await,
        Err(NotIn::NotDone(why)) => return Err(why.into()),
        Err(NotIn::Wrong | NotIn::Late) => (
            "패스키를 확인하지 못하여 로그인하지 않았습니다.".to_owned(),
            "다시 눌러 보고, 되지 않으면 아이디와 비밀번호로 로그인해 주십시오.".to_owned(),
        ),
        Err(NotIn::Locked { until }) => (
            "여러 번 틀려 이곳에서의 로그인을 잠시 막았습니다.".to_owned(),
            format!(
                "{}에 풀립니다. 급하면 기관 관리자가 잠금을 풀어 줄 수 있습니다.",
                words::date::moment(until)
            ),
        ),
    };
    Ok((jar, account::refused(&state, StatusCode::UNPROCESSABLE_ENTITY, wanted, refused)).into_response())
}

const LATE: &str = "시간이 지났습니다. 로그인 화면에서 처음부터 다시 시작해 주십시오.";
const WRONG: &str = "패스키를 확인하지 못했습니다. 다시 누르거나 코드를 입력해 주십시오. 되풀이되면 그 패스키를 삭제하고 새로 등록해 주십시오.";

/// For a script that waits for a challenge: what it says to whoever pressed.
fn untold(status: StatusCode, said: &str) -> Response {
    (status, Json(json!({ "field": "", "said": said }))).into_response()
}

fn too_often() -> Response {
    let said = words::error::page(PageError::TooOften, Lang::Ko);
    untold(StatusCode::TOO_MANY_REQUESTS, &format!("{} {}", said.happened, said.next))
}
