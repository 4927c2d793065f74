//! 신청 완료: the number, and once the secret that opens it.

use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use axum_extra::extract::cookie::{Cookie, CookieJar, SameSite};
use domain::complaint::Number;
use maud::{Markup, html};

use crate::components::{ButtonKind, Tone, alert, link_button, page_title, panel};
use crate::pages::citizen::{Sheet, Tongue};
use crate::request::CITIZEN_COOKIE;

const PATH: &str = "/apply/done";
/// Number and secret on their way over the redirect: in no address, and shown once.
const COOKIE: &str = "filed";

pub(super) fn cookie(number: &Number, secret: &str, secure: bool) -> Cookie<'static> {
    let cookie = Cookie::build((COOKIE, format!("{number}.{secret}"))).path(PATH).http_only(true);
    cookie.same_site(SameSite::Strict).secure(secure).build()
}

/// `GET /apply/done`
pub(crate) async fn done(tongue: Tongue, jar: CookieJar) -> Response {
    let filed = jar.get(COOKIE).map(|cookie| cookie.value().to_owned());
    let Some((number, secret)) = filed.as_deref().and_then(read) else {
        // Seen already, or never filed: the complaint itself, or the way to it.
        return Redirect::to(&tongue.to("/petition")).into_response();
    };
    let kept = jar.get(CITIZEN_COOKIE).map(|cookie| cookie.value().to_owned());
    let kept = kept.as_deref().and_then(read).filter(|(known, _)| *known == number).map(|(_, secret)| secret);
    let secret = Some(secret).filter(|secret| !secret.is_empty()).or(kept);
    let title = tongue.strings().apply.done_title;
    let body = html! {
        (page_title(title, html! {}))
        (receipt(&number, secret.as_deref(), tongue))
        (next(tongue))
    };
    let jar = jar.remove(Cookie::build(COOKIE).path(PATH));
    Sheet::new(tongue, title, PATH).respond(StatusCode::OK, jar, body)
}

/// Only what looks like ours: a cookie is the browser's word.
fn read(value: &str) -> Option<(Number, String)> {
    let (number, secret) = value.split_once('.')?;
    let clean = secret.len() <= 40 && secret.chars().all(|c| c.is_ascii_alphanumeric());
    Some((Number::parse(number).ok()?, secret.to_owned())).filter(|_| clean)
}

fn receipt(number: &Number, secret: Option<&str>, tongue: Tongue) -> Markup {
    let t = &tongue.strings().apply;
    html! {
        (panel("receipt", tongue.pick("꼭 적어 두십시오", "Please write this down"), html! {
            dl.receipt data-draft-done="apply" {
                div { dt { (t.done_number) } dd #application-number { (number) } }
                @if let Some(secret) = secret {
                    div { dt { (t.secret) } dd #secret { (in_fours(secret)) } }
                }
            }
            @match secret {
                Some(_) => p { (t.keep_number) " " (once_only(tongue)) },
                None => (alert(Tone::Warning, tongue.pick("비밀번호는 처음 화면에 나왔습니다", "The password was on the first page"), html! {
                    p { (tongue.strings().lookup.secret_forgotten) }
                })),
            }
        }))
    }
}

fn once_only(tongue: Tongue) -> &'static str {
    tongue.pick(
        "비밀번호는 이 화면에서 한 번만 보여 드립니다. 적어 두거나 이 화면을 인쇄하십시오. 대소문자와 줄표(-)는 구별하지 않습니다.",
        "The password is shown only once, here. Write it down or print this page. Capitals and hyphens do not matter.",
    )
}

fn next(tongue: Tongue) -> Markup {
    let t = tongue.strings();
    html! {
        (panel("next", tongue.pick("이제 어떻게 되나요", "What happens now"), html! {
            ul.plain-list {
                li { (tongue.pick("근무시간으로 8시간 안에 접수합니다.", "It is received within eight working hours.")) }
                li { (t.apply.done_hint) }
                li { (tongue.pick("'민원 조회'에서 신청번호와 비밀번호로 언제든지 확인하실 수 있습니다.", "Check it any time under “Look up a complaint” with the number and the password.")) }
            }
            div.button-row {
                (link_button(tongue.pick("내 민원 보기", "See my complaint"), &tongue.to("/petition"), ButtonKind::Primary))
                (link_button(t.common.home, &tongue.to("/citizen"), ButtonKind::Tertiary))
            }
        }))
    }
}

/// `ABCD-EFGH-JKMN`: easier to copy by hand.
pub(in crate::pages) fn in_fours(secret: &str) -> String {
    let letters: Vec<char> = secret.chars().collect();
    letters.chunks(4).map(|four| four.iter().collect::<String>()).collect::<Vec<_>>().join("-")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_secret_is_written_in_fours() {
        assert_eq!(in_fours("ABCDEFGHJKMN"), "ABCD-EFGH-JKMN");
        assert_eq!(in_fours("ABCDE"), "ABCD-E");
    }

    #[test]
    fn a_cookie_that_is_not_ours_says_nothing() {
        assert!(read("F20260310000001.ABCDEFGHJKMN").is_some());
        for foreign in ["", "x", "F20260310000001.<b>", "1.ABC"] {
            assert!(read(foreign).is_none(), "{foreign}");
        }
    }
}
