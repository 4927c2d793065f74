//! 연계 현황: how each neighbour system stands, what waits and what failed, and the sheet of each day.

mod lists;
mod retry;
mod sheet;
mod state;

use axum::extract::State;
use axum::response::Response;
use axum_extra::extract::cookie::CookieJar;
use casework::sessions::Who;
use domain::dispatch::Neighbour;
use domain::role::Role;
use jiff::civil::Date;
use maud::{Markup, html};
use store::{Dispatch, DispatchState};

use crate::components::{Tone, page_title, panel, record_badge};
use crate::error::Fail;
use crate::pages::Frame;
use crate::pages::work::{Asked, only};
use crate::request::Desk;
use crate::state::AppState;

pub(crate) use retry::{retry, retry_inbound};
pub(crate) use sheet::day;

const PATH: &str = "/connectors";
const TITLE: &str = "연계 현황";

/// GET `/connectors`
pub(crate) async fn page(
    State(state): State<AppState>,
    Desk { who, .. }: Desk,
    asked: Asked,
    jar: CookieJar,
) -> Result<Response, Fail> {
    only(may_read(&who))?;
    let shown = lists::Shown::of(&asked)?;
    let before = match asked.get("before").map(str::parse::<Date>) {
        None => None,
        Some(Ok(day)) => Some(day),
        Some(Err(_)) => return Err(Fail::Page(words::error::PageError::Unreadable)),
    };
    let mut tx = state.office.store().read().await?;
    let states = state::read(&mut tx, &state.office).await?;
    let list = shown.read(&mut tx).await?;
    let sheets = tx.reconciliations(Neighbour::Epeople, before, sheet::SHEETS + 1).await?;
    drop(tx);
    let body = html! {
        (page_title(TITLE, html! {}))
        p.hint { "국민신문고와 주고받은 것을 봅니다. 연결이 끊겨도 메시지는 사라지지 않고, 다시 연결되면 저절로 나갑니다." }
        (panel("state", "연계기관 상태", state::table(&states, &state.office)))
        (panel("messages", "남아 있는 메시지", lists::markup(&shown, &list, &who)))
        (panel("sheets", "대사표", sheet::days(&sheets)))
    };
    Ok(Frame::new(&state, &who, TITLE, PATH).render(jar, body))
}

/// 시스템 관리자 runs it, 통합접수자 reads it.
fn may_read(who: &Who) -> bool {
    may_run(who) || who.on_duty.has(Role::Receiver)
}

fn may_run(who: &Who) -> bool {
    who.on_duty.has(Role::Administrator)
}

/// How a message stands.
pub(super) fn state_badge(dispatch: &Dispatch) -> Markup {
    match (dispatch.state, dispatch.settled_at) {
        (DispatchState::Sent, Some(at)) => html! {
            (record_badge("보냄", Tone::Success)) " " span.moment { (words::date::moment(at)) }
        },
        (DispatchState::Sent, None) => record_badge("보냄", Tone::Success),
        (DispatchState::Waiting, _) if dispatch.attempts == 0 => record_badge("발송 대기", Tone::Neutral),
        (DispatchState::Waiting, _) => {
            record_badge(&format!("재시도 대기 – {}회 시도", dispatch.attempts), Tone::Warning)
        }
        (DispatchState::Failed, _) => record_badge("거부됨", Tone::Danger),
    }
}
