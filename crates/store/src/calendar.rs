//! Designated holidays, by the version of the calendar that added or removed them.

use domain::calendar::{CalendarVersion, Designation, WorkCalendar};
use domain::id::OfficerId;
use jiff::Timestamp;
use jiff::civil::Date;
use sqlx::FromRow;

use crate::codec::{day, instant, maybe_parsed, micros, text};
use crate::error::{Result, StoreError};
use crate::tx::{Read, Write, on};

/// What one new edition of the calendar changes.
#[derive(Clone, Debug, Default)]
pub struct CalendarChange {
    pub added: Vec<Designation>,
    pub removed: Vec<Date>,
    pub note: String,
}

/// A designation with who added it, and when. The published ones were added by nobody.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeptDesignation {
    pub designation: Designation,
    pub by: Option<OfficerId>,
    pub at: Timestamp,
    /// The edition that withdrew it.
    pub removed_in: Option<CalendarVersion>,
}

#[derive(FromRow)]
struct DesignationRow {
    date: String,
    name: String,
    source: String,
}

#[derive(FromRow)]
struct KeptRow {
    date: String,
    name: String,
    source: String,
    by_officer: Option<String>,
    at: i64,
    removed_in: Option<i64>,
}

impl Read {
    /// The newest edition; the published one as long as nobody changed anything.
    pub async fn calendar_version(&mut self) -> Result<CalendarVersion> {
        Ok(self.stored_version().await?.unwrap_or_else(|| WorkCalendar::published().version()))
    }

    pub async fn calendar(&mut self) -> Result<WorkCalendar> {
        match self.stored_version().await? {
            Some(version) => self.calendar_at(version).await,
            None => Ok(WorkCalendar::published()),
        }
    }

    /// The calendar as it stood in this edition.
    pub async fn calendar_at(&mut self, version: CalendarVersion) -> Result<WorkCalendar> {
        if self.stored_version().await?.is_none() && version == WorkCalendar::published().version() {
            return Ok(WorkCalendar::published());
        }
        let rows: Vec<DesignationRow> = on!(self, db => sqlx::query_as(
            "select date, name, source from calendar_designations
             where added_in <= $1 and (removed_in is null or removed_in > $1) order by date"
        ).bind(i64::from(version.0)).fetch_all(db).await)?;
        let designations = rows.into_iter().map(DesignationRow::designation).collect::<Result<_>>()?;
        Ok(WorkCalendar::new(version, designations))
    }

    /// What was ever designated from one day to another, the withdrawn ones too, by date.
    pub async fn designations_kept(&mut self, from: Date, until: Date) -> Result<Vec<KeptDesignation>> {
        let rows: Vec<KeptRow> = on!(self, db => sqlx::query_as(
            "select d.date, d.name, d.source, v.by_officer, v.at, d.removed_in
             from calendar_designations d join calendar_versions v on v.version = d.added_in
             where d.date >= $1 and d.date <= $2 order by d.date, d.added_in"
        ).bind(from.to_string()).bind(until.to_string()).fetch_all(db).await)?;
        rows.into_iter().map(KeptRow::kept).collect()
    }

    async fn stored_version(&mut self) -> Result<Option<CalendarVersion>> {
        let newest: Option<i64> = on!(self, db => sqlx::query_scalar("select max(version) from calendar_versions")
            .fetch_one(db).await)?;
        newest.map(version).transpose()
    }
}

impl Write {
    /// A new edition. Two at once: the later one is a conflict.
    pub async fn change_calendar(
        &mut self,
        change: &CalendarChange,
        by: Option<OfficerId>,
        at: Timestamp,
    ) -> Result<CalendarVersion> {
        self.raise_facts_version().await?;
        let newest = match self.stored_version().await? {
            Some(version) => version,
            None => self.write_published(at).await?,
        };
        let next = CalendarVersion(newest.0 + 1);
        self.insert_version(next, by, at, &change.note).await?;
        for date in &change.removed {
            on!(self, db => sqlx::query(
                "update calendar_designations set removed_in = $2 where date = $1 and removed_in is null"
            ).bind(date.to_string()).bind(i64::from(next.0)).execute(db).await.map(drop))?;
        }
        self.insert_designations(next, &change.added).await?;
        Ok(next)
    }

    /// The published designations become rows once something is built on them, so that a later
    /// program with a longer list does not change what an old due date was derived from.
    async fn write_published(&mut self, at: Timestamp) -> Result<CalendarVersion> {
        let published = WorkCalendar::published();
        self.insert_version(published.version(), None, at, "published").await?;
        self.insert_designations(published.version(), published.designations()).await?;
        Ok(published.version())
    }

    async fn insert_version(
        &mut self,
        version: CalendarVersion,
        by: Option<OfficerId>,
        at: Timestamp,
        note: &str,
    ) -> Result<()> {
        on!(self, db => sqlx::query(
            "insert into calendar_versions (version, at, by_officer, note) values ($1, $2, $3, $4)"
        )
        .bind(i64::from(version.0))
        .bind(micros(at))
        .bind(text(by))
        .bind(note)
        .execute(db).await.map(drop))?;
        Ok(())
    }

    async fn insert_designations(&mut self, version: CalendarVersion, added: &[Designation]) -> Result<()> {
        for designation in added {
            on!(self, db => sqlx::query(
                "insert into calendar_designations (date, added_in, name, source) values ($1, $2, $3, $4)"
            )
            .bind(designation.date.to_string())
            .bind(i64::from(version.0))
            .bind(&designation.name)
            .bind(&designation.source)
            .execute(db).await.map(drop))?;
        }
        Ok(())
    }
}

impl KeptRow {
    fn kept(self) -> Result<KeptDesignation> {
        let KeptRow { date, name, source, by_officer, at, removed_in } = self;
        Ok(KeptDesignation {
            designation: Designation { date: day(&date)?, name, source },
            by: maybe_parsed("officer id", by_officer.as_deref())?,
            at: instant(at)?,
            removed_in: removed_in.map(version).transpose()?,
        })
    }
}

impl DesignationRow {
    fn designation(self) -> Result<Designation> {
        Ok(Designation { date: day(&self.date)?, name: self.name, source: self.source })
    }
}

fn version(number: i64) -> Result<CalendarVersion> {
    u32::try_from(number).map(CalendarVersion).map_err(|_| StoreError::corrupt("calendar version", number))
}
