//! 공개 민원: what others asked and what the city answered, without the persons.

use axum::extract::rejection::QueryRejection;
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::response::Response;
use axum_extra::extract::cookie::CookieJar;
use domain::complaint::Stage;
use domain::id::ComplaintId;
use domain::org::OrgChart;
use maud::{Markup, html};
use serde::Deserialize;
use store::read::{Cursor, Published, PublishedAnswer, Slice};
use words::Names;
use words::error::PageError;
use words::redact::redact;

use super::citizen::{Sheet, Tongue, mishap};
use crate::components::{
    ButtonKind, Field, InputKind, KeyValue, Pager, empty_state, hidden, input, key_values, link_button,
    page_title, pager, panel, submit,
};
use crate::error::Fail;
use crate::request::From;
use crate::state::AppState;
use casework::search;

const PATH: &str = "/answers";
/// Answers a page.
const PAGE_ROWS: u32 = 20;
/// What is typed into the search is cut here, in characters, and after so many words.
const WORDS_CHARS_MAX: usize = 100;
const WORDS_MAX: usize = 5;

/// The list's address: words, and where the page before ended.
#[derive(Debug, Default, Deserialize)]
pub(crate) struct Asked {
    #[serde(default)]
    q: String,
    #[serde(default)]
    after: String,
}

impl Asked {
    fn words(&self) -> String {
        let cut: String = self.q.chars().filter(|c| !c.is_control()).take(WORDS_CHARS_MAX).collect();
        cut.split_whitespace().take(WORDS_MAX).collect::<Vec<_>>().join(" ")
    }

    /// What is no place in the list begins it anew.
    fn after(&self) -> Option<Cursor> {
        let (key, id) = self.after.split_once('_')?;
        let id: ComplaintId = id.parse().ok()?;
        Some(Cursor { key: key.parse().ok()?, id: id.to_string() })
    }

    /// The address of a page of this search.
    fn address(&self, after: Option<&Cursor>) -> String {
        let after = after.map(|c| format!("{}_{}", c.key, c.id));
        let pairs = [("q", Some(self.words())), ("after", after)];
        let kept: Vec<(&str, String)> = pairs
            .into_iter()
            .filter_map(|(name, value)| Some((name, value.filter(|v| !v.is_empty())?)))
            .collect();
        match serde_html_form::to_string(&kept) {
            Ok(query) if !query.is_empty() => format!("{PATH}?{query}"),
            _ => PATH.to_owned(),
        }
    }
}

/// `GET /answers`
pub(crate) async fn list(
    State(state): State<AppState>,
    From(peer): From,
    tongue: Tongue,
    jar: CookieJar,
    asked: Result<Query<Asked>, QueryRejection>,
) -> Response {
    let asked = asked.map(|query| query.0).unwrap_or_default();
    let found = async {
        let words = asked.words();
        let words = Some(words.as_str()).filter(|words| !words.is_empty());
        if words.is_some() && !state.may_search(peer) {
            return Err(Fail::Page(PageError::TooOften));
        }
        let mut tx = state.office.store().read().await?;
        let mut slice = tx.published(words, PAGE_ROWS, asked.after().as_ref()).await?;
        slice.rows.retain(|row| tells(row, words.unwrap_or_default()));
        Ok(slice)
    };
    match found.await {
        Ok(slice) => {
            let desk = state.office.desk();
            let body = listed(&asked, &slice, &desk.chart, tongue);
            let path = asked.address(asked.after().as_ref());
            Sheet::new(tongue, title(tongue), &path).respond(StatusCode::OK, jar, body)
        }
        Err(fail) => mishap(&fail, tongue, PATH),
    }
}

/// Do the words stand in what is shown? Else whoever guesses a telephone number figure by figure would be told
/// by the search what the page hides.
fn tells(row: &Published, words: &str) -> bool {
    words.is_empty() || search::stand_in(words, &redact(&row.title), &redact(&row.body))
}

