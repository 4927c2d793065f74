//! The demo's folder: its database, its keys, and what must be the same at the next start.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use store::KeyRing;

use crate::files::{make_private_folder, write_private};

/// What a later start must know. It holds the demo's password: for its owner's eyes only.
#[derive(Serialize, Deserialize)]
pub(super) struct Kept {
    pub(super) password: String,
    /// Where the demo's clock starts.
    pub(super) now: Timestamp,
    /// Numbers with secrets, for looking up as a citizen.
    pub(super) examples: Vec<(String, String)>,
}

pub(super) struct Home {
    folder: PathBuf,
}

impl Home {
    pub(super) fn enter(folder: &Path) -> Result<Home> {
        make_private_folder(folder)?;
        Ok(Home { folder: folder.to_owned() })
    }

    pub(super) fn database(&self) -> String {
        format!("sqlite://{}", self.folder.join("demo.db").display())
    }

    /// Where a stand-in of a neighbour keeps its own book.
    pub(super) fn neighbour(&self, name: &str) -> PathBuf {
        self.folder.join(name)
    }

    /// Attachments lie beside the database.
    pub(super) fn files(&self) -> connect::vault::Settings {
        connect::vault::Settings::Folder(self.folder.join("files"))
    }

    /// Nothing before a city was built to its end.
    pub(super) fn kept(&self) -> Result<Option<Kept>> {
        let path = self.folder.join("demo.json");
        match fs::read_to_string(&path) {
            Ok(text) => {
                let kept = serde_json::from_str(&text);
                Ok(Some(kept.with_context(|| format!("{}을 읽을 수 없습니다", path.display()))?))
            }
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(error).with_context(|| format!("{}을 읽을 수 없습니다", path.display())),
        }
    }

    pub(super) fn keep(&self, kept: &Kept) -> Result<()> {
        write_private(&self.folder.join("demo.json"), &serde_json::to_string_pretty(kept)?)
    }

    /// Whether there is a database in which a city may have been begun: always, where it is another server's.
    pub(super) fn may_be_begun(&self, url: &str) -> bool {
        url != self.database() || self.folder.join("demo.db").exists()
    }

    /// A city whose building cannot go on is begun anew; only files that this program made are removed.
    pub(super) fn begin_building(&self) -> Result<()> {
        for name in ["demo.db", "demo.db-wal", "demo.db-shm", "epeople.json"] {
            match fs::remove_file(self.folder.join(name)) {
                Err(error) if error.kind() != std::io::ErrorKind::NotFound => return Err(error.into()),
                _ => {}
            }
        }
        self.empty_the_vault()
    }

    /// The folder in which files are put together is in use already.
    pub(super) fn empty_the_vault(&self) -> Result<()> {
        for entry in fs::read_dir(self.folder.join("files")).into_iter().flatten() {
            let path = entry?.path();
            if !path.ends_with("incoming") {
                fs::remove_dir_all(path)?;
            }
        }
        Ok(())
    }

    pub(super) fn keys_file(&self) -> PathBuf {
        self.folder.join("keys")
    }

    pub(super) fn key_ring(&self) -> Result<KeyRing> {
        let path = self.keys_file();
        match fs::read_to_string(&path) {
            Ok(text) => KeyRing::parse(&text).with_context(|| format!("열쇠 파일 {}", path.display())),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
                let ring = KeyRing::generate();
                write_private(&path, &ring.to_text())?;
                Ok(ring)
            }
            Err(error) => Err(error).with_context(|| format!("{}을 읽을 수 없습니다", path.display())),
        }
    }
}
