//! 신청인: sealed on the way in, opened on the way out, found again by blind index.

mod filings;

use std::fmt;

use domain::id::PetitionerId;
use jiff::Timestamp;
use sqlx::{FromRow, QueryBuilder};

use crate::codec::{instant, instants, micros, parsed};
use crate::crypto::{self, KeyRing, Place};
use crate::error::Result;
use crate::open::Store;
use crate::rows::{Rows, Table};
use crate::tx::{Read, Write, on};

pub(crate) const TABLE: &str = "petitioners";
/// Most people one look-up answers with.
pub(crate) const FOUND_MAX: i64 = 200;

static PETITIONERS: Table = Table {
    name: TABLE,
    columns: &[
        "id",
        "name",
        "phone",
        "email",
        "address",
        "identity",
        "name_index",
        "phone_index",
        "email_index",
        "secret_hash",
        "key_id",
        "created_at",
    ],
    conflict: "",
};

/// Pushes the ids of everybody who counts as the same person: by telephone or by e-mail, and themselves.
macro_rules! same_person {
    ($sql:ident, $person:expr) => {
        $sql.push("select id from petitioners where id = ").push_bind($person);
        for index in ["phone_index", "email_index"] {
            $sql.push(" union select o.id from petitioners q join petitioners o on o.").push(index);
            $sql.push(" = q.").push(index).push(" where q.id = ").push_bind($person);
        }
    };
}

pub(crate) use same_person;

/// A person who filed, in the clear: only where somebody may see it.
#[derive(Clone, PartialEq, Eq)]
pub struct Petitioner {
    pub id: PetitionerId,
    /// Empty once erased.
    pub name: String,
    pub phone: Option<String>,
    pub email: Option<String>,
    pub address: Option<String>,
    /// Free text by which somebody proved who they are.
    pub identity: Option<String>,
    /// Digest of the machine-made secret that opens the case together with its number. It lies there digested once
    /// more, under the ring's own key ([`Read::kept_secret`]): whoever has the table alone can try no secret at it.
    pub secret_hash: Option<String>,
    pub created_at: Timestamp,
    pub erased_at: Option<Timestamp>,
}

