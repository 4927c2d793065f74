//! The people one looks after: searched, a page at a time.

use axum::Json;
use axum::extract::{RawQuery, State};
use domain::id::OfficerId;
use domain::org::Origin;
use domain::role::{Duty, Role};
use serde::Serialize;
use store::{AccountState, PeopleFilter, PeopleOf};
use utoipa::ToSchema;

use super::caller::Officer;
use super::listing::PAGE_DEFAULT;
use super::problem::{FieldError, Problem};
use super::query;
use super::view::{self, DutyView, OfficerView};
use crate::pages::users::{holds, looks_after_people, origin, parts, read_cursor, write_cursor};
use crate::state::AppState;

/// Longest beginning of a name or a log-in, in characters.
pub(super) const TYPED_MAX: usize = 60;

#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Users {
    pub(crate) users: Vec<UserView>,
    /// For the next page; absent on the last.
    pub(crate) next: Option<String>,
}

#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct UserView {
    #[serde(flatten)]
    pub(crate) officer: OfficerView,
    /// 아이디(사번).
    pub(crate) login: String,
    pub(crate) email: String,
    pub(crate) phone: String,
    /// `linked` (연계) or `by-hand` (수기등록).
    pub(crate) origin: String,
    /// `usable`, `must-change`, `locked`, `none` (single sign-on only) or `retired`.
    pub(crate) account: String,
    pub(crate) duties: Vec<DutyView>,
    /// Who minds the desk today (대직).
    pub(crate) stand_in: Option<String>,
}

pub(crate) async fn users(
    State(state): State<AppState>,
    Officer(who): Officer,
    RawQuery(raw): RawQuery,
) -> Result<Json<Users>, Problem> {
    let mut f = query::fields(raw.as_deref(), &[])?;
    let filter = PeopleFilter {
        name: f.text_if_any::<TYPED_MAX>("name").map(String::from),
        login: f.text_if_any::<TYPED_MAX>("login").map(String::from),
        origin: f.one_if_any("origin", origin),
        state: f.one_if_any("account", AccountState::parse),
        role: f.one_if_any("role", Role::parse),
    };
    let department = f.parsed_if_any("department");
    let after = f.one_if_any("cursor", read_cursor);
    let limit = f.parsed_if_any::<u32>("limit").unwrap_or(PAGE_DEFAULT);
    f.finish(Some(()))?;
    if !(1..=store::read::PAGE_MAX).contains(&limit) {
        let said = format!("한 번에 1명부터 {}명까지 조회할 수 있습니다.", store::read::PAGE_MAX);
        return Err(Problem::invalid(vec![FieldError::new("limit", "out-of-range", said)]));
    }
    if !looks_after_people(&who) {
        return Err(Problem::not_found());
    }
    let chart = state.office.facts().chart;
    let mut of = parts(&who);
    if let Some(id) = department {
        let known = chart.department(id).filter(|d| holds(&of, d.agency, d.id));
        of = vec![PeopleOf::Department(known.ok_or_else(Problem::not_found)?.id)];
    }
    let (now, today) = (state.office.wall_now(), state.office.desk().today());
    let mut tx = state.office.store().read().await.map_err(crate::error::Fail::from)?;
    let page = tx.users(&of, &filter, (now, today), (after.as_ref(), limit)).await;
    let (found, next) = page.map_err(crate::error::Fail::from)?;
    let ids: Vec<OfficerId> = found.iter().map(|user| user.officer.id).collect();
    let duties = tx.duties_on(&ids, today).await.map_err(crate::error::Fail::from)?;
    let away = tx.stand_ins_on(&ids, today).await.map_err(crate::error::Fail::from)?;
    let view = |user: &store::User| {
        let officer = &user.officer;
        let held = duties.iter().filter(|(id, _)| *id == officer.id).map(|(_, duty): &(_, Duty)| duty);
        UserView {
            officer: view::officer(officer, &chart),
            login: officer.login.clone(),
            email: officer.email.clone(),
            phone: officer.phone.clone(),
            origin: if officer.origin == Origin::Linked { "linked" } else { "by-hand" }.to_owned(),
            account: user.state(now).as_str().to_owned(),
            duties: held.map(|duty| DutyView::of(duty, &chart)).collect(),
            stand_in: away.iter().find(|s| s.absent == officer.id).map(|s| s.stand_in.to_string()),
        }
    };
    Ok(Json(Users { users: found.iter().map(view).collect(), next: next.as_ref().map(write_cursor) }))
}
