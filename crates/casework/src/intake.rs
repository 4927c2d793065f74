//! 신청: a complaint comes in, from a citizen, over the counter, or read from a file.

mod confirmations;
mod paper;
mod together;

use domain::actor::{Actor, Machinery};
use domain::complaint::{Channel, Complaint, Number, Visibility};
use domain::desk::Desk;
use domain::id::PetitionerId;
use domain::text::{Body, Memo, Title};
use jiff::Timestamp;
use sha2::{Digest, Sha256};
use store::{Petitioner, Read, Write};
use uuid::Uuid;

use crate::counter::{self, Told};
use crate::not_done::{NotDone, Result};
use crate::office::{Office, Once};
use crate::repeated::key_owner;

pub(crate) use paper::{HandedIn, put};

/// The person, as they gave themselves.
#[derive(Clone, Default)]
pub struct Person {
    pub name: String,
    pub phone: Option<String>,
    pub email: Option<String>,
    pub address: Option<String>,
    /// Free text by which somebody proves who they are.
    pub identity: Option<String>,
}

/// What was sent in.
#[derive(Clone)]
pub struct Submission {
    pub title: Title,
    pub body: Body,
    pub place: Option<String>,
    pub channel: Channel,
    pub visibility: Visibility,
    pub joint: bool,
    pub person: Person,
    /// The number another system knows it by.
    pub external_number: Option<String>,
}

/// Who hands it in.
#[derive(Clone)]
pub enum HandedInBy {
    /// The petitioner, over the web.
    Citizen,
    /// An officer, for somebody at the counter or on the telephone.
    Officer(Actor),
    /// An officer on the telephone, with what was said besides: for the office, not for the petitioner.
    Call(Actor, Memo),
    Machinery(Machinery),
}

/// What the petitioner is given: a number, and once the secret that opens it.
pub struct Filed {
    pub complaint: Complaint,
    /// Shown once; the same when the same request is sent again under its key.
    pub secret: Option<String>,
}

/// Longest telephone number, e-mail and address we keep, in characters.
const CONTACT_MAX: usize = 200;

pub async fn file(
    office: &Office,
    by: HandedInBy,
    submission: Submission,
    once: Option<Once>,
) -> Result<Filed> {
    file_with(office, by, submission, once, None).await
}

/// The same, with the attachments that wait in this bundle.
pub async fn file_with(
    office: &Office,
    by: HandedInBy,
    submission: Submission,
    once: Option<Once>,
    bundle: Option<&str>,
) -> Result<Filed> {
    check(&submission.person)?;
    let mut handed = HandedIn { by, submission, once };
    // Attachments make a change long: those who file none do not wait for them.
    if bundle.is_none() {
        match counter::hand_in(office, handed).await? {
            Told::Done(filed) => return Ok(*filed),
            Told::Lost(fault) => return Err(fault),
            Told::TryAlone(alone) => handed = *alone,
        }
    }
    // In a box: the future of every page that files holds this one.
    match Box::pin(attempt(office, handed.clone(), bundle)).await {
        // The same form was sent twice at once: a second look finds what the first one filed.
        Err(NotDone::Fault(fault)) if fault.is_conflict() => Box::pin(attempt(office, handed, bundle)).await,
        done => done,
    }
}

async fn attempt(office: &Office, handed: HandedIn, bundle: Option<&str>) -> Result<Filed> {
    let mut tx = office.store().write().await?;
    if let Some(filed) = filed_already(&mut tx, &handed.owner(), handed.once.as_ref()).await? {
        tx.seen_to_last().await?;
        return Ok(filed);
    }
    let desk = office.desk_in(&mut tx).await?;
    let filed = paper::put(&mut tx, (&desk, &office.facts().texts), handed).await?;
    if let Some(bundle) = bundle {
        tx.file_attachments(bundle, filed.complaint.id).await?;
    }
    tx.commit().await?;
    log(&filed);
    Ok(filed)
}

pub(crate) fn log(filed: &Filed) {
    let Filed { complaint, .. } = filed;
    tracing::info!(complaint = %complaint.id, channel = complaint.channel.as_str(), "filed");
}

fn owner_of(by: &HandedInBy) -> String {
    match by {
        HandedInBy::Citizen => "public".to_owned(),
        HandedInBy::Officer(actor) | HandedInBy::Call(actor, _) => key_owner(actor),
        HandedInBy::Machinery(_) => "system".to_owned(),
    }
}

pub(crate) fn secret_of(tx: &Read, owner: &str, once: Option<&Once>) -> String {
    once.map_or_else(new_secret, |once| secret_under(tx, owner, once))
}

