//! Fields that several acts share: whose opinion is asked, how long, with what result.

use domain::complaint::{AnswerResult, Kind, Visibility};
use domain::text::MEMO_MAX;
use maud::{Markup, html};

use super::Panel;
use crate::components::{ButtonKind, Choice, InputKind, checkbox, input, select, textarea};
use crate::pages::case::sheet::{Sheet, suggesting};
use crate::pages::work::{CATEGORIES, TASK, periods};

/// Departments one form can ask; for more it is sent again.
const ASKED_AT_ONCE: usize = 3;

/// Values with labels made for this page.
pub(super) type Options = Vec<(String, String)>;

pub(super) fn choices(options: &Options) -> Vec<Choice<'_>> {
    options.iter().map(|(value, label)| Choice::new(value, label)).collect()
}

/// A panel with one form and one button.
pub(super) fn panel<'a>(sheet: Sheet<'a>, label: &str, kind: ButtonKind, fields: Markup) -> Panel<'a> {
    let body = sheet.form(words::act::label(sheet.act), kind, fields);
    folded(sheet, label, kind, body)
}

pub(super) fn folded<'a>(sheet: Sheet<'a>, label: &str, kind: ButtonKind, body: Markup) -> Panel<'a> {
    // One loud button a form: the heading that opens it speaks softly.
    let kind = if kind == ButtonKind::Danger { ButtonKind::Danger } else { ButtonKind::Secondary };
    Panel { sheet, label: label.to_owned(), kind, leads: false, body }
}

/// A longer text in a form.
pub(super) fn memo(sheet: &Sheet, name: &'static str, label: &str, required: bool) -> Markup {
    let slot = sheet.slot(name);
    let field = slot.field(label).max_chars(MEMO_MAX);
    html! { (textarea(&if required { field.required() } else { field }, 3)) }
}

/// 2-1 협조부서 등록: departments, question, reply-by; with its own tick inside another act's form.
pub(super) fn cooperation(sheet: &Sheet, with_tick: bool) -> Markup {
    let due = sheet.view.case.due.as_ref().and_then(|due| due.at).map(words::date::moment);
    let hint = match due {
        Some(due) => format!("처리기한({due}) 안에서 정합니다. 처리기간은 계속 진행됩니다."),
        None => "처리기간은 계속 진행됩니다.".to_owned(),
    };
    let (question, reply_by) = (sheet.slot("cooperation_question"), sheet.slot("cooperation_reply_by"));
    let tick = sheet.slot("cooperation");
    html! {
        @if with_tick { (checkbox(&tick.field("등록"), sheet.ticked("cooperation"))) }
        @for number in 0..ASKED_AT_ONCE {
            @let slot = sheet.numbered("cooperation_department_name", number + 1);
            @let label = format!("협조부서 {}", number + 1);
            (suggesting(&slot, &label, "offices", "부서 이름의 일부를 입력하면 목록에서 고를 수 있습니다."))
        }
        (textarea(&question.field("협조 요청내용").max_chars(MEMO_MAX), 3))
        (input(&reply_by.field("협조 회신기한").hint(&hint), InputKind::DateTime))
    }
}

/// 처리결과.
pub(super) fn result(sheet: &Sheet, now: Option<AnswerResult>) -> Markup {
    let slot = sheet.slot_or("result", now.map(AnswerResult::as_str).unwrap_or_default());
    let all = AnswerResult::ALL.map(|r| Choice::new(r.as_str(), words::answer::result(r)));
    html! { (select(&slot.field("처리결과").required(), &all)) }
}

pub(super) fn kind(sheet: &Sheet, now: Option<Kind>) -> Markup {
    let slot = sheet.slot_or("kind", now.map(Kind::as_str).unwrap_or_default());
    let all = Kind::ALL.map(|kind| Choice::new(kind.as_str(), words::kind::label(kind)));
    html! { (select(&slot.field("민원종류").required(), &all)) }
}

/// Another kind, or the one it has: then a 민원사무 may decide.
pub(super) fn other_kind(sheet: &Sheet, now: Option<Kind>) -> Markup {
    let slot = sheet.slot("kind");
    let as_it_is = now.map_or("그대로".to_owned(), |kind| format!("그대로: {}", words::kind::label(kind)));
    let others = Kind::ALL.into_iter().filter(|kind| Some(*kind) != now);
    let all: Vec<Choice> = std::iter::once(Choice::new("", &as_it_is))
        .chain(others.map(|kind| Choice::new(kind.as_str(), words::kind::label(kind))))
        .collect();
    html! { (select(&slot.field("민원종류"), &all)) }
}

pub(super) fn visibility(sheet: &Sheet, now: Visibility) -> Markup {
    let slot = sheet.slot_or("visibility", now.as_str());
    let all = Visibility::ALL.map(|v| Choice::new(v.as_str(), words::visibility::label(v)));
    html! { (select(&slot.field("공개 여부").required(), &all)) }
}

/// 민원사무 of the handbook, in place of kind and period.
pub(super) fn task(sheet: &Sheet) -> Markup {
    let slot = sheet.slot(TASK);
    sheet.view.handbook.field(slot.field("민원사무"))
}

/// 분류: one of those kept, or any other.
pub(super) fn category(sheet: &Sheet, now: &str) -> Markup {
    let slot = sheet.slot_or("category", now);
    suggesting(&slot, "분류", CATEGORIES, "목록에서 고르거나 직접 입력합니다.")
}

pub(super) fn period(sheet: &Sheet, otherwise: &str) -> Markup {
    let slot = sheet.slot("period");
    html! { (select(&slot.field("처리기간"), &choices(&periods(otherwise)))) }
}
