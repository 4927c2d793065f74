//! 통합인증으로 로그인: to the identity provider and back.

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use axum_extra::extract::cookie::{Cookie, CookieJar, SameSite};
use casework::outside::{self, NotKnown};
use connect::oidc::{Attempt, NotTold};
use maud::html;
use store::Way;
use words::error::PageError;
use words::lang::Lang;

use super::account::local;
use super::work::Asked;
use crate::components::{ButtonKind, Tone, alert, button_row, link_button, page_title};
use crate::error::Fail;
use crate::layout::{self, Page};
use crate::request::{From, knock, let_in};
use crate::state::AppState;

/// The secret that binds what comes back to this browser; for the way there and back only.
const COOKIE: &str = "oidc";
/// Where it is sent: nowhere else.
const COOKIE_PATH: &str = "/login/oidc";
/// Longest code of a provider, in bytes.
const CODE_BYTES_MAX: usize = 4_096;

pub(crate) async fn set_out(
    State(state): State<AppState>,
    From(ip): From,
    jar: CookieJar,
    asked: Asked,
) -> Result<Response, Fail> {
    let provider = state.identity_provider().ok_or_else(Fail::not_found)?;
    if !state.may_try(ip) {
        let said = words::error::page(PageError::TooOften, Lang::Ko);
        return Ok(told(StatusCode::TOO_MANY_REQUESTS, said.happened, said.next));
    }
    let secret = casework::digest::new_token();
    let attempt = Attempt::of(&secret);
    let address = match provider.address(&attempt, state.office.wall_now()).await {
        Ok(address) => address,
        Err(why) => return not_told(&state, &why, ip, &jar).await,
    };
    outside::set_out(&state.office, attempt.state(), local(asked.get("next"))).await?;
    // Lax: the provider sends the browser back here, from another site.
    let cookie = Cookie::build((COOKIE, secret)).path(COOKIE_PATH).http_only(true);
    let cookie = cookie.same_site(SameSite::Lax).secure(state.settings.secure_cookies);
    Ok((jar.add(cookie), Redirect::to(&address)).into_response())
}

pub(crate) async fn back(
    State(state): State<AppState>,
    From(ip): From,
    jar: CookieJar,
    asked: Asked,
) -> Result<Response, Fail> {
    let provider = state.identity_provider().ok_or_else(Fail::not_found)?;
    let attempt = jar.get(COOKIE).map(|cookie| Attempt::of(cookie.value()));
    let said = asked.text("state");
    // First the browser, then whether it is the first time: nobody uses up what another browser began.
    let Some(attempt) = attempt.filter(|attempt| attempt.began(said)) else { return Ok(not_begun()) };
    let (knock, knocked) = (knock(ip, &jar), jar.clone());
    let jar = jar.remove(Cookie::build(COOKIE).path(COOKIE_PATH));
    let Some(next) = outside::back(&state.office, said).await? else { return Ok(not_begun()) };
    let code = asked.text("code");
    let refused = asked.get("error").is_some() || code.is_empty() || code.len() > CODE_BYTES_MAX;
    if refused || !provider.is_from(asked.get("iss")) {
        let next = "다시 로그인하거나, 계속되면 통합인증 담당 부서에 문의해 주십시오.";
        let page =
            told(StatusCode::UNPROCESSABLE_ENTITY, "통합인증에서 로그인이 이루어지지 않았습니다.", next);
        return Ok((jar, page).into_response());
    }
    let name = match provider.who(code, &attempt, state.office.wall_now()).await {
        Ok(name) => name,
        Err(why) => return Ok((jar, not_told(&state, &why, ip, &knocked).await?).into_response()),
    };
    match outside::enter(&state.office, &name, Way::Oidc, &knock).await {
        Ok(entered) => Ok((let_in(&state, jar, entered), Redirect::to(local(Some(&next)))).into_response()),
        Err(NotKnown::Nobody) => Ok((jar, nobody()).into_response()),
        Err(NotKnown::NotDone(why)) => Err(why.into()),
    }
}

/// Another browser's, an old one's, or used already.
fn not_begun() -> Response {
    told(
        StatusCode::UNPROCESSABLE_ENTITY,
        "이 브라우저에서 시작한 로그인이 아니거나, 이미 쓰였거나, 시간이 지났습니다.",
        "로그인 화면에서 처음부터 다시 시작해 주십시오.",
    )
}

/// Who somebody is was said, and it is nobody of ours.
pub(super) fn nobody() -> Response {
    told(
        StatusCode::FORBIDDEN,
        "인증은 되었으나, 응답소에 등록된 직원이 아닙니다.",
        "인사정보는 매일 밤 연계됩니다. 발령 다음 날에도 들어올 수 없으면 소속 부서 관리자나 기관 관리자에게 사용자 등록을 요청해 주십시오.",
    )
}

async fn not_told(
    state: &AppState,
    why: &NotTold,
    ip: std::net::IpAddr,
    jar: &CookieJar,
) -> Result<Response, Fail> {
    tracing::warn!(%why, "nobody was named by the identity provider");
    let by_password = "급하면 아이디와 비밀번호로 로그인할 수 있습니다(비밀번호가 있는 사용자).";
    match why {
        NotTold::Away(_) => Ok(told(
            StatusCode::SERVICE_UNAVAILABLE,
            "통합인증 시스템을 지금 쓸 수 없습니다.",
            &format!("잠시 뒤에 다시 시도해 주십시오. {by_password}"),
        )),
        NotTold::Refused(_) | NotTold::Unbelievable(_) => {
            outside::disbelieved(&state.office, Way::Oidc, &knock(ip, jar)).await?;
            Ok(told(
                StatusCode::UNPROCESSABLE_ENTITY,
                "통합인증의 답을 확인하지 못하여 로그인하지 않았습니다.",
                &format!("로그인 화면에서 다시 시작해 주십시오. {by_password}"),
            ))
        }
    }
}

fn told(status: StatusCode, happened: &str, next: &str) -> Response {
    let body = html! {
        (page_title("로그인", html! {}))
        div role="alert" { (alert(Tone::Danger, happened, html! { p { (next) } })) }
        (button_row(link_button("로그인 화면으로", "/login", ButtonKind::Primary)))
    };
    (status, layout::page(&Page::officer("로그인", "/login", ""), body)).into_response()
}
