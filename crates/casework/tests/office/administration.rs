//! What administrators change: seen by every process, shown before it happens, and told in the office's words.

use std::sync::Arc;

use casework::access_review;
use casework::back_entry::{self, Paper};
use casework::outages::{self, NotChanged};
use casework::sweeps::{Change, preview, recompute};
use casework::{Clock, MovableClock, NotDone, Office, Submission, texts};
use domain::calendar::Designation;
use domain::complaint::{Channel, Event, Kind, Visibility};
use domain::deadline::{Outage, OutageRefusal};
use domain::desk::seoul_date;
use jiff::civil::date;
use jiff::{SignedDuration, Timestamp};
use store::{AccessFilter, CalendarChange, KeptOutage, KeptText, NoticeWithAttempts};
use testkit::office::{TestOffice, submission};
use testkit::world::{self, HAN, KIM, SEOUL, SI, seoul_time};
use uuid::Uuid;
use words::notice::Reader;

use crate::peek::officer;
use crate::people::{from, who};

fn bridge_day() -> Designation {
    Designation {
        date: date(2026, 3, 13), name: "임시공휴일".into(), source: "국무회의 의결".into()
    }
}

/// Another server over the same database.
async fn another(office: &TestOffice) -> Office {
    let clock = Arc::new(MovableClock::new(office.office.now()));
    Office::open(office.store().clone(), clock.clone(), clock).await.unwrap()
}

async fn designate(office: &TestOffice) {
    let change = CalendarChange { added: vec![bridge_day()], ..CalendarChange::default() };
    let mut tx = office.store().write().await.unwrap();
    tx.change_calendar(&change, Some(SI), office.office.now()).await.unwrap();
    tx.commit().await.unwrap();
}

fn outage(until: Option<&str>) -> KeptOutage {
    KeptOutage {
        id: Uuid::from_u128(7),
        from: seoul_time("2026-03-10 10:00"),
        until: until.map(seoul_time),
        reason: "정전".into(),
        declared_by: Some(SI),
        declared_at: seoul_time("2026-03-10 10:05"),
    }
}

async fn put_outage(office: &TestOffice, kept: &KeptOutage) {
    let mut tx = office.store().write().await.unwrap();
    tx.put_outage(kept).await.unwrap();
    tx.commit().await.unwrap();
}

fn paper(filed: &str, received: &str) -> Paper {
    Paper {
        outage: Uuid::from_u128(7),
        filed_at: seoul_time(filed),
        received_at: seoul_time(received),
        kind: Kind::Grievance,
        category: None,
        period: None,
        submission: Submission { channel: Channel::Counter, ..submission() },
    }
}

async fn told(office: &TestOffice, key: &str) -> Vec<NoticeWithAttempts> {
    let mut tx = office.store().read().await.unwrap();
    let all = tx.newest_notices(200).await.unwrap();
    all.into_iter().filter(|with| with.notice.delivery_key.contains(key)).collect()
}

/// Stored due moments by number.
async fn due(office: &TestOffice, numbers: &[domain::complaint::Number]) -> Vec<(String, Option<Timestamp>)> {
    let mut found = Vec::new();
    for number in numbers {
        let mut tx = office.store().read().await.unwrap();
        let filter = store::read::Filter { live: Some(true), ..Default::default() };
        let page = store::read::Page { sort: store::read::Sort::Due, limit: 200, after: None };
        let scope = domain::access::Scope::of(&world::sweep());
        let rows = tx.complaints(&scope, &filter, &page).await.unwrap().rows;
        let row = rows.into_iter().find(|row| row.number == number.to_string()).unwrap();
        found.push((row.number, row.due_at));
    }
    found
}

