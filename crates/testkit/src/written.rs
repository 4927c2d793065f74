//! Whether anybody has written to an SQLite database, told by the database itself.

use sqlx::{Connection, SqliteConnection};

/// A line of its own to a database on which others work.
pub struct Watch {
    db: SqliteConnection,
    seen: i64,
}

impl Watch {
    pub async fn over(url: &str) -> Watch {
        let mut watch = Watch { db: SqliteConnection::connect(url).await.unwrap(), seen: 0 };
        watch.written().await;
        watch
    }

    /// Whether something was committed since one last asked, be it the smallest change.
    pub async fn written(&mut self) -> bool {
        // It changes with every commit of another connection that changed anything, and with nothing else.
        let now: i64 = sqlx::query_scalar("pragma data_version").fetch_one(&mut self.db).await.unwrap();
        std::mem::replace(&mut self.seen, now) != now
    }

    pub async fn close(self) {
        self.db.close().await.unwrap();
    }
}
