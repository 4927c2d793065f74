//! 사용자 수기등록, 사용자정보 수정, 비밀번호 초기화, 잠금 해제, 사용 중지.

use domain::account::AccountChange;
use domain::id::{DepartmentId, OfficerId};
use domain::org::{Officer, Origin, PeopleAct};
use domain::role::{Duty, Role};
use jiff::ToSpan;
use rand::RngExt;
use store::{Account, Owner, StoreError, Word, Write};
use uuid::Uuid;

use super::{Asker, Changed, NotChanged, person_to_change};
use crate::account_notices::{self, Hand};
use crate::digest;
use crate::log;
use crate::not_done::NotDone;
use crate::office::Office;
use crate::sessions::hash_password;

/// What the guide lets people edit: 이메일, 전화번호, 담당업무 등.
#[derive(Clone, Debug)]
pub struct Contact {
    pub email: String,
    pub phone: String,
    pub duty: String,
}

/// What a hand-registered record has besides.
#[derive(Clone, Debug)]
pub struct Record {
    pub name: String,
    pub title: String,
    pub department: DepartmentId,
}

/// Somebody to be registered by hand (당직실 등).
#[derive(Clone, Debug)]
pub struct NewUser {
    pub login: String,
    pub record: Record,
    pub contact: Contact,
}

/// Changes with the record: what a form has read, to be told when somebody was faster.
pub fn stamp(officer: &Officer) -> String {
    let Officer { name, title, department, email, phone, duty, .. } = officer;
    digest::of(format!("{name}\n{title}\n{department}\n{email}\n{phone}\n{duty}"))
}

/// Registers somebody; gives the id and the one-time password, which is kept nowhere.
pub async fn register(office: &Office, asker: Asker<'_>, new: NewUser) -> Changed<(OfficerId, String)> {
    let (password, hash) = one_time_password().await?;
    let mut tx = office.store().write().await?;
    let (agency, department) = home(office, new.record.department)?;
    domain::org::may_register(&asker.who.on_duty, agency, department)?;
    if tx.account(&new.login).await?.is_some() || tx.officer_by_login(&new.login).await?.is_some() {
        return Err(NotChanged::LoginTaken);
    }
    let id = OfficerId(Uuid::new_v4());
    let Contact { email, phone, duty } = new.contact;
    let Record { name, title, .. } = new.record;
    let (login, origin) = (new.login, Origin::ByHand);
    let officer =
        Officer { id, agency, department, login, name, title, email, phone, duty, origin, active: true };
    match tx.put_officers(std::slice::from_ref(&officer)).await {
        Err(StoreError::Conflict(_)) => return Err(NotChanged::LoginTaken),
        done => done?,
    }
    put_account(office, &mut tx, &officer, hash).await?;
    log::put(&mut tx, office, asker, "user-registered", &officer.login).await?;
    tx.commit().await?;
    office.refresh().await?;
    Ok((id, password))
}

async fn put_account(office: &Office, tx: &mut Write, officer: &Officer, hash: String) -> Changed {
    let account = Account {
        login: officer.login.clone(),
        owner: Owner::Officer(officer.id),
        password_hash: hash,
        must_change: true,
        changed_at: office.wall_now(),
    };
    match tx.put_accounts(&[account]).await {
        Err(StoreError::Conflict(_)) => Err(NotChanged::LoginTaken),
        done => Ok(done?),
    }
}

/// The department, at work, with its agency.
fn home(office: &Office, id: DepartmentId) -> Changed<(domain::id::AgencyId, DepartmentId)> {
    let chart = office.facts().chart;
    let found = chart.department(id).filter(|department| !chart.is_ended(department.id));
    found.map(|department| (department.agency, department.id)).ok_or(NotChanged::Department)
}

/// 이메일, 전화번호, 담당업무 수정.
pub async fn edit(office: &Office, asker: Asker<'_>, id: OfficerId, seen: &str, contact: Contact) -> Changed {
    let mut tx = office.store().write().await?;
    let officer = person_to_change(office, &mut tx, &asker.who.on_duty, (id, PeopleAct::Edit)).await?;
    unchanged(&officer, seen)?;
    let Contact { email, phone, duty } = contact;
    if officer.email != email {
        tell(office, &mut tx, asker, (id, AccountChange::MailChanged)).await?;
    }
    let officer = Officer { email, phone, duty, ..officer };
    tx.put_officers(std::slice::from_ref(&officer)).await?;
    log::put(&mut tx, office, asker, "user-edited", &officer.login).await?;
    tx.commit().await?;
    Ok(office.refresh().await?)
}

