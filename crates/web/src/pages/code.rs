//! 인증 코드: the second step of a log-in, after the password.

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use axum_extra::extract::cookie::CookieJar;
use casework::second_factor;
use casework::sessions::NotIn;
use maud::{Markup, html};
use words::error::PageError;
use words::lang::Lang;

use super::account::{entered, local};
use super::work::{Asked, Posted, Typed};
use crate::components::{
    ButtonKind, Field, FormAttrs, button_row, hidden, link_button, page_title, post_form, submit, text,
};
use crate::error::Fail;
use crate::layout::{self, Page};
use crate::request::{From, forget_half, half, knock, say};
use crate::state::AppState;

const TITLE: &str = "2단계 인증";

pub(crate) async fn page(jar: CookieJar, asked: Asked) -> Response {
    if half(&jar).is_none() {
        return Redirect::to("/login").into_response();
    }
    markup(&Typed::default(), local(asked.get("next"))).into_response()
}

pub(crate) async fn send(
    State(state): State<AppState>,
    From(ip): From,
    jar: CookieJar,
    form: Posted,
) -> Result<Response, Fail> {
    let next = local(form.get("next")).to_owned();
    let Some(token) = half(&jar) else { return Ok(Redirect::to("/login").into_response()) };
    let mut typed = Typed::default();
    if !state.may_try(ip) {
        let said = words::error::page(PageError::TooOften, Lang::Ko);
        typed.wrong("", format!("{} {}", said.happened, said.next));
        return Ok((StatusCode::TOO_MANY_REQUESTS, markup(&typed, &next)).into_response());
    }
    if form.get("code").is_none() {
        typed.wrong("code", "인증 코드를 입력해 주십시오.");
        return Ok((StatusCode::UNPROCESSABLE_ENTITY, markup(&typed, &next)).into_response());
    }
    match second_factor::finish(&state.office, &token, form.text("code"), &knock(ip, &jar)).await {
        Ok(inside) => return entered(&state, forget_half(jar), inside, &next).await,
        Err(NotIn::Late) => {
            let jar = say(
                forget_half(jar),
                false,
                "시간이 지났습니다. 아이디와 비밀번호부터 다시 입력해 주십시오.",
            );
            return Ok((jar, Redirect::to("/login")).into_response());
        }
        Err(NotIn::Wrong) => typed.wrong(
            "code",
            "인증 코드가 맞지 않거나 이미 쓰였습니다. 인증 앱에 새로 나온 여섯 자리를 입력해 주십시오.",
        ),
        Err(NotIn::Locked { until }) => {
            let until = words::date::moment(until);
            typed.wrong(
                "code",
                format!("여러 번 틀려 이곳에서의 로그인을 잠시 막았습니다. {until}에 풀립니다."),
            );
        }
        Err(NotIn::NotDone(why)) => return Err(why.into()),
    }
    Ok((StatusCode::UNPROCESSABLE_ENTITY, markup(&typed, &next)).into_response())
}

fn markup(typed: &Typed, next: &str) -> Markup {
    let code = Field::new("code", "인증 코드").required().autocomplete("one-time-code");
    let code = code.hint("인증 앱의 숫자 여섯 자리. 휴대전화가 없으면 보관해 둔 복구 코드를 입력합니다.");
    let body = html! {
        (page_title(TITLE, html! {}))
        (typed.summary())
        p { "비밀번호를 확인했습니다. 5분 안에 인증 코드를 입력해 주십시오." }
        (post_form(&FormAttrs::new("/login/code", ""), html! {
            (hidden("next", next))
            (text(&typed.field(code, "code")))
            (button_row(html! {
                (submit("확인", ButtonKind::Primary))
                (link_button("처음부터 다시", "/login", ButtonKind::Tertiary))
            }))
        }))
        p.hint { "휴대전화와 복구 코드를 모두 잃었으면 소속 부서 관리자나 기관 관리자에게 2단계 인증 초기화를 요청해 주십시오." }
    };
    layout::page(&Page::officer(TITLE, "/login", ""), body)
}