fn listed(asked: &Asked, slice: &Slice<Published>, chart: &OrgChart, tongue: Tongue) -> Markup {
    let t = tongue.strings();
    let next = slice.next.as_ref().map(|cursor| tongue.to(&asked.address(Some(cursor))));
    let first = asked.after().map(|_| tongue.to(&asked.address(None)));
    let count = tongue.pick(format!("{}건 표시", slice.rows.len()), format!("{} shown", slice.rows.len()));
    html! {
        (page_title(title(tongue), html! {}))
        (search(asked, tongue))
        @if slice.rows.is_empty() {
            (empty_state(t.lookup.public_none, "", Some(link_button(t.apply.title, &tongue.to("/apply"), ButtonKind::Secondary))))
        } @else {
            ul.published {
                @for row in &slice.rows {
                    li {
                        a href=(tongue.to(&format!("{PATH}/{}", row.id))) lang="ko" { (redact(&row.title)) }
                        p.quiet {
                            (words::date::day_for(domain::desk::seoul_date(row.answered_at), tongue.0))
                            @if let Some(department) = row.department { " · " span lang="ko" { (Names::department(chart, department)) } }
                            @if let Some(category) = &row.category { " · " span lang="ko" { (category) } }
                        }
                    }
                }
            }
            (pager(&Pager { previous: first.as_deref(), next: next.as_deref(), summary: &count, lang: tongue.furniture(), ..Pager::default() }))
        }
    }
}

fn title(tongue: Tongue) -> &'static str {
    tongue.pick("공개 민원", "Public answers")
}

fn search(asked: &Asked, tongue: Tongue) -> Markup {
    let t = &tongue.strings().lookup;
    let words = asked.words();
    let field =
        Field::new("q", t.public_search).value(&words).max_chars(WORDS_CHARS_MAX).lang(tongue.furniture());
    html! {
        form.filter method="get" action=(PATH) role="search" aria-label=(t.public_search) {
            @if tongue.other().0 == words::Lang::Ko { (hidden("lang", tongue.0.as_str())) }
            div.filter-fields { (input(&field, InputKind::Search)) (submit(t.look_up, ButtonKind::Primary)) }
        }
    }
}

/// `GET /answers/{id}`
pub(crate) async fn detail(
    State(state): State<AppState>,
    tongue: Tongue,
    jar: CookieJar,
    Path(id): Path<String>,
) -> Response {
    let found = async {
        let id: ComplaintId = id.parse().map_err(|_| Fail::not_found())?;
        Ok(state.office.store().read().await?.published_answer(id).await?)
    };
    match found.await {
        Ok(whole) => {
            let desk = state.office.desk();
            let title = redact(&whole.head.title);
            let path = format!("{PATH}/{}", whole.head.id);
            Sheet::new(tongue, &title, &path).respond(StatusCode::OK, jar, shown(&whole, &desk.chart, tongue))
        }
        Err(fail) => mishap(&fail, tongue, PATH),
    }
}

fn shown(whole: &PublishedAnswer, chart: &OrgChart, tongue: Tongue) -> Markup {
    let t = &tongue.strings().status;
    let head = &whole.head;
    let day = |at| words::date::day_for(domain::desk::seoul_date(at), tongue.0);
    let office = head.department.map(|id| Names::department(chart, id)).unwrap_or_default();
    let result = match whole.file.stage {
        Stage::Answered { result, .. } => words::answer::result_for(result, tongue.0),
        _ => "",
    };
    let lines = [
        KeyValue::text(t.filed_at, &day(whole.filed_at)),
        KeyValue::text(t.answered_at, &day(head.answered_at)),
        KeyValue::text(t.department, &office),
        KeyValue::text(t.result, result),
    ];
    html! {
        (page_title(&redact(&head.title), html! {}))
        (key_values(&lines))
        (panel("question", tongue.pick("질문", "Question"), html! { p.letter lang="ko" { (redact(&head.body)) } }))
        (panel("answer", t.answer, html! { p.letter.letter-answer lang="ko" { (redact(&whole.answer)) } }))
        p.quiet { (words::visibility::describe(domain::complaint::Visibility::Open, tongue.0)) }
        div.button-row { (link_button(tongue.pick("목록으로", "Back to the list"), &tongue.to(PATH), ButtonKind::Tertiary)) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_search_is_cut_to_what_can_be_answered() {
        let asked = Asked { q: "가 ".repeat(300), after: "x".into() };
        assert_eq!(asked.words(), "가 가 가 가 가");
        assert!(asked.after().is_none());
        assert_eq!(Asked::default().address(None), "/answers");
    }

    #[test]
    fn a_place_in_the_list_travels_in_the_address() {
        let id = "00000000-0000-0000-0000-0000000000f1";
        let cursor = Cursor { key: 1_773_000_000_000_000, id: id.to_owned() };
        let asked = Asked { q: "가로등".into(), after: format!("{}_{id}", cursor.key) };
        assert_eq!(asked.after(), Some(cursor.clone()));
        assert!(asked.address(Some(&cursor)).ends_with(&format!("&after={}_{id}", cursor.key)));
    }
}
