//! 로그인: getting in by name and password, staying in, and out again.

use axum::extract::State;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Redirect, Response};
use axum_extra::extract::cookie::{Cookie, CookieJar};
use casework::passkeys::Site;
use casework::sessions::{self, Entered, Entry, NotIn};
use domain::desk::seoul;
use maud::{Markup, html};
use words::error::PageError;
use words::lang::Lang;

use super::portal::heard;
use super::wanted::{Wanted, beside};
use super::work::{Asked, Posted};
use super::{code, passkey, unsent};
use crate::components::{
    ButtonKind, Field, Flash, FormAttrs, Tone, alert, button_row, flash, link_button, page_title, password,
    post_form, submit, text,
};
use crate::error::Fail;
use crate::layout::{self, Page};
use crate::request::{Desk, From, Peer, SESSION_COOKIE, Said, ask_code, knock, let_in, said, say};
use crate::state::AppState;

/// Said to whoever pressed a button after their session had ended.
const UNSENT: &str = "사용 시간이 끝나 로그아웃되었고, 방금 보내신 내용은 저장하지 않았습니다.";
const UNSENT_NEXT: &str =
    "다시 로그인하면 쓰던 화면으로 돌아갑니다. 쓰던 내용이 되살아나면 확인한 뒤 다시 보내 주십시오.";

const CARRIED_NEXT: &str = "쓰신 분이 이 화면에서 다시 로그인하면 쓰던 내용을 그대로 보여 드립니다. 확인한 뒤 다시 보내 \
                            주십시오. 이 화면을 닫거나 벗어나면 내용이 사라집니다.";

/// What the log-in page is drawn from.
#[derive(Default)]
struct View<'a> {
    login: &'a str,
    wanted: Wanted<'a>,
    /// The portal before us knows who this is.
    portal: bool,
    /// What the page before had to say.
    said: Option<Said>,
    /// A form came after the session had ended, and was not taken.
    unsent: bool,
    /// Why the last try did not get in: title and what to do.
    refused: Option<(String, String)>,
}

pub(crate) async fn page(
    State(state): State<AppState>,
    (Peer(peer), From(ip)): (Peer, From),
    (headers, jar): (HeaderMap, CookieJar),
    asked: Asked,
) -> Result<Response, Fail> {
    let wanted = Wanted::to(asked.get("next"));
    let portal = heard(&state, (peer, &headers), &knock(ip, &jar)).await?;
    let (jar, said) = said(jar);
    let unsent = asked.get("unsent").is_some();
    let view = View { wanted, portal: portal.is_some(), said, unsent, ..View::default() };
    Ok((jar, markup(&state, &view)).into_response())
}

