//! 국민신문고 만족도평가 통계 by agency, bureau or department; the same as a page's grid, and its Excel file.

use axum::Json;
use axum::extract::{RawQuery, State};
use axum::response::Response;
use casework::reader;
use domain::desk::seoul_date;
use domain::satisfaction::{By, Grid, Row, Tally, Under, Unit};
use jiff::Timestamp;
use jiff::civil::Date;
use serde::Serialize;
use utoipa::ToSchema;

use super::caller::Officer;
use super::problem::Problem;
use super::query;
use crate::error::Fail;
use crate::excel::Answer;
use crate::satisfaction::{Figures, Span, bureau_code, bureau_of, sheet};
use crate::state::AppState;

/// One grid: the whole, then its offices in the order of the city's chart.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Satisfaction {
    pub(crate) from: Date,
    pub(crate) to: Date,
    pub(crate) by: &'static str,
    pub(crate) at: Timestamp,
    /// So many seconds before that the figures may be of; empty where they are of that moment.
    pub(crate) behind_seconds: Option<u64>,
    /// 전체: the sum of the rows.
    pub(crate) whole: SatisfactionFigures,
    pub(crate) rows: Vec<SatisfactionRow>,
}

#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct SatisfactionRow {
    /// Given as `under` it opens the next grid; empty for what lies with no office of this kind yet.
    pub(crate) id: Option<String>,
    pub(crate) name: String,
    #[serde(flatten)]
    pub(crate) figures: SatisfactionFigures,
}

#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct SatisfactionFigures {
    /// 평균(점): over each complaint's last rating; 0 where nobody answered. Two decimals.
    pub(crate) average: f64,
    /// 응답건수.
    pub(crate) responses: u64,
    /// 추가 답변 비율(%): 처리건수 of 대상건수; 0 where nothing was asked. Two decimals.
    pub(crate) follow_up_percent: f64,
    /// 추가 답변 처리건수.
    pub(crate) follow_ups_answered: u64,
    /// 추가 답변 대상건수.
    pub(crate) follow_ups_asked: u64,
    /// 이송건수: complaints that came from 국민신문고.
    pub(crate) transferred: u64,
}

impl SatisfactionFigures {
    fn of(tally: Tally) -> SatisfactionFigures {
        SatisfactionFigures {
            average: tally.average().to_f64(),
            responses: tally.responses,
            follow_up_percent: tally.answered_percent().to_f64(),
            follow_ups_answered: tally.answered,
            follow_ups_asked: tally.asked,
            transferred: tally.came,
        }
    }
}

/// What was asked, and the figures found.
struct Found {
    by: By,
    under: Under,
    span: Span,
    figures: Figures,
    grid: Grid,
    at: Timestamp,
}

/// GET `/api/v1/statistics/satisfaction`
pub(crate) async fn satisfaction(
    State(state): State<AppState>,
    Officer(who): Officer,
    RawQuery(raw): RawQuery,
) -> Result<Json<Satisfaction>, Problem> {
    let Found { by, span, figures, grid, at, .. } = find(&state, &who, raw.as_deref()).await?;
    let row = |row: &Row| SatisfactionRow {
        id: id(&row.unit),
        name: figures.name(by, &row.unit),
        figures: SatisfactionFigures::of(row.tally),
    };
    let (from, to) = span.days;
    let rows = grid.rows.iter().map(row).collect();
    let whole = SatisfactionFigures::of(grid.whole);
    let behind_seconds = words::behind::seconds(figures.behind);
    Ok(Json(Satisfaction { from, to, by: name(by), at, behind_seconds, whole, rows }))
}

/// GET `/api/v1/statistics/satisfaction.xlsx`
pub(crate) async fn excel(
    State(state): State<AppState>,
    Officer(who): Officer,
    RawQuery(raw): RawQuery,
) -> Result<Response, Problem> {
    let found = find(&state, &who, raw.as_deref()).await?;
    let sheet = sheet(&found.figures, (found.by, &found.under), &found.grid, found.span, found.at);
    sheet.response().map_err(|why| Fail::from(why).into())
}

async fn find(
    state: &AppState,
    who: &casework::sessions::Who,
    query: Option<&str>,
) -> Result<Found, Problem> {
    let mut f = query::fields(query, &[])?;
    let (from, to) = (f.parsed_if_any("from"), f.parsed_if_any("to"));
    let by = f.one_if_any("by", |text| BY.into_iter().find(|by| name(*by) == text));
    let under = f.one_if_any("under", under);
    let (by, under) = f.finish(Some((by.unwrap_or(By::Agency), under.unwrap_or(Under::City))))?;
    let office = state.office.desk();
    let moments = reader::period(from, to, office.today())?;
    let span = Span { days: (seoul_date(moments.0), seoul_date(moments.1)), moments };
    let figures = Figures::load(state, &who.actor(), span).await?;
    let grid = figures.grid(by, &under)?;
    Ok(Found { by, under, span, figures, grid, at: office.now })
}

pub(super) const BY: [By; 3] = [By::Agency, By::Bureau, By::Department];

pub(super) fn name(by: By) -> &'static str {
    match by {
        By::Agency => "agency",
        By::Bureau => "bureau",
        By::Department => "department",
    }
}

/// An agency's id, or with a bureau's name behind a slash: the `id` of a row.
fn under(text: &str) -> Option<Under> {
    match text.split_once('/') {
        Some((agency, bureau)) => Some(Under::Bureau(agency.parse().ok()?, bureau_of(bureau))),
        None => Some(Under::Agency(text.parse().ok()?)),
    }
}

fn id(unit: &Unit) -> Option<String> {
    match unit {
        Unit::Agency(id) => Some(id.to_string()),
        Unit::Bureau(id, bureau) => Some(format!("{id}/{}", bureau_code(bureau))),
        Unit::Department(id) => Some(id.to_string()),
        Unit::NotDistributed => None,
    }
}
