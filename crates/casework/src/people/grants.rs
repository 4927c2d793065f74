//! 권한: asked of the agency manager, granted or refused, ended; nobody grants themselves, all of it is kept.

use domain::id::{AgencyId, DepartmentId, OfficerId};
use domain::org::{Grant, Officer, PeopleAct};
use domain::role::{Duty, Role};
use jiff::ToSpan;
use jiff::civil::Date;
use store::{GrantRequest, KeptGrant, RequestState, StoreError, Word, Write};
use uuid::Uuid;

use super::{Asker, Changed, NotChanged, person, person_to_change};
use crate::log;
use crate::not_done::NotDone;
use crate::office::Office;

/// From which day to which a duty is granted; open when there is no last day.
#[derive(Clone, Copy, Debug)]
pub struct Days {
    pub from: Date,
    pub until: Option<Date>,
}

/// What the agency manager says to a request.
#[derive(Clone, Debug)]
pub enum Decision {
    Grant { days: Days, reason: String },
    Refuse { reason: String },
}

/// '부서 관리자' 권한 요청, for one's own department.
pub async fn request(office: &Office, asker: Asker<'_>, reason: &str) -> Changed<Uuid> {
    let officer = &asker.who.officer;
    let duty = Duty::department(Role::DepartmentManager, officer.agency, officer.department);
    if asker.who.on_duty.duties.contains(&duty) {
        return Err(NotChanged::HeldAlready);
    }
    let id = Uuid::new_v4();
    let request = GrantRequest {
        id,
        officer: officer.id,
        role: duty.role,
        agency: officer.agency,
        department: officer.department,
        reason: reason.to_owned(),
        asked_at: office.now(),
        state: RequestState::Open,
        decided_by: None,
        decided_for: None,
        decided_at: None,
        answer: None,
        seen_at: None,
    };
    let mut tx = office.store().write().await?;
    match tx.put_grant_request(&request).await {
        Err(StoreError::Conflict(_)) => return Err(NotChanged::AskedAlready),
        done => done?,
    }
    log::put(&mut tx, office, asker, "grant-requested", &officer.login).await?;
    tx.commit().await?;
    Ok(id)
}

/// Taken back by whoever asked.
pub async fn withdraw(office: &Office, asker: Asker<'_>, id: Uuid) -> Changed {
    let mut tx = office.store().write().await?;
    let request = tx.grant_request(id).await?.filter(|request| request.officer == asker.who.officer.id);
    let request = request.ok_or(NotDone::NotFound)?;
    let word = Word { by: Some(request.officer), on_behalf_of: None, reason: "요청 취소" };
    settle(&mut tx, id, (RequestState::Withdrawn, None), word, office).await?;
    Ok(tx.commit().await?)
}

/// Of somebody this asker looks after; of others nobody learns that they asked.
pub async fn asked(office: &Office, asker: Asker<'_>, id: Uuid) -> Result<GrantRequest, NotDone> {
    let mut tx = office.store().read().await?;
    let request = tx.grant_request(id).await?.ok_or(NotDone::NotFound)?;
    person(office, &mut tx, &asker.who.on_duty, request.officer).await?;
    Ok(request)
}

/// Granted with its days, or refused with a reason; the asker reads either.
pub async fn decide(office: &Office, asker: Asker<'_>, id: Uuid, decision: Decision) -> Changed {
    let mut tx = office.store().write().await?;
    let request = tx.grant_request(id).await?.ok_or(NotDone::NotFound)?;
    let act = PeopleAct::Grant(request.role);
    let officer = person_to_change(office, &mut tx, &asker.who.on_duty, (request.officer, act)).await?;
    if request.state != RequestState::Open || officer.department != request.department {
        return Err(NotChanged::Meanwhile);
    }
    let duty = Duty::department(request.role, request.agency, request.department);
    let (state, reason, grant) = match decision {
        Decision::Grant { days, reason } => {
            let grant = put(office, &mut tx, asker, (&officer, duty, days), &reason).await?;
            (RequestState::Granted, reason, Some(grant))
        }
        Decision::Refuse { reason } => (RequestState::Refused, reason, None),
    };
    let word = word(asker, &officer, &reason);
    settle(&mut tx, id, (state, grant), word, office).await?;
    log::put(&mut tx, office, asker, "grant-decided", &officer.login).await?;
    Ok(tx.commit().await?)
}

