//! 장애 중 접수분 등록: what was taken on paper while the system was down, one by one or from a CSV file, with
//! the moments at which it was filed and received (시행령 제6조의2).

mod csv_file;
mod drawn;
mod sheet;

use axum::extract::multipart::Multipart;
use axum::extract::{FromRequest, Request, State};
use axum::http::StatusCode;
use axum::response::Response;
use axum_extra::extract::cookie::CookieJar;
use casework::back_entry::{self, Paper};
use casework::people::Asker;
use casework::sessions::Who;
use casework::{NotDone, Once, digest, log};
use domain::complaint::Channel;
use maud::Markup;
use store::KeptOutage;
use words::error::PageError;

use super::{PATH, own_channel, takes_in};
use crate::error::Fail;
use crate::pages::Frame;
use crate::pages::work::{Handbook, Posted, Typed, only};
use crate::request::Desk;
use crate::state::AppState;

const TITLE: &str = "장애 중 접수분 등록";
const HERE: &str = "/receive/paper";
/// Lines of one file; a longer one is sent in parts.
const LINES_MAX: usize = 500;

/// GET `/receive/paper`
pub(crate) async fn page(
    State(state): State<AppState>,
    Desk { who, .. }: Desk,
    jar: CookieJar,
) -> Result<Response, Fail> {
    only(takes_in(&who))?;
    let body = drawn(&state, &who, &Typed::default()).await?;
    Ok(frame(&state, &who).render(jar, body))
}

fn frame<'a>(state: &'a AppState, who: &'a Who) -> Frame<'a> {
    Frame { active: PATH, ..Frame::new(state, who, TITLE, HERE) }
}

async fn drawn(state: &AppState, who: &Who, typed: &Typed) -> Result<Markup, Fail> {
    let outages = back_entry::ended_outages(&state.office).await?;
    let handbook = Handbook::load(state).await?;
    Ok(drawn::forms(&outages, &ways(who), &handbook, typed))
}

/// The call centre enters what came by telephone, and nothing else.
fn ways(who: &Who) -> Vec<Channel> {
    match own_channel(who) {
        Some(only) => vec![only],
        None => vec![Channel::Counter, Channel::Post, Channel::Phone120],
    }
}

async fn again(state: &AppState, who: &Who, jar: CookieJar, typed: &Typed) -> Result<Response, Fail> {
    let body = drawn(state, who, typed).await?;
    let mut response = frame(state, who).render(jar, body);
    *response.status_mut() = StatusCode::UNPROCESSABLE_ENTITY;
    Ok(response)
}

/// POST `/receive/paper`: one sheet of paper.
pub(crate) async fn send(
    State(state): State<AppState>,
    desk: Desk,
    jar: CookieJar,
    form: Posted,
) -> Result<Response, Fail> {
    let who = &desk.who;
    only(takes_in(who))?;
    let mut typed = Typed::of(form.clone());
    let resolved = match Handbook::load(&state).await?.resolve(&form.0) {
        Ok(pairs) => Posted(pairs),
        Err((field, message)) => {
            typed.wrong(field, message);
            return again(&state, who, jar, &typed).await;
        }
    };
    let outages = back_entry::ended_outages(&state.office).await?;
    let paper = match sheet::read(&resolved, &outages, &ways(who)) {
        Ok(paper) => paper,
        Err(sheet::Wrong::Fields(problems)) => {
            typed.problems(&problems, sheet::label);
            return again(&state, who, jar, &typed).await;
        }
        Err(sheet::Wrong::Moment(field, why)) => {
            typed.wrong(field, why);
            return again(&state, who, jar, &typed).await;
        }
    };
    let once = form.get("once").filter(|key| key.parse::<uuid::Uuid>().is_ok()).map(|key| Once {
        key: key.to_owned(),
        request_hash: digest::of_parts(form.0.iter().flat_map(|(name, value)| [name, value])),
    });
    match back_entry::enter(&state.office, &who.actor(), paper, once).await {
        Ok(filed) => {
            noted(&state, desk.asker(), filed.complaint.spoken_number().to_string()).await?;
            Ok(frame(&state, who).render(jar, drawn::handed_over(&filed)))
        }
        Err(NotDone::Invalid { field, code }) => {
            typed.wrong(field, sheet::invalid(field, code));
            again(&state, who, jar, &typed).await
        }
        Err(NotDone::Refused(refusal)) => {
            typed.wrong(sheet::field_of(&refusal), words::refusal::whole(&refusal));
            again(&state, who, jar, &typed).await
        }
        Err(other) => Err(other.into()),
    }
}

async fn noted(state: &AppState, asker: Asker<'_>, subject: String) -> Result<(), Fail> {
    let mut tx = state.office.store().write().await?;
    log::put(&mut tx, &state.office, asker, "back-entry", subject).await?;
    Ok(tx.commit().await?)
}

/// An uploaded file with the outage it belongs to.
pub(crate) struct Upload {
    outage: String,
    text: Result<String, &'static str>,
}

