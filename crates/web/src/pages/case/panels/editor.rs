//! 답변 작성: result, text with its templates, remedy, approval line; saved as a draft or sent for approval.

use casework::drafting::mark;
use domain::complaint::{Act, AnswerResult, ApprovalRoute, LineEnd, Visibility};
use domain::id::OfficerId;
use domain::personal::{GUARDED, PRIVATE, Personal};
use domain::text::{BODY_MAX, MEMO_MAX};
use maud::{Markup, html};
use words::lang::Lang;
use words::redact::named;

use super::parts::{Options, choices, result};
use super::{Panel, template};
use crate::components::{ButtonKind, Choice, Tone, alert, hidden, select, submit, textarea};
use crate::pages::case::cooperation;
use crate::pages::case::draft::{BEGUN_FROM, saved_at};
use crate::pages::case::sheet::Sheet;
use crate::pages::case::view::View;

/// 검토·결재: steps of the built-in line this form offers.
const LINE: usize = 3;

pub(super) fn panel(view: &View) -> Panel<'_> {
    let sheet = Sheet::in_panel(view, Act::SendForApproval, "answer");
    let body = sheet.bare(fields(&sheet));
    let leads = view.case.may(Act::Draft).is_ok();
    Panel { leads, ..super::parts::folded(sheet, "답변 작성", ButtonKind::Primary, body) }
}

fn fields(sheet: &Sheet) -> Markup {
    let view = sheet.view;
    let draft = view.case.draft.as_ref();
    let saved = draft.map(|draft| saved_at(draft, view.case.desk.now));
    let kept = draft.map_or_else(|| view.case.answer_text().unwrap_or_default(), |draft| draft.body.as_str());
    let kept_remedy = draft.map_or("", |draft| draft.remedy.as_str());
    // What came back with the page lies on no server yet.
    let as_saved = |name: &'static str, saved: &str| sheet.slot(name).value() == saved;
    let unsaved = sheet.came_back()
        && !(as_saved("body", draft.map_or("", |draft| draft.body.as_str()))
            && as_saved("remedy", kept_remedy));
    let (text, remedy) = (sheet.slot_or("body", kept), sheet.slot_or("remedy", kept_remedy));
    html! {
        button type="submit" hidden {}
        @if let Some(parts) = cooperation::parts(view) {
            (alert(Tone::Information, "협조 의견을 하나의 답변으로 정리해 주십시오.", parts))
        }
        @let from = draft.map(mark).unwrap_or_default();
        @let from = sheet.slot_or(BEGUN_FROM, &from);
        (hidden(BEGUN_FROM, from.value()))
        p.hint.draft-saved role="status" data-draft-saved={ "/complaints/" (view.number()) "/draft" } data-unsaved[unsaved] {
            @if let Some(saved) = saved { "저장됨 " (saved) }
        }
        (result(sheet, draft.and_then(|draft| draft.result)))
        (templates(sheet))
        (numbers(view, &[text.value(), remedy.value()]))
        (textarea(&text.field("답변").max_chars(BODY_MAX).required(), 14))
        (textarea(&remedy.field("구제 절차").hint(remedy_hint(view)).max_chars(MEMO_MAX), 3))
        (super::super::files::control(sheet))
        (line(sheet))
        p.hint { (words::act::follows(Act::SendForApproval)) }
        div.button-row {
            (buttons(view))
        }
    }
}

/// Numbers of persons in what is about to leave; in a public answer also how somebody is reached.
fn numbers(view: &View, texts: &[&str]) -> Markup {
    let open = view.case.complaint.visibility == Visibility::Open;
    let kinds: &[Personal] = if open { &PRIVATE } else { &GUARDED };
    let Some(found) = named(texts, kinds, Lang::Ko) else { return html! {} };
    let why = match open {
        true => {
            "공개 민원입니다. 답변은 누리집에 공개되며, 이 번호들은 이름만 남고 지워집니다. 필요 없는 번호는 빼 주십시오."
        }
        false => "답변은 신청인에게 그대로 전해집니다. 꼭 필요한 번호인지 확인해 주십시오.",
    };
    alert(Tone::Warning, &format!("답변에 {found} – 이렇게 보이는 번호가 있습니다"), html! { p { (why) } })
}

fn buttons(view: &View) -> Markup {
    let number = view.number();
    html! {
        @match view.case.may(Act::SendForApproval) {
            Ok(()) => (submit("결재 요청", ButtonKind::Primary)),
            Err(why) => (crate::components::refused_button("결재 요청", &words::refusal::whole(why))),
        }
        button.btn.btn-secondary type="submit" formaction={ "/complaints/" (number) "/acts/draft" } { "임시 저장" }
    }
}

