//! 공휴일: every day the office does not work, by year and with its source; days are designated or withdrawn
//! after a look at the due dates they move (관공서의 공휴일에 관한 규정, 민원처리법 제19조).

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use axum_extra::extract::cookie::CookieJar;
use casework::log;
use casework::sweeps::{Change, preview};
use domain::calendar::Basis;
use domain::desk::Desk as Facts;
use jiff::ToSpan;
use jiff::civil::{Date, date};
use maud::{Markup, html};
use store::{CalendarChange, KeptDesignation, SweepCursor};
use words::names::Names;

use super::holiday_wish::Wish;
use super::{Screen, administrates, done, month_grid, moving};
use crate::components::{
    ButtonKind, Column, Field, FilterPanel, FormAttrs, InputKind, Row, Table, Tone, alert, button_row,
    data_table, filter_panel, hidden, input, link_button, page_title, panel, post_form, submit, text,
};
use crate::error::Fail;
use crate::pages::work::{Asked, Posted, Typed, moment_cell, only};
use crate::request::Desk;
use crate::state::AppState;

const PATH: &str = "/holidays";
const PREVIEW: &str = "/holidays/preview";
const TITLE: &str = "공휴일";
/// Years the calendar answers for.
pub(super) const YEARS: std::ops::RangeInclusive<i16> = 1990..=2150;
/// Longest name of a day, and of its source, in characters.
pub(super) const NAME_MAX: usize = 40;
pub(super) const SOURCE_MAX: usize = 200;
/// Days after a designated one that its substitutes may reach.
const REACH_DAYS: i32 = 60;

/// GET `/holidays?year=`
pub(crate) async fn page(
    State(state): State<AppState>,
    desk: Desk,
    jar: CookieJar,
    asked: Asked,
) -> Result<Response, Fail> {
    only(administrates(&desk.who))?;
    let year = asked.one("year", |text| text.parse().ok().filter(|year| YEARS.contains(year)))?;
    let typed = Typed::default();
    let body = body(&state, year, &typed).await?;
    Ok(screen(&state, &desk, PATH).respond(jar, &typed, body))
}

fn screen<'a>(state: &'a AppState, desk: &'a Desk, path: &'a str) -> Screen<'a> {
    Screen { state, who: &desk.who, title: TITLE, path, active: PATH }
}

async fn body(state: &AppState, year: Option<i16>, typed: &Typed) -> Result<Markup, Fail> {
    let desk = state.office.desk();
    let year = year.unwrap_or(desk.today().year());
    let mut tx = state.office.store().read().await?;
    let kept = tx.designations_kept(date(year, 1, 1), date(year, 12, 31)).await?;
    drop(tx);
    let shown = year.to_string();
    let (before, after) = (format!("{PATH}?year={}", year - 1), format!("{PATH}?year={}", year + 1));
    let field = |name, label| typed.field(Field::new(name, label).required(), name);
    Ok(html! {
        (page_title(&format!("{year}년 공휴일"), html! {}))
        p.hint { "달력 " (desk.calendar.version().0) "판입니다. 처리기한은 이 달력으로 계산하며, 날을 지정하거나 취소하면 처리 중인 민원의 처리기한을 다시 계산합니다." }
        (typed.summary())
        (filter_panel(FilterPanel {
            action: PATH,
            fields: html! { (input(&Field::new("year", "연도").value(&shown), InputKind::Number)) },
            more: None,
            open: false,
        }))
        (button_row(html! {
            @if YEARS.contains(&(year - 1)) { (link_button("이전 해", &before, ButtonKind::Tertiary)) }
            @if YEARS.contains(&(year + 1)) { (link_button("다음 해", &after, ButtonKind::Tertiary)) }
        }))
        (month_grid::year(&desk.calendar, year, desk.today()))
        (table(&desk, year, &kept))
        (panel("designate", "공휴일 지정", html! {
            p.hint { "임시공휴일 등 새로 정해진 날을 지정합니다. 확정하기 전에 처리기한이 바뀌는 민원을 보여 드립니다." }
            form.form method="get" action=(PREVIEW) {
                div.field-grid {
                    (input(&field("date", "날짜"), InputKind::Date))
                    (text(&field("name", "이름").max_chars(NAME_MAX).hint("예: 임시공휴일")))
                    (text(&field("source", "근거").max_chars(SOURCE_MAX).hint("예: 국무회의 의결 2026. 9. 3.")))
                }
                (button_row(submit("영향 미리보기", ButtonKind::Primary)))
            }
        }))
    })
}

