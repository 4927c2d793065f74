//! Indexes, foreign keys and triggers that a load lays aside, noted where the next start finds them.

use sqlx::AssertSqlSafe;

use crate::codec::{from_json, json};
use crate::error::Result;
use crate::tx::{Engine, Read, Write, on};

/// The tables a complaint's rows go to.
pub(crate) const LOADED: [&str; 14] = [
    "petitioners",
    "complaints",
    "events",
    "notes",
    "desk_items",
    "drafts",
    "surveys",
    "reminders",
    "outcomes",
    "pulses",
    "outbox",
    "outbox_attempts",
    "dispatches",
    "approval_documents",
];

/// The setting with the commands that put back what is laid aside, the next one last.
const ASIDE: &str = "loading:aside";

const SQLITE: &str = "select 'drop ' || type || ' ' || name, sql from sqlite_master
    where type in ('index', 'trigger') and sql is not null and tbl_name in ";

/// Indexes that carry no constraint, references to other tables, triggers.
const POSTGRES: &str = "
    with loaded as (select c.oid from pg_class c
        where c.relnamespace = current_schema()::regnamespace and c.relkind = 'r' and c.relname in TABLES)
    select 'drop index ' || i.indexrelid::regclass::text, pg_get_indexdef(i.indexrelid)
    from pg_index i where i.indrelid in (select oid from loaded)
        and not exists (select 1 from pg_constraint k where k.conindid = i.indexrelid and k.contype in ('p', 'u', 'x'))
    union all
    select 'alter table ' || k.conrelid::regclass::text || ' drop constraint ' || k.conname,
        'alter table ' || k.conrelid::regclass::text || ' add constraint ' || k.conname || ' '
            || pg_get_constraintdef(k.oid)
    from pg_constraint k where k.contype = 'f' and k.conrelid in (select oid from loaded)
    union all
    select 'drop trigger ' || t.tgname || ' on ' || t.tgrelid::regclass::text, pg_get_triggerdef(t.oid)
    from pg_trigger t where not t.tgisinternal and t.tgrelid in (select oid from loaded)";

impl Read {
    pub(super) async fn laid_aside(&mut self) -> Result<Vec<String>> {
        let kept = self.setting(ASIDE).await?;
        kept.map_or(Ok(Vec::new()), |kept| from_json("what was laid aside", &kept))
    }
}

impl Write {
    pub(super) async fn lay_aside(&mut self) -> Result<()> {
        let mut aside = self.laid_aside().await?;
        let tables = format!("('{}')", LOADED.join("', '"));
        let sql = match self.engine() {
            Engine::Sqlite => format!("{SQLITE}{tables}"),
            Engine::Postgres => POSTGRES.replace("TABLES", &tables),
        };
        let sql = AssertSqlSafe(format!("{sql} order by 1"));
        let found: Vec<(String, String)> = on!(self, db => sqlx::query_as(sql).fetch_all(db).await)?;
        for (drop, back) in found {
            self.run(drop).await?;
            aside.push(back);
        }
        self.note_aside(&aside).await
    }

    /// False when everything is back.
    pub(super) async fn put_one_back(&mut self) -> Result<bool> {
        let mut aside = self.laid_aside().await?;
        let Some(next) = aside.pop() else { return Ok(false) };
        if self.engine() == Engine::Postgres {
            self.run("set local maintenance_work_mem = '512MB'".to_owned()).await?;
        }
        self.run(next).await?;
        self.note_aside(&aside).await?;
        Ok(true)
    }

    async fn note_aside(&mut self, aside: &[String]) -> Result<()> {
        if aside.is_empty() {
            return self.drop_setting(ASIDE).await;
        }
        self.put_setting(ASIDE, &json(&aside)?, None, jiff::Timestamp::UNIX_EPOCH).await
    }

    async fn run(&mut self, sql: String) -> Result<()> {
        on!(self, db => sqlx::query(AssertSqlSafe(sql)).persistent(false).execute(db).await.map(drop))?;
        Ok(())
    }
}
