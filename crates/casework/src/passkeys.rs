//! 패스키 (WebAuthn) of those who log in with a password of ours: added, named, taken away. Getting in: [`enter`].
//!
//! Every key is asked for with its owner's PIN, finger or face, so that one that was lost opens nothing by itself.

mod cbor;
pub mod enter;
mod key;
mod site;
pub mod told;

use domain::account::AccountChange;
use domain::id::OfficerId;
use jiff::SignedDuration;
use store::{Passkey, Write};
use uuid::Uuid;

use crate::digest;
use crate::door::Knock;
use crate::log_in::{NotIn, prove};
use crate::not_done::{NotDone, Result};
use crate::office::Office;
use crate::second_factor::{done, give_codes};
use crate::sessions::Who;

pub use key::ALGORITHMS;
pub use site::{NoSite, Site};
pub use told::Unbelievable;

/// Passkeys of one officer: a desk, a telephone, a key in the drawer, and what replaces them.
pub const MOST: usize = 10;
/// Minutes for finding the key, and for its PIN.
pub const SIGNED_WITHIN: SignedDuration = SignedDuration::from_mins(5);

/// What a browser is to have signed: good for once.
#[derive(Debug)]
pub struct Asked {
    /// In base64url, as everything that goes to the browser.
    pub challenge: String,
    /// By what name devices keep this officer; not given where nobody is known yet.
    pub user: Option<String>,
    /// Credentials that are known: not to be made again, or to be used.
    pub credentials: Vec<String>,
}

