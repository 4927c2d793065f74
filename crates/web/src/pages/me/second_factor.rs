//! 2단계 인증: passkeys, and a telephone that is set up, with spare codes shown once, and turned off again with a code.

use std::net::IpAddr;

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use axum_extra::extract::cookie::CookieJar;
use casework::second_factor::{self, NotRight, RECOVERY_CODES, Stage};
use casework::sessions::Who;
use maud::{Markup, html};

use crate::components::{
    ButtonKind, Field, FormAttrs, Tone, alert, button_row, link_button, page_title, panel, post_button,
    post_form, qr_code, submit_value, text,
};
use crate::error::{Fail, encode};
use crate::pages::Frame;
use crate::pages::me::passkeys;
use crate::pages::work::{Posted, Typed};
use crate::request::{Desk, knock, say};
use crate::state::AppState;

pub(super) const PATH: &str = "/me/second-factor";
const TITLE: &str = "2단계 인증";
pub(super) const RENEWED: &str = "복구 코드를 새로 만들었습니다";
/// What is said to whoever must have one, and has one only.
pub(super) const REQUIRED: &str = "맡은 권한에는 2단계 인증이 꼭 필요하여 마지막 하나는 해제할 수 없습니다.";
/// As it is called in people's apps.
const ISSUER: &str = "응답소";

pub(crate) async fn page(
    State(state): State<AppState>,
    Desk { who, .. }: Desk,
    jar: CookieJar,
) -> Result<Response, Fail> {
    drawn(&state, &who, jar, &Typed::default()).await
}

pub(crate) async fn begin(
    State(state): State<AppState>,
    Desk { who, .. }: Desk,
    jar: CookieJar,
) -> Result<Response, Fail> {
    match second_factor::begin(&state.office, &who).await {
        Ok(()) => Ok(Redirect::to(PATH).into_response()),
        Err(why) => refused(&state, &who, jar, why).await,
    }
}

/// What is done with a code.
#[derive(Clone, Copy)]
enum Change {
    Confirm,
    Renew,
    End,
}

impl Change {
    fn parse(word: &str) -> Option<Change> {
        match word {
            "confirm" => Some(Change::Confirm),
            "renew" => Some(Change::Renew),
            "end" => Some(Change::End),
            _ => None,
        }
    }
}

/// POST: begun with a first code, spare codes made anew, or turned off.
pub(crate) async fn change(
    State(state): State<AppState>,
    Desk { who, ip }: Desk,
    jar: CookieJar,
    form: Posted,
) -> Result<Response, Fail> {
    if let Some(refused) = untried(&state, &who, (ip, &jar), &form).await? {
        return Ok(refused);
    }
    let change = Change::parse(form.text("do")).ok_or_else(Fail::not_found)?;
    let (office, code, knock) = (&state.office, form.text("code"), knock(ip, &jar));
    let codes = match change {
        Change::Confirm => second_factor::confirm(office, &who, code, &knock).await.map(Some),
        Change::Renew => second_factor::renew(office, &who, code, &knock).await.map(Some),
        Change::End => second_factor::end(office, &who, code, &knock).await.map(|()| None),
    };
    match codes {
        Ok(Some(codes)) => {
            let title = match change {
                Change::Confirm => "2단계 인증을 시작했습니다",
                Change::Renew | Change::End => RENEWED,
            };
            Ok(shown(&state, &who, jar, title, &codes))
        }
        Ok(None) => Ok((say(jar, true, "2단계 인증 앱을 해제했습니다."), Redirect::to(PATH)).into_response()),
        Err(why) => refused(&state, &who, jar, why).await,
    }
}

/// No code was typed, or too many were: nothing is tried.
async fn untried(
    state: &AppState,
    who: &Who,
    (ip, jar): (IpAddr, &CookieJar),
    form: &Posted,
) -> Result<Option<Response>, Fail> {
    let mut typed = Typed::default();
    if form.get("code").is_none() {
        typed.wrong("code", "인증 코드를 입력해 주십시오.");
    } else if !state.may_try(ip) {
        typed.wrong("", words::door::TOO_OFTEN);
    } else {
        return Ok(None);
    }
    drawn(state, who, jar.clone(), &typed).await.map(Some)
}

async fn refused(state: &AppState, who: &Who, jar: CookieJar, why: NotRight) -> Result<Response, Fail> {
    let mut typed = Typed::default();
    match why {
        NotRight::Wrong => typed.wrong(
            "code",
            "인증 코드가 맞지 않거나 이미 쓰였습니다. 휴대전화의 시각이 맞는지 보고, 새로 나온 여섯 자리를 입력해 주십시오.",
        ),
        NotRight::Locked { until } => typed.wrong("code", words::door::held_up("확인", until)),
        NotRight::Stage => typed.wrong("", "다른 화면에서 이미 바뀌었습니다. 지금 상태를 확인해 주십시오."),
        NotRight::Required => typed.wrong("", REQUIRED),
        NotRight::NotDone(why) => return Err(why.into()),
    }
    drawn(state, who, jar, &typed).await
}

pub(super) fn frame<'a>(state: &'a AppState, who: &'a Who) -> Frame<'a> {
    Frame { active: "/me", ..Frame::new(state, who, TITLE, PATH) }
}