/// What a petitioner is looked up by; spelling does not matter.
#[derive(Clone, Copy)]
pub enum LookUp<'a> {
    Name(&'a str),
    Phone(&'a str),
    Email(&'a str),
}

#[derive(FromRow)]
pub(crate) struct PetitionerRow {
    id: String,
    name: Option<String>,
    phone: Option<String>,
    email: Option<String>,
    address: Option<String>,
    identity: Option<String>,
    secret_hash: Option<String>,
    created_at: i64,
    erased_at: Option<i64>,
}

impl Read {
    pub async fn petitioner(&mut self, id: PetitionerId) -> Result<Option<Petitioner>> {
        Ok(self.petitioners(&[id]).await?.pop())
    }

    /// The people of one page of a list, in no order.
    pub async fn petitioners(&mut self, ids: &[PetitionerId]) -> Result<Vec<Petitioner>> {
        if ids.is_empty() {
            return Ok(Vec::new());
        }
        let rows: Vec<PetitionerRow> = on!(self, db: Db => {
            let mut sql = QueryBuilder::<Db>::new("select id, name, phone, email, address, identity, secret_hash,
                created_at, erased_at from petitioners where id in (");
            let mut list = sql.separated(", ");
            for id in ids {
                list.push_bind(id.to_string());
            }
            sql.push(")");
            sql.build_query_as().fetch_all(db).await
        })?;
        rows.into_iter().map(|row| row.open(self.keys())).collect()
    }

    /// Everybody by this name, number or address, newest first, at most 200.
    pub async fn find_petitioners(&mut self, by: LookUp<'_>) -> Result<Vec<PetitionerId>> {
        let Some(index) = by.index(self.keys()) else { return Ok(Vec::new()) };
        let ids: Vec<String> = on!(self, db => sqlx::query_scalar(by.sql())
            .bind(index).bind(FOUND_MAX).fetch_all(db).await)?;
        ids.iter().map(|id| parsed("petitioner id", id)).collect()
    }

    /// Other filings by the same person, at most 200.
    pub async fn same_petitioner(&mut self, id: PetitionerId) -> Result<Vec<PetitionerId>> {
        let id = id.to_string();
        let ids: Vec<String> = on!(self, db: Db => {
            let mut sql = QueryBuilder::<Db>::new("select id from (");
            same_person!(sql, &id);
            sql.push(") same where id <> ").push_bind(&id);
            sql.push(" order by 1 desc limit ").push_bind(FOUND_MAX);
            sql.build_query_scalar().fetch_all(db).await
        })?;
        ids.iter().map(|id| parsed("petitioner id", id)).collect()
    }
}

impl Store {
    /// What somebody is found again by, however it is spelled: it tells nothing of them.
    pub fn known_by(&self, by: LookUp<'_>) -> Option<String> {
        by.index(&self.keys())
    }
}

impl Read {
    /// What is kept of a secret's digest.
    pub fn kept_secret(&self, digest: &str) -> String {
        kept(self.keys(), digest)
    }
}

/// Begins what is kept under the ring's key; before, the bare digest was kept.
const KEYED: &str = "hmac:";

fn kept(keys: &KeyRing, digest: &str) -> String {
    match digest.starts_with(KEYED) {
        true => digest.to_owned(),
        false => format!("{KEYED}{}", keys.blind("petition-secret-kept", digest).unwrap_or_default()),
    }
}

impl Write {
    /// A secret that was kept as it used to be is kept as it is now, unless it has changed meanwhile.
    pub async fn keep_secret_anew(&mut self, id: PetitionerId, before: &str) -> Result<()> {
        let anew = self.kept_secret(before);
        on!(self, db => sqlx::query("update petitioners set secret_hash = $2 where id = $1 and secret_hash = $3")
            .bind(id.to_string()).bind(anew).bind(before).execute(db).await.map(drop))?;
        Ok(())
    }

    pub async fn put_petitioners(&mut self, petitioners: &[Petitioner]) -> Result<()> {
        let mut rows = self.rows();
        for petitioner in petitioners {
            rows.petitioner(petitioner)?;
        }
        self.insert(rows).await
    }

    /// The person goes, the row stays for whatever points to it.
    pub async fn erase_petitioner(&mut self, id: PetitionerId, at: Timestamp) -> Result<()> {
        on!(self, db => sqlx::query(
            "update petitioners set name = null, phone = null, email = null, address = null, identity = null,
                    name_index = null, phone_index = null, email_index = null, secret_hash = null, erased_at = $2
             where id = $1"
        ).bind(id.to_string()).bind(micros(at)).execute(db).await.map(drop))?;
        Ok(())
    }
}

impl LookUp<'_> {
    fn index(self, keys: &KeyRing) -> Option<String> {
        match self {
            LookUp::Name(name) => keys.blind("name", &crypto::name(name)),
            LookUp::Phone(phone) => keys.blind("phone", &crypto::phone(phone)),
            LookUp::Email(email) => keys.blind("email", &crypto::email(email)),
        }
    }

    fn sql(self) -> &'static str {
        match self {
            LookUp::Name(_) => "select id from petitioners where name_index = $1 order by id desc limit $2",
            LookUp::Phone(_) => "select id from petitioners where phone_index = $1 order by id desc limit $2",
            LookUp::Email(_) => "select id from petitioners where email_index = $1 order by id desc limit $2",
        }
    }
}

impl Rows {
    /// The person, sealed.
    pub fn petitioner(&mut self, p: &Petitioner) -> Result<()> {
        let (id, keys) = (p.id.to_string(), self.keys());
        let seal = |column, clear: &str| keys.seal(Place { table: TABLE, column, row: &id }, clear);
        let maybe =
            |column, clear: &Option<String>| clear.as_deref().map(|clear| seal(column, clear)).transpose();
        let cells = [
            id.as_str().into(),
            seal("name", &p.name)?.into(),
            maybe("phone", &p.phone)?.into(),
            maybe("email", &p.email)?.into(),
            maybe("address", &p.address)?.into(),
            maybe("identity", &p.identity)?.into(),
            LookUp::Name(&p.name).index(keys).into(),
            p.phone.as_deref().and_then(|phone| LookUp::Phone(phone).index(keys)).into(),
            p.email.as_deref().and_then(|email| LookUp::Email(email).index(keys)).into(),
            p.secret_hash.as_deref().map(|digest| kept(keys, digest)).into(),
            keys.current_id().into(),
            micros(p.created_at).into(),
        ];
        self.push(&PETITIONERS, cells);
        Ok(())
    }
}

impl PetitionerRow {
    pub(crate) fn open(self, keys: &KeyRing) -> Result<Petitioner> {
        let id = &self.id;
        let open = |column, sealed: Option<String>| {
            sealed.map(|sealed| keys.open(Place { table: TABLE, column, row: id }, &sealed)).transpose()
        };
        Ok(Petitioner {
            id: parsed("petitioner id", id)?,
            name: open("name", self.name)?.unwrap_or_default(),
            phone: open("phone", self.phone)?,
            email: open("email", self.email)?,
            address: open("address", self.address)?,
            identity: open("identity", self.identity)?,
            secret_hash: self.secret_hash,
            created_at: instant(self.created_at)?,
            erased_at: instants(self.erased_at)?,
        })
    }
}

/// Whoever logs a petitioner logs an id.
impl fmt::Debug for Petitioner {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Petitioner").field("id", &self.id).finish_non_exhaustive()
    }
}