fn table(desk: &Facts, year: i16, kept: &[KeptDesignation]) -> Markup {
    let columns = [
        Column::new("날짜"),
        Column::new("이름").main(),
        Column::new("구분"),
        Column::new("근거"),
        Column::new("지정한 사람"),
        Column::new("관리"),
    ];
    let rows = desk.calendar.holidays(year).into_iter().map(|holiday| {
        let (kind, source) = match &holiday.basis {
            Basis::Statute => ("법정", "관공서의 공휴일에 관한 규정 제2조".to_owned()),
            Basis::Substitute { of } => {
                ("대체", format!("같은 규정 제3조 ({} 대체)", words::date::day_with_weekday(*of)))
            }
            Basis::Designated { source } => ("지정", source.clone()),
        };
        let designated = matches!(holiday.basis, Basis::Designated { .. });
        let row =
            kept.iter().rev().find(|row| row.designation.date == holiday.date && row.removed_in.is_none());
        let withdraw = format!("{PREVIEW}?withdraw={}", holiday.date);
        Row::new(vec![
            html! { span.moment { (words::date::day_with_weekday(holiday.date)) } },
            html! { (holiday.name) },
            html! { (kind) },
            html! { (source) },
            by(desk, row, designated),
            html! { @if designated { (link_button("지정 취소", &withdraw, ButtonKind::Tertiary)) } },
        ])
    });
    data_table(&Table::new("공휴일 목록", &columns, rows.collect()).dense())
}

fn by(desk: &Facts, row: Option<&KeptDesignation>, designated: bool) -> Markup {
    match row {
        Some(KeptDesignation { by: Some(officer), at, .. }) => {
            html! { (Names::officer(desk.chart.as_ref(), *officer)) " " (moment_cell(*at)) }
        }
        _ if designated => html! { "공표된 달력" },
        _ => html! { "–" },
    }
}

/// GET `/holidays/preview`: which due dates move, before anything is changed.
pub(crate) async fn look(
    State(state): State<AppState>,
    desk: Desk,
    jar: CookieJar,
    asked: Asked,
) -> Result<Response, Fail> {
    only(administrates(&desk.who))?;
    let facts = state.office.desk();
    match Wish::read(|name| asked.get(name).map(str::to_owned), &facts) {
        Ok(wish) => {
            let body = previewed(&state, &asked, &wish, None).await?;
            Ok(screen(&state, &desk, PREVIEW).with(jar, StatusCode::OK, body))
        }
        Err((field, why)) => {
            let names = ["date", "name", "source"];
            let sent =
                names.iter().filter_map(|name| Some(((*name).to_owned(), asked.get(name)?.to_owned())));
            let mut typed = Typed::of(Posted(sent.collect()));
            typed.wrong(field, why);
            let body = body(&state, None, &typed).await?;
            Ok(screen(&state, &desk, PATH).respond(jar, &typed, body))
        }
    }
}

async fn previewed(state: &AppState, asked: &Asked, wish: &Wish, told: Option<&str>) -> Result<Markup, Fail> {
    let desk = state.office.desk();
    let change = wish.change(&desk);
    let cursor = asked.one("cursor", SweepCursor::parse)?;
    let found = preview(&state.office, &change, cursor.as_ref()).await?;
    let (title, button) = match wish.withdraw {
        Some(_) => ("공휴일 지정 취소 미리보기", "지정 취소 확정"),
        None => ("공휴일 지정 미리보기", "공휴일 지정 확정"),
    };
    Ok(html! {
        (page_title(title, html! {}))
        @if let Some(told) = told { (alert(Tone::Warning, "달력이 바뀌었습니다", html! { p { (told) } })) }
        (panel("days", "바뀌는 날", days(&desk, &change, wish)))
        (panel("moving", "처리기한이 바뀌는 민원", moving::table(asked, PREVIEW, &desk, &found)))
        (post_form(&FormAttrs::new(PATH, ""), html! {
            (hidden("version", &desk.calendar.version().0.to_string()))
            @for (name, value) in wish.pairs() { (hidden(name, &value)) }
            (button_row(html! {
                (submit(button, ButtonKind::Primary))
                (link_button("취소", PATH, ButtonKind::Tertiary))
            }))
        }))
    })
}

