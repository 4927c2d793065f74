//! Who calls: what came from this number before; and what the city has answered to others about it.

use casework::reader;
use casework::sessions::Who;
use domain::desk::Desk;
use maud::{Markup, html};
use store::LookUp;
use store::read::{Filter, Listed, Page, Published, Sort};

use super::HERE;
use crate::components::{
    ButtonKind, Column, Field, InputKind, Row, Table, data_table, hidden, input, panel, submit, text,
};
use crate::error::Fail;
use crate::pages::work::{Asked, case_href, moment_cell};
use crate::state::AppState;

/// People of one number that are looked through: each is a query of its own.
const SAME_NUMBER: usize = 20;
/// Answers shown while somebody waits on the telephone.
const ANSWERS: u32 = 5;

/// Complaints from this number, newest first, as far as this officer may see them; nothing without a number.
pub(super) async fn known(state: &AppState, who: &Who, asked: &Asked) -> Result<Option<Vec<Listed>>, Fail> {
    let Some(phone) = asked.get("phone") else { return Ok(None) };
    let people = state.office.store().read().await?.find_petitioners(LookUp::Phone(phone)).await?;
    let mut rows = Vec::new();
    for person in people.into_iter().take(SAME_NUMBER) {
        let filter = Filter { petitioner: Some(person), ..Filter::default() };
        let page = Page { sort: Sort::Newest, limit: 1, after: None };
        rows.extend(reader::list(&state.office, &who.actor(), &filter, &page).await?.rows);
    }
    rows.sort_by_key(|row| std::cmp::Reverse(row.filed_at));
    Ok(Some(rows))
}

/// Public answers with these words.
pub(super) async fn answered(state: &AppState, asked: &Asked) -> Result<Option<Vec<Published>>, Fail> {
    let Some(words) = asked.get("q") else { return Ok(None) };
    Ok(Some(state.office.store().read().await?.published(Some(words), ANSWERS, None).await?.rows))
}

pub(super) fn panel_of(asked: &Asked, known: Option<&[Listed]>, desk: &Desk) -> Markup {
    let phone = Field::new("phone", "발신 전화번호").id("caller-phone").value(asked.text("phone"));
    panel(
        "caller",
        "전화한 사람",
        html! {
            form.form method="get" action=(HERE) {
                @if let Some(words) = asked.get("q") { (hidden("q", words)) }
                div.filter-fields { (input(&phone, InputKind::Tel)) (submit("이전 민원 찾기", ButtonKind::Secondary)) }
            }
            @if let Some(rows) = known { (before(rows, desk)) }
        },
    )
}

fn before(rows: &[Listed], desk: &Desk) -> Markup {
    let columns = [
        Column::new("접수번호"),
        Column::new("제목").main(),
        Column::new("상태"),
        Column::new("처리부서"),
        Column::new("신청한 때"),
    ];
    let rows = rows.iter().map(|row| {
        let office = row.department.map(|id| words::Names::department(desk.chart.as_ref(), id));
        Row::new(vec![
            html! { (row.number) },
            html! { (row.title) },
            html! { (words::stage::label(row.stage)) },
            html! { (office.unwrap_or_else(|| "–".to_owned())) },
            moment_cell(row.filed_at),
        ])
        .href(case_href(row, "receive"))
    });
    let empty = html! { p.quiet { "이 번호로 들어온 민원이 없거나, 볼 수 있는 민원이 없습니다." } };
    data_table(&Table::new("이 번호로 들어온 민원", &columns, rows.collect()).dense().empty(empty))
}

pub(super) fn answers(asked: &Asked, found: Option<&[Published]>) -> Markup {
    let words = Field::new("q", "찾을 낱말").id("answers-q").value(asked.text("q"));
    panel(
        "answers",
        "공개된 답변",
        html! {
            form.form method="get" action=(HERE) {
                @if let Some(phone) = asked.get("phone") { (hidden("phone", phone)) }
                div.filter-fields { (text(&words)) (submit("답변 찾기", ButtonKind::Secondary)) }
            }
            @if let Some(found) = found {
                @if found.is_empty() { p.quiet { "이 낱말이 있는 공개 답변이 없습니다." } }
                @else { ul.plain-list { @for answer in found { li { a href={ "/answers/" (answer.id) } { (words::redact::redact(&answer.title)) } } } } }
            }
        },
    )
}
