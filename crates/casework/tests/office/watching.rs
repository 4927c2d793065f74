//! Watching over others' work: what the pipeline writes is what the statistics and the book of reminders show.

use casework::{Clock, delays, export, statistics, sweeps};
use domain::complaint::{AnswerResult, Command, Number};
use domain::measure::Tally;
use store::read::{Filter, Page, Sort};
use store::stats::{Group, Question};
use store::{OpeningsOf, ReminderRow};
use testkit::office::TestOffice;
use testkit::say;
use testkit::world::{KIM, LEE, MIN, NAM, ROADS, SEO, SONG, seoul_time};

use crate::peek::officer;

fn march(office: &TestOffice) -> Question {
    let (from, to) = (seoul_time("2026-03-01 00:00"), seoul_time("2026-03-31 23:59"));
    let (agency, departments, kind, channel) = (None, Vec::new(), None, None);
    Question { now: office.office.now(), from, to, agency, departments, kind, channel }
}

async fn tally(office: &TestOffice) -> Tally {
    let figures = statistics::figures(&office.office, &officer(MIN), &march(office), Group::Whole).await;
    figures.unwrap().into_values().sum()
}

async fn answer(office: &TestOffice, number: &Number) {
    office.act(&officer(KIM), number, say::send(AnswerResult::Granted, &[SEO, NAM])).await;
    office.act(&officer(SEO), number, Command::ApprovalStarted).await;
    for approver in [SEO, NAM] {
        office.act(&officer(approver), number, say::approve()).await;
    }
}

async fn book(office: &TestOffice) -> Vec<ReminderRow> {
    let period = (seoul_time("2026-03-01 00:00"), seoul_time("2026-03-31 23:59"));
    let page = Page { sort: Sort::Newest, limit: 50, after: None };
    delays::reminders(&office.office, &officer(MIN), period, &page).await.unwrap().rows
}

testkit::both_databases! {
    async fn an_answer_counts_once_with_the_time_it_saved(office: TestOffice) {
        let (first, second) = (office.accepted().await, office.accepted().await);
        // Seven days from the 10th, 09:30: 7.5 and six times 8 hours. Answered a working day later, 47.5 are left.
        office.clock.move_to(seoul_time("2026-03-11 09:30"));
        answer(&office, &first).await;
        let early = Tally { answered: 1, in_time: 1, allowed_minutes: 3_330, saved_minutes: 2_850, ..Tally::default() };
        assert_eq!(tally(&office).await, Tally { taken_in: 2, live: 1, ..early });
        office.clock.move_to(seoul_time("2026-03-19 10:00"));
        assert_eq!(tally(&office).await, Tally { taken_in: 2, live: 1, overdue: 1, ..early });
        answer(&office, &second).await;
        let both = tally(&office).await;
        assert_eq!(both, Tally { taken_in: 2, answered: 2, in_time: 1, allowed_minutes: 6_660, saved_minutes: 2_850, ..Tally::default() });
        assert_eq!(both.kept().basis_points(), Some(5_000));
        assert_eq!(both.shortened().basis_points(), Some(4_279));
    }

    async fn the_book_tells_the_inspectors_reminders_from_the_sweeps(office: TestOffice) {
        let number = office.accepted().await;
        office.clock.move_to(seoul_time("2026-03-23 09:00"));
        office.act(&officer(MIN), &number, say::remind()).await;
        office.clock.move_to(seoul_time("2026-03-30 09:00"));
        sweeps::tell_deadlines(&office.office).await.unwrap();
        let rows = book(&office).await;
        let senders: Vec<_> = rows.iter().map(|row| (row.reminder.by, row.reminder.at)).collect();
        assert_eq!(senders, [(None, seoul_time("2026-03-30 09:00")), (Some(MIN), seoul_time("2026-03-23 09:00"))]);
        for row in &rows {
            assert_eq!((row.reminder.department, row.reminder.due_at), (Some(ROADS), seoul_time("2026-03-18 18:00")));
            let (_, found) = delays::reminder(&office.office, &officer(LEE), &number, row.reminder.seq).await.unwrap();
            assert_eq!(found, row.reminder);
        }
        let elsewhere = delays::reminder(&office.office, &officer(SONG), &number, rows[0].reminder.seq).await;
        assert!(matches!(elsewhere, Err(casework::NotDone::NotFound)));
    }

    async fn a_file_with_petitioners_is_bounded_and_kept_before_it_leaves(office: TestOffice) {
        let number = office.accepted().await;
        let by = officer(LEE);
        let taken = export::rows(&office.office, &by, (&Filter::default(), Sort::Newest), export::ROWS_MAX).await.unwrap();
        assert_eq!((taken.rows.len(), taken.cut), (1, false));
        let mut many = export::Taken { rows: Vec::new(), cut: false };
        many.rows.resize(export::CLEAR_ROWS_MAX + 1, taken.rows[0].clone());
        let purpose = say::memo("합동점검 대상자에게 연락하기 위함");
        let asked = export::Purpose { login: "lee", ip: "203.0.113.9", list: "총괄 민원 조회", conditions: "진행상태 처리자 접수", purpose: &purpose };
        let (taken, people) = export::in_the_clear(&office.office, &by, many, &asked).await.unwrap();
        assert_eq!((taken.rows.len(), taken.cut), (export::CLEAR_ROWS_MAX, true));
        assert_eq!(people[&office.stored(&number).await.petitioner].name, "박시민");
        let kept = office.store().read().await.unwrap().openings(OpeningsOf::Officer(LEE), None, 5).await.unwrap();
        assert_eq!(kept[0].what, "총괄 민원 조회 엑셀 1000건: 진행상태 처리자 접수");
        let nobody = export::in_the_clear(&office.office, &domain::actor::Actor::Petitioner(kept_petitioner(&office, &number).await), taken, &asked).await;
        assert!(matches!(nobody, Err(casework::NotDone::NotFound)));
    }
}

async fn kept_petitioner(office: &TestOffice, number: &Number) -> domain::id::PetitionerId {
    office.stored(number).await.petitioner
}
