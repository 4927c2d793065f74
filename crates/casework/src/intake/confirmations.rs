//! Letters to somebody who did not ask for one: whoever files may have typed another's address, and the office's
//! letter goes there. So an address gets only so many confirmations, whoever types it from wherever; number and secret
//! stand on the page all the same, and what officers do afterwards is told as always.

use jiff::{SignedDuration, Timestamp};
use store::{LookUp, Write};

use super::Person;
use crate::not_done::Result;

/// Confirmations to one number or address within an hour: more than anybody files in earnest.
const AN_HOUR: u32 = 10;
/// Within a day.
const A_DAY: u32 = 30;

/// Has so much been filed under this number or address already that another confirmation would be a nuisance?
pub(super) async fn are_many(tx: &mut Write, person: &Person, now: Timestamp) -> Result<bool> {
    let ways = [person.phone.as_deref().map(LookUp::Phone), person.email.as_deref().map(LookUp::Email)];
    for way in ways.into_iter().flatten() {
        let filed = tx.newest_filings(way, A_DAY).await?;
        for (most, hours) in [(AN_HOUR, 1), (A_DAY, 24)] {
            let since = now - SignedDuration::from_hours(hours);
            if filed.iter().filter(|at| **at >= since).count() >= most as usize {
                return Ok(true);
            }
        }
    }
    Ok(false)
}
