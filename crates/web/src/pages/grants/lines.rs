//! 권한 이력: who, what, from, to, by whom, why.

use domain::desk::Desk as Facts;
use domain::id::OfficerId;
use domain::org::OrgChart;
use maud::{Markup, html};
use store::GrantLine;
use words::Names;

use crate::components::{
    ButtonKind, Column, Field, FormAttrs, Row, Table, button_row, confirm_panel, data_table, post_form,
    submit, text,
};

const COLUMNS: [&str; 7] = ["권한", "범위", "기간", "상태", "부여", "종료", "관리"];

/// The lines; `ends` gives the address at which one may be ended, if it may.
pub(in crate::pages) fn history(
    facts: &Facts,
    lines: &[GrantLine],
    ends: impl Fn(&GrantLine) -> Option<String>,
) -> Markup {
    let rows: Vec<Row> = lines.iter().map(|line| row(facts, line, ends(line))).collect();
    let empty = html! { p.quiet { "부여된 권한이 없습니다. 처리자 권한은 모든 직원에게 있습니다." } };
    data_table(&Table::new("권한 이력", &COLUMNS.map(Column::new), rows).dense().empty(empty))
}

fn row(facts: &Facts, line: &GrantLine, ends: Option<String>) -> Row {
    let (chart, grant) = (facts.chart.as_ref(), &line.kept.grant);
    let place = match (grant.duty.department, grant.duty.agency) {
        (Some(department), _) => Names::department(chart, department),
        (None, Some(agency)) => Names::agency(chart, agency),
        (None, None) => "시 전체".to_owned(),
    };
    let until = grant.until.filter(|until| *until >= grant.from).map(words::date::day).unwrap_or_default();
    let given = match line.kept.granted_by {
        Some(_) => by(chart, line.kept.granted_by, line.granted_for),
        None => "최초 등록".to_owned(),
    };
    let ended = line.kept.ended_at.map(|at| {
        let who = match line.kept.ended_by {
            Some(_) => by(chart, line.kept.ended_by, line.ended_for),
            None => "시스템(인사 연계)".to_owned(),
        };
        format!("{} {who}", words::date::moment(at))
    });
    Row::new(vec![
        html! { (words::role::label(grant.duty.role)) },
        html! { (place) },
        html! { (words::date::day(grant.from)) " ~ " (until) },
        html! { (state(facts, line)) },
        html! { (words::date::moment(line.kept.granted_at)) " " (given)
        @if let Some(reason) = &line.reason { br; "사유: " (reason) } },
        html! { @match &ended { Some(ended) => (ended), None => "–" }
        @if let Some(reason) = &line.end_reason { br; "사유: " (reason) } },
        html! { @if let Some(address) = ends { (end_form(&address, &line.kept.id.to_string())) } },
    ])
}

fn state(facts: &Facts, line: &GrantLine) -> &'static str {
    let (today, grant) = (facts.today(), &line.kept.grant);
    let over = grant.until.is_some_and(|until| until < today);
    match (line.kept.ended_at.is_some() || over, grant.from > today) {
        (true, _) => "종료",
        (false, true) => "예정",
        (false, false) => "유효",
    }
}

fn end_form(address: &str, id: &str) -> Markup {
    let field_id = format!("end-{id}");
    let reason = Field::new("end_reason", "종료 사유").required().id(&field_id).max_chars(super::REASON_MAX);
    confirm_panel(
        "종료",
        ButtonKind::Tertiary,
        post_form(
            &FormAttrs::new(address, ""),
            html! {
                (text(&reason))
                (button_row(submit("권한 종료", ButtonKind::Danger)))
            },
        ),
    )
}

/// `정기관 주무관`, or `A를 대직하여 B`.
pub(super) fn by(chart: &OrgChart, by: Option<OfficerId>, on_behalf_of: Option<OfficerId>) -> String {
    match by {
        Some(id) => words::event::who(&domain::actor::By::Officer { id, on_behalf_of }, chart),
        None => "–".to_owned(),
    }
}
