//! One complaint as its officers see it, and everything they can do to it: the one case page.

mod act;
mod asked;
mod by_hand;
mod clock;
mod content;
mod cooperation;
mod dispatches;
mod draft;
mod evidence;
mod files;
mod head;
mod history;
mod labels;
mod linked;
mod notices;
mod offices;
mod page;
mod panels;
mod petitioner;
mod phrases;
mod prepare;
mod presence;
mod records;
mod related;
mod sent;
mod sheet;
mod steps;
mod suggested;
mod typed;
mod unsent;
mod view;

use axum::extract::State;
use axum::response::Response;
use axum_extra::extract::cookie::CookieJar;

use crate::error::Fail;
use crate::pages::work;
use crate::request::{CaseNumber, Desk};
use crate::state::AppState;

use asked::Asked;
use view::View;

pub(super) use labels::of as field_label;
pub(super) use offices::{department_asked, department_named, name_of, office_list, office_pair};
pub(super) use unsent::unsent;

pub(crate) use act::act;
pub(crate) use by_hand::{paper as notice_paper, returned as notice_returned, told as notice_told};
pub(crate) use draft::save as save_draft;
pub(crate) use evidence::ask as ask_evidence;
pub(crate) use files::{attach, file};
pub(crate) use petitioner::reveal;
pub(crate) use prepare::prepare;
pub(crate) use presence::beat;

/// GET `/complaints/{number}`
pub(crate) async fn show(
    State(state): State<AppState>,
    Desk { who, .. }: Desk,
    CaseNumber(number): CaseNumber,
    query: work::Asked,
    jar: CookieJar,
) -> Result<Response, Fail> {
    let asked = Asked::of(&query);
    let view = View::load(&state, who, &number, asked).await?;
    Ok(view.render(&state, jar))
}
