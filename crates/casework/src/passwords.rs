//! Passwords, hashed with argon2id and the crate's recommended costs: 19 MiB and a core for some twenty milliseconds
//! each, so that only so many are made at once, whoever asks.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use argon2::password_hash::phc::PasswordHash;
use argon2::{Argon2, PasswordHasher, PasswordVerifier};
use store::Account;
use tokio::sync::Semaphore;

use crate::not_done::{NotDone, Result};
use crate::office::Office;

impl Office {
    /// Passwords held against a hash here since the start: what trying names and passwords costs us.
    pub fn passwords_tried(&self) -> u64 {
        self.hashes.load(Ordering::Relaxed)
    }
}

/// Hashes made at once. The turn goes with the thread: somebody who hangs up does not end the work.
static TURNS: Semaphore = Semaphore::const_new(2);
/// Those who may wait for a turn, and those who have one: a second or so.
static ROOM: Semaphore = Semaphore::const_new(64);

/// Hashes a password.
///
/// # Errors
/// [`NotDone::Busy`] when too many are asked for at once.
pub async fn hash_password(password: String) -> Result<String> {
    let hashed = in_turn(move || {
        Argon2::default().hash_password(password.as_bytes()).map(|hash| hash.to_string()).ok()
    });
    hashed.await?.ok_or(NotDone::Invalid { field: "password", code: "unhashable" })
}

/// Of a password nobody knows.
const NOBODY: &str = "$argon2id$v=19$m=19456,t=2,p=1$c29tZXNhbHQxMjM0NTY3OA$\
                      2v0mWRcHJxTB0hXH4tvBqf4g8fXb7v0vF5yqkq9zYpQ";

/// Is it this account's? Takes as long for a name nobody has, so that the time tells nothing; `made` counts each hash.
pub(crate) async fn verified(
    account: Option<&Account>,
    password: &str,
    made: Arc<AtomicU64>,
) -> Result<bool> {
    let known = account.is_some();
    let hash = account.map_or_else(|| NOBODY.to_owned(), |a| a.password_hash.clone());
    let password = password.to_owned();
    let right = in_turn(move || {
        let hash = PasswordHash::new(&hash).ok();
        hash.is_some_and(|hash| {
            made.fetch_add(1, Ordering::Relaxed);
            Argon2::default().verify_password(password.as_bytes(), &hash).is_ok()
        })
    });
    Ok(right.await? && known)
}

async fn in_turn<T: Default + Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> Result<T> {
    let Ok(_room) = ROOM.try_acquire() else { return Err(NotDone::Busy) };
    let Ok(turn) = TURNS.acquire().await else { return Err(NotDone::Busy) };
    let done = tokio::task::spawn_blocking(move || {
        let done = work();
        drop(turn);
        done
    });
    // A hasher that panics has hashed nothing.
    Ok(done.await.unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::AtomicUsize;

    use super::*;

    /// A hash that cannot be read, or a cheaper one, would be refused at once and tell who has an account.
    #[tokio::test]
    async fn an_unknown_name_costs_what_a_known_one_does() {
        let real = hash_password("correct horse".to_owned()).await.unwrap();
        let (real, nobody) = (PasswordHash::new(&real).unwrap(), PasswordHash::new(NOBODY).unwrap());
        assert_eq!((real.algorithm, real.params), (nobody.algorithm, nobody.params));
    }

    #[tokio::test]
    async fn one_password_hashed_twice_gives_two_hashes_that_both_know_it() {
        let password = "correct horse";
        let (one, other) = (
            hash_password(password.to_owned()).await.unwrap(),
            hash_password(password.to_owned()).await.unwrap(),
        );
        let (one, other) = (PasswordHash::new(&one).unwrap(), PasswordHash::new(&other).unwrap());
        assert_ne!(one.hash, other.hash);
        for hash in [&one, &other] {
            assert!(
                hash.salt.as_ref().is_some_and(|salt| salt.len() >= 16),
                "128 bits of salt: {:?}",
                hash.salt
            );
            assert!(Argon2::default().verify_password(password.as_bytes(), hash).is_ok());
        }
        assert_ne!(one.salt, other.salt);
    }

    #[tokio::test(flavor = "multi_thread")]
    async fn only_two_are_made_at_once_even_when_those_who_asked_have_gone() {
        static NOW: AtomicUsize = AtomicUsize::new(0);
        static MOST: AtomicUsize = AtomicUsize::new(0);
        static DONE: AtomicUsize = AtomicUsize::new(0);
        fn work() {
            MOST.fetch_max(NOW.fetch_add(1, Ordering::SeqCst) + 1, Ordering::SeqCst);
            std::thread::sleep(std::time::Duration::from_millis(2));
            NOW.fetch_sub(1, Ordering::SeqCst);
            DONE.fetch_add(1, Ordering::SeqCst);
        }
        let asked: Vec<_> = (0..20).map(|_| tokio::spawn(in_turn(work))).collect();
        while DONE.load(Ordering::SeqCst) < 4 {
            tokio::task::yield_now().await;
        }
        asked.iter().for_each(tokio::task::JoinHandle::abort);
        for _ in 0..6 {
            in_turn(work).await.unwrap();
        }
        assert!(MOST.load(Ordering::SeqCst) <= 2, "{MOST:?} at once");
    }

    #[tokio::test]
    async fn whoever_finds_the_room_full_is_told_at_once() {
        let all = ROOM.acquire_many(64).await.unwrap();
        assert!(matches!(hash_password("a".to_owned()).await, Err(NotDone::Busy)));
        drop(all);
        assert!(hash_password("a".to_owned()).await.is_ok());
    }
}
