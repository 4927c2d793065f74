//! Letters about an officer's own account: written with the change, delivered like any other, in no list of complaints.

use domain::account::AccountChange;
use domain::id::NoticeId;
use jiff::SignedDuration;
use store::{
    About, Account, ClockSet, DispatchFilter, NewAccountNotice, NoticeState, Owner, Settled, Store, Write,
};
use testkit::databases::{Address, keys};
use testkit::rows::{as_it_lies, tamper};
use uuid::Uuid;

use crate::fixture::{CASE, KIM, LEE, PARK, at, settle, settle_with_case};
use crate::outbox::{attempt, claim, notice, put};

pub(crate) const BODY: &str = "김의약 님, 응답소 계정에 패스키가 등록되었습니다.";
const MAIL: &str = "before@songpa.example";

pub(crate) fn account_notice(n: u128) -> NewAccountNotice {
    NewAccountNotice {
        id: NoticeId(Uuid::from_u128(0xac00 + n)),
        to: KIM,
        change: AccountChange::PasskeyAdded,
        address: Some(MAIL.into()),
        subject: "[응답소] 계정 변경 알림 - 패스키 등록".into(),
        body: BODY.into(),
        at: at(0),
    }
}

async fn put_account(store: &Store, notices: &[NewAccountNotice]) {
    let mut tx = store.write().await.unwrap();
    for notice in notices {
        tx.put_account_notice(notice).await.unwrap();
    }
    tx.commit().await.unwrap();
}

async fn with_account(tx: &mut Write) {
    let account = Account {
        login: "kim".into(),
        owner: Owner::Officer(KIM),
        password_hash: "$argon2id$first".into(),
        must_change: false,
        changed_at: at(0),
    };
    tx.put_accounts(&[account]).await.unwrap();
}

