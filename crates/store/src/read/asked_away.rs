//! 재지정 요청: what was asked of each file of a page, by whom, and why.

use std::collections::BTreeMap;

use domain::complaint::Happened;
use domain::id::ComplaintId;
use sqlx::{FromRow, QueryBuilder};

use crate::codec::{covered, parsed};
use crate::error::Result;
use crate::events::happened;
use crate::tx::{Read, on};

/// The newest request to reassign on a file.
#[derive(Clone, Debug)]
pub struct AskedAway {
    pub happened: Happened,
    /// With the numbers of persons covered, as in every list.
    pub explanation: String,
}

#[derive(FromRow)]
struct Row {
    complaint_id: String,
    at: i64,
    data: String,
    text: Option<String>,
}

impl Read {
    /// Of these files: a page of them at a time.
    pub async fn asked_away(&mut self, files: &[ComplaintId]) -> Result<BTreeMap<ComplaintId, AskedAway>> {
        if files.is_empty() {
            return Ok(BTreeMap::new());
        }
        let rows: Vec<Row> = on!(self, db: Db => {
            let mut sql = QueryBuilder::<Db>::new("select e.complaint_id, e.at, e.data, n.text from events e \
                left join notes n on n.complaint_id = e.complaint_id and n.seq = e.seq where e.complaint_id in (");
            let mut list = sql.separated(", ");
            for file in files {
                list.push_bind(file.to_string());
            }
            sql.push(") and e.name = 'reassignment-requested' order by e.complaint_id, e.seq");
            sql.build_query_as().fetch_all(db).await
        })?;
        // In the order of the history: the newest is the last of each.
        rows.into_iter().map(|row| Ok((parsed("complaint id", &row.complaint_id)?, row.asked()?))).collect()
    }
}

impl Row {
    fn asked(self) -> Result<AskedAway> {
        let explanation = covered(self.text.unwrap_or_default());
        Ok(AskedAway { happened: happened(self.at, &self.data)?, explanation })
    }
}
