//! 2단계 인증 with a telephone, for those who log in with a password of ours: a code of it, and spare codes for the day it
//! is lost. The other kind of second factor are passkeys ([`crate::passkeys`]); the door is [`crate::second_step`].
//!
//! Whoever comes in on another's word is not asked: how sure that is, is the other's to see to.

use std::sync::Arc;

use domain::account::AccountChange;
use domain::actor::OnDuty;
use domain::id::OfficerId;
use domain::role::Role;
use rand::RngExt;
use store::{Account, Owner, Read, Write};
use uuid::Uuid;

use crate::account_notices::by_oneself;
use crate::digest;
use crate::door::{self, Knock, Place};
use crate::not_done::{NotDone, Result};
use crate::office::Office;
use crate::passkeys::Site;
use crate::sessions::Who;
use crate::totp;

/// Spare codes given at once.
pub const RECOVERY_CODES: usize = 10;
/// Letters of one; with 31 to choose from they are 79 bits, which nobody searches.
const RECOVERY_LETTERS: usize = 16;
const LETTERS: &[u8] = b"23456789abcdefghjkmnpqrstuvwxyz";

/// What this office asks for besides passwords.
#[derive(Clone, Default)]
pub(crate) struct SecondFactors {
    required_of: Arc<[Role]>,
    /// Where passkeys belong to; without one there are none.
    pub(crate) site: Option<Arc<Site>>,
}

impl Office {
    /// Who holds one of these roles, and logs in with a password of ours, must have a second factor.
    #[must_use]
    pub fn with_second_factor_for(mut self, roles: &[Role]) -> Office {
        self.second_factors.required_of = roles.into();
        self
    }

    pub fn requires_second_factor(&self, on_duty: &OnDuty) -> bool {
        self.second_factors.required_of.iter().any(|role| on_duty.has(*role))
    }
}

/// How far somebody has come with it.
#[derive(Clone, PartialEq, Eq)]
pub enum Stage {
    Off,
    /// The telephone is to show that it has the secret.
    Begun {
        secret: String,
    },
    On {
        codes_left: u32,
    },
}

/// Why a code changed nothing.
#[derive(Debug, thiserror::Error)]
pub enum NotRight {
    #[error("wrong code")]
    Wrong,
    #[error("locked until {until}")]
    Locked { until: jiff::Timestamp },
    /// There is nothing that the code could be for.
    #[error("not at this stage")]
    Stage,
    /// A role of theirs must have it.
    #[error("required")]
    Required,
    #[error(transparent)]
    NotDone(#[from] NotDone),
}

impl From<store::StoreError> for NotRight {
    fn from(error: store::StoreError) -> NotRight {
        NotRight::NotDone(error.into())
    }
}

pub async fn stage(office: &Office, officer: OfficerId) -> Result<Stage> {
    let mut tx = office.store().read().await?;
    Ok(match tx.second_factor(officer).await? {
        None => Stage::Off,
        Some(factor) if factor.confirmed_at.is_none() => Stage::Begun { secret: factor.secret },
        Some(_) => Stage::On { codes_left: tx.recovery_codes_left(officer).await? },
    })
}

/// Spare codes that were not used yet.
pub async fn codes_left(office: &Office, officer: OfficerId) -> Result<u32> {
    Ok(office.store().read().await?.recovery_codes_left(officer).await?)
}

/// A new secret for the telephone; what was begun before is forgotten.
pub async fn begin(office: &Office, who: &Who) -> Result<(), NotRight> {
    let mut tx = office.store().write().await?;
    if tx.has_telephone(who.officer.id).await? {
        return Err(NotRight::Stage);
    }
    tx.put_second_factor(who.officer.id, &totp::new_secret()).await?;
    Ok(tx.commit().await?)
}

/// The telephone has shown its first code: from now on one is asked for. Gives the spare codes, which are kept nowhere.
pub async fn confirm(
    office: &Office,
    who: &Who,
    typed: &str,
    knock: &Knock,
) -> Result<Vec<String>, NotRight> {
    let (mut tx, _) = checked(office, who, (typed, false), knock).await?;
    tx.confirm_second_factor(who.officer.id, office.wall_now()).await?;
    let codes = give_codes(&mut tx, who.officer.id).await?;
    done(office, tx, who, knock, (AccountChange::TelephoneAdded, None)).await?;
    Ok(codes)
}

/// New spare codes; the old ones are worth nothing.
pub async fn renew(office: &Office, who: &Who, typed: &str, knock: &Knock) -> Result<Vec<String>, NotRight> {
    let (mut tx, _) = checked(office, who, (typed, true), knock).await?;
    let codes = give_codes(&mut tx, who.officer.id).await?;
    done(office, tx, who, knock, (AccountChange::CodesRenewed, None)).await?;
    Ok(codes)
}

/// Turned off by its owner, with a code, unless a role of theirs must have a second factor and this is the last one.
pub async fn end(office: &Office, who: &Who, typed: &str, knock: &Knock) -> Result<(), NotRight> {
    let (mut tx, shown) = checked(office, who, (typed, true), knock).await?;
    if office.requires_second_factor(&who.on_duty) && !tx.has_passkey(who.officer.id).await? {
        return Err(NotRight::Required);
    }
    tx.drop_telephone(who.officer.id).await?;
    if tx.has_passkey(who.officer.id).await? {
        shown.tell_if_last(office, &mut tx, (who.officer.id, &who.officer.login), knock).await?;
    }
    done(office, tx, who, knock, (AccountChange::TelephoneRemoved, None)).await?;
    Ok(())
}

/// A transaction in which the code was right and is used up. Wrong ones count as at the door: somebody at a desk that
/// was left open guesses no more than somebody outside.
async fn checked(
    office: &Office,
    who: &Who,
    (typed, confirmed): (&str, bool),
    knock: &Knock,
) -> Result<(Write, Shown), NotRight> {
    let now = office.wall_now();
    let mut tx = office.store().write().await?;
    let login = &who.officer.login;
    let account = tx.account_of(Owner::Officer(who.officer.id)).await?;
    let place = Place::of(&mut tx, (login, account.as_ref()), knock, now).await?;
    if let Some(until) = place.locked_until(&mut tx, now).await? {
        return Err(NotRight::Locked { until: office.now() + until.duration_since(now) });
    }
    if tx.has_telephone(who.officer.id).await? != confirmed {
        return Err(NotRight::Stage);
    }
    // A telephone that is new shows itself: a spare code stands in for one that is known.
    let right = match confirmed {
        true => is_right(&mut tx, who.officer.id, typed, now).await?,
        false => is_shown(&mut tx, who.officer.id, typed, now).await?.then_some(Shown::Telephone),
    };
    if let Some(shown) = right {
        return Ok((tx, shown));
    }
    tx.log_access(&door::line(office.now(), login, &knock.ip.to_string(), ("second-factor", "wrong")))
        .await?;
    let until = place.failed(&mut tx, now).await?;
    tx.commit().await?;
    let locked =
        |until: jiff::Timestamp| NotRight::Locked { until: office.now() + until.duration_since(now) };
    Err(until.map_or(NotRight::Wrong, locked))
}

/// Commits what somebody changed of their second factors, and which passkey where it was one, with its line in the log
/// and the letter to its owner.
pub(crate) async fn done(
    office: &Office,
    mut tx: Write,
    who: &Who,
    knock: &Knock,
    changed: (AccountChange, Option<Uuid>),
) -> Result<()> {
    by_oneself(office, &mut tx, (who.officer.id, &who.officer.login), changed, knock).await?;
    Ok(tx.commit().await?)
}

/// What a right code was of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Shown {
    Telephone,
    /// A spare one; so many are left.
    Spare {
        left: u32,
    },
}

