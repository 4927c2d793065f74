//! The list as an Excel file: what the conditions find, petitioners masked as on the page.

use axum::extract::State;
use axum::response::{IntoResponse, Redirect, Response};
use domain::access::Scope;
use domain::complaint::Score;
use domain::org::OrgChart;
use store::read::{PAGE_MAX, SurveyFilter, Surveyed};
use words::Names;

use super::{LIST, conditions};
use crate::error::Fail;
use crate::excel::{Answer, Cell, Sheet};
use crate::pages::search::Conditions;
use crate::request::Desk;
use crate::satisfaction::Span;
use crate::state::AppState;

/// Rows of one file: what somebody can still look through; a longer period is taken in parts.
const ROWS_MAX: usize = 10_000;

/// GET `/satisfaction/list.xlsx`
pub(crate) async fn excel(
    State(state): State<AppState>,
    desk: Desk,
    Conditions(asked): Conditions,
) -> Result<Response, Fail> {
    let office = state.office.desk();
    let Ok(narrowed) = conditions::read(&asked, &desk.who, &office) else {
        // The list says what is wrong with the conditions.
        return Ok(Redirect::to(&asked.href(LIST, &[])).into_response());
    };
    let (filter, span) = narrowed?;
    let rows = all(&state, &Scope::of(&desk.actor()), &filter).await?;
    Ok(sheet(&rows, span, &office).response()?)
}

async fn all(state: &AppState, scope: &Scope, filter: &SurveyFilter) -> Result<Vec<Surveyed>, Fail> {
    let mut tx = state.office.store().read().await?;
    let (mut rows, mut after) = (Vec::new(), None);
    loop {
        let slice = tx.surveyed(scope, filter, after.as_ref(), PAGE_MAX).await?;
        rows.extend(slice.rows);
        after = slice.next;
        if after.is_none() || rows.len() >= ROWS_MAX {
            return Ok(rows);
        }
    }
}

fn sheet<'a>(rows: &[Surveyed], span: Span, office: &domain::desk::Desk) -> Sheet<'a> {
    let (from, to) = span.days;
    let period = format!("{} ~ {}", words::date::day(from), words::date::day(to));
    let mut conditions = vec![("조회 기간(접수일)", period)];
    if rows.len() >= ROWS_MAX {
        conditions.push(("표시 범위", format!("최근 접수된 {ROWS_MAX}건까지")));
    }
    Sheet {
        title: "국민신문고 만족도 목록",
        conditions,
        columns: vec![
            "접수번호",
            "제목",
            "신청인",
            "처리부서",
            "처리자",
            "접수일시",
            "처리완료일시",
            "만족도",
            "점수(점)",
            "평가일시",
            "평가 횟수",
            "추가답변 대상건수(건)",
            "추가답변 처리건수(건)",
        ],
        rows: rows.iter().map(|row| line(row, &office.chart)).collect(),
        made_at: office.now,
    }
}

fn line(row: &Surveyed, chart: &OrgChart) -> Vec<Cell> {
    let c = &row.complaint;
    let score = c.rating.and_then(Score::from_points);
    vec![
        Cell::text(c.number.clone()),
        Cell::text(c.title.clone()),
        Cell::text(words::mask::name(&c.petitioner_name)),
        c.department.map_or(Cell::Empty, |id| Cell::text(Names::department(chart, id))),
        c.handler.map_or(Cell::Empty, |id| Cell::text(Names::officer(chart, id))),
        Cell::moment(c.received_at),
        Cell::moment(c.ended_at),
        Cell::text(score.map_or("미평가", words::score::label)),
        c.rating.map_or(Cell::Empty, Cell::count),
        Cell::moment(row.rated_at),
        Cell::count(row.ratings),
        Cell::count(row.asked),
        Cell::count(row.followed_up),
    ]
}
