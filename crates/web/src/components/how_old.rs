//! How old the figures of a page are, where they were counted in a copy of the database.

use std::time::Duration;

use maud::{Markup, html};

/// A sentence above the figures; nothing where they are of now.
pub fn how_old(behind: Option<Duration>) -> Markup {
    html! {
        @if let Some(sentence) = words::behind::sentence(behind) { p.hint { (sentence) } }
    }
}
