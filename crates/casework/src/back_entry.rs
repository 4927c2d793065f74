//! 장애 중 접수분 등록: what was taken on paper while the system was down, with its own moments (시행령
//! 제6조의2). Filing and receipt are decided as they would have been then; the history says when they were
//! typed in, and the letter to the petitioner leaves now.

use domain::actor::Actor;
use domain::complaint::{Command, Kind, Number, back_entry};
use domain::desk::{Desk, seoul_date};
use domain::id::{ComplaintId, PetitionerId};
use domain::period::Period;
use jiff::Timestamp;
use store::{KeptOutage, Write};
use uuid::Uuid;

use crate::chronicle::{Birth, Life};
use crate::intake::{Filed, Submission, check, filed_already, fresh_id, secret_of};
use crate::not_done::{NotDone, Result};
use crate::office::{Office, Once};
use crate::repeated::{key_owner, remember};

/// One sheet of paper.
#[derive(Clone)]
pub struct Paper {
    /// The outage during which it was taken.
    pub outage: Uuid,
    pub filed_at: Timestamp,
    pub received_at: Timestamp,
    pub kind: Kind,
    pub category: Option<String>,
    pub period: Option<Period>,
    pub submission: Submission,
}

/// Enters it as this officer, once under its key.
pub async fn enter(office: &Office, by: &Actor, paper: Paper, once: Option<Once>) -> Result<Filed> {
    check(&paper.submission.person)?;
    match attempt(office, by, paper.clone(), once.clone()).await {
        // The same form was sent twice at once: a second look finds what the first one entered.
        Err(NotDone::Fault(fault)) if fault.is_conflict() => attempt(office, by, paper, once).await,
        done => done,
    }
}

async fn attempt(office: &Office, by: &Actor, paper: Paper, once: Option<Once>) -> Result<Filed> {
    let mut tx = office.store().write().await?;
    let owner = key_owner(by);
    if let Some(filed) = filed_already(&mut tx, &owner, once.as_ref()).await? {
        tx.seen_to_last().await?;
        return Ok(filed);
    }
    let desk = office.desk_in(&mut tx).await?;
    let outage = tx.outages().await?.into_iter().find(|o| o.id == paper.outage);
    let outage = outage.ok_or(NotDone::NotFound)?;
    let secret = secret_of(&tx, &owner, once.as_ref());
    let life = lived(office, &mut tx, by, (paper, &outage, &secret), &desk).await?;
    let complaint = life.enter(&mut tx, desk.now).await?;
    remember(&mut tx, &owner, once.as_ref(), (&complaint.application_number, desk.now)).await?;
    tx.commit().await?;
    tracing::info!(complaint = %complaint.id, channel = complaint.channel.as_str(), "entered from paper");
    Ok(Filed { complaint, secret: Some(secret) })
}

/// Filed and received then, entered now. Both numbers are of the day on which it happened.
async fn lived(
    office: &Office,
    tx: &mut Write,
    by: &Actor,
    (paper, outage, secret): (Paper, &KeptOutage, &str),
    desk: &Desk,
) -> Result<Life> {
    let Paper { filed_at, received_at, kind, category, period, submission, .. } = paper;
    let outside = |_| NotDone::Invalid { field: "filed_at", code: "outside-outage" };
    let line = back_entry(&outage.outage(), filed_at, received_at).map_err(outside)?;
    let (filed_on, received_on) = (seoul_date(filed_at), seoul_date(received_at));
    let then = Desk { now: filed_at, ..desk.clone() };
    let birth = Birth {
        id: ComplaintId(fresh_id(&then)),
        petitioner: PetitionerId(fresh_id(&then)),
        number: Number::application(filed_on, tx.next_application(filed_on).await?),
        secret: secret.to_owned(),
        at: filed_at,
    };
    let visibility = Some(submission.visibility);
    let mut life = Life::begin(office.facts(), birth, submission, Some(by.clone()));
    let receive = Command::Receive { kind, category, period, visibility };
    // Asked before a number is used up.
    domain::complaint::may(life.complaint(), by, receive.act(), &life.desk(received_at))?;
    let number = Number::receipt(received_on, tx.next_receipt(received_on).await?);
    life.act(received_at, by, &receive, Some(number))?;
    life.entered_later(desk.now, by, line);
    Ok(life)
}

/// Outages that paper can be entered for, the newest first; those long past have been entered.
pub async fn ended_outages(office: &Office) -> Result<Vec<KeptOutage>> {
    /// More than this many are not looked back on.
    const MOST: usize = 20;
    let all = office.store().read().await?.outages().await?;
    Ok(all.into_iter().rev().filter(|outage| outage.until.is_some()).take(MOST).collect())
}
