//! 민원분류: what a complaint may be filed under, from one day to another.

use domain::complaint::Kind;
use domain::id::OfficerId;
use jiff::Timestamp;
use jiff::civil::Date;
use sqlx::{FromRow, QueryBuilder};
use uuid::Uuid;

use crate::codec::{day, micros, parsed, text};
use crate::error::{Result, StoreError};
use crate::tx::{Read, Write, on};

/// A category as it is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeptCategory {
    pub id: Uuid,
    pub name: String,
    /// The kind it belongs to; every kind when empty.
    pub kind: Option<Kind>,
    pub from: Date,
    /// Last day it is offered.
    pub until: Option<Date>,
}

#[derive(FromRow)]
struct CategoryRow {
    id: String,
    name: String,
    kind: Option<String>,
    from_date: String,
    until_date: Option<String>,
}

impl Read {
    /// By name, the ended ones too; `after` is the last of the page before.
    pub async fn categories(&mut self, after: Option<(&str, Uuid)>, limit: u32) -> Result<Vec<KeptCategory>> {
        let rows: Vec<CategoryRow> = on!(self, db: Db => {
            let mut sql = QueryBuilder::<Db>::new(
                "select id, name, kind, from_date, until_date from categories where 1 = 1");
            if let Some((name, id)) = after {
                sql.push(" and (name, id) > (").push_bind(name).push(", ").push_bind(id.to_string()).push(")");
            }
            sql.push(" order by name, id limit ").push_bind(i64::from(limit));
            sql.build_query_as().fetch_all(db).await
        })?;
        rows.into_iter().map(CategoryRow::kept).collect()
    }

    /// What a form offers on this day, by name.
    pub async fn categories_on(&mut self, on: Date, limit: u32) -> Result<Vec<KeptCategory>> {
        let rows: Vec<CategoryRow> = on!(self, db => sqlx::query_as(
            "select id, name, kind, from_date, until_date from categories
             where from_date <= $1 and (until_date is null or until_date >= $1) order by name, id limit $2"
        ).bind(on.to_string()).bind(i64::from(limit)).fetch_all(db).await)?;
        rows.into_iter().map(CategoryRow::kept).collect()
    }

    pub async fn category(&mut self, id: Uuid) -> Result<KeptCategory> {
        let row: Option<CategoryRow> = on!(self, db => sqlx::query_as(
            "select id, name, kind, from_date, until_date from categories where id = $1"
        ).bind(id.to_string()).fetch_optional(db).await)?;
        row.ok_or(StoreError::NotFound("category"))?.kept()
    }
}

impl Write {
    /// Adds a category, or changes one.
    pub async fn put_category(
        &mut self,
        category: &KeptCategory,
        by: Option<OfficerId>,
        at: Timestamp,
    ) -> Result<()> {
        on!(self, db => sqlx::query(
            "insert into categories (id, name, kind, from_date, until_date, changed_at, changed_by)
             values ($1, $2, $3, $4, $5, $6, $7)
             on conflict (id) do update set name = excluded.name, kind = excluded.kind,
                from_date = excluded.from_date, until_date = excluded.until_date,
                changed_at = excluded.changed_at, changed_by = excluded.changed_by"
        )
        .bind(category.id.to_string())
        .bind(&category.name)
        .bind(category.kind.map(Kind::as_str))
        .bind(category.from.to_string())
        .bind(text(category.until))
        .bind(micros(at))
        .bind(text(by))
        .execute(db).await.map(drop))?;
        Ok(())
    }
}

impl CategoryRow {
    fn kept(self) -> Result<KeptCategory> {
        let kind = self.kind.as_deref().map(kind_of).transpose()?;
        Ok(KeptCategory {
            id: parsed("category id", &self.id)?,
            name: self.name,
            kind,
            from: day(&self.from_date)?,
            until: self.until_date.as_deref().map(day).transpose()?,
        })
    }
}

pub(crate) fn kind_of(word: &str) -> Result<Kind> {
    Kind::parse(word).ok_or_else(|| StoreError::corrupt("kind", word))
}
