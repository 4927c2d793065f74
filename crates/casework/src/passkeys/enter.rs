//! Getting in with a passkey: as the second step after the password, or alone, for the device has asked for a PIN, a
//! finger or a face already.

use store::{Access, Owner, Passkey, Way, Write};

use super::told::{self, Unbelievable};
use super::{Asked, ask, credentials, taken, user};
use crate::digest;
use crate::door::{self, Knock, Place};
use crate::log_in::{Entered, NotIn, locked, open};
use crate::not_done::Result;
use crate::office::Office;
use crate::second_step::Owing;

/// What the browser brought of a key that was used, in base64url.
#[derive(Clone, Copy, Debug)]
pub struct Used<'a> {
    pub credential: &'a str,
    pub client_data: &'a str,
    pub authenticator_data: &'a str,
    pub signature: &'a str,
    /// Whose it is by the device's own account; empty where it does not say.
    pub user: &'a str,
}

/// How the access log calls a log-in without a password.
const ALONE: &str = "패스키";

/// What somebody whose password was right is to have signed.
///
/// # Errors
/// [`NotIn::Late`] when the password is too long ago.
pub async fn ask_second(office: &Office, half: &str) -> Result<Asked, NotIn> {
    let hash = digest::of(half);
    let mut tx = office.store().write().await?;
    let officer = tx.half_log_in(&hash, office.wall_now()).await?.ok_or(NotIn::Late)?;
    let known = credentials(tx.passkeys_of(officer).await?);
    let challenge = ask(office, &mut tx, &half_in(half)).await?;
    tx.commit().await?;
    Ok(Asked { challenge, user: None, credentials: known })
}

/// The second step of a log-in, with a passkey of whoever's password it was.
///
/// # Errors
/// As for codes ([`crate::second_step::finish`]).
pub async fn finish(office: &Office, half: &str, used: Used<'_>, knock: &Knock) -> Result<Entered, NotIn> {
    let mut owing = Owing::of(office, half, knock).await?;
    match shown(office, &mut owing.tx, used, &half_in(half)).await? {
        Ok(passkey) if passkey.officer == owing.officer => owing.inside(office, knock).await,
        Ok(_) => Err(owing.refused(office, knock, outcome(Unbelievable::NotTheirs)).await?),
        Err(why) => {
            tracing::warn!(%why, "a passkey was not believed");
            Err(owing.refused(office, knock, outcome(why)).await?)
        }
    }
}

/// What a browser is to have signed of which nobody knows yet whose it is, and the token it is given to.
pub async fn ask_anybody(office: &Office) -> Result<(Asked, String)> {
    let browser = digest::new_token();
    let mut tx = office.store().write().await?;
    let challenge = ask(office, &mut tx, &strange(&browser)).await?;
    tx.commit().await?;
    Ok((Asked { challenge, user: None, credentials: Vec::new() }, browser))
}

/// In with a passkey alone: of an officer in service who has an account of ours.
///
/// # Errors
/// [`NotIn::Wrong`] and [`NotIn::Locked`] as for passwords: what is wrong counts at the account whose key was named.
pub async fn enter(office: &Office, browser: &str, used: Used<'_>, knock: &Knock) -> Result<Entered, NotIn> {
    let (now, ip) = (office.wall_now(), knock.ip.to_string());
    let mut tx = office.store().write().await?;
    let Some(account) = named(&mut tx, used).await? else {
        let line = door::line(office.now(), "", &ip, ("log-in", outcome(Unbelievable::Unknown)));
        tx.log_access(&Access { account: None, subject: Some(ALONE.to_owned()), ..line }).await?;
        tx.commit().await?;
        return Err(NotIn::Wrong);
    };
    let line = |how| {
        let line = door::line(office.now(), &account.login, &ip, ("log-in", how));
        Access { subject: Some(ALONE.to_owned()), ..line }
    };
    let place = Place::of(&mut tx, (&account.login, Some(&account)), knock, now).await?;
    if let Some(until) = place.locked_until(&mut tx, now).await? {
        tx.log_access(&line("locked")).await?;
        tx.commit().await?;
        return Err(locked(office, until));
    }
    let found = match shown(office, &mut tx, used, &strange(browser)).await? {
        // A device that keeps keys by owner says who that is (WebAuthn 7.2, step 6).
        Ok(passkey) if used.user != user(passkey.officer) => Err(Unbelievable::NotTheirs),
        found => found,
    };
    if let Err(why) = found {
        tracing::warn!(%why, "a passkey was not believed");
        tx.log_access(&line(outcome(why))).await?;
        let until = place.failed(&mut tx, now).await?;
        tx.commit().await?;
        return Err(until.map_or(NotIn::Wrong, |until| locked(office, until)));
    }
    place.forgive(&mut tx).await?;
    let entered = open(office, &mut tx, (account.owner, Way::Password), knock).await?;
    tx.log_access(&line("ok")).await?;
    tx.commit().await?;
    Ok(entered)
}

