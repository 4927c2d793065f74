//! Answers kept under an `Idempotency-Key`, in the transaction of the act they answer.

use domain::id::PetitionerId;
use jiff::Timestamp;
use sqlx::{AssertSqlSafe, FromRow};

use crate::codec::micros;
use crate::crypto::KeyRing;
use crate::error::{Result, StoreError};
use crate::petitioners::{Petitioner, PetitionerRow};
use crate::postgres::within;
use crate::rows::Table;
use crate::tx::{Read, Tx, Write, on};

/// What was asked and answered before.
#[derive(Clone, Debug, PartialEq, Eq, FromRow)]
pub struct KeptResponse {
    /// Another hash under the same key is the caller's mistake.
    pub request_hash: String,
    pub response: String,
}

/// Whose act it is, under which key, and on whose file.
pub struct ActAsked<'a> {
    pub actor: String,
    pub key: Option<&'a str>,
    pub petitioner: PetitionerId,
}

/// What an act is decided and told by, besides its file.
pub struct AtHand {
    /// The edition of organisation, calendar, outages and wordings.
    pub facts: i64,
    /// Under the asker's key.
    pub kept: Option<KeptResponse>,
    /// Whose file it is.
    pub person: Petitioner,
}

#[derive(FromRow)]
struct AtHandRow {
    facts: i64,
    request_hash: Option<String>,
    response: Option<String>,
    #[sqlx(flatten)]
    person: PetitionerRow,
}

impl Read {
    pub async fn kept_response(&mut self, actor: &str, key: &str) -> Result<Option<KeptResponse>> {
        let kept = on!(self, db => sqlx::query_as(
            "select request_hash, response from idempotency_keys where actor = $1 and key = $2"
        ).bind(actor).bind(key).fetch_optional(db).await)?;
        Ok(kept)
    }

    /// Of each, whether anything is kept under it: whose key, and which. PostgreSQL is asked once for all of them.
    pub async fn are_kept(&mut self, keys: &[Option<(String, &str)>]) -> Result<Vec<bool>> {
        let mut kept = vec![false; keys.len()];
        if keys.iter().all(Option::is_none) {
            return Ok(kept);
        }
        let Tx::Postgres(tx) = self.db().await? else {
            for (key, kept) in keys.iter().zip(&mut kept) {
                let Some((actor, key)) = key else { continue };
                *kept = self.kept_response(actor, key).await?.is_some();
            }
            return Ok(kept);
        };
        let actors: Vec<Option<&str>> =
            keys.iter().map(|key| key.as_ref().map(|(actor, _)| actor.as_str())).collect();
        let names: Vec<Option<&str>> = keys.iter().map(|key| key.as_ref().map(|(_, key)| *key)).collect();
        // As a value, which is looked up by its index; as a condition it is for the planner to read the whole table.
        let asked = sqlx::query_scalar(
            "select (select true from idempotency_keys k where k.actor = asked.actor and k.key = asked.key) is not null
             from unnest((select $1::text[]), (select $2::text[])) with ordinality asked (actor, key, which) order by which"
        ).bind(actors).bind(names);
        Ok(within(tx.patience, asked.fetch_all(&mut **tx)).await?)
    }

    /// What every act asks about its asker's key and about whose file it is; of as many acts as there are in their order.
    /// PostgreSQL is asked once for all of them.
    pub async fn at_hand(&mut self, acts: &[ActAsked<'_>]) -> Result<Vec<AtHand>> {
        let rows = self.rows_at_hand(acts).await?;
        if rows.len() != acts.len() {
            return Err(StoreError::NotFound("petitioner"));
        }
        rows.into_iter().map(|row| row.at_hand(self.keys())).collect()
    }

    async fn rows_at_hand(&mut self, acts: &[ActAsked<'_>]) -> Result<Vec<AtHandRow>> {
        let Tx::Postgres(tx) = self.db().await? else {
            let mut rows = Vec::with_capacity(acts.len());
            for act in acts {
                let asked = AssertSqlSafe(at_hand("(select $1 as actor, $2 as key, $3 as petitioner) asked"));
                rows.extend(on!(self, db => sqlx::query_as::<_, AtHandRow>(asked)
                    .bind(act.actor.as_str()).bind(act.key).bind(act.petitioner.to_string())
                    .fetch_optional(db).await)?);
            }
            return Ok(rows);
        };
        let actors: Vec<&str> = acts.iter().map(|act| act.actor.as_str()).collect();
        let keys: Vec<Option<&str>> = acts.iter().map(|act| act.key).collect();
        let petitioners: Vec<String> = acts.iter().map(|act| act.petitioner.to_string()).collect();
        let asked = at_hand(
            "unnest((select $1::text[]), (select $2::text[]), (select $3::text[]))
             with ordinality asked (actor, key, petitioner, which)",
        );
        let asked = sqlx::query_as(AssertSqlSafe(asked + " order by which"));
        let asked = asked.bind(actors).bind(keys).bind(petitioners);
        Ok(within(tx.patience, asked.fetch_all(&mut **tx)).await?)
    }
}

fn at_hand(asked: &str) -> String {
    let kept = "from idempotency_keys k where k.actor = asked.actor and k.key = asked.key";
    format!(
        "select f.version as facts, (select k.request_hash {kept}) as request_hash, (select k.response {kept}) as response,
                p.id, p.name, p.phone, p.email, p.address, p.identity, p.secret_hash, p.created_at, p.erased_at
         from {asked} join facts_versions f on f.name = 'facts' join petitioners p on p.id = asked.petitioner"
    )
}

impl AtHandRow {
    fn at_hand(self, keys: &KeyRing) -> Result<AtHand> {
        let AtHandRow { facts, request_hash, response, person } = self;
        let kept = request_hash
            .zip(response)
            .map(|(request_hash, response)| KeptResponse { request_hash, response });
        Ok(AtHand { facts, kept, person: person.open(keys)? })
    }
}

impl Write {
    /// A conflict, told at the latest by the commit, when a twin of this request was faster: undo, and read what
    /// it was answered.
    pub async fn keep_response(
        &mut self,
        actor: &str,
        key: &str,
        kept: &KeptResponse,
        at: Timestamp,
    ) -> Result<()> {
        let KeptResponse { request_hash, response } = kept.clone();
        let mut rows = self.rows();
        let cells = [actor.into(), key.into(), request_hash.into(), response.into(), micros(at).into()];
        rows.push(&KEYS, cells);
        self.insert(rows).await
    }

    pub async fn prune_responses(&mut self, before: Timestamp) -> Result<u64> {
        let gone = on!(self, db => sqlx::query("delete from idempotency_keys where created_at < $1")
            .bind(micros(before)).execute(db).await.map(|done| done.rows_affected()))?;
        Ok(gone)
    }
}

static KEYS: Table = Table {
    name: "idempotency_keys",
    columns: &["actor", "key", "request_hash", "response", "created_at"],
    conflict: "",
};
