//! The requests that wait for an agency manager, and who manages the agency's departments.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use casework::people::grants::{Days, Decision, inboxes};
use casework::sessions::Who;
use domain::id::AgencyId;
use domain::role::Role;
use maud::{Markup, html};
use store::{GrantCursor, GrantRequest, RequestCursor};
use words::Names;

use super::{PATH, REASON_MAX, lines};
use crate::acts::{Fields, Problems};
use crate::components::{
    ButtonKind, Column, Field, FormAttrs, KeyValue, Pager, Row, Table, button_row, confirm_panel, data_table,
    date_range, key_values, opened_panel, pager, panel, post_form, submit_value, textarea,
};
use crate::error::Fail;
use crate::pages::work::{Asked, Posted, Typed};
use crate::state::AppState;

/// Requests and managers on a page.
const PAGE: u32 = 20;

pub(super) fn label(field: &str) -> &'static str {
    match field {
        "from" => "시작일",
        "until" => "종료일",
        _ => "결정 사유",
    }
}

/// What was decided, by the button that was pressed.
pub(super) fn decision(form: &Posted) -> Result<Decision, Problems> {
    let mut f = Fields::from_form(&form.0);
    let granted = f.one("decision", |text| match text {
        "grant" => Some(true),
        "refuse" => Some(false),
        _ => None,
    });
    f.known(&["from", "until", "request"]);
    let reason = f.text::<REASON_MAX>("answer").map(String::from);
    let decision = match granted {
        Some(true) => {
            let (from, until) = (f.date("from"), f.date("until"));
            let days = from.zip(until).map(|(from, until)| Days { from, until: Some(until) });
            days.zip(reason).map(|(days, reason)| Decision::Grant { days, reason })
        }
        _ => reason.map(|reason| Decision::Refuse { reason }),
    };
    f.finish(decision)
}

pub(super) async fn panels(
    state: &AppState,
    who: &Who,
    asked: &Asked,
    typed: &Typed,
) -> Result<Markup, Fail> {
    let mut out = Vec::new();
    for agency in inboxes(who) {
        out.push(requests(state, agency, (asked, typed)).await?);
        out.push(managers(state, agency, asked).await?);
    }
    if who.on_duty.has(Role::Administrator) {
        out.push(agency_managers(state, asked).await?);
    }
    Ok(html! { @for part in out { (part) } })
}

async fn requests(
    state: &AppState,
    agency: AgencyId,
    (asked, typed): (&Asked, &Typed),
) -> Result<Markup, Fail> {
    let after = asked.one("requests", read_cursor)?;
    let after = after.map(|(asked_at, id)| RequestCursor { asked_at, id });
    let mut tx = state.office.store().read().await?;
    let (requests, next) = tx.open_grant_requests(agency, (after.as_ref(), PAGE)).await?;
    drop(tx);
    let next = next.map(|next| asked.href(PATH, &[("requests", &write_cursor(next.asked_at, next.id))]));
    let name = Names::agency(state.office.facts().chart.as_ref(), agency);
    let id = format!("requests-{agency}");
    Ok(panel(
        &id,
        "결정할 '부서 관리자' 권한 요청",
        html! {
            p.hint { (name) "의 요청입니다. 오래 기다린 것부터 보입니다." }
            @if requests.is_empty() { p.quiet { "기다리는 요청이 없습니다." } }
            @for request in &requests { (one(state, request, typed)) }
            @if next.is_some() {
                (pager(&Pager { next: next.as_deref(), summary: "오래된 요청부터", ..Pager::default() }))
            }
        },
    ))
}

