//! 지연민원 as an Excel file.

use axum::response::Response;
use casework::delays;
use casework::export::ROWS_MAX;
use casework::sessions::Who;
use store::read::{DelayFilter, PAGE_MAX, Page, Sort};
use words::Names;

use super::TITLE;
use super::row::{extended, late_by, office};
use crate::error::Fail;
use crate::excel::{Answer, Cell, Sheet};
use crate::pages::watch::Span;
use crate::pages::work::{Asked, excel};
use crate::state::AppState;

const COLUMNS: [&str; 14] = [
    "접수번호",
    "제목",
    "민원종류",
    "부서",
    "처리자",
    "현재 단계",
    "단계 시작",
    "처리기한",
    "답변일시",
    "지연(근무시간)",
    "연장",
    "독촉 횟수",
    "마지막 독촉",
    "재지정",
];

/// The list of the page, with what was asked for.
pub(super) async fn file(
    state: &AppState,
    who: &Who,
    asked: &Asked,
    filter: &DelayFilter,
) -> Result<Response, Fail> {
    let desk = state.office.desk();
    let mut conditions = Vec::new();
    if let Ok(span) = Span::asked(asked, desk.today()) {
        conditions.push(("조회 기간", span.words()));
    }
    conditions.extend(excel::conditions(asked, &desk.chart));
    write_file(state, who, filter, asked.sort()?, conditions).await
}

pub(crate) async fn write_file(
    state: &AppState,
    who: &Who,
    filter: &DelayFilter,
    sort: Sort,
    mut conditions: Vec<(&'static str, String)>,
) -> Result<Response, Fail> {
    let desk = state.office.desk();
    let mut rows: Vec<Vec<Cell>> = Vec::new();
    let mut page = Page { sort, limit: PAGE_MAX, after: None };
    loop {
        let (slice, reminded) = delays::late(&state.office, &who.actor(), filter, &page).await?;
        rows.extend(slice.rows.iter().map(|late| {
            let (c, file) = (&late.listed, &late.complaint);
            let handler = c.handler.map(|id| Names::officer(desk.chart.as_ref(), id));
            vec![
                Cell::text(&c.number),
                Cell::text(&c.title),
                Cell::text(c.kind.map_or("", words::kind::label)),
                Cell::text(office(c, &desk)),
                handler.map_or(Cell::Empty, Cell::Text),
                Cell::text(words::stage::label(c.stage)),
                Cell::Moment(file.stage_since),
                Cell::moment(c.due_at),
                Cell::moment(c.ended_at),
                hours(late_by(c, &desk)),
                Cell::text(extended(file)),
                Cell::count(file.reminders),
                Cell::moment(reminded.get(&file.id).copied()),
                Cell::count(c.hops),
            ]
        }));
        page.after = slice.next;
        if page.after.is_none() || rows.len() >= ROWS_MAX {
            break;
        }
    }
    let before = delays::before(&state.office, &who.actor(), filter).await?;
    if before.count > 0 {
        conditions.push((
            "주의",
            format!("조회 기간 전에 접수되어 지연 중인 민원 {}건은 들어 있지 않습니다.", before.count),
        ));
    }
    if page.after.is_some() {
        conditions.push(("주의", excel::cut(ROWS_MAX)));
    }
    rows.truncate(ROWS_MAX);
    Ok(Sheet { title: TITLE, conditions, columns: COLUMNS.to_vec(), rows, made_at: desk.now }.response()?)
}

/// Working hours with a fraction: they can be added up.
fn hours(minutes: u64) -> Cell {
    let minutes = u32::try_from(minutes).unwrap_or(u32::MAX);
    Cell::Number((f64::from(minutes) / 60.0 * 100.0).round() / 100.0)
}
