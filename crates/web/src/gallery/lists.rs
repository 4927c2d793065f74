//! Lists: tabs, conditions, tables, paging, tiles.

use maud::{Markup, html};

use crate::components::{
    ButtonKind, Column, Deadline, Field, FigureGrid, FigureRow, FilterPanel, FormAttrs, Pager, Row,
    Selection, SortDirection, Tab, Table, Tile, Tone, Urgency, button_row, data_table, date_range,
    deadline_cell, empty_state, figure_grid, filter_panel, link_button, pager, panel, post_form, stage_badge,
    stat_tiles, submit, tabs, text,
};

/// number, title, stage and its tone, what is left, how pressing.
type Example = (&'static str, &'static str, &'static str, Tone, &'static str, Urgency);

const EXAMPLES: [Example; 5] = [
    ("20260310000001", "가로등이 나흘째 꺼져 있습니다", "부서 분배", Tone::Neutral, "D-3", Urgency::Soon),
    (
        "20260309000207",
        "학교 앞 횡단보도에 불법주정차가 심해서 아이들이 위험합니다. 단속해 주세요",
        "처리자 접수",
        Tone::Information,
        "오늘",
        Urgency::Today,
    ),
    ("20260302000014", "보안등 교체 요청", "재지정 요청", Tone::Warning, "2일 1시간 지남", Urgency::Overdue),
    (
        "20260227000090",
        "약국 영업시간 안내 문의",
        "처리자 접수",
        Tone::Information,
        "보완 중 정지",
        Urgency::Stopped,
    ),
    ("20260310000044", "공원 화장실 세면대 고장", "처리자 지정", Tone::Neutral, "D-7", Urgency::Calm),
];

pub(super) fn lists() -> Markup {
    html! {
        (panel("tiles", "진행상태별 처리현황", tiles()))
        (panel("list", "목록", html! { (list_tabs()) (conditions()) (list()) }))
        (panel("statistics", "통계표", statistics()))
        (panel("empty", "빈 목록", empty_state(
            "분배할 민원이 없습니다.",
            "새 민원이 오면 여기에 나타납니다.",
            Some(link_button("총괄 민원 조회", "/search", ButtonKind::Secondary)),
        )))
    }
}

fn tiles() -> Markup {
    stat_tiles(
        "내 민원",
        &[
            Tile::new("처리자 분배", "12", Some("/assign")).note("오늘 마감 3", Tone::Warning),
            Tile::new("처리 중", "1,204", Some("/handle")).note("지연 2", Tone::Danger),
            Tile::new("결재상신", "4", Some("/approve")),
            Tile::new("협조 요청", "0", None),
            Tile::new("처리 완료", "87", Some("/search")).note("이번 달", Tone::Success),
        ],
    )
}

fn list_tabs() -> Markup {
    tabs(
        "처리자 분배",
        &[
            Tab { label: "목록", href: "/assign", current: true, count: Some("12") },
            Tab {
                label: "상세",
                href: "/complaints/20260310000001?from=assign",
                current: false,
                count: None,
            },
        ],
    )
}

fn conditions() -> Markup {
    filter_panel(FilterPanel {
        action: "/search",
        fields: html! {
            (date_range("기간", &Field::new("list-from", "부터").value("2026-02-09"), &Field::new("list-to", "까지").value("2026-03-10")))
            (text(&Field::new("number", "접수번호")))
        },
        more: Some(text(&Field::new("handler", "처리자"))),
        open: false,
    })
}

fn list() -> Markup {
    let columns = [
        Column::new("접수번호").sort("?sort=number", None),
        Column::new("제목").main(),
        Column::new("처리상태"),
        Column::new("처리기한").sort("?sort=-due", Some(SortDirection::Ascending)),
        Column::new("재지정").numeric(),
    ];
    let rows = EXAMPLES
        .iter()
        .map(|(number, title, stage, tone, remaining, urgency)| {
            let due = Deadline { due: "2026. 3. 13. 18:00", remaining, urgency: *urgency, explanation: &[] };
            let cells = vec![
                html! { (number) },
                html! { (title) },
                stage_badge(stage, *tone),
                deadline_cell(&due, None),
                html! { "0" },
            ];
            Row::new(cells).href(format!("/complaints/{number}")).key(*number, format!("{number} {title}"))
        })
        .collect();
    let selection = Selection { name: "chosen", form_id: "bulk" };
    html! {
        (data_table(&Table::new("분배할 민원", &columns, rows).dense().select(selection)))
        (pager(&Pager { next: Some("/assign?cursor=x"), summary: "12건 중 5건", ..Pager::default() }))
        (post_form(&FormAttrs::new("/_components", "example-token").id("bulk"), button_row(html! {
            (submit("고른 민원 분배", ButtonKind::Primary))
        })))
    }
}

fn statistics() -> Markup {
    let row = |number, name, figures: [&str; 6]| FigureRow {
        number,
        name,
        href: (name != "전체").then(|| "#statistics".to_owned()),
        current: name == "보건소",
        figures: figures.map(str::to_owned).to_vec(),
    };
    figure_grid(&FigureGrid {
        caption: "실국별 만족도",
        first: "실국명",
        groups: &crate::satisfaction::GROUPS,
        rows: &[
            row(1, "전체", ["68.18", "11", "100%", "4", "4", "28"]),
            row(2, "교통환경국", ["79.17", "6", "100%", "2", "2", "16"]),
            row(3, "보건소", ["50", "2", "100%", "1", "1", "3"]),
        ],
    })
}
