//! Every address of the pages, asked for by everybody: one table a person can review, and what must hold in it.
#![expect(clippy::unwrap_used, reason = "a fault here is a failed test")]

mod ask;
mod askers;
mod foreign;
mod forms;
mod house;
mod json;
mod marks;
mod papers;
mod programs;
mod reviewed;
mod table;
mod things;

use std::collections::BTreeSet;

use store::Engine;
use testkit::databases::{Address, run};

use askers::ASKERS;
use house::House;
use marks::{LATER, ORDINARY, SEALED};
use things::Row;

const GOLDEN: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/page_access.txt");

/// Rows in which something stands for nothing, and why nothing can be made.
const LEFT: [(&str, &str); 1] = [(
    "GET /complaints/{number}/reminders/{seq} (sealed)",
    "no inspector opens a sealed file, so nobody urges one",
)];

/// Of an address; the cells follow, each as wide.
const LABEL: usize = 72;
const CELL: usize = 9;

/// Who may open 김도로's ordinary complaint.
const READERS: &[&str] = &["kim", "own", "han", "lee", "jeong", "min"];
/// To whom its person opens for a purpose.
const REVEALED: &[&str] = &["kim", "han", "lee", "jeong", "min"];

/// Words of 김도로's things, and who may read them; where one reads them is for the table to say.
const WORDS: [(&str, &[&str]); 3] =
    [(papers::SEARCH, &["kim"]), (papers::PHRASE, &["kim"]), (papers::PASSKEY, &["kim"])];

/// With those of 김도로's complaints.
fn words() -> Vec<(&'static str, &'static [&'static str])> {
    let mut words = WORDS.to_vec();
    for marks in [&SEALED, &LATER] {
        words.extend(marks.words().map(|word| (word, &["kim"][..])));
        words.extend(marks.person().map(|word| (word, &["kim"][..])));
    }
    words.extend(ORDINARY.words().map(|word| (word, READERS)));
    words.extend(ORDINARY.person().map(|word| (word, REVEALED)));
    words
}

#[test]
fn the_pages_access_table_is_as_reviewed() {
    // The house keeps databases of its own; this only brings a runtime.
    run(Engine::Sqlite, |_: Address| async {
        let house = House::build().await;
        let rows: Vec<Row> = table::routes().iter().flat_map(|route| house.things.rows(route)).collect();
        let left = rows.iter().filter(|row| row.missing).map(|row| row.label.as_str());
        assert_eq!(
            left.collect::<Vec<_>>(),
            LEFT.map(|(label, _)| label),
            "make what these name, or say why not"
        );
        let table = written(&house, &rows).await;
        if std::env::var_os("EUNGDAPSO_BLESS").is_some() {
            std::fs::write(GOLDEN, &table).unwrap();
        }
        let reviewed = std::fs::read_to_string(GOLDEN).unwrap_or_default();
        assert!(
            reviewed == table,
            "the pages' access table changed; review it with EUNGDAPSO_BLESS=1:\n{table}"
        );
    });
}

/// Asks everything as everybody. A cell is what came, with `+` when something was written.
async fn written(house: &House, rows: &[Row]) -> String {
    let head: String = ASKERS.iter().map(|asker| format!("{:>CELL$}", asker.name())).collect();
    let mut table = format!("{:<LABEL$}{head}\n", "");
    let (known, mut read, mut strangers) = (words(), BTreeSet::new(), Vec::new());
    let mut open = house.open().await;
    for row in rows {
        let mut line = format!("{:<LABEL$}", row.label);
        for asker in ASKERS {
            let (came, written) = house.ask(&mut open, asker, row).await;
            let told = came.told() + if written { "+" } else { "" };
            line.push_str(&format!("{told:>CELL$}"));
            // A page that shows a form again shows whoever sent it what they typed.
            for (words, by) in known.iter().filter(|(words, _)| came.says(words)) {
                let name = asker.name();
                if !by.contains(&name) {
                    strangers.push(format!("{}: {name} reads {words:?}", row.label));
                }
                read.insert((*words, name));
            }
        }
        table.push_str(&format!("{line}\n"));
    }
    house.close(open).await;
    assert!(strangers.is_empty(), "{}", strangers.join("\n"));
    let titles = [(ORDINARY.title, READERS), (SEALED.title, &["kim"][..]), (LATER.title, &["kim"])];
    for (words, by) in WORDS.into_iter().chain(titles) {
        let readers: BTreeSet<_> =
            read.iter().filter(|(read, _)| *read == words).map(|(_, by)| *by).collect();
        assert_eq!(readers, by.iter().copied().collect(), "whoever may read {words:?} reads it somewhere");
    }
    for (words, _) in known {
        assert!(read.iter().any(|(read, _)| *read == words), "nobody reads {words:?}: it proves nothing");
    }
    table
}
