//! Papers and photographs that come over the counter: they wait in this browser's bundle until it is registered.

use axum::extract::{Path, State};
use axum::response::Response;
use axum_extra::extract::cookie::CookieJar;
use casework::attachments::{self, To};
use casework::sessions::Who;
use maud::{Markup, html};
use store::Attachment;
use uuid::Uuid;
use words::lang::Lang;

use super::register::REGISTER;
use super::takes_in;
use crate::error::Fail;
use crate::files::{self, Bundle, Manner, SentFile, Shelf, Told, attach_button, picker};
use crate::pages::work::{Posted, only};
use crate::request::Desk;
use crate::state::AppState;

/// What waits, and what was not taken just now.
#[derive(Default)]
pub(super) struct Files {
    bundle: Option<Bundle>,
    waiting: Vec<Attachment>,
    pub(super) told: Vec<Told>,
}

impl Files {
    pub(super) async fn here(state: &AppState, jar: &CookieJar) -> Result<Files, Fail> {
        let bundle = Bundle::of(jar);
        let waiting = match &bundle {
            Some(bundle) => attachments::waiting(&state.office, &bundle.name).await?,
            None => Vec::new(),
        };
        Ok(Files { bundle, waiting, told: Vec::new() })
    }

    /// Takes what was sent, and takes back what was to be removed.
    pub(super) async fn take(
        state: &AppState,
        who: &Who,
        jar: CookieJar,
        (form, files): (&Posted, Vec<SentFile>),
    ) -> Result<(CookieJar, Files), Fail> {
        let actor = who.actor();
        if let (Some(bundle), Ok(id)) = (Bundle::of(&jar), form.text("remove").parse::<Uuid>()) {
            let to = To::Waiting { bundle: &bundle.name, by: Some(&actor) };
            files::take_back(state, to, id).await?;
        }
        if files.is_empty() {
            let here = Files::here(state, &jar).await?;
            return Ok((jar, here));
        }
        let bundle = Bundle::of_or_new(&jar);
        let to = To::Waiting { bundle: &bundle.name, by: Some(&actor) };
        let told = files::keep_all(&state.office, state.vault()?, (to, Lang::Ko), files).await?;
        let waiting = attachments::waiting(&state.office, &bundle.name).await?;
        let jar = bundle.given(jar, REGISTER, state.settings.secure_cookies);
        Ok((jar, Files { bundle: Some(bundle), waiting, told }))
    }

    /// The form is shown again: files came or went, or one was not taken.
    pub(super) fn stays(&self, form: &Posted) -> bool {
        !self.told.is_empty() || form.get("remove").is_some() || form.text("go") == "attach"
    }

    pub(super) fn bundle(&self) -> Option<&str> {
        self.bundle.as_ref().map(|bundle| bundle.name.as_str())
    }

    pub(super) fn markup(&self) -> Markup {
        let shelf = Shelf { lang: Lang::Ko, base: "/receive/new/files", removable: true, opens: false };
        html! {
            @if !self.waiting.is_empty() { (shelf.list("첨부파일", &self.waiting)) }
            (picker("files", &self.told, Lang::Ko, attach_button(Lang::Ko)))
        }
    }
}

/// `GET /receive/new/files/{id}/preview`
pub(crate) async fn file(
    State(state): State<AppState>,
    Desk { who, .. }: Desk,
    jar: CookieJar,
    Path(path): Path<Vec<(String, String)>>,
) -> Result<Response, Fail> {
    only(takes_in(&who))?;
    let (id, manner) = files::asked(&path)?;
    let bundle = Bundle::of(&jar).filter(|_| manner == Manner::Glance).ok_or_else(Fail::not_found)?;
    let found = attachments::open_waiting(&state.office, &bundle.name, id).await?;
    files::respond(&state, &found, Manner::Glance).await
}
