//! 대직: who minds whose desk, from one day to another; called off, it holds until the day before that.

use domain::desk::{seoul, seoul_date};
use domain::id::OfficerId;
use domain::org::StandIn;
use jiff::civil::Date;
use jiff::{Timestamp, ToSpan};
use sqlx::{FromRow, QueryBuilder};
use uuid::Uuid;

use crate::codec::{day, instants, micros, parsed, text};
use crate::error::{Result, StoreError};
use crate::tx::{Read, Write, on};

/// A stand-in as it is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeptStandIn {
    pub id: Uuid,
    /// The days it holds: those planned, cut short where it was called off.
    pub stand_in: StandIn,
    pub planned_until: Date,
    /// Called off before its time.
    pub ended_at: Option<Timestamp>,
}

#[derive(FromRow)]
struct StandInRow {
    id: String,
    absent_id: String,
    stand_in_id: String,
    from_date: String,
    until_date: String,
    ended_at: Option<i64>,
}

/// The first moment after a day in Seoul: what was called off earlier does not hold on it.
pub(crate) fn after_day(on: Date) -> i64 {
    let next = on.saturating_add(1.day()).to_zoned(seoul());
    next.map_or(i64::MAX, |midnight| micros(midnight.timestamp()))
}

impl Read {
    /// Stand-ins for this officer and by this officer, latest first.
    pub async fn stand_ins_of(&mut self, officer: OfficerId) -> Result<Vec<KeptStandIn>> {
        let rows: Vec<StandInRow> = on!(self, db => sqlx::query_as(
            "select id, absent_id, stand_in_id, from_date, until_date, ended_at from stand_ins
             where absent_id = $1 or stand_in_id = $1 order by from_date desc, id"
        ).bind(officer.to_string()).fetch_all(db).await)?;
        rows.into_iter().map(StandInRow::kept).collect()
    }

    /// Every stand-in there ever was, as long as it lasted: read once for a load.
    pub async fn stand_ins(&mut self) -> Result<Vec<StandIn>> {
        let rows: Vec<StandInRow> = on!(self, db => sqlx::query_as(
            "select id, absent_id, stand_in_id, from_date, until_date, ended_at from stand_ins order by id"
        ).fetch_all(db).await)?;
        rows.into_iter().map(|row| Ok(row.kept()?.stand_in)).collect()
    }

    /// Who minds this officer's desk on this day: alerts go there too.
    pub async fn minders_of(&mut self, absent: OfficerId, on: Date) -> Result<Vec<OfficerId>> {
        let rows: Vec<String> = on!(self, db => sqlx::query_scalar(
            "select distinct stand_in_id from stand_ins
             where absent_id = $1 and from_date <= $2 and until_date >= $2
               and (ended_at is null or ended_at >= $3) order by stand_in_id"
        ).bind(absent.to_string()).bind(on.to_string()).bind(after_day(on)).fetch_all(db).await)?;
        rows.iter().map(|id| parsed("officer id", id)).collect()
    }
}

impl Read {
    pub async fn stand_in(&mut self, id: Uuid) -> Result<Option<KeptStandIn>> {
        let row: Option<StandInRow> = on!(self, db => sqlx::query_as(
            "select id, absent_id, stand_in_id, from_date, until_date, ended_at from stand_ins where id = $1"
        ).bind(id.to_string()).fetch_optional(db).await)?;
        row.map(StandInRow::kept).transpose()
    }

    /// Who of these is away on a day, and who minds which desk.
    pub async fn stand_ins_on(&mut self, officers: &[OfficerId], day: Date) -> Result<Vec<StandIn>> {
        if officers.is_empty() {
            return Ok(Vec::new());
        }
        let rows: Vec<StandInRow> = on!(self, db: Db => {
            let mut sql = QueryBuilder::<Db>::new(
                "select id, absent_id, stand_in_id, from_date, until_date, ended_at from stand_ins where from_date <= ");
            sql.push_bind(day.to_string()).push(" and until_date >= ").push_bind(day.to_string());
            sql.push(" and (ended_at is null or ended_at >= ").push_bind(after_day(day)).push(")");
            sql.push(" and absent_id in (");
            let mut list = sql.separated(", ");
            for officer in officers {
                list.push_bind(officer.to_string());
            }
            sql.push(") order by from_date, id");
            sql.build_query_as().fetch_all(db).await
        })?;
        rows.into_iter().map(|row| row.kept().map(|kept| kept.stand_in)).collect()
    }
}

impl Write {
    pub async fn put_stand_in(
        &mut self,
        id: Uuid,
        stand_in: &StandIn,
        by: Option<OfficerId>,
        at: Timestamp,
    ) -> Result<()> {
        on!(self, db => sqlx::query(
            "insert into stand_ins (id, absent_id, stand_in_id, from_date, until_date, set_by, set_at)
             values ($1, $2, $3, $4, $5, $6, $7)"
        )
        .bind(id.to_string())
        .bind(stand_in.absent.to_string())
        .bind(stand_in.stand_in.to_string())
        .bind(stand_in.from.to_string())
        .bind(stand_in.until.to_string())
        .bind(text(by))
        .bind(micros(at))
        .execute(db).await.map(drop))?;
        Ok(())
    }

    /// Calls a stand-in off: from the day of this moment on it does not hold. What was planned stays written.
    pub async fn end_stand_in(&mut self, id: Uuid, at: Timestamp) -> Result<()> {
        let ended = on!(self, db => sqlx::query(
            "update stand_ins set ended_at = $2 where id = $1 and ended_at is null"
        )
        .bind(id.to_string())
        .bind(micros(at))
        .execute(db).await.map(|done| done.rows_affected()))?;
        if ended == 0 { Err(StoreError::NotFound("stand-in")) } else { Ok(()) }
    }
}

impl StandInRow {
    fn kept(self) -> Result<KeptStandIn> {
        let (planned_until, ended_at) = (day(&self.until_date)?, instants(self.ended_at)?);
        let last = ended_at.map(|at| seoul_date(at).saturating_sub(1.day()));
        Ok(KeptStandIn {
            id: parsed("stand-in id", &self.id)?,
            stand_in: StandIn {
                absent: parsed("officer id", &self.absent_id)?,
                stand_in: parsed("officer id", &self.stand_in_id)?,
                from: day(&self.from_date)?,
                until: last.map_or(planned_until, |last| last.min(planned_until)),
            },
            planned_until,
            ended_at,
        })
    }
}
