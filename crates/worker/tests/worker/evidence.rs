//! 증거 묶음: asked for with a purpose, made and signed by a worker, and whole when it is looked through.

use std::path::PathBuf;
use std::sync::Arc;

use casework::attachments::{self, Offered, To};
use casework::evidence::{self as packets, SIGNATURE};
use casework::exports::{self, Opened};
use connect::vault::{Key, Settings, Vault};
use domain::actor::Actor;
use domain::attachment::{FileKind, FileName, Part};
use domain::complaint::{Command, Number, Visibility};
use domain::export::{ExportFailure, ExportState};
use domain::id::OfficerId;
use domain::text::Memo;
use evidence::{LogLine, Seal, Trouble, examine};
use jiff::Timestamp;
use store::{Access, ChainedAccess, KeyRing, OpeningsOf, Store};
use testkit::databases::keys;
use uuid::Uuid;
use worker::Files;

use crate::city::{City, HAN, KIM, LEE};

struct Ring(KeyRing);

impl Seal for Ring {
    fn sign(&self, digest: &str) -> Option<String> {
        self.0.keyed_digest(SIGNATURE, digest)
    }

    fn is_as_written(&self, line: &LogLine) -> bool {
        let LogLine { seq, at, account, ip, action, subject, outcome, prev_hash, hash } = line.clone();
        let access =
            Access { at: Timestamp::from_microsecond(at).unwrap(), account, ip, action, subject, outcome };
        ChainedAccess { seq, access, prev_hash, hash }.is_as_written(&self.0).unwrap()
    }
}

struct Desk {
    city: City,
    vault: Arc<Vault>,
    folder: tempfile::TempDir,
}

impl Desk {
    async fn new(store: Store) -> Desk {
        let folder = tempfile::tempdir().unwrap();
        let vault = Arc::new(Vault::new(&Settings::Folder(folder.path().to_owned())).unwrap());
        Desk { city: City::new(store).await, vault, folder }
    }

    async fn officer(&self, id: OfficerId) -> Actor {
        let today = domain::desk::seoul_date(self.city.office.now());
        let on_duty = self.city.office.store().read().await.unwrap().on_duty(id, today).await.unwrap();
        Actor::Officer(on_duty.unwrap())
    }

    async fn attach(&self, number: &Number, bytes: &[u8]) -> Uuid {
        let complaint = self.city.complaint(number).await.id;
        let mut spool = self.vault.spool().await.unwrap();
        spool.write(bytes).await.unwrap();
        let spool = spool.digested();
        let offered = Offered {
            name: FileName::of("현장 사진.txt").unwrap(),
            kind: FileKind::Text,
            size: spool.bytes(),
            digest: spool.digest().to_owned(),
            preview: false,
        };
        let to = To::Past { complaint, part: Part::Application, by: None };
        let id = attachments::reserve(&self.city.office, to, &offered).await.unwrap();
        self.vault.put(&Key::of(id.as_u128()), spool).await.unwrap();
        attachments::arrived(&self.city.office, id).await.unwrap();
        id
    }

    async fn ask(&self, by: OfficerId, number: &Number) -> Result<Uuid, exports::NotAsked> {
        let purpose = Memo::new("행정심판 답변서 제출").unwrap();
        packets::ask(&self.city.office, (&self.officer(by).await, "10.0.0.7"), number, &purpose).await
    }

    async fn round(&self) {
        let files = Files { vault: Some(Arc::clone(&self.vault)), ..Files::default() };
        let report = self.city.worker().with_files(files).run_once().await;
        assert!(report.jobs.iter().all(|(_, result)| result.is_ok()), "{report:?}");
    }

    /// As whoever asked takes it.
    async fn take(&self, id: Uuid) -> PathBuf {
        let office = &self.city.office;
        let lee = self.officer(LEE).await;
        let opened = exports::open(office, &lee, ("lee", "203.0.113.9"), id).await.unwrap();
        let Opened::File(export) = opened else { panic!("no packet") };
        let key = Key::of(export.file.unwrap().as_u128());
        let at_hand = self.vault.at_hand(&key).await.unwrap().unwrap();
        let to = self.folder.path().join("taken.zip");
        std::fs::copy(at_hand.path(), &to).unwrap();
        to
    }
}

testkit::both_databases! {
    async fn a_packet_holds_the_case_and_is_whole(store: Store) {
        let desk = Desk::new(store).await;
        let number = desk.city.accepted().await;
        let file = desk.attach(&number, b"a photograph").await;
        let first = desk.ask(LEE, &number).await.unwrap();
        desk.round().await;
        desk.take(first).await;
        // Asked again, the log of the case has the first one in it.
        let id = desk.ask(LEE, &number).await.unwrap();
        desk.round().await;
        let path = desk.take(id).await;
        let examined = examine(&path, &Ring(keys())).unwrap();
        assert_eq!(examined.troubles, []);
        let manifest = examined.manifest.unwrap();
        assert_eq!((manifest.head.number.as_str(), manifest.head.purpose.as_str()), (number.as_str(), "행정심판 답변서 제출"));
        let named = |name: &str| manifest.parts.iter().find(|part| part.name == name).unwrap();
        assert_eq!(named(&format!("attachments/{file}.txt")).bytes, 12);
        assert!(manifest.parts.iter().any(|part| part.name == "cover.html"));
        let other = examine(&path, &Ring(KeyRing::generate())).unwrap().troubles;
        assert_eq!(other.first(), Some(&Trouble::ListAltered), "another office's keys");
        let lines = other.iter().filter(|trouble| matches!(trouble, Trouble::LineAltered(_))).count();
        assert_eq!(lines, 3, "asked, taken, asked again: each with its link in the chain");
        let case = desk.city.complaint(&number).await.id;
        let mut tx = desk.city.office.store().read().await.unwrap();
        let kept = tx.openings(OpeningsOf::Complaint(case), None, 9).await.unwrap();
        assert!(kept.iter().all(|one| one.purpose == "행정심판 답변서 제출" && one.officer == LEE));
        assert_eq!(kept.len(), 2);
    }

    async fn whoever_does_not_answer_for_the_file_gets_none(store: Store) {
        let desk = Desk::new(store).await;
        let number = desk.city.accepted().await;
        for officer in [KIM, HAN] {
            let refused = desk.ask(officer, &number).await;
            assert!(matches!(refused, Err(exports::NotAsked::NotDone(casework::NotDone::NotFound))), "{officer}");
        }
    }

    async fn a_file_sealed_meanwhile_leaves_in_no_packet(store: Store) {
        let desk = Desk::new(store).await;
        let number = desk.city.at_department().await;
        let id = desk.ask(LEE, &number).await.unwrap();
        let sealed = Command::Reclassify {
            kind: None, category: None, period: None, visibility: Some(Visibility::Sealed),
            reason: Memo::new("공익신고로 확인됨").unwrap(),
        };
        desk.city.act(HAN, &number, sealed).await;
        desk.round().await;
        let mut tx = desk.city.office.store().read().await.unwrap();
        let export = tx.export(LEE, id).await.unwrap().unwrap();
        assert_eq!((export.state, export.failure), (ExportState::Failed, Some(ExportFailure::OwnerGone)));
    }
}
