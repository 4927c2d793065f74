//! Idempotency keys, openings, settings, job runs, imports.

use store::{KeptResponse, Opening, OpeningsOf, Store};
use uuid::Uuid;

use crate::fixture::{CASE, KIM, LEE, PARK, at, settle_with_case};

fn response(text: &str) -> KeptResponse {
    KeptResponse { request_hash: "hash".into(), response: text.into() }
}

testkit::both_databases! {
    async fn an_answer_is_kept_under_its_key_for_its_actor(store: Store) {
        let mut tx = store.write().await.unwrap();
        tx.keep_response("kim", "key-1", &response("{}"), at(0)).await.unwrap();
        tx.commit().await.unwrap();
        let mut tx = store.write().await.unwrap();
        assert_eq!(tx.kept_response("kim", "key-1").await.unwrap(), Some(response("{}")));
        assert_eq!(tx.kept_response("lee", "key-1").await.unwrap(), None);
        assert_eq!(tx.kept_response("kim", "key-2").await.unwrap(), None);
        assert_eq!(tx.prune_responses(at(0)).await.unwrap(), 0);
        tx.keep_response("kim", "key-1", &response("other"), at(1)).await.unwrap();
        assert!(tx.commit().await.unwrap_err().is_conflict());
        let mut tx = store.write().await.unwrap();
        assert_eq!(tx.prune_responses(at(1)).await.unwrap(), 1);
    }

    async fn two_twins_at_once_and_one_is_a_conflict(store: Store) {
        let ask = |store: Store| async move {
            let mut tx = store.write().await?;
            tx.keep_response("kim", "key-1", &response("{}"), at(0)).await?;
            tx.commit().await
        };
        let (one, two) = tokio::join!(ask(store.clone()), ask(store.clone()));
        assert_eq!(u8::from(one.is_ok()) + u8::from(two.is_ok()), 1);
        assert!(one.and(two).unwrap_err().is_conflict());
    }

    async fn openings_are_listed_by_case_and_by_officer(store: Store) {
        settle_with_case(&store).await;
        let opening = |n: u128, officer, seconds| Opening {
            id: Uuid::from_u128(n),
            at: at(seconds),
            officer,
            complaint: Some(CASE),
            petitioner: Some(PARK),
            what: "name, phone".into(),
            purpose: "현장 확인 연락".into(),
        };
        let (first, second, third) = (opening(1, KIM, 0), opening(2, LEE, 1), opening(3, KIM, 1));
        let mut tx = store.write().await.unwrap();
        for opening in [&first, &second, &third] {
            tx.put_opening(opening).await.unwrap();
        }
        let of_case = OpeningsOf::Complaint(CASE);
        assert_eq!(tx.openings(of_case, None, 2).await.unwrap(), [third.clone(), second.clone()]);
        assert_eq!(tx.openings(of_case, Some((second.at, second.id)), 2).await.unwrap(), std::slice::from_ref(&first));
        assert_eq!(tx.openings(OpeningsOf::Officer(KIM), None, 9).await.unwrap(), [third, first]);
    }

    async fn a_setting_is_the_last_one_put(store: Store) {
        let mut tx = store.write().await.unwrap();
        assert_eq!(tx.setting("outage").await.unwrap(), None);
        tx.put_setting("outage", "on", None, at(0)).await.unwrap();
        tx.put_setting("outage", "off", None, at(1)).await.unwrap();
        assert_eq!(tx.setting("outage").await.unwrap().as_deref(), Some("off"));
        assert_eq!(tx.settings().await.unwrap().len(), 1);
    }

    async fn one_server_runs_a_job(store: Store) {
        let mut tx = store.write().await.unwrap();
        assert!(tx.claim_job("sweep", at(0), at(60)).await.unwrap());
        assert!(!tx.claim_job("sweep", at(59), at(119)).await.unwrap());
        assert!(tx.claim_job("deliver", at(59), at(119)).await.unwrap());
        // The first server died: its claim runs out.
        assert!(tx.claim_job("sweep", at(60), at(120)).await.unwrap());
        tx.finish_job("sweep", at(70), "3건").await.unwrap();
        let runs = tx.job_runs().await.unwrap();
        assert_eq!(runs.iter().map(|run| run.name.as_str()).collect::<Vec<_>>(), ["deliver", "sweep"]);
        assert_eq!((runs[0].started_at, runs[0].finished_at), (at(59), None));
        assert_eq!((runs[1].started_at, runs[1].finished_at), (at(60), Some(at(70))));
        assert_eq!(runs[1].result.as_deref(), Some("3건"));
        assert!(tx.claim_job("sweep", at(71), at(131)).await.unwrap());
    }

    async fn an_imported_line_comes_once(store: Store) {
        let mut tx = store.write().await.unwrap();
        tx.put_import("petitions", 1, "F20260310000001", at(0)).await.unwrap();
        tx.put_import("petitions", 2, "F20260310000002", at(0)).await.unwrap();
        tx.put_import("others", 1, "F20260310000003", at(0)).await.unwrap();
        let lines = tx.imported("petitions").await.unwrap();
        assert_eq!(lines.into_iter().collect::<Vec<_>>(), [
            (1, "F20260310000001".to_owned()), (2, "F20260310000002".to_owned())]);
        assert!(tx.put_import("petitions", 1, "F20260310000009", at(0)).await.unwrap_err().is_conflict());
    }
}
