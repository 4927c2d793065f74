//! Getting in and staying in: passwords, lock-out, idle time.
//!
//! The machine's clock counts here, not the office's: moving a demo clock logs nobody out.

use base64::Engine;
use domain::actor::{Actor, OnDuty};
use domain::desk::seoul_date;
use domain::id::SessionId;
use domain::org::Officer;
use jiff::{SignedDuration, Timestamp};
use store::{Access, Account, Owner, Preferences, SeenSession, Session};
use uuid::Uuid;

use crate::digest;
use crate::known::Edition;
use crate::not_done::{NotDone, Result};
use crate::office::Office;
use crate::passwords::verified;

pub use crate::passwords::hash_password;

/// Minutes without a request after which a session ends.
pub const IDLE_MINUTES: u32 = 30;
/// Hours after which it ends in any case: a working day with room.
const LONGEST_HOURS: i64 = 12;
/// Wrong passwords in a row until the account is locked.
pub const FAILURES_UNTIL_LOCKED: u32 = 5;
/// How long it stays locked.
pub const LOCKED_MINUTES: i64 = 10;
/// A session's last use is written down at most this often, in seconds.
const SEEN_EVERY_SECONDS: i64 = 60;

/// Somebody who is in.
#[derive(Clone)]
pub struct Who {
    pub session: SessionId,
    pub officer: Officer,
    pub on_duty: OnDuty,
    pub must_change_password: bool,
    /// Keys, columns, tour: as they like their desk.
    pub preferences: Preferences,
}

impl Who {
    pub fn actor(&self) -> Actor {
        Actor::Officer(self.on_duty.clone())
    }
}

