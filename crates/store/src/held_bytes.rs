//! Bytes in the vault that a row keeps there: held while they are put anew, so that what is taken away stays away.

use uuid::Uuid;

use crate::error::Result;
use crate::tx::{Write, on};

/// What keeps them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum KeptBy {
    /// An attachment, with the SHA-256 of what it says.
    Attachment { digest: String },
    /// A file that may be taken.
    Export,
}

impl Write {
    /// By whom the bytes under this id are kept. Until the transaction ends nobody takes them away: whoever does says so
    /// in the row first. `None`: they are coming, going, or nobody's.
    pub async fn hold_bytes(&mut self, place: Uuid) -> Result<Option<KeptBy>> {
        let lock = self.engine().for_update();
        let sql = format!("select digest from attachments where id = $1 and arrived{lock}");
        let digest: Option<String> = on!(self, db => sqlx::query_scalar(sqlx::AssertSqlSafe(sql))
            .bind(place.to_string()).fetch_optional(db).await)?;
        if let Some(digest) = digest {
            return Ok(Some(KeptBy::Attachment { digest }));
        }
        // A few at a time wait to be taken or swept: no index for so few.
        let sql = format!("select file_key from exports where file_key = $1 and state = 'done'{lock}");
        let export: Option<String> = on!(self, db => sqlx::query_scalar(sqlx::AssertSqlSafe(sql))
            .bind(place.to_string()).fetch_optional(db).await)?;
        Ok(export.map(|_| KeptBy::Export))
    }
}
