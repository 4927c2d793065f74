//! Staying in: who is behind a token, idle time, the longest session, and out again.
//!
//! The machine's clock counts here, not the office's: moving a demo clock logs nobody out.

use domain::actor::{Actor, OnDuty};
use domain::desk::seoul_date;
use domain::id::SessionId;
use domain::org::Officer;
use jiff::SignedDuration;
use store::{Owner, Preferences, SeenSession, Session, StoreError, Way, Write};
use uuid::Uuid;

use crate::digest;
use crate::door;
use crate::known::Edition;
use crate::not_done::{NotDone, Result};
use crate::office::Office;

pub use crate::door::{FIRST_PAUSE_MINUTES, Knock, STRANGERS_TRIES, TRIES, network};
pub use crate::log_in::{Entered, Entry, NotIn, Proven, enter, log_in, prove, stay};
pub use crate::passwords::hash_password;

/// Minutes without a request after which a session ends.
pub const IDLE_MINUTES: u32 = 30;
/// Hours after which it ends in any case: a working day with room.
const LONGEST_HOURS: i64 = 12;
/// A session's last use is written down at most this often, in seconds.
const SEEN_EVERY_SECONDS: i64 = 60;

/// Somebody who is in.
#[derive(Clone)]
pub struct Who {
    pub session: SessionId,
    pub way: Way,
    pub officer: Officer,
    pub on_duty: OnDuty,
    pub must_change_password: bool,
    /// A role of theirs must have a second factor, and they have none yet.
    pub owes_second_factor: bool,
    /// Keys, columns, tour: as they like their desk.
    pub preferences: Preferences,
}

impl Who {
    pub fn actor(&self) -> Actor {
        Actor::Officer(self.on_duty.clone())
    }
}

/// Opens a session; gives its token, which is kept nowhere but with the user.
pub(crate) async fn open(office: &Office, tx: &mut Write, owner: Owner, way: Way) -> Result<String> {
    let (now, token) = (office.wall_now(), digest::new_token());
    let expires_at = now + SignedDuration::from_mins(i64::from(IDLE_MINUTES));
    let session =
        Session { id: SessionId(Uuid::new_v4()), owner, way, created_at: now, seen_at: now, expires_at };
    tx.put_session(&session, &token_hash(&token)).await?;
    Ok(token)
}

/// The officer behind a token, with today's duties; `None` when nobody is.
pub async fn who(office: &Office, token: &str) -> Result<Option<Who>> {
    let Some((who, session)) = found(office, token).await? else { return Ok(None) };
    let idle = office.wall_now().duration_since(session.seen_at);
    if idle >= SignedDuration::from_secs(SEEN_EVERY_SECONDS) {
        match extend(office, &session).await {
            // Where nothing can be written people read on; what they do is refused by itself.
            Err(NotDone::Fault(away @ StoreError::Unavailable(_))) => {
                tracing::warn!(error = %away, "a session was not prolonged");
            }
            extended => extended?,
        }
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
    if let Some(who) = office.known.who(&hash, edition) {
        if facts > office.facts().version {
            office.catch_up(&mut office.store().read().await?).await?;
        }
        return Ok(Some((who, session)));
    }
    let Some(who) = asked(office, &session).await? else { return Ok(None) };
    office.known.remember(hash, edition, who.clone());
    Ok(Some((who, session)))
}

/// Everything that is known of the officer behind a session, from the database.
async fn asked(office: &Office, session: &Session) -> Result<Option<Who>> {
    let mut tx = office.store().read().await?;
    let Owner::Officer(id) = session.owner else { return Ok(None) };
    let account = tx.account_of(session.owner).await?;
    let officer = tx.officer(id).await?.filter(|officer| officer.active);
    let on_duty = tx.on_duty(id, seoul_date(office.now())).await?;
    let has_second_factor = tx.has_second_factor(id).await?;
    office.catch_up(&mut tx).await?;
    let preferences = tx.preferences_of(id).await?;
    drop(tx);
    let (Some(officer), Some(on_duty)) = (officer, on_duty) else { return Ok(None) };
    // Whoever came in on another's word has no password of ours to change first.
    let by_password = session.way == Way::Password;
    let owes_second_factor = by_password && !has_second_factor && office.requires_second_factor(&on_duty);
    let must_change_password = by_password && account.is_some_and(|a| a.must_change);
    Ok(Some(Who {
        session: session.id,
        way: session.way,
        officer,
        on_duty,
        must_change_password,
        owes_second_factor,
        preferences,
    }))
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
    tx.log_access(&door::line(office.now(), login, ip, ("log-out", "ok"))).await?;
    Ok(tx.commit().await?)
}

fn token_hash(token: &str) -> String {
    digest::of(token)
}
