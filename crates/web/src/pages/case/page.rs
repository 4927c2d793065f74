//! The case page put together: what must be known, what can be done, and everything on the file.

use domain::complaint::{AnswerResult, Event, Kind, Visibility};
use maud::{Markup, html};
use words::Names;

use super::labels;
use super::view::View;
use super::{
    by_hand, content, cooperation, dispatches, draft, evidence, files, head, history, linked, notices,
    panels, petitioner, presence, records, related, steps,
};
use crate::components::{FieldError, KeyValue, Lang, Tone, alert, error_summary, key_values, panel};

/// The last of them say what is to be done; all are in 처리 기록.
const HANDED_ON: usize = 3;

pub(super) fn body(view: &View) -> Markup {
    let acts = panels::acts(view);
    html! {
        (view.handbook.suggestions())
        (troubles(view))
        (meanwhile(view))
        (draft::other_text(view))
        (presence::line(view))
        @if !acts.drawn { (left_over(view)) }
        (head::head(view))
        (panel("progress", "민원 진행상황", steps::steps(view)))
        (panel("content", "신청내용", content::written(view)))
        @if let Some(list) = files::sent_in(view) { (panel("files", "첨부파일", list)) }
        @if let Some(outcome) = content::outcome(view) {
            (panel("outcome", "처리내용", html! { (outcome) (files::of_answer(view)) }))
        }
        @if let Some(linked) = linked::panel(view) { (panel("approval-link", "결재 연계", linked)) }
        @if let Some(parts) = cooperation::parts(view) {
            (panel("cooperation", "협조 의견", html! { (parts) (files::of_opinions(view)) }))
        }
        @if let Some(acts) = acts.markup { (panel("acts", "처리", html! { (handed_on(view)) (acts) })) }
        (panel("petitioner", "신청인 정보", petitioner::panel(view)))
        (panel("reception", "접수정보", content::reception(view)))
        @if let Some(records) = records::records(view) { (panel("records", "처리 기록", records)) }
        (panel("notices", "알림현황", html! { (notices::log(view)) (by_hand::forms(view)) }))
        @if !view.dispatches.is_empty() { (panel("dispatches", "연계현황", dispatches::log(view))) }
        @if let Some(evidence) = evidence::panel(view) { (panel("evidence", "증거 묶음", evidence)) }
        @if !view.related.is_empty() || !view.alike.is_empty() {
            (panel("related", "관련 민원", related::lists(view)))
        }
    }
}

fn troubles(view: &View) -> Markup {
    let Some(typed) = &view.typed else { return html! {} };
    let ids: Vec<Option<String>> = typed
        .troubles
        .iter()
        .map(|t| t.field.as_ref().map(|field| format!("{}-{field}", typed.panel)))
        .collect();
    let errors: Vec<FieldError> = typed
        .troubles
        .iter()
        .zip(&ids)
        .map(|(trouble, id)| FieldError { field: id.as_deref(), message: &trouble.message })
        .collect();
    error_summary(&errors, Lang::Ko)
}

/// 409: what others did since the reader's version, before they send theirs again.
fn meanwhile(view: &View) -> Markup {
    let Some(typed) = view.typed.as_ref().filter(|typed| !typed.meanwhile.is_empty()) else {
        return html! {};
    };
    alert(
        Tone::Warning,
        "그동안 이 민원에 일어난 일",
        html! {
            (history::lines(view, "그동안 일어난 일", &typed.meanwhile))
            p { "내용을 확인하고, 그래도 필요하면 아래에서 다시 보내 주십시오. 입력하신 내용은 그대로 있습니다." }
        },
    )
}

/// What those who had the file before wrote to whoever has it now: their own words, before anything is done.
fn handed_on(view: &View) -> Markup {
    let written = |line: &&store::Line| {
        let happened = &line.happened.event;
        !line.notes.is_empty()
            && matches!(
                happened,
                Event::Distributed { .. }
                    | Event::Assigned { .. }
                    | Event::Reassigned { .. }
                    | Event::Recalled
                    | Event::Returned
                    | Event::ReassignmentProposed
                    | Event::ReassignmentRequested { .. }
                    | Event::ReassignmentDecided { .. }
            )
    };
    let mut newest: Vec<&store::Line> =
        view.case.history.iter().rev().filter(written).take(HANDED_ON).collect();
    if newest.is_empty() || !view.case.complaint.stage.is_live() {
        return html! {};
    }
    newest.reverse();
    alert(Tone::Information, "전달받은 내용", history::lines(view, "전달받은 내용", newest))
}

/// What was typed into a panel that this page no longer has.
fn left_over(view: &View) -> Markup {
    let Some(typed) = &view.typed else { return html! {} };
    let kept: Vec<(&'static str, String)> = typed
        .pairs
        .iter()
        .filter(|(name, value)| !value.trim().is_empty() && name != draft::BEGUN_FROM)
        .map(|(name, value)| (labels::of(name), named(view, name, value)))
        .collect();
    if kept.is_empty() {
        return html! {};
    }
    let lines: Vec<KeyValue> = kept.iter().map(|(label, text)| KeyValue::text(label, text).wide()).collect();
    alert(
        Tone::Information,
        "보내지 못한 내용",
        html! {
            p { "지금은 '" (words::act::label(typed.act)) "'을 할 수 없어 입력하신 내용을 여기에 둡니다." }
            (key_values(&lines))
        },
    )
}

/// Whom or what somebody had chosen, by its name: an id or a code says nothing to them.
fn named(view: &View, field: &str, value: &str) -> String {
    let name = match field {
        "handler" | "line" => value.parse().ok().map(|id| Names::officer(view, id)),
        "department" | "proposed" | "cooperation_departments" => {
            value.parse().ok().map(|id| Names::department(view, id))
        }
        "agency" => value.parse().ok().map(|id| Names::agency(view, id)),
        "result" => AnswerResult::parse(value).map(|result| words::answer::result(result).to_owned()),
        "kind" => Kind::parse(value).map(|kind| words::kind::label(kind).to_owned()),
        "visibility" => Visibility::parse(value).map(|seen| words::visibility::label(seen).to_owned()),
        _ => None,
    };
    name.unwrap_or_else(|| value.to_owned())
}
