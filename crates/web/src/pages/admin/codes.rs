//! 민원분류·처리기간: what forms of 접수 and reclassification offer, each from one day to another.

use std::fmt::Debug;

use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use axum_extra::extract::cookie::CookieJar;
use casework::{digest, log};
use domain::complaint::Kind;
use domain::period::Period;
use jiff::civil::Date;
use maud::Markup;
use store::{KeptCategory, KeptTask};
use uuid::Uuid;

use super::code_forms as forms;
use super::{Screen, administrates, asked_for, cut, done, id, name_cursor, read_name_cursor};
use crate::acts::{Fields, Problems};
use crate::error::Fail;
use crate::pages::work::{Asked, Posted, Typed, only};
use crate::request::Desk;
use crate::state::AppState;

pub(super) const PATH: &str = "/codes";
pub(super) const TASKS: &str = "/codes?tab=tasks";
const TITLE: &str = "민원분류·처리기간";
/// Longest name of a category: as long as an act takes one.
pub(super) const CATEGORY_MAX: usize = 60;
/// Longest name of a task and of its basis, in characters.
pub(super) const TASK_MAX: usize = 100;
pub(super) const BASIS_MAX: usize = 200;

/// GET `/codes?tab=categories|tasks`
pub(crate) async fn page(
    State(state): State<AppState>,
    desk: Desk,
    jar: CookieJar,
    asked: Asked,
) -> Result<Response, Fail> {
    only(administrates(&desk.who))?;
    let typed = Typed::default();
    let body = body(&state, &asked, &typed).await?;
    Ok(screen(&state, &desk).respond(jar, &typed, body))
}

fn screen<'a>(state: &'a AppState, desk: &'a Desk) -> Screen<'a> {
    Screen { state, who: &desk.who, title: TITLE, path: PATH, active: PATH }
}

async fn body(state: &AppState, asked: &Asked, typed: &Typed) -> Result<Markup, Fail> {
    let tab = asked.one("tab", |tab| match tab {
        "categories" => Some(false),
        "tasks" => Some(true),
        _ => None,
    })?;
    let cursor = read_name_cursor(asked)?;
    let after = cursor.as_ref().map(|(name, id)| (name.as_str(), *id));
    let today = state.office.desk().today();
    let mut tx = state.office.store().read().await?;
    if tab == Some(true) {
        let mut rows = tx.tasks(after, asked_for()).await?;
        let more = cut(&mut rows);
        let next = rows.last().filter(|_| more).map(|last| name_cursor(&last.name, last.id));
        return Ok(forms::tasks(asked, &rows, next, (today, typed)));
    }
    let mut rows = tx.categories(after, asked_for()).await?;
    let more = cut(&mut rows);
    let next = rows.last().filter(|_| more).map(|last| name_cursor(&last.name, last.id));
    Ok(forms::categories(asked, &rows, next, (today, typed)))
}

/// POST `/codes/categories`
pub(crate) async fn add_category(
    State(state): State<AppState>,
    desk: Desk,
    jar: CookieJar,
    form: Posted,
) -> Result<Response, Fail> {
    only(administrates(&desk.who))?;
    match category(&form, Uuid::new_v4()) {
        Ok(wanted) => {
            keep_category(&state, &desk, &wanted).await?;
            Ok(done(jar, "민원분류를 등록했습니다.", PATH))
        }
        Err(problems) => {
            let typed = wrong(form, &problems);
            let body = body(&state, &Asked::default(), &typed).await?;
            Ok(screen(&state, &desk).respond(jar, &typed, body))
        }
    }
}

/// GET `/codes/categories/{id}`
pub(crate) async fn edit_category(
    State(state): State<AppState>,
    desk: Desk,
    Path(path): Path<String>,
    jar: CookieJar,
) -> Result<Response, Fail> {
    only(administrates(&desk.who))?;
    let kept = state.office.store().read().await?.category(id(&path)?).await?;
    let typed = Typed::default();
    Ok(screen(&state, &desk).respond(jar, &typed, forms::category(&kept, &typed)))
}

/// POST `/codes/categories/{id}`
pub(crate) async fn change_category(
    State(state): State<AppState>,
    desk: Desk,
    Path(path): Path<String>,
    jar: CookieJar,
    form: Posted,
) -> Result<Response, Fail> {
    only(administrates(&desk.who))?;
    let kept = state.office.store().read().await?.category(id(&path)?).await?;
    if let Some(typed) = moved_on(&form, &kept) {
        let body = forms::category(&kept, &typed);
        return Ok(screen(&state, &desk).with(jar, StatusCode::CONFLICT, body));
    }
    match category(&form, kept.id) {
        Ok(wanted) => {
            keep_category(&state, &desk, &wanted).await?;
            Ok(done(jar, "민원분류를 수정했습니다. 이미 접수한 민원의 분류는 그대로입니다.", PATH))
        }
        Err(problems) => {
            let typed = wrong(form, &problems);
            Ok(screen(&state, &desk).respond(jar, &typed, forms::category(&kept, &typed)))
        }
    }
}

/// What somebody has read of a row; another value means that it was changed meanwhile.
pub(super) fn edition(kept: &impl Debug) -> String {
    digest::of(format!("{kept:?}"))
}

