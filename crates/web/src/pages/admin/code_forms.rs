//! Categories and tasks drawn: the two lists, and the form of one of either.

use domain::complaint::Kind;
use jiff::civil::Date;
use maud::{Markup, html};
use store::{KeptCategory, KeptTask};

use super::codes::{BASIS_MAX, CATEGORY_MAX, PATH, TASK_MAX, TASKS, edition};
use super::turning;
use crate::components::{
    ButtonKind, Choice, Column, Field, FormAttrs, Row, Tab, Table, button_row, data_table, date_range,
    hidden, link_button, page_title, panel, post_form, select, submit, tabs, text,
};
use crate::pages::work::{Asked, Typed};

pub(super) fn label(field: &str) -> &'static str {
    match field {
        "name" => "이름",
        "kind" => "민원종류",
        "period" => "처리기간",
        "category" => "분류",
        "basis" => "근거",
        "from" => "시작일",
        "until" => "종료일",
        _ => "입력 항목",
    }
}

fn head(tasks: bool, typed: &Typed) -> Markup {
    html! {
        (page_title("민원분류·처리기간", html! {}))
        p.hint { "민원 접수와 민원종류·처리기한 변경 화면의 선택 항목입니다. 기간이 지난 항목은 새로 고를 수 없고, 이미 접수한 민원에는 영향이 없습니다." }
        (tabs("민원분류·처리기간", &[
            Tab { label: "민원분류", href: PATH, current: !tasks, count: None },
            Tab { label: "법정민원 처리기간", href: TASKS, current: tasks, count: None },
        ]))
        (typed.summary())
    }
}

/// `2026. 1. 1. ~`, and whether it is offered today.
fn span(from: Date, until: Option<Date>) -> String {
    let until = until.map(words::date::day).unwrap_or_default();
    format!("{} ~ {until}", words::date::day(from)).trim_end().to_owned()
}

fn standing(from: Date, until: Option<Date>, today: Date) -> &'static str {
    match (from > today, until.is_some_and(|until| until < today)) {
        (true, _) => "예정",
        (_, true) => "끝남",
        (false, false) => "사용 중",
    }
}

pub(super) fn categories(
    asked: &Asked,
    rows: &[KeptCategory],
    next: Option<String>,
    (today, typed): (Date, &Typed),
) -> Markup {
    let columns =
        [Column::new("분류").main(), Column::new("민원종류"), Column::new("사용 기간"), Column::new("상태")];
    let lines = rows.iter().map(|c| {
        Row::new(vec![
            html! { (c.name) },
            html! { (c.kind.map_or("모든 종류", words::kind::label)) },
            html! { (span(c.from, c.until)) },
            html! { (standing(c.from, c.until, today)) },
        ])
        .href(format!("{PATH}/categories/{}", c.id))
    });
    html! {
        (head(false, typed))
        (data_table(&Table::new("민원분류", &columns, lines.collect()).dense()
            .empty(html! { p.quiet { "등록한 분류가 없습니다. 접수할 때 분류를 직접 입력합니다." } })))
        (turning(asked, PATH, rows.len(), next))
        (panel("new", "민원분류 추가", post_form(&FormAttrs::new(&format!("{PATH}/categories"), ""), html! {
            (category_fields(None, today, typed))
            (button_row(submit("분류 추가", ButtonKind::Primary)))
        })))
    }
}

fn category_fields(kept: Option<&KeptCategory>, today: Date, typed: &Typed) -> Markup {
    let kinds = Kind::ALL.map(|kind| Choice::new(kind.as_str(), words::kind::label(kind)));
    let kinds: Vec<Choice> = std::iter::once(Choice::new("", "모든 종류")).chain(kinds).collect();
    let name = kept.map(|c| c.name.as_str()).unwrap_or_default();
    let kind = kept.and_then(|c| c.kind).map(Kind::as_str).unwrap_or_default();
    html! {
        div.field-grid {
            (text(&typed.field(Field::new("name", "이름").required().value(name).max_chars(CATEGORY_MAX), "name")))
            (select(&typed.field(Field::new("kind", "민원종류").value(kind), "kind"), &kinds))
        }
        (days(kept.map(|c| (c.from, c.until)), today, typed))
    }
}

