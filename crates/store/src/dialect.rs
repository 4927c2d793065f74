//! The few words in which the two databases differ.

use crate::tx::Engine;

impl Engine {
    /// After a `select` of work to be claimed: rows another worker holds are passed over.
    /// SQLite needs no word, its only writer already holds everything.
    pub fn skip_locked(self) -> &'static str {
        match self {
            Engine::Sqlite => "",
            Engine::Postgres => " for update skip locked",
        }
    }

    /// After a `select` of a row about to be changed: waits for whoever changes it now.
    pub fn for_update(self) -> &'static str {
        match self {
            Engine::Sqlite => "",
            Engine::Postgres => " for update",
        }
    }

    /// The place of a new complaint in the order of filing. SQLite has one writer, who may look.
    pub(crate) fn next_ordinal(self) -> &'static str {
        match self {
            Engine::Sqlite => "(select coalesce(max(ordinal), 0) + 1 from complaints)",
            Engine::Postgres => "nextval('complaint_ordinals')",
        }
    }

    /// After a text that is compared byte by byte, whatever the language of the server.
    pub(crate) fn bytewise(self) -> &'static str {
        match self {
            Engine::Sqlite => "",
            Engine::Postgres => " collate \"C\"",
        }
    }

    pub fn as_str(self) -> &'static str {
        match self {
            Engine::Sqlite => "sqlite",
            Engine::Postgres => "postgres",
        }
    }
}
