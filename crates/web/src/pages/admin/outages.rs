//! 장애 모드: the system is declared down and every page says so; when it is over, its window is not counted,
//! after a look at the due dates that moves (시행령 제6조의2, 제20조 제2호).

use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use axum_extra::extract::cookie::CookieJar;
use casework::outages::{self, NotChanged};
use casework::sweeps::{Change, preview};
use domain::deadline::{Outage, OutageRefusal, may_end, seoul};
use domain::desk::Desk as Facts;
use jiff::Timestamp;
use maud::{Markup, html};
use store::{KeptOutage, StoreError, SweepCursor};
use words::names::Names;

use super::{Screen, administrates, done, id, moving};
use crate::acts::Fields;
use crate::components::{
    ButtonKind, Column, Field, FormAttrs, InputKind, Row, Table, Tone, button_row, data_table, hidden, input,
    link_button, page_title, panel, post_form, record_badge, submit, text,
};
use crate::error::Fail;
use crate::pages::work::{Asked, Posted, Typed, moment_cell, only};
use crate::request::Desk;
use crate::state::AppState;

const PATH: &str = "/outages";
const TITLE: &str = "장애 모드";
/// Longest reason, in characters: it stands in every explanation of a due date that it moves.
const REASON_MAX: usize = 100;

/// GET `/outages`
pub(crate) async fn page(
    State(state): State<AppState>,
    desk: Desk,
    jar: CookieJar,
) -> Result<Response, Fail> {
    only(administrates(&desk.who))?;
    let typed = Typed::default();
    let body = body(&state, &typed).await?;
    Ok(screen(&state, &desk).respond(jar, &typed, body))
}

fn screen<'a>(state: &'a AppState, desk: &'a Desk) -> Screen<'a> {
    Screen { state, who: &desk.who, title: TITLE, path: PATH, active: PATH }
}

/// As a form's field takes it.
fn local(at: Timestamp) -> String {
    seoul::civil(at).strftime("%Y-%m-%dT%H:%M").to_string()
}

async fn body(state: &AppState, typed: &Typed) -> Result<Markup, Fail> {
    let kept = state.office.store().read().await?.outages().await?;
    let desk = state.office.desk();
    let open = kept.iter().find(|outage| outage.until.is_none());
    let now = local(desk.now);
    let from =
        Field::new("from", "장애가 시작된 때").required().value(&now).hint("30일 전까지 입력할 수 있습니다.");
    let reason = Field::new("reason", "사유").required().max_chars(REASON_MAX);
    let reason = reason.hint("처리기한의 근거에 그대로 표시됩니다. 예: 통합데이터센터 정전");
    Ok(html! {
        (page_title(TITLE, html! {}))
        p.hint { "장애를 선언하면 시민과 직원의 모든 화면에 안내가 나오고 처리기간이 멈춥니다. 종료하면 그 기간은 처리기간에 산입하지 않습니다(민원처리법 시행령 제20조)." }
        (typed.summary())
        @match open {
            Some(outage) => (panel("now", "지금 장애 모드입니다", lasting(&desk, outage, typed))),
            None => (panel("declare", "장애 선언", post_form(&FormAttrs::new(PATH, ""), html! {
                (input(&typed.field(from, "from"), InputKind::DateTime))
                (text(&typed.field(reason, "reason")))
                (button_row(submit("장애 선언", ButtonKind::Danger)))
            }))),
        }
        (history(&desk, &kept))
    })
}

fn lasting(desk: &Facts, outage: &KeptOutage, typed: &Typed) -> Markup {
    let now = local(desk.now);
    let until = Field::new("until", "장애가 끝난 때").required().value(&now);
    html! {
        p { (words::outage::staff(outage.from, &outage.reason)) }
        form.form method="get" action={ (PATH) "/" (outage.id) "/end" } {
            (input(&typed.field(until, "until"), InputKind::DateTime))
            (button_row(submit("종료 미리보기", ButtonKind::Primary)))
        }
    }
}

fn history(desk: &Facts, kept: &[KeptOutage]) -> Markup {
    let columns = [
        Column::new("시작"),
        Column::new("종료"),
        Column::new("사유").main(),
        Column::new("선언한 사람"),
        Column::new("상태"),
    ];
    let rows = kept.iter().rev().map(|outage| {
        let by = outage.declared_by.map(|id| Names::officer(desk.chart.as_ref(), id));
        let state = match outage.until {
            None => record_badge("장애 중", Tone::Danger),
            Some(_) => record_badge("종료", Tone::Neutral),
        };
        Row::new(vec![
            moment_cell(outage.from),
            outage.until.map_or_else(|| html! { "–" }, moment_cell),
            html! { (outage.reason) },
            html! { (by.unwrap_or_else(|| "–".to_owned())) },
            state,
        ])
    });
    data_table(
        &Table::new("장애 기록", &columns, rows.collect())
            .dense()
            .empty(html! { p.quiet { "선언한 장애가 없습니다." } }),
    )
}

/// POST `/outages`: from now on every page says so.
pub(crate) async fn declare(
    State(state): State<AppState>,
    desk: Desk,
    jar: CookieJar,
    form: Posted,
) -> Result<Response, Fail> {
    only(administrates(&desk.who))?;
    let mut typed = Typed::of(form.clone());
    let mut f = Fields::from_form(&form.0);
    let (from, reason) = (f.moment("from"), f.text::<REASON_MAX>("reason"));
    let (from, reason) = match f.finish(from.zip(reason)) {
        Ok(wanted) => wanted,
        Err(problems) => {
            typed.problems(&problems, label);
            let body = body(&state, &typed).await?;
            return Ok(screen(&state, &desk).respond(jar, &typed, body));
        }
    };
    match outages::declare(&state.office, desk.asker(), from, &String::from(reason)).await {
        Ok(()) => {}
        Err(NotChanged::Refused(why)) => {
            typed.wrong("from", told(why));
            let body = body(&state, &typed).await?;
            return Ok(screen(&state, &desk).respond(jar, &typed, body));
        }
        Err(NotChanged::NotDone(why)) => return Err(why.into()),
    }
    Ok(done(jar, "장애를 선언했습니다. 모든 화면에 안내가 나오고 처리기간이 멈춥니다.", PATH))
}

