//! 처분 동결: put on a file with a reason, lifted with another, never deleted.

use domain::id::{AgencyId, ComplaintId, OfficerId};
use jiff::Timestamp;
use sqlx::{FromRow, QueryBuilder};
use uuid::Uuid;

use crate::codec::{covered, instant, micros, parsed};
use crate::error::Result;
use crate::tx::{Read, Write, on};

/// A hold that stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hold {
    pub id: Uuid,
    pub complaint: ComplaintId,
    pub number: String,
    pub title: String,
    pub reason: String,
    pub by: OfficerId,
    pub at: Timestamp,
}

/// The last hold of the page before.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct HoldCursor {
    pub at: Timestamp,
    pub id: Uuid,
}

#[derive(FromRow)]
struct HoldRow {
    id: String,
    complaint_id: String,
    number: String,
    title: String,
    reason: String,
    put_by: String,
    put_at: i64,
}

impl Read {
    /// Newest first; of these agencies, or of the whole city. Sealed files are in none of it.
    pub async fn holds(
        &mut self,
        agencies: Option<&[AgencyId]>,
        before: Option<HoldCursor>,
        limit: u32,
    ) -> Result<Vec<Hold>> {
        let rows: Vec<HoldRow> = on!(self, db: Db => {
            let mut sql = QueryBuilder::<Db>::new(
                "select h.id, h.complaint_id, coalesce(c.number, c.application_number) as number, c.title,
                    h.reason, h.put_by, h.put_at
                 from holds h join complaints c on c.id = h.complaint_id
                 where h.lifted_at is null and not c.sealed");
            if let Some(agencies) = agencies {
                sql.push(" and c.agency_id in (");
                let mut list = sql.separated(", ");
                for agency in agencies {
                    list.push_bind(agency.to_string());
                }
                sql.push(")");
            }
            if let Some(before) = before {
                sql.push(" and (h.put_at, h.id) < (").push_bind(micros(before.at)).push(", ");
                sql.push_bind(before.id.to_string()).push(")");
            }
            sql.push(" order by h.put_at desc, h.id desc limit ").push_bind(i64::from(limit));
            sql.build_query_as().fetch_all(db).await
        })?;
        rows.into_iter().map(HoldRow::hold).collect()
    }

    /// Which file a hold that stands is on.
    pub async fn held(&mut self, hold: Uuid) -> Result<Option<ComplaintId>> {
        let id: Option<String> = on!(self, db => sqlx::query_scalar(
            "select complaint_id from holds where id = $1 and lifted_at is null"
        ).bind(hold.to_string()).fetch_optional(db).await)?;
        id.map(|id| parsed("complaint id", &id)).transpose()
    }
}

impl Write {
    /// A file has one at a time: another is a conflict.
    pub async fn put_hold(
        &mut self,
        (id, complaint): (Uuid, ComplaintId),
        (by, at): (OfficerId, Timestamp),
        reason: &str,
    ) -> Result<()> {
        on!(self, db => sqlx::query(
            "insert into holds (id, complaint_id, reason, put_by, put_at) values ($1, $2, $3, $4, $5)"
        ).bind(id.to_string()).bind(complaint.to_string()).bind(reason).bind(by.to_string()).bind(micros(at))
            .execute(db).await.map(drop))?;
        Ok(())
    }

    /// `false`: it was lifted already.
    pub async fn lift_hold(
        &mut self,
        id: Uuid,
        (by, at): (OfficerId, Timestamp),
        reason: &str,
    ) -> Result<bool> {
        let done = on!(self, db => sqlx::query(
            "update holds set lifted_by = $2, lifted_at = $3, lift_reason = $4 where id = $1 and lifted_at is null"
        ).bind(id.to_string()).bind(by.to_string()).bind(micros(at)).bind(reason)
            .execute(db).await.map(|done| done.rows_affected()))?;
        Ok(done == 1)
    }
}

impl HoldRow {
    fn hold(self) -> Result<Hold> {
        Ok(Hold {
            id: parsed("hold id", &self.id)?,
            complaint: parsed("complaint id", &self.complaint_id)?,
            number: self.number,
            title: covered(self.title),
            reason: self.reason,
            by: parsed("officer id", &self.put_by)?,
            at: instant(self.put_at)?,
        })
    }
}
