//! 대사표: sheets by day, and one of them with its differences and what to do; Excel beside it.

use axum::extract::{Path, State};
use axum::response::Response;
use axum_extra::extract::cookie::CookieJar;
use casework::reconcile;
use domain::dispatch::{Difference, Neighbour, Sheet};
use jiff::civil::Date;
use maud::{Markup, html};
use store::KeptReconciliation;

use super::{PATH, TITLE, may_read};
use crate::components::{
    Column, Pager, Row, Table, Tone, data_table, page_title, pager, panel, record_badge,
};
use crate::error::Fail;
use crate::excel::{self, Answer, Cell};
use crate::pages::Frame;
use crate::pages::work::only;
use crate::request::Desk;
use crate::state::AppState;

/// Sheets of a page.
pub(super) const SHEETS: u32 = 14;
/// The ending of a day's address that asks for the Excel file.
const XLSX: &str = ".xlsx";

/// The sheets, newest first; one more than a page was read, to know whether there is a next one.
pub(super) fn days(read: &[KeptReconciliation]) -> Markup {
    let page = usize::try_from(SHEETS).unwrap_or(usize::MAX);
    let shown = &read[..read.len().min(page)];
    let columns = [
        Column::new("날짜").main(),
        Column::new("작성일시"),
        Column::new("받은 것").numeric(),
        Column::new("보낸 것").numeric(),
        Column::new("다른 것"),
    ];
    let rows = shown.iter().map(|kept| {
        let sheet = reconcile::read(kept).unwrap_or_default();
        let (received, sent) = totals(&sheet);
        Row::new(vec![
            html! { (words::date::day_with_weekday(kept.day)) },
            html! { (words::date::moment(kept.made_at)) },
            html! { (received) "건" },
            html! { (sent) "건" },
            difference_badge(kept.differences),
        ])
        .href(address(kept.day))
    });
    let next =
        shown.last().filter(|_| read.len() > page).map(|last| format!("{PATH}?before={}#sheets", last.day));
    html! {
        p.hint { "하루가 끝나면 국민신문고의 기록과 맞춰 봅니다. 다른 것이 있는 날은 일주일 동안 다시 맞춰 봅니다." }
        (data_table(&Table::new("대사표", &columns, rows.collect())
            .empty(html! { p.quiet { "아직 만든 대사표가 없습니다. 첫 대사표는 하루가 지난 뒤에 나옵니다." } })))
        @if let Some(next) = &next {
            (pager(&Pager { next: Some(next), summary: &format!("{}일 표시", shown.len()), ..Pager::default() }))
        }
    }
}

fn totals(sheet: &Sheet) -> (u64, u64) {
    use domain::dispatch::What;
    let sum = |sent: bool| {
        sheet.lines.iter().filter(|line| (line.what == What::Sent) == sent).map(|line| line.ours).sum()
    };
    (sum(false), sum(true))
}

fn difference_badge(differences: u32) -> Markup {
    match differences {
        0 => record_badge("없음", Tone::Success),
        some => record_badge(&format!("{some}건"), Tone::Warning),
    }
}

fn address(day: Date) -> String {
    format!("{PATH}/{}/{day}", Neighbour::Epeople.as_str())
}

