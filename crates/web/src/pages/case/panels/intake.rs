//! The receiver's acts: 접수, 분배, 즉시답변.

use domain::complaint::{Act, StageName};
use domain::text::{BODY_MAX, MEMO_MAX};
use maud::html;

use super::Panel;
use super::parts::{category, kind, memo, panel, period, result, task, visibility};
use crate::components::{ButtonKind, textarea};
use crate::pages::case::sheet::{Sheet, suggesting};
use crate::pages::case::view::View;
use crate::pages::work::advice;

pub(super) fn panels(view: &View) -> Vec<Panel<'_>> {
    let stage = view.case.complaint.stage.name();
    let receive = Panel { leads: stage == StageName::Filed, ..receive(view) };
    vec![receive, distribute(view), at_once(view)]
}

fn receive(view: &View) -> Panel<'_> {
    let sheet = Sheet::new(view, Act::Receive);
    let fields = html! {
        (task(&sheet))
        (kind(&sheet, None))
        (period(&sheet, "민원종류의 법정 처리기간"))
        (category(&sheet, ""))
        (visibility(&sheet, view.case.complaint.visibility))
    };
    panel(sheet, "민원 접수", ButtonKind::Primary, fields)
}

/// Also the agency manager's, on their own stage.
pub(super) fn distribute(view: &View) -> Panel<'_> {
    let sheet = Sheet::new(view, Act::Distribute);
    let stage = view.case.complaint.stage.name();
    let to = sheet.slot("to_name");
    let fields = html! {
        @if !view.suggested.departments.is_empty() {
            p.hint { "추천: " (advice::department(view.chart(), &view.suggested.departments)) }
        }
        (suggesting(&to, "보낼 기관·부서", "offices", "기관이나 부서 이름의 일부를 입력하면 목록에서 고를 수 있습니다."))
        (memo(&sheet, "memo", "요청내용", false))
    };
    let leads = matches!(stage, StageName::Received | StageName::AtAgency);
    let leads = leads && view.case.complaint.open_reassignment().is_none();
    Panel { leads, ..panel(sheet, "기관·부서 분배", ButtonKind::Primary, fields) }
}

fn at_once(view: &View) -> Panel<'_> {
    let sheet = Sheet::new(view, Act::AnswerAtOnce);
    let (body, remedy) = (sheet.slot("body"), sheet.slot("remedy"));
    let fields = html! {
        (result(&sheet, None))
        (textarea(&body.field("답변").max_chars(BODY_MAX).required(), 8))
        (textarea(&remedy.field("구제 절차").hint("불수용일 때 반드시 적습니다. (민원처리법 제27조)").max_chars(MEMO_MAX), 2))
    };
    panel(sheet, "즉시답변", ButtonKind::Primary, fields)
}