impl Shown {
    /// Whoever used the last spare code hears that it was the last.
    pub(crate) async fn tell_if_last(
        self,
        office: &Office,
        tx: &mut Write,
        owner: (OfficerId, &str),
        knock: &Knock,
    ) -> Result<()> {
        if self != (Shown::Spare { left: 0 }) {
            return Ok(());
        }
        by_oneself(office, tx, owner, (AccountChange::CodesUsedUp, None), knock).await
    }
}

/// At the door and for what needs a code: one of a telephone that is confirmed, or a spare one, which is used up.
pub(crate) async fn is_right(
    tx: &mut Write,
    officer: OfficerId,
    typed: &str,
    now: jiff::Timestamp,
) -> Result<Option<Shown>> {
    if tx.has_telephone(officer).await? && is_shown(tx, officer, typed, now).await? {
        return Ok(Some(Shown::Telephone));
    }
    let typed: String = typed.chars().filter(char::is_ascii_alphanumeric).collect();
    let whole = typed.len() == RECOVERY_LETTERS;
    if !whole || !tx.use_recovery_code(officer, &kept(officer, &typed.to_ascii_lowercase())).await? {
        return Ok(None);
    }
    Ok(Some(Shown::Spare { left: tx.recovery_codes_left(officer).await? }))
}

/// A code that the telephone shows now, and that was not used before.
async fn is_shown(tx: &mut Write, officer: OfficerId, typed: &str, now: jiff::Timestamp) -> Result<bool> {
    let Some(factor) = tx.second_factor(officer).await? else { return Ok(false) };
    match totp::step_of(&factor.secret, typed, now) {
        Some(step) => Ok(tx.use_step(officer, step).await?),
        None => Ok(false),
    }
}

/// Spare codes in place of whatever was left of the old ones.
pub(crate) async fn give_codes(tx: &mut Write, officer: OfficerId) -> Result<Vec<String>> {
    let codes: Vec<String> = (0..RECOVERY_CODES).map(|_| new_code()).collect();
    let hashes: Vec<String> = codes.iter().map(|code| kept(officer, code)).collect();
    tx.put_recovery_codes(officer, &hashes).await?;
    Ok(codes.iter().map(|code| in_fours(code)).collect())
}

fn new_code() -> String {
    let mut rng = rand::rng();
    (0..RECOVERY_LETTERS).map(|_| char::from(LETTERS[rng.random_range(0..LETTERS.len())])).collect()
}

/// As people copy it.
fn in_fours(code: &str) -> String {
    let letters: Vec<char> = code.chars().collect();
    letters.chunks(4).map(String::from_iter).collect::<Vec<_>>().join("-")
}

fn kept(officer: OfficerId, code: &str) -> String {
    digest::of_parts([officer.to_string().as_str(), code])
}

/// Is a second step asked of this account's owner at the door?
pub(crate) async fn asks(tx: &mut Read, account: &Account) -> Result<bool> {
    match account.owner {
        Owner::Officer(officer) => Ok(tx.has_second_factor(officer).await?),
        Owner::Petitioner(_) => Ok(false),
    }
}
