//! 사용자·권한·대직·인사 연계: what is done to people's records, each in one transaction with its checks.

pub mod accounts;
mod apply;
mod desks;
pub mod directory;
pub mod feeds;
pub mod grants;
pub mod hand_back;
mod plan;
pub mod stand_ins;

use std::net::IpAddr;

use domain::actor::OnDuty;
use domain::id::OfficerId;
use domain::org::{Officer, PeopleAct, PeopleRefusal, StandInRefusal, Subject};
use domain::role::Duty;
use jiff::civil::Date;
use store::{Read, StoreError, Write};

use crate::not_done::NotDone;
use crate::office::Office;
use crate::sessions::Who;

pub use desks::clear_desks;
pub use plan::{Blocked, Follows, Plan};

/// Who asks, and from where: both go into the access log.
#[derive(Clone, Copy)]
pub struct Asker<'a> {
    pub who: &'a Who,
    pub ip: IpAddr,
}

/// Why somebody's record was left as it is.
#[derive(Debug, thiserror::Error)]
pub enum NotChanged {
    #[error(transparent)]
    NotDone(#[from] NotDone),
    #[error("refused: {0}")]
    Refused(#[from] PeopleRefusal),
    #[error("no such stand-in: {0}")]
    StandIn(#[from] StandInRefusal),
    /// The log-in is somebody's.
    #[error("the log-in is taken")]
    LoginTaken,
    /// Somebody changed the record meanwhile.
    #[error("changed meanwhile")]
    Meanwhile,
    /// It ends before it begins, or begins in the past.
    #[error("the days cannot be")]
    Days,
    /// The same duty is held already on some of these days.
    #[error("held already")]
    HeldAlready,
    /// The same was asked, and is not yet decided.
    #[error("asked already")]
    AskedAlready,
    /// The department is unknown, ended, or another agency's.
    #[error("no such department")]
    Department,
}

impl From<StoreError> for NotChanged {
    fn from(error: StoreError) -> NotChanged {
        NotChanged::NotDone(error.into())
    }
}

pub type Changed<T = ()> = std::result::Result<T, NotChanged>;

/// Somebody whom the asker looks after, with every duty they act by today or will; of anybody else nothing is known.
pub async fn person(
    office: &Office,
    tx: &mut Read,
    by: &OnDuty,
    id: OfficerId,
) -> Result<(Officer, Vec<Duty>), NotDone> {
    let officer = tx.officer(id).await?.filter(|officer| domain::org::sees(by, officer));
    let officer = officer.ok_or(NotDone::NotFound)?;
    let today = office.desk().today();
    let duties = powers(tx, id, today).await?;
    Ok((officer, duties))
}

/// Their own duties and those of whoever they stand in for, from today on: whoever gets into their account has them all.
async fn powers(tx: &mut Read, id: OfficerId, today: Date) -> Result<Vec<Duty>, NotDone> {
    let minded = tx.stand_ins_of(id).await?.into_iter().filter(|kept| kept.stand_in.stand_in == id);
    let minded = minded.filter(|kept| kept.ended_at.is_none() && kept.stand_in.until >= today);
    let mut whose: Vec<OfficerId> = minded.map(|kept| kept.stand_in.absent).chain([id]).collect();
    whose.sort();
    whose.dedup();
    let mut duties = Vec::new();
    for officer in whose {
        let grants = tx.grants_of(officer).await?.into_iter().map(|kept| kept.grant);
        duties.extend(
            grants.filter(|grant| grant.until.is_none_or(|last| last >= today)).map(|grant| grant.duty),
        );
    }
    Ok(duties)
}

/// The same, held until the transaction ends, and only if this may be done to them.
async fn person_to_change(
    office: &Office,
    tx: &mut Write,
    by: &OnDuty,
    (id, act): (OfficerId, PeopleAct),
) -> Changed<Officer> {
    tx.lock_officers(&[id]).await?;
    let (officer, duties) = person(office, tx, by, id).await?;
    domain::org::may(by, Subject { officer: &officer, duties: &duties }, act)?;
    Ok(officer)
}
