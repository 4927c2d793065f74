//! A new key: old rows are re-sealed in batches, and then the old key may go.

use domain::dispatch::Message;
use domain::id::{NoticeId, PetitionerId};
use store::{About, KeyRing, LookUp, Owner, Store};
use testkit::databases::{Address, keys};
use uuid::Uuid;

use crate::account_notices::{self, account_notice};
use crate::dispatches;
use crate::fixture::{CASE, KIM, PARK, at, petitioner, settle_with_case};
use crate::outbox::notice;

/// Of a telephone.
const SECRET: &str = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";

testkit::both_databases! {
    async fn rotation_goes_on_where_it_stopped_and_frees_the_old_key(address: Address) {
        let store = Store::open(&address.0, keys()).await.unwrap();
        settle_with_case(&store).await;
        let mut tx = store.write().await.unwrap();
        let more: Vec<_> =
            (0..4).map(|n| petitioner(PetitionerId(Uuid::from_u128(0x600 + n)), "아무개")).collect();
        tx.put_petitioners(&more).await.unwrap();
        tx.put_notices(&[notice(1, Owner::Petitioner(PARK))]).await.unwrap();
        tx.put_second_factor(KIM, SECRET).await.unwrap();
        tx.put_account_notice(&account_notice(1)).await.unwrap();
        tx.commit().await.unwrap();
        dispatches::put(&store, &[dispatches::dispatch(1, Message::Receipt)]).await;
        store.close().await;

        let ring = keys().with_new_key();
        let store = Store::open(&address.0, ring.clone()).await.unwrap();
        let mut rounds = Vec::new();
        loop {
            let mut tx = store.write().await.unwrap();
            let rotated = tx.rotate_keys(2).await.unwrap();
            tx.commit().await.unwrap();
            if rotated == 0 {
                break;
            }
            rounds.push(rotated);
        }
        assert_eq!(rounds, [6, 2, 1]);
        store.close().await;

        let new_only: String = ring.to_text().lines().filter(|line| !line.starts_with("k1:")).map(|l| format!("{l}\n")).collect();
        let store = Store::open(&address.0, KeyRing::parse(&new_only).unwrap()).await.unwrap();
        let mut tx = store.read().await.unwrap();
        assert_eq!(tx.petitioner(PARK).await.unwrap(), Some(petitioner(PARK, "박시민")));
        assert_eq!(tx.find_petitioners(LookUp::Name("박시민")).await.unwrap(), [PARK]);
        assert_eq!(tx.second_factor(KIM).await.unwrap().unwrap().secret, SECRET);
        let notices = tx.notices_of(CASE, None, 10).await.unwrap();
        assert_eq!(notices[0].notice.id, NoticeId(Uuid::from_u128(1)));
        assert_eq!(notices[0].notice.body, "박시민 님의 민원이 접수되었습니다.");
        assert_eq!(at(0), notices[0].notice.created_at);
        let told = tx.account_notices_of(KIM, 10).await.unwrap().remove(0).notice;
        assert_eq!(told.body, account_notices::BODY);
        assert!(matches!(told.about, About::Account { address: Some(address), .. } if address.starts_with("before@")));
    }

    async fn a_ring_without_the_key_opens_nothing(address: Address) {
        let store = Store::open(&address.0, keys()).await.unwrap();
        settle_with_case(&store).await;
        store.close().await;
        let text = KeyRing::generate().with_new_key().to_text().replace("k1:", "k7:");
        let store = Store::open(&address.0, KeyRing::parse(&text).unwrap()).await.unwrap();
        let error = store.read().await.unwrap().petitioner(PARK).await.unwrap_err();
        assert!(error.to_string().contains("no key \"k1\""), "{error}");
    }
}
