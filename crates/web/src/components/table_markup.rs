//! The data table's markup: caption, header cells with scope, sortable headers, selection, row links.

use maud::{Markup, html};

use super::table::{Column, Row, Selection, SortDirection, Table};

/// The table; when there are no rows, what was given for that case.
///
/// When narrow each row becomes a card (unless [`Table::grid`]): cells then show their column's name, and
/// the roles are written out because a table laid out as blocks loses them in some browsers.
#[must_use]
pub fn data_table(table: &Table) -> Markup {
    if table.rows.is_empty() {
        return html! { div.table-empty { (table.empty) } };
    }
    let class = match (table.dense, table.grid) {
        (false, false) => "table stack",
        (true, false) => "table stack dense",
        (false, true) => "table",
        (true, true) => "table dense",
    };
    html! {
        // Scrolls by itself, so the page never does; reachable by keyboard for the same reason.
        div.table-scroll tabindex="0" role="group" aria-label=(table.caption) {
            table class=(class) role="table" data-rows {
                caption class=[(!table.show_caption).then_some("unseen")] { (table.caption) }
                thead role="rowgroup" { tr role="row" {
                    @if let Some(selection) = &table.selection { (select_all(selection)) }
                    @for column in table.columns { (header(column)) }
                } }
                tbody role="rowgroup" { @for row in &table.rows { (body_row(table, row)) } }
            }
        }
    }
}

fn select_all(selection: &Selection) -> Markup {
    html! {
        th.select-cell scope="col" role="columnheader" {
            // Without script there is nothing it could do: the script shows it.
            input type="checkbox" data-select-all=(selection.name) aria-label="모두 선택" hidden;
            span.unseen { "선택" }
        }
    }
}

fn header(column: &Column) -> Markup {
    let sorted = column.sort.and_then(|(_, now)| now).map(|direction| match direction {
        SortDirection::Ascending => "ascending",
        SortDirection::Descending => "descending",
    });
    html! {
        th scope="col" role="columnheader" class=[column.numeric.then_some("numeric")] aria-sort=[sorted] {
            @match column.sort {
                Some((href, _)) => a.sort href=(href) { (column.label) span.sort-mark aria-hidden="true" {} },
                None => (column.label),
            }
        }
    }
}

fn body_row(table: &Table, row: &Row) -> Markup {
    html! {
        tr role="row" data-row aria-current=[row.current.then_some("true")] {
            @if let Some(selection) = &table.selection { (select_one(selection, row)) }
            @for (column, cell) in table.columns.iter().zip(&row.cells) {
                @let class = column.numeric.then_some("numeric");
                @if column.main {
                    th.main-cell scope="row" role="rowheader" data-label=(column.label) {
                        @match &row.href {
                            Some(href) => a.row-link href=(href) { (cell) },
                            None => (cell),
                        }
                    }
                } @else {
                    td role="cell" class=[class] data-label=(column.label) { (cell) }
                }
            }
        }
    }
}

fn select_one(selection: &Selection, row: &Row) -> Markup {
    html! {
        td.select-cell role="cell" {
            @if let Some((value, label)) = &row.key {
                input type="checkbox" name=(selection.name) value=(value) form=(selection.form_id)
                    aria-label={ (label) " 선택" };
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn list() -> String {
        let columns = [
            Column::new("접수번호"),
            Column::new("제목").main(),
            Column::new("처리기한").sort("?sort=-due", Some(SortDirection::Ascending)),
        ];
        let cells = vec![html! { "20260310000001" }, html! { "가로등 고장" }, html! { "D-3" }];
        let rows =
            vec![Row::new(cells).href("/complaints/20260310000001").key("20260310000001", "가로등 고장")];
        let selection = Selection { name: "number", form_id: "bulk" };
        data_table(&Table::new("분배할 민원", &columns, rows).dense().select(selection)).into_string()
    }

    #[test]
    fn a_row_is_named_by_its_main_cell_which_carries_the_link() {
        let markup = list();
        assert!(markup.contains(r#"<caption class="unseen">분배할 민원</caption>"#));
        assert!(markup.contains(r#"<a class="row-link" href="/complaints/20260310000001">가로등 고장</a>"#));
        assert!(markup.contains(r#"scope="row""#) && markup.contains(r#"aria-sort="ascending""#));
    }

    #[test]
    fn a_chosen_row_is_sent_with_the_form_it_names() {
        let markup = list();
        assert!(
            markup.contains(
                r#"name="number" value="20260310000001" form="bulk" aria-label="가로등 고장 선택""#
            )
        );
        assert!(markup.contains(r#"data-select-all="number""#));
    }

    #[test]
    fn an_empty_table_says_so_instead() {
        let markup = data_table(&Table::new("목록", &[], vec![]).empty(html! { "없음" })).into_string();
        assert_eq!(markup, r#"<div class="table-empty">없음</div>"#);
    }
}