pub(crate) async fn log_in(
    State(state): State<AppState>,
    From(ip): From,
    jar: CookieJar,
    form: Posted,
) -> Result<Response, Fail> {
    let (login, wanted) = (form.text("login").trim(), Wanted::of(&form));
    let view = |refused| markup(&state, &View { login, wanted, refused: Some(refused), ..View::default() });
    if !state.may_try(ip) {
        let said = words::error::page(PageError::TooOften, Lang::Ko);
        let body = view((said.happened.to_owned(), said.next.to_owned()));
        return Ok((StatusCode::TOO_MANY_REQUESTS, body).into_response());
    }
    // No name of ours has a control character, and PostgreSQL keeps no NUL.
    let found = match login.chars().any(char::is_control) {
        true => Err(NotIn::Wrong),
        false => sessions::log_in(&state.office, login, form.text("password"), &knock(ip, &jar)).await,
    };
    match found {
        Ok(Entry::Inside(inside)) => Ok(entered(&state, jar, inside, wanted).await?),
        Ok(Entry::CodeAsked { half }) if wanted.unsent.is_some() => {
            let page = code::first(&state, &half, wanted).await?;
            Ok((ask_code(&state, jar, half), page).into_response())
        }
        Ok(Entry::CodeAsked { half }) => {
            let to = format!("/login/code?next={}", crate::error::encode(wanted.next));
            Ok((ask_code(&state, jar, half), Redirect::to(&to)).into_response())
        }
        Err(NotIn::Wrong | NotIn::Late) => {
            let next_step = "아이디와 비밀번호를 확인한 뒤 다시 입력해 주십시오. 비밀번호를 잊은 수기등록 사용자는 기관 관리자에게 초기화를 요청해 주십시오.";
            let body = view(("아이디 또는 비밀번호가 맞지 않습니다.".to_owned(), next_step.to_owned()));
            Ok((StatusCode::UNPROCESSABLE_ENTITY, body).into_response())
        }
        Err(NotIn::Locked { until }) => {
            let until = words::date::moment(until);
            let happened = "비밀번호를 여러 번 잘못 입력하여 이곳에서의 로그인을 잠시 막았습니다.".to_owned();
            let body = view((
                happened,
                format!(
                    "{until}에 풀립니다. 전에 로그인했던 브라우저에서는 지금도 로그인할 수 있고, 급하면 기관 관리자가 \
                     잠금을 풀어 줄 수 있습니다."
                ),
            ));
            Ok((StatusCode::UNPROCESSABLE_ENTITY, body).into_response())
        }
        Err(NotIn::NotDone(why)) => Err(why.into()),
    }
}

pub(super) async fn entered(
    state: &AppState,
    jar: CookieJar,
    inside: Entered,
    wanted: Wanted<'_>,
) -> Result<Response, Fail> {
    if wanted.unsent.is_some() {
        // Sent on with the form: the page that comes of it, sent again from a browser's memory, logs nobody in.
        return Ok((let_in(state, jar, inside), Redirect::temporary(unsent::AGAIN)).into_response());
    }
    let who = sessions::who(&state.office, &inside.token).await?;
    let must_change = who.is_some_and(|who| who.must_change_password);
    let to = Redirect::to(if must_change { "/me/password" } else { wanted.next });
    Ok((let_in(state, jar, inside), to).into_response())
}

pub(crate) async fn log_out(
    State(state): State<AppState>,
    Desk { who, ip }: Desk,
    jar: CookieJar,
) -> Result<Response, Fail> {
    sessions::log_out(&state.office, who.session, &who.officer.login, &ip.to_string()).await?;
    let jar = jar.remove(Cookie::build(SESSION_COOKIE).path("/"));
    Ok((say(jar, true, "로그아웃했습니다."), Redirect::to("/login")).into_response())
}

/// Being asked is being used: the session was prolonged when it was looked up.
pub(crate) async fn extend(headers: HeaderMap, _: Desk, form: Posted) -> Response {
    let by_script = headers
        .get(header::ACCEPT)
        .is_some_and(|accepts| accepts.as_bytes().starts_with(b"application/json"));
    match form.get("back") {
        Some(back) if !by_script => Redirect::to(local(Some(back))).into_response(),
        _ => StatusCode::NO_CONTENT.into_response(),
    }
}

/// An address of ours to go to, and nothing else: `//elsewhere` and `/\elsewhere` leave the site.
pub(crate) fn local(asked: Option<&str>) -> &str {
    let inside = |path: &&str| {
        path.starts_with('/')
            && !path.starts_with("//")
            && !path.contains('\\')
            && !path.chars().any(char::is_control)
            && !path.starts_with("/login")
            && !path.starts_with("/logout")
    };
    asked.filter(inside).unwrap_or("/")
}

/// The log-in page once more, with why nobody is in.
pub(super) fn refused(
    state: &AppState,
    status: StatusCode,
    wanted: Wanted<'_>,
    why: (String, String),
) -> Response {
    (status, markup(state, &View { wanted, refused: Some(why), ..View::default() })).into_response()
}

/// The log-in page for whoever sent a form too late: it carries what they wrote.
pub(super) fn again(state: &AppState, wanted: Wanted<'_>) -> Markup {
    markup(state, &View { wanted, ..View::default() })
}