testkit::both_databases! {
    async fn it_is_claimed_tried_and_settled_like_any_other_and_first(store: Store) {
        settle_with_case(&store).await;
        put(&store, &[notice(1, Owner::Petitioner(PARK))]).await;
        put_account(&store, &[account_notice(1)]).await;
        let claimed = claim(&store, 0, 1).await.remove(0);
        let address = Some(MAIL.to_owned());
        assert!(claimed.about == About::Account { change: AccountChange::PasskeyAdded, address });
        assert_eq!((claimed.to, &claimed.body[..], claimed.attempts), (Owner::Officer(KIM), BODY, 1));
        assert_eq!(claimed.channels, ["mail"]);
        assert!(matches!(claim(&store, 0, 8).await[..], [store::Notice { about: About::Case { .. }, .. }]));
        assert!(claim(&store, 59, 8).await.is_empty(), "both are in somebody's hands");

        let mut tx = store.write().await.unwrap();
        tx.record_attempt(&claimed, &attempt("mail", false, 1)).await.unwrap();
        tx.settle_notice(&claimed, Settled::Retry(at(2))).await.unwrap();
        tx.commit().await.unwrap();
        let again = claim(&store, 2, 1).await.remove(0);
        let mut tx = store.write().await.unwrap();
        assert!(tx.settle_notice(&claimed, Settled::Sent).await.is_err(), "whose claim ran out settles nothing");
        assert_eq!(tx.attempts_at(&again).await.unwrap(), [attempt("mail", false, 1)]);
        tx.record_attempt(&again, &attempt("mail", true, 3)).await.unwrap();
        tx.settle_notice(&again, Settled::Sent).await.unwrap();
        tx.commit().await.unwrap();
        let shown = store.read().await.unwrap().account_notices_of(KIM, 10).await.unwrap().remove(0);
        assert_eq!((shown.notice.state, shown.attempts.len()), (NoticeState::Sent, 2));
    }

    async fn it_is_in_the_figures_and_in_no_list_of_complaints(store: Store) {
        settle_with_case(&store).await;
        put(&store, &[store::NewNotice { created_at: at(5), next_at: at(5), ..notice(1, Owner::Petitioner(PARK)) }]).await;
        put_account(&store, &[account_notice(1), account_notice(2)]).await;
        let first = claim(&store, 0, 1).await.remove(0);
        let mut tx = store.write().await.unwrap();
        tx.settle_notice(&first, Settled::GivenUp).await.unwrap();
        tx.commit().await.unwrap();
        let mut tx = store.read().await.unwrap();
        let outbox = tx.outbox_waiting().await.unwrap();
        assert_eq!((outbox.waiting, outbox.failed, outbox.oldest), (2, 1, Some(at(0))));
        assert_eq!(tx.count_notices().await.unwrap(), [(NoticeState::GivenUp, 1), (NoticeState::Pending, 2)]);
        assert_eq!(tx.notices_of(CASE, None, 10).await.unwrap().len(), 1);
        let all = DispatchFilter { from: at(-1000), to: at(1000), state: None, channel: None };
        assert_eq!(tx.dispatched(&all, None, 10).await.unwrap().len(), 1);
        assert!(tx.notice_is_listed(first.id).await.is_err());
        drop(tx);
        let mut tx = store.write().await.unwrap();
        assert!(tx.retry_notice(first.id, at(0)).await.is_err(), "by its number it is not found there either");
        assert_eq!(tx.retry_account_notices(LEE, at(9)).await.unwrap(), 0, "another's");
        assert_eq!(tx.retry_account_notices(KIM, at(9)).await.unwrap(), 1);
        assert_eq!(tx.retry_account_notices(KIM, at(9)).await.unwrap(), 0, "what waits need not be tried again");
    }

    async fn change_and_letter_are_dropped_together(store: Store) {
        settle(&store).await;
        let mut tx = store.write().await.unwrap();
        with_account(&mut tx).await;
        tx.commit().await.unwrap();
        for (commit, hash, letters) in [(false, "$argon2id$first", 0), (true, "$argon2id$second", 1)] {
            let mut tx = store.write().await.unwrap();
            tx.set_password("kim", "$argon2id$second", false, at(60)).await.unwrap();
            tx.put_account_notice(&account_notice(1)).await.unwrap();
            if commit { tx.commit().await.unwrap() } else { drop(tx) }
            let mut tx = store.read().await.unwrap();
            assert_eq!(tx.account("kim").await.unwrap().unwrap().password_hash, hash);
            assert_eq!(tx.account_notices_of(KIM, 10).await.unwrap().len(), letters);
        }
    }

    async fn neither_words_nor_address_lie_there_in_the_clear(address: Address) {
        let store = Store::open(&address.0, keys()).await.unwrap();
        settle(&store).await;
        put_account(&store, &[account_notice(1)]).await;
        store.close().await;
        let all = as_it_lies(&address.0).await;
        assert!(all.contains("passkey-added"));
        for clear in [MAIL, "패스키가 등록", "계정 변경 알림"] {
            assert!(!all.contains(clear), "{clear}");
        }
    }

    /// The statement by which a program that knows nineteen migrations takes what is due.
    async fn an_older_program_beside_this_one_takes_its_own_and_leaves_these(address: Address) {
        let store = Store::open(&address.0, keys()).await.unwrap();
        settle_with_case(&store).await;
        put(&store, &[notice(1, Owner::Petitioner(PARK))]).await;
        put_account(&store, &[account_notice(1)]).await;
        let older = format!(
            "update outbox set locked_until = {until}, next_at = {until}, attempts = attempts + 1 where id in (
                 select id from outbox where state = 'pending' and next_at <= {until}
                 order by next_at, id limit 8)
             returning id, complaint_id, event_seq, officer_id, petitioner_id",
            until = at(60).as_microsecond()
        );
        tamper(&address.0, &older).await;
        let left = claim(&store, 1, 8).await;
        assert!(matches!(left[..], [store::Notice { about: About::Account { .. }, attempts: 1, .. }]));
        let of_case = store.read().await.unwrap().notices_of(CASE, None, 8).await.unwrap();
        assert_eq!(of_case[0].notice.attempts, 1, "that was the older program");
        store.close().await;
        let all = as_it_lies(&address.0).await.replace(' ', "");
        assert!(all.contains("[20,19]"), "it goes on beside this one");
    }

    async fn a_clock_that_is_set_takes_it_out_of_nobodys_hands(store: Store) {
        settle(&store).await;
        put_account(&store, &[account_notice(1)]).await;
        assert_eq!(claim(&store, 0, 8).await.len(), 1);
        let mut tx = store.write().await.unwrap();
        tx.clock_was_set(ClockSet { from: at(1), to: at(3601) }, SignedDuration::from_mins(5)).await.unwrap();
        tx.commit().await.unwrap();
        assert!(claim(&store, 3601, 8).await.is_empty());
        assert_eq!(claim(&store, 3660, 8).await.len(), 1, "after as long as it would have been");
    }

    async fn what_was_told_long_ago_goes_with_its_tries(store: Store) {
        settle(&store).await;
        let late = NewAccountNotice { at: at(100), ..account_notice(2) };
        put_account(&store, &[account_notice(1), late]).await;
        for claimed in claim(&store, 100, 8).await {
            let mut tx = store.write().await.unwrap();
            tx.record_attempt(&claimed, &attempt("mail", true, 100)).await.unwrap();
            tx.settle_notice(&claimed, Settled::Sent).await.unwrap();
            tx.commit().await.unwrap();
        }
        let mut tx = store.write().await.unwrap();
        assert_eq!(tx.prune_account_notices(at(100)).await.unwrap(), 1);
        tx.commit().await.unwrap();
        let kept = store.read().await.unwrap().account_notices_of(KIM, 10).await.unwrap();
        assert_eq!((kept.len(), kept[0].attempts.len()), (1, 1));
    }

    async fn the_newest_are_those_of_either_kind_whether_they_left_or_not(store: Store) {
        settle_with_case(&store).await;
        let letters = [1, 2, 4].map(|n| store::NewNotice {
            created_at: at(n),
            ..notice(n.unsigned_abs().into(), Owner::Petitioner(PARK))
        });
        put(&store, &letters).await;
        let of_account = NewAccountNotice { at: at(3), ..account_notice(3) };
        put_account(&store, std::slice::from_ref(&of_account)).await;
        let mut tx = store.write().await.unwrap();
        for claimed in tx.claim_notices(at(4), at(64), 9).await.unwrap() {
            if claimed.id == letters[2].id {
                tx.settle_notice(&claimed, Settled::Sent).await.unwrap();
            }
        }
        tx.commit().await.unwrap();
        let newest = store.read().await.unwrap().newest_notices(3).await.unwrap();
        let newest: Vec<_> = newest.iter().map(|with| (with.notice.id, with.notice.state)).collect();
        let expected = [
            (letters[2].id, NoticeState::Sent),
            (of_account.id, NoticeState::Pending),
            (letters[1].id, NoticeState::Pending),
        ];
        assert_eq!(newest, expected);
    }
}
