//! Getting in by name and password. Wrong tries are held up at the place they come from ([`crate::door`]).

use std::sync::Arc;

use jiff::{SignedDuration, Timestamp};
use store::{Account, Owner, Way, Write};

use crate::digest;
use crate::door::{self, Knock, Place};
use crate::not_done::NotDone;
use crate::office::Office;
use crate::passwords::verified;
use crate::sessions::Who;
use crate::{second_factor, sessions};

/// Why somebody did not get in. Wrong name and wrong password are one answer.
#[derive(Debug, thiserror::Error)]
pub enum NotIn {
    #[error("wrong login or password")]
    Wrong,
    #[error("locked until {until}")]
    Locked { until: Timestamp },
    /// The password was right too long ago for its code.
    #[error("begin again")]
    Late,
    #[error(transparent)]
    NotDone(#[from] NotDone),
}

impl From<store::StoreError> for NotIn {
    fn from(error: store::StoreError) -> NotIn {
        NotIn::NotDone(error.into())
    }
}

/// Somebody is in: what their browser keeps from now on.
pub struct Entered {
    /// Of the session; kept nowhere else.
    pub token: String,
    /// By which this browser is known when it comes again.
    pub browser: String,
}

/// What a right password opens.
pub enum Entry {
    Inside(Entered),
    /// A code is asked for as well; the token is of this log-in until then.
    CodeAsked {
        half: String,
    },
}

impl Entry {
    /// Of somebody of whom no code is asked.
    pub fn inside(self) -> Option<Entered> {
        match self {
            Entry::Inside(entered) => Some(entered),
            Entry::CodeAsked { .. } => None,
        }
    }
}

/// Minutes for finding the telephone, or the paper with the spare codes.
const CODE_WITHIN: SignedDuration = SignedDuration::from_mins(5);

/// Somebody whose password was right, just now and here.
pub struct Proven {
    account: Account,
    place: Place,
}

/// Checks the password and opens a session.
///
/// # Errors
/// [`NotIn`] says why there is none.
pub async fn log_in(office: &Office, login: &str, password: &str, knock: &Knock) -> Result<Entry, NotIn> {
    let proven = prove(office, login, password, knock).await?;
    enter(office, proven, knock).await
}

/// Checks the password, and opens nothing: guesses are counted, locked and written down as at the door.
///
/// # Errors
/// [`NotIn`] says why it proves nothing.
pub async fn prove(office: &Office, login: &str, password: &str, knock: &Knock) -> Result<Proven, NotIn> {
    let now = office.wall_now();
    let mut tx = office.store().read().await?;
    let account = tx.account(login).await?;
    let place = Place::of(&mut tx, (login, account.as_ref()), knock, now).await?;
    let locked_until = place.locked_until(&mut tx, now).await?;
    drop(tx);
    if let Some(until) = locked_until {
        log(office, login, knock, "locked").await?;
        return Err(locked(office, until));
    }
    let right = verified(account.as_ref(), password, Arc::clone(&office.hashes)).await?;
    match account {
        Some(account) if right => Ok(Proven { account, place }),
        _ => Err(failed(office, &place, login, knock).await?),
    }
}

/// Opens the session of somebody proven, or asks for a code. Until that is right nothing is forgiven: a known password
/// must not make codes guessable.
///
/// # Errors
/// [`NotIn::Locked`] when the place was locked meanwhile: a burst of guesses gets no more tries than a row of them.
pub async fn enter(office: &Office, proven: Proven, knock: &Knock) -> Result<Entry, NotIn> {
    let Proven { account, place } = proven;
    let now = office.wall_now();
    let mut tx = office.store().write().await?;
    if let Some(until) = place.locked_until(&mut tx, now).await? {
        return Err(locked(office, until));
    }
    if let (Owner::Officer(officer), true) = (account.owner, second_factor::asks(&mut tx, &account).await?) {
        let half = digest::new_token();
        tx.put_half_log_in(&digest::of(&half), officer, now + CODE_WITHIN).await?;
        tx.commit().await?;
        return Ok(Entry::CodeAsked { half });
    }
    place.forgive(&mut tx).await?;
    let entered = open(office, &mut tx, (account.owner, Way::Password), knock).await?;
    tx.log_access(&door::line(office.now(), &account.login, &knock.ip.to_string(), ("log-in", "ok"))).await?;
    tx.commit().await?;
    Ok(Entry::Inside(entered))
}

/// A new session, always under a token nobody has seen, and a browser that is known from now on.
pub(crate) async fn open(
    office: &Office,
    tx: &mut Write,
    (owner, way): (Owner, Way),
    knock: &Knock,
) -> crate::not_done::Result<Entered> {
    let token = sessions::open(office, tx, owner, way).await?;
    let browser = match owner {
        Owner::Officer(officer) => door::remember(tx, officer, knock, office.wall_now()).await?,
        Owner::Petitioner(_) => String::new(),
    };
    Ok(Entered { token, browser })
}

/// A new session for somebody who is in, after all of theirs were ended.
///
/// # Errors
/// [`NotDone`] when the database is away.
pub async fn stay(office: &Office, who: &Who, knock: &Knock) -> crate::not_done::Result<Entered> {
    let mut tx = office.store().write().await?;
    let entered = open(office, &mut tx, (Owner::Officer(who.officer.id), who.way), knock).await?;
    tx.commit().await?;
    Ok(entered)
}

/// The lock counts by the machine's clock; people read it beside the office's.
pub(crate) fn locked(office: &Office, until: Timestamp) -> NotIn {
    NotIn::Locked { until: office.now() + until.duration_since(office.wall_now()) }
}

async fn failed(office: &Office, place: &Place, login: &str, knock: &Knock) -> Result<NotIn, NotIn> {
    let mut tx = office.store().write().await?;
    tx.log_access(&door::line(office.now(), login, &knock.ip.to_string(), ("log-in", "wrong"))).await?;
    let until = place.failed(&mut tx, office.wall_now()).await?;
    tx.commit().await?;
    Ok(until.map_or(NotIn::Wrong, |until| locked(office, until)))
}

async fn log(office: &Office, login: &str, knock: &Knock, outcome: &str) -> Result<(), NotIn> {
    let mut tx = office.store().write().await?;
    tx.log_access(&door::line(office.now(), login, &knock.ip.to_string(), ("log-in", outcome))).await?;
    Ok(tx.commit().await?)
}
