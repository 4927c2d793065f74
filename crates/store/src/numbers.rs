//! 접수번호 and 신청번호: one series a day, without a gap or a twin.

use jiff::civil::Date;

use crate::error::{Result, StoreError};
use crate::tx::{Write, on};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
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

impl Write {
    /// The day's next running number for a 접수번호, counted from 1; given back if this is not committed.
    /// The series is held until the commit: that is what keeps it without gaps.
    pub async fn next_receipt(&mut self, day: Date) -> Result<u64> {
        self.next_serial(Series::Receipt, day).await
    }

    /// The day's next running number for a 신청번호.
    pub async fn next_application(&mut self, day: Date) -> Result<u64> {
        self.next_serial(Series::Application, day).await
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

    async fn next_serial(&mut self, series: Series, day: Date) -> Result<u64> {
        let last: i64 = on!(self, db => sqlx::query_scalar(
            "insert into number_series (series, day, last) values ($1, $2, 1)
             on conflict (series, day) do update set last = number_series.last + 1 returning last"
        ).bind(series.as_str()).bind(day.to_string()).fetch_one(db).await)?;
        u64::try_from(last).map_err(|_| StoreError::corrupt("running number", last))
    }
}
