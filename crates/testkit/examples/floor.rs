//! What this machine gives without us: a bare answer over HTTP, a bare commit, a bare indexed read.
//!
//! `cargo xtask bench` runs it beside the loads, so that each figure can be held against what the machine gave in the
//! same hour. `floor answer` serves until it is ended; `floor prepare|commit|read URL …` works on a table of its own
//! in the database at `URL` and prints what `load/common.lua` prints.

use std::error::Error;
use std::str::FromStr;
use std::time::{Duration, Instant};

use axum::{Router, routing::get};
use sqlx::postgres::{PgPool, PgPoolOptions};
use sqlx::sqlite::{
    SqliteConnectOptions, SqliteJournalMode, SqlitePool, SqlitePoolOptions, SqliteSynchronous,
};
use tokio::net::TcpListener;

type Result<T> = std::result::Result<T, Box<dyn Error + Send + Sync>>;

/// Rows to read from: more than fit into the readers' caches of 2 MB.
const ROWS: u64 = 100_000;
/// One row's text, as long as a short title with its place.
const TEXT: &str =
    "횡단보도 앞 가로등이 꺼져 있습니다. 송파구 올림픽로 326 부근, 며칠째 불이 들어오지 않습니다.";
/// Longer than 256 writers wait for one another.
const WAIT: Duration = Duration::from_secs(60);

#[tokio::main]
async fn main() -> Result<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match arguments.iter().map(String::as_str).collect::<Vec<_>>().as_slice() {
        ["answer"] => answer().await,
        ["prepare", url] => Database::open(url).await?.prepare().await,
        ["commit", url, at_once, seconds] => {
            let database = Database::open(url).await?;
            database.load(Work::Commit, at_once.parse()?, Duration::from_secs(seconds.parse()?)).await
        }
        ["read", url, at_once, seconds] => {
            let database = Database::open(url).await?;
            database.load(Work::Read, at_once.parse()?, Duration::from_secs(seconds.parse()?)).await
        }
        _ => Err("floor answer | prepare URL | commit URL AT-ONCE SECONDS | read URL AT-ONCE SECONDS".into()),
    }
}

async fn answer() -> Result<()> {
    let listener = TcpListener::bind("127.0.0.1:0").await?;
    println!("listening on http://{}", listener.local_addr()?);
    let router = Router::new().route("/", get(|| async { "{\"answer\":true}" }));
    Ok(axum::serve(listener, router).await?)
}

#[derive(Clone, Copy)]
enum Work {
    Commit,
    Read,
}

/// Opened as `crates/store/src/open.rs` opens it: the same pools, journal and waiting for the disk.
#[derive(Clone)]
enum Database {
    Sqlite { writer: SqlitePool, readers: SqlitePool },
    Postgres(PgPool),
}

impl Database {
    async fn open(url: &str) -> Result<Database> {
        if url.starts_with("postgres") {
            let pool = PgPoolOptions::new()
                .max_connections(20)
                .acquire_timeout(WAIT)
                .test_before_acquire(false)
                .connect(url)
                .await?;
            return Ok(Database::Postgres(pool));
        }
        let options = SqliteConnectOptions::from_str(url)?
            .create_if_missing(true)
            .foreign_keys(true)
            .journal_mode(SqliteJournalMode::Wal)
            .synchronous(SqliteSynchronous::Full)
            .busy_timeout(WAIT);
        let for_writing = options.clone().pragma("cache_size", "-65536").pragma("wal_autocheckpoint", "8000");
        let pool = || SqlitePoolOptions::new().acquire_timeout(WAIT).test_before_acquire(false);
        let writer = pool().max_connections(1).connect_with(for_writing).await?;
        let readers = pool().max_connections(4).connect_lazy_with(options.pragma("query_only", "on"));
        Ok(Database::Sqlite { writer, readers })
    }

