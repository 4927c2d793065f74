//! Passkeys are counted upwards and belong to one officer; challenges are given to somebody and taken once.

use store::{Passkey, Store};
use uuid::Uuid;

use crate::fixture::{KIM, LEE, at, settle};

fn passkey(id: u128, credential: &str) -> Passkey {
    Passkey {
        id: Uuid::from_u128(id),
        officer: KIM,
        credential: credential.into(),
        public_key: "pQECAyYgASFY".into(),
        count: 0,
        name: "사무실 컴퓨터".into(),
        made_at: at(i64::try_from(id).unwrap()),
        used_at: None,
    }
}

testkit::both_databases! {
    async fn a_passkey_is_kept_found_named_and_dropped_by_its_owner_alone(store: Store) {
        settle(&store).await;
        let mut tx = store.write().await.unwrap();
        let (first, second) = (passkey(1, "AAAA"), passkey(2, "BBBB"));
        assert!(!tx.has_second_factor(KIM).await.unwrap());
        for one in [&second, &first] {
            tx.put_passkey(one).await.unwrap();
        }
        assert!(tx.has_second_factor(KIM).await.unwrap() && !tx.has_telephone(KIM).await.unwrap());
        assert_eq!(tx.passkeys_of(KIM).await.unwrap(), [first.clone(), second.clone()], "the oldest first");
        assert_eq!(tx.passkeys_of(LEE).await.unwrap(), []);
        assert_eq!(tx.passkey("BBBB").await.unwrap(), Some(second.clone()));
        assert!(!tx.rename_passkey(LEE, first.id, "남의 것").await.unwrap());
        assert!(tx.rename_passkey(KIM, first.id, "보안키").await.unwrap());
        assert_eq!(tx.passkey("AAAA").await.unwrap().unwrap().name, "보안키");
        tx.put_recovery_codes(KIM, &["digest".into()]).await.unwrap();
        assert!(!tx.drop_passkey(LEE, first.id).await.unwrap());
        assert!(tx.drop_passkey(KIM, first.id).await.unwrap());
        assert_eq!(tx.recovery_codes_left(KIM).await.unwrap(), 1, "there is another passkey");
        assert!(tx.drop_second_factors(KIM).await.unwrap() && !tx.drop_second_factors(KIM).await.unwrap());
        assert_eq!(tx.recovery_codes_left(KIM).await.unwrap(), 0);
    }

    async fn one_credential_is_one_passkey(store: Store) {
        settle(&store).await;
        let mut tx = store.write().await.unwrap();
        tx.put_passkey(&passkey(1, "AAAA")).await.unwrap();
        let again = Passkey { officer: LEE, ..passkey(2, "AAAA") };
        assert!(tx.put_passkey(&again).await.unwrap_err().is_conflict());
    }

    async fn a_count_goes_up_or_stays_at_nothing_for_ever(store: Store) {
        settle(&store).await;
        let mut tx = store.write().await.unwrap();
        let one = passkey(1, "AAAA");
        tx.put_passkey(&one).await.unwrap();
        for (count, counted) in [(0, true), (0, true), (5, true), (5, false), (4, false), (0, false), (u32::MAX, true), (1, false)] {
            assert_eq!(tx.use_passkey(one.id, count, at(9)).await.unwrap(), counted, "{count}");
        }
        let kept = tx.passkey("AAAA").await.unwrap().unwrap();
        assert_eq!((kept.count, kept.used_at), (u32::MAX, Some(at(9))));
        assert!(!tx.use_passkey(Uuid::from_u128(9), 1, at(9)).await.unwrap());
    }

    async fn a_challenge_is_taken_once_by_whom_it_was_given_to_and_in_time(store: Store) {
        settle(&store).await;
        let mut tx = store.write().await.unwrap();
        for hash in ["one", "two"] {
            tx.put_passkey_challenge(hash, "half:a", at(300)).await.unwrap();
        }
        assert!(!tx.take_passkey_challenge("one", "half:b", at(0)).await.unwrap());
        assert!(!tx.take_passkey_challenge("one", "half:a", at(300)).await.unwrap());
        assert!(tx.take_passkey_challenge("one", "half:a", at(299)).await.unwrap());
        assert!(!tx.take_passkey_challenge("one", "half:a", at(299)).await.unwrap());
        assert_eq!(tx.prune_passkey_challenges(at(299)).await.unwrap(), 0);
        assert_eq!(tx.prune_passkey_challenges(at(300)).await.unwrap(), 1);
    }
}
