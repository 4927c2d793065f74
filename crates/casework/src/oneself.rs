//! What officers change about themselves: where they are reached, what they do, their password.

use domain::account::AccountChange;
use domain::id::OfficerId;
use domain::org::Officer;
use store::{Owner, Write};

use crate::account_notices::by_oneself;
use crate::door::Knock;
use crate::not_done::{NotDone, Result};
use crate::office::Office;
use crate::passwords::hash_password;
use crate::sessions::Who;

/// 담당업무: what suggestions and colleagues go by.
pub async fn duty(office: &Office, who: &Who, duty: String) -> Result<()> {
    let mut tx = office.store().write().await?;
    let officer = own(&mut tx, who).await?;
    keep(office, tx, Officer { duty, ..officer }).await
}

/// 이메일과 전화번호. Of another mail address the old one is told: letters about the account go there.
pub async fn contact(
    office: &Office,
    who: &Who,
    (email, phone): (String, String),
    knock: &Knock,
) -> Result<()> {
    let mut tx = office.store().write().await?;
    let officer = own(&mut tx, who).await?;
    if officer.email != email {
        by_oneself(office, &mut tx, whose(who), (AccountChange::MailChanged, None), knock).await?;
    }
    keep(office, tx, Officer { email, phone, ..officer }).await
}

/// A new password of one's own, which was asked for the old one before. Every session ends.
pub async fn password(office: &Office, who: &Who, new: String, knock: &Knock) -> Result<()> {
    let hash = hash_password(new).await?;
    let mut tx = office.store().write().await?;
    tx.set_password(&who.officer.login, &hash, false, office.wall_now()).await?;
    tx.end_sessions_of(Owner::Officer(who.officer.id)).await?;
    by_oneself(office, &mut tx, whose(who), (AccountChange::PasswordChanged, None), knock).await?;
    Ok(tx.commit().await?)
}

fn whose(who: &Who) -> (OfficerId, &str) {
    (who.officer.id, &who.officer.login)
}

/// The record as it stands now, held until the change is done: the session may have read an older one.
async fn own(tx: &mut Write, who: &Who) -> Result<Officer> {
    tx.lock_officers(&[who.officer.id]).await?;
    tx.officer(who.officer.id).await?.ok_or(NotDone::NotFound)
}

/// The organisation chart at hand has changed with it.
async fn keep(office: &Office, mut tx: Write, officer: Officer) -> Result<()> {
    tx.put_officers(&[officer]).await?;
    tx.commit().await?;
    office.refresh().await
}
