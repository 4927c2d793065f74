//! The handler's draft answer: kept when the file is recalled, gone when the answer has left.

use domain::complaint::AnswerResult;
use domain::id::{ComplaintId, OfficerId};
use jiff::Timestamp;
use sqlx::FromRow;

use crate::codec::{instant, micros, parsed};
use crate::error::Result;
use crate::rows::{Rows, Table};
use crate::tx::{Read, Write, on};

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Draft {
    pub officer: OfficerId,
    pub result: Option<AnswerResult>,
    pub body: String,
    /// 구제 절차, as far as it is written.
    pub remedy: String,
    pub saved_at: Timestamp,
}

/// All or nothing of them.
#[derive(FromRow)]
pub(crate) struct DraftRow {
    draft_officer: Option<String>,
    draft_result: Option<String>,
    draft_body: Option<String>,
    draft_remedy: Option<String>,
    draft_saved_at: Option<i64>,
}

impl DraftRow {
    pub(crate) fn draft(self) -> Result<Option<Draft>> {
        let DraftRow { draft_officer, draft_result, draft_body, draft_remedy, draft_saved_at } = self;
        let (Some(officer), Some(body), Some(saved_at)) = (draft_officer, draft_body, draft_saved_at) else {
            return Ok(None);
        };
        let result = draft_result.as_deref().and_then(AnswerResult::parse);
        Ok(Some(Draft {
            officer: parsed("officer id", &officer)?,
            result,
            body,
            remedy: draft_remedy.unwrap_or_default(),
            saved_at: instant(saved_at)?,
        }))
    }
}

impl Read {
    pub async fn draft(&mut self, id: ComplaintId) -> Result<Option<Draft>> {
        let sql = "select officer_id as draft_officer, result as draft_result, body as draft_body,
                          remedy as draft_remedy, saved_at as draft_saved_at from drafts where complaint_id = $1";
        let row: Option<DraftRow> =
            on!(self, db => sqlx::query_as(sql).bind(id.to_string()).fetch_optional(db).await)?;
        row.map_or(Ok(None), DraftRow::draft)
    }
}

impl Write {
    /// The answer has left, or there will be none: the paper it was drafted on goes.
    pub async fn clear_draft(&mut self, id: ComplaintId) -> Result<()> {
        let sql = "delete from drafts where complaint_id = $1";
        on!(self, db => sqlx::query(sql).bind(id.to_string()).execute(db).await.map(drop))?;
        Ok(())
    }

    pub async fn put_draft(&mut self, id: ComplaintId, draft: &Draft) -> Result<()> {
        let mut rows = self.rows();
        rows.draft(id, draft);
        self.insert(rows).await
    }
}

static DRAFTS: Table = Table {
    name: "drafts",
    columns: &["complaint_id", "officer_id", "result", "body", "remedy", "saved_at"],
    conflict: "on conflict (complaint_id) do update set officer_id = excluded.officer_id, \
               result = excluded.result, body = excluded.body, remedy = excluded.remedy, \
               saved_at = excluded.saved_at",
};

impl Rows {
    pub fn draft(&mut self, id: ComplaintId, draft: &Draft) {
        let cells = [
            id.to_string().into(),
            draft.officer.to_string().into(),
            draft.result.map_or("", AnswerResult::as_str).into(),
            draft.body.as_str().into(),
            draft.remedy.as_str().into(),
            micros(draft.saved_at).into(),
        ];
        self.push(&DRAFTS, cells);
    }
}
