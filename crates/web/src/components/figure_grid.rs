//! A grid of figures with a heading of two levels: groups, and the figures of each. For statistics.

use maud::{Markup, html};

/// One row: its number, its name, which may lead on, and its figures in order.
#[derive(Clone, Debug)]
pub struct FigureRow<'a> {
    pub number: usize,
    pub name: &'a str,
    pub href: Option<String>,
    /// The row whose own grid is shown below.
    pub current: bool,
    pub figures: Vec<String>,
}

/// The grid. The first row is usually that of the whole.
#[derive(Debug)]
pub struct FigureGrid<'a> {
    pub caption: &'a str,
    /// What the rows are: 기관명, 부서명.
    pub first: &'a str,
    pub groups: &'a [(&'a str, &'a [&'a str])],
    pub rows: &'a [FigureRow<'a>],
}

/// Stays a grid when narrow and scrolls in its own frame.
#[must_use]
pub fn figure_grid(grid: &FigureGrid) -> Markup {
    html! {
        div.table-scroll tabindex="0" role="group" aria-label=(grid.caption) {
            table.table.dense.figures data-rows {
                caption.unseen { (grid.caption) }
                colgroup span="2" {}
                @for (_, columns) in grid.groups { colgroup span=(columns.len()) {} }
                thead {
                    tr {
                        th.row-number scope="col" rowspan="2" { "번호" }
                        th scope="col" rowspan="2" { (grid.first) }
                        @for (group, columns) in grid.groups {
                            th.figure-group scope="colgroup" colspan=(columns.len()) { (group) }
                        }
                    }
                    tr {
                        @for (_, columns) in grid.groups {
                            @for column in *columns { th.numeric scope="col" { (column) } }
                        }
                    }
                }
                tbody { @for row in grid.rows { (line(row)) } }
            }
        }
    }
}

fn line(row: &FigureRow) -> Markup {
    html! {
        tr data-row aria-current=[row.current.then_some("true")] {
            td.row-number { (row.number) }
            th.main-cell scope="row" {
                @match &row.href {
                    Some(href) => a.row-link href=(href) { (row.name) },
                    None => (row.name),
                }
            }
            @for figure in &row.figures { td.numeric { (figure) } }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_group_spans_its_figures_and_the_first_column_both_levels() {
        let row = |number, name, href: Option<&str>| FigureRow {
            number,
            name,
            href: href.map(str::to_owned),
            current: href.is_some(),
            figures: vec!["79.17".to_owned(), "6".to_owned(), "16".to_owned()],
        };
        let grid = FigureGrid {
            caption: "실국별 만족도",
            first: "실국명",
            groups: &[("민원 만족도", &["평균(점)", "응답건수(건)"]), ("국민신문고", &["이송건수(건)"])],
            rows: &[row(1, "전체", None), row(2, "교통환경국", Some("?bureau=1"))],
        };
        let markup = figure_grid(&grid).into_string();
        for part in [
            r#"<th class="row-number" scope="col" rowspan="2">번호</th><th scope="col" rowspan="2">실국명</th>"#,
            r#"<th class="figure-group" scope="colgroup" colspan="2">민원 만족도</th>"#,
            r#"<a class="row-link" href="?bureau=1">교통환경국</a>"#,
            r#"<td class="row-number">1</td><th class="main-cell" scope="row">전체</th>"#,
        ] {
            assert!(markup.contains(part), "{part} in {markup}");
        }
        assert_eq!(markup.matches("aria-current").count(), 1);
    }
}
