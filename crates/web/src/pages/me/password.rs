//! 비밀번호 변경: asked for at the first log-in after somebody else set it, and whenever one likes.

use std::net::IpAddr;

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use axum_extra::extract::cookie::CookieJar;
use casework::oneself;
use casework::sessions::{self, NotIn, Who};
use maud::{Markup, html};

use crate::components::{
    ButtonKind, Field, FormAttrs, Tone, alert, button_row, link_button, page_title, password, post_form,
    submit,
};
use crate::error::Fail;
use crate::pages::Frame;
use crate::pages::work::{Posted, Typed};
use crate::request::{Desk, knock, let_in, say};
use crate::state::AppState;

const TITLE: &str = "비밀번호 변경";
/// Ten characters of two kinds, as the guidelines for public systems ask.
const SHORTEST: usize = 10;
/// Longer ones only keep the hasher busy.
const LONGEST: usize = 200;

pub(crate) async fn page(
    State(state): State<AppState>,
    Desk { who, .. }: Desk,
    jar: CookieJar,
) -> Result<Response, Fail> {
    Ok(frame(&state, &who).render(jar, markup(&who, &Typed::default())))
}

pub(crate) async fn change(
    State(state): State<AppState>,
    Desk { who, ip }: Desk,
    jar: CookieJar,
    form: Posted,
) -> Result<Response, Fail> {
    let (current, new) = (form.text("current").to_owned(), form.text("password").to_owned());
    let mut typed = Typed::default();
    if let Some(message) = weak(&new, &current, &who.officer.login) {
        typed.wrong("password", message);
    } else if form.text("again") != new {
        typed.wrong("again", "새 비밀번호와 다릅니다. 같은 비밀번호를 다시 입력해 주십시오.");
    } else if !state.may_try(ip) {
        typed.wrong("", words::door::TOO_OFTEN);
    } else {
        // Checked as a log-in is, so that guesses here count and lock like guesses there.
        match sessions::prove(&state.office, &who.officer.login, &current, &knock(ip, &jar)).await {
            Ok(_) => return changed(&state, &who, jar, &new, ip).await,
            Err(NotIn::Wrong | NotIn::Late) => typed.wrong("current", "지금 비밀번호가 맞지 않습니다."),
            Err(NotIn::Locked { until }) => typed.wrong("current", words::door::held_up("확인", until)),
            Err(NotIn::NotDone(why)) => return Err(why.into()),
        }
    }
    let mut response = frame(&state, &who).render(jar, markup(&who, &typed));
    *response.status_mut() = StatusCode::UNPROCESSABLE_ENTITY;
    Ok(response)
}

/// Every other session of the account ends; this browser goes on with a new one.
async fn changed(
    state: &AppState,
    who: &Who,
    jar: CookieJar,
    new: &str,
    ip: IpAddr,
) -> Result<Response, Fail> {
    let knock = knock(ip, &jar);
    oneself::password(&state.office, who, new.to_owned(), &knock).await?;
    let jar = match sessions::stay(&state.office, who, &knock).await {
        Ok(entered) => let_in(state, jar, entered),
        Err(_) => jar,
    };
    Ok((say(jar, true, "비밀번호를 변경했습니다. 다른 곳의 로그인은 모두 끝났습니다."), Redirect::to("/"))
        .into_response())
}

fn weak(new: &str, current: &str, login: &str) -> Option<String> {
    let length = new.chars().count();
    let kinds = [
        new.chars().any(|c| c.is_ascii_digit()),
        new.chars().any(char::is_alphabetic),
        new.chars().any(|c| !c.is_alphanumeric()),
    ];
    if !(SHORTEST..=LONGEST).contains(&length) {
        return Some(format!("{SHORTEST}자 이상 {LONGEST}자 이하로 정해 주십시오."));
    }
    if kinds.iter().filter(|has| **has).count() < 2 {
        return Some("글자·숫자·기호 가운데 두 가지 이상을 섞어 주십시오.".to_owned());
    }
    if new.to_lowercase().contains(&login.to_lowercase()) {
        return Some("아이디가 들어간 비밀번호는 쓸 수 없습니다.".to_owned());
    }
    if domain::password::is_common(new) {
        return Some(
            "누구나 먼저 넣어 보는 비밀번호입니다. 잘 알려진 낱말, 자판 순서, 연도만으로 만들지 말아 주십시오.".to_owned(),
        );
    }
    (new == current).then(|| "지금 비밀번호와 다른 것으로 정해 주십시오.".to_owned())
}

fn frame<'a>(state: &'a AppState, who: &'a Who) -> Frame<'a> {
    Frame { active: "/me", ..Frame::new(state, who, TITLE, "/me/password") }
}

fn markup(who: &Who, typed: &Typed) -> Markup {
    let current = Field::new("current", "지금 비밀번호").required().autocomplete("current-password");
    let new = Field::new("password", "새 비밀번호").required().autocomplete("new-password");
    let new = new.hint("10자 이상, 글자·숫자·기호 가운데 두 가지 이상");
    let again = Field::new("again", "새 비밀번호 확인").required().autocomplete("new-password");
    html! {
        (page_title(TITLE, html! {}))
        @if who.must_change_password {
            (alert(Tone::Warning, "비밀번호를 먼저 변경해 주십시오", html! {
                p { "지금 비밀번호는 다른 사람이 정해 준 것입니다. 변경한 뒤에 업무를 시작합니다." }
            }))
        }
        (typed.summary())
        (post_form(&FormAttrs::new("/me/password", ""), html! {
            (password(&typed.field(current, "current")))
            (password(&typed.field(new, "password")))
            (password(&typed.field(again, "again")))
            (button_row(html! {
                (submit("변경", ButtonKind::Primary))
                @if !who.must_change_password { (link_button("취소", "/me", ButtonKind::Tertiary)) }
            }))
        }))
    }
}

#[cfg(test)]
mod tests {
    use super::weak;

    #[test]
    fn a_password_is_long_mixed_new_and_not_the_name() {
        assert_eq!(weak("가을하늘-2026-맑음", "old", "kim"), None);
        for bad in
            ["short-1", "aaaaaaaaaaaa", "kim-2026-kim-1", "old-password-1", "Qwerty12345!", "비밀번호1234!!"]
        {
            assert!(weak(bad, "old-password-1", "kim").is_some(), "{bad}");
        }
    }
}
