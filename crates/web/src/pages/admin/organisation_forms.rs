//! The organisation drawn: agencies, one of them as a tree, and the forms that change it.

use std::collections::{BTreeMap, HashMap};

use domain::id::{DepartmentId, OfficerId};
use domain::org::{Agency, AgencyKind, Department, OrgChart};
use maud::{Markup, html};
use words::names::Names;

use super::organisation::{DUTIES_MAX, NAME_MAX, PATH};
use crate::components::{
    ButtonKind, Choice, Column, Field, FilterPanel, FormAttrs, Row, Table, button_row, confirm_panel,
    data_table, filter_panel, hidden, link_button, opened_panel, page_title, panel, post_form, select,
    submit, text, textarea,
};
use crate::pages::work::Typed;

/// What is drawn.
pub(super) struct Chart<'a> {
    pub(super) chart: &'a OrgChart,
    pub(super) agencies: &'a [&'a Agency],
    pub(super) shown: Option<&'a Agency>,
    pub(super) managers: &'a HashMap<DepartmentId, Vec<OfficerId>>,
}

pub(super) fn label(field: &str) -> &'static str {
    match field {
        "agency_name" | "name" => "기관 이름",
        "agency_code" => "기관 코드",
        "agency_kind" => "기관 종류",
        "department_name" => "부서 이름",
        "department_code" => "부서 코드",
        "bureau" => "실국",
        "duties" => "담당업무 낱말",
        _ => "입력 항목",
    }
}

pub(super) fn whole(it: &Chart, typed: &Typed) -> Markup {
    let choices: Vec<(String, &str)> =
        it.agencies.iter().map(|agency| (agency.id.to_string(), agency.name.as_str())).collect();
    let choices: Vec<Choice> = choices.iter().map(|(id, name)| Choice::new(id, name)).collect();
    let shown = it.shown.map(|agency| agency.id.to_string()).unwrap_or_default();
    let departments = it.chart.departments().len();
    html! {
        (page_title("조직", html! {}))
        p.hint {
            "기관 " (it.agencies.len()) "곳, 부서 " (departments) "곳입니다. 직원은 인사정보 연계로 등록됩니다. "
            "바꾼 내용은 바로 적용됩니다."
        }
        (typed.summary())
        (filter_panel(FilterPanel {
            action: PATH,
            fields: select(&Field::new("agency", "기관").required().value(&shown), &choices),
            more: None,
            open: false,
        }))
        @if let Some(agency) = it.shown { (one(it, agency, typed)) }
        (panel("new-agency", "기관 추가", new_agency(typed)))
    }
}

fn one(it: &Chart, agency: &Agency, typed: &Typed) -> Markup {
    let mut bureaus: BTreeMap<&str, Vec<&Department>> = BTreeMap::new();
    for department in it.chart.departments_of(agency.id) {
        bureaus.entry(&department.bureau).or_default().push(department);
    }
    let officers: usize = bureaus.values().flatten().map(|d| it.chart.officers_of(d.id).len()).sum();
    let title = format!("{} ({})", agency.name, words::agency::label(agency.kind));
    let body = html! {
        p { "실국 " (bureaus.len()) "곳, 부서 " (bureaus.values().map(Vec::len).sum::<usize>()) "곳, 직원 " (officers) "명" }
        @for (bureau, departments) in &bureaus {
            h3 { @if bureau.is_empty() { "직속 부서" } @else { (bureau) } }
            (departments_table(it, bureau, departments))
        }
        (rename(agency, typed))
        (new_department(agency, typed))
    };
    panel("tree", &title, body)
}

fn departments_table(it: &Chart, bureau: &str, departments: &[&Department]) -> Markup {
    let columns = [
        Column::new("부서").main(),
        Column::new("부서 관리자"),
        Column::new("직원").numeric(),
        Column::new("담당업무 낱말"),
    ];
    let rows = departments.iter().map(|d| {
        let managers = it.managers.get(&d.id).map(Vec::as_slice).unwrap_or_default();
        let names: Vec<String> = managers.iter().map(|id| Names::officer(it.chart, *id)).collect();
        Row::new(vec![
            html! { (d.name) },
            html! { @if names.is_empty() { span.quiet { "없음" } } @else { (names.join(", ")) } },
            html! { (it.chart.officers_of(d.id).len()) },
            html! { @if d.duties.is_empty() { span.quiet { "없음" } } @else { (d.duties.join(", ")) } },
        ])
        .href(format!("{PATH}/departments/{}", d.id))
    });
    data_table(&Table::new(&format!("{bureau} 부서"), &columns, rows.collect()).dense())
}

