//! 민원 조회: a number and its secret open one complaint. Wrong number and wrong secret are told alike.

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use axum_extra::extract::cookie::CookieJar;
use casework::NotDone;
use domain::complaint::Number;
use domain::text::TextError;
use maud::html;
use words::error::PageError;

use super::citizen::{Sent, Sheet, Tongue, Wrong, mishap, summary};
use crate::components::{ButtonKind, Field, FormAttrs, page_title, panel, post_form, submit, text};
use crate::error::Fail;
use crate::request::{From, citizen_cookie, plain};
use crate::state::AppState;

const PATH: &str = "/lookup";

/// `GET /lookup`
pub(crate) async fn form(tongue: Tongue, jar: CookieJar) -> Response {
    page(tongue, StatusCode::OK, jar, ("", &[]))
}

/// `POST /lookup`
pub(crate) async fn look_up(
    State(state): State<AppState>,
    From(peer): From,
    tongue: Tongue,
    jar: CookieJar,
    sent: Result<Sent, Fail>,
) -> Response {
    if !state.may_try(peer) {
        return mishap(&Fail::Page(PageError::TooOften), tongue, PATH);
    }
    let sent = match sent {
        Ok(sent) => sent,
        Err(fail) => return mishap(&fail, tongue, PATH),
    };
    let typed = sent.get("number");
    let Ok(number) = Number::parse(&plain(typed)) else {
        let mut wrongs = vec![Wrong { field: "number", message: words::error::number(tongue.0).to_owned() }];
        if sent.get("secret").trim().is_empty() {
            let empty = words::error::text(tongue.strings().lookup.secret, TextError::Empty, tongue.0);
            wrongs.push(Wrong { field: "secret", message: empty });
        }
        return page(tongue, StatusCode::UNPROCESSABLE_ENTITY, jar, (typed, &wrongs));
    };
    match casework::petition::enter(&state.office, &number, sent.get("secret")).await {
        Ok(_) => {
            let cookie = citizen_cookie(&number, sent.get("secret"), state.settings.secure_cookies);
            (jar.add(cookie), Redirect::to(&tongue.to("/petition"))).into_response()
        }
        Err(NotDone::NotFound) => {
            let wrong = Wrong { field: "number", message: tongue.strings().lookup.not_found.to_owned() };
            page(tongue, StatusCode::UNPROCESSABLE_ENTITY, jar, (typed, &[wrong]))
        }
        Err(fault) => mishap(&fault.into(), tongue, PATH),
    }
}

fn page(tongue: Tongue, status: StatusCode, jar: CookieJar, (typed, wrongs): (&str, &[Wrong])) -> Response {
    let t = &tongue.strings().lookup;
    let lang = tongue.furniture();
    let said = |field| wrongs.iter().find(|wrong| wrong.field == field).map(|wrong| wrong.message.as_str());
    let number = Field::new("number", t.number).value(typed).hint(t.number_hint).error(said("number"));
    // Not a password field: it is copied from paper once, and must be seen to be copied well.
    let secret = Field::new("secret", t.secret).hint(t.secret_forgotten).error(said("secret"));
    let secret = secret.autocomplete("off");
    let action = tongue.to(PATH);
    let body = html! {
        (page_title(t.title, html! {}))
        (summary(wrongs, tongue))
        (panel("look-up", t.title, html! {
            p { (t.intro) }
            (post_form(&FormAttrs::new(&action, ""), html! {
                (text(&number.autocomplete("off").max_chars(30).required().lang(lang)))
                (text(&secret.max_chars(30).required().lang(lang)))
                div.button-row { (submit(t.look_up, ButtonKind::Primary)) }
            }))
        }))
    };
    Sheet::new(tongue, t.title, PATH).respond(status, jar, body)
}
