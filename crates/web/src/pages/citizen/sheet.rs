//! The document around a petitioner's page: their header, their language, never kept by a cache.

use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum_extra::extract::cookie::CookieJar;
use maud::Markup;

use super::Tongue;
use crate::components::{Crumb, Flash};
use crate::layout::{self, Page};
use crate::request::said;

/// Everything a petitioner's page needs besides its own body.
pub(crate) struct Sheet<'a> {
    tongue: Tongue,
    title: &'a str,
    /// Its own address, with its query: the language switch comes back to it.
    path: &'a str,
    languages_at: Option<&'a str>,
    root: bool,
}

impl<'a> Sheet<'a> {
    pub(crate) fn new(tongue: Tongue, title: &'a str, path: &'a str) -> Sheet<'a> {
        Sheet { tongue, title, path, languages_at: None, root: false }
    }

    /// The front page has no way back to itself.
    pub(crate) fn root(self) -> Self {
        Sheet { root: true, ..self }
    }

    /// The id of the button that switches the language and keeps what was typed.
    pub(crate) fn languages_at(self, id: &'a str) -> Self {
        Sheet { languages_at: Some(id), ..self }
    }

    /// The page, with what the last one said; it is said once.
    pub(crate) fn respond(&self, status: StatusCode, jar: CookieJar, body: Markup) -> Response {
        let (jar, told) = said(jar);
        let flash = told.map(|t| if t.good { Flash::done(t.text) } else { Flash::refused(t.text) });
        let home = self.tongue.to("/citizen");
        let here = self.path.split('?').next().unwrap_or(self.path);
        let crumbs = [Crumb::link(self.tongue.strings().common.home, &home), Crumb::here(self.title)];
        let page = Page {
            // One's own complaint is reached by the look-up.
            active: if here == "/petition" { "/lookup" } else { here },
            breadcrumb: if self.root { &[] } else { &crumbs },
            flash,
            languages_at: self.languages_at,
            down: self.tongue.1.map(|since| words::outage::public(since, self.tongue.0)),
            ..Page::citizen(self.title, self.path, "", self.tongue.furniture())
        };
        let mut response = (status, jar, layout::page(&page, body)).into_response();
        // What stands here is between us and the petitioner: no proxy and no back button keeps it.
        response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
        response
    }
}
