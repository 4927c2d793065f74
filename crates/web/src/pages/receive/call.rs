//! 120 전화 접수: while somebody speaks. Who calls again, what was answered before, the complaint with the
//! notes of the call, and in one go its receipt and where it goes.

mod caller;
mod onwards;

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use axum_extra::extract::cookie::CookieJar;
use casework::NotDone;
use casework::intake::{self, HandedInBy};
use casework::sessions::Who;
use domain::complaint::Channel;
use domain::text::{MEMO_MAX, Memo};
use maud::{Markup, html};

use super::{PATH, register, takes_in};
use crate::acts::{Fields, Problems};
use crate::components::{
    ButtonKind, Field, FormAttrs, button_row, hidden, link_button, page_title, panel, post_form, submit,
    textarea,
};
use crate::error::Fail;
use crate::pages::Frame;
use crate::pages::work::{Asked, Posted, Typed, only};
use crate::request::{Desk, Said};
use crate::state::AppState;

pub(in crate::pages) const HERE: &str = "/receive/call";
const TITLE: &str = "120 전화 접수";

/// GET `/receive/call?phone=&q=`
pub(crate) async fn page(
    State(state): State<AppState>,
    Desk { who, .. }: Desk,
    jar: CookieJar,
    asked: Asked,
) -> Result<Response, Fail> {
    only(takes_in(&who))?;
    let body = markup(&state, &who, &asked, &Typed::default()).await?;
    Ok(frame(&state, &who).render(jar, body))
}

/// POST `/receive/call`
pub(crate) async fn send(
    State(state): State<AppState>,
    Desk { who, .. }: Desk,
    jar: CookieJar,
    asked: Asked,
    form: Posted,
) -> Result<Response, Fail> {
    only(takes_in(&who))?;
    let typed = match registered(&state, &who, &form).await? {
        Ok(body) => return Ok(frame(&state, &who).render(jar, body)),
        Err(typed) => typed,
    };
    let body = markup(&state, &who, &asked, &typed).await?;
    let mut response = frame(&state, &who).render(jar, body);
    *response.status_mut() = StatusCode::UNPROCESSABLE_ENTITY;
    Ok(response)
}

/// The form with what was typed into it before, and why it stands there.
pub(in crate::pages) async fn calling(
    state: &AppState,
    who: &Who,
    (form, told): (Posted, Said),
) -> Result<Response, Fail> {
    only(takes_in(who))?;
    let body = markup(state, who, &Asked::default(), &Typed::of(form)).await?;
    Ok(frame(state, who).markup(Some(told), body).into_response())
}

fn frame<'a>(state: &'a AppState, who: &'a Who) -> Frame<'a> {
    Frame { active: PATH, ..Frame::new(state, who, TITLE, HERE) }
}

/// Registered and sent on as far as was asked; or the form with what was wrong, and nothing was done.
async fn registered(state: &AppState, who: &Who, form: &Posted) -> Result<Result<Markup, Typed>, Fail> {
    let mut typed = Typed::of(form.clone());
    let chart = state.office.facts().chart;
    let onwards = onwards::read(form, &chart);
    let besides = [&["once", "call_note"][..], &onwards::FIELDS].concat();
    let mut whole = form.clone();
    whole.0.push(("channel".to_owned(), Channel::Phone120.as_str().to_owned()));
    let submission = register::submission(who, &whole, &besides);
    let note = note(form);
    let problems = [submission.as_ref().err(), note.as_ref().err()];
    problems.into_iter().flatten().for_each(|problems| typed.problems(problems, label));
    onwards.wrong.iter().for_each(|(field, message)| typed.wrong(field, message.as_str()));
    let (Ok(submission), Ok(note), false) = (submission, note, typed.is_wrong()) else {
        return Ok(Err(typed));
    };
    let by = match note {
        Some(said) => HandedInBy::Call(who.actor(), said),
        None => HandedInBy::Officer(who.actor()),
    };
    match intake::file(&state.office, by, submission, register::once(form)).await {
        Ok(filed) => {
            let steps = onwards.go(state, who, &filed.complaint).await?;
            Ok(Ok(html! {
                (page_title("전화 민원을 등록했습니다", html! {}))
                (register::numbers(&filed))
                (steps)
                (register::ways_on(&filed, HERE))
            }))
        }
        Err(NotDone::Invalid { field, code }) => {
            typed.wrong(field, register::invalid(field, code));
            Ok(Err(typed))
        }
        Err(why) => Err(why.into()),
    }
}

fn note(form: &Posted) -> Result<Option<Memo>, Problems> {
    let pairs: Vec<(String, String)> =
        form.0.iter().filter(|(name, _)| name == "call_note").cloned().collect();
    let mut f = Fields::from_form(&pairs);
    let note = f.text_if_any::<MEMO_MAX>("call_note");
    f.finish(Some(note))
}

fn label(field: &str) -> &'static str {
    match field {
        "call_note" => "통화 메모",
        other => register::label(other),
    }
}

async fn markup(state: &AppState, who: &Who, asked: &Asked, typed: &Typed) -> Result<Markup, Fail> {
    let known = caller::known(state, who, asked).await?;
    let answered = caller::answered(state, asked).await?;
    let chart = state.office.facts().chart;
    let address = asked.href(HERE, &[]);
    let typed = match (typed.value("phone"), asked.get("phone")) {
        // Who was looked up need not be typed again.
        ("", Some(phone)) => typed.clone().filled("phone", phone),
        _ => typed.clone(),
    };
    let note = typed.field(Field::new("call_note", "통화 메모").max_chars(MEMO_MAX), "call_note");
    Ok(html! {
        (page_title(TITLE, link_button("되돌아온 민원", "/distribute?tab=returned", ButtonKind::Secondary)))
        p.hint { "전화로 들어온 민원을 통화하면서 등록합니다. 통화 메모는 직원만 볼 수 있습니다." }
        (typed.summary())
        div.pair {
            (caller::panel_of(asked, known.as_deref(), &state.office.desk()))
            (caller::answers(asked, answered.as_deref()))
        }
        (post_form(&FormAttrs::new(&address, "").draft("call"), html! {
            (hidden("once", &uuid::Uuid::new_v4().to_string()))
            (panel("call", "통화", textarea(&note.hint("통화한 사람의 상태, 약속한 내용처럼 답변에 쓰지 않을 내용을 적습니다."), 3)))
            (register::person(&typed))
            (register::matter(&typed))
            (onwards::fields(&typed, &chart))
            (button_row(html! {
                (submit("등록", ButtonKind::Primary))
                (link_button("목록", PATH, ButtonKind::Tertiary))
            }))
        }))
    })
}