    /// Makes the table anew, and tells with which settings it is measured, a line each.
    async fn prepare(&self) -> Result<()> {
        let drop = "drop table if exists floor";
        let make = "create table floor (id text primary key, words text not null)";
        let fill = "with recursive n(i) as (select 1 union all select i + 1 from n where i < $1) \
                    insert into floor (id, words) select 'r' || cast(i as text), $2 from n";
        let rows = i64::try_from(ROWS)?;
        match self {
            Database::Sqlite { writer, .. } => {
                sqlx::query(drop).execute(writer).await?;
                sqlx::query(make).execute(writer).await?;
                sqlx::query(fill).bind(rows).bind(TEXT).execute(writer).await?;
                let version: String = sqlx::query_scalar("select sqlite_version()").fetch_one(writer).await?;
                println!("version={version}");
                let journal: String = sqlx::query_scalar("pragma journal_mode").fetch_one(writer).await?;
                println!("journal_mode={journal}");
                let synchronous: i64 = sqlx::query_scalar("pragma synchronous").fetch_one(writer).await?;
                println!("synchronous={synchronous}");
                let page: i64 = sqlx::query_scalar("pragma page_size").fetch_one(writer).await?;
                println!("page_size={page}");
            }
            Database::Postgres(pool) => {
                sqlx::query(drop).execute(pool).await?;
                sqlx::query(make).execute(pool).await?;
                sqlx::query(fill).bind(rows).bind(TEXT).execute(pool).await?;
                sqlx::query("vacuum analyze floor").execute(pool).await?;
                let asked = "select name::text, current_setting(name)::text from pg_settings where name in \
                             ('server_version', 'fsync', 'synchronous_commit', 'full_page_writes', 'wal_sync_method', \
                             'shared_buffers', 'work_mem', 'max_connections', 'jit', 'random_page_cost') order by name";
                let settings: Vec<(String, String)> = sqlx::query_as(asked).fetch_all(pool).await?;
                for (name, value) in settings {
                    println!("{name}={value}");
                }
            }
        }
        Ok(())
    }

    /// So many at once, each doing one after the other until the time is up.
    async fn load(self, work: Work, at_once: u64, lasting: Duration) -> Result<()> {
        self.once(work, "warm", 0).await?;
        let began = Instant::now();
        let run = format!("{:x}", std::process::id());
        let mut tasks = Vec::new();
        for who in 0..at_once {
            let (database, run) = (self.clone(), run.clone());
            tasks.push(tokio::spawn(async move {
                let mut took = Vec::new();
                while began.elapsed() < lasting {
                    let asked = Instant::now();
                    let turn = u64::try_from(took.len())? * at_once + who;
                    database.once(work, &run, turn).await?;
                    took.push(asked.elapsed());
                }
                Ok::<_, Box<dyn Error + Send + Sync>>(took)
            }));
        }
        let mut took = Vec::new();
        for task in tasks {
            took.extend(task.await??);
        }
        tell(took, began.elapsed());
        Ok(())
    }

    async fn once(&self, work: Work, run: &str, turn: u64) -> Result<()> {
        match work {
            Work::Commit => self.commit(&format!("{run}-{turn}")).await,
            Work::Read => self.read(turn).await,
        }
    }

    /// One row, and back only when it is on the disk.
    async fn commit(&self, id: &str) -> Result<()> {
        let insert = "insert into floor (id, words) values ($1, $2) on conflict do nothing";
        match self {
            Database::Sqlite { writer, .. } => {
                let mut tx = writer.begin_with("begin immediate").await?;
                sqlx::query(insert).bind(id).bind(TEXT).execute(&mut *tx).await?;
                tx.commit().await?;
            }
            Database::Postgres(pool) => {
                let mut tx = pool.begin().await?;
                sqlx::query(insert).bind(id).bind(TEXT).execute(&mut *tx).await?;
                tx.commit().await?;
            }
        }
        Ok(())
    }

    /// One row by its key. The keys are gone through in leaps, so that no two at once lie beside each other.
    async fn read(&self, turn: u64) -> Result<()> {
        let id = format!("r{}", turn.wrapping_mul(7_919) % ROWS + 1);
        let select = "select words from floor where id = $1";
        let words: String = match self {
            Database::Sqlite { readers, .. } => {
                sqlx::query_scalar(select).bind(id).fetch_one(readers).await?
            }
            Database::Postgres(pool) => sqlx::query_scalar(select).bind(id).fetch_one(pool).await?,
        };
        if words == TEXT { Ok(()) } else { Err("another row than the one asked for".into()) }
    }
}

/// The line that the driver reads, in the words of `load/common.lua`.
fn tell(mut took: Vec<Duration>, window: Duration) {
    took.sort_unstable();
    let at = |percent: usize| {
        took.get((took.len() * percent / 100).min(took.len() - 1)).map_or(0, Duration::as_micros)
    };
    println!(
        "measured answered={} unit=1 window_us={} p50_us={} p95_us={} p99_us={} max_us={} refused=0 limited=0 lost=0 \
         first_refusal=",
        took.len(),
        window.as_micros(),
        at(50),
        at(95),
        at(99),
        at(100)
    );
}
