//! Attachments looked after: scanned, scanned again, and swept when nobody sends them.

use std::path::PathBuf;
use std::sync::Arc;

use casework::attachments::{self, Offered, To};
use connect::scan::{EICAR, Scanner, ScannerFake};
use connect::vault::{Key, Settings, Vault, VaultFault};
use domain::attachment::{FileKind, FileName, Scan};
use jiff::SignedDuration;
use store::Store;
use uuid::Uuid;
use worker::Files;

use crate::city::City;

pub(crate) struct Kept {
    pub(crate) city: City,
    pub(crate) vault: Arc<Vault>,
    fake: ScannerFake,
    _folder: tempfile::TempDir,
}

impl Kept {
    pub(crate) async fn new(store: Store) -> Kept {
        let folder = tempfile::tempdir().unwrap();
        Kept::within(store, folder, Settings::Folder).await
    }

    /// With files where these settings say, given the folder.
    pub(crate) async fn within(
        store: Store,
        folder: tempfile::TempDir,
        settings: impl FnOnce(PathBuf) -> Settings,
    ) -> Kept {
        let vault = Arc::new(Vault::new(&settings(folder.path().to_owned())).unwrap());
        let fake = ScannerFake::start().await.unwrap();
        Kept { city: City::new(store).await, vault, fake, _folder: folder }
    }

    async fn keep(&self, name: &str, bytes: &[u8]) -> Uuid {
        self.try_keep(name, bytes).await.unwrap()
    }

    pub(crate) async fn try_keep(&self, name: &str, bytes: &[u8]) -> Result<Uuid, VaultFault> {
        let mut spool = self.vault.spool().await.unwrap();
        spool.write(bytes).await.unwrap();
        let spool = spool.digested();
        let offered = Offered {
            name: FileName::of(name).unwrap(),
            kind: FileKind::Text,
            size: spool.bytes(),
            digest: spool.digest().to_owned(),
            preview: false,
        };
        let to = To::Waiting { bundle: "waiting:test", by: None };
        let id = attachments::reserve(&self.city.office, to, &offered).await.unwrap();
        self.vault.put(&Key::of(id.as_u128()), spool).await?;
        attachments::arrived(&self.city.office, id).await.unwrap();
        Ok(id)
    }

    /// One round of a worker with this scanner, some time later.
    pub(crate) async fn round(&self, scanner: bool, later: SignedDuration) {
        let now = self.city.office.now() + later;
        self.city.office.clock().move_to(now);
        let scanner = scanner.then(|| Arc::new(Scanner::new(&self.fake.settings()).unwrap()));
        let files = Files { vault: Some(Arc::clone(&self.vault)), scanner, ..Files::default() };
        let report = self.city.worker().with_files(files).run_once().await;
        assert!(report.jobs.iter().all(|(_, result)| result.is_ok()), "{report:?}");
    }

    async fn scans(&self) -> Vec<Scan> {
        let mut files = attachments::waiting(&self.city.office, "waiting:test").await.unwrap();
        files.sort_by(|a, b| b.name.cmp(&a.name));
        files.iter().map(|file| file.scan).collect()
    }
}

testkit::both_databases! {
    async fn what_comes_in_is_scanned_and_a_virus_is_found(store: Store) {
        let kept = Kept::new(store).await;
        kept.keep("안전.txt", b"abc").await;
        kept.keep("감염.txt", EICAR.concat().as_bytes()).await;
        kept.round(true, SignedDuration::from_secs(11)).await;
        assert_eq!(kept.scans().await, [Scan::Clean, Scan::Infected]);
    }

    async fn a_scanner_that_is_away_is_asked_again_later(store: Store) {
        let kept = Kept::new(store).await;
        kept.keep("a.txt", b"abc").await;
        kept.fake.go_away(true);
        kept.round(true, SignedDuration::from_secs(11)).await;
        assert_eq!(kept.scans().await, [Scan::Unscanned]);
        kept.fake.go_away(false);
        kept.round(true, SignedDuration::from_secs(60)).await;
        assert_eq!(kept.scans().await, [Scan::Unscanned], "not every minute");
        kept.round(true, SignedDuration::from_mins(5)).await;
        assert_eq!(kept.scans().await, [Scan::Clean]);
    }

    async fn without_a_scanner_it_is_said_and_a_later_one_catches_up(store: Store) {
        let kept = Kept::new(store).await;
        kept.keep("a.txt", b"abc").await;
        kept.round(false, SignedDuration::from_secs(11)).await;
        assert_eq!(kept.scans().await, [Scan::Unscanned]);
        kept.round(true, SignedDuration::from_mins(61)).await;
        assert_eq!(kept.scans().await, [Scan::Clean]);
    }

    async fn what_is_sent_in_the_last_moment_stays_bytes_and_all(store: Store) {
        let kept = Kept::new(store).await;
        let (sent, left) = (kept.keep("a.txt", b"abc").await, kept.keep("b.txt", b"abc").await);
        let office = &kept.city.office;
        let complaint = kept.city.file(crate::city::park()).await.id;
        // The sweep has seen both; one is sent before its turn comes, the other is hidden before it can be sent.
        assert!(attachments::leaves(office, left).await.unwrap());
        let mut tx = office.store().write().await.unwrap();
        assert_eq!(tx.file_attachments("waiting:test", complaint).await.unwrap(), 1);
        tx.commit().await.unwrap();
        assert!(!attachments::leaves(office, sent).await.unwrap());
        kept.round(true, SignedDuration::from_hours(4)).await;
        assert!(kept.vault.open(&Key::of(sent.as_u128())).await.unwrap().is_some());
        assert!(kept.vault.open(&Key::of(left.as_u128())).await.unwrap().is_none());
    }

    async fn what_nobody_sends_goes_bytes_and_all(store: Store) {
        let kept = Kept::new(store).await;
        let id = kept.keep("a.txt", b"abc").await;
        kept.round(true, SignedDuration::from_hours(4)).await;
        assert!(kept.scans().await.is_empty());
        assert!(kept.vault.open(&Key::of(id.as_u128())).await.unwrap().is_none());
    }
}
