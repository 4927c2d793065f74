//! The organisation moves in: agencies, departments, officers, grants, stand-ins and the accounts.

use casework::Result;
use domain::complaint::ApprovalRoute;
use domain::org::{Grant, Officer, Origin};
use domain::role::Role;
use jiff::Timestamp;
use jiff::civil::Date;
use store::{Account, FeedState, GrantRequest, KeptFeed, KeptGrant, Owner, RequestState, Store, Write};

use super::identity::made;
use super::{City, LOG_INS, Person};

/// 강남구, whose answers pass 업무관리시스템.
const OUTSIDE_APPROVAL_CODE: &str = "3220000";
impl City {
    /// Everybody has their duties since the first day of the city.
    pub(crate) async fn settle(
        &self,
        store: &Store,
        password_hash: &str,
        since: Date,
        now: Timestamp,
    ) -> Result<()> {
        let (first, since) = (since, domain::deadline::seoul::instant(since.at(9, 0, 0, 0)));
        let mut people: Vec<&Person> = self.people.values().collect();
        people.sort_by_key(|p| p.officer.login.clone());
        let officers: Vec<Officer> = people.iter().map(|p| p.officer.clone()).collect();
        let mut tx = store.write().await?;
        tx.put_agencies(&self.agencies).await?;
        tx.put_departments(&self.departments).await?;
        tx.put_officers(&officers).await?;
        let night = self.night_duty();
        tx.put_officers(std::slice::from_ref(&night)).await?;
        let grants: Vec<KeptGrant> = people.iter().flat_map(|p| granted(p, first, since)).collect();
        tx.put_grants(&grants).await?;
        for stand_in in &self.stand_ins {
            let id = made("stand-in", &stand_in.absent.to_string());
            tx.put_stand_in(id, stand_in, None, since).await?;
        }
        // 강남구 approves in a system of its own; everybody else has the built-in line.
        let outside = self.agencies.iter().filter(|agency| agency.code == OUTSIDE_APPROVAL_CODE);
        for agency in outside {
            tx.set_approval_route(agency.id, ApprovalRoute::Outside, None, since).await?;
        }
        tx.put_accounts(&accounts(&officers, password_hash, since)).await?;
        tx.put_accounts(&[account(&night, password_hash, since)]).await?;
        self.fed(&mut tx, now).await?;
        for (n, person) in (1_i64..).zip(self.askers()) {
            tx.put_grant_request(&asked(person, now - jiff::SignedDuration::from_hours(7 * n))).await?;
        }
        super::habits::keep(&mut tx, &officers, since).await?;
        Ok(tx.commit().await?)
    }
}

impl City {
    /// The directory was heard last night; what it tells since is for the administrator to look at.
    async fn fed(&self, tx: &mut Write, now: Timestamp) -> Result<()> {
        let last_night = now - jiff::SignedDuration::from_hours(5);
        let kept = KeptFeed {
            id: made("staff-feed", "last-night"),
            came_at: last_night,
            source: casework::people::feeds::FETCHED.into(),
            by: None,
            state: FeedState::Applied,
            settled_at: Some(last_night),
            said: "바뀐 것 없음".into(),
        };
        tx.put_staff_feed(&kept, None).await?;
        let job = casework::timetable::Job::FetchStaff.as_str();
        tx.claim_job(job, now, now).await?;
        Ok(tx.finish_job(job, now, &kept.said).await?)
    }

    /// 당직실: registered by hand, for the directory knows nobody who is a room.
    fn night_duty(&self) -> Officer {
        let desks = &self.desks[self.medicine()];
        Officer {
            id: domain::id::OfficerId(made("officer", "night-duty")),
            agency: desks.agency,
            department: desks.department,
            login: "night01".into(),
            name: "당직실".into(),
            title: "당직".into(),
            email: format!("night01@{}", crate::people::MAIL_DOMAIN),
            phone: "02-0000-9999".into(),
            duty: "야간·휴일 당직".into(),
            origin: Origin::ByHand,
            active: true,
        }
    }
}

fn granted(person: &Person, from: Date, at: Timestamp) -> impl Iterator<Item = KeptGrant> + '_ {
    person.duties.iter().map(move |duty| {
        let officer = person.officer.id;
        let place = (duty.agency, duty.department);
        KeptGrant {
            id: made("grant", &format!("{officer}:{}:{place:?}", duty.role.as_str())),
            grant: Grant { officer, duty: *duty, from, until: None },
            granted_by: None,
            granted_at: at,
            ended_by: None,
            ended_at: None,
        }
    })
}

fn accounts(officers: &[Officer], password_hash: &str, at: Timestamp) -> Vec<Account> {
    let named = officers.iter().filter(|o| LOG_INS.iter().any(|(login, _)| *login == o.login));
    named.map(|officer| account(officer, password_hash, at)).collect()
}

fn account(officer: &Officer, password_hash: &str, at: Timestamp) -> Account {
    Account {
        login: officer.login.clone(),
        owner: Owner::Officer(officer.id),
        password_hash: password_hash.to_owned(),
        must_change: false,
        changed_at: at,
    }
}

/// '부서 관리자' asked of the agency manager.
fn asked(person: &Person, at: Timestamp) -> GrantRequest {
    let officer = &person.officer;
    GrantRequest {
        id: made("grant-request", &officer.id.to_string()),
        officer: officer.id,
        role: Role::DepartmentManager,
        agency: officer.agency,
        department: officer.department,
        reason: "주무팀장으로 발령받아 부서의 민원을 분배하게 되었습니다.".into(),
        asked_at: at,
        state: RequestState::Open,
        decided_by: None,
        decided_for: None,
        decided_at: None,
        answer: None,
        seen_at: None,
    }
}
