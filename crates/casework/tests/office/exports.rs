//! 내려받기 파일: the same rows as at once, in its owner's sight while it is made, by one worker, for one day.

use calamine::{Data, Reader, Xlsx};
use casework::exports::{self, Limits, Made, NotAsked, Opened, Place};
use casework::{Clock, NotDone, export};
use domain::export::{ExportFailure, ExportState, UNFINISHED_MAX};
use domain::id::OfficerId;
use domain::org::Officer;
use jiff::SignedDuration;
use jiff::civil::date;
use store::read::{Filter, Sort};
use store::{ClaimedExport, Export, ListAsked};
use testkit::office::TestOffice;
use testkit::world::{KIM, LEE, MIN, SONG, officer};
use uuid::Uuid;
use workbook::Sheet;

/// Two rows at a time.
const SMALL: Limits = Limits { rows: 100, batch: 2 };

fn asked(filter: Filter) -> ListAsked {
    ListAsked {
        list: "/complaints".to_owned(),
        title: "총괄 민원 조회".to_owned(),
        query: "sort=newest".to_owned(),
        filter,
        sort: Sort::Newest,
        conditions: vec![("조회 기간".to_owned(), "2026-02-09 ~ 2026-03-10".to_owned())],
    }
}

async fn ask(office: &TestOffice, by: OfficerId) -> Uuid {
    exports::ask(&office.office, &officer(by), &asked(Filter::default())).await.unwrap()
}

async fn claim(office: &TestOffice) -> ClaimedExport {
    exports::claim(&office.office).await.unwrap().unwrap()
}

/// What the file says, row by row; nothing when there is none.
async fn made(office: &TestOffice, claimed: &ClaimedExport, limits: Limits) -> (Made, Vec<Vec<Data>>) {
    let folder = tempfile::tempdir().unwrap();
    let place = Place { folder: folder.path().to_owned(), file: folder.path().join("made.xlsx") };
    let made = exports::make(&office.office, claimed, &place, limits).await.unwrap();
    let table = match made {
        Made::File { .. } => read(std::fs::read(&place.file).unwrap()),
        Made::Failed(_) | Made::Stopped => Vec::new(),
    };
    (made, table)
}

fn read(bytes: Vec<u8>) -> Vec<Vec<Data>> {
    let mut book: Xlsx<_> = calamine::open_workbook_from_rs(std::io::Cursor::new(bytes)).unwrap();
    let range = book.worksheet_range_at(0).unwrap().unwrap();
    range.rows().map(<[Data]>::to_vec).collect()
}

/// The same list as it is taken at once.
async fn direct(office: &TestOffice, by: OfficerId, filter: &Filter) -> Vec<Vec<Data>> {
    let taken =
        export::rows(&office.office, &officer(by), (filter, Sort::Newest), export::ROWS_MAX).await.unwrap();
    let desk = office.office.desk();
    let sheet = Sheet {
        title: "총괄 민원 조회",
        conditions: vec![("조회 기간", "2026-02-09 ~ 2026-03-10".to_owned())],
        columns: export::COLUMNS.to_vec(),
        rows: taken.rows.iter().map(|row| export::cells(row, &desk.chart)).collect(),
        made_at: desk.now,
    };
    read(sheet.bytes().unwrap())
}

async fn one(office: &TestOffice, by: OfficerId, id: Uuid) -> Export {
    let own = exports::of(&office.office, &officer(by)).await.unwrap();
    own.into_iter().find(|export| export.id == id).unwrap()
}

