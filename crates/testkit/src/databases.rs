//! Every store test twice: on SQLite in a temporary folder, and on PostgreSQL in a database of its own.

pub mod cluster;
mod postgres;

use std::future::Future;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};

use sqlx::Connection;
use store::{Engine, KeyRing, Store};

/// An empty, migrated database that nobody else uses. Gone when the test ends.
pub struct TestDatabase {
    url: String,
    home: Home,
}

enum Home {
    Folder(tempfile::TempDir),
    Server(String),
    /// Somebody else's, who takes it away.
    Elsewhere,
}

impl TestDatabase {
    pub async fn new(engine: Engine) -> TestDatabase {
        match engine {
            Engine::Sqlite => {
                let folder = tempfile::tempdir().unwrap();
                let url = format!("sqlite://{}/office.db", folder.path().display());
                TestDatabase { url, home: Home::Folder(folder) }
            }
            Engine::Postgres => {
                let (name, url) = postgres::create().await;
                TestDatabase { url, home: Home::Server(name) }
            }
        }
    }

    /// A place where nothing is yet: no file, no table.
    pub async fn vacant(engine: Engine) -> TestDatabase {
        match engine {
            Engine::Sqlite => TestDatabase::new(engine).await,
            Engine::Postgres => {
                let (name, url) = postgres::create_vacant().await;
                TestDatabase { url, home: Home::Server(name) }
            }
        }
    }

    /// At an address that the test has made itself.
    pub fn at(url: String) -> TestDatabase {
        TestDatabase { url, home: Home::Elsewhere }
    }

    pub fn url(&self) -> &str {
        &self.url
    }

    /// One more opening of this database, as a second server would.
    pub async fn open(&self) -> Store {
        Store::open(&self.url, keys()).await.unwrap()
    }

    pub async fn remove(self) {
        match self.home {
            Home::Folder(folder) => folder.close().unwrap(),
            Home::Server(name) => postgres::remove(&name).await,
            Home::Elsewhere => {}
        }
    }
}

/// The key ring of every test database.
pub fn keys() -> KeyRing {
    let index = "aW5kZXggaW5kZXggaW5kZXggaW5kZXggaW5kZXggaTE";
    let k1 = "b2ZmaWNlIG9mZmljZSBvZmZpY2Ugb2ZmaWNlIG9mZjE";
    KeyRing::parse(&format!("index:{index},k1:{k1}")).unwrap()
}

/// What a test of [`both_databases!`](crate::both_databases) may ask for as its argument.
pub trait OnDatabase: Sized {
    fn on(db: &TestDatabase) -> impl Future<Output = Self>;
}

impl OnDatabase for Store {
    async fn on(db: &TestDatabase) -> Store {
        db.open().await
    }
}

/// The address alone, for tests that look at the database with their own eyes.
pub struct Address(pub String);

impl OnDatabase for Address {
    async fn on(db: &TestDatabase) -> Address {
        db.open().await.close().await;
        Address(db.url().to_owned())
    }
}

/// What somebody with a database client does behind our back; the database may refuse.
pub async fn by_hand(url: &str, sql: impl Into<String>) -> Result<(), sqlx::Error> {
    let sql = sqlx::raw_sql(sqlx::AssertSqlSafe(sql.into()));
    if url.starts_with("sqlite:") {
        sql.execute(&mut sqlx::SqliteConnection::connect(url).await?).await.map(drop)
    } else {
        sql.execute(&mut sqlx::PgConnection::connect(url).await?).await.map(drop)
    }
}

/// Runs one test; the database goes whether it passes or panics.
pub fn run<A: OnDatabase, F: Future<Output = ()>>(engine: Engine, test: impl FnOnce(A) -> F) {
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
    let db = runtime.block_on(TestDatabase::new(engine));
    let result = catch_unwind(AssertUnwindSafe(|| runtime.block_on(async { test(A::on(&db).await).await })));
    runtime.block_on(db.remove());
    if let Err(panic) = result {
        resume_unwind(panic);
    }
}

/// ```ignore
/// testkit::both_databases! {
///     async fn a_setting_is_kept(store: Store) { … }
/// }
/// ```
/// makes the tests `a_setting_is_kept::sqlite` and `a_setting_is_kept::postgres`.
#[macro_export]
macro_rules! both_databases {
    ($($(#[$meta:meta])* async fn $name:ident($arg:ident: $kind:ty) $body:block)*) => {$(
        mod $name {
            use super::*;

            async fn test($arg: $kind) $body

            $(#[$meta])*
            #[test]
            fn sqlite() {
                $crate::databases::run(::store::Engine::Sqlite, test);
            }

            $(#[$meta])*
            #[test]
            fn postgres() {
                $crate::databases::run(::store::Engine::Postgres, test);
            }
        }
    )*};
}
