//! What the address of a list asks for: conditions, order, and where the page begins.

use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use domain::complaint::{Badge, Channel, Kind};
use store::read::{Cursor, Filter, Page, Sort};
use words::error::PageError;

use crate::error::Fail;

/// Rows on a page of a desk: what one works through before looking up again.
pub(crate) const PAGE_ROWS: u32 = 20;
/// Longest search, in characters: the longest title.
const WORDS_MAX: usize = domain::text::TITLE_MAX;

/// The query part of an address, name by name.
#[derive(Clone, Debug, Default)]
pub(crate) struct Asked(Vec<(String, String)>);

impl<S: Sync> FromRequestParts<S> for Asked {
    type Rejection = Fail;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Fail> {
        Asked::read(parts.uri.query().unwrap_or_default())
    }
}

fn unreadable() -> Fail {
    Fail::Page(PageError::Unreadable)
}

impl Asked {
    pub(crate) fn read(query: &str) -> Result<Asked, Fail> {
        let pairs: Vec<(String, String)> = serde_html_form::from_str(query).map_err(|_| unreadable())?;
        // No name or value we have ever written has one, and PostgreSQL keeps no NUL.
        if pairs.iter().any(|(name, value)| name.chars().chain(value.chars()).any(char::is_control)) {
            return Err(unreadable());
        }
        Ok(Asked(pairs))
    }

    /// The address of a tab, for a form that comes back to it.
    pub(crate) fn tab(name: &str) -> Asked {
        Asked(vec![("tab".to_owned(), name.to_owned())])
    }

    /// The value of a name; an empty one counts as absent.
    pub(crate) fn get(&self, name: &str) -> Option<&str> {
        let found = self.0.iter().find(|(asked, _)| asked == name);
        found.map(|(_, value)| value.trim()).filter(|value| !value.is_empty())
    }

    pub(crate) fn text(&self, name: &str) -> &str {
        self.get(name).unwrap_or_default()
    }

    /// One of a closed list; something else is no address of ours.
    pub(crate) fn one<T>(&self, name: &str, read: impl Fn(&str) -> Option<T>) -> Result<Option<T>, Fail> {
        self.get(name).map(|value| read(value).ok_or_else(unreadable)).transpose()
    }

    /// The order and the place to begin at; soonest due first unless asked otherwise.
    pub(crate) fn page(&self) -> Result<Page, Fail> {
        self.ordered(self.sort()?)
    }

    /// The place to begin at, in a list whose order is not to be chosen.
    pub(crate) fn ordered(&self, sort: Sort) -> Result<Page, Fail> {
        let after = self.one("cursor", |text| read_cursor(sort, text))?;
        let limit = self.one("limit", |text| text.parse().ok())?.unwrap_or(PAGE_ROWS);
        if !(1..=store::read::PAGE_MAX).contains(&limit) {
            return Err(unreadable());
        }
        Ok(Page { sort, limit, after })
    }

    pub(crate) fn sort(&self) -> Result<Sort, Fail> {
        Ok(self.one("sort", Sort::parse)?.unwrap_or(Sort::Due))
    }

    /// The conditions every desk has, on top of the desk's own.
    pub(crate) fn narrow(&self, filter: Filter) -> Result<Filter, Fail> {
        // More than a title holds is pasted by mistake: what is found by its beginning is better than no page.
        let words = self.get("q").map(|text| text.chars().take(WORDS_MAX).collect());
        Ok(Filter {
            words,
            kind: self.one("kind", Kind::parse)?,
            channel: self.one("channel", Channel::parse)?.or(filter.channel),
            badge: self.one("badge", Badge::parse)?,
            sealed: self.one("sealed", |text| (text == "on").then_some(true))?.unwrap_or_default(),
            ..filter
        })
    }

    /// The list is asked for as an Excel file.
    pub(crate) fn as_excel(&self) -> Result<bool, Fail> {
        Ok(self.one("as", |text| (text == "xlsx").then_some(()))?.is_some())
    }

    /// This address with some names set to something else; an empty value takes the name away.
    pub(crate) fn href(&self, path: &str, changes: &[(&str, &str)]) -> String {
        let kept = self.0.iter().filter(|(name, _)| !changes.iter().any(|(changed, _)| changed == name));
        let kept = kept.map(|(name, value)| (name.as_str(), value.as_str()));
        let pairs: Vec<(&str, &str)> =
            kept.chain(changes.iter().copied()).filter(|(_, value)| !value.is_empty()).collect();
        let query = serde_html_form::to_string(pairs).unwrap_or_default();
        if query.is_empty() { path.to_owned() } else { format!("{path}?{query}") }
    }

    /// The page after this one.
    pub(crate) fn next(&self, path: &str, sort: Sort, next: Option<&Cursor>) -> Option<String> {
        next.map(|cursor| self.href(path, &[("cursor", &write_cursor(sort, cursor))]))
    }
}

fn letter(sort: Sort) -> &'static str {
    match sort {
        Sort::Due => "d",
        Sort::Newest => "n",
        Sort::Fitting => "f",
    }
}

fn write_cursor(sort: Sort, cursor: &Cursor) -> String {
    URL_SAFE_NO_PAD.encode(format!("{}:{}:{}", letter(sort), cursor.key, cursor.id))
}

/// Only what a list could have written for this order: an id, and perhaps the ordinal of waiting work.
fn read_cursor(sort: Sort, text: &str) -> Option<Cursor> {
    let text = String::from_utf8(URL_SAFE_NO_PAD.decode(text).ok()?).ok()?;
    let (written_for, rest) = text.split_once(':')?;
    let (key, id) = rest.split_once(':')?;
    let (uuid, ordinal) = id.split_once('/').unwrap_or((id, "0"));
    let whole =
        written_for == letter(sort) && uuid.parse::<uuid::Uuid>().is_ok() && ordinal.parse::<u32>().is_ok();
    whole.then_some(Cursor { key: key.parse().ok()?, id: id.to_owned() })
}

#[cfg(test)]
mod tests {
    use super::*;

    const ID: &str = "01890a5d-ac96-774b-bcce-b302099a8057";

    #[test]
    fn a_cursor_comes_back_as_it_was_and_only_in_its_own_order() {
        for id in [ID.to_owned(), format!("{ID}/3")] {
            let cursor = Cursor { key: -7, id };
            let text = write_cursor(Sort::Due, &cursor);
            assert_eq!(read_cursor(Sort::Due, &text), Some(cursor));
            assert_eq!(read_cursor(Sort::Newest, &text), None);
        }
    }

    #[test]
    fn what_no_list_wrote_is_unreadable_and_never_a_fault() {
        let made_up = URL_SAFE_NO_PAD.encode(format!("d:1:{ID}' or 1=1"));
        for query in [
            "cursor=x".to_owned(),
            format!("cursor={made_up}"),
            "sort=number".to_owned(),
            "limit=0".to_owned(),
            "limit=201".to_owned(),
            "limit=-1".to_owned(),
        ] {
            assert!(Asked::read(&query).unwrap().page().is_err(), "{query}");
        }
        assert!(Asked::read("q=a%00b").is_err());
        assert!(Asked::read("kind=none").unwrap().narrow(Filter::default()).is_err());
    }

    #[test]
    fn an_address_keeps_its_conditions_when_one_changes() {
        let asked = Asked::read("q=%EA%B0%80&sort=due&cursor=x").unwrap();
        assert_eq!(
            asked.href("/handle", &[("sort", "newest"), ("cursor", "")]),
            "/handle?q=%EA%B0%80&sort=newest"
        );
        assert_eq!(Asked::default().href("/handle", &[]), "/handle");
    }
}
