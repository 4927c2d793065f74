//! The schema of a live database: the same on both engines, and as reviewed in `schema/*.sql`.

use std::collections::BTreeMap;
use std::path::PathBuf;

use sqlx::{AssertSqlSafe, ConnectOptions, Connection, PgConnection, SqliteConnection};
use store::{Engine, Store, StoreError};
use testkit::databases::{Address, TestDatabase, by_hand, keys};

/// Table → what stands in it, one line a column, index or rule; the same words for both engines.
type Schema = BTreeMap<String, Vec<String>>;

testkit::both_databases! {
    async fn the_schema_is_the_reviewed_one(address: Address) {
        let (name, text) = if address.0.starts_with("sqlite") {
            ("sqlite", sqlite_text(&address.0).await)
        } else {
            ("postgres", render(&postgres_schema(&address.0).await))
        };
        let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join(format!("schema/{name}.sql"));
        if std::env::var_os("EUNGDAPSO_BLESS").is_some() {
            std::fs::write(&path, &text).unwrap();
        }
        let reviewed = std::fs::read_to_string(&path).unwrap_or_default();
        assert!(reviewed == text, "schema/{name}.sql is stale: look at the change, then run with EUNGDAPSO_BLESS=1");
    }

    async fn migrating_twice_changes_nothing(store: Store) {
        assert_eq!(store.migrate().await.unwrap(), 0);
    }

    async fn a_newer_schema_is_refused(address: Address) {
        by_hand(&address.0, "insert into schema_migrations (number, name, digest) values (9999, 'later', '')").await.unwrap();
        let refused = Store::open(&address.0, keys()).await.err();
        assert!(matches!(&refused, Some(StoreError::Setup(why)) if why.contains("9999")), "{refused:?}");
    }

    /// As a newer program leaves it that was started beside this one, or before this one came back.
    async fn a_newer_schema_that_only_added_serves_this_program(address: Address) {
        by_hand(&address.0, "insert into schema_migrations (number, name, digest) values (9999, 'later', '')").await.unwrap();
        by_hand(&address.0, "alter table settings add column later bigint not null default 0").await.unwrap();
        by_hand(&address.0, &format!("insert into schema_serves values (9999, {})", store::newest())).await.unwrap();
        let store = Store::open(&address.0, keys()).await.unwrap();
        let mut tx = store.write().await.unwrap();
        tx.put_setting("theme", "kept", None, crate::fixture::at(0)).await.unwrap();
        tx.commit().await.unwrap();
        store.close().await;
        by_hand(&address.0, &format!("update schema_serves set oldest = {} where number = 9999", store::newest() + 1)).await.unwrap();
        let refused = Store::open(&address.0, keys()).await.err();
        assert!(matches!(&refused, Some(StoreError::Setup(why)) if why.contains("9999")), "{refused:?}");
    }
}

/// SQLite keeps what we wrote; that is what a reviewer wants to read.
async fn sqlite_text(url: &str) -> String {
    let mut db = SqliteConnection::connect(url).await.unwrap();
    let parts: Vec<String> = sqlx::query_scalar(
        "select sql from sqlite_master where sql is not null order by tbl_name, type desc, name",
    )
    .fetch_all(&mut db)
    .await
    .unwrap();
    parts.iter().map(|part| format!("{part};\n")).collect()
}

fn render(schema: &Schema) -> String {
    let mut text = String::from("-- What PostgreSQL says of a migrated database: to be read, not run.\n\n");
    for (table, lines) in schema {
        text.push_str(&format!("-- {table}\n{}\n\n", lines.join("\n")));
    }
    text
}

#[test]
fn both_engines_have_the_same_tables_columns_and_indexes() {
    let runtime = tokio::runtime::Runtime::new().unwrap();
    runtime.block_on(async {
        let (lite, pg) = (TestDatabase::new(Engine::Sqlite).await, TestDatabase::new(Engine::Postgres).await);
        lite.open().await.close().await;
        pg.open().await.close().await;
        let (left, right) = (sqlite_schema(lite.url()).await, postgres_schema(pg.url()).await);
        lite.remove().await;
        pg.remove().await;
        assert_eq!(left.keys().collect::<Vec<_>>(), right.keys().collect::<Vec<_>>());
        for (table, lines) in &left {
            assert_eq!(lines, &right[table], "{table}");
        }
    });
}

