//! The petitioner's files: what went with the complaint, what is still to be sent, what came with the answer.

use axum::extract::{Path, State};
use axum::response::Response;
use casework::attachments::{self, Look, To};
use domain::attachment::{Part, Scan};
use domain::complaint::Act;
use maud::{Markup, html};
use store::Attachment;
use uuid::Uuid;

use super::trial::Trial;
use crate::components::{Tone, alert, panel as framed};
use crate::error::Fail;
use crate::files::{self, Manner, SentFile, Shelf, Told, attach_button, picker};
use crate::pages::citizen::{Sent, Tongue};
use crate::request::Citizen;
use crate::state::AppState;

const BASE: &str = "/petition/files";

/// `GET /petition/files/{id}`, `…/view`, `…/preview`
pub(crate) async fn file(
    State(state): State<AppState>,
    own: Result<Citizen, Fail>,
    Path(path): Path<Vec<(String, String)>>,
) -> Result<Response, Fail> {
    let own = own?;
    let (id, manner) = files::asked(&path)?;
    let look = if manner == Manner::Glance { Look::Glance } else { Look::Whole { login: None, ip: "" } };
    let found = attachments::open(&state.office, &own.actor, (&own.number, id), look).await?;
    files::respond(&state, &found, manner).await
}

/// Takes what was sent with a supplement, or takes one back. Something when the page is to be shown again
/// before the act is done: what was not taken, or nothing but that files came or went.
pub(super) async fn take(
    state: &AppState,
    own: &Citizen,
    (act, sent, files): (Act, &Sent, Vec<SentFile>),
    tongue: Tongue,
) -> Result<Option<Vec<Told>>, Fail> {
    if act != Act::Supplement {
        return Ok(None);
    }
    let to = To::Case { number: &own.number, part: Part::Supplement, by: &own.actor };
    if let Ok(id) = sent.get("remove").parse::<Uuid>() {
        files::take_back(state, to, id).await?;
        return Ok(Some(Vec::new()));
    }
    let told = match files.is_empty() {
        true => Vec::new(),
        false => files::keep_all(&state.office, state.vault()?, (to, tongue.0), files).await?,
    };
    let stays = !told.is_empty() || sent.get("go") == "attach";
    Ok(stays.then_some(told))
}

/// Inside the form of a supplement: what waits to be sent with it, and the control for more.
pub(super) fn waiting(files: &[Attachment], trial: Option<&Trial>, tongue: Tongue) -> Markup {
    let waits: Vec<Attachment> = files.iter().filter(|file| file.bundle.is_some()).cloned().collect();
    let told = trial.map(Trial::files_not_taken).unwrap_or_default();
    let label = tongue.strings().status.attachments;
    let shelf = Shelf { lang: tongue.0, base: BASE, removable: true, opens: true };
    html! {
        @if !waits.is_empty() { (shelf.list(label, &waits)) }
        (picker("files", &told, tongue.0, attach_button(tongue.0)))
    }
}

/// What came with the answer.
pub(super) fn of_answer(files: &[Attachment], tongue: Tongue) -> Markup {
    let came: Vec<Attachment> = files.iter().filter(|file| file.part == Part::Answer).cloned().collect();
    let label = tongue.pick("답변 첨부파일", "Files with the answer");
    let shelf = Shelf { lang: tongue.0, base: BASE, removable: false, opens: true };
    html! { @if !came.is_empty() { h3 { (label) } (shelf.list(label, &came)) } }
}

/// What the petitioner has sent; nothing is said where nothing was.
pub(super) fn panel(files: &[Attachment], tongue: Tongue) -> Markup {
    let mine = |file: &&Attachment| file.part != Part::Answer && file.bundle.is_none();
    let mine: Vec<Attachment> = files.iter().filter(mine).cloned().collect();
    if mine.is_empty() {
        return html! {};
    }
    let label = tongue.strings().status.attachments;
    let shelf = Shelf { lang: tongue.0, base: BASE, removable: false, opens: true };
    let infected = mine.iter().any(|file| file.scan == Scan::Infected);
    framed(
        "files",
        label,
        html! {
            @if infected { (quarantined(tongue)) }
            (shelf.list(label, &mine))
        },
    )
}

fn quarantined(tongue: Tongue) -> Markup {
    alert(
        Tone::Warning,
        tongue.pick("악성코드가 발견된 파일이 있습니다", "A virus was found in a file"),
        html! {
            p { (tongue.pick(
                "그 파일은 격리되어 담당자가 볼 수 없습니다. 쓰시는 기기를 검사하고, 필요한 자료는 담당자와 상의하여 다시 보내 주십시오.",
                "It is kept apart and the officer cannot see it. Please scan your device, and ask the officer how to send it again.",
            )) }
        },
    )
}