async fn settle(
    tx: &mut Write,
    id: Uuid,
    (state, grant): (RequestState, Option<Uuid>),
    word: Word<'_>,
    office: &Office,
) -> Changed {
    match tx.settle_grant_request(id, state, word, (office.now(), grant)).await {
        Err(StoreError::Conflict(_)) => Err(NotChanged::Meanwhile),
        done => Ok(done?),
    }
}

/// Granted without a request: by the agency manager or the administrator, each what is theirs to grant.
pub async fn grant(
    office: &Office,
    asker: Asker<'_>,
    (id, role, whole_city): (OfficerId, Role, bool),
    days: Days,
    reason: &str,
) -> Changed<Uuid> {
    let mut tx = office.store().write().await?;
    let act = PeopleAct::Grant(role);
    let officer = person_to_change(office, &mut tx, &asker.who.on_duty, (id, act)).await?;
    let duty = super::accounts::duty_of(role, &officer, whole_city);
    let granted = put(office, &mut tx, asker, (&officer, duty, days), reason).await?;
    log::put(&mut tx, office, asker, "granted", &officer.login).await?;
    tx.commit().await?;
    Ok(granted)
}

async fn put(
    office: &Office,
    tx: &mut Write,
    asker: Asker<'_>,
    (officer, duty, days): (&Officer, Duty, Days),
    reason: &str,
) -> Changed<Uuid> {
    let today = office.desk().today();
    if days.from < today || days.until.is_some_and(|until| until < days.from) {
        return Err(NotChanged::Days);
    }
    let held = tx.grants_of(officer.id).await?;
    if held.iter().any(|kept| kept.grant.duty == duty && meets(&kept.grant, days)) {
        return Err(NotChanged::HeldAlready);
    }
    let id = Uuid::new_v4();
    let kept = KeptGrant {
        id,
        grant: Grant { officer: officer.id, duty, from: days.from, until: days.until },
        granted_by: Some(asker.who.officer.id),
        granted_at: office.now(),
        ended_by: None,
        ended_at: None,
    };
    tx.put_grant(&kept, word(asker, officer, reason)).await?;
    Ok(id)
}

/// The last day is the day before, so that whoever is granted anew today meets nothing.
pub async fn end(office: &Office, asker: Asker<'_>, id: Uuid, reason: &str) -> Changed {
    let mut tx = office.store().write().await?;
    let line = tx.grant_line(id).await?.ok_or(NotDone::NotFound)?;
    let act = PeopleAct::EndGrant(line.kept.grant.duty.role);
    let officer =
        person_to_change(office, &mut tx, &asker.who.on_duty, (line.kept.grant.officer, act)).await?;
    let last = office.desk().today().saturating_sub(1.day());
    match tx.end_grant_for(id, last, word(asker, &officer, reason), office.now()).await {
        Err(StoreError::Conflict(_)) => return Err(NotChanged::Meanwhile),
        done => done?,
    }
    log::put(&mut tx, office, asker, "grant-ended", &officer.login).await?;
    Ok(tx.commit().await?)
}

fn word<'a>(asker: Asker<'_>, officer: &Officer, reason: &'a str) -> Word<'a> {
    let on_behalf_of = domain::org::on_behalf_of(&asker.who.on_duty, officer);
    Word { by: Some(asker.who.officer.id), on_behalf_of, reason }
}

fn meets(held: &Grant, wanted: Days) -> bool {
    let begun = wanted.until.is_none_or(|until| held.from <= until);
    begun && held.until.is_none_or(|until| until >= wanted.from && until >= held.from)
}

/// Agencies whose requests wait for this officer.
pub fn inboxes(who: &crate::sessions::Who) -> Vec<AgencyId> {
    let duties = who.on_duty.all_duties().filter(|duty| duty.role == Role::AgencyManager);
    let mut agencies: Vec<AgencyId> = duties.filter_map(|duty| duty.agency).collect();
    agencies.sort_unstable();
    agencies.dedup();
    agencies
}

/// The department for whose management this officer may ask.
pub fn may_ask_for(who: &crate::sessions::Who) -> Option<DepartmentId> {
    let officer = &who.officer;
    let duty = Duty::department(Role::DepartmentManager, officer.agency, officer.department);
    (!who.on_duty.duties.contains(&duty)).then_some(officer.department)
}