fn moved_on(form: &Posted, kept: &impl Debug) -> Option<Typed> {
    form.get("was").filter(|was| *was != edition(kept))?;
    let mut typed = Typed::of(Posted(form.without(&["was"])));
    typed.wrong("", "그 사이 다른 관리자가 이 항목을 바꾸었습니다. 입력하신 내용은 그대로 있으니, 확인하고 다시 저장해 주십시오.");
    Some(typed)
}

fn wrong(form: Posted, problems: &Problems) -> Typed {
    let mut typed = Typed::of(form);
    typed.problems(problems, forms::label);
    typed
}

fn category(form: &Posted, id: Uuid) -> Result<KeptCategory, Problems> {
    let mut f = Fields::from_form(&form.without(&["was"]));
    let name = f.text::<CATEGORY_MAX>("name").map(String::from);
    let kind = f.one_if_any("kind", Kind::parse);
    let (from, until) = days(&mut f);
    f.finish(name.zip(from).map(|(name, from)| KeptCategory { id, name, kind, from, until }))
}

/// First and last day; the last one is not before the first.
fn days(f: &mut Fields) -> (Option<Date>, Option<Date>) {
    let from = f.date("from");
    let until = f.parsed_if_any::<Date>("until");
    if from.zip(until).is_some_and(|(from, until)| until < from) {
        f.problem("until", crate::acts::Trouble::Unreadable);
    }
    (from, until)
}

async fn keep_category(state: &AppState, desk: &Desk, wanted: &KeptCategory) -> Result<(), Fail> {
    let by = desk.who.officer.id;
    let mut tx = state.office.store().write().await?;
    tx.put_category(wanted, Some(by), state.office.now()).await?;
    log::put(&mut tx, &state.office, desk.asker(), "category", wanted.name.clone()).await?;
    Ok(tx.commit().await?)
}

/// POST `/codes/tasks`
pub(crate) async fn add_task(
    State(state): State<AppState>,
    desk: Desk,
    jar: CookieJar,
    form: Posted,
) -> Result<Response, Fail> {
    only(administrates(&desk.who))?;
    match task(&form, Uuid::new_v4()) {
        Ok(wanted) => {
            keep_task(&state, &desk, &wanted).await?;
            Ok(done(jar, "민원사무를 등록했습니다.", TASKS))
        }
        Err(problems) => {
            let typed = wrong(form, &problems);
            let body = body(&state, &Asked::tab("tasks"), &typed).await?;
            Ok(screen(&state, &desk).respond(jar, &typed, body))
        }
    }
}

/// GET `/codes/tasks/{id}`
pub(crate) async fn edit_task(
    State(state): State<AppState>,
    desk: Desk,
    Path(path): Path<String>,
    jar: CookieJar,
) -> Result<Response, Fail> {
    only(administrates(&desk.who))?;
    let kept = state.office.store().read().await?.task(id(&path)?).await?;
    let typed = Typed::default();
    Ok(screen(&state, &desk).respond(jar, &typed, forms::task(&kept, &typed)))
}

/// POST `/codes/tasks/{id}`
pub(crate) async fn change_task(
    State(state): State<AppState>,
    desk: Desk,
    Path(path): Path<String>,
    jar: CookieJar,
    form: Posted,
) -> Result<Response, Fail> {
    only(administrates(&desk.who))?;
    let kept = state.office.store().read().await?.task(id(&path)?).await?;
    if let Some(typed) = moved_on(&form, &kept) {
        let body = forms::task(&kept, &typed);
        return Ok(screen(&state, &desk).with(jar, StatusCode::CONFLICT, body));
    }
    match task(&form, kept.id) {
        Ok(wanted) => {
            keep_task(&state, &desk, &wanted).await?;
            Ok(done(jar, "민원사무를 수정했습니다. 이미 접수한 민원의 처리기간은 그대로입니다.", TASKS))
        }
        Err(problems) => {
            let typed = wrong(form, &problems);
            Ok(screen(&state, &desk).respond(jar, &typed, forms::task(&kept, &typed)))
        }
    }
}

fn task(form: &Posted, id: Uuid) -> Result<KeptTask, Problems> {
    let mut f = Fields::from_form(&form.without(&["was"]));
    let name = f.text::<TASK_MAX>("name").map(String::from);
    let period = f.parsed::<Period>("period");
    let basis = f.text::<BASIS_MAX>("basis").map(String::from);
    let category = f.text_if_any::<CATEGORY_MAX>("category").map(String::from);
    let (from, until) = days(&mut f);
    let whole = name.zip(period).zip(basis).zip(from);
    f.finish(whole.map(|(((name, period), basis), from)| KeptTask {
        id,
        name,
        period,
        category,
        basis,
        from,
        until,
    }))
}

async fn keep_task(state: &AppState, desk: &Desk, wanted: &KeptTask) -> Result<(), Fail> {
    let by = desk.who.officer.id;
    let mut tx = state.office.store().write().await?;
    tx.put_task(wanted, Some(by), state.office.now()).await?;
    log::put(&mut tx, &state.office, desk.asker(), "task-period", wanted.name.clone()).await?;
    Ok(tx.commit().await?)
}