pub(crate) async fn filed_already(tx: &mut Write, owner: &str, once: Option<&Once>) -> Result<Option<Filed>> {
    let Some(once) = once else { return Ok(None) };
    let Some(kept) = tx.kept_response(owner, &once.key).await? else { return Ok(None) };
    if kept.request_hash != once.request_hash {
        return Err(NotDone::KeyReused);
    }
    let number = Number::parse(&kept.response).map_err(|_| NotDone::NotFound)?;
    let everything = domain::access::Scope::of(&Actor::System(Machinery::Connector));
    let complaint = tx.complaint(&everything, &number).await?.complaint;
    // Whoever lost the first answer is given the same secret again.
    let secret = secret_under(tx, owner, once);
    Ok(Some(Filed { complaint, secret: Some(secret) }))
}

/// The person's row, with the secret only as a digest.
pub(crate) fn row(id: PetitionerId, person: Person, secret: &str, desk: &Desk) -> Petitioner {
    let Person { name, phone, email, address, identity } = person;
    Petitioner {
        id,
        name,
        phone,
        email,
        address,
        identity,
        secret_hash: Some(digest(secret)),
        created_at: desk.now,
        erased_at: None,
    }
}

pub(crate) fn check(person: &Person) -> Result<()> {
    let Person { name, phone, email, address, identity } = person;
    if name.trim().is_empty() {
        return Err(NotDone::Invalid { field: "name", code: "empty" });
    }
    let fields = [
        ("name", Some(name)),
        ("phone", phone.as_ref()),
        ("email", email.as_ref()),
        ("address", address.as_ref()),
        ("identity", identity.as_ref()),
    ];
    for (field, text) in fields {
        let Some(text) = text else { continue };
        if text.chars().count() > CONTACT_MAX {
            return Err(NotDone::Invalid { field, code: "too-long" });
        }
        if text.chars().any(char::is_control) {
            return Err(NotDone::Invalid { field, code: "control-character" });
        }
    }
    // An empty field is what a form sends for none.
    let given = |way: &Option<String>| way.as_ref().is_some_and(|way| !way.trim().is_empty());
    if ![phone, email, address].into_iter().any(given) {
        return Err(NotDone::Invalid { field: "phone", code: "no-way-to-answer" });
    }
    Ok(())
}

/// An id that sorts by the office's time.
pub(crate) fn fresh_id(desk: &Desk) -> Uuid {
    id_at(desk.now)
}

/// An id that sorts by this moment.
pub(crate) fn id_at(moment: Timestamp) -> Uuid {
    let millis = u64::try_from(moment.as_millisecond()).unwrap_or_default();
    uuid::Builder::from_unix_timestamp_millis(millis, &rand::random::<[u8; 10]>()).into_uuid()
}

/// The id of what is said once under this key: an act decided again says the same under the same id.
pub(crate) fn id_of(key: &str, desk: &Desk) -> Uuid {
    let millis = u64::try_from(desk.now.as_millisecond()).unwrap_or_default();
    let digest = Sha256::digest(key);
    let mut chance = [0; 10];
    chance.copy_from_slice(&digest[..10]);
    uuid::Builder::from_unix_timestamp_millis(millis, &chance).into_uuid()
}

/// Letters and digits that are not mistaken for one another when read aloud.
const SECRET_LETTERS: &[u8] = b"23456789ABCDEFGHJKMNPQRSTUVWXYZ";
/// 31 letters, twelve of them: 59 bits, far beyond what rate-limited guessing reaches.
const SECRET_LENGTH: usize = 12;

pub(crate) fn new_secret() -> String {
    spelled(&rand::random::<[u8; 32]>())
}

/// The secret of a filing under an idempotency key: made of the key by the installation's own key ring,
/// so that it is nowhere kept and yet the same when the request comes again.
fn secret_under(tx: &Read, owner: &str, once: &Once) -> String {
    let value = format!("{owner}\n{}\n{}", once.key, once.request_hash);
    match tx.keyed_digest("petition-secret", &value) {
        Some(digest) => spelled(&Sha256::digest(digest.as_bytes())),
        None => new_secret(),
    }
}

fn spelled(bytes: &[u8]) -> String {
    let letter = |byte: &u8| char::from(SECRET_LETTERS[usize::from(*byte) % SECRET_LETTERS.len()]);
    bytes.iter().take(SECRET_LENGTH).map(letter).collect()
}

/// A machine-made secret of 59 bits needs no slow hash, and the store keeps its digest under the ring's key; what
/// people type is forgiven its case and spaces.
pub(crate) fn digest(secret: &str) -> String {
    let typed: String = secret.chars().filter(|c| !c.is_whitespace() && *c != '-').collect();
    crate::digest::of(typed.to_uppercase())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_secret_is_forgiven_case_spaces_and_hyphens() {
        assert_eq!(digest("AB12 cd34"), digest("ab12-CD34"));
        assert_ne!(digest("AB12CD34"), digest("AB12CD35"));
    }

    #[test]
    fn secrets_differ_and_have_their_length() {
        let (a, b) = (new_secret(), new_secret());
        assert_eq!(a.len(), SECRET_LENGTH);
        assert_ne!(a, b);
    }
}
