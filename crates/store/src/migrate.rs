//! Bringing a database's schema up to this program's, and refusing one that is ahead of it.

use sha2::{Digest, Sha256};
use sqlx::{AssertSqlSafe, FromRow};

use crate::codec::hex;
use crate::error::{Result, StoreError};
use crate::tx::{Engine, Write, on};

#[cfg(test)]
mod serving;

struct Migration {
    number: i64,
    name: &'static str,
    /// The oldest program, by the newest migration it knows, that may go on working once this one was applied.
    oldest: i64,
    sqlite: &'static str,
    postgres: &'static str,
}

/// `migration!(20, "0020_name")`: programs that do not know it must not go on.
/// `migration!(20, "0020_name", serves 19)`: it only adds, and what it adds may stay empty, or it drops what programs that
/// know 19 have given up; such a program goes on beside the newer one, and may come back after it.
macro_rules! migration {
    ($number:literal, $name:literal) => {
        migration!($number, $name, serves $number)
    };
    ($number:literal, $name:literal, serves $oldest:literal) => {
        Migration {
            number: $number,
            name: $name,
            oldest: $oldest,
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
    migration!(14, "0014_door"),
    migration!(15, "0015_keeping"),
    migration!(16, "0016_secrecy"),
    migration!(17, "0017_standing"),
    migration!(18, "0018_passkeys"),
    migration!(19, "0019_lighter"),
    migration!(20, "0020_account_notices", serves 19),
    migration!(21, "0021_narrower", serves 19),
    migration!(22, "0022_letters", serves 19),
    migration!(23, "0023_owed", serves 19),
    migration!(24, "0024_drafted_remedy", serves 19),
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
                number bigint not null primary key, name text not null, digest text not null);
            create table if not exists schema_serves (
                number bigint not null primary key, oldest bigint not null)"
        ).execute(db).await.map(drop))?;
        let applied: Vec<Applied> = on!(self.0, db => sqlx::query_as(
            "select m.number, m.digest, coalesce(s.oldest, m.number) as oldest
             from schema_migrations m left join schema_serves s on s.number = m.number order by m.number"
        ).fetch_all(db).await)?;
        refuse_strangers(&applied, self.engine())?;
        let missing = MIGRATIONS.get(applied.len()..).unwrap_or_default();
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
        if migration.oldest < migration.number {
            on!(self.0, db => sqlx::query("insert into schema_serves (number, oldest) values ($1, $2)")
                .bind(migration.number)
                .bind(migration.oldest)
                .execute(db)
                .await
                .map(drop))?;
        }
        Ok(())
    }
}

/// A migration as the database knows it, perhaps of a newer program.
#[derive(FromRow)]
struct Applied {
    number: i64,
    digest: String,
    /// See [`Migration::oldest`]; its own number where nothing was said.
    oldest: i64,
}

/// A newer program was here and changed what this one relies on, or a migration was edited after it had been applied:
/// both would make this program read columns that mean something else. What a newer one only added is no reason.
fn refuse_strangers(applied: &[Applied], engine: Engine) -> Result<()> {
    if let Some(newer) = applied.iter().find(|applied| applied.oldest > newest()) {
        return Err(StoreError::Setup(format!(
            "the database's schema is at {}, which serves programs that know {}; this program knows up to {}: start the \
             newer program",
            newer.number,
            newer.oldest,
            newest()
        )));
    }
    for (applied, migration) in applied.iter().zip(MIGRATIONS) {
        if applied.number != migration.number || applied.digest != migration.digest(engine) {
            return Err(StoreError::Setup(format!(
                "migration {} of the database differs from this program's {}: it was made by another build",
                applied.number, migration.name
            )));
        }
    }
    if let Some(ahead) = applied.iter().rfind(|applied| applied.number > newest()) {
        tracing::info!(
            schema = ahead.number,
            knows = newest(),
            "a newer program was here and serves this one"
        );
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::serving::{fault, only_adds};
    use super::*;

    #[test]
    fn what_serves_an_older_program_only_adds() {
        assert!(only_adds(
            "create table t (a text not null); -- drop table t;\nalter table t add column b text;"
        ));
        assert!(only_adds("alter table t add column b bigint not null default 0"));
        assert!(only_adds(
            "drop index i; create index i on t (b, c); alter table t set (autovacuum_enabled = true)"
        ));
        assert!(only_adds(
            "alter table t add column b boolean not null default false; update t set b = true where c in (1, 2)"
        ));
        for no in [
            "alter table t add column b boolean; update t set b = true, c = 1",
            "alter table t add column b boolean; update t set c = 1 where b",
            "alter table t add column b bigint not null",
            "alter table t drop column b",
            "create unique index i on t (b)",
            "drop index i; create index j on t (b)",
            "alter table t set (fillfactor = 50)",
            "update t set b = 1",
            "create table n (a text); drop table t",
        ] {
            assert!(!only_adds(no), "{no}");
        }
        for (n, migration) in MIGRATIONS.iter().enumerate() {
            for engine in [Engine::Sqlite, Engine::Postgres] {
                assert_eq!(fault(&MIGRATIONS[..n], migration, engine), None, "{}", migration.name);
            }
        }
    }
}
