//! 인증 코드: the second step of a log-in, after the password: with a passkey, a code of the telephone, or a spare one.

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use axum_extra::extract::cookie::CookieJar;
use casework::passkeys::Site;
use casework::second_step::{self, Steps};
use casework::sessions::NotIn;
use maud::{Markup, html};
use words::error::PageError;
use words::lang::Lang;

use super::account::{self, entered};
use super::passkey;
use super::wanted::Wanted;
use super::work::{Asked, Posted, Typed};
use crate::components::{
    ButtonKind, Field, FormAttrs, button_row, link_button, page_title, post_form, submit, text,
};
use crate::error::Fail;
use crate::layout::{self, Page};
use crate::request::{From, forget_half, half, knock, say};
use crate::state::AppState;

const TITLE: &str = "2단계 인증";

pub(crate) async fn page(
    State(state): State<AppState>,
    jar: CookieJar,
    asked: Asked,
) -> Result<Response, Fail> {
    match half(&jar) {
        Some(token) => {
            drawn(&state, (&token, StatusCode::OK), &Typed::default(), Wanted::to(asked.get("next"))).await
        }
        None => Ok(Redirect::to("/login").into_response()),
    }
}

/// The page as the answer to the password, where a redirect would lose what was written.
pub(super) async fn first(state: &AppState, token: &str, wanted: Wanted<'_>) -> Result<Response, Fail> {
    drawn(state, (token, StatusCode::OK), &Typed::default(), wanted).await
}

pub(crate) async fn send(
    State(state): State<AppState>,
    From(ip): From,
    jar: CookieJar,
    form: Posted,
) -> Result<Response, Fail> {
    let wanted = Wanted::of(&form);
    let Some(token) = half(&jar) else { return Ok(nowhere(&state, jar, wanted)) };
    if !state.may_try(ip) {
        return often(&state, &token, wanted).await;
    }
    let mut typed = Typed::default();
    if form.get("code").is_none() {
        typed.wrong("code", "인증 코드나 복구 코드를 입력해 주십시오.");
        return drawn(&state, (&token, StatusCode::UNPROCESSABLE_ENTITY), &typed, wanted).await;
    }
    match second_step::finish(&state.office, &token, form.text("code"), &knock(ip, &jar)).await {
        Ok(inside) => entered(&state, forget_half(jar), inside, wanted).await,
        Err(why) => {
            if let NotIn::Wrong = why {
                typed.wrong(
                    "code",
                    "코드가 맞지 않거나 이미 쓰였습니다. 인증 앱에 새로 나온 여섯 자리나 쓰지 않은 복구 코드를 입력해 주십시오.",
                );
            }
            refused(&state, (jar, &token), why, typed, wanted).await
        }
    }
}

/// The step was not taken; what was wrong with it stands in `typed`.
pub(super) async fn refused(
    state: &AppState,
    (jar, token): (CookieJar, &str),
    why: NotIn,
    mut typed: Typed,
    wanted: Wanted<'_>,
) -> Result<Response, Fail> {
    match why {
        NotIn::Late => return Ok(late(state, jar, wanted)),
        NotIn::Wrong => {}
        NotIn::Locked { until } => typed.wrong("code", words::door::held_up("로그인", until)),
        NotIn::NotDone(why) => return Err(why.into()),
    }
    drawn(state, (token, StatusCode::UNPROCESSABLE_ENTITY), &typed, wanted).await
}

pub(super) async fn often(state: &AppState, token: &str, wanted: Wanted<'_>) -> Result<Response, Fail> {
    let said = words::error::page(PageError::TooOften, Lang::Ko);
    let mut typed = Typed::default();
    typed.wrong("", format!("{} {}", said.happened, said.next));
    drawn(state, (token, StatusCode::TOO_MANY_REQUESTS), &typed, wanted).await
}

/// There is no log-in under way in this browser.
pub(super) fn nowhere(state: &AppState, jar: CookieJar, wanted: Wanted<'_>) -> Response {
    match wanted.unsent {
        Some(_) => late(state, jar, wanted),
        None => Redirect::to("/login").into_response(),
    }
}

pub(super) fn late(state: &AppState, jar: CookieJar, wanted: Wanted<'_>) -> Response {
    let (happened, next) = ("시간이 지났습니다.", "아이디와 비밀번호부터 다시 입력해 주십시오.");
    if wanted.unsent.is_none() {
        return (say(forget_half(jar), false, &format!("{happened} {next}")), Redirect::to("/login"))
            .into_response();
    }
    let why = (happened.to_owned(), next.to_owned());
    (forget_half(jar), account::refused(state, StatusCode::UNPROCESSABLE_ENTITY, wanted, why)).into_response()
}

/// Offers what this person has, for as long as the password counts.
async fn drawn(
    state: &AppState,
    (token, status): (&str, StatusCode),
    typed: &Typed,
    wanted: Wanted<'_>,
) -> Result<Response, Fail> {
    match second_step::steps(&state.office, token).await? {
        Some(steps) => {
            let site = state.office.site().filter(|_| steps.passkeys);
            Ok((status, markup((steps, site), typed, wanted)).into_response())
        }
        None => Ok(late(state, CookieJar::new(), wanted)),
    }
}

fn markup((steps, site): (Steps, Option<&Site>), typed: &Typed, wanted: Wanted<'_>) -> Markup {
    let body = html! {
        (page_title(TITLE, html! {}))
        (typed.summary())
        p { "비밀번호를 확인했습니다. 5분 안에 한 번 더 확인해 주십시오." }
        @if let Some(site) = site { (by_passkey(site, wanted)) }
        (by_code(steps, typed, wanted))
        p.hint { "패스키나 휴대전화, 복구 코드를 모두 잃었으면 소속 부서 관리자나 기관 관리자에게 2단계 인증 초기화를 요청해 주십시오." }
    };
    layout::page(&Page::officer(TITLE, "/login", ""), body)
}

fn by_passkey(site: &Site, wanted: Wanted<'_>) -> Markup {
    html! {
        section.other-way {
            h2.section-title { "패스키" }
            (passkey::form(site, ("use", "/login/code/passkey", "/login/code/challenge"), html! {
                (wanted.fields())
                (passkey::brought())
                (button_row(submit("패스키로 확인", ButtonKind::Primary)))
            }))
            (passkey::unable(site, "아래에 코드를 입력해 주십시오."))
        }
    }
}

fn by_code(steps: Steps, typed: &Typed, wanted: Wanted<'_>) -> Markup {
    let (label, hint) = match steps.telephone {
        true => {
            ("인증 코드", "인증 앱의 숫자 여섯 자리. 휴대전화가 없으면 보관해 둔 복구 코드를 입력합니다.")
        }
        false => (
            "복구 코드",
            "패스키를 쓸 수 없으면 보관해 둔 복구 코드를 입력합니다. 하나를 쓰면 그 코드는 없어집니다.",
        ),
    };
    let code = Field::new("code", label).required().autocomplete("one-time-code").hint(hint);
    let kind = if steps.passkeys { ButtonKind::Secondary } else { ButtonKind::Primary };
    post_form(
        &FormAttrs::new("/login/code", ""),
        html! {
            (wanted.fields())
            (text(&typed.field(code, "code")))
            (button_row(html! {
                (submit("확인", kind))
                // What was written goes with this form; a link would leave it behind.
                @if wanted.unsent.is_none() { (link_button("처음부터 다시", "/login", ButtonKind::Tertiary)) }
            }))
        },
    )
}
