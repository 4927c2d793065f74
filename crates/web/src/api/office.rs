//! The office itself: its organisation, its calendar, its clock, and whether it is open.

use std::collections::HashMap;
use std::time::Duration;

use axum::Json;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::IntoResponse;
use domain::calendar::Basis;
use domain::id::DepartmentId;
use jiff::Timestamp;
use jiff::civil::Date;
use serde::Serialize;
use utoipa::ToSchema;

use super::body::Sent;
use super::caller::Officer;
use super::problem::Problem;
use super::view::{self, OfficerView};
use crate::state::AppState;

/// Whoever asks whether we are ready gives up sooner than somebody who wants something.
const READY_WITHIN: Duration = Duration::from_secs(3);

/// Agencies with their departments, 본청 first.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Org {
    pub(crate) agencies: Vec<AgencyView>,
}

#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct AgencyView {
    pub(crate) id: String,
    pub(crate) code: String,
    pub(crate) name: String,
    pub(crate) kind: String,
    pub(crate) kind_label: String,
    pub(crate) departments: Vec<DepartmentView>,
}

#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct DepartmentView {
    pub(crate) id: String,
    pub(crate) code: String,
    pub(crate) bureau: String,
    pub(crate) name: String,
    pub(crate) duties: Vec<String>,
}

pub(crate) async fn org(State(state): State<AppState>, Officer(_): Officer) -> Json<Org> {
    let chart = state.office.facts().chart;
    let mut departments: HashMap<_, Vec<DepartmentView>> = HashMap::new();
    for d in chart.departments() {
        departments.entry(d.agency).or_default().push(DepartmentView {
            id: d.id.to_string(),
            code: d.code.clone(),
            bureau: d.bureau.clone(),
            name: d.name.clone(),
            duties: d.duties.clone(),
        });
    }
    let agencies = chart.agencies().into_iter().map(|a| AgencyView {
        id: a.id.to_string(),
        code: a.code.clone(),
        name: a.name.clone(),
        kind: a.kind.as_str().to_owned(),
        kind_label: words::agency::label(a.kind).to_owned(),
        departments: departments.remove(&a.id).unwrap_or_default(),
    });
    Json(Org { agencies: agencies.collect() })
}

#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Officers {
    pub(crate) officers: Vec<OfficerView>,
}

/// The active officers of a department, by name.
pub(crate) async fn officers(
    State(state): State<AppState>,
    Officer(_): Officer,
    Path(path): Path<HashMap<String, String>>,
) -> Result<Json<Officers>, Problem> {
    let chart = state.office.facts().chart;
    let id = path.get("id").and_then(|id| id.parse::<DepartmentId>().ok());
    let department = id.and_then(|id| chart.department(id)).ok_or_else(Problem::not_found)?;
    let officers = chart.officers_of(department.id).into_iter().map(|o| view::officer(o, &chart));
    Ok(Json(Officers { officers: officers.collect() }))
}

#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct CalendarYear {
    pub(crate) year: i16,
    /// The edition that due dates are derived from now.
    pub(crate) version: u32,
    pub(crate) holidays: Vec<HolidayView>,
}

#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct HolidayView {
    #[schema(value_type = String, format = Date)]
    pub(crate) date: Date,
    pub(crate) name: String,
    /// `statute`, `substitute` or `designated`.
    pub(crate) basis: String,
    /// Who designated it, and when.
    pub(crate) source: Option<String>,
}

/// Years the calendar reckons.
pub(super) const YEARS: std::ops::RangeInclusive<i16> = 1989..=2199;

pub(crate) async fn calendar(
    State(state): State<AppState>,
    Path(path): Path<HashMap<String, String>>,
) -> Result<Json<CalendarYear>, Problem> {
    let year = path.get("year").filter(|year| year.len() == 4).and_then(|year| year.parse().ok());
    let year = year.filter(|year| YEARS.contains(year)).ok_or_else(Problem::not_found)?;
    let calendar = state.office.facts().calendar;
    let holidays = calendar.holidays(year).into_iter().map(|h| {
        let (basis, source) = match h.basis {
            Basis::Statute => ("statute", None),
            Basis::Substitute { .. } => ("substitute", None),
            Basis::Designated { source } => ("designated", Some(source)),
        };
        HolidayView { date: h.date, name: h.name, basis: basis.to_owned(), source }
    });
    Ok(Json(CalendarYear { year, version: calendar.version().0, holidays: holidays.collect() }))
}

#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct ClockView {
    pub(crate) now: Timestamp,
}

/// Moves the demo's clock; anywhere else there is no such address.
pub(crate) async fn move_clock(
    State(state): State<AppState>,
    sent: Sent,
) -> Result<Json<ClockView>, Problem> {
    if !state.settings.demo {
        return Err(Problem::not_found());
    }
    let mut fields = sent.fields();
    let now = fields.one("now", |typed| {
        let now: Option<Timestamp> = typed.parse().ok();
        now.filter(|now| YEARS.contains(&domain::desk::seoul_date(*now).year()))
    });
    let now = fields.finish(now)?;
    if !state.office.clock().move_to(now) {
        return Err(Problem::not_found());
    }
    Ok(Json(ClockView { now: state.office.now() }))
}

/// Ready when the store answers, and soon, and when this server is not about to stop.
pub(crate) async fn ready(State(state): State<AppState>) -> impl IntoResponse {
    if state.is_leaving() {
        return (StatusCode::SERVICE_UNAVAILABLE, "this server stops");
    }
    let store = state.office.store();
    let asked = async {
        store.read().await?.calendar_version().await?;
        Ok::<_, store::StoreError>(store.keeps().await)
    };
    match tokio::time::timeout(READY_WITHIN, asked).await {
        Ok(Ok(true)) => (StatusCode::OK, "ready"),
        Ok(Ok(false)) => (StatusCode::SERVICE_UNAVAILABLE, "the store keeps nothing"),
        Ok(Err(error)) => {
            tracing::warn!(%error, "the store does not answer");
            (StatusCode::SERVICE_UNAVAILABLE, "the store does not answer")
        }
        Err(_) => {
            tracing::warn!("the store does not answer in time");
            (StatusCode::SERVICE_UNAVAILABLE, "the store does not answer")
        }
    }
}