fn label(field: &str) -> &'static str {
    match field {
        "from" => "장애가 시작된 때",
        "reason" => "사유",
        "until" => "장애가 끝난 때",
        _ => "입력 항목",
    }
}

fn told(why: OutageRefusal) -> &'static str {
    match why {
        OutageRefusal::BeginsElsewhere => "지금까지 30일 안의 시각을 입력해 주십시오.",
        OutageRefusal::Overlaps => {
            "이미 선언한 장애와 겹칩니다. 그 장애가 끝난 뒤의 시각을 입력하거나 먼저 종료해 주십시오."
        }
        OutageRefusal::Ended => "이미 종료된 장애입니다.",
        OutageRefusal::EndsBeforeItBegan => "장애가 시작된 때보다 빠릅니다. 다시 입력해 주십시오.",
        OutageRefusal::EndsInTheFuture => "아직 오지 않은 때입니다. 지금까지의 시각을 입력해 주십시오.",
    }
}

/// The outage of this address, and when it would end.
async fn ending(
    state: &AppState,
    path: &str,
    until: Option<&str>,
) -> Result<(KeptOutage, Result<Timestamp, &'static str>), Fail> {
    let wanted = id(path)?;
    let kept = state.office.store().read().await?.outages().await?;
    let outage = kept.into_iter().find(|outage| outage.id == wanted).ok_or_else(Fail::not_found)?;
    let until = until.and_then(seoul::parse).ok_or("장애가 끝난 때를 다시 입력해 주십시오.");
    let may = |until| may_end(&outage.outage(), until, state.office.now()).map(|()| until).map_err(told);
    let until = match outage.until {
        Some(_) => Err(told(OutageRefusal::Ended)),
        None => until.and_then(may),
    };
    Ok((outage, until))
}

/// GET `/outages/{id}/end?until=`: which due dates its window moves.
pub(crate) async fn look(
    State(state): State<AppState>,
    desk: Desk,
    Path(path): Path<String>,
    jar: CookieJar,
    asked: Asked,
) -> Result<Response, Fail> {
    only(administrates(&desk.who))?;
    let (outage, until) = ending(&state, &path, asked.get("until")).await?;
    let until = match until {
        Ok(until) => until,
        Err(why) => return refused(&state, &desk, jar, (asked.text("until"), why)).await,
    };
    let facts = state.office.desk();
    let ended = Outage { until: Some(until), ..outage.outage() };
    let change = Change::of_outage(&facts, &ended);
    let cursor = asked.one("cursor", SweepCursor::parse)?;
    let found = preview(&state.office, &change, cursor.as_ref()).await?;
    let here = format!("{PATH}/{}/end", outage.id);
    let body = html! {
        (page_title("장애 종료 미리보기", html! {}))
        p { (words::date::moment(outage.from)) " ~ " (words::date::moment(until)) " · " (outage.reason) }
        (panel("moving", "처리기한이 바뀌는 민원", html! {
            p.hint { "장애가 없었을 때의 처리기한과 비교합니다." }
            (moving::table(&asked, &here, &facts, &found))
        }))
        (post_form(&FormAttrs::new(&here, ""), html! {
            (hidden("until", &seoul::rfc3339(until)))
            (button_row(html! {
                (submit("장애 종료 확정", ButtonKind::Primary))
                (link_button("취소", PATH, ButtonKind::Tertiary))
            }))
        }))
    };
    Ok(screen(&state, &desk).with(jar, StatusCode::OK, body))
}

async fn refused(
    state: &AppState,
    desk: &Desk,
    jar: CookieJar,
    (typed, why): (&str, &str),
) -> Result<Response, Fail> {
    let mut again = Typed::of(Posted(vec![("until".to_owned(), typed.to_owned())]));
    again.wrong("until", why);
    let body = body(state, &again).await?;
    Ok(screen(state, desk).respond(jar, &again, body))
}

/// POST `/outages/{id}/end`: the window is not counted, and the banner goes.
pub(crate) async fn end(
    State(state): State<AppState>,
    desk: Desk,
    Path(path): Path<String>,
    jar: CookieJar,
    form: Posted,
) -> Result<Response, Fail> {
    only(administrates(&desk.who))?;
    let (outage, until) = ending(&state, &path, form.get("until")).await?;
    let until = match until {
        Ok(until) => until,
        Err(why) => {
            let mut response = refused(&state, &desk, jar, (form.text("until"), why)).await?;
            if outage.until.is_some() {
                *response.status_mut() = StatusCode::CONFLICT;
            }
            return Ok(response);
        }
    };
    match outages::end(&state.office, desk.asker(), outage.id, until).await {
        Ok(()) => {}
        // Somebody ended it between the look and the click.
        Err(NotChanged::Refused(_)) => {
            return Err(StoreError::Conflict("the outage has ended".into()).into());
        }
        Err(NotChanged::NotDone(why)) => return Err(why.into()),
    }
    Ok(done(
        jar,
        "장애를 종료했습니다. 1분 안에 처리기한을 다시 계산하고, 날짜가 바뀐 민원의 담당자에게 알립니다.",
        PATH,
    ))
}