fn days(kept: Option<(Date, Option<Date>)>, today: Date, typed: &Typed) -> Markup {
    let from = kept.map_or(today, |(from, _)| from).to_string();
    let until = kept.and_then(|(_, until)| until).map(|day| day.to_string()).unwrap_or_default();
    let (from, until) =
        (Field::new("from", "시작일").required().value(&from), Field::new("until", "종료일").value(&until));
    date_range("사용 기간 (종료일이 없으면 계속)", &typed.field(from, "from"), &typed.field(until, "until"))
}

pub(super) fn category(kept: &KeptCategory, typed: &Typed) -> Markup {
    html! {
        (page_title(&format!("민원분류 {}", kept.name), html! {}))
        (typed.summary())
        (post_form(&FormAttrs::new(&format!("{PATH}/categories/{}", kept.id), ""), html! {
            (hidden("was", &edition(kept)))
            (category_fields(Some(kept), kept.from, typed))
            (button_row(html! {
                (submit("저장", ButtonKind::Primary))
                (link_button("목록", PATH, ButtonKind::Tertiary))
            }))
        }))
    }
}

pub(super) fn tasks(
    asked: &Asked,
    rows: &[KeptTask],
    next: Option<String>,
    (today, typed): (Date, &Typed),
) -> Markup {
    let columns = [
        Column::new("민원사무").main(),
        Column::new("처리기간"),
        Column::new("분류"),
        Column::new("근거"),
        Column::new("사용 기간"),
        Column::new("상태"),
    ];
    let lines = rows.iter().map(|t| {
        Row::new(vec![
            html! { (t.name) },
            html! { (words::period::label(t.period)) },
            html! { (t.category.as_deref().unwrap_or("–")) },
            html! { (t.basis) },
            html! { (span(t.from, t.until)) },
            html! { (standing(t.from, t.until, today)) },
        ])
        .href(format!("{PATH}/tasks/{}", t.id))
    });
    html! {
        (head(true, typed))
        p.hint { "민원처리기준표에 정한 법정민원의 처리기간입니다(민원처리법 제36조). 접수할 때 민원사무를 고르면 처리기간이 정해집니다." }
        (data_table(&Table::new("법정민원 처리기간", &columns, lines.collect()).dense()
            .empty(html! { p.quiet { "등록한 민원사무가 없습니다. 접수할 때 처리기간을 직접 고릅니다." } })))
        (turning(asked, PATH, rows.len(), next))
        (panel("new", "민원사무 추가", post_form(&FormAttrs::new(&format!("{PATH}/tasks"), ""), html! {
            (task_fields(None, today, typed))
            (button_row(submit("민원사무 추가", ButtonKind::Primary)))
        })))
    }
}

fn task_fields(kept: Option<&KeptTask>, today: Date, typed: &Typed) -> Markup {
    let period = kept.map(|t| t.period.to_string()).unwrap_or_default();
    let of = |read: fn(&KeptTask) -> &str| kept.map(read).unwrap_or_default();
    let (name, basis) = (of(|t| &t.name), of(|t| &t.basis));
    let category = of(|t| t.category.as_deref().unwrap_or_default());
    let hint = "immediate(즉시), 5h(5근무시간), 3d(3일), 7d(7일), 2w(2주), 1m(1개월)처럼 적습니다. 5일까지는 근무시간으로 셉니다.";
    html! {
        div.field-grid {
            (text(&typed.field(Field::new("name", "민원사무명").required().value(name).max_chars(TASK_MAX), "name")))
            (text(&typed.field(Field::new("period", "처리기간").required().value(&period).hint(hint), "period")))
            (text(&typed.field(Field::new("basis", "근거").required().value(basis).max_chars(BASIS_MAX).hint("예: 약사법 제20조"), "basis")))
            (text(&typed.field(Field::new("category", "분류").value(category).max_chars(CATEGORY_MAX).hint("비워 두면 민원사무명이 분류가 됩니다."), "category")))
        }
        (days(kept.map(|t| (t.from, t.until)), today, typed))
    }
}

pub(super) fn task(kept: &KeptTask, typed: &Typed) -> Markup {
    html! {
        (page_title(&format!("민원사무 {}", kept.name), html! {}))
        (typed.summary())
        (post_form(&FormAttrs::new(&format!("{PATH}/tasks/{}", kept.id), ""), html! {
            (hidden("was", &edition(kept)))
            (task_fields(Some(kept), kept.from, typed))
            (button_row(html! {
                (submit("저장", ButtonKind::Primary))
                (link_button("목록", TASKS, ButtonKind::Tertiary))
            }))
        }))
    }
}
