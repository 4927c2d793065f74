//! What administrators keep: codes, templates, texts, reviews, and what they look through.

use domain::complaint::Kind;
use domain::id::NoticeId;
use domain::period::Period;
use jiff::SignedDuration;
use jiff::civil::date;
use store::{
    Access, AccessCursor, AccessFilter, AccessReview, Chain, DispatchFilter, KeptCategory, KeptTask,
    KeptTemplate, KeptText, NewNotice, NoticeState, Owner, Store, StoreError, Tally, TemplatesFor,
};
use uuid::Uuid;

use crate::fixture::{CASE, KIM, LEE, PARK, PHARMACY, SONGPA, agency, at, settle, settle_with_case};

fn category(n: u128, name: &str) -> KeptCategory {
    KeptCategory {
        id: Uuid::from_u128(n),
        name: name.into(),
        kind: None,
        from: date(2026, 1, 1),
        until: None,
    }
}

fn task(until: Option<jiff::civil::Date>) -> KeptTask {
    KeptTask {
        id: Uuid::from_u128(9),
        name: "약국 개설등록".into(),
        period: Period::Days(3),
        category: Some("보건".into()),
        basis: "약사법 제20조".into(),
        from: date(2026, 1, 1),
        until,
    }
}

fn template(n: u128, name: &str) -> KeptTemplate {
    KeptTemplate {
        id: Uuid::from_u128(n),
        name: name.into(),
        kind: None,
        category: None,
        agency: None,
        department: None,
        body: "{접수번호}".into(),
        version: 1,
        ended_at: None,
        changed_at: at(0),
        changed_by: Some(KIM),
    }
}

fn log_in(n: i64, account: &str, outcome: &str) -> Access {
    Access {
        at: at(n),
        account: Some(account.into()),
        ip: None,
        action: "log-in".into(),
        subject: None,
        outcome: outcome.into(),
    }
}

fn period(from: i64, to: i64) -> AccessFilter {
    AccessFilter { from: at(from), to: at(to), account: None, action: None, outcome: None }
}

