//! Getting in on somebody else's word: the identity provider's, or 행정포털's. They say who somebody is; what one may
//! do is said by our own records alone, and whoever is in none of them is told so.

use jiff::SignedDuration;
use store::{Owner, Way};

use crate::digest;
use crate::door::{self, Knock};
use crate::log_in::{Entered, open};
use crate::not_done::{NotDone, Result};
use crate::office::Office;

/// A way to the identity provider and back takes no longer: a password, a code, a telephone that must be found first.
const THERE_AND_BACK: SignedDuration = SignedDuration::from_mins(10);

/// Somebody sets out for the identity provider, and wants to go on to `next`.
pub async fn set_out(office: &Office, state: &str, next: &str) -> Result<()> {
    let mut tx = office.store().write().await?;
    tx.put_oidc_request(&digest::of(state), next, office.wall_now() + THERE_AND_BACK).await?;
    Ok(tx.commit().await?)
}

/// Somebody is back: where they wanted to go. Once, and not too late.
pub async fn back(office: &Office, state: &str) -> Result<Option<String>> {
    let mut tx = office.store().write().await?;
    let next = tx.take_oidc_request(&digest::of(state), office.wall_now()).await?;
    tx.commit().await?;
    Ok(next)
}

/// Why the word of others did not let somebody in.
#[derive(Debug, thiserror::Error)]
pub enum NotKnown {
    /// No officer in service has this 아이디. Nobody is made one by being named.
    #[error("nobody in service has that login")]
    Nobody,
    #[error(transparent)]
    NotDone(#[from] NotDone),
}

impl From<store::StoreError> for NotKnown {
    fn from(error: store::StoreError) -> NotKnown {
        NotKnown::NotDone(error.into())
    }
}

/// Opens a session for the officer with this 아이디, letter for letter.
///
/// # Errors
/// [`NotKnown`] when there is none; it is written down as well.
pub async fn enter(office: &Office, login: &str, way: Way, knock: &Knock) -> Result<Entered, NotKnown> {
    let mut tx = office.store().write().await?;
    let officer = tx.officer_by_login(login).await?.filter(|officer| officer.active);
    let outcome = if officer.is_some() { "ok" } else { "refused" };
    let line = door::line(office.now(), login, &knock.ip.to_string(), ("log-in", outcome));
    tx.log_access(&store::Access { subject: Some(by(way).to_owned()), ..line }).await?;
    let entered = match officer {
        Some(officer) => Some(open(office, &mut tx, (Owner::Officer(officer.id), way), knock).await?),
        None => None,
    };
    tx.commit().await?;
    entered.ok_or(NotKnown::Nobody)
}

/// What must not be believed was said: written down, without what it said.
pub async fn disbelieved(office: &Office, way: Way, knock: &Knock) -> Result<()> {
    let line = door::line(office.now(), "", &knock.ip.to_string(), ("log-in", "refused"));
    let mut tx = office.store().write().await?;
    tx.log_access(&store::Access { account: None, subject: Some(by(way).to_owned()), ..line }).await?;
    Ok(tx.commit().await?)
}

fn by(way: Way) -> &'static str {
    match way {
        Way::Password => "비밀번호",
        Way::Oidc => "통합인증",
        Way::Portal => "행정포털",
    }
}
