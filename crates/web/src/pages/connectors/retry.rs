//! 다시 보내기, 다시 처리: the administrator wants a message tried again.

use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use axum_extra::extract::cookie::CookieJar;
use casework::NotDone;
use store::StoreError;

use super::{PATH, may_run};
use crate::error::Fail;
use crate::pages::work::{Asked, only};
use crate::request::{Desk, say};
use crate::state::AppState;

/// POST `/connectors/dispatches/{id}/retry`
pub(crate) async fn retry(
    State(state): State<AppState>,
    Desk { who, .. }: Desk,
    jar: CookieJar,
    Path(id): Path<String>,
) -> Result<Response, Fail> {
    only(may_run(&who))?;
    let id = id.parse().map_err(|_| Fail::not_found())?;
    let mut tx = state.office.store().write().await?;
    tx.dispatch(id).await?;
    let (good, told) = match tx.retry_dispatch(id, state.office.now()).await {
        Ok(()) => (true, "다시 보내도록 했습니다. 잠시 뒤 결과를 확인해 주십시오."),
        Err(StoreError::NotFound(_)) => (false, "이미 보냈거나 지금 보내는 중인 메시지입니다."),
        Err(fault) => return Err(NotDone::from(fault).into()),
    };
    tx.commit().await?;
    Ok((say(jar, good, told), Redirect::to(PATH)).into_response())
}

/// POST `/connectors/inbound/retry?id=`
pub(crate) async fn retry_inbound(
    State(state): State<AppState>,
    Desk { who, .. }: Desk,
    asked: Asked,
    jar: CookieJar,
) -> Result<Response, Fail> {
    only(may_run(&who))?;
    let id = asked.get("id").ok_or_else(Fail::not_found)?;
    let mut tx = state.office.store().write().await?;
    tx.retry_inbound(id, state.office.now()).await?;
    tx.commit().await?;
    let jar = say(jar, true, "다음 수신 때 다시 처리하도록 했습니다.");
    Ok((jar, Redirect::to(&format!("{PATH}?list=inbound"))).into_response())
}