/// Folded, unless it came back.
fn folded(label: &str, open: bool, body: Markup) -> Markup {
    if open {
        opened_panel(label, ButtonKind::Secondary, body)
    } else {
        confirm_panel(label, ButtonKind::Secondary, body)
    }
}

fn rename(agency: &Agency, typed: &Typed) -> Markup {
    let field = Field::new("name", "기관 이름").required().value(&agency.name).max_chars(NAME_MAX);
    let action = format!("{PATH}/agencies/{}", agency.id);
    let form = post_form(
        &FormAttrs::new(&action, ""),
        html! { (text(&typed.field(field, "name"))) (button_row(submit("이름 저장", ButtonKind::Primary))) },
    );
    folded("기관 이름 변경", !typed.value("name").is_empty(), form)
}

fn new_department(agency: &Agency, typed: &Typed) -> Markup {
    let field = |name, label| typed.field(Field::new(name, label).max_chars(NAME_MAX), name);
    let action = format!("{PATH}/agencies/{}/departments", agency.id);
    let form = post_form(
        &FormAttrs::new(&action, ""),
        html! {
            div.field-grid {
                (text(&field("department_name", "부서 이름").required()))
                (text(&field("bureau", "실국").hint("만족도와 통계를 이 이름으로 묶습니다.")))
                (text(&field("department_code", "부서 코드").required().max_chars(30).hint("영문자·숫자·붙임표. 나중에 바꿀 수 없습니다.")))
            }
            (duties(typed, ""))
            (button_row(submit("부서 추가", ButtonKind::Primary)))
        },
    );
    folded("부서 추가", !typed.value("department_name").is_empty(), form)
}

fn duties(typed: &Typed, now: &str) -> Markup {
    let field = Field::new("duties", "담당업무 낱말").value(now).max_chars(DUTIES_MAX);
    let field = field.hint("민원의 제목과 내용에 이 낱말이 있으면 이 부서를 추천합니다. 쉼표나 줄바꿈으로 나눕니다. 예: 약국, 의료기기");
    textarea(&typed.field(field, "duties"), 3)
}

fn new_agency(typed: &Typed) -> Markup {
    let kinds = AgencyKind::ALL.map(|kind| Choice::new(kind.as_str(), words::agency::label(kind)));
    let field = |name, label| typed.field(Field::new(name, label).required(), name);
    post_form(
        &FormAttrs::new(&format!("{PATH}/agencies"), ""),
        html! {
            div.field-grid {
                (text(&field("agency_name", "기관 이름").max_chars(NAME_MAX)))
                (text(&field("agency_code", "기관 코드").max_chars(30).hint("영문자·숫자·붙임표. 나중에 바꿀 수 없습니다.")))
                (select(&field("agency_kind", "기관 종류"), &kinds))
            }
            (button_row(submit("기관 추가", ButtonKind::Primary)))
        },
    )
}

/// One department's form.
pub(super) fn department(chart: &OrgChart, d: &Department, was: &str, typed: &Typed) -> Markup {
    let name = Field::new("department_name", "부서 이름").required().value(&d.name).max_chars(NAME_MAX);
    let bureau = Field::new("bureau", "실국").value(&d.bureau).max_chars(NAME_MAX);
    let action = format!("{PATH}/departments/{}", d.id);
    let back = format!("{PATH}?agency={}", d.agency);
    html! {
        (page_title(&format!("{} {}", Names::agency(chart, d.agency), d.name), html! {}))
        p.hint { "부서 코드 " (d.code) ", 직원 " (chart.officers_of(d.id).len()) "명. 이름을 바꾸어도 지난 민원의 기록은 이 부서에 그대로 남습니다." }
        (typed.summary())
        (post_form(&FormAttrs::new(&action, ""), html! {
            (hidden("was", was))
            div.field-grid {
                (text(&typed.field(name, "department_name")))
                (text(&typed.field(bureau, "bureau")))
            }
            (duties(typed, &d.duties.join(", ")))
            (button_row(html! {
                (submit("저장", ButtonKind::Primary))
                (link_button("조직으로", &back, ButtonKind::Tertiary))
            }))
        }))
    }
}
