//! The organisation moves in: agencies, departments, officers, grants, stand-ins and the ten accounts.

use casework::Result;
use domain::org::{Grant, Officer};
use jiff::Timestamp;
use jiff::civil::{Date, date};
use store::{Account, KeptGrant, Owner, Store};

use super::identity::made;
use super::{City, LOG_INS, Person};

/// Since when everybody has their duties.
const SINCE: Date = date(2026, 1, 1);

impl City {
    pub(crate) async fn settle(&self, store: &Store, password_hash: &str) -> Result<()> {
        let since = beginning();
        let mut people: Vec<&Person> = self.people.values().collect();
        people.sort_by_key(|p| p.officer.login.clone());
        let officers: Vec<Officer> = people.iter().map(|p| p.officer.clone()).collect();
        let mut tx = store.write().await?;
        tx.put_agencies(&self.agencies).await?;
        tx.put_departments(&self.departments).await?;
        tx.put_officers(&officers).await?;
        let grants: Vec<KeptGrant> = people.iter().flat_map(|p| granted(p, since)).collect();
        tx.put_grants(&grants).await?;
        for stand_in in &self.stand_ins {
            let id = made("stand-in", &stand_in.absent.to_string());
            tx.put_stand_in(id, stand_in, None, since).await?;
        }
        tx.put_accounts(&accounts(&officers, password_hash, since)).await?;
        super::habits::keep(&mut tx, &officers, since).await?;
        Ok(tx.commit().await?)
    }
}

fn beginning() -> Timestamp {
    domain::deadline::seoul::instant(SINCE.at(9, 0, 0, 0))
}

fn granted(person: &Person, at: Timestamp) -> impl Iterator<Item = KeptGrant> + '_ {
    person.duties.iter().map(move |duty| {
        let officer = person.officer.id;
        let place = (duty.agency, duty.department);
        KeptGrant {
            id: made("grant", &format!("{officer}:{}:{place:?}", duty.role.as_str())),
            grant: Grant { officer, duty: *duty, from: SINCE, until: None },
            granted_by: None,
            granted_at: at,
            ended_by: None,
            ended_at: None,
        }
    })
}

fn accounts(officers: &[Officer], password_hash: &str, at: Timestamp) -> Vec<Account> {
    let named = officers.iter().filter(|o| LOG_INS.iter().any(|(login, _)| *login == o.login));
    named
        .map(|officer| Account {
            login: officer.login.clone(),
            owner: Owner::Officer(officer.id),
            password_hash: password_hash.to_owned(),
            failed: 0,
            locked_until: None,
            must_change: false,
            changed_at: at,
        })
        .collect()
}
