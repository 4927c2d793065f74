//! One's own files: how far each is, until when it may be taken, and what may be done.

use domain::export::ExportState;
use maud::{Markup, html};
use store::Export;
use words::figure::grouped;

use super::PATH;
use crate::components::{
    ButtonKind, Column, Row, Table, Tone, button_row, data_table, empty_state, link_button, post_button,
    record_badge,
};
use crate::pages::work::moment_cell;

/// The table, which renews itself while something is under way.
pub(super) fn own(exports: &[Export]) -> Markup {
    let columns = [
        Column::new("목록").main(),
        Column::new("상태"),
        Column::new("건수").numeric(),
        Column::new("요청일시"),
        Column::new("내려받기 기한"),
        Column::new("내려받기·취소"),
    ];
    if exports.is_empty() {
        return empty_state(
            "만든 파일이 없습니다.",
            "목록의 '엑셀 내려받기'에서 한 번에 내려받기에 긴 목록은 파일로 만들 수 있습니다.",
            Some(link_button("총괄 민원 조회", "/complaints", ButtonKind::Secondary)),
        );
    }
    let under_way = exports.iter().any(|export| export.state.is_under_way());
    let rows = exports.iter().map(row).collect();
    html! {
        div.exports data-renews=[under_way.then_some("")] {
            // What the script does by itself.
            @if under_way { (button_row(link_button("새로 고침", PATH, ButtonKind::Secondary))) }
            (data_table(&Table::new("내려받기 파일", &columns, rows)))
        }
    }
}

fn row(export: &Export) -> Row {
    Row::new(vec![
        list(export),
        html! { (record_badge(words::export::state(export.state), tone(export.state))) (further(export)) },
        html! { (grouped(export.rows_done)) },
        moment_cell(export.asked_at),
        until(export),
        to_do(export),
    ])
}

fn list(export: &Export) -> Markup {
    let asked = &export.asked;
    let conditions: Vec<String> =
        asked.conditions.iter().map(|(label, value)| format!("{label} {value}")).collect();
    let address = match casework::evidence::number_of(export) {
        Some(number) => format!("/complaints/{number}"),
        None => format!("{}?{}", asked.list, asked.query),
    };
    html! {
        a href=(address) { (asked.title) }
        @if !conditions.is_empty() { div.hint { (conditions.join(", ")) } }
    }
}

/// What else is to be said of how far it is.
fn further(export: &Export) -> Markup {
    match export.state {
        ExportState::Running => match export.rows_expected {
            Some(expected) => html! {
                div.export-progress {
                    progress max=(expected.max(1)) value=(export.rows_done.min(expected))
                        aria-label={ (export.asked.title) " 진행" } {}
                    span { (grouped(expected)) "건 중 " (grouped(export.rows_done)) "건" }
                }
            },
            None => html! { div.hint { (grouped(export.rows_done)) "건째" } },
        },
        ExportState::Failed => html! {
            @if let Some(why) = export.failure { div.hint { (words::export::failure(why)) } }
        },
        ExportState::Done if export.cut => html! { div.hint { (words::export::cut(export.rows_done)) } },
        ExportState::Waiting | ExportState::Done | ExportState::Cancelled | ExportState::Expired => html! {},
    }
}

fn until(export: &Export) -> Markup {
    match (export.state, export.expires_at) {
        (ExportState::Done | ExportState::Expired, Some(at)) => moment_cell(at),
        _ => html! { "–" },
    }
}

fn to_do(export: &Export) -> Markup {
    let at = format!("{PATH}/{}", export.id);
    match export.state {
        ExportState::Waiting | ExportState::Running => {
            post_button(&format!("{at}/cancel"), "", "취소", ButtonKind::Secondary)
        }
        ExportState::Done => {
            let size = export.size.map(words::attachment::size).unwrap_or_default();
            link_button(&format!("내려받기 ({size})"), &at, ButtonKind::Primary)
        }
        ExportState::Failed | ExportState::Cancelled | ExportState::Expired => html! { "–" },
    }
}

fn tone(state: ExportState) -> Tone {
    match state {
        ExportState::Waiting => Tone::Neutral,
        ExportState::Running => Tone::Information,
        ExportState::Done => Tone::Success,
        ExportState::Failed => Tone::Danger,
        ExportState::Cancelled | ExportState::Expired => Tone::Neutral,
    }
}
