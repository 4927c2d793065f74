//! 총괄 민원 조회: every complaint one may see, by conditions; and the search box of every page.

mod conditions;
mod export;
mod form;
mod found;
mod marked;
mod saved;
mod selected;
mod view;

use axum::extract::{RawQuery, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use axum_extra::extract::cookie::CookieJar;
use casework::reader::PERIOD_MAX_DAYS;
use domain::complaint::Number;
use jiff::ToSpan;
use maud::{Markup, html};
use store::SavedSearch;

use crate::components::{FieldError, Lang, error_summary, page_title};
use crate::error::Fail;
use crate::pages::Frame;
use crate::pages::work::{Asked, ListColumn, Typed};
use crate::request::Desk;
use crate::state::AppState;

use found::Found;

pub(crate) use conditions::{Conditions, Wrong, days, span};
pub(crate) use export::{export, wanted};
pub(crate) use selected::selected;
pub(crate) use view::{change as change_view, page as view};

const PATH: &str = "/complaints";
const TITLE: &str = "총괄 민원 조회";

/// GET `/complaints`
pub(crate) async fn page(
    State(state): State<AppState>,
    desk: Desk,
    Conditions(asked): Conditions,
    RawQuery(raw): RawQuery,
    jar: CookieJar,
) -> Result<Response, Fail> {
    // Asked for without anything: as the reader keeps it.
    if raw.is_none_or(|query| query.is_empty())
        && let Some(query) = saved::leading(&state, &desk.who).await?
    {
        return Ok(Redirect::to(&format!("{PATH}?{query}")).into_response());
    }
    if let Some(typed) = asked.get("number")
        && let Some(number) = found::under(&state, &desk.actor(), typed).await?
    {
        return Ok(Redirect::to(&case_address(&number)).into_response());
    }
    if asked.as_excel()?
        && let Ok(narrowed) = conditions::read(&asked, &desk.who, &state.office.desk())
    {
        return export::masked(&state, &desk, &asked, narrowed?, jar).await;
    }
    let page = Page::load(&state, desk, asked, Typed::default()).await?;
    Ok(page.render(&state, jar))
}

/// GET `/search?q=`: a number leads to its complaint, words to the list.
pub(crate) async fn find(State(state): State<AppState>, desk: Desk, asked: Asked) -> Result<Response, Fail> {
    let typed = asked.text("q");
    if let Some(number) = found::under(&state, &desk.actor(), typed).await? {
        return Ok(Redirect::to(&case_address(&number)).into_response());
    }
    // As far back as a search may look, what fits best first.
    let from = state.office.desk().today().saturating_sub((PERIOD_MAX_DAYS - 1).days()).to_string();
    let query = serde_html_form::to_string([("q", typed), ("from", &from), ("sort", "fitting")]);
    let query = query.unwrap_or_default();
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
    searches: Vec<SavedSearch>,
    typed: Typed,
}

impl Page {
    async fn load(state: &AppState, desk: Desk, asked: Asked, typed: Typed) -> Result<Page, Fail> {
        let found = match conditions::read(&asked, &desk.who, &state.office.desk()) {
            Ok(narrowed) => Ok(found::look(state, &desk.actor(), &asked, narrowed?).await?),
            Err(wrong) => Err(wrong),
        };
        let searches = state.office.store().read().await?.saved_searches_of(desk.who.officer.id).await?;
        Ok(Page { desk, asked, found, searches, typed })
    }

    fn render(&self, state: &AppState, jar: CookieJar) -> Response {
        let frame = Frame { query: self.asked.text("q"), ..Frame::new(state, &self.desk.who, TITLE, PATH) };
        let wrong = self.found.is_err() || self.typed.is_wrong();
        let mut response = frame.render(jar, self.body(state));
        if wrong {
            *response.status_mut() = StatusCode::UNPROCESSABLE_ENTITY;
        }
        response
    }

    /// Where there is something to take, or where a purpose was typed that must not be lost.
    fn offers_export(&self) -> bool {
        let something = self.found.as_ref().is_ok_and(|found| !found.is_empty());
        something || self.typed.is_wrong() || !self.typed.value("purpose").is_empty()
    }

    fn body(&self, state: &AppState) -> Markup {
        let desk = state.office.desk();
        let wrong = self.found.as_ref().err().map(Vec::as_slice).unwrap_or_default();
        html! {
            (page_title(TITLE, html! {}))
            (self.typed.summary())
            (summary(wrong))
            (saved::links(&self.searches, &self.asked))
            (form::conditions(&self.asked, wrong, &self.desk.who, &desk))
            @if wrong.is_empty() { (saved::keep(&self.asked)) }
            @if let Ok(found) = &self.found {
                @let columns = ListColumn::chosen(&self.desk.who.preferences);
                (found.table(&self.asked, &desk, &columns, selected::offered(&self.desk.who)))
                @if selected::offered(&self.desk.who) && !found.is_empty() {
                    (selected::form(&self.desk.who, &self.asked, &self.typed, &desk.chart))
                }
            }
            @if self.offers_export() { (export::form(state, &self.asked, &self.typed)) }
        }
    }
}

pub(crate) fn summary(wrong: &[Wrong]) -> Markup {
    let errors: Vec<FieldError> =
        wrong.iter().map(|w| FieldError { field: Some(w.field), message: &w.message }).collect();
    error_summary(&errors, Lang::Ko)
}