fn templates(sheet: &Sheet) -> Markup {
    let part = sheet.slot("part");
    let kept: Vec<(String, &str)> =
        sheet.view.templates.iter().map(|t| (t.id.to_string(), t.name.as_str())).collect();
    let kept = kept.iter().map(|(id, name)| Choice::new(id, name));
    let parts: Vec<Choice> =
        kept.chain(template::PARTS.map(|(value, label)| Choice::new(value, label))).collect();
    html! {
        div.field-grid {
            (select(&part.field("답변 서식").hint("고른 서식을 답변의 끝에 넣습니다."), &parts))
            div.field {
                button.btn.btn-tertiary type="submit" formaction={ "/complaints/" (sheet.view.number()) "/prepare" } { "서식 넣기" }
            }
        }
    }
}

fn remedy_hint(view: &View) -> &'static str {
    match view.case.complaint.kind {
        Some(domain::complaint::Kind::Statutory) => {
            "불수용일 때 반드시 적습니다. 법정민원은 60일 안에 이의신청을 할 수 있음을 알립니다. (민원처리법 제27조·제35조)"
        }
        _ => "불수용일 때 반드시 적습니다. (민원처리법 제27조제2항)",
    }
}

/// Who approves: the line of ours, or the outside system's, which is named there.
fn line(sheet: &Sheet) -> Markup {
    let view = sheet.view;
    match view.case.complaint.approval_route(&view.case.desk) {
        ApprovalRoute::BuiltIn => html! { (built_in(sheet)) (ends(sheet)) },
        ApprovalRoute::Outside => alert(
            Tone::Information,
            "업무관리시스템에서 결재합니다.",
            html! {
                p { "'결재 요청'을 누르면 답변이 확정되어 업무관리시스템으로 전송됩니다. 결재선은 그 시스템에서 지정합니다." }
            },
        ),
    }
}

/// 결재, or 전결 by whom the head has charged with such matters.
fn ends(sheet: &Sheet) -> Markup {
    let was = sheet.view.case.complaint.rounds.last().map(|round| round.ends).unwrap_or_default();
    let slot = sheet.slot_or("ends", was.as_str());
    let hint = "위임전결 규정에 따라 과장·팀장 등이 전결하는 답변이면 전결을 고릅니다. 결재선의 마지막 사람이 전결합니다.";
    let all = LineEnd::ALL.map(|end| Choice::new(end.as_str(), words::approval::line_end(end)));
    html! { (select(&slot.field("결재 구분").hint(hint), &all)) }
}

/// Approvers of the department first, then its other officers; never the drafter.
fn built_in(sheet: &Sheet) -> Markup {
    let options = candidates(sheet.view);
    // What came back returned passes the same people again, unless somebody else is named.
    let before =
        sheet.view.case.complaint.rounds.last().map(|round| round.line.as_slice()).unwrap_or_default();
    html! {
        div.field-grid {
            @for number in 0..LINE {
                @let was = before.get(number).map(OfficerId::to_string).unwrap_or_default();
                @let slot = sheet.numbered_or("line", number + 1, &was);
                @let label = format!("결재선 {}", number + 1);
                (select(&slot.field(&label).hint(if number == 0 { "검토자부터 차례로, 마지막이 결재권자입니다." } else { "더 없으면 비워 둡니다." }), &choices(&options)))
            }
        }
    }
}

fn candidates(view: &View) -> Options {
    let holder = view.case.complaint.holder();
    let others = holder.department.map(|id| view.chart().officers_of(id)).unwrap_or_default();
    let drafts = |id: OfficerId| holder.handler == Some(id) || view.who.officer.id == id;
    let mut ids: Vec<OfficerId> = view.approvers.iter().copied().filter(|id| !drafts(*id)).collect();
    ids.extend(others.iter().map(|o| o.id).filter(|id| !drafts(*id) && !view.approvers.contains(id)));
    ids.iter()
        .map(|id| {
            let name = words::Names::officer(view, *id);
            let label = if view.approvers.contains(id) { format!("{name} (결재자)") } else { name };
            (id.to_string(), label)
        })
        .collect()
}

/// What a result is called where the answer is shown.
pub(super) fn result_label(result: AnswerResult) -> &'static str {
    words::answer::result(result)
}
