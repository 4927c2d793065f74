//! Log-in sessions, found by the hash of their token.

use domain::id::SessionId;
use jiff::Timestamp;
use sqlx::FromRow;

use crate::accounts::Owner;
use crate::codec::{instant, micros, parsed, text};
use crate::error::{Result, StoreError};
use crate::open::{Pools, Store};
use crate::postgres::{OnPostgres, next_if_gone};
use crate::tx::{Read, Write, on};

/// How it was opened: with whose word that it is they.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    /// A password of ours, with a code where one is asked for.
    Password,
    /// The identity provider's.
    Oidc,
    /// 행정포털's, which stands before us.
    Portal,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Session {
    pub id: SessionId,
    pub owner: Owner,
    pub way: Way,
    pub created_at: Timestamp,
    pub seen_at: Timestamp,
    pub expires_at: Timestamp,
}

#[derive(FromRow)]
struct SessionRow {
    id: String,
    officer_id: Option<String>,
    petitioner_id: Option<String>,
    way: String,
    created_at: i64,
    seen_at: i64,
    expires_at: i64,
}

/// A session as it is seen at the beginning of a request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SeenSession {
    pub session: Session,
    /// The edition of people and duties; what is remembered from an earlier one no longer holds.
    pub people: i64,
    /// The edition of organisation, calendar and outages.
    pub facts: i64,
}

#[derive(FromRow)]
struct SeenRow {
    #[sqlx(flatten)]
    session: SessionRow,
    people: i64,
    facts: i64,
}

impl Store {
    /// The session of this token, unless it has expired, in one question and without a transaction.
    pub async fn seen_session(&self, token_hash: &str, now: Timestamp) -> Result<Option<SeenSession>> {
        let sql = "select id, officer_id, petitioner_id, way, created_at, seen_at, expires_at,
                          (select version from facts_versions where name = 'people') as people,
                          (select version from facts_versions where name = 'facts') as facts
                   from sessions where token_hash = $1 and expires_at > $2";
        let row: Option<SeenRow> = match &self.pools {
            Pools::Sqlite { readers, .. } => {
                sqlx::query_as(sql).bind(token_hash).bind(micros(now)).fetch_optional(readers).await?
            }
            Pools::Postgres(pool) => {
                next_if_gone(self.patience, || async {
                    let mut line = OnPostgres::free(pool).await?;
                    sqlx::query_as(sql).bind(token_hash).bind(micros(now)).fetch_optional(&mut *line).await
                })
                .await?
            }
        };
        let seen = |row: SeenRow| {
            Ok(SeenSession { session: row.session.session()?, people: row.people, facts: row.facts })
        };
        row.map(seen).transpose()
    }
}

impl Read {
    /// The session of this token, unless it has expired.
    pub async fn session(&mut self, token_hash: &str, now: Timestamp) -> Result<Option<Session>> {
        let row: Option<SessionRow> = on!(self, db => sqlx::query_as(
            "select id, officer_id, petitioner_id, way, created_at, seen_at, expires_at
             from sessions where token_hash = $1 and expires_at > $2"
        ).bind(token_hash).bind(micros(now)).fetch_optional(db).await)?;
        row.map(SessionRow::session).transpose()
    }

    /// Whose session it was that ended by itself between these; of one that was ended nothing is known.
    pub async fn ended_session_owner(
        &mut self,
        token_hash: &str,
        (from, to): (Timestamp, Timestamp),
    ) -> Result<Option<Owner>> {
        let row: Option<(Option<String>, Option<String>)> = on!(self, db => sqlx::query_as(
            "select officer_id, petitioner_id from sessions
             where token_hash = $1 and expires_at > $2 and expires_at <= $3"
        ).bind(token_hash).bind(micros(from)).bind(micros(to)).fetch_optional(db).await)?;
        row.map(|(officer, petitioner)| Owner::of(officer.as_deref(), petitioner.as_deref())).transpose()
    }
}

impl Write {
    pub async fn put_session(&mut self, session: &Session, token_hash: &str) -> Result<()> {
        on!(self, db => sqlx::query(
            "insert into sessions (id, token_hash, officer_id, petitioner_id, way, created_at, seen_at, expires_at)
             values ($1, $2, $3, $4, $5, $6, $7, $8)"
        )
        .bind(session.id.to_string())
        .bind(token_hash)
        .bind(text(session.owner.officer()))
        .bind(text(session.owner.petitioner()))
        .bind(session.way.as_str())
        .bind(micros(session.created_at))
        .bind(micros(session.seen_at))
        .bind(micros(session.expires_at))
        .execute(db).await.map(drop))?;
        Ok(())
    }

    /// Seen again: lives until then.
    pub async fn extend_session(&mut self, id: SessionId, seen: Timestamp, expires: Timestamp) -> Result<()> {
        on!(self, db => sqlx::query("update sessions set seen_at = $2, expires_at = $3 where id = $1")
            .bind(id.to_string()).bind(micros(seen)).bind(micros(expires)).execute(db).await.map(drop))?;
        Ok(())
    }

    pub async fn end_session(&mut self, id: SessionId) -> Result<()> {
        on!(self, db => sqlx::query("delete from sessions where id = $1")
            .bind(id.to_string()).execute(db).await.map(drop))?;
        Ok(())
    }

    /// After a password change or a lock: everywhere at once.
    pub async fn end_sessions_of(&mut self, owner: Owner) -> Result<u64> {
        let ended = on!(self, db => sqlx::query("delete from sessions where officer_id = $1 or petitioner_id = $2")
            .bind(text(owner.officer())).bind(text(owner.petitioner()))
            .execute(db).await.map(|done| done.rows_affected()))?;
        Ok(ended)
    }

    pub async fn prune_sessions(&mut self, ended_by: Timestamp) -> Result<u64> {
        let gone = on!(self, db => sqlx::query("delete from sessions where expires_at <= $1")
            .bind(micros(ended_by)).execute(db).await.map(|done| done.rows_affected()))?;
        Ok(gone)
    }
}

impl Way {
    pub const ALL: [Way; 3] = [Way::Password, Way::Oidc, Way::Portal];

    pub fn as_str(self) -> &'static str {
        match self {
            Way::Password => "password",
            Way::Oidc => "oidc",
            Way::Portal => "portal",
        }
    }

    fn parse(word: &str) -> Option<Way> {
        Way::ALL.into_iter().find(|way| way.as_str() == word)
    }
}

impl SessionRow {
    fn session(self) -> Result<Session> {
        Ok(Session {
            id: parsed("session id", &self.id)?,
            owner: Owner::of(self.officer_id.as_deref(), self.petitioner_id.as_deref())?,
            way: Way::parse(&self.way).ok_or_else(|| StoreError::corrupt("way", &self.way))?,
            created_at: instant(self.created_at)?,
            seen_at: instant(self.seen_at)?,
            expires_at: instant(self.expires_at)?,
        })
    }
}
