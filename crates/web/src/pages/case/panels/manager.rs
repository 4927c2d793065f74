//! 처리자 분배 '상세': the manager's acts, numbered and worded as the guide has them.

use domain::complaint::{Act, ReassignmentReason, StageName};
use domain::text::BODY_MAX;
use maud::{Markup, html};

use super::Panel;
use super::hands::{handler, office_and_handler};
use super::intake::distribute;
use super::leaving;
use super::parts::{category, cooperation, memo, other_kind, panel, period, task, visibility};
use crate::components::{ButtonKind, Choice, InputKind, expander, input, select, submit, textarea};
use crate::pages::case::sheet::{Sheet, suggesting};
use crate::pages::case::view::View;

pub(super) fn panels(view: &View) -> Vec<Panel<'_>> {
    vec![
        request_reassignment(view),
        assign(view),
        distribute(view),
        reassign(view),
        recall(view),
        reclassify_kind(view),
        reclassify_openness(view),
        leaving::merge(view),
        leaving::transfer(view),
        leaving::close(view),
        interim(view),
        cooperate(view),
    ]
}

fn request_reassignment(view: &View) -> Panel<'_> {
    let sheet = Sheet::new(view, Act::RequestReassignment);
    let (reason, proposed) = (sheet.slot("reason"), sheet.slot("proposed_name"));
    let reasons = ReassignmentReason::ALL.map(|r| Choice::new(r.as_str(), words::reassignment::reason(r)));
    let fields = html! {
        (select(&reason.field("요청 사유").required(), &reasons))
        (memo(&sheet, "explanation", "상세 사유", true))
        (suggesting(&proposed, "제안 부서", "offices", "알고 있으면 소관이라고 생각하는 부서를 적어 주십시오."))
    };
    panel(sheet, "1 재지정 요청", ButtonKind::Primary, fields)
}

fn assign(view: &View) -> Panel<'_> {
    let sheet = Sheet::new(view, Act::Assign);
    let asks =
        sheet.came_back() && (sheet.ticked("cooperation") || !sheet.all("cooperation_question").is_empty());
    let fields = html! {
        (office_and_handler(&sheet))
        (memo(&sheet, "memo", "요청내용", false))
        (expander("2-1 협조부서 등록", asks, html! {
            p.hint { "협조 부서의 의견이 필요한 경우 '등록' 체크 후 협조 부서 등록" }
            (cooperation(&sheet, true))
        }))
    };
    let body = sheet.bare(html! {
        p.hint { (words::act::follows(Act::Assign)) }
        (fields)
        div.button-row { (submit("저장", ButtonKind::Primary)) }
    });
    let leads = view.case.complaint.stage.name() == StageName::AtDepartment
        && view.case.complaint.open_reassignment().is_none();
    Panel { leads, ..super::parts::folded(sheet, "2 처리부서 등록", ButtonKind::Primary, body) }
}

fn reassign(view: &View) -> Panel<'_> {
    let sheet = Sheet::new(view, Act::Reassign);
    let fields = html! { (handler(&sheet)) (memo(&sheet, "memo", "요청내용", false)) };
    panel(sheet, "처리자재분배", ButtonKind::Primary, fields)
}

fn recall(view: &View) -> Panel<'_> {
    let sheet = Sheet::new(view, Act::Recall);
    let fields = memo(&sheet, "reason", "회수 사유", true);
    panel(sheet, "민원 회수", ButtonKind::Primary, fields)
}

fn reclassify_kind(view: &View) -> Panel<'_> {
    let sheet = Sheet::in_panel(view, Act::Reclassify, "reclassify-kind");
    let fields = html! {
        (task(&sheet))
        (other_kind(&sheet, view.case.complaint.kind))
        (period(&sheet, "그대로, 또는 민원종류의 법정 처리기간"))
        (memo(&sheet, "reason", "변경 사유", true))
        (preview(&sheet))
    };
    panel(sheet, "3 민원종류·처리기한 변경", ButtonKind::Primary, fields)
}

