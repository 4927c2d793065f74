//! 첨부파일 of a case: what was sent in, what goes out with an answer or an opinion, and giving one back.

use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use axum_extra::extract::cookie::CookieJar;
use casework::attachments::{self, Look, To};
use casework::sessions::Who;
use domain::attachment::{Bundle, Part};
use domain::complaint::{Act, Number};
use maud::{Markup, html};
use store::Attachment;
use uuid::Uuid;
use words::Names;
use words::lang::Lang;

use super::sent::Sent;
use super::sheet::Sheet;
use super::typed::Trouble;
use super::view::View;
use crate::error::Fail;
use crate::files::{self, Manner, Parcel, SentFile, Shelf, Told, picker};
use crate::request::{CaseNumber, Desk, From, Said};
use crate::state::AppState;

/// The part that an act's files belong to; most acts send none.
pub(super) fn part_of(act: Act) -> Option<Part> {
    match act {
        Act::Draft | Act::SendForApproval | Act::AnswerAtOnce | Act::AnswerFollowUp => Some(Part::Answer),
        Act::Opine => Some(Part::Opinion),
        _ => None,
    }
}

/// `GET /complaints/{number}/files/{id}`, `…/view`, `…/preview`
pub(crate) async fn file(
    State(state): State<AppState>,
    Desk { who, .. }: Desk,
    CaseNumber(number): CaseNumber,
    From(peer): From,
    Path(path): Path<Vec<(String, String)>>,
) -> Result<Response, Fail> {
    let (id, manner) = files::asked(&path)?;
    let ip = peer.to_string();
    let look = match manner {
        Manner::Glance => Look::Glance,
        Manner::Show | Manner::Download => Look::Whole { login: Some(&who.officer.login), ip: &ip },
    };
    let found = attachments::open(&state.office, &who.actor(), (&number, id), look).await?;
    files::respond(&state, &found, manner).await
}

/// `POST /complaints/{number}/attach`: the page again with files more or fewer; what was typed stays.
pub(crate) async fn attach(
    State(state): State<AppState>,
    Desk { who, .. }: Desk,
    CaseNumber(number): CaseNumber,
    jar: CookieJar,
    Parcel { pairs, files }: Parcel,
) -> Result<Response, Fail> {
    let panel = pairs.iter().find(|(name, _)| name == "panel").map(|(_, value)| value.as_str());
    let act = match panel.unwrap_or_default() {
        "answer" => Act::SendForApproval,
        named => Act::parse(named).filter(|act| part_of(*act).is_some()).ok_or_else(Fail::not_found)?,
    };
    let remove = pairs.iter().find(|(name, _)| name == "remove").map(|(_, value)| value.clone());
    let came = files.len();
    let sent = Sent::of(act, pairs);
    if let (Some(Ok(id)), Some(part)) = (remove.map(|id| id.parse::<Uuid>()), part_of(act)) {
        let actor = who.actor();
        files::take_back(&state, To::Case { number: &number, part, by: &actor }, id).await?;
    }
    let told = take(&state, &who, &number, (act, files)).await?;
    let kept = came - told.len();
    let mut view = View::load(&state, who, &number, sent.asked.clone()).await?;
    view.status = if told.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    if kept > 0 {
        view.told = Some(Said {
            good: true,
            text: format!("파일 {kept}개를 올렸습니다. 답변이나 의견과 함께 나갑니다."),
        });
    }
    view.typed = Some(sent.returned(told.into_iter().map(trouble).collect()));
    Ok(view.render(&state, jar))
}

/// Keeps what came with an act; what was not taken is told.
pub(super) async fn take(
    state: &AppState,
    who: &Who,
    number: &Number,
    (act, files): (Act, Vec<SentFile>),
) -> Result<Vec<Told>, Fail> {
    let Some(part) = part_of(act).filter(|_| !files.is_empty()) else { return Ok(Vec::new()) };
    let actor = who.actor();
    let to = To::Case { number, part, by: &actor };
    files::keep_all(&state.office, state.vault()?, (to, Lang::Ko), files).await
}

