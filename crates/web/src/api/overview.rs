//! Counts by stage over everything the officer may see at once.

use axum::Json;
use axum::extract::State;
use axum::response::Response;
use casework::sessions::Who;
use domain::complaint::StageName;
use jiff::Timestamp;
use serde::Serialize;
use store::read::{Place, StageCount};
use utoipa::ToSchema;

use super::caller::Officer;
use super::me::{PlaceCounts, StageCounts, count, managed, watched};
use super::problem::Problem;
use crate::error::Fail;
use crate::excel::{Answer, Cell, Sheet};
use crate::state::AppState;

#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Overview {
    pub(crate) at: Timestamp,
    /// The widest places in sight: the city, else agencies, else departments, else one's own desk.
    pub(crate) scope: Vec<String>,
    pub(crate) stages: Vec<StageCounts>,
}

pub(crate) async fn overview(
    State(state): State<AppState>,
    Officer(who): Officer,
) -> Result<Json<Overview>, Problem> {
    Ok(Json(counted(&state, &who).await?))
}

/// The same as an Excel file.
pub(crate) async fn file(State(state): State<AppState>, Officer(who): Officer) -> Result<Response, Problem> {
    let Overview { at, scope, stages } = counted(&state, &who).await?;
    let rows = stages.into_iter().map(|count| {
        let stage = StageName::parse(&count.stage).map_or("", words::stage::label);
        let figures = [count.total, count.due_today, count.overdue].map(Cell::count);
        std::iter::once(Cell::text(stage)).chain(figures).collect()
    });
    let sheet = Sheet {
        title: "진행상태별 처리현황",
        conditions: vec![("범위", scope.join(", "))],
        columns: vec!["진행상태", "건수", "오늘 마감", "지연 중"],
        rows: rows.collect(),
        made_at: at,
    };
    Ok(sheet.response().map_err(Fail::from)?)
}

async fn counted(state: &AppState, who: &Who) -> Result<Overview, Problem> {
    let managed = managed(who);
    let agencies = managed.iter().copied().filter(|place| matches!(place, Place::Agency(_)));
    let departments = managed.iter().copied().filter(|place| matches!(place, Place::Department(_)));
    let own = who.on_duty.desks().map(Place::Handler).collect();
    let widest = [watched(who), agencies.collect(), departments.collect(), own];
    let places = widest.into_iter().find(|places| !places.is_empty()).unwrap_or_default();
    let mut counted = Vec::with_capacity(places.len());
    for place in places {
        counted.push(count(state, who, place).await?);
    }
    let scope = counted.iter().map(|place| place.name.clone()).collect();
    Ok(Overview { at: state.office.now(), scope, stages: sums(&counted) })
}

/// Places of one kind do not overlap, so their counts add up.
fn sums(places: &[PlaceCounts]) -> Vec<StageCounts> {
    let sum = |stage: StageName| {
        let mut sum = StageCount { stage, total: 0, overdue: 0, due_today: 0 };
        for counts in places.iter().flat_map(|place| &place.stages).filter(|c| c.stage == stage.as_str()) {
            sum.total += counts.total;
            sum.overdue += counts.overdue;
            sum.due_today += counts.due_today;
        }
        StageCounts::of(&sum)
    };
    StageName::ALL.into_iter().map(sum).collect()
}
