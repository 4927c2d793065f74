//! 결재: the text as it was frozen, and the decision of whoever's turn it is.

use domain::complaint::Act;
use domain::text::MEMO_MAX;
use maud::{Markup, html};

use super::Panel;
use super::editor::result_label;
use super::parts::{folded, memo};
use crate::components::{ButtonKind, KeyValue, hidden, key_values, submit, textarea};
use crate::pages::case::asked::From;
use crate::pages::case::sheet::Sheet;
use crate::pages::case::view::View;

pub(super) fn panels(view: &View) -> Vec<Panel<'_>> {
    let on_the_line = view
        .case
        .complaint
        .current_round()
        .is_some_and(|round| round.line.iter().any(|officer| view.who.on_duty.is_or_minds(*officer)));
    if on_the_line { vec![approve(view), send_back(view)] } else { Vec::new() }
}

fn approve(view: &View) -> Panel<'_> {
    let sheet = Sheet::new(view, Act::Approve);
    let comment = sheet.slot("comment");
    let body = html! {
        (side_by_side(view))
        (sheet.bare(html! {
            (back(view))
            p.hint { (words::act::follows(Act::Approve)) }
            (textarea(&comment.field("결재 의견").max_chars(MEMO_MAX), 2))
            div.button-row { (submit(words::act::label(Act::Approve), ButtonKind::Primary)) }
        }))
    };
    Panel { leads: true, ..folded(sheet, "결재 진행", ButtonKind::Primary, body) }
}

fn send_back(view: &View) -> Panel<'_> {
    let sheet = Sheet::new(view, Act::Return);
    let body = sheet.bare(html! {
        (back(view))
        p.hint { (words::act::follows(Act::Return)) }
        (memo(&sheet, "reason", "반려 사유", true))
        div.button-row { (submit(words::act::label(Act::Return), ButtonKind::Danger)) }
    });
    folded(sheet, "결재 반려", ButtonKind::Danger, body)
}

/// From the approver's desk one goes back to it, where the next one waits.
fn back(view: &View) -> Markup {
    html! { @if view.asked.from == From::Approve { (hidden("back", From::Approve.href())) } }
}

/// The complaint beside the answer to it.
fn side_by_side(view: &View) -> Markup {
    html! {
        div.side-by-side {
            div {
                h3 { "신청내용" }
                p.written { (view.case.words.body) }
            }
            div {
                h3 { "확정된 답변" }
                p.written { (view.case.answer_text().unwrap_or_default()) }
                @if let Some(remedy) = view.case.answer_remedy() {
                    h3 { "구제 절차" }
                    p.written { (remedy) }
                }
            }
        }
        (frozen(view))
    }
}

/// What is decided on, and by whom.
fn frozen(view: &View) -> Markup {
    let Some(round) = view.case.complaint.current_round() else { return html! {} };
    let line: Vec<String> = round
        .line
        .iter()
        .enumerate()
        .map(|(place, officer)| {
            let name = words::Names::officer(view, *officer);
            let done = u32::try_from(place).is_ok_and(|place| place < round.approved);
            if done { format!("{name} (승인)") } else { name }
        })
        .collect();
    key_values(&[
        KeyValue::text("처리결과", result_label(round.result)),
        KeyValue::text("결재 요청", &words::date::moment(round.sent_at)),
        KeyValue::text("결재선", &line.join(" → ")).wide(),
        KeyValue::text("결재 구분", words::approval::line_end(round.ends)),
        KeyValue::text("확정 글 확인값", &round.digest.chars().take(16).collect::<String>()),
    ])
}
