//! `eungdapso import`: each line once, faults told by line, nothing mangled.

use std::fs;
use std::path::{Path, PathBuf};

use domain::access::Scope;
use domain::actor::{Actor, Machinery};
use domain::complaint::{Channel, Number};
use store::read::{Filter, Page, Sort};
use store::{KeyRing, Store};
use tempfile::TempDir;

use crate::{complained, run, said};

fn write(folder: &TempDir, name: &str, text: impl AsRef<[u8]>) -> PathBuf {
    let path = folder.path().join(name);
    fs::write(&path, text).unwrap();
    path
}

/// Title, body, name and outer number of everything filed, oldest first.
fn filed(folder: &Path) -> Vec<[String; 4]> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    runtime.block_on(async {
        let keys = KeyRing::parse(&fs::read_to_string(folder.join("data/keys")).unwrap()).unwrap();
        let url = format!("sqlite://{}", folder.join("data/eungdapso.db").display());
        let store = Store::open(&url, keys).await.unwrap();
        let scope = Scope::of(&Actor::System(Machinery::Connector));
        let mut tx = store.read().await.unwrap();
        let page = Page { sort: Sort::Newest, limit: 200, after: None };
        let mut all = Vec::new();
        for row in tx.complaints(&scope, &Filter::default(), &page).await.unwrap().rows {
            assert_eq!(row.channel, Channel::Import);
            let number = Number::parse(&row.number).unwrap();
            let words = tx.complaint(&scope, &number).await.unwrap().words;
            let outer = words.external_number.unwrap_or_default();
            all.push((row.number, [words.title, words.body, row.petitioner_name, outer]));
        }
        all.sort();
        all.into_iter().map(|(_, words)| words).collect()
    })
}

const CSV: &str = "제목,내용,이름,휴대전화\n\
    가로등이 꺼졌습니다,\"한 달째, \"\"깜깜\"\"합니다.\n고쳐 주세요 😀\",한마을,010-0000-1234\n\
    ,제목이 없습니다,김마을,\n\
    제어문자,\"가\u{7}나\",,\n\
    이름 없이,연락처도 없이,,\n";

#[test]
fn a_csv_file_goes_in_line_by_line_and_once() {
    let folder = TempDir::new().unwrap();
    let path = write(&folder, "list.csv", CSV);
    let path = path.to_str().unwrap();

    let dry = run(folder.path(), &["import", path, "--dry-run"]);
    assert_eq!(dry.status.code(), Some(1));
    assert!(said(&dry).contains("4줄: 등록할 수 있음 2건, 이미 등록됨 0건, 오류 2건"), "{}", said(&dry));
    assert!(!folder.path().join("data").exists(), "a dry run writes nothing");

    let first = run(folder.path(), &["import", path]);
    assert!(said(&first).contains("4번째 줄: 제목이 비어 있습니다"), "{}", said(&first));
    assert!(
        said(&first).contains("5번째 줄: 내용에 쓸 수 없는 제어문자 U+0007가 있습니다"),
        "{}",
        said(&first)
    );
    assert!(said(&first).contains("4줄: 등록함 2건, 이미 등록됨 0건, 오류 2건"), "{}", said(&first));

    let again = run(folder.path(), &["import", path]);
    assert!(said(&again).contains("등록함 0건, 이미 등록됨 2건, 오류 2건"), "{}", said(&again));
    let filed = filed(folder.path());
    assert_eq!(filed.len(), 2);
    assert_eq!(filed[0][..3], ["가로등이 꺼졌습니다", "한 달째, \"깜깜\"합니다.\n고쳐 주세요 😀", "한마을"]);
    assert_eq!(filed[1][2], "일괄 등록");
}

#[test]
fn a_batch_that_grew_goes_on_where_it_stopped() {
    let folder = TempDir::new().unwrap();
    let one = "{\"petition_idx\": 7, \"title\": \"하나\", \"content\": \"첫째\", \"category\": \"교통\"}\n";
    let path = write(&folder, "list.jsonl", one);
    let path = path.to_str().unwrap();
    let batch = ["import", path, "--batch", "petitions"];
    assert!(run(folder.path(), &batch).status.success());

    let more =
        [one.as_bytes(), b"{\"title\": \"\xff\"}\n{]\n\n{\"title\":\"\xeb\x91\x98\",\"content\":\"a\"}\n"]
            .concat();
    write(&folder, "list.jsonl", more);
    let second = run(folder.path(), &batch);
    assert!(said(&second).contains("2번째 줄: UTF-8이 아닙니다"), "{}", said(&second));
    assert!(said(&second).contains("3번째 줄: JSON이 아닙니다"), "{}", said(&second));
    assert!(said(&second).contains("4줄: 등록함 1건, 이미 등록됨 1건, 오류 2건"), "{}", said(&second));

    let filed = filed(folder.path());
    assert_eq!(filed[0][1], "첫째\n\n[분야: 교통]");
    assert_eq!(filed[0][3], "7");
    assert_eq!((filed.len(), filed[1][0].as_str()), (2, "둘"));
}

#[test]
fn a_file_without_the_needed_columns_says_how_to_name_them() {
    let folder = TempDir::new().unwrap();
    let path = write(&folder, "list.csv", "a,b\n1,2\n");
    let path = path.to_str().unwrap();
    let output = run(folder.path(), &["import", path]);
    assert!(
        !output.status.success() && complained(&output).contains("--map title="),
        "{}",
        complained(&output)
    );
    let mapped = run(folder.path(), &["import", path, "--map", "title=a,body=b"]);
    assert!(mapped.status.success(), "{}{}", said(&mapped), complained(&mapped));
    assert_eq!(filed(folder.path())[0][..2], ["1", "2"]);
    let wrong = run(folder.path(), &["import", path, "--map", "heading=a"]);
    assert!(complained(&wrong).contains("heading"), "{}", complained(&wrong));
}
