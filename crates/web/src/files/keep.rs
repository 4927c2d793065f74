//! Keeping a file: examined, given a place, put into the vault, and only then seen.

use casework::attachments::{self, Content, NotKept, Offered, To};
use casework::{NotDone, Office};
use connect::vault::{Digested, Key, Spool, Vault, VaultFault};
use domain::attachment::{FileName, FileRefusal};
use store::StoreError;
use uuid::Uuid;
use words::lang::Lang;

use super::SentFile;
use crate::error::Fail;
use crate::state::AppState;

/// Why a file is not here.
#[derive(Debug, thiserror::Error)]
pub enum NotHere {
    #[error(transparent)]
    Refused(#[from] FileRefusal),
    #[error(transparent)]
    NotDone(#[from] NotDone),
    /// The vault, or our own disk.
    #[error("it could not be kept: {0}")]
    Away(#[from] VaultFault),
    /// Too much waits already that nobody has sent.
    #[error("no room")]
    Full,
}

impl From<NotKept> for NotHere {
    fn from(why: NotKept) -> NotHere {
        match why {
            NotKept::Refused(why) => NotHere::Refused(why),
            NotKept::NotDone(why) => NotHere::NotDone(why),
            NotKept::Full => NotHere::Full,
        }
    }
}

/// Keeps one file, whole or not at all. What was cut off in between is swept up by its row.
///
/// # Errors
/// What stands in the way; nothing is kept then.
pub async fn keep(office: &Office, vault: &Vault, to: To<'_>, file: SentFile) -> Result<Uuid, NotHere> {
    let name = FileName::of(&file.name)?;
    let mut spool = file.content?;
    spool.flush().await.map_err(VaultFault::from)?;
    let examined = attachments::examine(spool.path().to_owned(), name.clone()).await?;
    let kept = match examined.content {
        Content::AsSent => spool,
        Content::Redrawn(bytes) => filled(vault, &bytes).await?,
    };
    let kept = kept.digested();
    let offered = Offered {
        name,
        kind: examined.kind,
        size: kept.bytes(),
        digest: kept.digest().to_owned(),
        preview: examined.preview.is_some(),
    };
    let id = attachments::reserve(office, to, &offered).await?;
    match put(vault, id, kept, examined.preview.as_deref()).await {
        Ok(()) => {
            attachments::arrived(office, id).await?;
            Ok(id)
        }
        Err(fault) => {
            remove(office, vault, id).await?;
            Err(fault.into())
        }
    }
}

impl From<attachments::NotExamined> for NotHere {
    fn from(why: attachments::NotExamined) -> NotHere {
        match why {
            attachments::NotExamined::Refused(why) => NotHere::Refused(why),
            attachments::NotExamined::Disk(error) => NotHere::Away(error.into()),
        }
    }
}

async fn filled(vault: &Vault, bytes: &[u8]) -> Result<Spool, VaultFault> {
    let mut spool = vault.spool().await?;
    spool.write(bytes).await?;
    Ok(spool)
}

async fn put(vault: &Vault, id: Uuid, kept: Digested, preview: Option<&[u8]>) -> Result<(), VaultFault> {
    if let Some(preview) = preview {
        let small = filled(vault, preview).await?;
        vault.put(&preview_key(id), small).await?;
    }
    vault.put(&key(id), kept).await
}

/// Takes a file away, unless it has just been sent.
///
/// # Errors
/// When the vault or the database is away; it may be done again.
pub async fn remove(office: &Office, vault: &Vault, id: Uuid) -> Result<(), NotHere> {
    let bytes = async { Ok::<_, NotHere>(vault.remove_file(id.as_u128()).await?) };
    attachments::remove(office, id, bytes).await.map(drop)
}

/// Where the bytes of a file lie.
pub(super) fn key(id: Uuid) -> Key {
    Key::of(id.as_u128())
}

/// Where its small picture lies.
pub(super) fn preview_key(id: Uuid) -> Key {
    Key::preview(id.as_u128())
}

/// What is said about a file that was not kept.
#[derive(Clone, Debug)]
pub(crate) struct Told(pub(crate) String);

/// Keeps all of them, each for itself: those that stand in the way are told, the others are kept.
pub(crate) async fn keep_all(
    office: &Office,
    vault: &Vault,
    (to, lang): (To<'_>, Lang),
    files: Vec<SentFile>,
) -> Result<Vec<Told>, Fail> {
    let mut told = Vec::new();
    for file in files {
        let name = file.name.rsplit(['/', '\\']).next().unwrap_or_default().to_owned();
        match keep(office, vault, to, file).await {
            Ok(_) => {}
            Err(NotHere::Refused(why)) => told.push(Told(words::attachment::refused(&name, &why, lang))),
            Err(NotHere::NotDone(NotDone::Fault(away @ StoreError::Unavailable(_)))) => {
                tracing::error!(error = %away, "a file could not be kept");
                told.push(Told(words::attachment::not_kept(&name, lang)));
            }
            Err(NotHere::NotDone(why)) => return Err(why.into()),
            Err(NotHere::Away(fault)) => {
                tracing::error!(error = %fault, "a file could not be kept");
                told.push(Told(words::attachment::not_kept(&name, lang)));
            }
            Err(NotHere::Full) => {
                tracing::error!("too much waits that was never sent: no more unsent files are taken");
                told.push(Told(words::attachment::not_kept(&name, lang)));
            }
        }
    }
    Ok(told)
}

/// Takes back a file that waits; one that is not there is gone already.
pub(crate) async fn take_back(state: &AppState, to: To<'_>, id: Uuid) -> Result<(), Fail> {
    match attachments::removable(&state.office, to, id).await {
        Ok(found) => match remove(&state.office, state.vault()?, found.id).await {
            Ok(()) => Ok(()),
            Err(NotHere::NotDone(why)) => Err(why.into()),
            Err(fault) => {
                tracing::error!(error = %fault, "a file could not be taken back");
                Err(Fail::Page(words::error::PageError::Unavailable))
            }
        },
        Err(NotDone::NotFound) => Ok(()),
        Err(why) => Err(why.into()),
    }
}
