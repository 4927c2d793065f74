//! What a form with files sent: its fields as they were typed, and its files put together on our own disk.

use std::net::IpAddr;

use axum::extract::multipart::{Field, Multipart, MultipartError};
use axum::extract::{DefaultBodyLimit, FromRequest, FromRequestParts, Request};
use axum::http::{StatusCode, header};
use connect::vault::{Spool, Vault, VaultFault};
use domain::attachment::{FILE_BYTES_MAX, FILES_MAX, FileRefusal};
use words::error::PageError;

use super::NotHere;
use crate::error::{Fail, chain};
use crate::request::{From as Peer, form};
use crate::state::AppState;

/// Largest request with files, in bytes (256 MiB): more than is kept of it, so that somebody who sends too
/// much is told which file it was, and keeps what was typed.
pub(crate) const REQUEST_BYTES_MAX: usize = 256 * 1024 * 1024;
/// Longest text beside the files, all fields together, in bytes.
const TEXT_BYTES_MAX: usize = 1_048_576;
/// Most fields of a form.
const FIELDS_MAX: usize = 500;

/// A form with its files. A form without any is read as it always was.
#[derive(Debug, Default)]
pub(crate) struct Parcel {
    pub(crate) pairs: Vec<(String, String)>,
    pub(crate) files: Vec<SentFile>,
}

/// Fields as they were typed, and names of files.
pub(crate) type Words = (Vec<(String, String)>, Vec<String>);

/// One file as it came, whole, or why it was not taken already at the door: the form it came with is read all the same.
#[derive(Debug)]
pub struct SentFile {
    /// As the browser named it.
    pub name: String,
    pub content: Result<Spool, NotHere>,
}

impl FromRequest<AppState> for Parcel {
    type Rejection = Fail;

    async fn from_request(mut request: Request, state: &AppState) -> Result<Parcel, Fail> {
        if !is_multipart(&request) {
            DefaultBodyLimit::max(TEXT_BYTES_MAX).apply(&mut request);
            return Ok(Parcel { pairs: form(request, state).await?, files: Vec::new() });
        }
        let vault = state.vault()?;
        let (mut parts, body) = request.into_parts();
        let Ok(Peer(from)) = Peer::from_request_parts(&mut parts, state).await;
        let _inside = state.enter_with_files(from).await?;
        let mut multipart = opened(Request::from_parts(parts, body), state).await?;
        let (mut parcel, mut text) = (Parcel::default(), 0);
        while let Some(field) = multipart.next_field().await.map_err(broken)? {
            if parcel.pairs.len() + parcel.files.len() >= FIELDS_MAX {
                return Err(Fail::Page(PageError::TooLarge));
            }
            parcel.take(field, vault, &mut text).await?;
        }
        Ok(parcel)
    }
}

impl Parcel {
    /// What was typed, and the names of the files: their bytes are let go by. For a form that is not taken.
    ///
    /// # Errors
    /// When it cannot be read, or more was typed than any form takes.
    pub(crate) async fn words(mut request: Request, state: &AppState, from: IpAddr) -> Result<Words, Fail> {
        if !is_multipart(&request) {
            DefaultBodyLimit::max(TEXT_BYTES_MAX).apply(&mut request);
            return Ok((form(request, state).await?, Vec::new()));
        }
        let _inside = state.enter_with_files(from).await?;
        let mut multipart = opened(request, state).await?;
        let (mut pairs, mut files, mut text) = (Vec::new(), Vec::new(), 0);
        while let Some(mut field) = multipart.next_field().await.map_err(broken)? {
            if pairs.len() + files.len() >= FIELDS_MAX {
                return Err(Fail::Page(PageError::TooLarge));
            }
            let Some(name) = field.file_name().map(str::to_owned) else {
                pairs.push(pair(field, &mut text).await?);
                continue;
            };
            while field.chunk().await.map_err(broken)?.is_some() {}
            if !name.is_empty() {
                files.push(name);
            }
        }
        Ok((pairs, files))
    }

    async fn take(&mut self, field: Field<'_>, vault: &Vault, text: &mut usize) -> Result<(), Fail> {
        let file = field.file_name().map(str::to_owned);
        match file {
            Some(name) => {
                let full = self.files.iter().filter(|file| file.content.is_ok()).count() >= FILES_MAX;
                let content = spooled(field, vault, full).await?;
                // A control that nothing was chosen in sends a file without a name and without content.
                let nothing = name.is_empty() && matches!(content, Err(NotHere::Refused(FileRefusal::Empty)));
                if !nothing {
                    self.files.push(SentFile { name, content });
                }
            }
            None => self.pairs.push(pair(field, text).await?),
        }
        Ok(())
    }
}

fn is_multipart(request: &Request) -> bool {
    let kind = request.headers().get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok());
    kind.is_some_and(|kind| kind.trim_start().to_ascii_lowercase().starts_with("multipart/form-data"))
}

async fn opened(mut request: Request, state: &AppState) -> Result<Multipart, Fail> {
    DefaultBodyLimit::disable().apply(&mut request);
    Multipart::from_request(request, state).await.map_err(|_| Fail::Page(PageError::Unreadable))
}

async fn pair(mut field: Field<'_>, text: &mut usize) -> Result<(String, String), Fail> {
    let name = field.name().unwrap_or_default().to_owned();
    let mut bytes = Vec::new();
    while let Some(chunk) = field.chunk().await.map_err(broken)? {
        *text += chunk.len();
        if *text > TEXT_BYTES_MAX {
            return Err(Fail::Page(PageError::TooLarge));
        }
        bytes.extend_from_slice(&chunk);
    }
    // What somebody wrote is not to be changed in silence.
    let value = String::from_utf8(bytes).map_err(|_| Fail::Page(PageError::Unreadable))?;
    Ok((name, value))
}

/// To the end, whatever it is: what is not kept is let go by, piece by piece. Where nothing comes no disk is asked.
async fn spooled(mut field: Field<'_>, vault: &Vault, full: bool) -> Result<Result<Spool, NotHere>, Fail> {
    let Some(first) = field.chunk().await.map_err(broken)? else {
        return Ok(Err(FileRefusal::Empty.into()));
    };
    let begun = match full {
        true => Err(FileRefusal::TooMany.into()),
        false => vault.spool().await.map_err(NotHere::from),
    };
    let mut spool = added(begun, &first).await;
    while let Some(chunk) = field.chunk().await.map_err(broken)? {
        spool = added(spool, &chunk).await;
    }
    Ok(match spool {
        Ok(open) if open.bytes() == 0 => Err(FileRefusal::Empty.into()),
        other => other,
    })
}

async fn added(spool: Result<Spool, NotHere>, chunk: &[u8]) -> Result<Spool, NotHere> {
    let mut open = spool?;
    if open.bytes().saturating_add(u64::try_from(chunk.len()).unwrap_or(u64::MAX)) > FILE_BYTES_MAX {
        return Err(FileRefusal::TooLarge.into());
    }
    open.write(chunk).await.map_err(VaultFault::from)?;
    Ok(open)
}

fn broken(error: MultipartError) -> Fail {
    let large = error.status() == StatusCode::PAYLOAD_TOO_LARGE;
    Fail::Page(if large { PageError::TooLarge } else { PageError::Unreadable })
}

/// A full disk is ours, not the sender's.
pub(crate) fn away(fault: VaultFault) -> Fail {
    Fail::Ours(PageError::Unavailable, format!("the vault: {}", chain(&fault)))
}