fn one(state: &AppState, request: &GrantRequest, typed: &Typed) -> Markup {
    let (chart, id) = (state.office.facts().chart, request.id.to_string());
    let officer = Names::officer(chart.as_ref(), request.officer);
    let department = Names::department(chart.as_ref(), request.department);
    let back = typed.value("request") == id;
    let blank = Typed::default();
    let typed = if back { typed } else { &blank };
    let today = state.office.desk().today();
    let (from, until) = (today.to_string(), format!("{}-12-31", today.year()));
    let ids = [format!("from-{id}"), format!("until-{id}"), format!("answer-{id}")];
    let from = Field::new("from", "시작일").required().value(&from).id(&ids[0]);
    let until = Field::new("until", "종료일").required().value(&until).id(&ids[1]);
    let answer = Field::new("answer", "결정 사유").required().max_chars(REASON_MAX).id(&ids[2]);
    let form = post_form(
        &FormAttrs::new(&format!("/grants/requests/{id}/decide"), ""),
        html! {
            (crate::components::hidden("request", &id))
            (date_range("권한 기간 (부여할 때)", &typed.field(from, "from"), &typed.field(until, "until")))
            (textarea(&typed.field(answer, "answer"), 2))
            (button_row(html! {
                (submit_value("권한 부여", ButtonKind::Primary, "decision", "grant"))
                (submit_value("반려", ButtonKind::Danger, "decision", "refuse"))
            }))
        },
    );
    let title = format!("{officer} 결정");
    html! {
        (key_values(&[
            KeyValue::text("요청한 직원", &officer),
            KeyValue::text("부서", &department),
            KeyValue::text("요청일시", &words::date::moment(request.asked_at)),
            KeyValue::text("요청 사유", &request.reason),
        ]))
        @if back { (opened_panel(&title, ButtonKind::Secondary, form)) }
        @else { (confirm_panel(&title, ButtonKind::Secondary, form)) }
    }
}

/// 부서 관리자 of the agency, those of before too; each leads to the page where it is ended.
async fn managers(state: &AppState, agency: AgencyId, asked: &Asked) -> Result<Markup, Fail> {
    holders(state, (Role::DepartmentManager, Some(agency)), asked, ("managers", "부서 관리자 부여 이력"))
        .await
}

async fn agency_managers(state: &AppState, asked: &Asked) -> Result<Markup, Fail> {
    holders(state, (Role::AgencyManager, None), asked, ("agency-managers", "기관 관리자 부여 이력")).await
}

async fn holders(
    state: &AppState,
    (role, agency): (Role, Option<AgencyId>),
    asked: &Asked,
    (name, title): (&'static str, &str),
) -> Result<Markup, Fail> {
    let after = asked.one(name, read_cursor)?;
    let after = after.map(|(granted_at, id)| GrantCursor { granted_at, id });
    let mut tx = state.office.store().read().await?;
    let (found, next) = tx.grant_lines(role, agency, (after.as_ref(), PAGE)).await?;
    drop(tx);
    let chart = state.office.facts().chart;
    let row = |line: &store::GrantLine| {
        let grant = &line.kept.grant;
        let place = match (grant.duty.department, grant.duty.agency) {
            (Some(department), _) => Names::department(chart.as_ref(), department),
            (None, Some(agency)) => Names::agency(chart.as_ref(), agency),
            (None, None) => "시 전체".to_owned(),
        };
        Row::new(vec![
            html! { (Names::officer(chart.as_ref(), grant.officer)) },
            html! { (place) },
            html! { (words::date::day(grant.from)) " ~ " (grant.until.map(words::date::day).unwrap_or_default()) },
            html! { (lines::by(chart.as_ref(), line.kept.granted_by, line.granted_for))
                @if let Some(reason) = &line.reason { ": " (reason) } },
        ])
        .href(format!("/users/{}", grant.officer))
    };
    let columns = [Column::new("성명").main(), Column::new("범위"), Column::new("기간"), Column::new("부여")];
    let rows: Vec<Row> = found.iter().map(row).collect();
    let next = next.map(|next| asked.href(PATH, &[(name, &write_cursor(next.granted_at, next.id))]));
    let id = format!("{name}-{}", agency.map(|id| id.to_string()).unwrap_or_default());
    Ok(panel(
        &id,
        title,
        html! {
            (data_table(&Table::new(title, &columns, rows).dense().empty(html! { p.quiet { "아직 없습니다." } })))
            @if next.is_some() { (pager(&Pager { next: next.as_deref(), summary: "최근 부여부터", ..Pager::default() })) }
        },
    ))
}

fn write_cursor(at: jiff::Timestamp, id: uuid::Uuid) -> String {
    URL_SAFE_NO_PAD.encode(format!("{}:{id}", at.as_microsecond()))
}

fn read_cursor(text: &str) -> Option<(jiff::Timestamp, uuid::Uuid)> {
    let text = String::from_utf8(URL_SAFE_NO_PAD.decode(text).ok()?).ok()?;
    let (at, id) = text.split_once(':')?;
    Some((jiff::Timestamp::from_microsecond(at.parse().ok()?).ok()?, id.parse().ok()?))
}