/// 성명, 직급, 부서 of a hand-registered account. In another department the old duties end.
pub async fn edit_record(
    office: &Office,
    asker: Asker<'_>,
    id: OfficerId,
    seen: &str,
    record: Record,
) -> Changed {
    let mut tx = office.store().write().await?;
    let before = person_to_change(office, &mut tx, &asker.who.on_duty, (id, PeopleAct::EditRecord)).await?;
    unchanged(&before, seen)?;
    let (agency, department) = home(office, record.department)?;
    domain::org::may_register(&asker.who.on_duty, agency, department)?;
    let moved = before.department != department;
    let officer = Officer { name: record.name, title: record.title, agency, department, ..before };
    tx.put_officers(std::slice::from_ref(&officer)).await?;
    if moved {
        gives_up_duties(office, &mut tx, &officer, Some(asker.who.officer.id), "부서 이동").await?;
    }
    log::put(&mut tx, office, asker, "user-edited", &officer.login).await?;
    tx.commit().await?;
    office.refresh().await?;
    if moved {
        super::clear_desks(office).await?;
    }
    Ok(())
}

/// 비밀번호 초기화: a one-time password, to be changed at the next log-in; every session ends.
pub async fn reset_password(office: &Office, asker: Asker<'_>, id: OfficerId) -> Changed<String> {
    let (password, hash) = one_time_password().await?;
    let mut tx = office.store().write().await?;
    let officer =
        person_to_change(office, &mut tx, &asker.who.on_duty, (id, PeopleAct::ResetPassword)).await?;
    match tx.account_of(Owner::Officer(id)).await? {
        Some(account) => tx.set_password(&account.login, &hash, true, office.wall_now()).await?,
        None => put_account(office, &mut tx, &officer, hash).await?,
    }
    tx.end_sessions_of(Owner::Officer(id)).await?;
    told(office, &mut tx, asker, (&officer, AccountChange::PasswordReset)).await?;
    tx.commit().await?;
    Ok(password)
}

/// 잠금 해제.
pub async fn unlock(office: &Office, asker: Asker<'_>, id: OfficerId) -> Changed {
    let mut tx = office.store().write().await?;
    let officer = person_to_change(office, &mut tx, &asker.who.on_duty, (id, PeopleAct::Unlock)).await?;
    let account = tx.account_of(Owner::Officer(id)).await?.ok_or(NotDone::NotFound)?;
    // Pressed twice, or after the time was over, nothing changes and nobody is told.
    if tx.forget_tries(&account.login).await? {
        told(office, &mut tx, asker, (&officer, AccountChange::Unlocked)).await?;
    }
    Ok(tx.commit().await?)
}

/// 2단계 인증 초기화: telephone or passkeys are lost and the spare codes with them. Whoever must have one sets up another.
pub async fn reset_second_factor(office: &Office, asker: Asker<'_>, id: OfficerId) -> Changed {
    let mut tx = office.store().write().await?;
    let act = PeopleAct::ResetSecondFactor;
    let officer = person_to_change(office, &mut tx, &asker.who.on_duty, (id, act)).await?;
    if !tx.drop_second_factors(id).await? {
        return Err(NotDone::NotFound.into());
    }
    tx.end_sessions_of(Owner::Officer(id)).await?;
    told(office, &mut tx, asker, (&officer, AccountChange::SecondFactorReset)).await?;
    Ok(tx.commit().await?)
}

/// 알림 재발송: what the owner could not be told of is tried again; how much it is.
pub async fn tell_again(office: &Office, asker: Asker<'_>, id: OfficerId) -> Changed<u64> {
    let mut tx = office.store().write().await?;
    let act = PeopleAct::FollowNotices;
    let officer = person_to_change(office, &mut tx, &asker.who.on_duty, (id, act)).await?;
    let again = tx.retry_account_notices(id, office.now()).await?;
    if again == 0 {
        return Err(NotChanged::Meanwhile);
    }
    log::put(&mut tx, office, asker, "retry-notice", &officer.login).await?;
    tx.commit().await?;
    Ok(again)
}

