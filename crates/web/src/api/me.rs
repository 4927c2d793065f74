//! The officer who asks: who they are today, their counts, their menu.

use axum::Json;
use axum::extract::State;
use casework::sessions::Who;
use domain::desk::seoul;
use domain::role::Role;
use jiff::{Timestamp, ToSpan};
use serde::Serialize;
use store::read::{Place, StageCount};
use utoipa::ToSchema;

use super::caller::Officer;
use super::problem::Problem;
use super::view::{self, DutyView, Named, OfficerView};
use crate::pages;
use crate::state::AppState;

#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Me {
    pub(crate) officer: OfficerView,
    pub(crate) login: String,
    pub(crate) email: String,
    pub(crate) phone: String,
    pub(crate) duties: Vec<DutyView>,
    /// Whose desks are minded today (대직).
    pub(crate) stands_in_for: Vec<Named>,
    pub(crate) must_change_password: bool,
    /// The office's time; a demo may have moved it.
    pub(crate) now: Timestamp,
}

pub(crate) async fn me(State(state): State<AppState>, Officer(who): Officer) -> Json<Me> {
    let chart = state.office.facts().chart;
    let minded = who.on_duty.stands_in_for.iter();
    Json(Me {
        officer: view::officer(&who.officer, &chart),
        login: who.officer.login.clone(),
        email: who.officer.email.clone(),
        phone: who.officer.phone.clone(),
        duties: who.on_duty.duties.iter().map(|duty| DutyView::of(duty, &chart)).collect(),
        stands_in_for: minded.map(|p| view::person(&chart, p.id)).collect(),
        must_change_password: who.must_change_password,
        now: state.office.now(),
    })
}

/// Counts by stage, place by place.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct MyCounts {
    pub(crate) at: Timestamp,
    pub(crate) places: Vec<PlaceCounts>,
}

#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct PlaceCounts {
    /// `handler`, `department`, `agency` or `city`.
    pub(crate) place: String,
    pub(crate) id: Option<String>,
    pub(crate) name: String,
    pub(crate) stages: Vec<StageCounts>,
}

#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct StageCounts {
    pub(crate) stage: String,
    pub(crate) label: String,
    pub(crate) total: u64,
    /// Live and past the due moment.
    pub(crate) overdue: u64,
    /// Live, not yet past it, and due by the end of today.
    pub(crate) due_today: u64,
}

impl StageCounts {
    pub(super) fn of(count: &StageCount) -> StageCounts {
        StageCounts {
            stage: count.stage.as_str().to_owned(),
            label: words::stage::label(count.stage).to_owned(),
            total: count.total,
            overdue: count.overdue,
            due_today: count.due_today,
        }
    }
}

pub(crate) async fn counts(
    State(state): State<AppState>,
    Officer(who): Officer,
) -> Result<Json<MyCounts>, Problem> {
    let places = [desks(&who), managed(&who), watched(&who)].concat();
    let mut counted = Vec::with_capacity(places.len());
    for place in places {
        counted.push(count(&state, &who, place).await?);
    }
    Ok(Json(MyCounts { at: state.office.now(), places: counted }))
}

fn desks(who: &Who) -> Vec<Place> {
    who.on_duty.desks().map(Place::Handler).collect()
}

/// Departments managed, then agencies.
pub(super) fn managed(who: &Who) -> Vec<Place> {
    let duties: Vec<_> = who.on_duty.all_duties().collect();
    let departments = duties.iter().filter(|d| d.role == Role::DepartmentManager);
    let departments = departments.filter_map(|d| d.department).map(Place::Department);
    let agencies = duties.iter().filter(|d| d.department.is_none());
    let agencies = agencies.filter(|d| matches!(d.role, Role::AgencyManager | Role::Inspector));
    let mut places: Vec<Place> = Vec::new();
    for place in departments.chain(agencies.filter_map(|d| d.agency).map(Place::Agency)) {
        if !places.contains(&place) {
            places.push(place);
        }
    }
    places
}

/// The whole city, for those who see it.
pub(super) fn watched(who: &Who) -> Vec<Place> {
    let city = who.on_duty.all_duties().any(|duty| match duty.role {
        Role::Receiver => true,
        Role::Inspector => duty.agency.is_none(),
        _ => false,
    });
    if city { vec![Place::City] } else { Vec::new() }
}

pub(super) async fn count(state: &AppState, who: &Who, place: Place) -> Result<PlaceCounts, Problem> {
    let now = state.office.now();
    let tomorrow = now.to_zoned(seoul()).date().saturating_add(1.day());
    let tonight = tomorrow.to_zoned(seoul()).map_or(now, |zoned| zoned.timestamp());
    let scope = domain::access::Scope::of(&who.actor());
    let mut tx = state.office.store().read().await?;
    let counts = tx.counts(&scope, place, now, tonight - jiff::SignedDuration::from_micros(1)).await?;
    let chart = state.office.facts().chart;
    let (kind, named) = match place {
        Place::Handler(id) => ("handler", Some(view::person(&chart, id))),
        Place::Department(id) => ("department", Some(view::department(&chart, id))),
        Place::Agency(id) => ("agency", Some(view::agency(&chart, id))),
        Place::City => ("city", None),
    };
    let (id, name) =
        named.map_or((None, "서울시 전체".to_owned()), |named| (Some(named.id), named.name));
    Ok(PlaceCounts { place: kind.to_owned(), id, name, stages: counts.iter().map(StageCounts::of).collect() })
}

/// The menu as the pages draw it: only what this officer may use.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Menu {
    pub(crate) groups: Vec<Group>,
}

#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Group {
    pub(crate) label: String,
    pub(crate) href: String,
    pub(crate) items: Vec<Entry>,
}

#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Entry {
    pub(crate) label: String,
    pub(crate) href: String,
}

pub(crate) async fn menu(Officer(who): Officer) -> Json<Menu> {
    let groups = pages::menu(&who).into_iter().map(|group| Group {
        label: group.label.to_owned(),
        href: group.href.to_owned(),
        items: group
            .items
            .iter()
            .map(|item| Entry { label: item.label.to_owned(), href: item.href.to_owned() })
            .collect(),
    });
    Json(Menu { groups: groups.collect() })
}
