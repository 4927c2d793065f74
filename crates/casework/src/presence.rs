//! "다른 사람이 작성 중입니다": who writes on a file at this moment, told to whoever may open it.

use domain::access::Scope;
use domain::actor::Actor;
use domain::complaint::Number;
use domain::id::{ComplaintId, OfficerId};
use jiff::SignedDuration;

use store::Read;

use crate::not_done::Result;
use crate::office::Office;

/// How long somebody counts as writing after they were last seen: three beats of the page's heart.
pub const GONE_AFTER: SignedDuration = SignedDuration::from_secs(45);

/// What a page is told of its file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AtIt {
    /// The file's version now.
    pub version: u64,
    /// Others who are writing, by id.
    pub others: Vec<OfficerId>,
}

/// What the officer is doing at the file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Doing {
    Reading,
    Writing,
    Leaving,
}

/// Notes what the officer does, and tells who else writes. A file one may not open is not found.
pub async fn at(office: &Office, by: &Actor, number: &Number, doing: Doing) -> Result<AtIt> {
    let (scope, now) = (Scope::of(by), office.wall_now());
    let me = by.officer().map(|officer| officer.id);
    let mut tx = office.store().read().await?;
    let found = tx.complaint(&scope, number).await?.complaint;
    let others = others(&mut tx, office, by, found.id).await?;
    drop(tx);
    if let (Some(me), Doing::Writing | Doing::Leaving) = (me, doing) {
        let mut tx = office.store().write().await?;
        match doing {
            Doing::Writing => tx.put_presence(found.id, me, now).await?,
            Doing::Leaving | Doing::Reading => tx.end_presence(found.id, me).await?,
        }
        tx.commit().await?;
    }
    Ok(AtIt { version: found.version, others })
}

/// Who else writes on a file that was found for the asker in this view.
pub async fn others(tx: &mut Read, office: &Office, by: &Actor, id: ComplaintId) -> Result<Vec<OfficerId>> {
    let mut others = tx.writing_on(id, office.wall_now() - GONE_AFTER).await?;
    others.retain(|other| by.officer().is_none_or(|me| me.id != *other));
    Ok(others)
}
