//! The files of a complaint that is still being written: they wait in this browser's bundle.

use std::net::IpAddr;

use axum::extract::{Path, State};
use axum::response::Response;
use axum_extra::extract::cookie::CookieJar;
use casework::attachments::{self, To};
use maud::{Markup, html};
use store::Attachment;
use uuid::Uuid;
use words::error::PageError;

use super::PATH;
use crate::components::panel;
use crate::error::Fail;
use crate::files::{self, Bundle, Manner, SentFile, Shelf, Told, attach_button, picker};
use crate::pages::citizen::{Sent, Tongue, Wrong};
use crate::state::AppState;

/// What waits, and what was not taken just now.
#[derive(Default)]
pub(super) struct Files {
    bundle: Option<Bundle>,
    waiting: Vec<Attachment>,
    pub(super) wrongs: Vec<Wrong>,
}

impl Files {
    /// What this browser has waiting.
    pub(super) async fn here(state: &AppState, jar: &CookieJar) -> Result<Files, Fail> {
        let bundle = Bundle::of(jar);
        let waiting = match &bundle {
            Some(bundle) => attachments::waiting(&state.office, &bundle.name).await?,
            None => Vec::new(),
        };
        Ok(Files { bundle, waiting, wrongs: Vec::new() })
    }

    /// Takes what was sent, and takes back what was to be removed.
    pub(super) async fn take(
        (state, peer): (&AppState, IpAddr),
        tongue: Tongue,
        jar: CookieJar,
        (sent, files): (&Sent, Vec<SentFile>),
    ) -> Result<(CookieJar, Files), Fail> {
        if let (Some(bundle), Ok(id)) = (Bundle::of(&jar), sent.get("remove").parse::<Uuid>()) {
            let to = To::Waiting { bundle: &bundle.name, by: None };
            files::take_back(state, to, id).await?;
        }
        if files.is_empty() {
            let here = Files::here(state, &jar).await?;
            return Ok((jar, here));
        }
        let bundle = Bundle::of_or_new(&jar);
        let to = To::Waiting { bundle: &bundle.name, by: None };
        let told = match state.may_upload(peer, files.len()) {
            true => files::keep_all(&state.office, state.vault()?, (to, tongue.0), files).await?,
            false => {
                let words = words::error::page(PageError::TooOften, tongue.0);
                vec![Told(format!("{} {}", words.happened, words.next))]
            }
        };
        let waiting = attachments::waiting(&state.office, &bundle.name).await?;
        let wrongs = told.into_iter().map(|told| Wrong { field: "files", message: told.0 }).collect();
        let jar = bundle.given(jar, PATH, state.settings.secure_cookies);
        Ok((jar, Files { bundle: Some(bundle), waiting, wrongs }))
    }

    pub(super) fn bundle(&self) -> Option<&str> {
        self.bundle.as_ref().map(|bundle| bundle.name.as_str())
    }

    /// What waits, with buttons to take it back, and the control for more.
    pub(super) fn panel(&self, tongue: Tongue) -> Markup {
        let t = &tongue.strings().apply;
        let told: Vec<Told> = self.wrongs.iter().map(|wrong| Told(wrong.message.clone())).collect();
        let shelf = Shelf { lang: tongue.0, base: "/apply/files", removable: true, opens: false };
        panel(
            "attachments",
            t.files,
            html! {
                @if !self.waiting.is_empty() { (shelf.list(t.files, &self.waiting)) }
                (picker("files", &told, tongue.0, attach_button(tongue.0)))
            },
        )
    }

    /// What waits, before it is sent.
    pub(super) fn list(&self, tongue: Tongue) -> Markup {
        let shelf = Shelf { lang: tongue.0, base: "/apply/files", removable: false, opens: false };
        shelf.list(tongue.strings().apply.files, &self.waiting)
    }
}

/// `GET /apply/files/{id}/preview`
pub(crate) async fn file(
    State(state): State<AppState>,
    jar: CookieJar,
    Path(path): Path<Vec<(String, String)>>,
) -> Result<Response, Fail> {
    let (id, manner) = files::asked(&path)?;
    let bundle = Bundle::of(&jar).filter(|_| manner == Manner::Glance).ok_or_else(Fail::not_found)?;
    let found = attachments::open_waiting(&state.office, &bundle.name, id).await?;
    files::respond(&state, &found, Manner::Glance).await
}
