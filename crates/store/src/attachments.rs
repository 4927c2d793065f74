//! 첨부파일: what is kept about each file; the bytes lie in the vault under the row's id.

use domain::attachment::{Bundle, FileKind, Part, Scan};
use domain::id::{ComplaintId, OfficerId};
use jiff::Timestamp;
use sqlx::FromRow;
use uuid::Uuid;

use crate::codec::{instant, maybe_parsed, micros, parsed, text};
use crate::error::{Result, StoreError};
use crate::tx::{Read, Write, on};

/// An attachment as it is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attachment {
    pub id: Uuid,
    /// None while the complaint is still being written.
    pub complaint: Option<ComplaintId>,
    /// Where it waits to be sent; none once it is on the file.
    pub bundle: Option<String>,
    pub part: Part,
    /// The officer who attached it; none when the petitioner did.
    pub by: Option<OfficerId>,
    pub name: String,
    pub kind: FileKind,
    /// In bytes.
    pub size: u64,
    /// SHA-256 of what is kept.
    pub digest: String,
    /// A small picture of it lies beside it.
    pub preview: bool,
    pub scan: Scan,
    /// What the scanner called it, or why it could not look.
    pub finding: Option<String>,
    pub at: Timestamp,
}

/// How many files wait or lie somewhere, and how large they are together.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Amount {
    pub count: usize,
    pub bytes: u64,
}

#[derive(FromRow)]
struct AttachmentRow {
    id: String,
    complaint_id: Option<String>,
    bundle: Option<String>,
    part: String,
    officer_id: Option<String>,
    name: String,
    r#type: String,
    size: i64,
    digest: String,
    preview: bool,
    scan: String,
    finding: Option<String>,
    at: i64,
}

const ROW: &str = "select id, complaint_id, bundle, part, officer_id, name, type, size, digest, preview, scan, \
                   finding, at from attachments";

impl Read {
    /// On one file, oldest first: sent ones and those that wait.
    pub async fn attachments_of(&mut self, complaint: ComplaintId) -> Result<Vec<Attachment>> {
        let sql = format!("{ROW} where complaint_id = $1 and arrived order by at, id");
        self.attachments_where(sql, complaint.to_string()).await
    }

    /// Of a complaint that is still being written.
    pub async fn attachments_waiting(&mut self, bundle: &str) -> Result<Vec<Attachment>> {
        let sql = format!("{ROW} where complaint_id is null and bundle = $1 and arrived order by at, id");
        self.attachments_where(sql, bundle.to_owned()).await
    }

    pub async fn attachment(&mut self, id: Uuid) -> Result<Option<Attachment>> {
        let sql = format!("{ROW} where id = $1 and arrived");
        Ok(self.attachments_where(sql, id.to_string()).await?.pop())
    }

    async fn attachments_where(&mut self, sql: String, key: String) -> Result<Vec<Attachment>> {
        let sql = sqlx::AssertSqlSafe(sql);
        let rows: Vec<AttachmentRow> = on!(self, db => sqlx::query_as(sql).bind(key).fetch_all(db).await)?;
        rows.into_iter().map(AttachmentRow::attachment).collect()
    }

    /// What is to be scanned by now, the longest waiting first.
    pub async fn attachments_to_scan(&mut self, now: Timestamp, most: u32) -> Result<Vec<Attachment>> {
        let sql = format!(
            "{ROW} where scan_at is not null and scan_at <= $1 and arrived order by scan_at, id limit $2"
        );
        let sql = sqlx::AssertSqlSafe(sql);
        let rows: Vec<AttachmentRow> = on!(self, db => sqlx::query_as(sql)
            .bind(micros(now)).bind(i64::from(most)).fetch_all(db).await)?;
        rows.into_iter().map(AttachmentRow::attachment).collect()
    }

    /// Left behind before this moment: never sent with a complaint, or never arrived whole.
    pub async fn attachments_left(&mut self, before: Timestamp, most: u32) -> Result<Vec<Uuid>> {
        let sql = "select id from (select id, at from attachments where complaint_id is null and at < $1
                   union select id, at from attachments where not arrived and at < $1) l order by at, id limit $2";
        let rows: Vec<String> = on!(self, db => sqlx::query_scalar(sql)
            .bind(micros(before)).bind(i64::from(most)).fetch_all(db).await)?;
        rows.iter().map(|id| parsed("attachment id", id)).collect()
    }

    /// Everything that waits with complaints still being written.
    pub async fn attachments_unsent(&mut self) -> Result<Amount> {
        let sql = "select count(*), cast(coalesce(sum(size), 0) as bigint) from attachments where complaint_id is null";
        let row: (i64, i64) = on!(self, db => sqlx::query_as(sql).fetch_one(db).await)?;
        amount(row)
    }
}

impl Write {
    /// A place for a file whose bytes are on their way.
    pub async fn reserve_attachment(&mut self, a: &Attachment) -> Result<()> {
        let sql = "insert into attachments (id, complaint_id, bundle, part, officer_id, name, type, size, digest, \
                   preview, arrived, scan, finding, scan_at, at) \
                   values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, false, $11, null, null, $12)";
        on!(self, db => sqlx::query(sql)
            .bind(a.id.to_string()).bind(text(a.complaint)).bind(a.bundle.as_deref()).bind(a.part.as_str())
            .bind(text(a.by)).bind(&a.name).bind(a.kind.extension()).bind(signed(a.size)).bind(&a.digest)
            .bind(a.preview).bind(a.scan.as_str()).bind(micros(a.at)).execute(db).await.map(drop))?;
        Ok(())
    }