impl<S: Send + Sync> FromRequest<S> for Upload {
    type Rejection = Fail;

    async fn from_request(request: Request, state: &S) -> Result<Self, Fail> {
        let unreadable = || Fail::Page(PageError::Unreadable);
        let mut parts = Multipart::from_request(request, state).await.map_err(|_| unreadable())?;
        let mut upload = Upload { outage: String::new(), text: Err("CSV 파일을 선택해 주십시오.") };
        while let Some(field) = parts.next_field().await.map_err(|_| unreadable())? {
            let name = field.name().unwrap_or_default().to_owned();
            let bytes = field.bytes().await.map_err(|_| Fail::Page(PageError::TooLarge))?;
            match name.as_str() {
                "outage" => upload.outage = String::from_utf8_lossy(&bytes).into_owned(),
                "file" if !bytes.is_empty() => {
                    let text = String::from_utf8(bytes.to_vec());
                    upload.text = text.map_err(|_| "UTF-8로 저장한 CSV 파일이어야 합니다.");
                }
                _ => {}
            }
        }
        Ok(upload)
    }
}

/// POST `/receive/paper/check`: line by line what would be entered; nothing is.
pub(crate) async fn check(
    State(state): State<AppState>,
    Desk { who, .. }: Desk,
    jar: CookieJar,
    upload: Upload,
) -> Result<Response, Fail> {
    only(takes_in(&who))?;
    let mut typed = Typed::of(Posted(vec![("csv_outage".to_owned(), upload.outage.clone())]));
    let text = match upload.text {
        Ok(text) => text,
        Err(why) => {
            typed.wrong("file", why);
            return again(&state, &who, jar, &typed).await;
        }
    };
    let (outage, lines) = match lines(&state, &who, (&upload.outage, &text)).await? {
        Ok(read) => read,
        Err((field, why)) => {
            typed.wrong(field, why);
            return again(&state, &who, jar, &typed).await;
        }
    };
    Ok(frame(&state, &who).render(jar, drawn::checked(&outage, &text, &lines)))
}

type Lines = (KeptOutage, Vec<csv_file::Line>);

async fn lines(
    state: &AppState,
    who: &Who,
    (outage, text): (&str, &str),
) -> Result<Result<Lines, (&'static str, String)>, Fail> {
    let outages = back_entry::ended_outages(&state.office).await?;
    let Some(outage) = outages.into_iter().find(|known| known.id.to_string() == outage) else {
        return Ok(Err(("csv_outage", "장애를 목록에서 선택해 주십시오.".to_owned())));
    };
    let read = csv_file::read(text, &outage, &ways(who));
    Ok(match read {
        Ok(lines) if lines.len() > LINES_MAX => {
            Err(("file", format!("한 번에 {LINES_MAX}줄까지 등록할 수 있습니다. 파일을 나누어 주십시오.")))
        }
        Ok(lines) if lines.is_empty() => Err(("file", "등록할 줄이 없습니다.".to_owned())),
        Ok(lines) => Ok((outage, lines)),
        Err(why) => Err(("file", why)),
    })
}

/// POST `/receive/paper/enter`: the good lines, each once however often it is sent.
pub(crate) async fn enter(
    State(state): State<AppState>,
    desk: Desk,
    jar: CookieJar,
    form: Posted,
) -> Result<Response, Fail> {
    let who = &desk.who;
    only(takes_in(who))?;
    let text = form.text("csv").to_owned();
    let (_, lines) = match lines(&state, who, (form.text("outage"), &text)).await? {
        Ok(read) => read,
        Err((field, why)) => {
            let mut typed = Typed::default();
            typed.wrong(field, why);
            return again(&state, who, jar, &typed).await;
        }
    };
    let file = digest::of(&text);
    let mut results = Vec::with_capacity(lines.len());
    for line in lines {
        let result = match line.paper {
            Ok(paper) => one(&state, who, (line.number, &file), paper).await?,
            Err(why) => Err(why),
        };
        results.push((line.number, result));
    }
    let entered = results.iter().filter(|(_, result)| result.is_ok()).count();
    noted(&state, desk.asker(), format!("CSV {entered}건")).await?;
    Ok(frame(&state, who).render(jar, drawn::entered(&results)))
}

async fn one(
    state: &AppState,
    who: &Who,
    (line, file): (u64, &str),
    paper: Paper,
) -> Result<Result<drawn::Entered, String>, Fail> {
    let key = format!("paper:{}:{line}", &file[..32.min(file.len())]);
    let request_hash = digest::of_parts([file, &line.to_string()]);
    let name = paper.submission.person.name.clone();
    match back_entry::enter(&state.office, &who.actor(), paper, Some(Once { key, request_hash })).await {
        Ok(filed) => Ok(Ok(drawn::Entered::of(&filed, name))),
        Err(NotDone::Invalid { field, code }) => Ok(Err(sheet::invalid(field, code))),
        Err(NotDone::Refused(refusal)) => Ok(Err(words::refusal::whole(&refusal))),
        Err(other) => Err(other.into()),
    }
}
