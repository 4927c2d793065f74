//! The forms below the list: whom to give the selection to, or why it is taken back.

use casework::suggestions::Load;
use domain::complaint::Act;
use domain::id::{DepartmentId, OfficerId};
use domain::org::{OrgChart, StandIn};
use domain::text::MEMO_MAX;
use maud::{Markup, html};
use words::error::PageError;
use words::names::Names;

use super::ACTS;
use crate::components::{
    ButtonKind, Choice, Field, FormAttrs, button_row, hidden, panel, post_form, select, submit, submit_value,
    textarea,
};
use crate::error::Fail;
use crate::pages::work::{Posted, Typed, carried};

/// The form the rows' check boxes belong to.
pub(super) const FORM: &str = "bulk";

/// What is asked for the selection.
pub(super) fn act(form: &Posted) -> Result<Act, Fail> {
    let act = form.get("act").and_then(Act::parse).filter(|act| ACTS.contains(act));
    act.ok_or(Fail::Page(PageError::Unreadable))
}

/// The fields of this act: the form has those of its neighbours too.
pub(super) fn only_of(act: Act, form: &Posted) -> Posted {
    let own: &[&str] = if act == Act::Recall { &["reason"] } else { &["handler", "memo"] };
    let kept = |name: &str| own.contains(&name) || ["chosen", "once"].contains(&name);
    Posted(form.0.iter().filter(|(name, _)| kept(name)).cloned().collect())
}

pub(super) fn label(field: &str) -> &'static str {
    match field {
        "handler" => "처리자",
        "memo" => "요청내용",
        "reason" => "회수 사유",
        _ => "입력 항목",
    }
}

/// 처리자 지정 of complaints that nobody has yet.
pub(super) fn give(action: &str, people: &[(String, String)], typed: &Typed) -> Markup {
    panel(
        "give",
        "선택한 민원 처리자 지정",
        post_form(
            &FormAttrs::new(action, "").id(FORM),
            html! {
                (carried(typed))
                (hidden("act", Act::Assign.as_str()))
                (handler(people, typed))
                (memo(typed))
                (button_row(submit("처리자 지정", ButtonKind::Primary)))
            },
        ),
    )
}

/// 처리자재분배 and 민원 회수 of complaints that somebody has.
pub(super) fn give_again(action: &str, people: &[(String, String)], typed: &Typed) -> Markup {
    let reason = Field::new("reason", "회수 사유").max_chars(MEMO_MAX);
    let reason =
        reason.hint("회수할 때만 적습니다. 회수된 민원은 '부서 분배' 상태로 변경되며, 재분배가 필요합니다.");
    panel(
        "give",
        "선택한 민원 재분배·회수",
        post_form(
            &FormAttrs::new(action, "").id(FORM),
            html! {
                (carried(typed))
                p.hint { "'처리자 접수' 상태인 민원은 재지정이 불가하므로 민원회수 후 재분배하십시오." }
                (handler(people, typed))
                (memo(typed))
                (button_row(submit_value(words::act::label(Act::Reassign), ButtonKind::Primary, "act", Act::Reassign.as_str())))
                (textarea(&typed.field(reason, "reason"), 2))
                (button_row(submit_value(words::act::label(Act::Recall), ButtonKind::Secondary, "act", Act::Recall.as_str())))
            },
        ),
    )
}

fn handler(people: &[(String, String)], typed: &Typed) -> Markup {
    let choices: Vec<Choice> = people.iter().map(|(id, name)| Choice::new(id, name)).collect();
    select(&typed.field(Field::new("handler", "처리자"), "handler"), &choices)
}

fn memo(typed: &Typed) -> Markup {
    let memo = Field::new("memo", "요청내용").max_chars(MEMO_MAX).hint("처리자에게 함께 전달됩니다.");
    textarea(&typed.field(memo, "memo"), 2)
}

/// The department's people: id, and name with duties and what lies on the desk.
pub(super) fn people(
    chart: &OrgChart,
    department: DepartmentId,
    (load, away): (&Load, &[StandIn]),
) -> Vec<(String, String)> {
    let named = chart.officers_of(department).into_iter().map(|officer| {
        let open = load.get(&officer.id).copied().unwrap_or_default();
        let name = Names::officer(chart, officer.id);
        let duty = if officer.duty.is_empty() { String::new() } else { format!(" · {}", officer.duty) };
        let away = absence(chart, away, officer.id);
        (officer.id.to_string(), format!("{name}{duty} · 처리 중 {open}건{away}"))
    });
    named.collect()
}

/// Who is away is said where one would be chosen, and who stands in until when.
pub(in crate::pages) fn absence(chart: &OrgChart, away: &[StandIn], officer: OfficerId) -> String {
    match away.iter().find(|entry| entry.absent == officer) {
        Some(entry) => {
            let minder = Names::officer(chart, entry.stand_in);
            format!(" · 부재(~{}), 대직 {minder}", words::date::day_short(entry.until))
        }
        None => String::new(),
    }
}