testkit::both_databases! {
    async fn another_server_decides_on_the_calendar_that_was_just_changed(office: TestOffice) {
        let number = office.accepted().await;
        let elsewhere = another(&office).await;
        designate(&office).await;
        assert!(elsewhere.facts().calendar.is_working_day(bridge_day().date), "not yet heard of it");
        let order = casework::Order::plain(testkit::say::interim());
        casework::perform(&elsewhere, &officer(KIM), &number, &order).await.unwrap();
        assert!(!elsewhere.facts().calendar.is_working_day(bridge_day().date));
        let after = due(&office, std::slice::from_ref(&number)).await.remove(0).1.unwrap();
        let stored = office.stored(&number).await;
        assert_eq!(stored.due(&elsewhere.desk()).unwrap().at, Some(after), "written under the new calendar");
    }

    async fn what_is_shown_before_a_holiday_is_what_happens(office: TestOffice) {
        let mut numbers = Vec::new();
        for _ in 0..25 {
            numbers.push(office.at_department().await);
        }
        numbers.push(office.accepted().await);
        let sealed = office.file_as(Channel::Web, Visibility::Sealed).await.complaint;
        office.act(&officer(HAN), &sealed.application_number, testkit::say::receive(Kind::Grievance)).await;
        recompute(&office.office).await.unwrap();
        let desk = office.office.desk();
        let change = Change::of_days(&desk, &[bridge_day()], &[]);
        let first = preview(&office.office, &change, None).await.unwrap();
        assert_eq!((first.moving, first.rows.len()), (26, 20), "the sealed one is in no count");
        let rest = preview(&office.office, &change, first.next.as_ref()).await.unwrap();
        assert_eq!((rest.rows.len(), rest.next), (6, None));
        let mut shown: Vec<_> =
            first.rows.iter().chain(&rest.rows).map(|row| (row.number.clone(), row.after)).collect();
        shown.sort();
        let mine = first.rows.iter().chain(&rest.rows).find(|row| row.told == [KIM]);
        assert!(mine.is_some(), "the handler is named");
        designate(&office).await;
        office.advance_hours(1);
        recompute(&office.office).await.unwrap();
        let mut happened = due(&office, &numbers).await;
        happened.sort();
        assert_eq!(shown, happened);
        assert_eq!(told(&office, "due-moved").await.len(), 26 + 1, "the sealed one's desk hears of it too");
        let withdrawn = Change::of_days(&office.office.desk(), &[], &[bridge_day().date]);
        let back = preview(&office.office, &withdrawn, None).await.unwrap();
        assert_eq!(back.moving, 26, "withdrawing moves them back");
        let before: Vec<_> = first.rows.iter().map(|row| row.before).collect();
        assert!(back.rows.iter().all(|row| before.contains(&row.after)));
    }

    async fn of_two_who_declare_an_outage_at_once_one_hears_that_it_is_declared(office: TestOffice) {
        let (si, min) = (who(&office, SI).await, who(&office, world::MIN).await);
        let now = office.office.now();
        let declared = |by| outages::declare(&office.office, from(by), now, "정전");
        let (first, second) = tokio::join!(declared(&si), declared(&min));
        let refused = |told: &Result<(), NotChanged>| matches!(told, Err(NotChanged::Refused(OutageRefusal::Overlaps)));
        assert_eq!([&first, &second].map(refused).iter().filter(|refused| **refused).count(), 1, "{first:?} {second:?}");
        let kept = office.store().read().await.unwrap().outages().await.unwrap();
        assert_eq!(kept.len(), 1);
        outages::end(&office.office, from(&si), kept[0].id, now).await.unwrap();
        let again = outages::end(&office.office, from(&min), kept[0].id, now).await;
        assert!(matches!(again, Err(NotChanged::Refused(OutageRefusal::Ended))), "{again:?}");
    }

    async fn the_window_of_an_outage_moves_what_was_shown(office: TestOffice) {
        let numbers = [office.accepted().await, office.received().await];
        put_outage(&office, &outage(None)).await;
        office.advance_hours(2);
        recompute(&office.office).await.unwrap();
        assert!(due(&office, &numbers).await.iter().all(|(_, at)| at.is_none()), "the clocks stand");
        let until = office.office.now();
        let desk = office.office.desk();
        let ended = Outage { until: Some(until), ..outage(None).outage() };
        let found = preview(&office.office, &Change::of_outage(&desk, &ended), None).await.unwrap();
        assert_eq!(found.moving, 2);
        let mut tx = office.store().write().await.unwrap();
        tx.end_outage(outage(None).id, until).await.unwrap();
        tx.commit().await.unwrap();
        recompute(&office.office).await.unwrap();
        let mut happened = due(&office, &numbers).await;
        let mut shown: Vec<_> = found.rows.iter().map(|row| (row.number.clone(), row.after)).collect();
        happened.sort();
        shown.sort();
        assert_eq!(happened, shown);
        let letters = told(&office, "due-moved").await;
        assert_eq!(letters.len(), found.rows.iter().map(|row| row.told.len()).sum::<usize>());
        assert!(!letters.is_empty(), "a day was lost and its people hear of it");
    }

    async fn a_paper_keeps_its_moments_inside_the_outage_and_nowhere_else(office: TestOffice) {
        put_outage(&office, &outage(Some("2026-03-10 12:00"))).await;
        office.clock.move_to(seoul_time("2026-03-10 14:05"));
        let by = officer(HAN);
        let filed = back_entry::enter(&office.office, &by, paper("2026-03-10 10:30", "2026-03-10 10:40"), None);
        let c = filed.await.unwrap().complaint;
        assert_eq!(c.filed_at, seoul_time("2026-03-10 10:30"));
        assert_eq!(c.clock.as_ref().unwrap().received_at, seoul_time("2026-03-10 10:40"));
        assert_eq!(c.application_number.as_str(), "F20260310000001");
        assert_eq!(c.spoken_number().as_str(), "20260310000001");
        let mut tx = office.store().read().await.unwrap();
        let history = tx.history(c.id).await.unwrap();
        assert_eq!(history.len(), 3);
        assert!(matches!(history[2].happened.event, Event::BackEntered { .. }));
        assert_eq!(history[2].happened.at, seoul_time("2026-03-10 14:05"), "typed in then, and it says so");
        let letters = tx.notices_of(c.id, None, 10).await.unwrap();
        let keys: Vec<&str> = letters.iter().map(|l| l.notice.delivery_key.as_str()).collect();
        assert!(keys.len() == 1 && keys[0].contains(":Received:"), "{keys:?}");
        assert_eq!(letters[0].notice.created_at, seoul_time("2026-03-10 14:05"));
        drop(tx);
        for (filed, received) in [
            ("2026-03-10 09:59", "2026-03-10 10:40"),
            ("2026-03-10 10:30", "2026-03-10 12:01"),
            ("2026-03-10 10:40", "2026-03-10 10:30"),
        ] {
            let refused = back_entry::enter(&office.office, &by, paper(filed, received), None).await;
            assert!(matches!(refused, Err(NotDone::Invalid { code: "outside-outage", .. })), "{filed} {received}");
        }
        let kim = officer(KIM);
        let handler = back_entry::enter(&office.office, &kim, paper("2026-03-10 10:30", "2026-03-10 10:40"), None);
        assert!(matches!(handler.await, Err(NotDone::Refused(_))), "only who takes complaints in");
        let open = KeptOutage { id: Uuid::from_u128(8), from: seoul_time("2026-03-10 13:00"), ..outage(None) };
        put_outage(&office, &open).await;
        let still = Paper { outage: open.id, ..paper("2026-03-10 13:30", "2026-03-10 13:40") };
        assert!(matches!(back_entry::enter(&office.office, &by, still, None).await, Err(NotDone::Invalid { .. })));
    }

    async fn a_paper_sent_twice_is_entered_once(office: TestOffice) {
        put_outage(&office, &outage(Some("2026-03-10 12:00"))).await;
        office.clock.move_to(seoul_time("2026-03-10 14:05"));
        let once = casework::Once { key: "paper:1".into(), request_hash: "h".into() };
        let sheet = || paper("2026-03-10 10:30", "2026-03-10 10:40");
        let first = back_entry::enter(&office.office, &officer(HAN), sheet(), Some(once.clone())).await.unwrap();
        let second = back_entry::enter(&office.office, &officer(HAN), sheet(), Some(once)).await.unwrap();
        assert_eq!(first.complaint.id, second.complaint.id);
        assert_eq!(first.secret, second.secret);
    }

    async fn a_kept_text_leaves_in_place_of_ours_and_a_sealed_case_is_no_sample(office: TestOffice) {
        let text = |channel: &str, subject: &str, body: &str| KeptText {
            template: "received".into(), reader: "citizen".into(), channel: channel.into(), subject: subject.into(),
            body: body.into(), changed_at: office.office.now(), changed_by: Some(SI),
        };
        let mut tx = office.store().write().await.unwrap();
        tx.put_notice_text(&text("mail", "{번호} 접수", "민원 {번호}, {신청인} 님, 기한 {처리기한}")).await.unwrap();
        tx.put_notice_text(&text("sms", "", "접수 {번호}")).await.unwrap();
        tx.commit().await.unwrap();
        let number = office.received().await;
        let id = office.stored(&number).await.id;
        let mut tx = office.store().read().await.unwrap();
        let letters = tx.notices_of(id, None, 10).await.unwrap();
        let letter = &letters.iter().find(|l| l.notice.delivery_key.contains(":Received:")).unwrap().notice;
        assert_eq!(letter.subject, format!("{number} 접수"));
        assert!(letter.body.starts_with(&format!("민원 {number}, 박○민 님, 기한 2026.")), "{}", letter.body);
        assert_eq!(letter.channel_texts["sms"], format!("접수 {number}"));
        drop(tx);
        let sample = texts::sample(&office.office, &number, Reader::Citizen).await.unwrap();
        assert_eq!((sample.number, sample.petitioner), (number.to_string(), Some("박○민".into())));
        assert!(!sample.title.contains("가로등"), "no word of the case");
        let sealed = office.file_as(Channel::Web, Visibility::Sealed).await.complaint.application_number;
        let none = texts::sample(&office.office, &sealed, Reader::Citizen).await;
        assert!(matches!(none, Err(NotDone::NotFound)));
    }

    async fn nobody_reviews_their_own_lines(office: TestOffice) {
        let log = |login: &str, at: &str| store::Access {
            at: seoul_time(at), account: Some(login.into()), ip: None, action: "log-in".into(), subject: None,
            outcome: "ok".into(),
        };
        let mut tx = office.store().write().await.unwrap();
        tx.log_access(&log("si", "2026-02-10 23:30")).await.unwrap();
        tx.log_access(&log("kim", "2026-02-11 05:59")).await.unwrap();
        tx.log_access(&log("kim", "2026-02-11 09:00")).await.unwrap();
        tx.commit().await.unwrap();
        let february = date(2026, 2, 1);
        let odd = access_review::oddities(&office.office, february).await.unwrap();
        let nights: Vec<_> = odd.nights.iter().map(|t| (t.account.as_str(), t.times)).collect();
        assert_eq!(nights, [("kim", 1), ("si", 1)]);
        let (si, min) = (who(&office, SI).await, who(&office, world::MIN).await);
        let (si, min) = (from(&si), from(&min));
        let review = |by| access_review::review(&office.office, by, february, "확인함".into(), "야간 2".into());
        let month = async || access_review::months(&office.office, seoul_date(office.office.now())).await.unwrap().remove(0);
        review(si).await.unwrap();
        assert_eq!(month().await.open, [SI], "their own lines wait for somebody else");
        assert!(matches!(review(si).await, Err(NotDone::Invalid { code: "reviewed-already", .. })));
        review(min).await.unwrap();
        assert!(month().await.is_reviewed());
        let (now, reviewing) = (office.office.now(), Some("review-access".to_owned()));
        let of_now = AccessFilter { from: now, to: now + SignedDuration::from_secs(1), account: None, action: reviewing, outcome: None };
        let lines = office.store().read().await.unwrap().accesses_found(&of_now, None, 9).await.unwrap();
        let told: Vec<_> = lines.iter().map(|line| (line.access.account.as_deref(), line.access.ip.as_deref())).collect();
        assert_eq!(told, [(Some("min"), Some("127.0.0.1")), (Some("si"), Some("127.0.0.1"))], "who, and from where");
        let running = access_review::review(&office.office, min, date(2026, 3, 1), "x".into(), "y".into()).await;
        assert!(matches!(running, Err(NotDone::Invalid { code: "not-over", .. })));
    }

    async fn a_change_of_the_organisation_is_at_once_everywhere(office: TestOffice) {
        let elsewhere = another(&office).await;
        let chart = office.office.facts().chart;
        let renamed = domain::org::Agency { name: "서울시".into(), ..chart.agency(SEOUL).unwrap().clone() };
        let mut tx = office.store().write().await.unwrap();
        tx.put_agencies(&[renamed]).await.unwrap();
        tx.commit().await.unwrap();
        elsewhere.catch_up(&mut office.store().read().await.unwrap()).await.unwrap();
        assert_eq!(elsewhere.facts().chart.agency(SEOUL).unwrap().name, "서울시");
    }
}