    /// Files and bytes reserved or arrived with a complaint still being written, or with a part of one.
    pub async fn attached(
        &mut self,
        complaint: Option<ComplaintId>,
        bundle: Option<&str>,
        part: Part,
    ) -> Result<Amount> {
        let sum = "select count(*), cast(coalesce(sum(size), 0) as bigint) from attachments where ";
        let row: (i64, i64) = match complaint {
            None => {
                let sql = format!("{sum}complaint_id is null and bundle = $1");
                on!(self, db => sqlx::query_as(sqlx::AssertSqlSafe(sql.clone()))
                    .bind(bundle.unwrap_or_default()).fetch_one(db).await)?
            }
            Some(complaint) => {
                let sql = format!("{sum}complaint_id = $1 and part = $2");
                on!(self, db => sqlx::query_as(sqlx::AssertSqlSafe(sql.clone()))
                    .bind(complaint.to_string()).bind(part.as_str()).fetch_one(db).await)?
            }
        };
        amount(row)
    }

    /// The bytes lie in the vault: from now on it is seen, and scanned.
    pub async fn attachment_arrived(&mut self, id: Uuid, now: Timestamp) -> Result<()> {
        let sql = "update attachments set arrived = true, scan_at = $2 where id = $1 and not arrived";
        let done = on!(self, db => sqlx::query(sql).bind(id.to_string()).bind(micros(now))
            .execute(db).await.map(|done| done.rows_affected()))?;
        if done == 0 { Err(StoreError::NotFound("attachment")) } else { Ok(()) }
    }

    /// What waited with a complaint goes on its file: how many.
    pub async fn file_attachments(&mut self, bundle: &str, complaint: ComplaintId) -> Result<u64> {
        let sql = "update attachments set complaint_id = $2, bundle = null \
                   where complaint_id is null and bundle = $1 and arrived";
        Ok(on!(self, db => sqlx::query(sql).bind(bundle).bind(complaint.to_string())
            .execute(db).await.map(|done| done.rows_affected()))?)
    }

    /// What waited on a file goes with the act that sends it: how many.
    pub async fn send_attachments(&mut self, complaint: ComplaintId, bundle: Bundle) -> Result<u64> {
        let sql = "update attachments set bundle = null where complaint_id = $1 and bundle = $2 and arrived";
        Ok(on!(self, db => sqlx::query(sql).bind(complaint.to_string()).bind(bundle.name())
            .execute(db).await.map(|done| done.rows_affected()))?)
    }

    /// A file that was not sent is no longer to be seen or sent; false when it has been sent meanwhile.
    pub async fn attachment_leaves(&mut self, id: Uuid) -> Result<bool> {
        let sql = "update attachments set arrived = false, scan_at = null \
                   where id = $1 and (complaint_id is null or bundle is not null or not arrived)";
        let done = on!(self, db => sqlx::query(sql).bind(id.to_string())
            .execute(db).await.map(|done| done.rows_affected()))?;
        Ok(done == 1)
    }

    /// The row goes; the bytes must be gone by then.
    pub async fn drop_attachment(&mut self, id: Uuid) -> Result<()> {
        on!(self, db => sqlx::query("delete from attachments where id = $1")
            .bind(id.to_string()).execute(db).await.map(drop))?;
        Ok(())
    }

    /// What the scan said, and when to look again, if ever.
    pub async fn settle_scan(
        &mut self,
        id: Uuid,
        (scan, finding): (Scan, Option<&str>),
        again: Option<Timestamp>,
    ) -> Result<()> {
        let sql = "update attachments set scan = $2, finding = $3, scan_at = $4 where id = $1";
        on!(self, db => sqlx::query(sql).bind(id.to_string()).bind(scan.as_str()).bind(finding)
            .bind(again.map(micros)).execute(db).await.map(drop))?;
        Ok(())
    }
}

fn signed(size: u64) -> i64 {
    i64::try_from(size).unwrap_or(i64::MAX)
}

fn amount((count, bytes): (i64, i64)) -> Result<Amount> {
    let bad = |what: i64| StoreError::corrupt("amount of attachments", what);
    Ok(Amount {
        count: usize::try_from(count).map_err(|_| bad(count))?,
        bytes: u64::try_from(bytes).map_err(|_| bad(bytes))?,
    })
}

impl AttachmentRow {
    fn attachment(self) -> Result<Attachment> {
        let bad = |what: &str| StoreError::corrupt("attachment", what);
        Ok(Attachment {
            id: parsed("attachment id", &self.id)?,
            complaint: maybe_parsed("complaint id", self.complaint_id.as_deref())?,
            bundle: self.bundle,
            part: Part::parse(&self.part).ok_or_else(|| bad(&self.part))?,
            by: maybe_parsed("officer id", self.officer_id.as_deref())?,
            kind: FileKind::of_extension(&self.r#type).ok_or_else(|| bad(&self.r#type))?,
            size: u64::try_from(self.size).map_err(|_| StoreError::corrupt("size", self.size))?,
            scan: Scan::parse(&self.scan).ok_or_else(|| bad(&self.scan))?,
            name: self.name,
            digest: self.digest,
            preview: self.preview,
            finding: self.finding,
            at: instant(self.at)?,
        })
    }
}