/// 사용 중지: whoever leaves owns nothing afterwards.
pub async fn retire(office: &Office, asker: Asker<'_>, id: OfficerId) -> Changed {
    let mut tx = office.store().write().await?;
    let officer = person_to_change(office, &mut tx, &asker.who.on_duty, (id, PeopleAct::Retire)).await?;
    let officer = Officer { active: false, ..officer };
    tx.put_officers(std::slice::from_ref(&officer)).await?;
    gives_up_duties(office, &mut tx, &officer, Some(asker.who.officer.id), "사용 중지").await?;
    log::put(&mut tx, office, asker, "user-retired", &officer.login).await?;
    tx.commit().await?;
    office.refresh().await?;
    super::clear_desks(office).await?;
    Ok(())
}

/// 다시 사용, with a one-time password; the duties of before do not come back.
pub async fn reinstate(office: &Office, asker: Asker<'_>, id: OfficerId) -> Changed<String> {
    let (password, hash) = one_time_password().await?;
    let mut tx = office.store().write().await?;
    let officer = person_to_change(office, &mut tx, &asker.who.on_duty, (id, PeopleAct::Reinstate)).await?;
    home(office, officer.department)?;
    let officer = Officer { active: true, ..officer };
    tx.put_officers(std::slice::from_ref(&officer)).await?;
    match tx.account_of(Owner::Officer(id)).await? {
        Some(account) => tx.set_password(&account.login, &hash, true, office.wall_now()).await?,
        None => put_account(office, &mut tx, &officer, hash).await?,
    }
    told(office, &mut tx, asker, (&officer, AccountChange::Reinstated)).await?;
    tx.commit().await?;
    office.refresh().await?;
    Ok(password)
}

/// Into the access log, and to whoever owns the account.
async fn told(
    office: &Office,
    tx: &mut Write,
    asker: Asker<'_>,
    (officer, change): (&Officer, AccountChange),
) -> Changed {
    log::put(tx, office, asker, change.as_str(), &officer.login).await?;
    tell(office, tx, asker, (officer.id, change)).await
}

/// Tells the owner who did it; of oneself, from where.
async fn tell(
    office: &Office,
    tx: &mut Write,
    asker: Asker<'_>,
    (to, change): (OfficerId, AccountChange),
) -> Changed {
    let by = asker.who.officer.id;
    let hand = match by == to {
        true => Hand::Oneself { ip: asker.ip.to_string() },
        false => Hand::Officer { name: words::people::with_department(&office.facts().chart, by) },
    };
    Ok(account_notices::tell(office, tx, to, (change, hand)).await?)
}

/// Grants, stand-ins, requests and sessions of somebody who moves or leaves end in the same transaction.
pub(super) async fn gives_up_duties(
    office: &Office,
    tx: &mut Write,
    officer: &Officer,
    by: Option<OfficerId>,
    why: &str,
) -> Changed {
    let (now, yesterday) = (office.now(), office.desk().today().saturating_sub(1.day()));
    let word = Word { by, on_behalf_of: None, reason: why };
    tx.end_grants_of(officer.id, yesterday, word, now).await?;
    tx.end_stand_ins_of(officer.id, now).await?;
    tx.withdraw_grant_requests_of(officer.id, why, now).await?;
    if !officer.active {
        tx.end_sessions_of(Owner::Officer(officer.id)).await?;
    }
    Ok(())
}

fn unchanged(officer: &Officer, seen: &str) -> Changed {
    if stamp(officer) == seen { Ok(()) } else { Err(NotChanged::Meanwhile) }
}

/// Everybody is a handler; a duty for the place that goes with the role.
pub fn duty_of(role: Role, officer: &Officer, whole_city: bool) -> Duty {
    match role {
        Role::Receiver | Role::CallCentre | Role::Administrator => Duty::city(role),
        Role::Inspector if whole_city => Duty::city(role),
        Role::Inspector | Role::AgencyManager => Duty::agency(role, officer.agency),
        Role::DepartmentManager | Role::Handler | Role::Cooperator | Role::Approver => {
            Duty::department(role, officer.agency, officer.department)
        }
    }
}

/// Letters and digits that are not mistaken for one another when read aloud; 16 of 31 are 79 bits.
async fn one_time_password() -> Changed<(String, String)> {
    const LETTERS: &[u8] = b"23456789abcdefghjkmnpqrstuvwxyz";
    let password: String = {
        let mut rng = rand::rng();
        (0..16).map(|_| char::from(LETTERS[rng.random_range(0..LETTERS.len())])).collect()
    };
    let hash = hash_password(password.clone()).await?;
    Ok((password, hash))
}
