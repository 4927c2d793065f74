//! 민원처리기준표: 법정민원 by name, each with its period and where that is written (법 제36조).

use domain::id::OfficerId;
use domain::period::Period;
use jiff::Timestamp;
use jiff::civil::Date;
use sqlx::{FromRow, QueryBuilder};
use uuid::Uuid;

use crate::codec::{day, micros, parsed, text};
use crate::error::{Result, StoreError};
use crate::tx::{Read, Write, on};

/// A task of the handbook as it is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeptTask {
    pub id: Uuid,
    /// 민원사무명.
    pub name: String,
    pub period: Period,
    /// The category it is filed under, if it names one.
    pub category: Option<String>,
    /// The statute, decree or ordinance.
    pub basis: String,
    pub from: Date,
    /// Last day it is offered.
    pub until: Option<Date>,
}

#[derive(FromRow)]
struct TaskRow {
    id: String,
    name: String,
    period: String,
    category: Option<String>,
    basis: String,
    from_date: String,
    until_date: Option<String>,
}

impl Read {
    /// By name, the ended ones too; `after` is the last of the page before.
    pub async fn tasks(&mut self, after: Option<(&str, Uuid)>, limit: u32) -> Result<Vec<KeptTask>> {
        let rows: Vec<TaskRow> = on!(self, db: Db => {
            let mut sql = QueryBuilder::<Db>::new(
                "select id, name, period, category, basis, from_date, until_date from task_periods where 1 = 1");
            if let Some((name, id)) = after {
                sql.push(" and (name, id) > (").push_bind(name).push(", ").push_bind(id.to_string()).push(")");
            }
            sql.push(" order by name, id limit ").push_bind(i64::from(limit));
            sql.build_query_as().fetch_all(db).await
        })?;
        rows.into_iter().map(TaskRow::kept).collect()
    }

    /// What a form offers on this day, by name.
    pub async fn tasks_on(&mut self, on: Date, limit: u32) -> Result<Vec<KeptTask>> {
        let rows: Vec<TaskRow> = on!(self, db => sqlx::query_as(
            "select id, name, period, category, basis, from_date, until_date from task_periods
             where from_date <= $1 and (until_date is null or until_date >= $1) order by name, id limit $2"
        ).bind(on.to_string()).bind(i64::from(limit)).fetch_all(db).await)?;
        rows.into_iter().map(TaskRow::kept).collect()
    }

    pub async fn task(&mut self, id: Uuid) -> Result<KeptTask> {
        let row: Option<TaskRow> = on!(self, db => sqlx::query_as(
            "select id, name, period, category, basis, from_date, until_date from task_periods where id = $1"
        ).bind(id.to_string()).fetch_optional(db).await)?;
        row.ok_or(StoreError::NotFound("task"))?.kept()
    }
}

impl Write {
    /// Adds a task, or changes one.
    pub async fn put_task(&mut self, task: &KeptTask, by: Option<OfficerId>, at: Timestamp) -> Result<()> {
        on!(self, db => sqlx::query(
            "insert into task_periods
                (id, name, period, category, basis, from_date, until_date, changed_at, changed_by)
             values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
             on conflict (id) do update set name = excluded.name, period = excluded.period,
                category = excluded.category, basis = excluded.basis, from_date = excluded.from_date,
                until_date = excluded.until_date, changed_at = excluded.changed_at,
                changed_by = excluded.changed_by"
        )
        .bind(task.id.to_string())
        .bind(&task.name)
        .bind(task.period.to_string())
        .bind(&task.category)
        .bind(&task.basis)
        .bind(task.from.to_string())
        .bind(text(task.until))
        .bind(micros(at))
        .bind(text(by))
        .execute(db).await.map(drop))?;
        Ok(())
    }
}

impl KeptTask {
    /// Is it offered on this day?
    pub fn holds(&self, on: Date) -> bool {
        self.from <= on && self.until.is_none_or(|until| on <= until)
    }
}

impl TaskRow {
    fn kept(self) -> Result<KeptTask> {
        Ok(KeptTask {
            id: parsed("task id", &self.id)?,
            name: self.name,
            period: parsed("period", &self.period)?,
            category: self.category,
            basis: self.basis,
            from: day(&self.from_date)?,
            until: self.until_date.as_deref().map(day).transpose()?,
        })
    }
}
