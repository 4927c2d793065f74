//! The document around every page: head, masthead, header, flash, breadcrumb, footer.

mod bars;
mod citizen;
mod footer;
mod header;

use jiff::civil::DateTime;
use maud::{DOCTYPE, Markup, html};

use crate::{
    assets,
    components::{Crumb, Flash, Lang, breadcrumb, flash},
};

/// Who a page is for; the header differs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Audience {
    Officer,
    Citizen,
}

/// A heading of the main menu with the pages this officer may use. A group without items is a link itself.
#[derive(Clone, Debug)]
pub struct MenuGroup<'a> {
    pub label: &'a str,
    pub href: &'a str,
    pub items: Vec<MenuItem<'a>>,
}

/// One page of the menu; `count` is what waits there.
#[derive(Clone, Debug)]
pub struct MenuItem<'a> {
    pub label: &'a str,
    pub href: &'a str,
    pub count: Option<u64>,
}

/// Who is logged in.
#[derive(Clone, Copy, Debug)]
pub struct UserBar<'a> {
    pub name: &'a str,
    pub department: &'a str,
    /// `부서관리자 · 처리자`
    pub roles: &'a str,
}

/// What the scripts of an officer's page go by.
#[derive(Clone, Copy, Debug)]
pub struct DeskScript<'a> {
    /// Whose drafts the browser keeps.
    pub officer: &'a str,
    /// The key they are sealed with there, 32 bytes in hex.
    pub draft_seal: &'a str,
    /// `off`, or keys by act as JSON.
    pub keys: &'a str,
    /// The moment the page was made, in microseconds: what changes later it hears of.
    pub made_at: i64,
}

/// Everything the document around a page needs to know.
#[derive(Clone, Debug)]
pub struct Page<'a> {
    pub title: &'a str,
    pub audience: Audience,
    pub lang: Lang,
    /// This page's own address: language switch, session extension and demo clock come back to it.
    pub path: &'a str,
    /// The address of the menu entry this page belongs to.
    pub active: &'a str,
    pub menu: &'a [MenuGroup<'a>],
    pub breadcrumb: &'a [Crumb<'a>],
    pub user: Option<UserBar<'a>>,
    pub csrf: &'a str,
    pub flash: Option<Flash>,
    /// What was searched for, shown in the search box again.
    pub query: &'a str,
    /// The demo's clock in Seoul; only in demo mode.
    pub demo_clock: Option<DateTime>,
    /// Minutes without a request after which the session ends; `None` without a session.
    pub idle_minutes: Option<u32>,
    /// For the scripts of an officer's page: who it is, their keys, the moment it was made.
    pub desk: Option<DeskScript<'a>>,
    /// The id of the control that switches the language without losing what is typed; a link otherwise.
    pub languages_at: Option<&'a str>,
    /// The system is down: what every page says first.
    pub down: Option<String>,
}

impl<'a> Page<'a> {
    /// An officer's page. Fill in the rest: `Page { menu, user, ..Page::officer("민원 접수", path, csrf) }`.
    #[must_use]
    pub fn officer(title: &'a str, path: &'a str, csrf: &'a str) -> Self {
        Self {
            title,
            audience: Audience::Officer,
            lang: Lang::Ko,
            path,
            active: path,
            menu: &[],
            breadcrumb: &[],
            user: None,
            csrf,
            flash: None,
            query: "",
            demo_clock: None,
            idle_minutes: None,
            desk: None,
            languages_at: None,
            down: None,
        }
    }

    /// A citizen's page, in Korean or English.
    #[must_use]
    pub fn citizen(title: &'a str, path: &'a str, csrf: &'a str, lang: Lang) -> Self {
        Self { audience: Audience::Citizen, lang, ..Self::officer(title, path, csrf) }
    }
}

/// The whole document.
#[must_use]
pub fn page(page: &Page, body: Markup) -> Markup {
    let product = page.lang.pick("응답소", "Eungdapso");
    // Read by the script that warns before the session ends.
    let idle_seconds = page.idle_minutes.map(|minutes| minutes * 60);
    html! {
        (DOCTYPE)
        html lang=(page.lang.code()) {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                title { (page.title) " | " (product) }
                link rel="icon" href=(assets::url("favicon.svg")) type="image/svg+xml";
                link rel="stylesheet" href=(assets::url("app.css"));
                script src=(assets::url("app.js")) defer {}
            }
            body data-idle-seconds=[idle_seconds] data-csrf=(page.csrf)
                data-officer=[page.desk.map(|desk| desk.officer)]
                data-draft-seal=[page.desk.map(|desk| desk.draft_seal)] data-keys=[page.desk.map(|desk| desk.keys)]
                data-path=[page.desk.map(|_| page.path)] data-made-at=[page.desk.map(|desk| desk.made_at)] {
                a.skip-link href="#main" { (page.lang.pick("본문 바로가기", "Skip to main content")) }
                (bars::masthead(page.lang))
                @if let Some(now) = page.demo_clock { (bars::demo(now, page)) }
                @match page.audience {
                    Audience::Officer => (header::header(page)),
                    Audience::Citizen => (citizen::header(page)),
                }
                div.container {
                    (breadcrumb(page.breadcrumb, page.lang))
                    @if let Some(told) = &page.down { (bars::outage(told, page.lang)) }
                    main #main tabindex="-1" {
                        @if let Some(message) = &page.flash { (flash(message)) }
                        (body)
                    }
                }
                (footer::footer(page))
            }
        }
    }
}

#[cfg(test)]
mod tests;
