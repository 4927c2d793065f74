//! Idempotency keys: the same request twice is done once, another under the same key is refused.

use casework::intake::{self, HandedInBy};
use casework::{NotDone, Once, Order, done_before};
use domain::actor::Actor;
use domain::complaint::{Number, Ruling};
use testkit::office::{TestOffice, submission};
use testkit::say;
use testkit::world::{JEONG, KIM, LEE};

use crate::peek::{folds, officer};

fn once(key: &str, request: &str) -> Option<Once> {
    Some(Once { key: key.into(), request_hash: request.into() })
}

async fn interim(
    office: &TestOffice,
    by: &Actor,
    number: &Number,
    once: Option<Once>,
) -> Result<u64, NotDone> {
    let order = Order { once, ..Order::plain(say::interim()) };
    casework::perform(&office.office, by, number, &order).await.map(|after| after.version)
}

testkit::both_databases! {
    async fn the_same_request_twice_is_done_once(office: TestOffice) {
        let number = office.accepted().await;
        let first = interim(&office, &officer(KIM), &number, once("k", "one")).await.unwrap();
        assert_eq!(interim(&office, &officer(KIM), &number, once("k", "one")).await.unwrap(), first);
        assert_eq!(office.stored(&number).await.interim_answers, 1);
        assert_eq!(interim(&office, &officer(KIM), &number, once("l", "one")).await.unwrap(), first + 1);
        folds(&office, &number).await;
    }

    async fn another_request_under_the_same_key_is_refused(office: TestOffice) {
        let number = office.accepted().await;
        interim(&office, &officer(KIM), &number, once("k", "one")).await.unwrap();
        let reused = interim(&office, &officer(KIM), &number, once("k", "two")).await;
        assert!(matches!(reused, Err(NotDone::KeyReused)), "{reused:?}");
        assert_eq!(office.stored(&number).await.interim_answers, 1);
    }

    async fn keys_are_ones_own(office: TestOffice) {
        let number = office.accepted().await;
        interim(&office, &officer(KIM), &number, once("k", "one")).await.unwrap();
        let order = Order { once: once("k", "two"), ..Order::plain(say::recall()) };
        casework::perform(&office.office, &officer(LEE), &number, &order).await.unwrap();
    }

    async fn a_refused_request_leaves_its_key_free(office: TestOffice) {
        let number = office.at_department().await;
        let order = Order { once: once("k", "one"), ..Order::plain(say::approve()) };
        assert!(casework::perform(&office.office, &officer(LEE), &number, &order).await.is_err());
        let order = Order { once: once("k", "two"), ..Order::plain(say::assign(KIM)) };
        casework::perform(&office.office, &officer(LEE), &number, &order).await.unwrap();
    }

    async fn a_double_click_does_it_once(office: TestOffice) {
        let number = office.accepted().await;
        for round in 0..20 {
            let key = format!("click-{round}");
            let by = officer(KIM);
            let click = || interim(&office, &by, &number, once(&key, "one"));
            let (a, b, c) = tokio::join!(click(), click(), click());
            assert_eq!((a.unwrap(), b.unwrap()), (c.unwrap(), office.stored(&number).await.version), "round {round}");
            assert_eq!(office.stored(&number).await.interim_answers, round + 1);
        }
        folds(&office, &number).await;
    }

    async fn a_form_sent_twice_at_once_is_filed_once(office: TestOffice) {
        for round in 0..20 {
            let key = format!("form-{round}");
            let send = || intake::file(&office.office, HandedInBy::Citizen, submission(), once(&key, "one"));
            let (a, b) = tokio::join!(send(), send());
            let (a, b) = (a.unwrap(), b.unwrap());
            assert_eq!(a.complaint.id, b.complaint.id, "round {round}");
            assert!(a.secret.is_some() && a.secret == b.secret, "whoever lost the first answer is given the same secret");
        }
        let last = office.file().await.complaint;
        assert!(last.application_number.as_str().ends_with("000021"), "no number was lost: {}", last.application_number);
    }

    async fn an_act_that_takes_the_file_out_of_sight_is_answered_alike_to_its_twins_and_to_nobody_else(office: TestOffice) {
        for round in 0..10 {
            let number = office.at_department().await;
            office.act(&officer(LEE), &number, say::request_reassignment()).await;
            let key = format!("away-{round}");
            let by = officer(JEONG);
            let order = Order { once: once(&key, "one"), ..Order::plain(say::rule(Ruling::PassedUp)) };
            let away = || casework::perform(&office.office, &by, &number, &order);
            let (a, b, c) = tokio::join!(away(), away(), away());
            let done = office.stored(&number).await.version;
            assert_eq!([a, b, c].map(|done| done.unwrap().version), [done; 3], "round {round}");
            let again = done_before(&office.office, &by, order.once.as_ref()).await.unwrap();
            assert_eq!(again.map(|file| file.version), Some(done), "round {round}");
            let other = done_before(&office.office, &officer(LEE), order.once.as_ref()).await.unwrap();
            assert!(other.is_none(), "a key is one's own");
        }
    }

    /// The writer of the embedded database is everybody's: a key that nobody has used does not wait for it.
    async fn whoever_asks_under_an_unknown_key_waits_for_no_change_under_way(office: TestOffice) {
        let mut long = office.store().write().await.unwrap();
        long.put_setting("theme", "dark", None, office.office.now()).await.unwrap();
        let unknown = done_before(&office.office, &officer(KIM), once("never", "one").as_ref()).await.unwrap();
        assert!(unknown.is_none());
        long.rollback().await.unwrap();
    }
}
