//! The organisation goes in whole and comes out whole.

use domain::id::OfficerId;
use domain::org::Origin;
use store::Store;
use uuid::Uuid;

use crate::fixture::{CHOI, KIM, PARKING, PHARMACY, SONGPA, agency, departments, officer, officers, settle};

testkit::both_databases! {
    async fn what_was_put_is_what_the_chart_says(store: Store) {
        settle(&store).await;
        let mut tx = store.read().await.unwrap();
        let chart = tx.org_chart().await.unwrap();
        assert_eq!(chart.agency(SONGPA), Some(&agency()));
        for department in departments() {
            assert_eq!(chart.department(department.id), Some(&department));
        }
        for officer in officers() {
            assert_eq!(chart.officer(officer.id), Some(&officer));
            assert_eq!(tx.officer(officer.id).await.unwrap().as_ref(), Some(&officer));
            assert_eq!(tx.officer_by_login(&officer.login).await.unwrap(), Some(officer));
        }
        assert_eq!(tx.officer_by_login("nobody").await.unwrap(), None);
    }

    async fn putting_again_changes(store: Store) {
        settle(&store).await;
        let mut choi = officer(CHOI, PHARMACY, "choi2", "최약국");
        (choi.origin, choi.active) = (Origin::ByHand, false);
        let mut tx = store.write().await.unwrap();
        tx.put_officers(std::slice::from_ref(&choi)).await.unwrap();
        let mut renamed = agency();
        renamed.name = "송파구청".into();
        tx.put_agencies(std::slice::from_ref(&renamed)).await.unwrap();
        let mut pharmacy = departments().swap_remove(0);
        pharmacy.duties.push("마약류".into());
        tx.put_departments(std::slice::from_ref(&pharmacy)).await.unwrap();
        tx.commit().await.unwrap();
        let chart = store.read().await.unwrap().org_chart().await.unwrap();
        assert_eq!(chart.officer(CHOI), Some(&choi));
        assert_eq!(chart.agency(SONGPA), Some(&renamed));
        assert_eq!(chart.department(PHARMACY), Some(&pharmacy));
    }

    async fn a_login_that_is_taken_is_a_conflict(store: Store) {
        settle(&store).await;
        let twin = officer(OfficerId(Uuid::from_u128(0x99)), PARKING, "kim", "김쌍둥");
        let mut tx = store.write().await.unwrap();
        assert!(tx.put_officers(&[twin]).await.unwrap_err().is_conflict());
    }

    async fn thousands_go_in_at_once(store: Store) {
        settle(&store).await;
        let many: Vec<_> = (0..1_234_u128)
            .map(|n| officer(OfficerId(Uuid::from_u128(0x1000 + n)), PARKING, &format!("o{n}"), "아무개"))
            .collect();
        let mut tx = store.write().await.unwrap();
        tx.put_officers(&many).await.unwrap();
        tx.commit().await.unwrap();
        let chart = store.read().await.unwrap().org_chart().await.unwrap();
        assert_eq!(chart.officers_of(PARKING).len(), 1_235);
        assert!(chart.officer(KIM).is_some());
    }
}