/// Why a passkey was not added or taken away.
#[derive(Debug, thiserror::Error)]
pub enum NotKept {
    #[error(transparent)]
    Unbelievable(#[from] Unbelievable),
    #[error("{MOST} are enough")]
    TooMany,
    #[error("it is known already")]
    Known,
    /// A role of theirs must have a second factor, and this is the last one.
    #[error("required")]
    Required,
    /// The password that is asked for first.
    #[error(transparent)]
    NotIn(#[from] NotIn),
    #[error(transparent)]
    NotDone(#[from] NotDone),
}

impl From<store::StoreError> for NotKept {
    fn from(error: store::StoreError) -> NotKept {
        NotKept::NotDone(error.into())
    }
}

pub async fn of(office: &Office, officer: OfficerId) -> Result<Vec<Passkey>> {
    Ok(office.store().read().await?.passkeys_of(officer).await?)
}

/// Somebody at their desk wants to add one, and proves first that they are no passer-by.
///
/// # Errors
/// [`NotKept::NotIn`] for the password, [`NotKept::TooMany`].
pub async fn begin(office: &Office, who: &Who, password: &str, knock: &Knock) -> Result<Asked, NotKept> {
    office.site().ok_or(Unbelievable::Site)?;
    prove(office, &who.officer.login, password, knock).await?;
    let mut tx = office.store().write().await?;
    let known = tx.passkeys_of(who.officer.id).await?;
    if known.len() >= MOST {
        return Err(NotKept::TooMany);
    }
    let challenge = ask(office, &mut tx, &at_desk(who)).await?;
    tx.commit().await?;
    Ok(Asked { challenge, user: Some(user(who.officer.id)), credentials: credentials(known) })
}

/// What the browser brought of a new key, in base64url.
#[derive(Clone, Copy, Debug)]
pub struct NewKey<'a> {
    pub client_data: &'a str,
    pub attestation: &'a str,
}

/// Keeps it under a name. With somebody's first second factor come spare codes, which are kept nowhere.
///
/// # Errors
/// [`NotKept`] says why not.
pub async fn add(
    office: &Office,
    who: &Who,
    name: &str,
    new: NewKey<'_>,
    knock: &Knock,
) -> Result<Option<Vec<String>>, NotKept> {
    let site = office.site().ok_or(Unbelievable::Site)?;
    let client_data = told::decoded(new.client_data, told::CLIENT_DATA_MAX)?;
    let attestation = told::decoded(new.attestation, told::ATTESTATION_MAX)?;
    let made = told::made(site, &client_data, &attestation)?;
    let mut tx = office.store().write().await?;
    if !taken(office, &mut tx, &made.challenge, &at_desk(who)).await? {
        return Err(Unbelievable::Challenge.into());
    }
    if tx.passkeys_of(who.officer.id).await?.len() >= MOST {
        return Err(NotKept::TooMany);
    }
    let credential = told::encoded(&made.credential);
    if tx.passkey(&credential).await?.is_some() {
        return Err(NotKept::Known);
    }
    let id = Uuid::new_v4();
    tx.put_passkey(&Passkey {
        id,
        officer: who.officer.id,
        credential,
        public_key: told::encoded(&made.public_key),
        count: made.count,
        name: name.to_owned(),
        made_at: office.now(),
        used_at: None,
    })
    .await?;
    let first = tx.recovery_codes_left(who.officer.id).await? == 0;
    let codes = if first { Some(give_codes(&mut tx, who.officer.id).await?) } else { None };
    done(office, tx, who, knock, (AccountChange::PasskeyAdded, Some(id))).await?;
    Ok(codes)
}

/// Another name for one's own.
///
/// # Errors
/// [`NotDone::NotFound`] where it is nobody's or somebody else's.
pub async fn rename(office: &Office, who: &Who, id: Uuid, name: &str) -> Result<()> {
    let mut tx = office.store().write().await?;
    if !tx.rename_passkey(who.officer.id, id, name).await? {
        return Err(NotDone::NotFound);
    }
    Ok(tx.commit().await?)
}

/// Away with one's own, after the password, unless a role of theirs must have a second factor and this is the last one.
///
/// # Errors
/// [`NotKept`] says why not.
pub async fn remove(
    office: &Office,
    who: &Who,
    id: Uuid,
    password: &str,
    knock: &Knock,
) -> Result<(), NotKept> {
    if !of(office, who.officer.id).await?.iter().any(|own| own.id == id) {
        return Err(NotDone::NotFound.into());
    }
    prove(office, &who.officer.login, password, knock).await?;
    let mut tx = office.store().write().await?;
    if !tx.drop_passkey(who.officer.id, id).await? {
        return Err(NotDone::NotFound.into());
    }
    if office.requires_second_factor(&who.on_duty) && !tx.has_second_factor(who.officer.id).await? {
        return Err(NotKept::Required);
    }
    Ok(done(office, tx, who, knock, (AccountChange::PasskeyRemoved, Some(id))).await?)
}

/// New spare codes after the password, for somebody who has no telephone whose code could be asked for.
///
/// # Errors
/// [`NotKept::NotIn`] for the password; [`NotDone::NotFound`] where there is no passkey that they could stand in for.
pub async fn renew_codes(
    office: &Office,
    who: &Who,
    password: &str,
    knock: &Knock,
) -> Result<Vec<String>, NotKept> {
    prove(office, &who.officer.login, password, knock).await?;
    let mut tx = office.store().write().await?;
    if !tx.has_passkey(who.officer.id).await? || tx.has_telephone(who.officer.id).await? {
        return Err(NotDone::NotFound.into());
    }
    let codes = give_codes(&mut tx, who.officer.id).await?;
    done(office, tx, who, knock, (AccountChange::CodesRenewed, None)).await?;
    Ok(codes)
}

/// A new challenge for somebody; what is kept of it is its digest.
async fn ask(office: &Office, tx: &mut Write, given_to: &str) -> Result<String> {
    let challenge = digest::new_token();
    let until = office.wall_now() + SIGNED_WITHIN;
    tx.put_passkey_challenge(&digest::of(&challenge), given_to, until).await?;
    Ok(challenge)
}

async fn taken(office: &Office, tx: &mut Write, challenge: &str, given_to: &str) -> Result<bool> {
    Ok(tx.take_passkey_challenge(&digest::of(challenge), given_to, office.wall_now()).await?)
}

/// To whom a challenge is given that makes a new key.
fn at_desk(who: &Who) -> String {
    format!("desk:{}", who.session)
}

/// By what name devices keep an officer: it says nothing of them, and stays when their login changes.
fn user(officer: OfficerId) -> String {
    told::encoded(officer.0.as_bytes())
}

fn credentials(passkeys: Vec<Passkey>) -> Vec<String> {
    passkeys.into_iter().map(|passkey| passkey.credential).collect()
}
