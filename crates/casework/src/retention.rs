//! 보존기간 관리: files whose time is over are shown to whoever decides, and nothing becomes of one without a decision.

use domain::access::Scope;
use domain::actor::Actor;
use domain::complaint::{Complaint, Kind, Number};
use domain::deadline::seoul;
use domain::desk::seoul_date;
use domain::id::{AgencyId, ComplaintId, OfficerId};
use domain::retention::{Decision, NotDecided, RetentionClass, decide, may_decide};
use domain::role::Role;
use domain::text::Memo;
use jiff::Timestamp;
use jiff::civil::{Date, Time};
use store::{Hold, HoldCursor, Line, Remains, Review, ReviewCursor, ReviewFilter, Reviewable, Write};
use uuid::Uuid;

use crate::intake::fresh_id;
use crate::log;
use crate::not_done::{NotDone, Result};
use crate::office::Office;

/// Why nothing was decided.
#[derive(Debug, thiserror::Error)]
pub enum Undecided {
    #[error("{0:?}")]
    Law(NotDecided),
    #[error(transparent)]
    NotDone(#[from] NotDone),
}

impl From<store::StoreError> for Undecided {
    fn from(error: store::StoreError) -> Undecided {
        Undecided::NotDone(error.into())
    }
}

/// Whose files somebody decides about: `None` for nobody's, otherwise the city's or those of some agencies.
pub fn sight(by: &Actor) -> Option<Option<Vec<AgencyId>>> {
    let officer = by.officer()?;
    let duties: Vec<_> = officer
        .all_duties()
        .filter(|duty| [Role::Inspector, Role::AgencyManager].contains(&duty.role))
        .collect();
    if duties.iter().any(|duty| duty.role == Role::Inspector && duty.agency.is_none()) {
        return Some(None);
    }
    let agencies: Vec<AgencyId> =
        duties.iter().filter(|duty| duty.department.is_none()).filter_map(|duty| duty.agency).collect();
    (!agencies.is_empty()).then_some(Some(agencies))
}

fn start(day: Date) -> Timestamp {
    seoul::instant(day.to_datetime(Time::midnight()))
}

/// Files whose time is over, longest ended first.
pub async fn to_review(
    office: &Office,
    by: &Actor,
    after: Option<ReviewCursor>,
    limit: u32,
) -> Result<Vec<Reviewable>> {
    let agencies = sight(by).ok_or(NotDone::NotFound)?;
    Ok(office.store().read().await?.to_review(&over(office, agencies), after, limit).await?)
}

/// Whose time is over today.
fn over(office: &Office, agencies: Option<Vec<AgencyId>>) -> ReviewFilter {
    let today = seoul_date(office.now());
    let kinds = Kind::ALL.into_iter().map(Some).chain([None]);
    let before = kinds.filter_map(|kind| {
        let before = RetentionClass::of(kind).reviewed_if_ended_before(today)?;
        Some((kind, start(before)))
    });
    ReviewFilter { agencies, ended_before: before.collect(), today }
}

/// How many files wait for a decision in the whole city; more than `most` are not counted. For whoever has the machine.
pub async fn waiting(office: &Office, most: u32) -> Result<usize> {
    Ok(office.store().read().await?.to_review(&over(office, None), None, most).await?.len())
}

/// Holds that stand, newest first.
pub async fn holds(office: &Office, by: &Actor, before: Option<HoldCursor>, limit: u32) -> Result<Vec<Hold>> {
    let agencies = sight(by).ok_or(NotDone::NotFound)?;
    Ok(office.store().read().await?.holds(agencies.as_deref(), before, limit).await?)
}

/// Decides about one file whose time is over, and does it: decision, record and deed in one transaction.
pub async fn review(
    office: &Office,
    (by, ip): (&Actor, &str),
    id: ComplaintId,
    decision: Decision,
    reason: &Memo,
) -> Result<(), Undecided> {
    let mut tx = office.store().write().await?;
    let found = tx.complaint_by_id_to_change(&Scope::of(by), id).await?;
    let (c, officer) = theirs(by, found.complaint)?;
    decided(&mut tx, office, (&c, (officer, ip)), decision, reason).await?;
    tx.commit().await?;
    tracing::info!(complaint = %c.id, decision = decision.as_str(), "a file's retention was decided");
    Ok(())
}

/// Puts a hold on a file, before its time is over too.
pub async fn hold(
    office: &Office,
    (by, ip): (&Actor, &str),
    number: &Number,
    reason: &Memo,
) -> Result<(), Undecided> {
    let mut tx = office.store().write().await?;
    let found = tx.complaint_to_change(&Scope::of(by), number).await?;
    let (c, officer) = theirs(by, found.complaint)?;
    let keeping = tx.keeping(c.id).await?;
    if keeping.on_hold {
        return Err(Undecided::Law(NotDecided::OnHold));
    }
    if keeping.anonymised {
        return Err(Undecided::Law(NotDecided::Anonymised));
    }
    put_hold(&mut tx, office, (&c, (officer, ip)), reason).await?;
    Ok(tx.commit().await.map_err(NotDone::from)?)
}

/// Whether such a hold stands for this officer: of others' nobody hears even that a form was wrong.
pub async fn may_lift(office: &Office, by: &Actor, hold: Uuid) -> Result<()> {
    let mut tx = office.store().read().await?;
    let id = tx.held(hold).await?.ok_or(NotDone::NotFound)?;
    let found = tx.complaint_by_id(&Scope::of(by), id).await?;
    theirs(by, found.complaint).map(drop)
}

/// Lifts a hold; `false` when it was lifted meanwhile.
pub async fn lift(office: &Office, (by, ip): (&Actor, &str), hold: Uuid, reason: &Memo) -> Result<bool> {
    let mut tx = office.store().write().await?;
    let Some(id) = tx.held(hold).await? else { return Ok(false) };
    let found = tx.complaint_by_id_to_change(&Scope::of(by), id).await?;
    let (c, officer) = theirs(by, found.complaint)?;
    let lifted = tx.lift_hold(hold, (officer, office.now()), reason.as_str()).await?;
    if lifted {
        let number = Some(c.spoken_number().to_string());
        log::officers(&mut tx, office, (officer, Some(ip)), "lift-hold", number).await?;
    }
    tx.commit().await?;
    Ok(lifted)
}

/// The file and the officer, if this officer decides about it; otherwise there is no such file.
fn theirs(by: &Actor, c: Complaint) -> Result<(Complaint, OfficerId)> {
    match by.officer() {
        Some(officer) if may_decide(by, &c) => Ok((c, officer.id)),
        _ => Err(NotDone::NotFound),
    }
}

async fn decided(
    tx: &mut Write,
    office: &Office,
    (c, who): (&Complaint, (OfficerId, &str)),
    decision: Decision,
    reason: &Memo,
) -> Result<(), Undecided> {
    let now = office.now();
    let keeping = tx.keeping(c.id).await?;
    let ended = c.ended_at.map(seoul_date);
    let keep_until = decide(c, ended, keeping, decision, seoul_date(now)).map_err(Undecided::Law)?;
    tx.put_review(&Review {
        id: fresh_id(&office.desk()),
        complaint: c.id,
        decision,
        keep_until,
        reason: reason.as_str().to_owned(),
        by: who.0,
        at: now,
    })
    .await?;
    match decision {
        Decision::Anonymise => {
            let remains = remains(tx, c).await?;
            tx.anonymise(c, &remains, now).await?;
        }
        Decision::Hold => put_hold(tx, office, (c, who), reason).await?,
        Decision::Extend(_) => {}
    }
    let number = Some(c.spoken_number().to_string());
    log::officers(tx, office, (who.0, Some(who.1)), decision.as_str(), number).await?;
    Ok(())
}

async fn put_hold(
    tx: &mut Write,
    office: &Office,
    (c, (officer, ip)): (&Complaint, (OfficerId, &str)),
    reason: &Memo,
) -> Result<()> {
    let id = fresh_id(&office.desk());
    tx.put_hold((id, c.id), (officer, office.now()), reason.as_str()).await?;
    log::officers(tx, office, (officer, Some(ip)), "put-hold", Some(c.spoken_number().to_string())).await
}

/// What the class keeps of the words, without what tells of a person.
async fn remains(tx: &mut Write, c: &Complaint) -> Result<Remains> {
    let class = RetentionClass::of(c.kind);
    let name = tx.petitioner(c.petitioner).await?.map(|person| person.name).unwrap_or_default();
    let mut notes = Vec::new();
    for Line { seq, notes: written, .. } in tx.history(c.id).await? {
        let mut kept = written;
        kept.retain(|note| class.keeps(note.kind));
        for note in &mut kept {
            note.text = words::redact::without(&note.text, &name);
        }
        notes.extend((!kept.is_empty()).then_some((seq, kept)));
    }
    Ok(Remains { title: words::retention::ANONYMISED.to_owned(), notes })
}
