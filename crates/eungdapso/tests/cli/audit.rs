//! `eungdapso audit verify`: what somebody with the database changes is named, and the exit code says so.

use std::fs;
use std::path::Path;
use std::process::Output;

use store::Engine;
use tempfile::TempDir;
use testkit::databases::{TestDatabase, by_hand};
use tokio::runtime::Runtime;

use crate::{complained, program, run, said};

mod what_was_altered_behind_the_programs_back_is_named {
    use store::Engine;

    #[test]
    fn sqlite() {
        super::alter_everything(Engine::Sqlite);
    }

    #[test]
    fn postgres() {
        super::alter_everything(Engine::Postgres);
    }
}

/// What is altered, how, how it comes back as it was, and the words that name it.
const ALTERATIONS: [(&str, &str, &str, &str); 8] = [
    (
        "a line of the access log",
        "update access_log set account = 'nobody' where seq = 2",
        "update access_log set account = (select account from kept_log where seq = 2) where seq = 2",
        "접속기록이 훼손되었습니다: 2번째 줄이 처음 적힌 것과 다릅니다.",
    ),
    (
        "a line taken out of it",
        "delete from access_log where seq = 2",
        "insert into access_log select * from kept_log where seq = 2",
        "접속기록이 훼손되었습니다: 3번째 줄 앞에 있어야 할 줄이 없습니다.",
    ),
    (
        "two lines that changed places",
        "update access_log set seq = 99 where seq = 2; update access_log set seq = 2 where seq = 3; \
         update access_log set seq = 3 where seq = 99",
        "update access_log set seq = 99 where seq = 2; update access_log set seq = 2 where seq = 3; \
         update access_log set seq = 3 where seq = 99",
        "접속기록이 훼손되었습니다: 2번째 자리에 3번째로 적힌 줄이 있습니다.",
    ),
    (
        "a line of a history",
        "update events set data = replace(data, '\"joint\":false', '\"joint\":true') where complaint_id = SECOND",
        "update events set data = replace(data, '\"joint\":true', '\"joint\":false')",
        "민원 3건 가운데 1건이 이력과 다릅니다. 신청번호:\n  NUMBER\n",
    ),
    (
        "a line of a history that cannot be read any more",
        "update events set data = '{' where complaint_id = SECOND",
        "update events set data = (select data from kept_events where id = complaint_id) where data = '{'",
        "민원 3건 가운데 1건이 이력과 다릅니다. 신청번호:\n  NUMBER\n",
    ),
    (
        "a line taken out of a history",
        "delete from events where complaint_id = SECOND",
        "insert into events (complaint_id, seq, at, name, data) \
         select id, seq, at, name, data from kept_events where id = SECOND",
        "민원 3건 가운데 1건이 이력과 다릅니다. 신청번호:\n  NUMBER\n",
    ),
    (
        "a line written into a history",
        "insert into events (complaint_id, seq, at, name, data) \
         select id, 2, at, name, data from kept_events where id = SECOND",
        "delete from events where seq = 2",
        "민원 3건 가운데 1건이 이력과 다릅니다. 신청번호:\n  NUMBER\n",
    ),
    (
        "a kept file",
        "update complaints set file = replace(file, '\"hops\":0', '\"hops\":3') where id = SECOND",
        "update complaints set file = replace(file, '\"hops\":3', '\"hops\":0')",
        "민원 3건 가운데 1건이 이력과 다릅니다. 신청번호:\n  NUMBER\n",
    ),
];

fn alter_everything(engine: Engine) {
    let runtime = Runtime::new().unwrap();
    let db = runtime.block_on(TestDatabase::vacant(engine));
    let (folder, url) = (TempDir::new().unwrap(), db.url());
    let by_hand = |sql: &str| runtime.block_on(by_hand(url, sql)).unwrap();
    let number = settle(folder.path(), url);
    loosen(&by_hand, engine);
    by_hand("create table kept_log as select * from access_log");
    by_hand("create table kept_events as select complaint_id as id, seq, at, name, data from events");
    let whole = ["접속기록 4줄이 빠짐없이 이어집니다.", "민원 3건이 저마다의 이력과 같습니다."];
    expect(&office(folder.path(), url, &["audit", "verify"]), 0, &whole);
    for (what, alter, back, words) in ALTERATIONS {
        let second = "(select id from complaints where ordinal = (select max(ordinal) - 1 from complaints))";
        by_hand(&alter.replace("SECOND", second));
        let verified = office(folder.path(), url, &["audit", "verify"]);
        let other = if words.starts_with("접속기록") { whole[1] } else { whole[0] };
        // The one is told whatever was found of the other.
        expect(
            &verified,
            1,
            &[&words.replace("NUMBER", &number), other, "마지막으로 확인된 백업과 비교하십시오."],
        );
        assert!(!said(&verified).contains(if other == whole[1] { whole[0] } else { whole[1] }), "{what}");
        by_hand(&back.replace("SECOND", second));
        expect(&office(folder.path(), url, &["audit", "verify"]), 0, &whole);
    }
    // A database that an older program left is looked at as it lies.
    by_hand(&format!("delete from schema_migrations where number = {}", store::newest()));
    expect(&office(folder.path(), url, &["audit", "verify"]), 0, &whole);
    let number = "select cast(max(number) as text) from schema_migrations";
    let number = runtime.block_on(testkit::rows::texts(url, number));
    assert_eq!(number, [(store::newest() - 1).to_string()], "it was migrated");
    runtime.block_on(db.remove());
}

#[test]
fn where_nothing_is_nothing_is_verified_and_nothing_made() {
    let folder = TempDir::new().unwrap();
    for args in [["audit", "verify"], ["audit", "anchors"]] {
        let output = run(folder.path(), &args);
        assert_eq!(output.status.code(), Some(1));
        assert!(complained(&output).contains("확인할 데이터베이스가 없습니다"), "{}", complained(&output));
    }
    assert!(fs::read_dir(folder.path()).unwrap().next().is_none(), "something was made");
}

/// Three complaints and four lines of the access log; the number of the second complaint.
fn settle(folder: &Path, url: &str) -> String {
    fs::write(folder.join("list.csv"), "제목,내용\n하나,첫째\n둘,둘째\n셋,셋째\n").unwrap();
    for args in [
        &["keys", "generate"][..],
        &["migrate"],
        &["import", "list.csv"],
        &["admin", "create", "chief"],
        &["admin", "password", "chief"],
        &["admin", "password", "chief"],
        &["admin", "password", "chief"],
    ] {
        expect(&office(folder, url, args), 0, &[]);
    }
    let runtime = Runtime::new().unwrap();
    let sql = "select application_number from complaints order by ordinal";
    runtime.block_on(testkit::rows::texts(url, sql)).swap_remove(1)
}

/// As somebody who owns the database, and so may take its guards away.
fn loosen(by_hand: &impl Fn(&str), engine: Engine) {
    for table in ["access_log", "events"] {
        match engine {
            Engine::Sqlite => {
                by_hand(&format!("drop trigger {table}_unchanged; drop trigger {table}_undeleted"));
            }
            Engine::Postgres => by_hand(&format!("alter table {table} disable trigger user")),
        }
    }
}

fn office(folder: &Path, url: &str, args: &[&str]) -> Output {
    program(folder).env("DATABASE_URL", url).args(args).output().unwrap()
}

#[track_caller]
fn expect(output: &Output, code: i32, words: &[&str]) {
    let told = format!("{}{}", said(output), complained(output));
    assert_eq!(output.status.code(), Some(code), "{told}");
    for words in words {
        assert!(told.contains(words), "{words} is not in {told}");
    }
}