/// The account of whoever's key is named, if they are in service.
async fn named(tx: &mut Write, used: Used<'_>) -> Result<Option<store::Account>> {
    let Ok(credential) = told::decoded(used.credential, told::CREDENTIAL_MAX) else { return Ok(None) };
    let Some(passkey) = tx.passkey(&told::encoded(&credential)).await? else { return Ok(None) };
    let active = tx.officer(passkey.officer).await?.is_some_and(|officer| officer.active);
    if active { Ok(tx.account_of(Owner::Officer(passkey.officer)).await?) } else { Ok(None) }
}

/// The key that was used, if it was just now, here, for this challenge, and once more than before. The challenge is
/// used up with whatever came for it that could be read.
async fn shown(
    office: &Office,
    tx: &mut Write,
    used: Used<'_>,
    given_to: &str,
) -> Result<Result<Passkey, Unbelievable>> {
    let read = match office.site().ok_or(Unbelievable::Site).and_then(|site| Read::of(site, used)) {
        Ok(read) => read,
        Err(why) => return Ok(Err(why)),
    };
    if !taken(office, tx, &read.shown.challenge, given_to).await? {
        return Ok(Err(Unbelievable::Challenge));
    }
    let Some(passkey) = tx.passkey(&read.credential).await? else { return Ok(Err(Unbelievable::Unknown)) };
    if let Err(why) = read.by(&passkey) {
        return Ok(Err(why));
    }
    let counted = tx.use_passkey(passkey.id, read.shown.count, office.now()).await?;
    Ok(if counted { Ok(passkey) } else { Err(Unbelievable::Count) })
}

/// What was brought, as bytes.
struct Read {
    credential: String,
    shown: told::Shown,
    signature: Vec<u8>,
    user: String,
}

impl Read {
    fn of(site: &super::Site, used: Used<'_>) -> Result<Read, Unbelievable> {
        let client_data = told::decoded(used.client_data, told::CLIENT_DATA_MAX)?;
        let data = told::decoded(used.authenticator_data, told::AUTHENTICATOR_DATA_MAX)?;
        Ok(Read {
            credential: told::encoded(&told::decoded(used.credential, told::CREDENTIAL_MAX)?),
            shown: told::shown(site, &client_data, &data)?,
            signature: told::decoded(used.signature, told::SIGNATURE_MAX)?,
            user: used.user.to_owned(),
        })
    }

    /// Is it this key's, and does the device say the same of its owner?
    fn by(&self, passkey: &Passkey) -> Result<(), Unbelievable> {
        if !self.user.is_empty() && self.user != user(passkey.officer) {
            return Err(Unbelievable::NotTheirs);
        }
        let public_key = told::decoded(&passkey.public_key, told::ATTESTATION_MAX)?;
        self.shown.by(&public_key, &self.signature)
    }
}

/// How the access log calls it.
fn outcome(why: Unbelievable) -> &'static str {
    match why {
        Unbelievable::Count => "passkey-count",
        Unbelievable::Unreadable
        | Unbelievable::TooLong
        | Unbelievable::Purpose
        | Unbelievable::Challenge
        | Unbelievable::Origin
        | Unbelievable::Site
        | Unbelievable::NotVerified
        | Unbelievable::Algorithm
        | Unbelievable::Unknown
        | Unbelievable::NotTheirs
        | Unbelievable::Signature => "wrong-passkey",
    }
}

/// To whom a challenge is given after the password.
fn half_in(half: &str) -> String {
    format!("half:{}", digest::of(half))
}

/// To whom it is given before anything is known.
fn strange(browser: &str) -> String {
    format!("browser:{}", digest::of(browser))
}
