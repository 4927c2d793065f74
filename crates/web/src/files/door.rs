//! How many send files at once. What is on its way lies on our own disk, often beside the database: a disk that slow
//! senders fill would stop everything else.

use std::collections::HashMap;
use std::net::IpAddr;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use words::error::PageError;

use crate::error::Fail;

/// Forms with files read at once; each puts 200 MiB on the disk at most.
const ALL: usize = 48;
/// Of those, from one address: nobody keeps all the others out.
const EACH: usize = 12;
/// How long somebody stands at the door before they are sent away.
const PATIENCE: Duration = Duration::from_secs(20);
/// Addresses remembered before those with nothing on its way are forgotten.
const ADDRESSES_KEPT: usize = 1_000;

#[derive(Clone, Debug)]
pub(crate) struct Door {
    all: Arc<Semaphore>,
    each: Arc<Mutex<HashMap<IpAddr, Arc<Semaphore>>>>,
    patience: Duration,
}

/// Somebody is inside until this is dropped.
#[derive(Debug)]
pub(crate) struct Inside {
    _of_all: OwnedSemaphorePermit,
    _of_address: OwnedSemaphorePermit,
}

impl Default for Door {
    fn default() -> Door {
        Door { all: Arc::new(Semaphore::new(ALL)), each: Arc::default(), patience: PATIENCE }
    }
}

impl Door {
    /// A turn to send files, waited for.
    ///
    /// # Errors
    /// When there was none in time.
    pub(crate) async fn enter(&self, from: IpAddr) -> Result<Inside, Fail> {
        let address = self.of(from);
        let turns = async {
            // Whoever waits for their own address waits outside, where they keep nobody out.
            let of_address = address.acquire_owned().await.ok()?;
            let of_all = Arc::clone(&self.all).acquire_owned().await.ok()?;
            Some(Inside { _of_all: of_all, _of_address: of_address })
        };
        let inside = tokio::time::timeout(self.patience, turns).await.ok().flatten();
        inside.ok_or(Fail::Page(PageError::TooOften))
    }

    fn of(&self, from: IpAddr) -> Arc<Semaphore> {
        let mut each = self.each.lock().unwrap_or_else(PoisonError::into_inner);
        if each.len() > ADDRESSES_KEPT {
            each.retain(|_, turns| Arc::strong_count(turns) > 1 || turns.available_permits() < EACH);
        }
        Arc::clone(each.entry(from).or_insert_with(|| Arc::new(Semaphore::new(EACH))))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn address(n: u8) -> IpAddr {
        IpAddr::from([203, 0, 113, n])
    }

    #[tokio::test]
    async fn one_address_keeps_nobody_else_out_and_all_together_fill_no_disk() {
        let door = Door { patience: Duration::ZERO, ..Door::default() };
        let mut inside = Vec::new();
        for n in 1..=4 {
            for _ in 0..EACH {
                inside.push(door.enter(address(n)).await.unwrap());
            }
            assert!(door.enter(address(n)).await.is_err(), "address {n} has {EACH} already");
        }
        assert!(door.enter(address(9)).await.is_err(), "{ALL} are inside");
        inside.pop();
        assert!(door.enter(address(9)).await.is_ok());
    }

    #[tokio::test]
    async fn addresses_without_anything_on_its_way_are_forgotten() {
        let door = Door::default();
        let stays = door.enter(address(1)).await.unwrap();
        for n in 0..=u32::try_from(ADDRESSES_KEPT).unwrap() {
            drop(door.enter(IpAddr::from((0x0a00_0000 + n).to_be_bytes())).await.unwrap());
        }
        drop(door.enter(address(2)).await.unwrap());
        assert!(door.each.lock().unwrap().len() <= 3, "one that sends, and the last ones");
        drop(stays);
    }
}
