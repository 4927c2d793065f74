//! Twenty thousand complaints in a second: rows that only plans look at, not files that could have happened.

use sqlx::{AssertSqlSafe, Connection, PgConnection, SqliteConnection};
use uuid::Uuid;

/// Complaints; a quarter is live, a thousand lie in each department.
pub(crate) const COMPLAINTS: u32 = 20_000;
const DEPARTMENTS: u32 = 20;
const OFFICERS: u32 = 60;

/// The `n`-th id of a kind, as SQL below makes it.
pub(crate) fn id(kind: u8, n: u32) -> Uuid {
    format!("{kind}0000000-0000-0000-0000-{n:012}").parse().unwrap()
}

/// An id out of a number expression, on both engines.
fn made(kind: u8, n: &str) -> String {
    format!(
        "'{kind}0000000-0000-0000-0000-' || substr('000000000000' || cast({n} as text), length(cast({n} as text)) + 1, 12)"
    )
}

fn rows(table: &str, count: u32, values: &str) -> String {
    format!(
        "with recursive n (i) as (select 1 union all select i + 1 from n where i < {count})
         insert into {table} select {values} from n"
    )
}

fn statements() -> Vec<String> {
    let department = format!("(i % {DEPARTMENTS}) + 1");
    let agency = format!("((i % {DEPARTMENTS}) / 4) + 1");
    let officer = format!("(i % {OFFICERS}) + 1");
    let (a, d, o) = (made(1, &agency), made(2, &department), made(3, &officer));
    let (own, case, person) = (made(5, "i"), made(5, "(i * 4)"), made(4, "i"));
    let stage = "case i % 23 when 0 then 'filed' when 1 then 'received' when 2 then 'at_department'
                 when 3 then 'assigned' when 4 then 'accepted' when 5 then 'approval_pending' else 'answered' end";
    // As long as people write: a row of a few bytes would make any scan look cheap.
    let body = "가로등이 나흘째 꺼져 있습니다. ".repeat(25);
    let handled = "i % 23 >= 3";
    let item = "case i % 4 when 0 then 'cooperation' when 1 then 'approval' when 2 then 'reassignment' else 'follow_up' end";
    vec![
        rows("agencies", DEPARTMENTS / 4, &format!("{}, 'a' || i, 'a', 'district'", made(1, "i"))),
        rows(
            "departments",
            DEPARTMENTS,
            &format!("{}, {}, 'd' || i, 'b', 'd', '[]', null, null", made(2, "i"), made(1, "((i - 1) / 4) + 1")),
        ),
        rows("officers", OFFICERS, &format!("{}, {a}, {d}, 'o' || i, 'o', '', '', '', '', 'linked', true", made(3, "i"))),
        rows(
            "petitioners",
            COMPLAINTS,
            &format!("{}, null, null, null, null, null, null, null, null, null, 'k1', 0, null", made(4, "i")),
        ),
        rows(
            "complaints",
            COMPLAINTS,
            &format!(
                "{own}, 'F' || i, 'R' || i, 1, {stage}, case i % 5 when 0 then 'phone120' else 'web' end, 'grievance',
                 null, 'private', i % 47 = 7, {a}, {d}, case when {handled} then {o} end, {person}, 't' || i, '{body}',
                 null, null, null, i * 1000, i * 1000, i * 1000 + 5000000, null, i % 23 < 6, i * 1000, 0, null, 0, null, 1,
                 '{{}}', i, null, null"
            ),
        ),
        rows(
            "outcomes",
            COMPLAINTS,
            &format!("{own}, i % 47 = 7, {a}, {d}, case when {handled} then {o} end, 'grievance', 'web', 'answered', i * 1000, i % 40 = 0, 480, 60, false"),
        ),
        rows("reminders", COMPLAINTS, &format!("{own}, 1, i * 1000, {a}, {d}, null, i * 1000")),
        rows(
            "surveys",
            COMPLAINTS,
            &format!(
                "{own}, {a}, {d}, {o}, i * 1000, i % 5 > 0, i % 3, case when i % 3 > 0 then 25 * (i % 5) end, null,
                 i % 2, i % 2"
            ),
        ),
        rows("notes", COMPLAINTS, &format!("{own}, 1, 'memo', 0, ''")),
        rows("events", COMPLAINTS, &format!("{own}, 1, i, 'filed', null, null, '{{}}'")),
        rows(
            "desk_items",
            COMPLAINTS / 4,
            &format!(
                "{case}, {item}, 1, case when i % 8 = 2 then null else {a} end, case when i % 4 <> 2 then {d} end,
                 case when i % 4 = 1 then {o} end, i * 1000, i"
            ),
        ),
        rows("access_log", COMPLAINTS, "i, i, case i % 50 when 0 then 'kim' else 'o' || i % 60 end, null, 'log-in', null, 'ok', '', ''"),
        rows("openings", COMPLAINTS / 4, &format!("{}, i * 4, {o}, null, null, 'petitioner', '민원 처리'", made(7, "i"))),
    ]
}

/// Letters about complaints and about accounts, with a try each.
fn letters() -> [String; 4] {
    let (own, officer) = (made(5, "i"), made(3, &format!("(i % {OFFICERS}) + 1")));
    [
        rows(
            "outbox",
            COMPLAINTS,
            &format!(
                "{}, {own}, 1, 'staff', {officer}, null, '[]', '', '', 'k1', 'k' || i,
                 case when i % 100 = 0 then 'pending' when i % 100 = 1 then 'failed' else 'sent' end,
                 0, i, i, null, null, i % 2 = 1",
                made(6, "i")
            ),
        ),
        rows("outbox_attempts", COMPLAINTS, &format!("{}, 1, 'mail', '접수됨', true, i", made(6, "i"))),
        rows(
            "account_notices",
            COMPLAINTS / 4,
            &format!(
                "{}, {officer}, 'password-changed', null, '[]', '', '', 'k1', 'a' || i,
                 case when i % 100 = 0 then 'pending' else 'sent' end, 0, i, i, null",
                made(8, "i")
            ),
        ),
        rows(
            "account_notice_attempts",
            COMPLAINTS / 4,
            &format!("{}, 1, 'mail', '접수됨', true, i", made(8, "i")),
        ),
    ]
}

/// As a worker leaves them.
const ADDED_UP: [&str; 4] = [
    "delete from sum_changes",
    "insert into sums select * from sums_due",
    "delete from stage_changes",
    "insert into standing select * from standing_due",
];

fn everything() -> impl Iterator<Item = String> {
    statements().into_iter().chain(letters()).chain(ADDED_UP.map(str::to_owned))
}

/// Fills an empty database, and lets PostgreSQL count what it has.
pub(crate) async fn fill(url: &str) {
    if url.starts_with("sqlite") {
        let mut db = SqliteConnection::connect(url).await.unwrap();
        for sql in everything() {
            sqlx::query(AssertSqlSafe(sql)).execute(&mut db).await.unwrap();
        }
    } else {
        let mut db = PgConnection::connect(url).await.unwrap();
        for sql in everything() {
            sqlx::query(AssertSqlSafe(sql)).execute(&mut db).await.unwrap();
        }
        sqlx::query("vacuum analyze").execute(&mut db).await.unwrap();
    }
}
