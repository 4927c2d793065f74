//! The second step of a log-in: whose password was right owes a code or a passkey, and has minutes for it.

use domain::id::OfficerId;
use store::{Account, Owner, Way, Write};

use crate::digest;
use crate::door::{self, Knock, Place};
use crate::log_in::{Entered, NotIn, locked};
use crate::not_done::Result;
use crate::office::Office;
use crate::second_factor::is_right;

/// With what somebody may take the second step. Spare codes are there with either.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Steps {
    pub telephone: bool,
    /// They have some, and this office has an address that they belong to.
    pub passkeys: bool,
}

/// What is asked of somebody whose password was right; `None` when that was too long ago.
pub async fn steps(office: &Office, half: &str) -> Result<Option<Steps>> {
    let mut tx = office.store().read().await?;
    let Some(officer) = tx.half_log_in(&digest::of(half), office.wall_now()).await? else { return Ok(None) };
    let telephone = tx.has_telephone(officer).await?;
    let passkeys = office.site().is_some() && tx.has_passkey(officer).await?;
    Ok(Some(Steps { telephone, passkeys }))
}

/// With a code: of the telephone, or a spare one.
///
/// # Errors
/// [`NotIn::Late`] when the password is too long ago; [`NotIn::Wrong`] and [`NotIn::Locked`] as for passwords.
pub async fn finish(office: &Office, half: &str, typed: &str, knock: &Knock) -> Result<Entered, NotIn> {
    let mut owing = Owing::of(office, half, knock).await?;
    match is_right(&mut owing.tx, owing.officer, typed, office.wall_now()).await? {
        Some(shown) => {
            let owner = (owing.officer, owing.account.login.as_str());
            shown.tell_if_last(office, &mut owing.tx, owner, knock).await?;
            owing.inside(office, knock).await
        }
        None => Err(owing.refused(office, knock, "wrong-code").await?),
    }
}

/// Somebody at the door who owes the second step, in the transaction that will settle it.
pub(crate) struct Owing {
    pub(crate) tx: Write,
    pub(crate) officer: OfficerId,
    account: Account,
    place: Place,
    /// Of this log-in's token.
    hash: String,
}

impl Owing {
    pub(crate) async fn of(office: &Office, half: &str, knock: &Knock) -> Result<Owing, NotIn> {
        let (now, hash) = (office.wall_now(), digest::of(half));
        let mut tx = office.store().write().await?;
        let officer = tx.half_log_in(&hash, now).await?.ok_or(NotIn::Late)?;
        let account = tx.account_of(Owner::Officer(officer)).await?.ok_or(NotIn::Late)?;
        let place = Place::of(&mut tx, (&account.login, Some(&account)), knock, now).await?;
        if let Some(until) = place.locked_until(&mut tx, now).await? {
            let line = door::line(office.now(), &account.login, &knock.ip.to_string(), ("log-in", "locked"));
            tx.log_access(&line).await?;
            tx.commit().await?;
            return Err(locked(office, until));
        }
        Ok(Owing { tx, officer, account, place, hash })
    }

    /// The step was right: nothing is owed any more.
    pub(crate) async fn inside(self, office: &Office, knock: &Knock) -> Result<Entered, NotIn> {
        let Owing { mut tx, account, place, hash, .. } = self;
        tx.end_half_log_in(&hash).await?;
        place.forgive(&mut tx).await?;
        let entered = crate::log_in::open(office, &mut tx, (account.owner, Way::Password), knock).await?;
        tx.log_access(&door::line(office.now(), &account.login, &knock.ip.to_string(), ("log-in", "ok")))
            .await?;
        tx.commit().await?;
        Ok(entered)
    }

    /// It was not: counted where it came from, and written down with how it was wrong.
    pub(crate) async fn refused(self, office: &Office, knock: &Knock, how: &str) -> Result<NotIn, NotIn> {
        let Owing { mut tx, account, place, .. } = self;
        tx.log_access(&door::line(office.now(), &account.login, &knock.ip.to_string(), ("log-in", how)))
            .await?;
        let until = place.failed(&mut tx, office.wall_now()).await?;
        tx.commit().await?;
        Ok(until.map_or(NotIn::Wrong, |until| locked(office, until)))
    }
}
