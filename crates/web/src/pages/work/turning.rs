//! 목록 넘기기: the way on, and back to the first page, where there is either.

use maud::{Markup, html};

use super::Asked;
use crate::components::{Pager, pager};

/// Below a list of `shown` rows; `next` is the address of the page after it.
pub(crate) fn turning(asked: &Asked, path: &str, shown: usize, next: Option<String>) -> Markup {
    let first = asked.href(path, &[("cursor", "")]);
    let previous = asked.get("cursor").is_some().then_some(first.as_str());
    let summary = format!("{shown}건 표시");
    html! {
        @if next.is_some() || previous.is_some() {
            (pager(&Pager { previous, next: next.as_deref(), summary: &summary, ..Pager::default() }))
        }
    }
}
