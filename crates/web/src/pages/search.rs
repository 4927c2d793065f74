//! 총괄 민원 조회: every complaint one may see, by conditions; and the search box of every page.

mod conditions;
mod form;
mod found;
mod selected;

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use axum_extra::extract::cookie::CookieJar;
use domain::complaint::Number;
use maud::{Markup, html};

use crate::components::{FieldError, Lang, error_summary, page_title};
use crate::error::Fail;
use crate::pages::Frame;
use crate::pages::work::{Asked, Typed};
use crate::request::Desk;
use crate::state::AppState;

use conditions::{Conditions, Wrong};
use found::Found;

pub(crate) use conditions::days;
pub(crate) use selected::selected;

const PATH: &str = "/complaints";
const TITLE: &str = "총괄 민원 조회";

/// GET `/complaints`
pub(crate) async fn page(
    State(state): State<AppState>,
    desk: Desk,
    Conditions(asked): Conditions,
    jar: CookieJar,
) -> Result<Response, Fail> {
    if let Some(number) = asked.get("number").and_then(|typed| Number::parse(typed).ok())
        && found::exists(&state, &desk.actor(), &number).await?
    {
        return Ok(Redirect::to(&case_address(&number)).into_response());
    }
    let page = Page::load(&state, desk, asked, Typed::default()).await?;
    Ok(page.render(&state, jar))
}

/// GET `/search?q=`: a number leads to its complaint, words to the list.
pub(crate) async fn find(State(state): State<AppState>, desk: Desk, asked: Asked) -> Result<Response, Fail> {
    let typed = asked.text("q");
    if let Ok(number) = Number::parse(typed)
        && found::exists(&state, &desk.actor(), &number).await?
    {
        return Ok(Redirect::to(&case_address(&number)).into_response());
    }
    let query = serde_html_form::to_string([("q", typed)]).unwrap_or_default();
    Ok(Redirect::to(&format!("{PATH}?{query}")).into_response())
}

fn case_address(number: &Number) -> String {
    format!("/complaints/{number}?from=complaints")
}

/// The page with its conditions, its results, and a form for the chosen rows.
struct Page {
    desk: Desk,
    asked: Asked,
    /// What was wrong with the conditions: the form is kept, nothing is looked up.
    found: Result<Found, Vec<Wrong>>,
    typed: Typed,
}

impl Page {
    async fn load(state: &AppState, desk: Desk, asked: Asked, typed: Typed) -> Result<Page, Fail> {
        let found = match conditions::read(&asked, &state.office.desk()) {
            Ok(narrowed) => Ok(found::look(state, &desk.actor(), &asked, narrowed?).await?),
            Err(wrong) => Err(wrong),
        };
        Ok(Page { desk, asked, found, typed })
    }

    fn render(&self, state: &AppState, jar: CookieJar) -> Response {
        let frame = Frame { query: self.asked.text("q"), ..Frame::new(state, &self.desk.0, TITLE, PATH) };
        let wrong = self.found.is_err() || self.typed.is_wrong();
        let mut response = frame.render(jar, self.body(state));
        if wrong {
            *response.status_mut() = StatusCode::UNPROCESSABLE_ENTITY;
        }
        response
    }

    fn body(&self, state: &AppState) -> Markup {
        let desk = state.office.desk();
        let wrong = self.found.as_ref().err().map(Vec::as_slice).unwrap_or_default();
        html! {
            (page_title(TITLE, html! {}))
            (self.typed.summary())
            (summary(wrong))
            (form::conditions(&self.asked, wrong, &desk))
            @if let Ok(found) = &self.found {
                (found.table(&self.asked, &desk, selected::offered(&self.desk.0)))
                @if selected::offered(&self.desk.0) && !found.is_empty() {
                    (selected::form(&self.desk.0, &self.asked, &self.typed, &desk.chart))
                }
            }
        }
    }
}

fn summary(wrong: &[Wrong]) -> Markup {
    let errors: Vec<FieldError> =
        wrong.iter().map(|w| FieldError { field: Some(w.field), message: &w.message }).collect();
    error_summary(&errors, Lang::Ko)
}