testkit::both_databases! {
    async fn a_file_has_the_rows_of_the_list_one_by_one(office: TestOffice) {
        for n in 0..7 {
            office.advance(SignedDuration::from_mins(n));
            if n % 2 == 0 { office.accepted().await } else { office.at_department().await };
        }
        let words = Filter { words: Some("가로등".to_owned()), ..Filter::default() };
        for (by, filter) in [(LEE, Filter::default()), (KIM, Filter::default()), (MIN, Filter::default()), (LEE, words), (SONG, Filter::default())] {
            let wanted = direct(&office, by, &filter).await;
            let list = ListAsked { query: format!("{by}{:?}", filter.words), ..asked(filter.clone()) };
            let id = exports::ask(&office.office, &officer(by), &list).await.unwrap();
            let claimed = claim(&office).await;
            assert_eq!(claimed.export.id, id);
            let (made, table) = made(&office, &claimed, SMALL).await;
            assert_eq!(table, wanted, "{by} {filter:?}");
            let rows = u64::try_from(wanted.len() - 5).unwrap();
            assert_eq!(made, Made::File { rows, cut: false });
            let export = one(&office, by, id).await;
            assert_eq!(export.rows_done, rows);
            assert_eq!(export.rows_expected, filter.words.is_none().then_some(rows), "words are not counted");
            exports::finish(&office.office, &claimed, (rows, false), Some(1)).await.unwrap();
        }
        assert_eq!(direct(&office, LEE, &Filter::default()).await.len(), 12, "there was something to compare");
    }

    async fn what_does_not_go_in_is_said(office: TestOffice) {
        for _ in 0..5 {
            office.accepted().await;
        }
        let cut = |table: &[Vec<Data>]| table.iter().position(|row| row[0] == Data::String("주의".to_owned()));
        for (words, line) in [(None, 2), (Some("가로등".to_owned()), 9)] {
            let list = ListAsked { query: format!("{words:?}"), ..asked(Filter { words, ..Filter::default() }) };
            exports::ask(&office.office, &officer(LEE), &list).await.unwrap();
            let claimed = claim(&office).await;
            let (made, table) = made(&office, &claimed, Limits { rows: 3, batch: 2 }).await;
            assert_eq!(made, Made::File { rows: 3, cut: true });
            assert_eq!(cut(&table), Some(line), "counted it stands above, otherwise below: {table:?}");
            assert_eq!(exports::finish(&office.office, &claimed, (3, true), Some(1)).await.unwrap(), made);
        }
        ask(&office, LEE).await;
        let exactly = claim(&office).await;
        let (made, table) = made(&office, &exactly, Limits { rows: 5, batch: 2 }).await;
        assert_eq!((made, cut(&table)), (Made::File { rows: 5, cut: false }, None));
    }

    async fn the_later_one_stands_first_although_the_offices_clock_stands_still(office: TestOffice) {
        let mut order = Vec::new();
        for second in 1..=6 {
            office.wall.move_to(office.office.now() + SignedDuration::from_secs(second));
            let id = ask(&office, LEE).await;
            exports::cancel(&office.office, &officer(LEE), id).await.unwrap();
            order.insert(0, id);
        }
        let shown: Vec<Uuid> =
            exports::of(&office.office, &officer(LEE)).await.unwrap().iter().map(|export| export.id).collect();
        assert_eq!(shown, order);
    }

    async fn what_was_called_off_stops_at_the_next_page(office: TestOffice) {
        office.accepted().await;
        let id = ask(&office, LEE).await;
        let claimed = claim(&office).await;
        assert!(matches!(exports::cancel(&office.office, &officer(KIM), id).await, Err(NotDone::NotFound)));
        assert!(exports::cancel(&office.office, &officer(LEE), id).await.unwrap());
        assert_eq!(made(&office, &claimed, SMALL).await.0, Made::Stopped);
        assert_eq!(exports::storing(&office.office, &claimed).await.unwrap(), None);
        assert_eq!(exports::finish(&office.office, &claimed, (1, false), Some(1)).await.unwrap(), Made::Stopped);
        assert_eq!(one(&office, LEE, id).await.state, ExportState::Cancelled);
        assert!(!exports::cancel(&office.office, &officer(LEE), id).await.unwrap());
    }

    async fn a_dead_workers_file_is_begun_again_and_given_up_at_last(office: TestOffice) {
        office.accepted().await;
        let id = ask(&office, LEE).await;
        let dead = claim(&office).await;
        assert_eq!(exports::claim(&office.office).await.unwrap(), None);
        office.advance(SignedDuration::from_mins(5));
        let next = claim(&office).await;
        assert_eq!((next.export.id, next.attempt), (id, 2));
        let place = exports::storing(&office.office, &next).await.unwrap();
        assert_eq!(made(&office, &dead, SMALL).await.0, Made::Stopped, "it was not dead after all");
        assert_eq!(made(&office, &next, SMALL).await.0, Made::File { rows: 1, cut: false });
        office.advance(SignedDuration::from_mins(5));
        assert_eq!(claim(&office).await.export.file, place, "whoever goes on knows what may lie there");
        office.advance(SignedDuration::from_mins(5));
        assert_eq!(exports::claim(&office.office).await.unwrap(), None);
        let export = one(&office, LEE, id).await;
        assert_eq!((export.state, export.failure), (ExportState::Failed, Some(ExportFailure::Interrupted)));
    }

    async fn whoever_has_left_or_has_lost_the_duty_gets_no_row(office: TestOffice) {
        office.accepted().await;
        let left = ask(&office, LEE).await;
        office.advance(SignedDuration::from_secs(1));
        let lost = ask(&office, MIN).await;
        let mut tx = office.store().write().await.unwrap();
        let lee = tx.officer(LEE).await.unwrap().unwrap();
        tx.put_officers(&[Officer { active: false, ..lee }]).await.unwrap();
        for kept in tx.grants_of(MIN).await.unwrap() {
            tx.end_grant(kept.id, date(2026, 3, 9), MIN, office.office.now()).await.unwrap();
        }
        tx.commit().await.unwrap();
        let (lee, min) = (claim(&office).await, claim(&office).await);
        assert_eq!((lee.export.id, min.export.id), (left, lost));
        assert_eq!(made(&office, &lee, SMALL).await.0, Made::Failed(ExportFailure::OwnerGone));
        assert_eq!(made(&office, &min, SMALL).await.0, Made::File { rows: 0, cut: false });
        let export = office.store().read().await.unwrap().export(LEE, left).await.unwrap().unwrap();
        assert_eq!((export.state, export.failure), (ExportState::Failed, Some(ExportFailure::OwnerGone)));
    }

    async fn it_is_its_owners_for_a_day(office: TestOffice) {
        office.accepted().await;
        let id = ask(&office, LEE).await;
        let claimed = claim(&office).await;
        let place = exports::storing(&office.office, &claimed).await.unwrap();
        exports::finish(&office.office, &claimed, (1, false), Some(1)).await.unwrap();
        let open = async |by: OfficerId| exports::open(&office.office, &officer(by), ("login", "203.0.113.9"), id).await;
        assert!(matches!(open(LEE).await.unwrap(), Opened::File(export) if export.file == place));
        assert!(matches!(open(KIM).await, Err(NotDone::NotFound)));
        office.advance(SignedDuration::from_hours(24) - SignedDuration::from_secs(1));
        assert!(matches!(open(LEE).await.unwrap(), Opened::File(_)));
        assert!(exports::sweep(&office.office).await.unwrap().is_empty());
        office.advance(SignedDuration::from_secs(1));
        assert!(matches!(open(LEE).await.unwrap(), Opened::Nothing(ExportState::Expired)), "before any sweep");
        let log = office.store().read().await.unwrap().accesses(Some("login"), None, 9).await.unwrap();
        assert_eq!(log.len(), 2, "as often as it was taken");
        let swept: Vec<_> = exports::sweep(&office.office).await.unwrap().into_iter().map(|e| (e.id, e.file)).collect();
        assert_eq!(swept, [(id, place)]);
        exports::removed(&office.office, id).await.unwrap();
        assert!(exports::sweep(&office.office).await.unwrap().is_empty());
        assert_eq!(one(&office, LEE, id).await.state, ExportState::Expired);
        office.advance(SignedDuration::from_hours(24 * 31));
        exports::sweep(&office.office).await.unwrap();
        assert!(exports::of(&office.office, &officer(LEE)).await.unwrap().is_empty());
    }

    async fn one_person_waits_for_a_few_at_once(office: TestOffice) {
        let by = officer(LEE);
        let list = |n: usize| ListAsked { query: format!("n={n}"), ..asked(Filter::default()) };
        let first = exports::ask(&office.office, &by, &list(0)).await.unwrap();
        assert_eq!(exports::ask(&office.office, &by, &list(0)).await.unwrap(), first, "the same is one");
        for n in 1..UNFINISHED_MAX {
            exports::ask(&office.office, &by, &list(n)).await.unwrap();
        }
        assert!(matches!(exports::ask(&office.office, &by, &list(9)).await, Err(NotAsked::TooMany)));
        assert!(exports::ask(&office.office, &officer(KIM), &list(9)).await.is_ok(), "each for themselves");
        exports::cancel(&office.office, &by, first).await.unwrap();
        assert!(exports::ask(&office.office, &by, &list(9)).await.is_ok());
        let sealed = asked(Filter { sealed: true, ..Filter::default() });
        assert!(matches!(exports::ask(&office.office, &by, &sealed).await, Err(NotAsked::NotDone(NotDone::NotFound))));
    }
}
