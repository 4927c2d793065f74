//! The form below the list: where the selection goes, and what is asked of them there.

use domain::id::AgencyId;
use domain::org::OrgChart;
use domain::text::MEMO_MAX;
use maud::{Markup, html};
use words::names::Names;

use super::{PATH, Tab};
use crate::components::{
    ButtonKind, Choice, Field, FormAttrs, button_row, hidden, panel, post_form, select, submit, textarea,
};
use crate::pages::work::{Asked, Typed, carried};

/// The form the rows' check boxes belong to.
pub(super) const FORM: &str = "bulk";

pub(super) fn label(field: &str) -> &'static str {
    match field {
        "agency" => "기관",
        "department" => "부서",
        "memo" => "요청내용",
        _ => "입력 항목",
    }
}

/// Which agency's departments the form below offers: a question of its own, because there are 350.
pub(super) fn choose_agency(chart: &OrgChart, asked: &Asked, chosen: Option<AgencyId>) -> Markup {
    let named: Vec<(String, String)> =
        chart.agencies().into_iter().map(|agency| (agency.id.to_string(), agency.name.clone())).collect();
    let choices: Vec<Choice> = named.iter().map(|(id, name)| Choice::new(id, name)).collect();
    let value = chosen.map(|id| id.to_string()).unwrap_or_default();
    html! {
        form.form method="get" action=(PATH) {
            @for name in ["tab", "q", "kind", "sort"] {
                @if let Some(value) = asked.get(name) { (hidden(name, value)) }
            }
            (select(&Field::new("to", "분배할 기관").value(&value), &choices))
            (button_row(submit("부서 보기", ButtonKind::Secondary)))
        }
    }
}

pub(super) fn distribute(
    chart: &OrgChart,
    action: &str,
    agency: AgencyId,
    tab: Tab,
    typed: &Typed,
) -> Markup {
    let whole = format!("{}에 분배 (기관 관리자가 부서를 정함)", Names::agency(chart, agency));
    let named: Vec<(String, String)> = chart
        .departments_of(agency)
        .into_iter()
        .map(|d| (d.id.to_string(), Names::department(chart, d.id)))
        .collect();
    let mut choices: Vec<Choice> = Vec::new();
    if tab == Tab::Received {
        choices.push(Choice::new("", &whole));
    }
    choices.extend(named.iter().map(|(id, name)| Choice::new(id, name)));
    let department = Field::new("department", "부서");
    let department = if tab == Tab::Received { department } else { department.required() };
    let memo = Field::new("memo", "요청내용").max_chars(MEMO_MAX).hint("받는 곳에 함께 전달됩니다.");
    panel(
        "distribute",
        "선택한 민원 분배",
        post_form(
            &FormAttrs::new(action, "").id(FORM),
            html! {
                (carried(typed))
                // An agency's own manager must name a department; a receiver may leave that to the agency.
                @if tab == Tab::Received { (hidden("agency", &agency.to_string())) }
                (select(&typed.field(department, "department"), &choices))
                (textarea(&typed.field(memo, "memo"), 2))
                (button_row(submit("분배", ButtonKind::Primary)))
            },
        ),
    )
}
