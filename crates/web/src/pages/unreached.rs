//! 미도달 통지: what the law wants told and no channel took, on the desk of whoever must tell it by post, telephone or hand.

use axum::extract::State;
use axum::response::Response;
use axum_extra::extract::cookie::CookieJar;
use casework::sessions::Who;
use domain::desk::Desk as Office;
use domain::role::Role;
use maud::{Markup, html};
use store::Owed;
use store::read::{Slice, Sort, WaitingAt};
use words::Names;
use words::error::PageError;

use super::letters::{template_of, tries};
use super::work::{Asked, moment_cell, turning};
use super::{Frame, follow_ups};
use crate::components::{Column, Row, Table, data_table, empty_state, page_title};
use crate::error::Fail;
use crate::request::Desk;
use crate::state::AppState;

pub(crate) const TITLE: &str = "미도달 통지";
pub(crate) const PATH: &str = "/unreached";

/// GET `/unreached`
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
    let found = state.office.store().read().await?.owed(&desks(&who), &page).await?;
    let body = html! {
        (page_title(TITLE, html! {}))
        p.hint {
            "문자·알림톡·이메일이 닿지 않았거나 그런 연락처가 없어, 직접 알려야 하는 통지입니다(민원처리법 제27조). "
            "민원을 열어 통지문을 인쇄해 우편으로 보내거나 전화·방문으로 알린 뒤 '직접 통지'에 기록하면 이 목록에서 빠집니다."
        }
        (table(&found, &state.office.desk()))
        (turning(&asked, PATH, found.rows.len(), asked.next(PATH, Sort::Due, found.next.as_ref())))
    };
    Ok(Frame::new(&state, &who, TITLE, PATH).render(jar, body))
}

/// The desks whose answers are one's own to follow, and the agencies one manages.
pub(crate) fn desks(who: &Who) -> Vec<WaitingAt> {
    let agencies = who.on_duty.all_duties().filter(|duty| duty.role == Role::AgencyManager);
    let agencies = agencies.filter_map(|duty| duty.agency).map(WaitingAt::Agency);
    follow_ups::desks(who).into_iter().chain(agencies).collect()
}

fn table(found: &Slice<Owed>, office: &Office) -> Markup {
    let columns = [
        Column::new("접수번호"),
        Column::new("제목").main(),
        Column::new("통지"),
        Column::new("처리자"),
        Column::new("작성일시"),
        Column::new("보내지 못한 까닭"),
    ];
    let empty = empty_state(
        "직접 알릴 통지가 없습니다.",
        "알림이 닿지 않은 통지가 생기면 오래된 순서로 나타납니다.",
        None,
    );
    let rows = found.rows.iter().map(|letter| row(letter, office)).collect();
    data_table(&Table::new(TITLE, &columns, rows).dense().empty(empty))
}

fn row(letter: &Owed, office: &Office) -> Row {
    let handler = letter.handler.map(|id| Names::officer(office.chart.as_ref(), id));
    let cells = vec![
        html! { span.case-number { (letter.number) } },
        html! { (letter.title) },
        html! { (template_of(&letter.delivery_key)) },
        html! { (handler.unwrap_or_else(|| "–".to_owned())) },
        moment_cell(letter.created_at),
        html! { @if letter.attempts.is_empty() { "휴대전화·이메일 없음" } @else { (tries(&letter.attempts)) } },
    ];
    Row::new(cells).href(format!("/complaints/{}?from=unreached#notices", letter.number))
}
