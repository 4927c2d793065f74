//! Into whose hands it goes: the department, where the manager has several of the agency, and one of its people.

use domain::complaint::{Act, departments_to_assign};
use domain::id::DepartmentId;
use maud::{Markup, html};
use words::Names;

use super::parts::{Options, choices};
use crate::components::{ButtonKind, link_button, select};
use crate::pages::assign::absence;
use crate::pages::case::sheet::Sheet;
use crate::pages::case::view::View;
use crate::pages::work::advice;

/// 처리부서 with its 처리자. Another department's people are shown once it was asked for: a page works without scripts.
pub(super) fn office_and_handler(sheet: &Sheet) -> Markup {
    let view = sheet.view;
    let slot = sheet.slot_or("department", &here(view).map(|id| id.to_string()).unwrap_or_default());
    let named = slot.value().parse().ok();
    let offered: Options =
        departments(view).into_iter().map(|id| (id.to_string(), Names::department(view, id))).collect();
    html! {
        @if offered.len() > 1 {
            (select(&slot.field("처리부서").hint("다른 부서를 고르면 그 부서의 처리자를 먼저 불러옵니다."), &choices(&offered)))
            div.button-row {
                button.btn.btn-tertiary type="submit" formnovalidate
                    formaction={ "/complaints/" (view.number()) "/prepare" } { "처리자 불러오기" }
            }
            (people(sheet, named.or_else(|| here(view))))
        } @else {
            (handler(sheet))
        }
    }
}

/// The people of the department where the file lies.
pub(super) fn handler(sheet: &Sheet) -> Markup {
    people(sheet, here(sheet.view))
}

fn here(view: &View) -> Option<DepartmentId> {
    view.case.complaint.holder().department
}

fn departments(view: &View) -> Vec<DepartmentId> {
    match view.case.may(Act::Assign) {
        Ok(()) => departments_to_assign(&view.case.complaint, &view.actor, &view.case.desk),
        Err(_) => Vec::new(),
    }
}

/// The department's officers: those with a 담당업무, all of them on demand.
fn people(sheet: &Sheet, department: Option<DepartmentId>) -> Markup {
    let view = sheet.view;
    let officers = department.map(|id| view.chart().officers_of(id)).unwrap_or_default();
    let busy = officers.iter().any(|officer| !officer.duty.is_empty());
    let options: Options = officers
        .iter()
        .filter(|officer| view.asked.all || department != here(view) || !busy || !officer.duty.is_empty())
        .map(|officer| {
            let parts = [officer.name.as_str(), officer.title.as_str(), officer.duty.as_str()];
            let label = parts.iter().filter(|part| !part.is_empty()).copied().collect::<Vec<_>>().join(" · ");
            let away = absence(view.chart(), &view.suggested.away, officer.id);
            (officer.id.to_string(), label + &away)
        })
        .collect();
    let slot = sheet.slot("handler");
    let hint = format!("처리부서: {}", department.map(|id| Names::department(view, id)).unwrap_or_default());
    let all =
        format!("/complaints/{}?from={}&all=1#act-{}", view.number(), view.asked.from.as_str(), sheet.panel);
    html! {
        @if !view.suggested.handlers.is_empty() && department == here(view) {
            p.hint { "추천: " (advice::handler(view.chart(), &view.suggested.handlers)) }
        }
        (select(&slot.field("처리자").hint(&hint).required(), &choices(&options)))
        @if !view.asked.all && department == here(view) {
            p.hint { "해당 담당자가 안 보일 경우 " (link_button("전체보기", &all, ButtonKind::Tertiary)) }
        }
    }
}
