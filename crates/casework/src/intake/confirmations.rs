//! Letters to somebody who did not ask for one: whoever files may have typed another's address, and the office's
//! letter goes there. So an address gets only so many confirmations, whoever types it from wherever; number and secret
//! stand on the page all the same, and what officers do afterwards is told as always.

use jiff::{SignedDuration, Timestamp};
use store::{LookUp, Read};

use super::Person;
use crate::not_done::Result;

/// Confirmations to one number or address within an hour: more than anybody files in earnest.
const AN_HOUR: u32 = 10;
/// Within a day.
const A_DAY: u32 = 30;

impl Person {
    /// Numbers and addresses under which letters reach them.
    pub(super) fn reached_at(&self) -> impl Iterator<Item = LookUp<'_>> {
        let phone = self.phone.as_deref().map(LookUp::Phone);
        phone.into_iter().chain(self.email.as_deref().map(LookUp::Email))
    }
}

/// Of each whether so much has been filed under their number or address already that another confirmation would be a
/// nuisance; never of nobody.
pub(super) async fn are_many(tx: &mut Read, people: &[Option<&Person>], now: Timestamp) -> Result<Vec<bool>> {
    let mut ways: Vec<(usize, LookUp<'_>)> = Vec::new();
    for (who, person) in people.iter().enumerate() {
        ways.extend(person.iter().flat_map(|person| person.reached_at()).map(|way| (who, way)));
    }
    let (who, ways): (Vec<usize>, Vec<LookUp<'_>>) = ways.into_iter().unzip();
    let mut many = vec![false; people.len()];
    for (who, filed) in who.into_iter().zip(tx.newest_filings(&ways, A_DAY).await?) {
        many[who] |= is_a_nuisance(&filed, now);
    }
    Ok(many)
}

fn is_a_nuisance(filed: &[Timestamp], now: Timestamp) -> bool {
    [(AN_HOUR, 1), (A_DAY, 24)].into_iter().any(|(most, hours)| {
        let since = now - SignedDuration::from_hours(hours);
        filed.iter().filter(|at| **at >= since).count() >= most as usize
    })
}