pub(super) fn trouble(told: Told) -> Trouble {
    Trouble { field: Some("files".to_owned()), message: told.0 }
}

/// Inside an act's form: what waits to go with it, and the control for more.
pub(super) fn control(sheet: &Sheet) -> Markup {
    let view = sheet.view;
    let Some(part) = part_of(sheet.act) else { return html! {} };
    let bundle = Bundle::of(part, &view.actor).map(Bundle::name);
    let waits = |file: &&Attachment| file.bundle.is_some() && file.bundle == bundle;
    let waiting: Vec<Attachment> = view.files.iter().filter(waits).cloned().collect();
    let attach = format!("/complaints/{}/attach", view.number());
    let base = base(view);
    let lines: Vec<Removal> = waiting.iter().map(|file| Removal { file, attach: &attach }).collect();
    let shelf = Shelf { lang: Lang::Ko, base: &base, removable: false, opens: true };
    let told: Vec<Told> = sheet.errors("files").into_iter().map(Told).collect();
    html! {
        @if !waiting.is_empty() {
            (shelf.list("함께 보낼 파일", &waiting))
            div.button-row { @for line in &lines { (line.button()) } }
        }
        (picker(&format!("{}-files", sheet.panel), &told, Lang::Ko, html! {
            button.btn.btn-tertiary type="submit" formaction=(attach) { "파일 올리기" }
        }))
    }
}

/// A button that takes a file back, with what was typed in the form around it.
struct Removal<'a> {
    file: &'a Attachment,
    attach: &'a str,
}

impl Removal<'_> {
    fn button(&self) -> Markup {
        html! {
            button.btn.btn-tertiary type="submit" name="remove" value=(self.file.id) formaction=(self.attach) {
                (self.file.name) " 지우기"
            }
        }
    }
}

fn base(view: &View) -> String {
    format!("/complaints/{}/files", view.number())
}

fn shown(view: &View, label: &str, wanted: impl Fn(&Attachment) -> bool) -> Markup {
    let files: Vec<Attachment> = view.files.iter().filter(|file| wanted(file)).cloned().collect();
    let base = base(view);
    let shelf = Shelf { lang: Lang::Ko, base: &base, removable: false, opens: true };
    html! { @if !files.is_empty() { h3 { (label) } (shelf.list(label, &files)) } }
}

/// What the petitioner sent, and what is about to go out with an answer; `None` when there is neither.
pub(super) fn sent_in(view: &View) -> Option<Markup> {
    let here = |file: &Attachment| {
        file.part != Part::Opinion && !(file.part == Part::Answer && file.bundle.is_none())
    };
    if !view.files.iter().any(here) {
        return None;
    }
    Some(html! {
        (shown(view, "신청 첨부파일", |file| file.part == Part::Application))
        (shown(view, "보완 첨부파일", |file| file.part == Part::Supplement))
        (shown(view, "답변과 함께 보낼 파일", |file| file.part == Part::Answer && file.bundle.is_some()))
    })
}

/// What went out with the answer.
pub(super) fn of_answer(view: &View) -> Markup {
    shown(view, "답변 첨부파일", |file| file.part == Part::Answer && file.bundle.is_none())
}

/// What came with opinions, department by department.
pub(super) fn of_opinions(view: &View) -> Markup {
    let departments = view.case.complaint.cooperations.iter().map(|k| k.department);
    let of =
        |file: &Attachment| file.by.and_then(|id| view.chart().officer(id)).map(|officer| officer.department);
    html! {
        @for department in departments {
            @let label = format!("{} 첨부파일", Names::department(view, department));
            (shown(view, &label, |file| {
                file.part == Part::Opinion && file.bundle.is_none() && of(file) == Some(department)
            }))
        }
    }
}
