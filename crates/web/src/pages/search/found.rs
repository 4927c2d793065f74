//! What the search found: a page of it, newest or soonest due first.

use casework::export::{self, Taken};
use casework::search::{Instead, Looked, Passage};
use casework::{NotDone, reader, search};
use domain::access::Scope;
use domain::actor::Actor;
use domain::complaint::{EpeopleNumber, Number};
use domain::desk::Desk;
use maud::{Markup, html};
use store::LookUp;
use store::read::{Cursor, Filter, Listed, Page, Sort};

use super::conditions::Narrowed;
use super::{PATH, marked};
use crate::components::{Selection, empty_state};
use crate::error::Fail;
use crate::pages::work::{Asked, Line, ListColumn, Rows};
use crate::state::AppState;

/// People of one name that are looked through: each is a query of its own.
const NAMESAKES: usize = 60;

pub(super) struct Found {
    sort: Sort,
    rows: Vec<Listed>,
    next: Option<Cursor>,
    /// What was looked for in place of words that are nowhere.
    instead: Option<Instead>,
    /// Of each row: where the words stand.
    passages: Vec<Passage>,
}

/// The complaint that this reader may open under what was typed: our number, or 국민신문고's.
pub(super) async fn under(state: &AppState, actor: &Actor, typed: &str) -> Result<Option<Number>, Fail> {
    if let Ok(number) = Number::parse(typed) {
        return Ok(exists(state, actor, &number).await?.then_some(number));
    }
    match EpeopleNumber::parse(typed) {
        Ok(external) => Ok(reader::under_external(&state.office, actor, &external).await?),
        Err(_) => Ok(None),
    }
}

/// May this reader open a complaint of this number?
async fn exists(state: &AppState, actor: &Actor, number: &Number) -> Result<bool, Fail> {
    match state.office.store().read().await?.complaint(&Scope::of(actor), number).await {
        Ok(_) => Ok(true),
        Err(why) => match NotDone::from(why) {
            NotDone::NotFound => Ok(false),
            other => Err(other.into()),
        },
    }
}

pub(super) async fn look(
    state: &AppState,
    actor: &Actor,
    asked: &Asked,
    narrowed: Narrowed,
) -> Result<Found, Fail> {
    let page = asked.page()?;
    let Narrowed { filter, petitioner } = narrowed;
    if let Some(name) = petitioner {
        return by_name(state, actor, &name, (filter, page)).await;
    }
    let Looked { slice, instead } = search::look(&state.office, actor, &filter, &page).await?;
    let typed = filter.words.as_deref().unwrap_or_default();
    let words = instead.as_ref().map_or(typed, |instead| &instead.words);
    let passages = search::passages(&state.office, words, &slice.rows).await?;
    Ok(Found { sort: page.sort, rows: slice.rows, next: slice.next, instead, passages })
}

/// The same rows for a file: from the first page on, as many as one file holds.
pub(super) async fn take(
    state: &AppState,
    actor: &Actor,
    asked: &Asked,
    narrowed: Narrowed,
) -> Result<Taken, Fail> {
    // A sealed complaint leaves in no file.
    if narrowed.filter.sealed {
        return Err(Fail::not_found());
    }
    if narrowed.petitioner.is_none() {
        return Ok(
            export::rows(&state.office, actor, (&narrowed.filter, asked.sort()?), export::ROWS_MAX).await?
        );
    }
    let found = look(state, actor, asked, narrowed).await?;
    Ok(Taken { rows: found.rows, cut: false })
}

/// Names are sealed and cannot be listed in order: all namesakes at once, without further pages.
async fn by_name(
    state: &AppState,
    actor: &Actor,
    name: &str,
    (filter, page): (Filter, Page),
) -> Result<Found, Fail> {
    let people = state.office.store().read().await?.find_petitioners(LookUp::Name(name)).await?;
    let mut rows: Vec<Listed> = Vec::new();
    for person in people.into_iter().take(NAMESAKES) {
        let filter = Filter { petitioner: Some(person), ..filter.clone() };
        let one = Page { after: None, ..page.clone() };
        rows.extend(reader::list(&state.office, actor, &filter, &one).await?.rows);
    }
    match page.sort {
        Sort::Due => rows.sort_by_key(|row| (row.due_at.is_none(), row.due_at)),
        Sort::Newest | Sort::Fitting => {
            rows.sort_by_key(|row| std::cmp::Reverse(row.received_at.unwrap_or(row.filed_at)))
        }
    }
    Ok(Found { sort: page.sort, rows, next: None, instead: None, passages: Vec::new() })
}

/// Names are kept sealed and are found only whole: whoever typed a part of one must be told. A number is
/// looked for in all the years: no other period finds it.
fn way_on(asked: &Asked) -> &'static str {
    let is_number = |typed: &str| Number::parse(typed).is_ok() || EpeopleNumber::parse(typed).is_ok();
    let numbered = ["number", "q"].iter().any(|name| asked.get(name).is_some_and(is_number));
    match asked.get("petitioner") {
        Some(_) => {
            "신청인은 이름 전체가 같아야 찾습니다. 이름의 일부나 초성으로는 찾을 수 없으니 띄어쓰기 없이 전체 이름인지 확인하고, \
             조회 기간을 넓히거나 접수번호로 찾아 보십시오."
        }
        None if numbered => "이 번호의 민원이 없거나 볼 수 없는 민원입니다. 번호를 다시 확인해 주십시오.",
        None => "기간을 넓히거나 조건을 줄여 보십시오.",
    }
}

impl Found {
    pub(super) fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    pub(super) fn table(
        &self,
        asked: &Asked,
        desk: &Desk,
        columns: &[ListColumn],
        selectable: bool,
    ) -> Markup {
        let rows = Rows {
            desk,
            caption: "조회한 민원",
            path: PATH,
            asked,
            from: "complaints",
            selection: selectable.then_some(Selection { name: "chosen", form_id: "selected" }),
            extra: &[],
            empty: empty_state("조건에 맞는 민원이 없습니다.", way_on(asked), None),
        };
        let mut passages = self.passages.iter();
        let line = |listed| Line { title: passages.next().map(marked::title), ..Line::plain(listed) };
        let lines: Vec<Line> = self.rows.iter().map(line).collect();
        html! {
            @if asked.get("q").is_some() {
                (marked::instead(asked.text("q"), self.instead.as_ref()))
                (marked::orders(asked, PATH, self.sort))
            }
            (rows.page_of(columns, self.sort, &lines, self.next.as_ref()))
        }
    }
}
