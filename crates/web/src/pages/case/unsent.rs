//! The page with a form in it that its session did not outlast: nothing is done, and what was typed stands where it stood.

use axum::response::Response;
use axum_extra::extract::cookie::CookieJar;
use casework::sessions::Who;
use domain::complaint::{Act, Number};

use super::sent::Sent;
use super::typed::Pairs;
use super::view::View;
use crate::error::Fail;
use crate::request::Said;
use crate::state::AppState;

pub(in crate::pages) async fn unsent(
    state: &AppState,
    who: Who,
    number: &Number,
    (act, pairs): (Act, Pairs),
    told: Said,
) -> Result<Response, Fail> {
    let sent = Sent::of(act, pairs);
    let mut view = View::load(state, who, number, sent.asked.clone()).await?;
    view.typed = Some(sent.returned(Vec::new()));
    view.told = Some(told);
    Ok(view.render(state, CookieJar::new()))
}
