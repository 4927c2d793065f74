//! 저장한 조회: conditions kept under a name; one of them may open first.

use casework::sessions::Who;
use maud::{Markup, html};
use store::SavedSearch;

use super::PATH;
use crate::components::{
    ButtonKind, Field, FormAttrs, button_row, expander, hidden, link_button, post_form, submit_value, text,
};
use crate::error::Fail;
use crate::pages::work::Asked;
use crate::state::AppState;

/// Longest name, in characters.
pub(super) const NAME_MAX: usize = 40;
/// Searches one officer may keep: what one still finds in a row.
pub(super) const MOST: usize = 20;
/// What belongs to a page of a list and not to its conditions.
const PAGING: [&str; 3] = ["cursor", "limit", "from_page"];

/// The search that opens first, if there is one.
pub(super) async fn leading(state: &AppState, who: &Who) -> Result<Option<String>, Fail> {
    let searches = state.office.store().read().await?.saved_searches_of(who.officer.id).await?;
    Ok(searches.into_iter().find(|search| search.leads).map(|search| search.query))
}

/// The conditions of this address, without its place in the list. Days that stand still would soon be of no
/// use to anybody, but they are what was asked for; without them the last thirty are meant.
fn query(asked: &Asked) -> String {
    let changes = PAGING.map(|name| (name, ""));
    let href = asked.href(PATH, &changes);
    href.split_once('?').map(|(_, query)| query.to_owned()).unwrap_or_default()
}

/// The searches one keeps, above the conditions.
pub(super) fn links(searches: &[SavedSearch], asked: &Asked) -> Markup {
    let here = query(asked);
    html! {
        nav.saved-searches aria-label="저장한 조회" {
            ul {
                @for search in searches {
                    li {
                        a.tag href={ (PATH) "?" (search.query) } aria-current=[(search.query == here).then_some("page")] {
                            (search.name) @if search.leads { " (기본)" }
                        }
                    }
                }
                @if searches.iter().any(|search| search.leads) {
                    li { a.tag href={ (PATH) "?sort=newest" } { "조건 없이" } }
                }
                li { a href="/complaints/view" { "조회 설정" } }
            }
        }
    }
}

/// Keeps what is asked for now.
pub(super) fn keep(asked: &Asked) -> Markup {
    let name = Field::new("name", "조회 이름").id("saved-name").required().max_chars(NAME_MAX);
    let form = post_form(
        &FormAttrs::new("/complaints/view", ""),
        html! {
            (hidden("query", &query(asked)))
            (text(&name.hint("같은 이름이 있으면 지금 조건으로 바뀝니다.")))
            (button_row(html! {
                (submit_value("지금 조건 저장", ButtonKind::Secondary, "do", "keep"))
                (link_button("표시 항목 고르기", "/complaints/view#columns", ButtonKind::Tertiary))
            }))
        },
    );
    expander("이 조건을 저장", false, form)
}
