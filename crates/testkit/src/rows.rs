//! Every row of every table, with what is sealed opened, for saying that two databases are equal.

use std::collections::BTreeMap;

use serde_json::Value;
use sqlx::{AssertSqlSafe, Connection, PgConnection, SqliteConnection};

use crate::databases::{TestDatabase, keys};

/// Columns whose text is sealed: a new nonce each time, so that only what is inside can be equal.
const SEALED: [(&str, &[&str]); 4] = [
    ("petitioners", &["name", "phone", "email", "address", "identity"]),
    ("outbox", &["subject", "body", "channel_texts"]),
    ("account_notices", &["subject", "body", "address"]),
    ("dispatches", &["payload"]),
];

/// Everything in a database: rows by table, and the indexes and constraints as they stand.
#[derive(Debug, PartialEq, Eq)]
pub struct Everything {
    pub rows: BTreeMap<String, Vec<String>>,
    pub structure: Vec<String>,
}

impl Everything {
    /// Says which rows of which table differ, and not all that are alike.
    pub fn assert_same(&self, other: &Everything) {
        assert_eq!(self.structure, other.structure);
        assert_eq!(self.rows.keys().collect::<Vec<_>>(), other.rows.keys().collect::<Vec<_>>());
        for (table, here) in &self.rows {
            let there = &other.rows[table];
            let differs = here.iter().zip(there).find(|(a, b)| a != b);
            assert!(differs.is_none(), "{table}: {differs:#?}");
            assert_eq!(here.len(), there.len(), "{table}");
        }
    }
}

enum Db {
    Sqlite(SqliteConnection),
    Postgres(PgConnection),
}

async fn connect(url: &str) -> Db {
    match url.starts_with("sqlite") {
        true => Db::Sqlite(SqliteConnection::connect(url).await.unwrap()),
        false => Db::Postgres(PgConnection::connect(url).await.unwrap()),
    }
}

/// Changes a database behind the program's back.
pub async fn tamper(url: &str, sql: &str) {
    let sql = AssertSqlSafe(sql.to_owned());
    match connect(url).await {
        Db::Sqlite(mut db) => drop(sqlx::query(sql).execute(&mut db).await.unwrap()),
        Db::Postgres(mut db) => drop(sqlx::query(sql).execute(&mut db).await.unwrap()),
    }
}

/// One column of text, as it lies there.
pub async fn texts(url: &str, sql: &str) -> Vec<String> {
    connect(url).await.texts(sql.to_owned()).await
}

/// Every row of every table as it lies there: what a thief of the database reads.
pub async fn as_it_lies(url: &str) -> String {
    let mut db = connect(url).await;
    let mut all = String::new();
    for table in db.texts(db.tables().to_owned()).await {
        let columns = columns_of(&mut db, &table).await;
        all.extend(raw_rows(&mut db, &table, &columns).await);
    }
    all
}

pub async fn everything(of: &TestDatabase) -> Everything {
    let mut db = connect(of.url()).await;
    let structure = match db {
        Db::Sqlite(_) => "select coalesce(sql, name) from sqlite_master order by 1",
        Db::Postgres(_) => {
            "select indexdef::text from pg_indexes where schemaname = current_schema()
             union all select conrelid::regclass::text || ' ' || conname || ' ' || pg_get_constraintdef(oid)
             from pg_constraint where connamespace = current_schema()::regnamespace order by 1"
        }
    };
    let mut rows = BTreeMap::new();
    for table in db.texts(db.tables().to_owned()).await {
        let found = table_rows(&mut db, &table).await;
        rows.insert(table, found);
    }
    let structure = db.texts(structure.to_owned()).await;
    Everything { rows, structure }
}

async fn table_rows(db: &mut Db, table: &str) -> Vec<String> {
    let columns = columns_of(db, table).await;
    let raw = raw_rows(db, table, &columns).await;
    let mut rows: Vec<String> = raw.iter().map(|row| opened(table, &columns, row)).collect();
    rows.sort();
    rows
}

async fn columns_of(db: &mut Db, table: &str) -> Vec<String> {
    let sql = match db {
        Db::Sqlite(_) => format!("select name from pragma_table_info('{table}') order by cid"),
        Db::Postgres(_) => format!(
            "select column_name::text from information_schema.columns where table_name = '{table}'
             and table_schema = current_schema() order by ordinal_position"
        ),
    };
    db.texts(sql).await
}

/// Each row as a JSON list of its cells.
async fn raw_rows(db: &mut Db, table: &str, columns: &[String]) -> Vec<String> {
    // SQLite's JSON takes no bytes.
    let cell = |column: &String| match db {
        Db::Sqlite(_) => format!("case typeof({column}) when 'blob' then hex({column}) else {column} end"),
        Db::Postgres(_) => column.clone(),
    };
    let array = match db {
        Db::Sqlite(_) => "json_array",
        Db::Postgres(_) => "json_build_array",
    };
    let cells: Vec<String> = columns.iter().map(cell).collect();
    db.texts(format!("select cast({array}({}) as text) from {table}", cells.join(", "))).await
}

fn opened(table: &str, columns: &[String], row: &str) -> String {
    let mut cells: Vec<Value> = serde_json::from_str(row).unwrap();
    let place = |column: &str| columns.iter().position(|name| name == column);
    let sealed = SEALED.iter().find(|(name, _)| *name == table).map_or(&[][..], |(_, sealed)| *sealed);
    for column in sealed {
        let at = place(column).unwrap();
        let id = cells[place("id").unwrap()].as_str().unwrap().to_owned();
        if let Some(text) = cells[at].as_str() {
            cells[at] = keys().reveal((table, column), &id, text).unwrap().into();
        }
    }
    serde_json::to_string(&cells).unwrap()
}

impl Db {
    fn tables(&self) -> &'static str {
        match self {
            Db::Sqlite(_) => {
                "select name from sqlite_master where type = 'table' and name not like 'sqlite%' order by 1"
            }
            Db::Postgres(_) => {
                "select tablename::text from pg_tables where schemaname = current_schema() order by 1"
            }
        }
    }

    async fn texts(&mut self, sql: String) -> Vec<String> {
        let sql = AssertSqlSafe(sql);
        match self {
            Db::Sqlite(db) => sqlx::query_scalar(sql).fetch_all(db).await.unwrap(),
            Db::Postgres(db) => sqlx::query_scalar(sql).fetch_all(db).await.unwrap(),
        }
    }
}
