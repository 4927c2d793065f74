//! 내려받기 파일 in a worker's hands: made, put into the vault, and gone from it when its time is over.

use std::io::Cursor;
use std::sync::Arc;

use calamine::{Reader, Xlsx};
use casework::exports::{self, Opened};
use casework::timetable::Job;
use connect::vault::{Key, Settings, Vault};
use domain::actor::Actor;
use domain::export::{ExportFailure, ExportState};
use jiff::SignedDuration;
use store::read::{Filter, Sort};
use store::{Export, ListAsked, Store};
use uuid::Uuid;
use worker::{Files, Report};

use crate::city::{City, LEE};

pub(crate) struct Office {
    pub(crate) city: City,
    vault: Arc<Vault>,
    folder: tempfile::TempDir,
}

impl Office {
    pub(crate) async fn new(store: Store) -> Office {
        let folder = tempfile::tempdir().unwrap();
        let vault = Arc::new(Vault::new(&Settings::Folder(folder.path().to_owned())).unwrap());
        Office { city: City::new(store).await, vault, folder }
    }

    pub(crate) async fn lee(&self) -> Actor {
        let today = domain::desk::seoul_date(self.city.office.now());
        Actor::Officer(
            self.city.office.store().read().await.unwrap().on_duty(LEE, today).await.unwrap().unwrap(),
        )
    }

    pub(crate) async fn ask(&self) -> Uuid {
        self.ask_for("").await
    }

    /// Of the same list in another order.
    pub(crate) async fn ask_again(&self) -> Uuid {
        self.ask_for("sort=oldest").await
    }

    async fn ask_for(&self, query: &str) -> Uuid {
        let list = ListAsked {
            list: "/complaints".to_owned(),
            title: "총괄 민원 조회".to_owned(),
            query: query.to_owned(),
            filter: Filter::default(),
            sort: Sort::Newest,
            conditions: Vec::new(),
        };
        exports::ask(&self.city.office, &self.lee().await, &list).await.unwrap()
    }

    pub(crate) async fn round(&self) -> Report {
        let files = Files { vault: Some(Arc::clone(&self.vault)), ..Files::default() };
        self.city.worker().with_files(files).run_once().await
    }

    pub(crate) async fn one(&self, id: Uuid) -> Export {
        self.city.office.store().read().await.unwrap().export(LEE, id).await.unwrap().unwrap()
    }

    /// Every cell of a file that lies in the vault.
    pub(crate) async fn table(&self, place: Uuid) -> String {
        let mut reading = self.vault.open(&Key::of(place.as_u128())).await.unwrap().unwrap();
        let mut bytes = Vec::new();
        while let Some(chunk) = reading.next().await.unwrap() {
            bytes.extend(chunk);
        }
        let mut book: Xlsx<_> = calamine::open_workbook_from_rs(Cursor::new(bytes)).unwrap();
        let range = book.worksheet_range_at(0).unwrap().unwrap();
        range.rows().flatten().map(|cell| format!("{cell}\t")).collect()
    }

    /// Files in the vault, those in the making counted.
    pub(crate) fn lying(&self) -> usize {
        fn count(folder: &std::path::Path) -> usize {
            let entries = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
            entries.map(|path| if path.is_dir() { count(&path) } else { 1 }).sum()
        }
        count(self.folder.path())
    }
}

fn did(report: &Report) -> Option<&str> {
    let made = report.jobs.iter().find(|(job, _)| *job == Job::MakeExports)?;
    Some(made.1.as_ref().unwrap())
}

testkit::both_databases! {
    async fn a_file_is_made_kept_a_day_and_removed(store: Store) {
        let office = Office::new(store).await;
        office.city.at_department().await;
        let id = office.ask().await;
        assert_eq!(did(&office.round().await), Some("파일 만듦 1건"));
        assert_eq!(did(&office.round().await), None, "once");
        let export = office.one(id).await;
        assert_eq!((export.state, export.rows_done), (ExportState::Done, 1));
        let opened = exports::open(&office.city.office, &office.lee().await, ("lee", "203.0.113.9"), id).await;
        let Opened::File(file) = opened.unwrap() else { panic!("no file") };
        let mut reading = office.vault.open(&Key::of(file.file.unwrap().as_u128())).await.unwrap().unwrap();
        assert_eq!(Some(reading.bytes), export.size);
        assert!(reading.next().await.unwrap().unwrap().starts_with(b"PK"));
        assert_eq!(office.lying(), 1, "nothing is left of the making");
        office.city.pass(SignedDuration::from_hours(25));
        office.round().await;
        assert_eq!((office.one(id).await.state, office.lying()), (ExportState::Expired, 0));
    }

    async fn what_a_killed_worker_put_there_is_found_and_removed(store: Store) {
        let office = Office::new(store).await;
        office.city.at_department().await;
        let id = office.ask().await;
        let claimed = exports::claim(&office.city.office).await.unwrap().unwrap();
        let place = exports::storing(&office.city.office, &claimed).await.unwrap().unwrap();
        let mut spool = office.vault.spool().await.unwrap();
        spool.write(b"half").await.unwrap();
        office.vault.put(&Key::of(place.as_u128()), spool).await.unwrap();
        assert_eq!(did(&office.round().await), None, "it may be alive");
        office.city.pass(SignedDuration::from_mins(6));
        assert_eq!(did(&office.round().await), Some("파일 만듦 1건"));
        let export = office.one(id).await;
        assert!(export.state == ExportState::Done && export.file != Some(place));
        assert_eq!(office.lying(), 1, "only the whole one");
    }

    async fn a_file_that_was_called_off_leaves_nothing(store: Store) {
        let office = Office::new(store).await;
        let id = office.ask().await;
        let claimed = exports::claim(&office.city.office).await.unwrap().unwrap();
        let place = exports::storing(&office.city.office, &claimed).await.unwrap().unwrap();
        let mut spool = office.vault.spool().await.unwrap();
        spool.write(b"whole").await.unwrap();
        office.vault.put(&Key::of(place.as_u128()), spool).await.unwrap();
        assert!(exports::cancel(&office.city.office, &office.lee().await, id).await.unwrap());
        office.city.pass(SignedDuration::from_mins(20));
        office.round().await;
        assert_eq!(office.lying(), 0);
    }

    async fn a_vault_that_takes_nothing_is_said(store: Store) {
        let office = Office::new(store).await;
        let id = office.ask().await;
        std::fs::remove_dir_all(office.folder.path().join("incoming")).unwrap();
        office.round().await;
        let export = office.one(id).await;
        assert_eq!((export.state, export.failure), (ExportState::Failed, Some(ExportFailure::Storage)));
    }
}