/// A designated substitute pushes the substitute on: more than one day may change.
fn days(desk: &Facts, change: &Change, wish: &Wish) -> Markup {
    let Some(first) = wish.day() else { return html! {} };
    let after = change.calendar();
    let all = (0..REACH_DAYS).map(|n| first.saturating_add(n.days()));
    let changed: Vec<Date> =
        all.filter(|day| desk.calendar.is_working_day(*day) != after.is_working_day(*day)).collect();
    html! {
        @if let Some(d) = &wish.designation { p { (d.name) " · 근거: " (d.source) } }
        @if changed.is_empty() { p { "이미 쉬는 날이어서 근무일이 바뀌지 않습니다." } }
        ul { @for day in &changed {
            @let works = after.is_working_day(*day);
            li {
                (words::date::day_with_weekday(*day)) ": " @if works { "쉬는 날 → 근무일" } @else { "근무일 → 쉬는 날" }
                @if let Some(holiday) = after.holiday(*day) { " (" (holiday.name) ")" }
            }
        } }
        @if first < desk.today() { p.hint { "이미 지난 날입니다. 처리 중인 민원만 다시 계산하며, 처리가 끝난 민원의 기록은 바뀌지 않습니다." } }
    }
}

/// POST `/holidays`: what was shown is done; the recomputation follows within a minute.
pub(crate) async fn confirm(
    State(state): State<AppState>,
    desk: Desk,
    jar: CookieJar,
    form: Posted,
) -> Result<Response, Fail> {
    only(administrates(&desk.who))?;
    let mut tx = state.office.store().write().await?;
    state.office.catch_up(&mut tx).await?;
    let facts = state.office.desk();
    let wish = match Wish::read(|name| form.get(name).map(str::to_owned), &facts) {
        Ok(wish) => wish,
        Err((field, why)) => {
            tx.rollback().await?;
            let mut typed = Typed::of(form);
            typed.wrong(field, why);
            let body = body(&state, None, &typed).await?;
            return Ok(screen(&state, &desk, PATH).respond(jar, &typed, body));
        }
    };
    if form.text("version") != facts.calendar.version().0.to_string() {
        tx.rollback().await?;
        let told =
            "확인하시는 동안 다른 관리자가 달력을 바꾸었습니다. 아래는 바뀐 달력으로 다시 계산한 결과입니다.";
        let body = previewed(&state, &Asked::default(), &wish, Some(told)).await?;
        return Ok(screen(&state, &desk, PREVIEW).with(jar, StatusCode::CONFLICT, body));
    }
    let (action, note) = match &wish.designation {
        Some(d) => ("designate-holiday", format!("{} {}", d.date, d.name)),
        None => ("withdraw-holiday", wish.withdraw.map(|day| day.to_string()).unwrap_or_default()),
    };
    let change = CalendarChange {
        added: wish.designation.iter().cloned().collect(),
        removed: wish.withdraw.into_iter().collect(),
        note: note.clone(),
    };
    let by = desk.who.officer.id;
    tx.change_calendar(&change, Some(by), state.office.now()).await?;
    log::put(&mut tx, &state.office, desk.asker(), action, note).await?;
    tx.commit().await?;
    state.office.refresh().await?;
    let year = wish.day().map_or(0, Date::year);
    let text = match wish.withdraw {
        Some(_) => "공휴일 지정을 취소했습니다. 1분 안에 처리기한을 다시 계산하고 담당자에게 알립니다.",
        None => "공휴일을 지정했습니다. 1분 안에 처리기한을 다시 계산하고 담당자에게 알립니다.",
    };
    Ok(done(jar, text, &format!("{PATH}?year={year}")))
}
