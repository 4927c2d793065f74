//! The dry run: every change, what follows from it, what cannot be, and the question where too many vanish.

use casework::people::feeds::summary;
use casework::people::{Blocked, Follows, Plan};
use domain::org::{Change, OrgChart, Place};
use maud::{Markup, html};
use uuid::Uuid;
use words::Names;

use super::PATH;
use crate::components::{
    ButtonKind, Column, Field, FormAttrs, Row, Table, Tone, alert, button_row, checkbox, data_table, hidden,
    link_button, panel, post_button, post_form, submit,
};
use crate::pages::work::Typed;

/// Changes shown; a city's reorganisation has thousands, and they are all of a kind.
const SHOWN: usize = 500;

pub(super) const NOT_APPLIED: &str = "반영하지 않았습니다. 그동안 조직이나 민원이 바뀌었거나 확인이 필요합니다. \
                                      아래 내용을 다시 확인하고 반영해 주십시오.";

pub(super) fn markup(chart: &OrgChart, plan: &Plan, (id, typed): (Uuid, &Typed)) -> Markup {
    html! {
        @if plan.is_believed() {
            p { strong { (summary(plan)) } }
            (follows(chart, &plan.follows))
            (blocked(chart, &plan.blocked))
            (changes(chart, &plan.changes))
            (apply(plan, id, typed))
        } @else {
            (alert(Tone::Danger, "읽을 수 없는 자료입니다", html! {
                p { "아래를 고친 자료를 다시 가져와 주십시오. 아무것도 바뀌지 않았습니다." }
                ul { @for fault in plan.faults.iter().take(SHOWN) { li { (words::people::feed_fault(fault)) } } }
            }))
        }
        (button_row(html! {
            (post_button(&format!("{PATH}/{id}/drop"), "", "버리기", ButtonKind::Tertiary))
            (link_button("목록으로", PATH, ButtonKind::Tertiary))
        }))
    }
}

fn follows(chart: &OrgChart, follows: &Follows) -> Markup {
    let back = follows.back_to_department;
    let on = follows.relocated;
    panel(
        "follows",
        "뒤따르는 일",
        html! {
            ul {
                @if !back.is_none() {
                    li { (back.files) "건의 진행 중 민원이 부서 분배로 돌아갑니다. 결재·추가답변 등 기다리는 일 " (back.items) "건도 부서로 돌아갑니다." }
                }
                @if !on.is_none() {
                    li { (on.files) "건의 진행 중 민원과 협조 등 기다리는 일 " (on.items) "건을 이어받을 부서로 넘깁니다." }
                }
                @if follows.grants_ended > 0 { li { "권한 " (follows.grants_ended) "건이 끝납니다." } }
                @for department in &follows.without_manager {
                    li { (Names::department(chart, *department)) ": 부서 관리자가 없게 됩니다. 기관 관리자가 새로 부여해야 합니다." }
                }
                @if *follows == Follows::default() { li { "다른 일은 뒤따르지 않습니다." } }
            }
        },
    )
}

fn blocked(chart: &OrgChart, blocked: &[Blocked]) -> Markup {
    html! {
        @for one in blocked {
            (alert(Tone::Warning, &format!("{}: 폐지하지 않습니다", Names::department(chart, one.department)), html! {
                p { "열려 있는 일이 남아 있는데 이어받을 부서가 자료에 없습니다. 이어받을 부서를 넣은 자료로 다시 하거나, 남은 일을 먼저 처리해 주십시오." }
                p { "진행 중 민원 " (one.open.files) "건, 기다리는 일 " (one.open.items) "건" }
                @if !one.numbers.is_empty() {
                    ul { @for number in &one.numbers { li { (number) } } }
                }
            }))
        }
    }
}

fn changes(chart: &OrgChart, changes: &[Change]) -> Markup {
    let columns = ["구분", "대상", "바뀌는 내용"].map(Column::new);
    let rows: Vec<Row> = changes.iter().take(SHOWN).map(|change| row(chart, change)).collect();
    panel(
        "changes",
        "바뀌는 것",
        html! {
            (data_table(&Table::new("바뀌는 것", &columns, rows).dense()
                .empty(html! { p.quiet { "바뀌는 것이 없습니다." } })))
            @if changes.len() > SHOWN { p.hint { "처음 " (SHOWN) "건만 보입니다. 전체 " (changes.len()) "건" } }
        },
    )
}

fn row(chart: &OrgChart, change: &Change) -> Row {
    let officer = |id| words::people::with_department(chart, id);
    let (kind, who, what) = match change {
        Change::AgencyOpened(told) => ("기관 신설", told.name.clone(), told.code.clone()),
        Change::AgencyRenamed { agency, name } => ("기관 명칭", Names::agency(chart, *agency), name.clone()),
        Change::DepartmentOpened(told) => {
            ("부서 신설", format!("{} {}", told.bureau, told.name), code(&told.place))
        }
        Change::DepartmentReopened { department, told } => {
            ("부서 재개", Names::department(chart, *department), told.name.clone())
        }
        Change::DepartmentRenamed { department, told } => {
            ("부서 명칭", Names::department(chart, *department), format!("{} {}", told.bureau, told.name))
        }
        Change::DepartmentEnded { department, successor } => {
            let to = successor.as_ref().map(|to| format!("{}에서 이어받음", named(chart, to)));
            ("부서 폐지", Names::department(chart, *department), to.unwrap_or_default())
        }
        Change::Joined(told) => ("전입", format!("{} {}", told.name, told.title), named(chart, &told.place)),
        Change::Returned { officer: id, told } => ("복귀", officer(*id), named(chart, &told.place)),
        Change::Moved { officer: id, told, .. } => ("이동", officer(*id), named(chart, &told.place)),
        Change::Renamed { officer: id, told } => {
            ("변경", officer(*id), format!("{} {}", told.name, told.title))
        }
        Change::Left { officer: id } => ("퇴직·전출", officer(*id), "사용 중지".to_owned()),
        Change::LeftAlone { officer: id } => {
            ("그대로 둠", officer(*id), "같은 아이디의 수기등록 계정".to_owned())
        }
    };
    Row::new(vec![html! { (kind) }, html! { (who) }, html! { (what) }])
}

fn named(chart: &OrgChart, place: &Place) -> String {
    match chart.department_at(place) {
        Some(department) => Names::department(chart, department.id),
        None => code(place),
    }
}

fn code(place: &Place) -> String {
    format!("기관코드 {}, 부서코드 {}", place.agency, place.department)
}

fn apply(plan: &Plan, id: Uuid, typed: &Typed) -> Markup {
    let confirm = Field::new("confirm", "사라지는 직원이 맞는지 확인했습니다.").required();
    post_form(
        &FormAttrs::new(&format!("{PATH}/{id}/apply"), ""),
        html! {
            (hidden("seen", &plan.digest))
            @if let Some(gone) = plan.vanishing {
                (alert(Tone::Danger, "직원이 너무 많이 사라집니다", html! {
                    p { "이 자료가 다루는 직원 " (gone.of) "명 가운데 " (gone.leaving) "명이 없습니다. 잘린 자료가 아닌지 확인해 주십시오." }
                }))
                (checkbox(&typed.field(confirm, "confirm"), false))
            }
            (button_row(submit("반영", ButtonKind::Primary)))
        },
    )
}
