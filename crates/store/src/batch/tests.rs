//! What lasts, what does not, and who hears of it, when many change at once.

use std::str::FromStr;

use futures_util::future::join_all;
use sqlx::sqlite::SqliteJournalMode;

use super::*;

const WAIT: Duration = Duration::from_secs(10);

struct Place {
    writer: Writer,
    options: SqliteConnectOptions,
    _folder: tempfile::TempDir,
}

async fn place() -> Place {
    let folder = tempfile::tempdir().unwrap();
    let options =
        SqliteConnectOptions::from_str(&format!("sqlite://{}", folder.path().join("b.db").display()))
            .unwrap()
            .create_if_missing(true)
            .foreign_keys(true)
            .journal_mode(SqliteJournalMode::Wal);
    let writer = Writer::connect(options.clone()).await.unwrap();
    let mut change = writer.begin(Company::Shared, WAIT).await.unwrap();
    for sql in
        ["create table lines (who integer primary key)", "create table notes (who references lines (who))"]
    {
        sqlx::query(sql).execute(&mut *change).await.unwrap();
    }
    change.commit().await.unwrap();
    Place { writer, options, _folder: folder }
}

impl Place {
    /// What somebody else finds in the file.
    async fn there(&self) -> Vec<i64> {
        let mut other = self.options.connect().await.unwrap();
        sqlx::query_scalar("select who from lines order by who").fetch_all(&mut other).await.unwrap()
    }

    async fn add(&self, who: i64) -> Change {
        let mut change = self.writer.begin(Company::Shared, WAIT).await.unwrap();
        sqlx::query("insert into lines values (?)").bind(who).execute(&mut *change).await.unwrap();
        change
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn whoever_was_told_done_is_in_the_file_and_whoever_gave_up_is_not() {
    let place = place().await;
    let doing = (0..200).map(async |who| {
        let change = place.add(who).await;
        match who % 4 {
            0 => drop(change),
            1 => change.rollback().await,
            _ => {
                change.commit().await.unwrap();
                assert!(place.there().await.contains(&who), "{who} was told before the file had it");
            }
        }
    });
    join_all(doing).await;
    let told: Vec<i64> = (0..200).filter(|who| who % 4 > 1).collect();
    assert_eq!(place.there().await, told);
}

#[tokio::test]
async fn those_who_wait_are_committed_together() {
    let place = place().await;
    let first = place.add(1).await;
    // Both stand in line before the first is done.
    let others = [2, 3].map(|who| {
        let writer = place.writer.clone();
        tokio::spawn(async move {
            let mut change = writer.begin(Company::Shared, WAIT).await.unwrap();
            sqlx::query("insert into lines values (?)").bind(who).execute(&mut *change).await.unwrap();
            let before = change.line.batch.as_ref().map(|batch| batch.done);
            change.commit().await.unwrap();
            before
        })
    });
    tokio::task::yield_now().await;
    first.commit().await.unwrap();
    let before = join_all(others).await.into_iter().map(Result::unwrap).collect::<Vec<_>>();
    assert_eq!(before, [Some(1), Some(2)], "each joined the batch of those before it");
    assert_eq!(place.there().await, [1, 2, 3]);
}

#[tokio::test]
async fn a_long_change_keeps_nobody_waiting() {
    let place = place().await;
    let first = place.add(1).await;
    let writer = place.writer.clone();
    let long = tokio::spawn(async move { writer.begin(Company::Alone, WAIT).await.unwrap() });
    tokio::task::yield_now().await;
    let told = tokio::spawn(first.commit());
    let long = long.await.unwrap();
    told.await.unwrap().unwrap();
    assert_eq!(place.there().await, [1], "told while the long one is still under way");
    long.rollback().await;
}

/// A commit that the database refuses: a note of somebody who is not there, looked at only in the end.
#[tokio::test]
async fn where_the_batch_is_lost_everybody_in_it_hears_so() {
    let place = place().await;
    let first = place.add(1).await;
    let writer = place.writer.clone();
    let spoiler = tokio::spawn(async move {
        let mut change = writer.begin(Company::Shared, WAIT).await.unwrap();
        for sql in ["pragma defer_foreign_keys = on", "insert into notes values (77)"] {
            sqlx::query(sql).execute(&mut *change).await.unwrap();
        }
        change.commit().await
    });
    tokio::task::yield_now().await;
    let (first, spoiler) = (first.commit().await, spoiler.await.unwrap());
    for told in [first, spoiler] {
        assert!(matches!(told, Err(StoreError::Unavailable(_))), "{told:?}");
    }
    assert_eq!(place.there().await, Vec::<i64>::new());
    place.add(5).await.commit().await.unwrap();
    assert_eq!(place.there().await, [5], "the next batch is a new one");
}

#[tokio::test]
async fn an_asker_who_goes_away_while_committing_does_not_leave_the_file_locked() {
    let place = place().await;
    let change = place.add(1).await;
    drop(tokio::time::timeout(Duration::ZERO, change.commit()).await);
    let mut other = place.options.clone().busy_timeout(WAIT).connect().await.unwrap();
    sqlx::query("insert into lines values (9)").execute(&mut other).await.unwrap();
    assert_eq!(place.there().await, [1, 9]);
}
