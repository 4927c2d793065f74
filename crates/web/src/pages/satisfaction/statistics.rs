//! 통계: 국민신문고 이송민원에 대한 만족도평가 통계, three linked grids 기관별, 실국별, 부서별.

use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use axum_extra::extract::cookie::CookieJar;
use domain::satisfaction::By;
use maud::{Markup, html};

use super::grids::{Choice, Opened, file};
use super::{LIST, STATISTICS, TITLE, conditions, two_tabs};
use crate::components::{how_old, page_title};
use crate::error::Fail;
use crate::excel::Answer;
use crate::pages::Frame;
use crate::pages::work::Asked;
use crate::request::Desk;
use crate::satisfaction::{Figures, sheet};
use crate::state::AppState;

/// GET `/satisfaction/statistics`
pub(crate) async fn page(
    State(state): State<AppState>,
    desk: Desk,
    asked: Asked,
    jar: CookieJar,
) -> Result<Response, Fail> {
    let office = state.office.desk();
    let choice = Choice::of(&asked)?;
    let (wrong, grids) = match conditions::period(&asked, &office) {
        Err(wrong) => (vec![wrong], html! {}),
        Ok(span) => {
            let figures = Figures::load(&state, &desk.actor(), span).await?;
            let grids = Opened::of(&figures, choice)?.markup(&figures, &asked)?;
            (Vec::new(), html! { (how_old(figures.behind)) (grids) })
        }
    };
    let body = html! {
        (page_title(TITLE, html! {}))
        (two_tabs(&asked, STATISTICS))
        h2 { "국민신문고 이송민원에 대한 만족도평가 통계" }
        (legend())
        (conditions::summary(&wrong))
        (conditions::of_statistics(&asked, &wrong, &office))
        (grids)
    };
    let frame = Frame { active: LIST, ..Frame::new(&state, &desk.who, TITLE, STATISTICS) };
    let mut response = frame.render(jar, body);
    if !wrong.is_empty() {
        *response.status_mut() = StatusCode::UNPROCESSABLE_ENTITY;
    }
    Ok(response)
}

/// What the figures mean, where they are read.
fn legend() -> Markup {
    html! {
        p.hint {
            "접수일이 조회 기간에 드는 국민신문고 민원을 지금 맡고 있는 기관·부서에서 셉니다. 평균은 민원별 마지막 평가 점수의 \
             합을 응답건수로 나눈 값이고, 추가 답변 비율은 처리건수를 대상건수로 나눈 값입니다."
        }
    }
}

/// GET `/satisfaction/statistics/{file}`
pub(crate) async fn excel(
    State(state): State<AppState>,
    desk: Desk,
    Path(name): Path<String>,
    asked: Asked,
) -> Result<Response, Fail> {
    let kinds = [By::Agency, By::Bureau, By::Department];
    let by = kinds.into_iter().find(|by| file(*by) == name).ok_or_else(Fail::not_found)?;
    let under = Choice::of(&asked)?.under(by);
    let office = state.office.desk();
    let Ok(span) = conditions::period(&asked, &office) else {
        // The page says what is wrong with the period.
        return Ok(Redirect::to(&asked.href(STATISTICS, &[])).into_response());
    };
    let figures = Figures::load(&state, &desk.actor(), span).await?;
    let grid = figures.grid(by, &under)?;
    Ok(sheet(&figures, (by, &under), &grid, span, office.now).response()?)
}
