//! `eungdapso admin`: the first administrator, and a new password for somebody locked out.

mod staff;

use std::process::ExitCode;

use anyhow::{Context, Result, bail};
use casework::account_notices::{self, Changed, Hand};
use casework::passkeys::Site;
use casework::sessions::hash_password;
use domain::account::AccountChange;
use domain::desk::seoul_date;
use domain::id::{AgencyId, DepartmentId, OfficerId};
use domain::org::{Agency, AgencyKind, Department, Grant, Officer, Origin};
use domain::role::{Duty, Role};
use rand::RngExt;
use store::{Access, Account, KeptGrant, Owner, Write};
use uuid::Uuid;

use crate::cli::Admin;
use crate::clock;
use crate::config::Config;

/// The office of those who keep the system running, when no staff directory is linked yet.
const AGENCY: (&str, &str) = ("0000000", "응답소 운영");
const DEPARTMENT: (&str, &str) = ("0000000-0001", "시스템 운영팀");

pub(crate) async fn run(config: Config, asked: Admin) -> Result<ExitCode> {
    if let Admin::Staff { file, dry_run, confirm } = &asked {
        return staff::run(config, file, *dry_run, *confirm).await;
    }
    let store = super::open(&config).await?;
    let password = new_password();
    let hash = hash_password(password.clone()).await?;
    let mut tx = store.write().await?;
    let login = match asked {
        Admin::Create { login, name, email } => {
            create(&mut tx, (&login, &name, &email), hash).await?;
            login
        }
        // Done above: it needs an office, not a password.
        Admin::Staff { .. } => return Ok(ExitCode::SUCCESS),
        Admin::Password { login } => {
            let Some(account) = tx.account(&login).await? else { bail!("계정이 없습니다: {login}") };
            tx.set_password(&login, &hash, true, clock::now()).await?;
            tell(&mut tx, &account, config.site.as_ref()).await?;
            login
        }
    };
    // Whoever has the machine has the database: what they did with it is in the log all the same.
    tx.log_access(&Access {
        at: clock::now(),
        account: None,
        ip: None,
        action: "account".to_owned(),
        subject: Some(login.clone()),
        outcome: "ok".to_owned(),
    })
    .await?;
    tx.commit().await?;
    store.close().await;
    println!("{login}의 임시 비밀번호: {password}");
    println!("처음 로그인할 때 바꿔야 합니다.");
    Ok(ExitCode::SUCCESS)
}

/// Whose password it is hears of it, as of one that an administrator reset.
async fn tell(tx: &mut Write, account: &Account, site: Option<&Site>) -> Result<()> {
    let Some(officer) = account.owner.officer() else { return Ok(()) };
    let officer = tx.officer(officer).await?.context("계정의 직원 기록이 없습니다")?;
    let (change, hand) = (AccountChange::PasswordReset, Hand::Operator);
    account_notices::put(tx, &officer, Changed { change, hand, at: clock::now(), site }).await?;
    Ok(())
}

async fn create(tx: &mut Write, (login, name, email): (&str, &str, &str), hash: String) -> Result<()> {
    if login.is_empty() || !login.bytes().all(|b| b.is_ascii_alphanumeric() || b"._-".contains(&b)) {
        bail!("아이디는 영문자, 숫자, '.', '_', '-'로 씁니다: {login:?}");
    }
    if tx.account(login).await?.is_some() || tx.officer_by_login(login).await?.is_some() {
        bail!("이미 있는 아이디입니다: {login}");
    }
    let now = clock::now();
    let (agency, department) = office(tx).await?;
    let officer = OfficerId(Uuid::new_v4());
    tx.put_officers(&[Officer {
        id: officer,
        agency,
        department,
        login: login.into(),
        name: name.into(),
        title: "시스템 관리자".into(),
        email: email.into(),
        phone: String::new(),
        duty: "시스템 관리".into(),
        origin: Origin::ByHand,
        active: true,
    }])
    .await?;
    let duty = Duty::city(Role::Administrator);
    tx.put_grants(&[KeptGrant {
        id: Uuid::new_v4(),
        grant: Grant { officer, duty, from: seoul_date(now), until: None },
        granted_by: None,
        granted_at: now,
        ended_by: None,
        ended_at: None,
    }])
    .await?;
    tx.put_accounts(&[Account {
        login: login.into(),
        owner: Owner::Officer(officer),
        password_hash: hash,
        must_change: true,
        changed_at: now,
    }])
    .await?;
    Ok(())
}

/// The operators' own department, made with the first of them.
async fn office(tx: &mut Write) -> Result<(AgencyId, DepartmentId)> {
    let chart = tx.org_chart().await?;
    let found = chart.departments().into_iter().find(|d| d.code == DEPARTMENT.0);
    if let Some(department) = found {
        return Ok((department.agency, department.id));
    }
    let agency = AgencyId(Uuid::new_v4());
    let department = DepartmentId(Uuid::new_v4());
    let kind = AgencyKind::Headquarters;
    tx.put_agencies(&[Agency { id: agency, code: AGENCY.0.into(), name: AGENCY.1.into(), kind }]).await?;
    tx.put_departments(&[Department {
        id: department,
        agency,
        code: DEPARTMENT.0.into(),
        bureau: AGENCY.1.into(),
        name: DEPARTMENT.1.into(),
        duties: Vec::new(),
    }])
    .await?;
    Ok((agency, department))
}

/// Letters and digits that are not mistaken for one another; 16 of 31 are 79 bits.
pub(super) fn new_password() -> String {
    const LETTERS: &[u8] = b"23456789abcdefghjkmnpqrstuvwxyz";
    let mut rng = rand::rng();
    (0..16).map(|_| char::from(LETTERS[rng.random_range(0..LETTERS.len())])).collect()
}
