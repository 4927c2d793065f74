//! 민원 접수: what was filed, oldest first, to be received within eight working hours.

mod call;
mod files;
mod forms;
pub(crate) mod paper;
mod register;

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use axum_extra::extract::cookie::CookieJar;
use casework::reader;
use casework::sessions::Who;
use domain::complaint::{Act, Channel, StageName};
use domain::deadline::working_minutes_after;
use domain::desk::Desk as Facts;
use domain::role::Role;
use jiff::Timestamp;
use maud::{Markup, html};
use store::read::{Filter, Listed, Sort};

pub(super) use call::{HERE as CALL, calling};
pub(crate) use call::{page as call, send as send_call};
pub(crate) use files::file;
pub(super) use register::{REGISTER, registering};
pub(crate) use register::{page as register, send};

use super::Frame;
use super::work::{
    Asked, Chosen, Handbook, Line, ListColumn, Posted, Rows, Typed, empty_list, excel, filters, left, many,
    only, results,
};
use crate::components::{ButtonKind, Deadline, Selection, deadline_cell, link_button, page_title};
use crate::error::Fail;
use crate::request::Desk;
use crate::state::AppState;

const PATH: &str = "/receive";
const TITLE: &str = "민원 접수";
/// 접수 within eight working hours of filing (시행령 제6조 제8항).
const RECEIPT_MINUTES: u32 = 8 * 60;
/// Of what was filed nobody can say yet when it was received.
const SHOWN: [ListColumn; 10] = [
    ListColumn::Number,
    ListColumn::Kind,
    ListColumn::Title,
    ListColumn::Petitioner,
    ListColumn::Channel,
    ListColumn::Filed,
    ListColumn::Due,
    ListColumn::Stage,
    ListColumn::Hops,
    ListColumn::Badge,
];

pub(crate) async fn page(
    State(state): State<AppState>,
    Desk { who, .. }: Desk,
    jar: CookieJar,
    asked: Asked,
) -> Result<Response, Fail> {
    only(takes_in(&who))?;
    if asked.as_excel()? {
        return wanted(&state, &who, &asked)?.file(&state, &who, &asked, jar).await;
    }
    let body = markup(&state, &who, &asked, &Typed::default()).await?;
    Ok(Frame::new(&state, &who, TITLE, PATH).render(jar, body))
}

/// The list as a file has it.
pub(crate) fn wanted(state: &AppState, who: &Who, asked: &Asked) -> Result<excel::DeskList, Fail> {
    only(takes_in(who))?;
    let (filter, said) = (filter(who, asked)?, excel::conditions(asked, &state.office.desk().chart));
    Ok(excel::DeskList { path: PATH, title: TITLE, filter, sort: asked.sort()?, said })
}

/// 접수 of a selection.
pub(crate) async fn bulk(
    State(state): State<AppState>,
    Desk { who, .. }: Desk,
    jar: CookieJar,
    asked: Asked,
    form: Posted,
) -> Result<Response, Fail> {
    only(takes_in(&who))?;
    let frame = Frame::new(&state, &who, TITLE, PATH);
    let actor = who.actor();
    let resolved = match Handbook::load(&state).await?.resolve(&form.0) {
        Ok(pairs) => Posted(pairs),
        Err((field, message)) => {
            let mut typed = Typed::of(form);
            typed.wrong(field, message);
            let mut response = frame.render(jar, markup(&state, &who, &asked, &typed).await?);
            *response.status_mut() = StatusCode::UNPROCESSABLE_ENTITY;
            return Ok(response);
        }
    };
    let chosen = Chosen { by: &actor, act: Act::Receive, form: &resolved };
    match many(&state, chosen, forms::label).await? {
        Ok(done) => Ok(frame.render(jar, results(Act::Receive, &done, &asked.href(PATH, &[("cursor", "")])))),
        Err(typed) => {
            let typed = typed.with(form);
            let mut response = frame.render(jar, markup(&state, &who, &asked, &typed).await?);
            *response.status_mut() = StatusCode::UNPROCESSABLE_ENTITY;
            Ok(response)
        }
    }
}

/// 통합접수자 or 120다산콜재단.
fn takes_in(who: &Who) -> bool {
    who.on_duty.has(Role::Receiver) || who.on_duty.has(Role::CallCentre)
}

/// The call centre takes in what came by telephone, and nothing else.
fn own_channel(who: &Who) -> Option<Channel> {
    (!who.on_duty.has(Role::Receiver)).then_some(Channel::Phone120)
}

fn filter(who: &Who, asked: &Asked) -> Result<Filter, Fail> {
    let filter = asked.narrow(Filter { stages: vec![StageName::Filed], ..Filter::default() })?;
    Ok(Filter { channel: own_channel(who).or(filter.channel), ..filter })
}

async fn markup(state: &AppState, who: &Who, asked: &Asked, typed: &Typed) -> Result<Markup, Fail> {
    // Before receipt there is no due date; the ids of filings then keep the order in which they came.
    let page = asked.page()?;
    let filter = filter(who, asked)?;
    let slice = reader::list(&state.office, &who.actor(), &filter, &page).await?;
    let desk = state.office.desk();
    let rows = Rows {
        desk: &desk,
        caption: "접수할 민원",
        path: PATH,
        asked,
        from: "receive",
        selection: Some(Selection { name: "chosen", form_id: forms::FORM }),
        extra: &["접수기한"],
        empty: empty_list(
            asked,
            ("접수할 민원이 없습니다.", "신청이 들어오면 먼저 신청된 순서로 나타납니다."),
            Some(link_button("민원 등록", "/receive/new", ButtonKind::Secondary)),
        ),
    };
    let lines: Vec<Line> = slice
        .rows
        .iter()
        .map(|listed| Line { extra: vec![limit(listed, &desk)], ..Line::plain(listed) })
        .collect();
    let handbook = Handbook::load(state).await?;
    let oldest_first = page.sort == Sort::Due;
    Ok(html! {
        (page_title(TITLE, html! {
            (link_button("120 전화 접수", call::HERE, ButtonKind::Secondary))
            (link_button("민원 등록", "/receive/new", ButtonKind::Secondary))
            (link_button("장애 중 접수분 등록", "/receive/paper", ButtonKind::Tertiary))
        }))
        p.hint {
            "신청된 때부터 8근무시간 안에 접수합니다(민원처리법 시행령 제6조). 처리기간은 접수한 때부터 시작됩니다."
            @if oldest_first { " 먼저 신청된 민원이 위에 있습니다." }
        }
        (typed.summary())
        (filters(PATH, asked, &[]))
        (rows.page_of(&SHOWN, page.sort, &lines, slice.next.as_ref()))
        @if !slice.rows.is_empty() || typed.is_wrong() {
            (forms::receive(&asked.href(PATH, &[("cursor", "")]), &handbook, typed))
        }
    })
}

/// Until when this is to be received.
pub(super) fn received_by(listed: &Listed, desk: &Facts) -> Timestamp {
    working_minutes_after(&desk.calendar, listed.filed_at, RECEIPT_MINUTES)
}

fn limit(listed: &Listed, desk: &Facts) -> Markup {
    let by = received_by(listed, desk);
    let (remaining, urgency) = left(by, desk);
    let due = words::date::moment(by);
    deadline_cell(&Deadline { due: &due, remaining: &remaining, urgency, explanation: &[] }, None)
}
