//! 결재: which agencies have the outside approval system, and the documents that lie there.

use domain::complaint::{ApprovalRoute, DocumentKey};
use domain::id::{AgencyId, OfficerId};
use jiff::Timestamp;
use sqlx::FromRow;

use crate::codec::{instant, instants, micros, parsed, text};
use crate::error::{Result, StoreError};
use crate::rows::{Rows, Table};
use crate::tx::{Read, Write, on};

/// What is known of a document at the outside system.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ApprovalDocument {
    pub key: DocumentKey,
    pub sent_at: Timestamp,
    /// 문서번호, once the system has taken it.
    pub document: Option<String>,
    pub taken_at: Option<Timestamp>,
    /// What the system last told, and when.
    pub heard: Option<(String, Timestamp)>,
    /// What it told that contradicts the file, and when.
    pub trouble: Option<(String, Timestamp)>,
    /// It is asked after then, if nothing is heard before.
    pub ask_at: Timestamp,
    pub ended_at: Option<Timestamp>,
}

#[derive(FromRow)]
struct DocumentRow {
    complaint_id: String,
    round: i64,
    sent_at: i64,
    document: Option<String>,
    taken_at: Option<i64>,
    heard: Option<String>,
    heard_at: Option<i64>,
    trouble: Option<String>,
    trouble_at: Option<i64>,
    ask_at: i64,
    ended_at: Option<i64>,
}

impl DocumentRow {
    fn document(self) -> Result<ApprovalDocument> {
        let round = u32::try_from(self.round).map_err(|_| StoreError::corrupt("round", self.round))?;
        let key = DocumentKey { complaint: parsed("complaint id", &self.complaint_id)?, round };
        Ok(ApprovalDocument {
            key,
            sent_at: instant(self.sent_at)?,
            document: self.document,
            taken_at: instants(self.taken_at)?,
            heard: self.heard.zip(instants(self.heard_at)?),
            trouble: self.trouble.zip(instants(self.trouble_at)?),
            ask_at: instant(self.ask_at)?,
            ended_at: instants(self.ended_at)?,
        })
    }
}

macro_rules! columns {
    () => {
        "complaint_id, round, sent_at, document, taken_at, heard, heard_at, trouble, trouble_at, ask_at, ended_at"
    };
}

impl Read {
    /// The agencies that were ever asked which line they have; all others have the built-in one.
    pub async fn approval_routes(&mut self) -> Result<Vec<(AgencyId, ApprovalRoute)>> {
        let rows: Vec<(String, String)> = on!(self, db => sqlx::query_as(
            "select agency_id, route from approval_routes order by agency_id"
        ).fetch_all(db).await)?;
        let route = |(agency, route): (String, String)| {
            let known = ApprovalRoute::parse(&route);
            Ok((parsed("agency id", &agency)?, known.ok_or_else(|| StoreError::corrupt("route", &route))?))
        };
        rows.into_iter().map(route).collect()
    }

    pub async fn approval_document(&mut self, key: DocumentKey) -> Result<Option<ApprovalDocument>> {
        let row: Option<DocumentRow> = on!(self, db => sqlx::query_as(concat!(
            "select ", columns!(), " from approval_documents where complaint_id = $1 and round = $2"
        )).bind(key.complaint.to_string()).bind(i64::from(key.round)).fetch_optional(db).await)?;
        row.map(DocumentRow::document).transpose()
    }

    /// Open documents due to be asked after, the longest unasked first.
    pub async fn approval_documents_to_ask(
        &mut self,
        now: Timestamp,
        limit: u32,
    ) -> Result<Vec<ApprovalDocument>> {
        self.open_documents(now, None, limit).await
    }

    /// Every open document in turn; `after` is the last of the page before.
    pub async fn open_approval_documents(
        &mut self,
        after: Option<&ApprovalDocument>,
        limit: u32,
    ) -> Result<Vec<ApprovalDocument>> {
        self.open_documents(Timestamp::MAX, after, limit).await
    }

    async fn open_documents(
        &mut self,
        ask_by: Timestamp,
        after: Option<&ApprovalDocument>,
        limit: u32,
    ) -> Result<Vec<ApprovalDocument>> {
        let (at, complaint, round) = after.map_or((i64::MIN, String::new(), 0), |last| {
            (micros(last.ask_at), last.key.complaint.to_string(), i64::from(last.key.round))
        });
        let rows: Vec<DocumentRow> = on!(self, db => sqlx::query_as(concat!(
            "select ", columns!(), " from approval_documents where state = 'open' and ask_at <= $1
             and (ask_at, complaint_id, round) > ($2, $3, $4) order by ask_at, complaint_id, round limit $5"
        ))
        .bind(micros(ask_by)).bind(at).bind(complaint).bind(round).bind(i64::from(limit))
        .fetch_all(db).await)?;
        rows.into_iter().map(DocumentRow::document).collect()
    }

    /// How many documents lie at the outside system, how many it has not taken, and how many it contradicts.
    pub async fn count_approval_documents(&mut self) -> Result<(u64, u64, u64)> {
        let (open, untaken, troubled): (i64, i64, i64) = on!(self, db => sqlx::query_as(
            "select count(*), cast(coalesce(sum(case when taken_at is null then 1 else 0 end), 0) as bigint),
             cast(coalesce(sum(case when trouble is null then 0 else 1 end), 0) as bigint)
             from approval_documents where state = 'open'"
        ).fetch_one(db).await)?;
        Ok((open.cast_unsigned(), untaken.cast_unsigned(), troubled.cast_unsigned()))
    }
}

