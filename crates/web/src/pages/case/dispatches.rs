//! 연계현황: what neighbour systems were told of this file, when, and what they answered.

use maud::{Markup, html};

use super::view::View;
use crate::components::{Column, Row, Table, data_table};
use crate::pages::connectors::state_badge;

pub(super) fn log(view: &View) -> Markup {
    let columns = [
        Column::new("작성일시"),
        Column::new("연계기관"),
        Column::new("내용").main(),
        Column::new("상태"),
        Column::new("상대 기관의 답"),
    ];
    let rows = view.dispatches.iter().map(|dispatch| {
        Row::new(vec![
            html! { (words::date::moment(dispatch.created_at)) },
            html! { (words::neighbour::neighbour(dispatch.to)) },
            html! { (words::neighbour::message(dispatch.message)) },
            state_badge(dispatch),
            html! { @if dispatch.answer.is_empty() { "–" } @else { (dispatch.answer) } },
        ])
    });
    data_table(&Table::new("연계현황", &columns, rows.collect()))
}
