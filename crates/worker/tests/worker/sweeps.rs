//! What the timetable brings about, on a clock that is moved from morning to morning.

use casework::Person;
use casework::timetable::{Job, last_runs};
use domain::calendar::Designation;
use domain::complaint::{Command, SupplementState};
use domain::deadline::seoul;
use domain::id::SessionId;
use domain::text::Memo;
use jiff::SignedDuration;
use jiff::civil::date;
use store::{CalendarChange, KeptResponse, Owner, Session, Store, Way};
use uuid::Uuid;

use crate::city::{City, KIM, LEE, at, park};

testkit::both_databases! {
    async fn due_today_is_told_once_a_day_in_the_morning(store: Store) {
        let city = City::new(store).await;
        let number = city.accepted().await;
        let due = city.complaint(&number).await.due(&city.office.desk()).unwrap().at.unwrap();
        let last_day = seoul::civil(due).date();
        city.clock_to(&format!("{last_day} 08:59"));
        city.round().await;
        city.clock_to(&format!("{last_day} 09:00"));
        city.round().await;
        let told = city.keyed(&number, "due-today").await;
        assert_eq!(told.len(), 1);
        let notice = &told[0].notice;
        assert_eq!(notice.to, Owner::Officer(KIM));
        assert!(notice.delivery_key.ends_with(&format!(":due-today:{last_day}:{KIM}")));
        assert!(notice.next_at >= at(&format!("{last_day} 09:00")), "not before people come in");
        let mails = city.standin.mails();
        let mine = mails.iter().filter(|mail| mail.to == ["kim@songpa.example"]).collect::<Vec<_>>();
        assert!(mine.iter().any(|mail| mail.subject.contains("오늘")), "{mine:?}");
        city.clock_to(&format!("{last_day} 17:00"));
        city.round().await;
        assert_eq!(city.keyed(&number, "due-today").await.len(), 1);
        assert_eq!(city.keyed(&number, "overdue").await.len(), 0);
    }

    async fn what_lies_without_a_handler_is_told_to_the_manager(store: Store) {
        let city = City::new(store).await;
        let number = city.at_department().await;
        city.clock_to("2026-03-18 09:00");
        city.round().await;
        let told = city.keyed(&number, "due-today").await;
        assert_eq!(told.iter().map(|with| with.notice.to).collect::<Vec<_>>(), [Owner::Officer(LEE)]);
    }

    async fn an_overdue_file_is_told_once_and_reminded_weekly(store: Store) {
        let city = City::new(store).await;
        let number = city.accepted().await;
        let reminders = async || city.complaint(&number).await.reminders;
        city.clock_to("2026-03-19 09:00");
        city.round().await;
        assert_eq!(city.keyed(&number, "overdue").await.len(), 1);
        assert_eq!(reminders().await, 0, "not yet a working day late");
        city.clock_to("2026-03-20 09:00");
        city.round().await;
        assert_eq!(reminders().await, 1);
        assert_eq!(city.keyed(&number, "Reminder").await[0].notice.to, Owner::Officer(LEE));
        for morning in ["2026-03-21", "2026-03-23", "2026-03-26"] {
            city.clock_to(&format!("{morning} 09:00"));
            city.round().await;
            assert_eq!(reminders().await, 1, "{morning}");
        }
        city.clock_to("2026-03-27 09:00");
        city.round().await;
        assert_eq!(reminders().await, 2);
        assert_eq!(city.keyed(&number, "overdue").await.len(), 1);
    }

    async fn progress_is_told_every_thirty_days(store: Store) {
        let city = City::new(store).await;
        let number = city.accepted().await;
        let told = async || city.complaint(&number).await.progress_told;
        for (morning, times) in [("2026-04-08", 0), ("2026-04-10", 1), ("2026-04-11", 1), ("2026-05-10", 2)] {
            city.clock_to(&format!("{morning} 10:00"));
            city.round().await;
            assert_eq!(told().await, times, "{morning}");
        }
        assert_eq!(city.keyed(&number, "Progress").await.len(), 2);
    }

    async fn a_supplement_that_never_came_lapses(store: Store) {
        let city = City::new(store).await;
        let number = city.accepted().await;
        let ask = Command::RequestSupplement { items: Memo::new("사진").unwrap(), days: 3 };
        let asked = city.act(KIM, &number, ask).await;
        let last_day = asked.open_supplement().unwrap().reply_by;
        city.clock_to(&format!("{last_day} 23:59"));
        city.round().await;
        assert!(city.complaint(&number).await.open_supplement().is_some());
        city.clock_to(&format!("{} 00:10", last_day.tomorrow().unwrap()));
        city.round().await;
        let c = city.complaint(&number).await;
        assert!(matches!(c.supplements[0].state, SupplementState::Lapsed { .. }));
        assert!(c.due(&city.office.desk()).unwrap().at.is_some(), "the clock runs again");
    }

    async fn a_new_holiday_moves_what_is_due_and_says_so(store: Store) {
        let city = City::new(store).await;
        let number = city.accepted().await;
        city.round().await;
        let designation =
            Designation { date: date(2026, 3, 16), name: "임시공휴일".into(), source: "관보".into() };
        let change = CalendarChange { added: vec![designation], ..CalendarChange::default() };
        let mut tx = city.office.store().write().await.unwrap();
        tx.change_calendar(&change, None, city.office.now()).await.unwrap();
        tx.commit().await.unwrap();
        city.clock_to("2026-03-10 10:01");
        city.round().await;
        let told = city.keyed(&number, "due-moved").await;
        assert_eq!(told.iter().map(|with| with.notice.to).collect::<Vec<_>>(), [Owner::Officer(KIM)]);
        assert!(told[0].notice.body.contains("2026. 3. 19."), "{}", told[0].notice.body);
        city.clock_to("2026-03-18 09:00");
        city.round().await;
        assert_eq!(city.keyed(&number, "due-today").await.len(), 0);
        city.clock_to("2026-03-19 09:00");
        city.round().await;
        assert_eq!(city.keyed(&number, "due-today").await.len(), 1);
    }

    async fn what_has_expired_goes(store: Store) {
        let city = City::new(store).await;
        city.file(Person { phone: None, ..park() }).await;
        let kept = KeptResponse { request_hash: "h".into(), response: "r".into() };
        let mut tx = city.office.store().write().await.unwrap();
        tx.keep_response("public", "old", &kept, at("2026-03-10 10:00")).await.unwrap();
        tx.keep_response("public", "new", &kept, at("2026-03-12 10:00")).await.unwrap();
        tx.commit().await.unwrap();
        city.clock_to("2026-03-17 10:01");
        city.round().await;
        let mut tx = city.office.store().read().await.unwrap();
        assert_eq!(tx.kept_response("public", "old").await.unwrap(), None);
        assert_eq!(tx.kept_response("public", "new").await.unwrap(), Some(kept));
    }

    async fn whose_session_it_was_is_forgotten_half_a_day_after_it_ended(store: Store) {
        let city = City::new(store).await;
        city.clock_to("2026-03-17 10:01");
        let now = city.office.wall_now();
        let session = |id, hours: i64| {
            let expires_at = now - SignedDuration::from_hours(hours);
            let id = SessionId(Uuid::from_u128(id));
            let (owner, way) = (Owner::Officer(KIM), Way::Password);
            Session { id, owner, way, created_at: expires_at, seen_at: expires_at, expires_at }
        };
        let mut tx = city.office.store().write().await.unwrap();
        tx.put_session(&session(1, 11), "just").await.unwrap();
        tx.put_session(&session(2, 13), "long").await.unwrap();
        tx.commit().await.unwrap();
        city.round().await;
        let mut tx = city.office.store().read().await.unwrap();
        let ever = (now - SignedDuration::from_hours(99), now);
        assert_eq!(tx.ended_session_owner("just", ever).await.unwrap(), Some(Owner::Officer(KIM)));
        assert_eq!(tx.ended_session_owner("long", ever).await.unwrap(), None);
    }

    async fn every_night_the_access_log_gets_its_anchor(store: Store) {
        let city = City::new(store).await;
        let mut tx = city.office.store().write().await.unwrap();
        let line = store::Access {
            at: at("2026-03-10 10:00"), account: Some("kim".into()), ip: None, action: "log-in".into(),
            subject: None, outcome: "ok".into(),
        };
        tx.log_access(&line).await.unwrap();
        tx.commit().await.unwrap();
        let kept = async || city.office.store().read().await.unwrap().kept_anchors(9).await.unwrap();
        city.clock_to("2026-03-10 23:49");
        city.round().await;
        let before = kept().await.len();
        city.clock_to("2026-03-10 23:50");
        city.round().await;
        assert_eq!(kept().await.first().map(|kept| kept.anchor.seq), Some(1));
        assert_eq!(kept().await.len().max(before), 1, "the same line has one anchor");
    }

    async fn the_page_shows_when_each_job_ran_last(store: Store) {
        let city = City::new(store).await;
        let idle = last_runs(&city.office).await.unwrap();
        assert!(idle.iter().all(|(_, run)| run.is_none()));
        city.round().await;
        for (entry, run) in last_runs(&city.office).await.unwrap() {
            // Nothing was in the outbox, and nobody is connected.
            let idle = [
                Job::Deliver,
                Job::TellNeighbours,
                Job::PullEpeople,
                Job::ReconcileEpeople,
                Job::HandOver,
                Job::ScanFiles,
                Job::MakeExports,
                Job::AskApproval,
                Job::TellApprovalDelays,
            ];
            assert_eq!(run.is_none(), idle.contains(&entry.job), "{}", entry.label);
            assert!(run.is_none_or(|run| run.finished_at.is_some() && run.result.is_some()));
        }
    }
}