fn other_way(name: &str, said: &str, (label, address): (&str, &str)) -> Markup {
    html! {
        section.other-way {
            h2.section-title { (name) }
            p { (said) }
            (button_row(link_button(label, address, ButtonKind::Secondary)))
        }
    }
}

/// In on somebody else's word, and then to where one wanted to go.
fn through(way: &str, next: &str) -> String {
    format!("/login/{way}?next={}", crate::error::encode(next))
}

/// Without a password: the key, and the PIN, finger or face that it asks for.
fn by_passkey(site: &Site, wanted: Wanted<'_>) -> Markup {
    passkey::form(
        site,
        ("use", "/login/passkey", "/login/passkey/challenge"),
        html! {
            section.other-way {
                h2.section-title { "패스키" }
                p { "등록해 둔 패스키가 있으면 아이디와 비밀번호 없이 들어올 수 있습니다." }
                (wanted.fields())
                (passkey::brought())
                (button_row(submit("패스키로 로그인", ButtonKind::Secondary)))
            }
        },
    )
}

fn markup(state: &AppState, view: &View) -> Markup {
    let demo_clock = state.settings.demo.then(|| state.office.now().to_zoned(seoul()).datetime());
    let page = Page { demo_clock, ..Page::officer("로그인", "/login", "") };
    let login = Field::new("login", "아이디").required().value(view.login).autocomplete("username");
    let secret = Field::new("password", "비밀번호").required().autocomplete("current-password");
    layout::page(
        &page,
        html! {
            (page_title("로그인", html! {}))
            @if let Some(said) = &view.said {
                (flash(&Flash { tone: if said.good { Tone::Success } else { Tone::Warning }, text: said.text.clone() }))
            }
            @if view.wanted.unsent.is_some() {
                div role="alert" { (alert(Tone::Warning, UNSENT, html! { p { (CARRIED_NEXT) } })) }
            } @else if view.unsent {
                div role="alert" { (alert(Tone::Warning, UNSENT, html! { p { (UNSENT_NEXT) } })) }
            }
            @if let Some((happened, next)) = &view.refused {
                div role="alert" { (alert(Tone::Danger, happened, html! { p { (next) } })) }
            }
            p { "서울시 민원통합관리시스템 응답소의 직원용 화면입니다." }
            (post_form(&FormAttrs::new("/login", ""), html! {
                (view.wanted.fields())
                (text(&login))
                (password(&secret))
                (submit("로그인", ButtonKind::Primary))
            }))
            @if let Some(site) = state.office.site() { (by_passkey(site, view.wanted)) }
            @if let Some(sealed) = view.wanted.unsent {
                @if state.portal().is_some() || state.identity_provider().is_some() { (beside(sealed)) }
            } @else if view.portal {
                (other_way("행정포털", "행정포털에 로그인되어 있습니다.", ("행정포털 계정으로 계속", &through("portal", view.wanted.next))))
            }
            @if state.identity_provider().is_some() && view.wanted.unsent.is_none() {
                (other_way("통합인증", "업무용 계정이 있으면 비밀번호를 따로 두지 않고 들어올 수 있습니다.", ("통합인증으로 로그인", &through("oidc", view.wanted.next))))
            }
            p { "민원을 신청하거나 조회하시려면 " a href="/citizen" { "시민 화면" } "으로 가십시오." }
        },
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_is_sent_only_to_pages_of_our_own() {
        assert_eq!(local(Some("/assign?sort=due")), "/assign?sort=due");
        for elsewhere in [
            "//evil.example",
            "/\\evil.example",
            "https://evil.example",
            "",
            "/login",
            "/a\u{a}b",
            "/\t/evil.example",
        ] {
            assert_eq!(local(Some(elsewhere)), "/", "{elsewhere}");
        }
        assert_eq!(local(None), "/");
    }
}
