//! 추가답변 처리: answered complaints whose petitioner asked again, on the desk of whoever must answer.

use axum::extract::State;
use axum::response::Response;
use axum_extra::extract::cookie::CookieJar;
use casework::sessions::Who;
use domain::complaint::{Badge, DeskItemKind, Score};
use domain::desk::Desk as Office;
use domain::role::Role;
use maud::{Markup, html};
use store::read::{Slice, Sort, WaitingAt, WaitingWork};
use words::Names;
use words::error::PageError;

use super::Frame;
use super::satisfaction::score_badge;
use super::work::{Asked, case_href, moment_cell, reply_cell, turning};
use crate::components::{Column, Row, Table, Tone, alert, data_table, empty_state, page_title, record_badge};
use crate::error::Fail;
use crate::request::Desk;
use crate::state::AppState;

const TITLE: &str = "추가답변 처리";
const PATH: &str = "/follow-ups";

pub(crate) async fn page(
    State(state): State<AppState>,
    Desk { who, .. }: Desk,
    jar: CookieJar,
    asked: Asked,
) -> Result<Response, Fail> {
    let page = asked.page()?;
    if page.sort != Sort::Due {
        return Err(Fail::Page(PageError::Unreadable));
    }
    let mut tx = state.office.store().read().await?;
    let found = tx.waiting(DeskItemKind::FollowUp, &desks(&who), &page).await?;
    let office = state.office.desk();
    let late = found.rows.iter().filter(|work| work.reply_by.is_some_and(|by| by < office.now)).count();
    let body = html! {
        (page_title(TITLE, html! {}))
        p.hint { "답변에 만족하지 못한 신청인이 다시 물은 민원입니다. 추가답변에는 별도의 기한이 있습니다." }
        @if late > 0 {
            (alert(Tone::Danger, &format!("추가답변 기한이 지난 민원이 {late}건 있습니다."), html! {
                p { "기한이 빠른 순서로 보여 드립니다. 제목을 눌러 추가답변을 작성해 주십시오." }
            }))
        }
        (table(&found, &office))
        (turning(&asked, PATH, found.rows.len(), asked.next(PATH, Sort::Due, found.next.as_ref())))
    };
    Ok(Frame::new(&state, &who, TITLE, PATH).render(jar, body))
}

fn table(found: &Slice<WaitingWork>, office: &Office) -> Markup {
    let columns = [
        Column::new("접수번호"),
        Column::new("제목").main(),
        Column::new("신청인"),
        Column::new("접수경로"),
        Column::new("처리자"),
        Column::new("만족도"),
        Column::new("요청일시"),
        Column::new("추가답변 기한"),
        Column::new("비고"),
    ];
    let empty = empty_state(
        "추가답변 대상이 없습니다.",
        "신청인이 추가답변을 요청하면 기한이 빠른 순서로 나타납니다.",
        None,
    );
    let rows = found.rows.iter().map(|work| row(work, office)).collect();
    data_table(&Table::new(TITLE, &columns, rows).dense().empty(empty))
}

fn row(work: &WaitingWork, office: &Office) -> Row {
    let c = &work.complaint;
    let score = c.rating.and_then(Score::from_points);
    let handler = c.handler.map(|id| Names::officer(office.chart.as_ref(), id));
    let badge = c.badge.unwrap_or(Badge::FollowUpDue);
    let cells = vec![
        html! { span.case-number { (c.number) } },
        html! { (c.title) },
        html! { (words::mask::name(&c.petitioner_name)) },
        html! { (words::channel::label(c.channel)) },
        html! { (handler.unwrap_or_else(|| "즉시답변".to_owned())) },
        html! { @if let Some(score) = score { (score_badge(score)) } @else { "–" } },
        moment_cell(work.since),
        reply_cell(work, office),
        record_badge(words::badge::label(badge), Tone::Danger),
    ];
    Row::new(cells).href(case_href(c, "follow-ups"))
}

/// One's own desks, and the departments one manages; what was answered at once comes back to whoever takes in.
pub(crate) fn desks(who: &Who) -> Vec<WaitingAt> {
    let own = who.on_duty.desks().map(WaitingAt::Officer);
    let trusted = who.on_duty.all_duties().filter_map(|duty| match (duty.role, duty.department) {
        (Role::DepartmentManager, Some(department)) => Some(WaitingAt::Department(department)),
        (Role::Receiver, _) => Some(WaitingAt::Receivers),
        (Role::CallCentre, _) => Some(WaitingAt::CallCentre),
        _ => None,
    });
    own.chain(trusted).collect()
}
