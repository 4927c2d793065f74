//! Where somebody knocks, and how wrong tries are held up: each place for itself, so that nobody keeps another out.
//!
//! Tries at a name nobody has are counted like anybody's, so that a lock tells nobody which names there are.

use std::net::{IpAddr, Ipv6Addr};

use domain::id::OfficerId;
use jiff::{SignedDuration, Timestamp};
use store::{Access, Account, Read, Tries, Write};

use crate::digest;
use crate::not_done::Result;

/// Wrong tries in a row from one place until it must pause.
pub const TRIES: u32 = 5;
/// The first pause; every further one is twice as long.
pub const FIRST_PAUSE_MINUTES: i64 = 10;
/// The longest: whoever came back from a day's leave starts anew.
const LONGEST_PAUSE: SignedDuration = SignedDuration::from_hours(24);
/// So long after the end of the last pause the next one is a first one again.
const FORGIVEN_AFTER: SignedDuration = SignedDuration::from_hours(24);
/// Wrong tries an hour at one name by all browsers nobody remembers, wherever they are: as many guesses a day as five
/// every ten minutes are. Beyond it only a browser somebody has come in with is heard.
pub const STRANGERS_TRIES: u32 = 30;
const STRANGERS_HOUR: SignedDuration = SignedDuration::from_hours(1);
/// Browsers remembered for one officer: desks, a telephone, the rooms one stands in for.
const BROWSERS_MOST: u32 = 10;
/// A browser nobody came in with for so long is a stranger.
pub const BROWSER_KEPT: SignedDuration = SignedDuration::from_hours(180 * 24);
/// What a provider gives one IPv6 customer, in bits of the address.
const CUSTOMER_BITS: u32 = 64;
/// Where tries of all strangers together are counted.
const STRANGERS: &str = "strangers";

/// Who knocks: an address, and the token this browser keeps, if it keeps one.
#[derive(Clone)]
pub struct Knock {
    pub ip: IpAddr,
    pub browser: Option<String>,
}

impl Knock {
    pub fn from(ip: impl Into<IpAddr>) -> Knock {
        Knock { ip: ip.into(), browser: None }
    }
}

/// An IPv6 customer has more addresses than anybody counts; the network is theirs.
pub fn network(from: IpAddr) -> IpAddr {
    match from.to_canonical() {
        IpAddr::V6(address) => {
            IpAddr::V6(Ipv6Addr::from_bits(address.to_bits() & (u128::MAX << (128 - CUSTOMER_BITS))))
        }
        v4 => v4,
    }
}

/// Where tries are counted: under which name, at which place.
pub(crate) struct Place {
    name: String,
    origin: String,
    remembered: bool,
}

impl Place {
    pub(crate) async fn of(
        tx: &mut Read,
        (login, account): (&str, Option<&Account>),
        knock: &Knock,
        now: Timestamp,
    ) -> Result<Place> {
        // What is typed where a name belongs may be somebody's password.
        let name = account.map_or_else(|| digest::of(login), |account| account.login.clone());
        if let (Some(token), Some(officer)) =
            (&knock.browser, account.and_then(|account| account.owner.officer()))
        {
            let hash = digest::of(token);
            if tx.knows_browser(&hash, officer, now - BROWSER_KEPT).await? {
                return Ok(Place { name, origin: format!("browser:{hash}"), remembered: true });
            }
        }
        Ok(Place { name, origin: format!("from:{}", network(knock.ip)), remembered: false })
    }

    /// Until when nobody is heard here.
    pub(crate) async fn locked_until(&self, tx: &mut Read, now: Timestamp) -> Result<Option<Timestamp>> {
        let also = if self.remembered { &self.origin } else { STRANGERS };
        Ok(tx.locked_until(&self.name, (&self.origin, also), now).await?)
    }

    /// One more wrong try; until when the place is locked, if it now is.
    pub(crate) async fn failed(&self, tx: &mut Write, now: Timestamp) -> Result<Option<Timestamp>> {
        let here = after_one_more(tx.count_wrong_try(&self.name, &self.origin, now).await?, now);
        tx.put_tries(&self.name, &self.origin, &here).await?;
        if self.remembered {
            return Ok(here.locked_until);
        }
        let all = of_strangers(tx.count_wrong_try(&self.name, STRANGERS, now).await?, now);
        tx.put_tries(&self.name, STRANGERS, &all).await?;
        Ok(here.locked_until.max(all.locked_until))
    }

    /// The right word: what was tried here is forgiven. What strangers tried elsewhere is not.
    pub(crate) async fn forgive(&self, tx: &mut Write) -> Result<()> {
        Ok(tx.forget_tries_from(&self.name, &self.origin).await?)
    }
}