impl Write {
    pub async fn set_approval_route(
        &mut self,
        agency: AgencyId,
        route: ApprovalRoute,
        by: Option<OfficerId>,
        at: Timestamp,
    ) -> Result<()> {
        on!(self, db => sqlx::query(
            "insert into approval_routes (agency_id, route, changed_at, changed_by) values ($1, $2, $3, $4)
             on conflict (agency_id) do update set route = excluded.route, changed_at = excluded.changed_at,
                changed_by = excluded.changed_by"
        )
        .bind(agency.to_string()).bind(route.as_str()).bind(micros(at)).bind(text(by))
        .execute(db).await.map(drop))?;
        self.raise_facts_version().await
    }

    /// In the transaction of the act that sends it.
    pub async fn open_approval_document(
        &mut self,
        key: DocumentKey,
        at: Timestamp,
        ask_at: Timestamp,
    ) -> Result<()> {
        let mut rows = self.rows();
        rows.approval_document(key, at, ask_at);
        self.insert(rows).await
    }

    /// In the transaction of the act that ends it.
    pub async fn end_approval_document(&mut self, key: DocumentKey, at: Timestamp) -> Result<()> {
        on!(self, db => sqlx::query(
            "update approval_documents set state = 'ended', ended_at = $3
             where complaint_id = $1 and round = $2 and state = 'open'"
        )
        .bind(key.complaint.to_string()).bind(i64::from(key.round)).bind(micros(at))
        .execute(db).await.map(drop))?;
        Ok(())
    }

    /// The system has it, under its own number.
    pub async fn approval_document_taken(
        &mut self,
        key: DocumentKey,
        document: &str,
        at: Timestamp,
    ) -> Result<()> {
        on!(self, db => sqlx::query(
            "update approval_documents set document = $3, taken_at = coalesce(taken_at, $4)
             where complaint_id = $1 and round = $2"
        )
        .bind(key.complaint.to_string()).bind(i64::from(key.round)).bind(document).bind(micros(at))
        .execute(db).await.map(drop))?;
        Ok(())
    }

    /// The system has told something; an older telling does not take the place of a newer one.
    pub async fn heard_of_approval_document(
        &mut self,
        key: DocumentKey,
        heard: &str,
        at: Timestamp,
    ) -> Result<()> {
        on!(self, db => sqlx::query(
            "update approval_documents set heard = $3, heard_at = $4
             where complaint_id = $1 and round = $2 and (heard_at is null or heard_at <= $4)"
        )
        .bind(key.complaint.to_string()).bind(i64::from(key.round)).bind(heard).bind(micros(at))
        .execute(db).await.map(drop))?;
        Ok(())
    }

    /// What it told contradicts the file: somebody must look.
    pub async fn trouble_with_approval_document(
        &mut self,
        key: DocumentKey,
        trouble: &str,
        at: Timestamp,
    ) -> Result<()> {
        on!(self, db => sqlx::query(
            "update approval_documents set trouble = $3, trouble_at = $4 where complaint_id = $1 and round = $2"
        )
        .bind(key.complaint.to_string()).bind(i64::from(key.round)).bind(trouble).bind(micros(at))
        .execute(db).await.map(drop))?;
        Ok(())
    }

    /// Asked after: not again before then.
    pub async fn ask_approval_document_at(&mut self, key: DocumentKey, ask_at: Timestamp) -> Result<()> {
        on!(self, db => sqlx::query(
            "update approval_documents set ask_at = $3 where complaint_id = $1 and round = $2"
        )
        .bind(key.complaint.to_string()).bind(i64::from(key.round)).bind(micros(ask_at))
        .execute(db).await.map(drop))?;
        Ok(())
    }

    /// The system knows nothing of a document it had taken: its newest hand-over leaves again. How many did.
    pub async fn hand_over_again(&mut self, key: DocumentKey, at: Timestamp) -> Result<u64> {
        Ok(on!(self, db => sqlx::query(
            "update dispatches set state = 'waiting', next_at = $2, settled_at = null
             where complaint_id = $1 and system = 'approval' and message = 'hand-over' and state = 'sent'
             and event_seq = (select max(d.event_seq) from dispatches d where d.complaint_id = $1
                and d.system = 'approval' and d.message = 'hand-over')"
        )
        .bind(key.complaint.to_string()).bind(micros(at))
        .execute(db).await.map(|done| done.rows_affected()))?)
    }
}

static DOCUMENTS: Table = Table {
    name: "approval_documents",
    columns: &["complaint_id", "round", "state", "sent_at", "ask_at"],
    conflict: "",
};

impl Rows {
    /// A document that lies with the outside system.
    pub fn approval_document(&mut self, key: DocumentKey, at: Timestamp, ask_at: Timestamp) {
        let (complaint, round) = (key.complaint.to_string().into(), i64::from(key.round).into());
        let cells = [complaint, round, "open".into(), micros(at).into(), micros(ask_at).into()];
        self.push(&DOCUMENTS, cells);
    }
}
