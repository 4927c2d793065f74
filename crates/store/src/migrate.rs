//! Bringing a database's schema up to this program's, and refusing one that is ahead of it.

use sha2::{Digest, Sha256};
use sqlx::AssertSqlSafe;

use crate::codec::hex;
use crate::error::{Result, StoreError};
use crate::tx::{Engine, Write, on};

struct Migration {
    number: i64,
    name: &'static str,
    sqlite: &'static str,
    postgres: &'static str,
}

macro_rules! migration {
    ($number:literal, $name:literal) => {
        Migration {
            number: $number,
            name: $name,
            sqlite: include_str!(concat!("../migrations/sqlite/", $name, ".sql")),
            postgres: include_str!(concat!("../migrations/postgres/", $name, ".sql")),
        }
    };
}

/// In order; same number and name in both folders.
#[rustfmt::skip]
const MIGRATIONS: &[Migration] = &[
    migration!(1, "0001_beginning"),
    migration!(2, "0002_satisfaction"),
    migration!(3, "0003_statistics"),
    migration!(4, "0004_neighbours"),
    migration!(5, "0005_approval"),
    migration!(6, "0006_people"),
    migration!(7, "0007_administration"),
    migration!(8, "0008_attachments"),
    migration!(9, "0009_desk"),
    migration!(10, "0010_size"),
    migration!(11, "0011_exports"),
    migration!(12, "0012_figures"),
    migration!(13, "0013_sums"),
    migration!(17, "0017_secrecy"),
];

impl Migration {
    fn text(&self, engine: Engine) -> &'static str {
        match engine {
            Engine::Sqlite => self.sqlite,
            Engine::Postgres => self.postgres,
        }
    }

    fn digest(&self, engine: Engine) -> String {
        hex(&Sha256::digest(self.text(engine)))
    }
}

/// A name for the schema this program wants: two programs with the same text agree on it.
pub fn fingerprint(engine: Engine) -> String {
    let mut all = Sha256::new();
    for migration in MIGRATIONS {
        all.update(migration.text(engine));
    }
    hex(&all.finalize()[..8])
}

/// The newest migration this program knows.
pub fn newest() -> i64 {
    MIGRATIONS.iter().map(|m| m.number).max().unwrap_or(0)
}

impl Write {
    /// Applies what is missing; says how many migrations that were.
    pub(crate) async fn migrate(&mut self) -> Result<usize> {
        if self.engine() == Engine::Postgres {
            // Two servers starting at once: the second waits here and finds the work done.
            on!(self.0, db => sqlx::query("select pg_advisory_xact_lock(7203485917)").execute(db).await.map(drop))?;
        }
        on!(self.0, db => sqlx::raw_sql(
            "create table if not exists schema_migrations (
                number bigint not null primary key, name text not null, digest text not null)"
        ).execute(db).await.map(drop))?;
        let applied: Vec<(i64, String)> = on!(self.0, db => sqlx::query_as(
            "select number, digest from schema_migrations order by number"
        ).fetch_all(db).await)?;
        refuse_strangers(&applied, self.engine())?;
        let missing = &MIGRATIONS[applied.len()..];
        for migration in missing {
            self.apply(migration).await?;
        }
        Ok(missing.len())
    }

    async fn apply(&mut self, migration: &Migration) -> Result<()> {
        let engine = self.engine();
        tracing::info!(migration = migration.name, engine = engine.as_str(), "the schema moves on");
        on!(self.0, db => sqlx::raw_sql(AssertSqlSafe(migration.text(engine))).execute(db).await.map(drop))?;
        on!(self.0, db => sqlx::query("insert into schema_migrations (number, name, digest) values ($1, $2, $3)")
            .bind(migration.number)
            .bind(migration.name)
            .bind(migration.digest(engine))
            .execute(db)
            .await
            .map(drop))?;
        Ok(())
    }
}

/// A newer program was here, or a migration was edited after it had been applied: both would make
/// this program read columns that mean something else.
fn refuse_strangers(applied: &[(i64, String)], engine: Engine) -> Result<()> {
    if let Some((number, _)) = applied.iter().find(|(number, _)| *number > newest()) {
        return Err(StoreError::Setup(format!(
            "the database's schema is at {number}, this program knows up to {}: start the newer program",
            newest()
        )));
    }
    for ((number, digest), migration) in applied.iter().zip(MIGRATIONS) {
        if *number != migration.number || *digest != migration.digest(engine) {
            return Err(StoreError::Setup(format!(
                "migration {number} of the database differs from this program's {}: it was made by another build",
                migration.name
            )));
        }
    }
    Ok(())
}
