//! What a backup says of itself: the manifest stands first in it, the list of what it holds last.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use store::{AccessAnchor, Census, Engine, KeyMark};

/// The layout of the file; a program refuses one it does not know.
pub(crate) const FORMAT: u32 = 1;

/// Known before the first byte of the database: what is needed to read it, and what must be there afterwards.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Manifest {
    pub format: u32,
    /// Version of the program that made it.
    pub program: String,
    /// `sqlite` or `postgres`.
    pub engine: String,
    /// The newest migration.
    pub schema: i64,
    /// The recovery point: what was acknowledged before this moment is in it.
    pub moment: Timestamp,
    /// Keys without which it cannot be read.
    pub keys: Vec<KeyMark>,
    pub counts: Census,
    /// Where the chain of the access log stood, `line:hash`; none while nobody has done anything.
    pub audit: Option<String>,
}

/// Known at the end: that nothing is missing.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Contents {
    /// Parts before this one.
    pub parts: u64,
    /// Their bytes in all.
    pub bytes: u64,
    /// SHA-256 over the lines `digest  name` of all parts in their order.
    pub digest: String,
    /// The same under the key ring: nobody else can make a backup that passes for one of this office.
    pub signature: String,
    /// Files of attachments, small pictures among them.
    pub files: u64,
    /// Taken back by their petitioners between the copy of the database and their turn.
    pub gone: u64,
    /// Rows without their bytes in the vault, or with other bytes than they say.
    pub faulty: u64,
    /// The first of them.
    pub named: Vec<String>,
}

impl Manifest {
    /// The part with the database in it.
    pub(crate) fn database(engine: Engine) -> &'static str {
        match engine {
            Engine::Sqlite => "database.sqlite.gz",
            Engine::Postgres => "database.pgdump",
        }
    }

    pub(crate) fn engine(&self) -> Option<Engine> {
        [Engine::Sqlite, Engine::Postgres].into_iter().find(|engine| engine.as_str() == self.engine)
    }

    pub(crate) fn anchor(&self) -> Option<AccessAnchor> {
        self.audit.as_deref().and_then(|anchor| anchor.parse().ok())
    }
}

/// What the digest of all parts is signed for.
pub(crate) const SIGNED: &str = "backup";

/// The engine as people call it.
pub(crate) fn called(engine: Engine) -> &'static str {
    match engine {
        Engine::Sqlite => "SQLite",
        Engine::Postgres => "PostgreSQL",
    }
}