/// Why somebody did not get in. Wrong name and wrong password are one answer.
#[derive(Debug, thiserror::Error)]
pub enum NotIn {
    #[error("wrong login or password")]
    Wrong,
    #[error("locked until {until}")]
    Locked { until: Timestamp },
    #[error(transparent)]
    NotDone(#[from] NotDone),
}

impl From<store::StoreError> for NotIn {
    fn from(error: store::StoreError) -> NotIn {
        NotIn::NotDone(error.into())
    }
}

/// Checks the password and opens a session; gives its token, which is kept nowhere but with the user.
pub async fn log_in(office: &Office, login: &str, password: &str, ip: &str) -> Result<String, NotIn> {
    let now = office.wall_now();
    let account = office.store().read().await?.account(login).await?;
    let locked_until = match &account {
        Some(account) => account.locked_until.filter(|until| *until > now),
        None => office.strangers().locked_until(login, now),
    };
    if let Some(until) = locked_until {
        log(office, login, ip, "locked").await?;
        return Err(locked(office, until));
    }
    if !verified(account.as_ref(), password).await? {
        return Err(failed(office, account.as_ref(), login, ip).await?);
    }
    let Some(Account { owner, failed, .. }) = account else { return Err(NotIn::Wrong) };
    let token = new_token();
    let mut tx = office.store().write().await?;
    // Locked while the password was checked: a burst of guesses gets no more tries than a row of them.
    let locked = tx.account(login).await?.and_then(|account| account.locked_until);
    if let Some(until) = locked.filter(|until| *until > now) {
        return Err(self::locked(office, until));
    }
    if failed > 0 {
        tx.clear_failed_logins(login).await?;
    }
    let expires_at = now + SignedDuration::from_mins(i64::from(IDLE_MINUTES));
    let session = Session { id: SessionId(Uuid::new_v4()), owner, created_at: now, seen_at: now, expires_at };
    tx.put_session(&session, &token_hash(&token)).await?;
    tx.log_access(&access(office.now(), login, ip, "log-in", "ok")).await?;
    tx.commit().await?;
    Ok(token)
}

/// The lock counts by the machine's clock; people read it beside the office's.
fn locked(office: &Office, until: Timestamp) -> NotIn {
    NotIn::Locked { until: office.now() + until.duration_since(office.wall_now()) }
}

async fn failed(office: &Office, account: Option<&Account>, login: &str, ip: &str) -> Result<NotIn, NotIn> {
    let now = office.wall_now();
    let mut tx = office.store().write().await?;
    tx.log_access(&access(office.now(), login, ip, "log-in", "wrong")).await?;
    // A lock that has ended forgives what led to it; otherwise one slip would lock again at once.
    if account.is_some_and(|a| a.locked_until.is_some_and(|until| until <= now)) {
        tx.clear_failed_logins(login).await?;
    }
    let mut why = NotIn::Wrong;
    if account.is_none()
        && let Some(until) = office.strangers().failed(login, now)
    {
        why = locked(office, until);
    }
    if account.is_some() && tx.count_failed_login(login).await? >= FAILURES_UNTIL_LOCKED {
        let until = now + SignedDuration::from_mins(LOCKED_MINUTES);
        tx.lock_account(login, until).await?;
        why = locked(office, until);
    }
    tx.commit().await?;
    Ok(why)
}

/// The officer behind a token, with today's duties; `None` when nobody is.
pub async fn who(office: &Office, token: &str) -> Result<Option<Who>> {
    let Some((who, session)) = found(office, token).await? else { return Ok(None) };
    let idle = office.wall_now().duration_since(session.seen_at);
    if idle >= SignedDuration::from_secs(SEEN_EVERY_SECONDS) {
        extend(office, &session).await?;
    }
    Ok(Some(who))
}

/// The same, when nobody has touched anything: a page that keeps itself fresh does not keep its session alive.
pub async fn look(office: &Office, token: &str) -> Result<Option<Who>> {
    Ok(found(office, token).await?.map(|(who, _)| who))
}

async fn found(office: &Office, token: &str) -> Result<Option<(Who, Session)>> {
    let hash = token_hash(token);
    let seen = office.store().seen_session(&hash, office.wall_now()).await?;
    let Some(SeenSession { session, people, facts }) = seen else { return Ok(None) };
    let edition = Edition { people, day: seoul_date(office.now()) };
    if let Some(who) = office.known().who(&hash, edition) {
        if facts > office.facts().version {
            office.catch_up(&mut office.store().read().await?).await?;
        }
        return Ok(Some((who, session)));
    }
    let Some(who) = asked(office, &session).await? else { return Ok(None) };
    office.known().remember(hash, edition, who.clone());
    Ok(Some((who, session)))
}

/// Everything that is known of the officer behind a session, from the database.
async fn asked(office: &Office, session: &Session) -> Result<Option<Who>> {
    let mut tx = office.store().read().await?;
    let Owner::Officer(id) = session.owner else { return Ok(None) };
    let account = tx.account_of(session.owner).await?;
    let officer = tx.officer(id).await?.filter(|officer| officer.active);
    let on_duty = tx.on_duty(id, seoul_date(office.now())).await?;
    office.catch_up(&mut tx).await?;
    let preferences = tx.preferences_of(id).await?;
    drop(tx);
    let (Some(officer), Some(on_duty)) = (officer, on_duty) else { return Ok(None) };
    let must_change_password = account.is_some_and(|a| a.must_change);
    Ok(Some(Who { session: session.id, officer, on_duty, must_change_password, preferences }))
}

/// Another idle period from now, within the session's longest life.
async fn extend(office: &Office, session: &Session) -> Result<()> {
    let now = office.wall_now();
    let idle = now + SignedDuration::from_mins(i64::from(IDLE_MINUTES));
    let longest = session.created_at + SignedDuration::from_hours(LONGEST_HOURS);
    let mut tx = office.store().write().await?;
    tx.extend_session(session.id, now, idle.min(longest)).await?;
    Ok(tx.commit().await?)
}

pub async fn log_out(office: &Office, session: SessionId, login: &str, ip: &str) -> Result<()> {
    let mut tx = office.store().write().await?;
    tx.end_session(session).await?;
    tx.log_access(&access(office.now(), login, ip, "log-out", "ok")).await?;
    Ok(tx.commit().await?)
}

async fn log(office: &Office, login: &str, ip: &str, outcome: &str) -> Result<(), NotIn> {
    let mut tx = office.store().write().await?;
    tx.log_access(&access(office.now(), login, ip, "log-in", outcome)).await?;
    Ok(tx.commit().await?)
}

fn access(at: Timestamp, login: &str, ip: &str, action: &str, outcome: &str) -> Access {
    Access {
        at,
        account: Some(login.chars().take(100).collect()),
        ip: Some(ip.to_owned()),
        action: action.to_owned(),
        subject: None,
        outcome: outcome.to_owned(),
    }
}

fn new_token() -> String {
    base64::engine::general_purpose::URL_SAFE_NO_PAD.encode(rand::random::<[u8; 32]>())
}

fn token_hash(token: &str) -> String {
    digest::of(token)
}
