//! The form below the list: kind, category, period and openness for the selection.

use domain::complaint::{Kind, Visibility};
use maud::{Markup, html};

use crate::components::{ButtonKind, Choice, Field, FormAttrs, button_row, panel, post_form, select, submit};
use crate::pages::work::{CATEGORIES, Handbook, TASK, Typed, carried, periods};

/// The form the rows' check boxes belong to.
pub(super) const FORM: &str = "bulk";

pub(super) fn label(field: &str) -> &'static str {
    match field {
        "task" => "민원사무",
        "kind" => "민원종류",
        "category" => "분류",
        "period" => "처리기간",
        "visibility" => "공개 여부",
        _ => "입력 항목",
    }
}

pub(super) fn receive(action: &str, handbook: &Handbook, typed: &Typed) -> Markup {
    let kinds: Vec<Choice> =
        Kind::ALL.iter().map(|k| Choice::new(k.as_str(), words::kind::label(*k))).collect();
    let named = periods("법령이 정한 기간");
    let periods: Vec<Choice> = named.iter().map(|(value, label)| Choice::new(value, label)).collect();
    let kind = Field::new("kind", "민원종류").required();
    let period = Field::new("period", "처리기간").hint("법정민원은 민원편람의 처리기간을 고르십시오.");
    panel(
        "receive",
        "선택한 민원 접수",
        post_form(
            &FormAttrs::new(action, "").id(FORM),
            html! {
                (carried(typed))
                (handbook.suggestions())
                (handbook.field(typed.field(Field::new(TASK, "민원사무"), TASK)))
                div.field-grid {
                    (select(&typed.field(kind, "kind"), &kinds))
                    (select(&typed.field(period, "period"), &periods))
                    (category(typed))
                    (select(&typed.field(Field::new("visibility", "공개 여부"), "visibility"), &visibilities("신청인이 고른 대로")))
                }
                (button_row(submit("접수", ButtonKind::Primary)))
            },
        ),
    )
}

/// 분류: one of those kept, or any other.
fn category(typed: &Typed) -> Markup {
    html! {
        div.field {
            label for="category" { "분류" }
            p.hint #category-hint { "목록에서 고르거나 직접 입력합니다. 예: 교통, 환경, 보건" }
            input #category name="category" type="text" list=(CATEGORIES) maxlength="60" autocomplete="off"
                value=(typed.value("category")) aria-describedby="category-hint";
        }
    }
}

/// The choices of openness; `unsaid` is what no choice means.
pub(super) fn visibilities(unsaid: &str) -> Vec<Choice<'_>> {
    let named = Visibility::ALL.iter().map(|v| Choice::new(v.as_str(), words::visibility::label(*v)));
    std::iter::once(Choice::new("", unsaid)).chain(named).collect()
}
