//! 결재 연계: how the document of this file stands with the outside approval system.

use domain::complaint::{ApprovalRound, ApprovalRoute, RoundOutcome, StageName};
use domain::dispatch::{Message, Neighbour};
use maud::{Markup, html};
use store::{ApprovalDocument, Dispatch, DispatchState};

use super::view::View;
use crate::components::{ButtonKind, KeyValue, Tone, alert, key_values, link_button, record_badge};

/// What is known of the documents of a file.
#[derive(Default)]
pub(super) struct Linked {
    pub(super) documents: Vec<ApprovalDocument>,
    pub(super) dispatches: Vec<Dispatch>,
    /// The demo's approval system can be looked at.
    pub(super) board: bool,
}

/// `None` when nothing of this file was ever handed over.
pub(super) fn panel(view: &View) -> Option<Markup> {
    let rounds: Vec<&ApprovalRound> =
        view.case.complaint.rounds.iter().filter(|round| round.route == ApprovalRoute::Outside).collect();
    let newest = *rounds.last()?;
    Some(html! {
        (warnings(view, newest))
        @for round in rounds.iter().rev() { (one(view, round)) }
        @if view.linked.board {
            div.button-row {
                (link_button("시연용 업무관리시스템 열기", "/demo/approval-system/board", ButtonKind::Tertiary))
            }
        }
    })
}

fn document<'a>(view: &'a View, round: &ApprovalRound) -> Option<&'a ApprovalDocument> {
    view.linked.documents.iter().find(|document| document.key.round == round.ordinal)
}

fn warnings(view: &View, round: &ApprovalRound) -> Markup {
    let late = view.case.complaint.approval_not_started(&view.case.desk);
    let trouble = document(view, round).and_then(|document| document.trouble.as_ref());
    html! {
        @if let Some(by) = late {
            (alert(Tone::Warning, "결재가 시작되지 않았습니다.", html! {
                p { (words::date::moment(by)) "까지 업무관리시스템에서 결재가 시작되어야 했습니다. 그 시스템에서 문서를 확인해 주십시오." }
            }))
        }
        @if let Some((code, at)) = trouble {
            (alert(Tone::Warning, "업무관리시스템의 통보를 반영하지 않았습니다.", html! {
                p { (words::date::moment(*at)) " " (words::approval::trouble(code)) }
            }))
        }
    }
}

fn one(view: &View, round: &ApprovalRound) -> Markup {
    let document = document(view, round);
    let number = document.and_then(|document| document.document.as_deref()).unwrap_or_default();
    let heard = document.and_then(|document| document.heard.as_ref());
    let heard =
        heard.map(|(news, at)| format!("{} {}", words::date::moment(*at), words::approval::news(news)));
    let (state, tone) = standing(view, round, document);
    key_values(&[
        KeyValue::new("상태", record_badge(state, tone)),
        KeyValue::text("문서번호", number),
        KeyValue::text("전송", &words::date::moment(round.sent_at)),
        KeyValue::text("마지막 통보", heard.as_deref().unwrap_or_default()),
        KeyValue::text("전송 결과", &answered(view, round)).wide(),
    ])
}

fn standing(view: &View, round: &ApprovalRound, document: Option<&ApprovalDocument>) -> (&'static str, Tone) {
    let sent = view.case.complaint.stage.name() == StageName::ApprovalSent;
    let taken = document.is_some_and(|document| document.taken_at.is_some());
    match round.outcome {
        RoundOutcome::Approved => ("결재 완료", Tone::Success),
        RoundOutcome::Returned => ("반려", Tone::Warning),
        RoundOutcome::UnderWay if !view.case.complaint.stage.is_live() => ("회수", Tone::Neutral),
        RoundOutcome::UnderWay if sent && !taken => ("전송 대기", Tone::Neutral),
        RoundOutcome::UnderWay if sent => ("결재수신", Tone::Information),
        RoundOutcome::UnderWay => ("결재상신", Tone::Information),
    }
}

/// How often it was tried, and what was last answered.
fn answered(view: &View, round: &ApprovalRound) -> String {
    let mine = |dispatch: &&Dispatch| {
        dispatch.to == Neighbour::Approval
            && dispatch.message == Message::HandOver
            && dispatch.created_at >= round.sent_at
    };
    let Some(dispatch) = view.linked.dispatches.iter().find(mine) else { return String::new() };
    let state = match dispatch.state {
        DispatchState::Waiting if dispatch.attempts == 0 => "보내기 전",
        DispatchState::Waiting => "다시 보낼 예정",
        DispatchState::Sent => "전송함",
        DispatchState::Failed => "거부됨",
    };
    let answer = words::approval::answer(&dispatch.answer);
    if answer.is_empty() {
        state.to_owned()
    } else {
        format!("{state} · {}회 · {answer}", dispatch.attempts)
    }
}
