//! 같은 신청인의 민원: what the same person filed besides, as far as the reader may see it.

use casework::reader::{self, Case};
use domain::actor::Actor;
use maud::{Markup, html};
use store::read::{Filter, Listed, Page, Sort};

use super::view::View;
use crate::components::{Column, Row, Table, data_table};
use crate::error::Fail;
use crate::state::AppState;

/// How many of the person's other filings are looked at: each is a query of its own.
const FILINGS: usize = 12;

pub(super) async fn find(state: &AppState, actor: &Actor, case: &Case) -> Result<Vec<Listed>, Fail> {
    let others = state.office.store().read().await?.same_petitioner(case.complaint.petitioner).await?;
    let mut found = Vec::new();
    for petitioner in others.into_iter().take(FILINGS) {
        let filter = Filter { petitioner: Some(petitioner), ..Filter::default() };
        let page = Page { sort: Sort::Newest, limit: 1, after: None };
        found.extend(reader::list(&state.office, actor, &filter, &page).await?.rows);
    }
    Ok(found)
}

pub(super) fn list(view: &View) -> Markup {
    let columns =
        [Column::new("접수번호"), Column::new("제목").main(), Column::new("상태"), Column::new("신청한 때")];
    let rows = view.related.iter().map(|row| {
        Row::new(vec![
            html! { (row.number) },
            html! { (row.title) },
            html! { (words::stage::label(row.stage)) },
            html! { (words::date::moment(row.filed_at)) },
        ])
        .href(format!("/complaints/{}?from={}", row.number, view.asked.from.as_str()))
    });
    data_table(&Table::new("같은 신청인의 민원", &columns, rows.collect()).dense())
}
