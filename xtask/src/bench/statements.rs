//! On which statements PostgreSQL spent its time under one load: planned, executed, how often.

use std::process::Command;

use anyhow::Result;

use super::city::City;
use crate::run;

/// What the server needs to count them.
pub(super) const COUNTED: [&str; 2] =
    ["shared_preload_libraries=pg_stat_statements", "pg_stat_statements.track_planning=on"];

/// The dearest, in milliseconds: planned and executed in all, then each time.
const DEAREST: &str = "select to_char(total_plan_time, 'FM999990') || ' ms planned, ' \
    || to_char(total_exec_time, 'FM999990') || ' executed, ' || calls || ' times ' \
    || to_char((total_plan_time + total_exec_time) / greatest(calls, 1), 'FM990.000') || ': ' \
    || left(regexp_replace(query, '\\s+', ' ', 'g'), 110) \
    from pg_stat_statements order by total_plan_time + total_exec_time desc limit 16";

pub(super) struct Counted {
    postgres: String,
}

/// Begins to count; nothing where there is no such server.
pub(super) fn count(city: &City) -> Result<Option<Counted>> {
    let Some(postgres) = city.postgres_url() else { return Ok(None) };
    let counted = Counted { postgres: postgres.to_owned() };
    counted.ask("set client_min_messages = warning; create extension if not exists pg_stat_statements")?;
    counted.ask("select pg_stat_statements_reset()")?;
    Ok(Some(counted))
}

impl Counted {
    /// One line a statement, the dearest first.
    pub(super) fn told(&self) -> Result<String> {
        self.ask(DEAREST)
    }

    fn ask(&self, sql: &str) -> Result<String> {
        let mut psql = Command::new("psql");
        psql.arg(&self.postgres).args(["--no-psqlrc", "--quiet", "--tuples-only", "--no-align", "-c", sql]);
        run::quiet(psql)
    }
}