/// After a wrong try at one place: the pause grows with every round.
fn after_one_more(counted: Tries, now: Timestamp) -> Tries {
    let quiet_since = counted.locked_until.map_or(counted.last_at, |until| until.max(counted.last_at));
    let locked_until = counted.locked_until.filter(|until| *until > now);
    let mut tries = Tries { last_at: now, locked_until, ..counted };
    if quiet_since + FORGIVEN_AFTER <= now {
        (tries.wrong, tries.pauses) = (1, 0);
    }
    if tries.wrong >= TRIES {
        tries.locked_until = Some(now + pause(tries.pauses));
        (tries.wrong, tries.pauses) = (0, tries.pauses + 1);
    }
    tries
}

fn pause(before: u32) -> SignedDuration {
    let minutes = FIRST_PAUSE_MINUTES.saturating_mul(1 << before.min(16));
    SignedDuration::from_mins(minutes).min(LONGEST_PAUSE)
}

/// After a wrong try of a stranger: so many an hour.
fn of_strangers(counted: Tries, now: Timestamp) -> Tries {
    let over = counted.since + STRANGERS_HOUR <= now;
    let mut tries =
        if over { Tries { wrong: 1, since: now, locked_until: None, ..counted } } else { counted };
    tries.last_at = now;
    if tries.wrong >= STRANGERS_TRIES {
        tries.locked_until = Some(tries.since + STRANGERS_HOUR);
    }
    tries
}

/// The browser somebody came in with: under a new token each time, so that a copied one is soon worth nothing.
pub(crate) async fn remember(
    tx: &mut Write,
    officer: OfficerId,
    knock: &Knock,
    now: Timestamp,
) -> Result<String> {
    let token = digest::new_token();
    let hash = digest::of(&token);
    if let Some(old) = &knock.browser {
        tx.rename_browser(&digest::of(old), &hash).await?;
    }
    tx.remember_browser(&hash, officer, now, BROWSERS_MOST).await?;
    Ok(token)
}

/// Takes away what nobody waits for any more; how much it was.
pub async fn prune(tx: &mut Write, now: Timestamp) -> Result<u64> {
    let tries = tx.prune_tries(now - FORGIVEN_AFTER).await?;
    let requests = tx.prune_oidc_requests(now).await? + tx.prune_half_log_ins(now).await?;
    let challenges = tx.prune_passkey_challenges(now).await?;
    Ok(tries + requests + challenges + tx.prune_browsers(now - BROWSER_KEPT).await?)
}

/// A line of the access log about getting in and out.
pub(crate) fn line(at: Timestamp, login: &str, ip: &str, (action, outcome): (&str, &str)) -> Access {
    Access {
        at,
        account: Some(login.chars().take(100).collect()),
        ip: Some(ip.to_owned()),
        action: action.to_owned(),
        subject: None,
        outcome: outcome.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn another_address_of_the_same_customer_is_no_other_customer() {
        let of = |text: &str| network(text.parse().unwrap());
        assert_eq!(of("2001:db8:1:2::1"), of("2001:db8:1:2:ffff::9"));
        assert_ne!(of("2001:db8:1:2::1"), of("2001:db8:1:3::1"));
        assert_eq!(of("::ffff:203.0.113.9"), of("203.0.113.9"));
        assert_ne!(of("203.0.113.9"), of("203.0.113.8"));
    }

    #[test]
    fn each_pause_is_twice_as_long_as_the_one_before_and_a_day_at_most() {
        let minutes: Vec<i64> = (0..10).map(|before| pause(before).as_mins()).collect();
        assert_eq!(minutes, [10, 20, 40, 80, 160, 320, 640, 1280, 1440, 1440]);
        assert_eq!(pause(u32::MAX), LONGEST_PAUSE);
    }

    /// Somebody patient, who tries again the moment a pause is over.
    #[test]
    fn one_place_gets_fewer_guesses_a_day_than_five_every_ten_minutes() {
        let begun = Timestamp::UNIX_EPOCH;
        let new = Tries { wrong: 0, pauses: 0, since: begun, last_at: begun, locked_until: None };
        let (mut tries, mut now, mut guesses) = (new, begun, 0);
        while now < begun + SignedDuration::from_hours(24) {
            let counted = Tries { wrong: tries.wrong + 1, ..tries };
            tries = after_one_more(counted, now);
            guesses += 1;
            now = tries.locked_until.unwrap_or(now);
        }
        assert_eq!(guesses, 40, "eight rounds of five");
    }

    #[test]
    fn whoever_was_quiet_for_a_day_begins_with_the_first_pause() {
        let at = |hours| Timestamp::UNIX_EPOCH + SignedDuration::from_hours(hours);
        let paused = Tries { wrong: 5, pauses: 3, since: at(0), last_at: at(0), locked_until: Some(at(1)) };
        let again = after_one_more(paused.clone(), at(24));
        assert_eq!(again.locked_until.unwrap().duration_since(at(24)).as_mins(), 80);
        let forgiven = after_one_more(paused, at(25));
        assert_eq!((forgiven.wrong, forgiven.pauses, forgiven.locked_until), (1, 0, None));
    }
}
