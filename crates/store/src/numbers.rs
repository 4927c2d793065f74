//! 접수번호 and 신청번호: one series a day, without a gap or a twin.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use jiff::civil::Date;

use crate::error::{Result, StoreError};
use crate::postgres::{let_go, within};
use crate::tx::{Engine, Tx, Write, on};

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Series {
    Receipt,
    Application,
}

impl Series {
    fn as_str(self) -> &'static str {
        match self {
            Series::Receipt => "receipt",
            Series::Application => "application",
        }
    }
}

/// Those of this program who want a number of the same series and day, first come first served: on PostgreSQL's row they
/// would be woken in no order. SQLite has one writer as it is.
#[derive(Clone, Default)]
pub(crate) struct Turns(Arc<Mutex<HashMap<(Series, Date), Line>>>);

type Line = Arc<tokio::sync::Mutex<()>>;

/// More lines than today's two, and nobody in the others: they are forgotten.
const LINES: usize = 8;

impl Turns {
    fn line(&self, series: Series, day: Date) -> Line {
        let mut lines = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if lines.len() > LINES {
            lines.retain(|_, line| Arc::strong_count(line) > 1);
        }
        Arc::clone(lines.entry((series, day)).or_default())
    }
}

/// The statement up to its last returned column, which each engine adds.
macro_rules! next_serials {
    () => {
        "insert into number_series (series, day, last) values ($1, $2, $3)
         on conflict (series, day) do update set last = number_series.last + excluded.last returning last, "
    };
}

impl Write {
    /// The day's next running number for a 접수번호, counted from 1; given back if this is not committed.
    /// The series is held until the commit, though not until that lasts: this keeps it without gaps, and those who wait
    /// from waiting for a disk or a standby.
    pub async fn next_receipt(&mut self, day: Date) -> Result<u64> {
        self.next_receipts(day, 1).await
    }

    /// The first of so many that follow one another.
    pub async fn next_receipts(&mut self, day: Date, how_many: u32) -> Result<u64> {
        self.next_serials(Series::Receipt, day, how_many).await
    }

    /// The day's next running number for a 신청번호.
    pub async fn next_application(&mut self, day: Date) -> Result<u64> {
        self.next_applications(day, 1).await
    }

    /// The first of so many that follow one another.
    pub async fn next_applications(&mut self, day: Date, how_many: u32) -> Result<u64> {
        self.next_serials(Series::Application, day, how_many).await
    }

    /// Numbers up to `last` were given elsewhere: the day's 접수번호 series goes on after it.
    pub async fn raise_receipts(&mut self, day: Date, last: u64) -> Result<()> {
        self.raise(Series::Receipt, day, last).await
    }

    /// The same for the day's 신청번호.
    pub async fn raise_applications(&mut self, day: Date, last: u64) -> Result<()> {
        self.raise(Series::Application, day, last).await
    }

    async fn raise(&mut self, series: Series, day: Date, last: u64) -> Result<()> {
        on!(self, db => sqlx::query(
            "insert into number_series (series, day, last) values ($1, $2, $3)
             on conflict (series, day) do update set last = excluded.last
             where number_series.last < excluded.last"
        ).bind(series.as_str()).bind(day.to_string()).bind(last.cast_signed()).execute(db).await.map(drop))?;
        Ok(())
    }

    async fn next_serials(&mut self, series: Series, day: Date, how_many: u32) -> Result<u64> {
        self.line_up(series, day).await?;
        let how_many = i64::from(how_many);
        let sql = match self.engine() {
            Engine::Sqlite => concat!(next_serials!(), "null"),
            Engine::Postgres => concat!(next_serials!(), let_go!()),
        };
        let (last, server): (i64, Option<String>) = on!(self, db => sqlx::query_as(sql)
            .bind(series.as_str()).bind(day.to_string()).bind(how_many).fetch_one(db).await)?;
        if let Tx::Postgres(change) = self.db().await? {
            change.lets_go_at(server);
        }
        u64::try_from(last - how_many + 1).map_err(|_| StoreError::corrupt("running number", last))
    }

    /// Its turn at the series among those of this program, held as long as the series is. Whoever holds one already goes
    /// to the database at once: it alone would see two that wait for each other.
    async fn line_up(&mut self, series: Series, day: Date) -> Result<()> {
        let line = self.turns.line(series, day);
        let Tx::Postgres(change) = self.db().await? else { return Ok(()) };
        if !change.is_waited_for() {
            let patience = change.patience;
            let turn = within(patience, async { Ok::<_, sqlx::Error>(line.lock_owned().await) }).await?;
            change.take_turn(turn);
        }
        Ok(())
    }
}