/// The due date before and after, each explained; a button that tries it without changing anything.
pub(super) fn preview(sheet: &Sheet) -> Markup {
    let view = sheet.view;
    let at = |due: Option<&domain::deadline::Due>| due.and_then(|due| due.at).map(words::date::moment);
    let tried = view.preview.as_ref().filter(|preview| preview.panel == sheet.panel);
    html! {
        @if let Some(tried) = tried {
            div.alert.tone-information role="status" {
                p.alert-title { "처리기한 미리보기" }
                p { "지금: " (at(view.case.due.as_ref()).unwrap_or_else(|| "정해지지 않음".to_owned())) }
                @if let Some(now) = &view.case.due { (explained(now)) }
                p { "바꾼 뒤: " strong { (at(Some(&tried.due)).unwrap_or_else(|| "정해지지 않음".to_owned())) } }
                (explained(&tried.due))
                @if tried.due.at.is_some_and(|at| at < view.case.desk.now) {
                    p { strong { "바꾼 처리기한은 이미 지났습니다." } " 저장하면 바로 지연 민원이 되고, 처리기간을 다시 늘릴 수 없습니다." }
                }
                @if let Some(refusal) = &tried.refused {
                    p { strong { "이 처리기간으로는 저장할 수 없습니다." } " " (words::refusal::said(refusal).sentence) }
                }
            }
        }
        button.btn.btn-tertiary type="submit" formaction={ "/complaints/" (view.number()) "/prepare" } { "처리기한 미리보기" }
    }
}

fn explained(due: &domain::deadline::Due) -> Markup {
    html! { ol.deadline-lines { @for line in &due.lines { li { (words::deadline::sentence(line)) } } } }
}

fn reclassify_openness(view: &View) -> Panel<'_> {
    let sheet = Sheet::in_panel(view, Act::Reclassify, "reclassify-openness");
    let fields = html! {
        (category(&sheet, view.case.complaint.category.as_deref().unwrap_or_default()))
        (visibility(&sheet, view.case.complaint.visibility))
        (memo(&sheet, "reason", "변경 사유", true))
    };
    let body = sheet.bare(html! {
        p.hint { "분류와 공개 여부를 바꿉니다. 처리기한은 그대로입니다." }
        (fields)
        div.button-row { (submit("분류·공개 저장", ButtonKind::Primary)) }
    });
    super::parts::folded(sheet, "4 분류·공개 설정", ButtonKind::Primary, body)
}

/// The handler's too.
pub(super) fn interim(view: &View) -> Panel<'_> {
    let sheet = Sheet::new(view, Act::InterimAnswer);
    let body = sheet.slot("text");
    let fields = html! {
        p { "민원 처리 전에 사전 안내가 필요한 경우 사용" }
        p { strong { "처리기간은 자동 연장 되지 않음" } }
        (textarea(&body.field("중간 답변").max_chars(BODY_MAX).required(), 5))
    };
    panel(sheet, "8 중간 답변", ButtonKind::Primary, fields)
}

pub(super) fn cooperate(view: &View) -> Panel<'_> {
    let sheet = Sheet::new(view, Act::Cooperate);
    let fields = cooperation(&sheet, false);
    panel(sheet, "협조 요청", ButtonKind::Primary, fields)
}

/// 독촉장.
pub(super) fn remind(view: &View) -> Panel<'_> {
    let sheet = Sheet::new(view, Act::Remind);
    let fields = memo(&sheet, "text", "독촉 내용", false);
    panel(sheet, "독촉장 발부", ButtonKind::Primary, fields)
}

/// A day in a form.
pub(super) fn day(sheet: &Sheet, name: &'static str, label: &str) -> Markup {
    let slot = sheet.slot(name);
    html! { (input(&slot.field(label).required(), InputKind::Date)) }
}
