//! The office in which everything is there, kept as a file: each question that changed something is followed by a
//! fresh copy, so that every cell of the table finds the same things.

use std::net::Ipv4Addr;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

use axum::Router;
use casework::{MovableClock, Office};
use connect::vault::{Settings as VaultSettings, Vault};
use domain::dispatch::Neighbour;
use jiff::Timestamp;
use store::Store;
use testkit::databases::keys;
use testkit::office::TestOffice;
use testkit::world;
use testkit::written::Watch;
use web::{AppState, Settings, router};

use crate::ask::{Came, ask};
use crate::askers::{Asker, log_in, session};
use crate::things::{Row, Things};

pub(crate) struct House {
    folder: tempfile::TempDir,
    copies: AtomicU32,
    pub(crate) vault: Arc<Vault>,
    pub(crate) things: Things,
}

/// A copy at work.
pub(crate) struct Open {
    name: String,
    pub(crate) router: Router,
    store: Store,
    watch: Watch,
}

/// Where the office's clock stands once everything is there: what 김도로 has is late, and was urged.
pub(crate) fn today() -> Timestamp {
    world::seoul_time("2026-03-23 10:00")
}

impl House {
    pub(crate) async fn build() -> House {
        let folder = tempfile::tempdir().unwrap();
        let place = folder.path().join("vault");
        std::fs::create_dir(&place).unwrap();
        let vault = Arc::new(Vault::new(&VaultSettings::Folder(place)).unwrap());
        let mut house = House { folder, copies: AtomicU32::new(0), vault, things: Things::default() };
        let store = Store::open(&house.url("whole"), keys()).await.unwrap();
        world::settle(&store).await;
        log_in(&store).await;
        let office = TestOffice::over(store.clone()).await;
        let office = TestOffice { office: office.office.beside(&[Neighbour::Epeople]), ..office };
        let things = Things::make(&house, &office).await;
        house.things = things;
        store.close().await;
        house
    }

    fn file(&self, name: &str) -> PathBuf {
        self.folder.path().join(format!("{name}.db"))
    }

    fn url(&self, name: &str) -> String {
        format!("sqlite://{}", self.file(name).display())
    }

    pub(crate) fn router(&self, office: &Office) -> Router {
        serving(office, Arc::clone(&self.vault))
    }

    /// A folder of the worker's, beside the vault.
    pub(crate) fn bench(&self) -> PathBuf {
        self.folder.path().to_owned()
    }

    /// A fresh copy, as it was when everything had been made.
    pub(crate) async fn open(&self) -> Open {
        let name = format!("copy-{}", self.copies.fetch_add(1, Ordering::Relaxed));
        std::fs::copy(self.file("whole"), self.file(&name)).unwrap();
        let url = self.url(&name);
        let store = Store::open(&url, keys()).await.unwrap();
        let clock = Arc::new(MovableClock::new(today()));
        let wall = Arc::new(MovableClock::new(world::morning()));
        let office = Office::open(store.clone(), clock, wall).await.unwrap();
        let vault = self.folder.path().join(format!("{name}.vault"));
        copied(&self.folder.path().join("vault"), &vault);
        let vault = Arc::new(Vault::new(&VaultSettings::Folder(vault)).unwrap());
        let router = serving(&office.beside(&[Neighbour::Epeople]), vault);
        Open { name, router, store, watch: Watch::over(&url).await }
    }

    pub(crate) async fn close(&self, open: Open) {
        open.watch.close().await;
        open.store.close().await;
        std::fs::remove_file(self.file(&open.name)).unwrap();
        std::fs::remove_dir_all(self.folder.path().join(format!("{}.vault", open.name))).unwrap();
    }

    fn cookie(&self, asker: Asker) -> String {
        match asker {
            Asker::Nobody => String::new(),
            Asker::Stranger => self.things.stranger.clone(),
            Asker::Own => format!("{}; {}", self.things.own[0], self.things.own_bundle),
            Asker::Officer("han", id) => format!("{}; {}", session(id), self.things.han_bundle),
            Asker::Officer(_, id) => session(id),
        }
    }

    /// What comes, and whether something was written, after which there is a fresh copy.
    pub(crate) async fn ask(&self, open: &mut Open, asker: Asker, row: &Row) -> (Came, bool) {
        let form: Vec<(&str, &str)> = row.form.iter().map(|(name, value)| (*name, value.as_str())).collect();
        let came = ask(&open.router, (&row.route.method, &row.path), &self.cookie(asker), &form).await;
        (came, self.made_anew(open).await)
    }

    /// Whether something was written since this was last asked; then the copy is a fresh one.
    pub(crate) async fn made_anew(&self, open: &mut Open) -> bool {
        let written = open.watch.written().await;
        if written {
            let used = std::mem::replace(open, self.open().await);
            self.close(used).await;
        }
        written
    }
}

fn serving(office: &Office, vault: Arc<Vault>) -> Router {
    let settings = Settings { demo: false, secure_cookies: false };
    // Whoever asks through a proxy here says where they are: each place has its own count of tries.
    let state = AppState::new(office.clone(), settings).behind(&[Ipv4Addr::LOCALHOST.into()]);
    router(state.keeping(vault))
}

/// A folder of files and of folders with files.
fn copied(from: &Path, to: &Path) {
    std::fs::create_dir(to).unwrap();
    for entry in std::fs::read_dir(from).unwrap().map(Result::unwrap) {
        let there = to.join(entry.file_name());
        match entry.file_type().unwrap().is_dir() {
            true => copied(&entry.path(), &there),
            false => drop(std::fs::copy(entry.path(), there).unwrap()),
        }
    }
}
