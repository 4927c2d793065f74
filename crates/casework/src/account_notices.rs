//! 계정 변경 알림: whoever owns an account hears by letter that their way in was changed, in the change's own transaction.

use domain::account::AccountChange;
use domain::id::{NoticeId, OfficerId};
use domain::org::Officer;
use jiff::{SignedDuration, Timestamp};
use store::{Access, NewAccountNotice, Owner, Write};
use uuid::Uuid;
use words::notice::account::{AccountFacts, letter};

use crate::door::{self, Knock};
use crate::intake::id_at;
use crate::not_done::{NotDone, Result};
use crate::office::Office;
use crate::passkeys::Site;

pub use words::notice::account::Hand;

/// How long what was told is shown. The access log keeps what was done for longer.
pub const KEPT: SignedDuration = SignedDuration::from_hours(365 * 24);

/// What became of an account, by whom, and when.
#[derive(Clone, Debug)]
pub struct Changed<'a> {
    pub change: AccountChange,
    pub hand: Hand,
    pub at: Timestamp,
    /// Our own address, for links.
    pub site: Option<&'a Site>,
}

/// What officers change of their own account, and of which passkey where it is one: into the access log, and to its owner.
pub(crate) async fn by_oneself(
    office: &Office,
    tx: &mut Write,
    (officer, login): (OfficerId, &str),
    (change, passkey): (AccountChange, Option<Uuid>),
    knock: &Knock,
) -> Result<()> {
    let ip = knock.ip.to_string();
    let line = door::line(office.now(), login, &ip, (change.as_str(), "ok"));
    tx.log_access(&Access { subject: passkey.map(|id| id.to_string()), ..line }).await?;
    tell(office, tx, officer, (change, Hand::Oneself { ip })).await
}

/// Tells an officer, as the record has them before anything else is written about them.
pub(crate) async fn tell(
    office: &Office,
    tx: &mut Write,
    to: OfficerId,
    (change, hand): (AccountChange, Hand),
) -> Result<()> {
    let officer = tx.officer(to).await?.ok_or(NotDone::NotFound)?;
    put(tx, &officer, Changed { change, hand, at: office.now(), site: office.site() }).await
}

/// One letter, to where the officer is reached now: whoever changes the address next does not get it.
pub async fn put(tx: &mut Write, to: &Officer, changed: Changed<'_>) -> Result<()> {
    let own_password = tx.account_of(Owner::Officer(to.id)).await?.is_some();
    let letter = letter(&AccountFacts {
        name: &to.name,
        change: changed.change,
        hand: &changed.hand,
        at: changed.at,
        own_password,
        address: changed.site.map(|site| site.origin.as_str()),
    });
    let address = to.email.trim();
    tx.put_account_notice(&NewAccountNotice {
        id: NoticeId(id_at(changed.at)),
        to: to.id,
        change: changed.change,
        address: (!address.is_empty()).then(|| address.to_owned()),
        subject: letter.subject,
        body: letter.body,
        at: changed.at,
    })
    .await?;
    Ok(())
}