testkit::both_databases! {
    async fn a_change_of_facts_raises_their_version(store: Store) {
        let version = async || store.read().await.unwrap().facts_version().await.unwrap();
        let before = version().await;
        settle(&store).await;
        assert!(version().await > before, "a new organisation");
        let settled = version().await;
        let mut tx = store.write().await.unwrap();
        tx.put_agencies(&[agency()]).await.unwrap();
        tx.rollback().await.unwrap();
        assert_eq!(version().await, settled, "what was undone did not happen");
        let mut tx = store.write().await.unwrap();
        tx.change_calendar(&store::CalendarChange::default(), Some(KIM), at(0)).await.unwrap();
        tx.commit().await.unwrap();
        assert!(version().await > settled, "a new calendar");
    }

    async fn codes_are_offered_from_their_first_day_to_their_last(store: Store) {
        settle(&store).await;
        let mut tx = store.write().await.unwrap();
        let ended = KeptCategory { until: Some(date(2026, 3, 9)), kind: Some(Kind::Inquiry), ..category(3, "옛 분류") };
        let later = KeptCategory { from: date(2026, 4, 1), ..category(4, "새 분류") };
        for kept in [&category(1, "교통"), &category(2, "환경"), &ended, &later] {
            tx.put_category(kept, Some(KIM), at(0)).await.unwrap();
        }
        tx.put_task(&task(None), Some(KIM), at(0)).await.unwrap();
        tx.commit().await.unwrap();
        let mut tx = store.write().await.unwrap();
        let today = date(2026, 3, 10);
        let offered = tx.categories_on(today, 10).await.unwrap();
        assert_eq!(offered.iter().map(|c| c.name.as_str()).collect::<Vec<_>>(), ["교통", "환경"]);
        assert_eq!(tx.category(ended.id).await.unwrap(), ended);
        let first = tx.categories(None, 2).await.unwrap();
        let last = first.last().unwrap();
        let rest = tx.categories(Some((&last.name, last.id)), 10).await.unwrap();
        assert_eq!((first.len(), rest.len()), (2, 2));
        assert_eq!(tx.tasks_on(today, 10).await.unwrap(), [task(None)]);
        tx.put_task(&task(Some(date(2026, 3, 9))), Some(LEE), at(1)).await.unwrap();
        assert!(tx.tasks_on(today, 10).await.unwrap().is_empty());
        assert_eq!(tx.tasks(None, 10).await.unwrap().len(), 1);
        assert!(matches!(tx.task(Uuid::from_u128(99)).await, Err(StoreError::NotFound(_))));
    }

    async fn the_template_closest_to_a_file_comes_first(store: Store) {
        settle(&store).await;
        let mut tx = store.write().await.unwrap();
        let own = KeptTemplate { agency: Some(SONGPA), department: Some(PHARMACY), ..template(1, "하") };
        let kind = KeptTemplate { kind: Some(Kind::Inquiry), ..template(2, "나") };
        let other = KeptTemplate { kind: Some(Kind::Grievance), ..template(3, "다") };
        for kept in [&own, &kind, &other, &template(4, "가")] {
            tx.add_template(kept).await.unwrap();
        }
        tx.commit().await.unwrap();
        let mut tx = store.read().await.unwrap();
        let file = TemplatesFor {
            kind: Some(Kind::Inquiry), agency: Some(SONGPA), department: Some(PHARMACY), ..TemplatesFor::default()
        };
        let found = tx.templates_for(file, 10).await.unwrap();
        assert_eq!(found.iter().map(|t| t.name.as_str()).collect::<Vec<_>>(), ["하", "나", "가"]);
        let nowhere = tx.templates_for(TemplatesFor::default(), 10).await.unwrap();
        assert_eq!(nowhere.iter().map(|t| t.name.as_str()).collect::<Vec<_>>(), ["가"]);
        assert_eq!(tx.templates(Some(SONGPA), None, 10).await.unwrap(), [own]);
    }

    async fn of_two_who_change_a_template_one_is_told(store: Store) {
        settle(&store).await;
        let mut tx = store.write().await.unwrap();
        tx.add_template(&template(1, "가")).await.unwrap();
        let changed = KeptTemplate { body: "나".into(), ..template(1, "가") };
        tx.change_template(&changed).await.unwrap();
        assert!(matches!(tx.change_template(&changed).await, Err(StoreError::Conflict(_))));
        let now = tx.template(changed.id).await.unwrap();
        assert_eq!((now.version, now.body.as_str()), (2, "나"));
        tx.change_template(&KeptTemplate { ended_at: Some(at(5)), ..now }).await.unwrap();
        assert!(tx.templates(None, None, 10).await.unwrap().is_empty());
    }

    async fn a_text_replaces_ours_until_it_is_dropped(store: Store) {
        settle(&store).await;
        let text = KeptText {
            template: "received".into(), reader: "citizen".into(), channel: "sms".into(), subject: String::new(),
            body: "{번호}".into(), changed_at: at(0), changed_by: Some(KIM),
        };
        let mut tx = store.write().await.unwrap();
        tx.put_notice_text(&text).await.unwrap();
        let later = KeptText { body: "접수 {번호}".into(), changed_at: at(9), ..text };
        tx.put_notice_text(&later).await.unwrap();
        assert_eq!(tx.notice_texts().await.unwrap(), std::slice::from_ref(&later));
        assert_eq!(tx.notice_texts_of("received", "citizen").await.unwrap(), [later]);
        assert!(tx.notice_texts_of("received", "staff").await.unwrap().is_empty());
        tx.drop_notice_text("received", "citizen", "sms").await.unwrap();
        assert!(tx.notice_texts().await.unwrap().is_empty());
    }

    async fn a_notice_keeps_the_words_of_its_channels_sealed(store: Store) {
        settle_with_case(&store).await;
        let texts = [("sms".to_owned(), "짧은 글".to_owned())].into();
        let notice = NewNotice {
            id: NoticeId(Uuid::from_u128(1)), complaint: CASE, event_seq: 1, to: Owner::Petitioner(PARK),
            channels: vec!["sms".into(), "mail".into()], owed: false, subject: "제목".into(), body: "긴 글".into(),
            channel_texts: texts, delivery_key: "CASE:1:Filed:p".into(), created_at: at(0), next_at: at(0),
        };
        let plain = NewNotice {
            id: NoticeId(Uuid::from_u128(2)), channel_texts: Default::default(), delivery_key: "k2".into(),
            channels: vec!["mail".into()], created_at: at(1), ..notice.clone()
        };
        let mut tx = store.write().await.unwrap();
        tx.put_notices(&[notice.clone(), plain]).await.unwrap();
        tx.commit().await.unwrap();
        let mut tx = store.write().await.unwrap();
        let shown = tx.notices_of(CASE, None, 10).await.unwrap();
        assert_eq!(shown[1].notice.channel_texts, notice.channel_texts);
        assert!(shown[0].notice.channel_texts.is_empty());
        let filter = DispatchFilter { from: at(0), to: at(1), state: None, channel: None };
        let listed = tx.dispatched(&filter, None, 10).await.unwrap();
        assert_eq!(listed.iter().map(|row| row.id).collect::<Vec<_>>(), [shown[0].notice.id, shown[1].notice.id]);
        assert_eq!(listed[0].number, "F20260310000001");
        let rest = tx.dispatched(&filter, Some((listed[0].created_at, listed[0].id)), 10).await.unwrap();
        assert_eq!(rest.len(), 1);
        let by_sms = DispatchFilter { channel: Some("sms".into()), ..filter.clone() };
        assert_eq!(tx.dispatched(&by_sms, None, 10).await.unwrap()[0].id, notice.id);
        let failed = DispatchFilter { state: Some(NoticeState::Failed), ..filter };
        assert!(tx.dispatched(&failed, None, 10).await.unwrap().is_empty());
        tx.notice_is_listed(notice.id).await.unwrap();
        assert!(matches!(tx.notice_is_listed(NoticeId(Uuid::from_u128(77))).await, Err(StoreError::NotFound(_))));
    }

    async fn the_log_is_searched_and_verified_from_a_line_on(store: Store) {
        let mut tx = store.write().await.unwrap();
        for n in 0..6 {
            let who = if n % 2 == 0 { "kim" } else { "lee" };
            tx.log_access(&log_in(n, who, if n == 3 { "wrong" } else { "ok" })).await.unwrap();
        }
        tx.commit().await.unwrap();
        let mut tx = store.read().await.unwrap();
        let first = tx.accesses_found(&period(1, 4), None, 3).await.unwrap();
        assert_eq!(first.iter().map(|l| l.seq).collect::<Vec<_>>(), [5, 4, 3]);
        let last = first.last().unwrap();
        let before = Some(AccessCursor { at: last.access.at, seq: last.seq });
        let rest = tx.accesses_found(&period(1, 4), before, 3).await.unwrap();
        assert_eq!(rest.iter().map(|l| l.seq).collect::<Vec<_>>(), [2]);
        let lees = AccessFilter { account: Some("lee".into()), outcome: Some("ok".into()), ..period(0, 9) };
        assert_eq!(tx.accesses_found(&lees, None, 9).await.unwrap().len(), 2);
        assert_eq!(tx.first_access_from(at(4)).await.unwrap(), Some(5));
        assert_eq!(tx.verify_accesses_from(Some(5)).await.unwrap(), Chain::Whole { lines: 2 });
        assert!(tx.has_accesses("kim", at(0), at(1)).await.unwrap());
        assert!(!tx.has_accesses("kim", at(1), at(2)).await.unwrap());
        let tally = |account: &str, times| Tally { account: account.into(), times };
        assert_eq!(tx.log_ins_between(at(0), at(4)).await.unwrap(), [tally("kim", 2), tally("lee", 1)]);
        assert_eq!(tx.failed_log_ins(at(0), at(9), 1).await.unwrap(), [tally("lee", 1)]);
        assert!(tx.frequent_openings(at(0), at(9), 1).await.unwrap().is_empty());
    }

    async fn reviews_of_a_month_are_kept_with_what_stood_out(store: Store) {
        settle(&store).await;
        let review = AccessReview {
            id: Uuid::from_u128(1), month: "2026-02".into(), reviewer: KIM, remarks: "없음".into(),
            findings: "야간 0".into(), at: at(0) + SignedDuration::from_hours(1),
        };
        let mut tx = store.write().await.unwrap();
        tx.put_access_review(&review).await.unwrap();
        assert_eq!(tx.access_reviews("2026-02").await.unwrap(), [review]);
        assert!(tx.access_reviews("2026-03").await.unwrap().is_empty());
    }
}