/// GET `/connectors/{system}/{day}`, and with `.xlsx` the same as a file.
pub(crate) async fn day(
    State(state): State<AppState>,
    Desk { who, .. }: Desk,
    Path((system, day)): Path<(String, String)>,
    jar: CookieJar,
) -> Result<Response, Fail> {
    only(may_read(&who))?;
    let neighbour = Neighbour::parse(&system).ok_or_else(Fail::not_found)?;
    let (day, file) = match day.strip_suffix(XLSX) {
        Some(day) => (day, true),
        None => (day.as_str(), false),
    };
    let day: Date = day.parse().map_err(|_| Fail::not_found())?;
    let kept = state.office.store().read().await?.reconciliation(neighbour, day).await?;
    let kept = kept.ok_or_else(Fail::not_found)?;
    let sheet = reconcile::read(&kept).ok_or_else(Fail::not_found)?;
    if file {
        return excel(neighbour, &kept, &sheet);
    }
    let title = format!("대사표 {}", words::date::day(day));
    let path = address(day);
    let body = html! {
        (page_title(&title, html! { a.btn.btn-tertiary href={ (path) (XLSX) } { "엑셀로 저장" } }))
        p.hint {
            (words::neighbour::neighbour(neighbour)) "의 " (words::date::day_with_weekday(day))
            " 기록과 " (words::date::moment(kept.made_at)) "에 맞춰 본 결과입니다."
        }
        (panel("lines", "보낸 것 · 받은 것", lines(&sheet)))
        (panel("differences", "다른 것", differences(&sheet)))
        p { a href=(PATH) { (TITLE) "으로" } }
    };
    let frame = Frame { active: PATH, ..Frame::new(&state, &who, &title, &path) };
    Ok(frame.render(jar, body))
}

fn lines(sheet: &Sheet) -> Markup {
    let columns = [
        Column::new("구분").main(),
        Column::new("응답소").numeric(),
        Column::new("국민신문고").numeric(),
        Column::new("다른 것").numeric(),
    ];
    let rows = sheet.lines.iter().map(|line| {
        let differ = sheet.differences.iter().filter(|difference| difference.what == line.what).count();
        Row::new(vec![
            html! { (words::neighbour::what(line.what)) },
            html! { (line.ours) "건" },
            html! { (line.theirs) "건" },
            html! { (differ) "건" },
        ])
    });
    data_table(&Table::new("보낸 것과 받은 것", &columns, rows.collect()))
}

fn differences(sheet: &Sheet) -> Markup {
    let columns =
        [Column::new("구분"), Column::new("번호").main(), Column::new("무엇이 다른가"), Column::new("할 일")];
    let row = |difference: &Difference| {
        let Difference { what, id, kind } = difference;
        Row::new(vec![
            html! { (words::neighbour::what(*what)) },
            html! { span.code { (id) } },
            html! { (words::neighbour::difference(*kind)) },
            html! { (words::neighbour::what_to_do(*kind, *what)) },
        ])
    };
    data_table(
        &Table::new("다른 것", &columns, sheet.differences.iter().map(row).collect())
            .empty(html! { p.quiet { "다른 것이 없습니다. 양쪽 기록이 같습니다." } }),
    )
}

fn excel(neighbour: Neighbour, kept: &KeptReconciliation, sheet: &Sheet) -> Result<Response, Fail> {
    let line = |line: &domain::dispatch::Line| {
        let total = |ours: u64| Cell::count(ours);
        vec![
            Cell::text(words::neighbour::what(line.what)),
            Cell::text("합계"),
            total(line.ours),
            total(line.theirs),
            Cell::Empty,
            Cell::Empty,
        ]
    };
    let difference = |difference: &Difference| {
        vec![
            Cell::text(words::neighbour::what(difference.what)),
            Cell::text(&difference.id),
            Cell::Empty,
            Cell::Empty,
            Cell::text(words::neighbour::difference(difference.kind)),
            Cell::text(words::neighbour::what_to_do(difference.kind, difference.what)),
        ]
    };
    let conditions = vec![
        ("연계기관", words::neighbour::neighbour(neighbour).to_owned()),
        ("날짜", words::date::day_with_weekday(kept.day)),
    ];
    let file = excel::Sheet {
        title: "연계 대사표",
        conditions,
        columns: vec!["구분", "번호", "응답소", "국민신문고", "무엇이 다른가", "할 일"],
        rows: sheet.lines.iter().map(line).chain(sheet.differences.iter().map(difference)).collect(),
        made_at: kept.made_at,
    };
    Ok(file.response()?)
}
