//! 행정포털에서 온 로그인: the portal before us says who somebody is.

use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::{IntoResponse, Redirect, Response};
use axum_extra::extract::cookie::CookieJar;
use casework::outside::{self, NotKnown};
use connect::portal::Word;
use store::Way;

use super::account::local;
use super::outside::nobody;
use super::work::Asked;
use crate::error::{Fail, encode};
use crate::request::{From, Peer, knock, let_in};
use crate::state::AppState;

pub(crate) async fn enter(
    State(state): State<AppState>,
    (Peer(peer), From(ip)): (Peer, From),
    (headers, jar): (HeaderMap, CookieJar),
    asked: Asked,
) -> Result<Response, Fail> {
    if state.portal().is_none() {
        return Err(Fail::not_found());
    }
    let next = local(asked.get("next"));
    let knock = knock(ip, &jar);
    let Some(login) = heard(&state, (peer, &headers), &knock).await? else {
        return Ok(Redirect::to(&format!("/login?next={}", encode(next))).into_response());
    };
    match outside::enter(&state.office, &login, Way::Portal, &knock).await {
        Ok(entered) => Ok((let_in(&state, jar, entered), Redirect::to(next)).into_response()),
        Err(NotKnown::Nobody) => Ok(nobody()),
        Err(NotKnown::NotDone(why)) => Err(why.into()),
    }
}

/// Of whom the portal speaks. A word that only looks like its own is written down, as often as anybody may try.
pub(super) async fn heard(
    state: &AppState,
    (peer, headers): (std::net::IpAddr, &HeaderMap),
    knock: &casework::sessions::Knock,
) -> Result<Option<String>, Fail> {
    let Some(portal) = state.portal() else { return Ok(None) };
    match portal.says(peer, headers) {
        Word::Of(login) => Ok(Some(login)),
        Word::Nothing => Ok(None),
        Word::Forged => {
            if state.may_try(knock.ip) {
                tracing::warn!(%peer, "a header claims to be the portal's and is not believed");
                outside::disbelieved(&state.office, Way::Portal, knock).await?;
            }
            Ok(None)
        }
    }
}
