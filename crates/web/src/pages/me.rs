//! 사용자정보: what officers change about themselves: duties, ways to be reached, alerts, who stands in.

mod forms;
mod keys;
pub(crate) mod passkeys;
mod password;
mod phrases;
pub(crate) mod second_factor;
mod stand_ins;

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use axum_extra::extract::cookie::CookieJar;
use casework::alert_choice::{self, AlertChoice};
use casework::oneself;
use casework::sessions::Who;
use maud::{Markup, html};

pub(crate) use keys::{KEYS, for_page as keys_for_page, set as set_keys};
pub(crate) use password::{change as change_password, page as password_page};
pub(crate) use phrases::{change as change_phrase, page as phrases_page};
pub(in crate::pages) use stand_ins::rows as stand_in_rows;
pub(crate) use stand_ins::{end as end_stand_in, set as set_stand_in};

use super::Frame;
use super::account_notices;
use super::work::{Posted, Typed};
use crate::acts::{Fields, Problems};
use crate::components::page_title;
use crate::error::Fail;
use crate::request::{Desk, knock, say};
use crate::state::AppState;

const PATH: &str = "/me";
const TITLE: &str = "사용자정보";
/// Longest e-mail address and telephone number, in characters.
const CONTACT_MAX: usize = 200;
/// Longest 담당업무, in characters.
const DUTY_MAX: usize = 500;

pub(crate) async fn page(
    State(state): State<AppState>,
    Desk { who, .. }: Desk,
    jar: CookieJar,
) -> Result<Response, Fail> {
    drawn(&state, &who, jar, Typed::default()).await
}

/// 담당업무 수정: what suggestions and colleagues go by.
pub(crate) async fn duty(
    State(state): State<AppState>,
    Desk { who, .. }: Desk,
    jar: CookieJar,
    form: Posted,
) -> Result<Response, Fail> {
    let mut f = Fields::from_form(&form.0);
    let duty = f.text::<DUTY_MAX>("duty").map(String::from);
    match f.finish(duty) {
        Ok(duty) => {
            oneself::duty(&state.office, &who, duty).await?;
            Ok(done(jar, "담당업무를 수정했습니다."))
        }
        Err(problems) => refused(&state, &who, jar, form, &problems).await,
    }
}

/// 이메일과 전화번호: what citizens are told and where alerts go.
pub(crate) async fn contact(
    State(state): State<AppState>,
    Desk { who, ip }: Desk,
    jar: CookieJar,
    form: Posted,
) -> Result<Response, Fail> {
    let mut f = Fields::from_form(&form.0);
    let (email, phone) = (f.one("email", email), f.one("phone", phone));
    match f.finish(email.zip(phone)) {
        Ok(reached) => {
            oneself::contact(&state.office, &who, reached, &knock(ip, &jar)).await?;
            Ok(done(jar, "이메일과 전화번호를 수정했습니다."))
        }
        Err(problems) => refused(&state, &who, jar, form, &problems).await,
    }
}

/// An address that mail could go to.
pub(in crate::pages) fn email(text: &str) -> Option<String> {
    let (local, host) = text.split_once('@')?;
    let whole = !local.is_empty() && host.contains('.') && !text.contains(char::is_whitespace);
    (whole && text.chars().count() <= CONTACT_MAX).then(|| text.to_owned())
}

/// A number that could be dialled.
pub(in crate::pages) fn phone(text: &str) -> Option<String> {
    let digits = text.chars().filter(char::is_ascii_digit).count();
    let fits = text.chars().all(|c| c.is_ascii_digit() || "-+() ".contains(c));
    (fits && (4..=15).contains(&digits)).then(|| text.to_owned())
}

/// 민원접수알림 설정.
pub(crate) async fn alerts(
    State(state): State<AppState>,
    Desk { who, .. }: Desk,
    jar: CookieJar,
    form: Posted,
) -> Result<Response, Fail> {
    let mut f = Fields::from_form(&form.0);
    let choice = f.one("alerts", AlertChoice::parse);
    match f.finish(choice) {
        Ok(choice) => {
            let mut tx = state.office.store().write().await?;
            alert_choice::put(&mut tx, who.officer.id, choice, state.office.now()).await?;
            tx.commit().await?;
            Ok(done(jar, "민원접수알림을 설정했습니다."))
        }
        Err(problems) => refused(&state, &who, jar, form, &problems).await,
    }
}

fn done(jar: CookieJar, text: &str) -> Response {
    (say(jar, true, text), Redirect::to(PATH)).into_response()
}

async fn refused(
    state: &AppState,
    who: &Who,
    jar: CookieJar,
    form: Posted,
    problems: &Problems,
) -> Result<Response, Fail> {
    let mut typed = Typed::of(form);
    typed.problems(problems, forms::label);
    drawn(state, who, jar, typed).await
}

async fn drawn(state: &AppState, who: &Who, jar: CookieJar, typed: Typed) -> Result<Response, Fail> {
    let mut response = Frame::new(state, who, TITLE, PATH).render(jar, markup(state, who, &typed).await?);
    if typed.is_wrong() {
        *response.status_mut() = StatusCode::UNPROCESSABLE_ENTITY;
    }
    Ok(response)
}

async fn markup(state: &AppState, who: &Who, typed: &Typed) -> Result<Markup, Fail> {
    let mut tx = state.office.store().read().await?;
    let choice = alert_choice::of(&mut tx, who.officer.id).await?;
    let kept = tx.stand_ins_of(who.officer.id).await?;
    let told = account_notices::of(&mut tx, who.officer.id).await?;
    drop(tx);
    let desk = state.office.desk();
    Ok(html! {
        (page_title(TITLE, html! {}))
        (typed.summary())
        (forms::person(&desk.chart, &who.officer))
        (account_notices::panel_for_owner(&told))
        (forms::duty(&who.officer, typed))
        (forms::contact(&who.officer, typed))
        (forms::alerts(choice, typed))
        (stand_ins::section(&desk, &who.officer, &kept, typed))
        (keys::section(who, typed))
    })
}
