//! 독촉장 발부 현황: every reminder of a period, by whom, to which department, and what became of the complaint.

mod paper;

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use axum_extra::extract::cookie::CookieJar;
use casework::delays;
use casework::export::ROWS_MAX;
use casework::sessions::Who;
use domain::deadline::working_minutes_between;
use domain::desk::Desk as Facts;
use maud::{Markup, html};
use store::ReminderRow;
use store::read::{PAGE_MAX, Page, Slice, Sort};
use words::Names;
use words::figure::working_time;

use super::Frame;
use super::search::{Wrong, summary};
use super::watch::{Span, period_fields, watches};
use super::work::{Asked, excel, moment_cell, only, stage_cell, turning};
use crate::components::{
    ButtonKind, Column, FilterPanel, Row, Table, data_table, empty_state, filter_panel, link_button,
    page_title,
};
use crate::error::Fail;
use crate::excel::{Answer, Cell, Sheet};
use crate::request::Desk;
use crate::state::AppState;

pub(crate) use paper::paper;

const PATH: &str = "/reminders";
const TITLE: &str = "독촉장 발부 현황";

/// GET `/reminders`
pub(crate) async fn page(
    State(state): State<AppState>,
    Desk { who, .. }: Desk,
    jar: CookieJar,
    asked: Asked,
) -> Result<Response, Fail> {
    only(watches(&who))?;
    let desk = state.office.desk();
    let span = Span::asked(&asked, desk.today());
    if let (true, Ok(span)) = (asked.as_excel()?, &span) {
        return file(&state, &who, span).await;
    }
    // Always the newest first: a book is read from its last line.
    let newest = asked.ordered(Sort::Newest)?;
    let found = match &span {
        Ok(span) => {
            Some(delays::reminders(&state.office, &who.actor(), (span.first, span.last), &newest).await?)
        }
        Err(_) => None,
    };
    let body = markup(&asked, span.as_ref().err(), found.as_ref(), &desk);
    let mut response = Frame::new(&state, &who, TITLE, PATH).render(jar, body);
    if span.is_err() {
        *response.status_mut() = StatusCode::UNPROCESSABLE_ENTITY;
    }
    Ok(response)
}

fn markup(asked: &Asked, wrong: Option<&Wrong>, found: Option<&Slice<ReminderRow>>, desk: &Facts) -> Markup {
    html! {
        (page_title(TITLE, link_button("지연민원 모니터링", "/delays", ButtonKind::Secondary)))
        p.hint { "민원심사관이 보낸 독촉장과 기한 점검이 저절로 보낸 독촉장을 함께 보입니다." }
        (summary(wrong.map(std::slice::from_ref).unwrap_or_default()))
        (filter_panel(FilterPanel {
            action: PATH,
            fields: period_fields(asked, wrong, desk, "발부일"),
            more: None,
            open: false,
        }))
        @if let Some(found) = found {
            (table(found, desk))
            (turning(asked, PATH, found.rows.len(), asked.next(PATH, Sort::Newest, found.next.as_ref())))
            (excel::link(asked, PATH, found.rows.is_empty()))
        }
    }
}

fn table(found: &Slice<ReminderRow>, desk: &Facts) -> Markup {
    let columns = [
        Column::new("발부일시"),
        Column::new("접수번호"),
        Column::new("제목").main(),
        Column::new("받는 부서"),
        Column::new("보낸 사람"),
        Column::new("지난 처리기한"),
        Column::new("그 뒤"),
        Column::new("독촉장"),
    ];
    let rows = found.rows.iter().map(|row| self::row(row, desk)).collect();
    let empty = empty_state("조회 기간에 보낸 독촉장이 없습니다.", "독촉장을 보내면 여기에 남습니다.", None);
    data_table(&Table::new(TITLE, &columns, rows).dense().empty(empty))
}

fn row(row: &ReminderRow, desk: &Facts) -> Row {
    let sent = &row.reminder;
    let paper = format!("/complaints/{}/reminders/{}", row.number, sent.seq);
    let cells = vec![
        moment_cell(sent.at),
        html! { span.case-number { (row.number) } },
        html! { (title(row)) },
        html! { (to(row, desk)) },
        html! { (by(row, desk)) },
        moment_cell(sent.due_at),
        html! { @if row.here { span { (stage_cell(row.stage)) " " span.quiet { (since(row, desk)) } } } @else { "–" } },
        html! { @if row.here { a href=(paper) aria-label={ (row.number) " 독촉장 보기" } { "보기" } } @else { "–" } },
    ];
    let cells = Row::new(cells);
    if row.here { cells.href(format!("/complaints/{}?from=delays", row.number)) } else { cells }
}

/// What now lies with another office is that office's to show.
fn title(row: &ReminderRow) -> &str {
    if row.here { &row.title } else { "다른 부서로 옮겨진 민원" }
}

fn to(row: &ReminderRow, desk: &Facts) -> String {
    let department = row.reminder.department.map(|id| Names::department(desk.chart.as_ref(), id));
    department.unwrap_or_else(|| "–".to_owned())
}

fn by(row: &ReminderRow, desk: &Facts) -> String {
    let officer = row.reminder.by.map(|id| Names::officer(desk.chart.as_ref(), id));
    officer.unwrap_or_else(|| "기한 점검(자동)".to_owned())
}

/// What happened since: ended after how long, or still open.
fn since(row: &ReminderRow, desk: &Facts) -> String {
    let passed = |until| {
        let minutes = working_minutes_between(&desk.calendar, row.reminder.at, until);
        working_time(u64::try_from(minutes).unwrap_or_default())
    };
    match row.ended_at {
        Some(ended) if ended >= row.reminder.at => format!("독촉 후 {} 만에 끝남", passed(ended)),
        _ => format!("독촉 후 {} 지남", passed(desk.now)),
    }
}

async fn file(state: &AppState, who: &Who, span: &Span) -> Result<Response, Fail> {
    let desk = state.office.desk();
    let mut rows: Vec<Vec<Cell>> = Vec::new();
    let mut page = Page { sort: Sort::Newest, limit: PAGE_MAX, after: None };
    loop {
        let slice = delays::reminders(&state.office, &who.actor(), (span.first, span.last), &page).await?;
        rows.extend(slice.rows.iter().map(|row| {
            vec![
                Cell::Moment(row.reminder.at),
                Cell::text(&row.number),
                Cell::text(title(row)),
                Cell::text(to(row, &desk)),
                Cell::text(by(row, &desk)),
                Cell::Moment(row.reminder.due_at),
                Cell::text(if row.here { words::stage::label(row.stage) } else { "" }),
                Cell::moment(row.ended_at.filter(|_| row.here)),
            ]
        }));
        page.after = slice.next;
        if page.after.is_none() || rows.len() >= ROWS_MAX {
            break;
        }
    }
    let mut conditions = vec![("조회 기간", span.words())];
    if page.after.is_some() {
        conditions.push(("주의", excel::cut(ROWS_MAX)));
    }
    rows.truncate(ROWS_MAX);
    let columns = vec![
        "발부일시",
        "접수번호",
        "제목",
        "받는 부서",
        "보낸 사람",
        "지난 처리기한",
        "현재 단계",
        "종료일시",
    ];
    Ok(Sheet { title: TITLE, conditions, columns, rows, made_at: desk.now }.response()?)
}