async fn sqlite_schema(url: &str) -> Schema {
    let mut db = url.parse::<sqlx::sqlite::SqliteConnectOptions>().unwrap().connect().await.unwrap();
    let tables: Vec<String> = sqlx::query_scalar(
        "select name from sqlite_master where type = 'table' and name not like 'sqlite_%'",
    )
    .fetch_all(&mut db)
    .await
    .unwrap();
    let mut schema = Schema::new();
    for table in tables {
        let mut lines: Vec<String> = sqlx::query_scalar(
            "select name || ' ' || replace(lower(type), 'integer', 'bigint') || case \"notnull\" when 1 then ' not null' else '' end
             from pragma_table_info($1) order by cid",
        )
        .bind(&table)
        .fetch_all(&mut db)
        .await
        .unwrap();
        lines.extend(sqlite_indexes(&mut db, &table).await);
        schema.insert(table, lines);
    }
    schema
}

async fn sqlite_indexes(db: &mut SqliteConnection, table: &str) -> Vec<String> {
    let indexes: Vec<(String, bool)> = sqlx::query_as("select name, \"unique\" from pragma_index_list($1)")
        .bind(table)
        .fetch_all(&mut *db)
        .await
        .unwrap();
    // A key that is the row's own number needs no index there.
    let own: Vec<String> =
        sqlx::query_scalar("select name from pragma_table_info($1) where pk = 1 and lower(type) = 'integer'")
            .bind(table)
            .fetch_all(&mut *db)
            .await
            .unwrap();
    let mut lines: Vec<String> = own.iter().map(|column| index_line(true, column)).collect();
    for (index, unique) in indexes {
        let columns: Vec<Option<String>> =
            sqlx::query_scalar("select name from pragma_index_info($1) order by seqno")
                .bind(&index)
                .fetch_all(&mut *db)
                .await
                .unwrap();
        let columns: Vec<String> = columns.into_iter().map(Option::unwrap_or_default).collect();
        lines.push(index_line(unique, &columns.join(", ")));
    }
    lines.sort();
    lines
}

async fn postgres_schema(url: &str) -> Schema {
    let mut db = PgConnection::connect(url).await.unwrap();
    let columns: Vec<(String, String)> = sqlx::query_as(
        "select table_name::text, column_name || ' ' || replace(data_type, 'bytea', 'blob') || case is_nullable when 'NO' then ' not null' else '' end
         from information_schema.columns where table_name in (select tablename from pg_tables where schemaname = 'public')
         order by table_name, ordinal_position",
    )
    .fetch_all(&mut db)
    .await
    .unwrap();
    let indexes: Vec<(String, bool, String)> = sqlx::query_as(AssertSqlSafe(
        "select t.relname::text, i.indisunique,
                (select string_agg(a.attname, ', ' order by k.ord)
                 from unnest(i.indkey) with ordinality k (num, ord)
                 join pg_attribute a on a.attrelid = t.oid and a.attnum = k.num)::text
         from pg_index i join pg_class t on t.oid = i.indrelid join pg_namespace n on n.oid = t.relnamespace
         where n.nspname = 'public'",
    ))
    .fetch_all(&mut db)
    .await
    .unwrap();
    let mut indexed = Schema::new();
    for (table, unique, columns) in indexes {
        indexed.entry(table).or_default().push(index_line(unique, &columns));
    }
    let mut schema = Schema::new();
    for (table, line) in columns {
        schema.entry(table).or_default().push(line);
    }
    for (table, mut lines) in indexed {
        lines.sort();
        schema.entry(table).or_default().extend(lines);
    }
    schema
}

fn index_line(unique: bool, columns: &str) -> String {
    format!("{} ({columns})", if unique { "unique" } else { "index" })
}