pub(super) async fn drawn(
    state: &AppState,
    who: &Who,
    jar: CookieJar,
    typed: &Typed,
) -> Result<Response, Fail> {
    let stage = second_factor::stage(&state.office, who.officer.id).await?;
    let section = passkeys::Section::of(state, who, &stage).await?;
    let last = state.office.requires_second_factor(&who.on_duty) && !section.has_any();
    let body = html! {
        (page_title(TITLE, html! {}))
        (typed.summary())
        @if who.owes_second_factor {
            (alert(Tone::Warning, "2단계 인증을 먼저 설정해 주십시오", html! {
                p { "맡은 권한에는 비밀번호 외에 패스키나 휴대전화 인증이 필요합니다. 설정한 뒤에 업무를 시작합니다." }
            }))
        }
        p { "로그인할 때 비밀번호 다음에 패스키나 휴대전화 인증 앱의 숫자를 한 번 더 확인합니다. 비밀번호가 새어 나가도 계정을 지킬 수 있습니다." }
        (section.markup(typed))
        @match &stage {
            Stage::Off => (off()),
            Stage::Begun { secret } => (begun(&who.officer.login, secret, typed)),
            Stage::On { codes_left } => (on(*codes_left, last, typed)),
        }
        @if !who.owes_second_factor { (button_row(link_button("사용자정보로", "/me", ButtonKind::Tertiary))) }
    };
    let mut response = frame(state, who).render(jar, body);
    if typed.is_wrong() {
        *response.status_mut() = StatusCode::UNPROCESSABLE_ENTITY;
    }
    Ok(response)
}

fn off() -> Markup {
    panel(
        "off",
        "인증 앱: 지금은 쓰지 않습니다",
        html! {
            p { "TOTP를 지원하는 인증 앱이면 어느 것이나 쓸 수 있습니다." }
            (post_button(&format!("{PATH}/begin"), "", "설정 시작", ButtonKind::Primary))
        },
    )
}

fn begun(login: &str, secret: &str, typed: &Typed) -> Markup {
    let address = format!(
        "otpauth://totp/{issuer}:{login}?secret={secret}&issuer={issuer}&algorithm=SHA1&digits=6&period=30",
        issuer = encode(ISSUER),
        login = encode(login),
    );
    panel(
        "begun",
        "인증 앱: 휴대전화에 등록",
        html! {
            ol {
                li { "인증 앱에서 QR 코드를 찍습니다. 찍을 수 없으면 아래 키를 손으로 입력합니다." }
                li { "앱에 나온 여섯 자리를 입력하면 그때부터 로그인에 쓰입니다." }
            }
            (qr_code(&address, "인증 앱 등록용 QR 코드"))
            p { "키: " code.secret { (in_fours(secret)) } }
            (post_form(&FormAttrs::new(PATH, ""), html! {
                (text(&typed.field(code_field(), "code")))
                (button_row(submit_value("확인하고 시작", ButtonKind::Primary, "do", "confirm")))
            }))
            (post_button(&format!("{PATH}/begin"), "", "키 다시 만들기", ButtonKind::Tertiary))
        },
    )
}

/// `last`: they must have a second factor, and have this one only.
fn on(codes_left: u32, last: bool, typed: &Typed) -> Markup {
    html! {
        (panel("on", "인증 앱: 쓰고 있습니다", html! {
            p { "남은 복구 코드: " strong { (codes_left) "개" } " (휴대전화나 패스키가 없을 때 한 번씩 씁니다)" }
            // One form, two buttons: what is asked for is the same.
            (post_form(&FormAttrs::new(PATH, ""), html! {
                (text(&typed.field(code_field(), "code")))
                (button_row(html! {
                    (submit_value("복구 코드 다시 만들기", ButtonKind::Secondary, "do", "renew"))
                    @if !last { (submit_value("인증 앱 해제", ButtonKind::Danger, "do", "end")) }
                }))
            }))
            @if last { p.hint { (REQUIRED) } }
        }))
    }
}

fn code_field<'a>() -> Field<'a> {
    let field = Field::new("code", "인증 코드").required().autocomplete("one-time-code");
    field.hint("인증 앱의 숫자 여섯 자리")
}

/// Shown once, on the answer itself: a redirect would have to keep them somewhere.
pub(super) fn shown(state: &AppState, who: &Who, jar: CookieJar, title: &str, codes: &[String]) -> Response {
    let body = html! {
        (page_title(title, html! {}))
        (alert(Tone::Warning, "복구 코드는 지금 한 번만 보입니다", html! {
            p {
                "휴대전화나 패스키를 잃었을 때 대신 씁니다. " (RECOVERY_CODES)
                "개를 인쇄하거나 적어서 휴대전화·보안키와 다른 곳에 보관해 주십시오. 하나를 쓰면 그 코드는 없어집니다."
            }
        }))
        ul.recovery-codes { @for code in codes { li { code { (code) } } } }
        (button_row(link_button("보관했습니다", PATH, ButtonKind::Primary)))
    };
    frame(state, who).render(jar, body)
}

/// As people type it.
fn in_fours(secret: &str) -> String {
    let letters: Vec<char> = secret.chars().collect();
    letters.chunks(4).map(String::from_iter).collect::<Vec<_>>().join(" ")
}
