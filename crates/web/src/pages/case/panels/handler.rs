//! 민원 처리: the handler takes the file on, asks, waits, extends, visits — and answers.

use domain::complaint::{Act, GroundAsked, StageName};
use domain::period::Period;
use domain::text::MEMO_MAX;
use maud::html;

use super::parts::{Options, choices, memo, panel};
use super::{Panel, editor, manager};
use crate::components::{ButtonKind, Choice, InputKind, input, radios, select, textarea};
use crate::pages::case::sheet::Sheet;
use crate::pages::case::view::View;

pub(super) fn panels(view: &View) -> Vec<Panel<'_>> {
    let waits = view.case.complaint.stage.name() == StageName::Assigned;
    vec![
        Panel { leads: waits, ..accept(view) },
        editor::panel(view),
        lapse(view),
        supplement(view),
        extend(view),
        ask_consent(view),
        record_consent(view),
        manager::cooperate(view),
        visit(view),
        Panel { label: "중간 답변".to_owned(), ..manager::interim(view) },
        propose(view),
    ]
}

fn accept(view: &View) -> Panel<'_> {
    panel(Sheet::new(view, Act::Accept), "처리자 접수", ButtonKind::Primary, html! {})
}

fn propose(view: &View) -> Panel<'_> {
    let sheet = Sheet::new(view, Act::ProposeReassignment);
    let fields = memo(&sheet, "explanation", "소관이 아닌 까닭", true);
    panel(sheet, "재지정 건의", ButtonKind::Primary, fields)
}

fn lapse(view: &View) -> Panel<'_> {
    panel(Sheet::new(view, Act::LapseSupplement), "보완기한 경과", ButtonKind::Primary, html! {})
}

fn supplement(view: &View) -> Panel<'_> {
    let sheet = Sheet::new(view, Act::RequestSupplement);
    let (items, days) = (sheet.slot("items"), sheet.slot_or("days", "7"));
    let fields = html! {
        (textarea(&items.field("보완할 사항").max_chars(MEMO_MAX).required(), 3))
        (input(&days.field("보완 기간(일)").hint("1일에서 30일까지. 첫날은 세지 않습니다. (민법 제157조)").required(), InputKind::Number))
    };
    panel(sheet, "보완 요구", ButtonKind::Primary, fields)
}

fn extend(view: &View) -> Panel<'_> {
    let sheet = Sheet::new(view, Act::Extend);
    let (ground, by) = (sheet.slot("ground"), sheet.slot("by"));
    let hints: Vec<String> = GroundAsked::ALL.iter().map(|g| hint(*g)).collect();
    let grounds: Vec<Choice> = GroundAsked::ALL
        .iter()
        .zip(&hints)
        .map(|(asked, hint)| {
            let choice = Choice::new(asked.as_str(), words::extension::asked(*asked));
            if asked.legal().is_some() { choice.hint(hint) } else { choice.refused(hint) }
        })
        .collect();
    let lengths = lengths(view.case.complaint.clock.as_ref().map(|clock| clock.period));
    let fields = html! {
        (radios(&ground.field("연장 사유").required(), &grounds))
        (select(&by.field("연장 기간").hint("처음 처리기간을 넘지 않는 범위").required(), &choices(&lengths)))
        (memo(&sheet, "explanation", "상세 사유", true))
        (manager::preview(&sheet))
    };
    panel(sheet, "기간 연장", ButtonKind::Primary, fields)
}

/// What a second extension needs.
fn ask_consent(view: &View) -> Panel<'_> {
    let sheet = Sheet::new(view, Act::AskConsentToExtend);
    let fields = html! {
        p { "두 번째 연장은 신청인이 동의해야 할 수 있습니다. 적은 사유가 신청인에게 그대로 전달됩니다." }
        (memo(&sheet, "reason", "연장이 필요한 사유", true))
    };
    panel(sheet, "연장 동의 요청", ButtonKind::Primary, fields)
}

/// The same of somebody who agreed by word or letter.
fn record_consent(view: &View) -> Panel<'_> {
    let sheet = Sheet::new(view, Act::RecordConsent);
    let fields = html! {
        p { "적은 내용이 신청인에게 그대로 전달됩니다." }
        (memo(&sheet, "evidence", "동의받은 날짜와 방법", true))
    };
    panel(sheet, "연장 동의 기록", ButtonKind::Secondary, fields)
}

fn hint(asked: GroundAsked) -> String {
    let article = words::extension::article(asked);
    match asked.legal() {
        Some(_) => article.to_owned(),
        None => format!("연장할 수 없는 사유 ({article})"),
    }
}

/// No longer than the original period, and counted in its manner.
fn lengths(original: Option<Period>) -> Options {
    let all: Vec<Period> = match original {
        Some(Period::Days(most)) => (1..=most).map(Period::Days).collect(),
        Some(Period::Hours(most)) => (1..=most).map(Period::Hours).collect(),
        Some(Period::Immediate) => (1..=3).map(Period::Hours).collect(),
        Some(Period::Weeks(most)) => (1..=most).map(Period::Weeks).collect(),
        Some(Period::Months(most)) => (1..=most).map(Period::Months).collect(),
        Some(Period::Years(most)) => (1..=most.saturating_mul(12)).map(Period::Months).collect(),
        None => Vec::new(),
    };
    all.into_iter().map(|by| (by.to_string(), words::period::label(by))).collect()
}

fn visit(view: &View) -> Panel<'_> {
    let sheet = Sheet::new(view, Act::Visit);
    let fields = html! {
        div.field-grid { (manager::day(&sheet, "from", "시작하는 날")) (manager::day(&sheet, "until", "끝나는 날")) }
        (memo(&sheet, "purpose", "조사 목적", true))
    };
    panel(sheet, "현장조사", ButtonKind::Primary, fields)
}
