//! "다른 사람이 작성 중입니다": what a case page tells while it is open, and what it is told.

use axum::Json;
use axum::extract::State;
use axum::response::{IntoResponse, Response};
use casework::presence::{self, Doing};
use domain::complaint::Visibility;
use domain::id::OfficerId;
use domain::org::OrgChart;
use maud::{Markup, html};
use serde_json::json;
use words::Names;

use super::view::View;
use crate::error::Fail;
use crate::pages::work::Posted;
use crate::request::{CaseNumber, Desk};
use crate::state::AppState;

/// POST `/complaints/{number}/presence`: the page's heart beats.
pub(crate) async fn beat(
    State(state): State<AppState>,
    Desk { who, .. }: Desk,
    CaseNumber(number): CaseNumber,
    form: Posted,
) -> Result<Response, Fail> {
    let doing = match form.text("doing") {
        "writing" => Doing::Writing,
        "leaving" => Doing::Leaving,
        _ => Doing::Reading,
    };
    let at = presence::at(&state.office, &who.actor(), &number, doing).await?;
    let told = sentence(&state.office.facts().chart, &at.others);
    Ok(Json(json!({ "version": at.version, "told": told })).into_response())
}

/// `김의약 주무관이 작성 중입니다.`, or nothing.
fn sentence(chart: &OrgChart, others: &[OfficerId]) -> String {
    if others.is_empty() {
        return String::new();
    }
    let names: Vec<String> = others.iter().map(|id| Names::officer(chart, *id)).collect();
    format!("다른 사람이 작성 중입니다: {}", names.join(", "))
}

/// The line in which it is said; without script as it was when the page was made.
pub(super) fn line(view: &View) -> Markup {
    let told = sentence(view.chart(), &view.writing);
    let number = view.number();
    let version = view.case.complaint.version;
    let sealed = view.case.complaint.visibility == Visibility::Sealed;
    html! {
        p.presence role="status" data-sealed[sealed] data-presence={ "/complaints/" (number) "/presence" } data-version=(version) {
            (told)
        }
    }
}
