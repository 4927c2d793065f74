//! 처분 동결: files of which nothing may be taken away, because of a lawsuit, an audit or an appeal.

use axum::extract::{Path, State};
use axum::response::Response;
use axum_extra::extract::cookie::CookieJar;
use casework::NotDone;
use casework::retention::{self, Undecided};
use domain::complaint::Number;
use domain::org::OrgChart;
use domain::text::{MEMO_MAX, Memo};
use jiff::Timestamp;
use maud::{Markup, html};
use store::{Hold, HoldCursor};
use words::lang::Lang;
use words::names::Names;

use super::super::{Screen, asked_for, cut, done, id, turning};
use super::{PATH as REVIEW, decides};
use crate::components::{
    ButtonKind, Column, Field, FormAttrs, Row, Table, button_row, confirm_panel, data_table, empty_state,
    link_button, page_title, panel, post_form, submit, text, textarea,
};
use crate::error::Fail;
use crate::pages::work::{Asked, Posted, Typed, moment_cell, only};
use crate::request::Desk;
use crate::state::AppState;

const PATH: &str = "/retention/holds";
const TITLE: &str = "처분 동결";

/// GET `/retention/holds`
pub(crate) async fn holds(
    State(state): State<AppState>,
    desk: Desk,
    jar: CookieJar,
    asked: Asked,
) -> Result<Response, Fail> {
    only(decides(&desk.who))?;
    let typed = Typed::default();
    let body = body(&state, &desk, &asked, &typed).await?;
    Ok(screen(&state, &desk).respond(jar, &typed, body))
}

fn screen<'a>(state: &'a AppState, desk: &'a Desk) -> Screen<'a> {
    Screen { state, who: &desk.who, title: TITLE, path: PATH, active: REVIEW }
}

async fn body(state: &AppState, desk: &Desk, asked: &Asked, typed: &Typed) -> Result<Markup, Fail> {
    let before = asked.one("cursor", |text| {
        let (at, id) = text.split_once(':')?;
        Some(HoldCursor { at: Timestamp::from_microsecond(at.parse().ok()?).ok()?, id: id.parse().ok()? })
    })?;
    let mut held = retention::holds(&state.office, &desk.who.actor(), before, asked_for()).await?;
    let more = cut(&mut held);
    let next = held.last().filter(|_| more).map(|last| format!("{}:{}", last.at.as_microsecond(), last.id));
    let number = Field::new("number", "접수번호").required().max_chars(20);
    let reason = Field::new("reason", "동결 사유").required().max_chars(MEMO_MAX);
    let reason = reason.hint("예: 서울행정법원 2026구합1234 소송 진행");
    Ok(html! {
        (page_title(TITLE, link_button("보존기간 심의", REVIEW, ButtonKind::Secondary)))
        p.hint {
            "소송·감사·행정심판이 있는 민원의 처분을 막습니다. 동결한 민원은 보존기간이 지나도 누구도, 어떤 작업도 "
            "익명 처리할 수 없습니다."
        }
        (typed.summary())
        (panel("put", "처분 동결", post_form(&FormAttrs::new(PATH, ""), html! {
            (text(&typed.field(number, "number")))
            (textarea(&typed.field(reason, "reason"), 2))
            (button_row(submit("처분 동결", ButtonKind::Primary)))
        })))
        @if held.is_empty() {
            (empty_state("동결한 민원이 없습니다.", "위에서 접수번호와 사유를 적어 동결합니다.", None))
        } @else {
            (table(&held, &state.office.facts().chart))
            (turning(asked, PATH, held.len(), next))
        }
    })
}

fn table(held: &[Hold], chart: &OrgChart) -> Markup {
    let columns = [
        Column::new("접수번호"),
        Column::new("제목").main(),
        Column::new("동결 사유"),
        Column::new("동결한 사람"),
        Column::new("동결한 때"),
        Column::new("해제"),
    ];
    let rows = held.iter().map(|hold| row(hold, chart)).collect();
    data_table(&Table::new(TITLE, &columns, rows).dense())
}

fn row(hold: &Hold, chart: &OrgChart) -> Row {
    let field = format!("lift-{}", hold.id);
    let reason = Field::new("reason", "해제 사유").id(&field).required().max_chars(MEMO_MAX);
    let form = post_form(
        &FormAttrs::new(&format!("{PATH}/{}/lift", hold.id), ""),
        html! { (textarea(&reason, 2)) (button_row(submit("동결 해제", ButtonKind::Danger))) },
    );
    Row::new(vec![
        html! { a.case-number href={ "/complaints/" (hold.number) } { (hold.number) } },
        html! { (hold.title) },
        html! { span.written { (hold.reason) } },
        html! { (Names::officer(chart, hold.by)) },
        moment_cell(hold.at),
        confirm_panel("해제", ButtonKind::Tertiary, form),
    ])
}

/// POST `/retention/holds`
pub(crate) async fn put_hold(
    State(state): State<AppState>,
    desk: Desk,
    jar: CookieJar,
    asked: Asked,
    form: Posted,
) -> Result<Response, Fail> {
    only(decides(&desk.who))?;
    let mut typed = Typed::of(form.clone());
    let number = Number::parse(form.text("number"));
    if number.is_err() {
        typed.wrong("number", "접수번호 또는 신청번호를 확인해 주십시오.");
    }
    let reason = Memo::new(form.text("reason"));
    if let Err(why) = &reason {
        typed.wrong("reason", words::error::text("동결 사유", *why, Lang::Ko));
    }
    if let (Ok(number), Ok(reason)) = (&number, &reason) {
        match retention::hold(&state.office, (&desk.actor(), &desk.ip.to_string()), number, reason).await {
            Ok(()) => return Ok(done(jar, "처분을 동결했습니다.", PATH)),
            Err(Undecided::Law(why)) => typed.wrong("number", words::retention::refused(why)),
            Err(Undecided::NotDone(NotDone::NotFound)) => {
                typed.wrong("number", "이 번호의 민원이 없거나 심의할 수 없는 민원입니다.");
            }
            Err(Undecided::NotDone(why)) => return Err(why.into()),
        }
    }
    let body = body(&state, &desk, &asked, &typed).await?;
    Ok(screen(&state, &desk).respond(jar, &typed, body))
}

/// POST `/retention/holds/{id}/lift`
pub(crate) async fn lift(
    State(state): State<AppState>,
    desk: Desk,
    Path(hold): Path<String>,
    jar: CookieJar,
    asked: Asked,
    form: Posted,
) -> Result<Response, Fail> {
    only(decides(&desk.who))?;
    let hold = id(&hold)?;
    retention::may_lift(&state.office, &desk.who.actor(), hold).await?;
    let why = match Memo::new(form.text("reason")) {
        Ok(reason) => {
            match retention::lift(&state.office, (&desk.actor(), &desk.ip.to_string()), hold, &reason).await?
            {
                true => return Ok(done(jar, "처분 동결을 해제했습니다.", PATH)),
                // Lifted meanwhile, or never there.
                false => return Err(Fail::not_found()),
            }
        }
        Err(why) => words::error::text("해제 사유", why, Lang::Ko),
    };
    let mut typed = Typed::default();
    typed.wrong("", why);
    let body = body(&state, &desk, &asked, &typed).await?;
    Ok(screen(&state, &desk).respond(jar, &typed, body))
}
