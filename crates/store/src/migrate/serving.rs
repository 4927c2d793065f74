//! What a migration may do while programs that do not know it go on: it adds, or it drops what they have given up.

use super::Migration;
use crate::tx::Engine;

/// Why this migration does not serve whom it says; none where it does. `before` are the ones before it.
///
/// A thing is given up in three steps, each in a release of its own. From one migration on, programs read what is in its
/// place (`-- reads lamps.place and no more lamps.street`), and serve those alone that fill it. From a later one on
/// they do not write it (`-- writes no more lamps.street`), and serve those alone that do not read it. At last it is
/// dropped, which serves those alone that do not write it.
pub(super) fn fault(before: &[Migration], migration: &Migration, engine: Engine) -> Option<String> {
    let (oldest, text) = (migration.oldest, migration.text(engine));
    if oldest == migration.number {
        return None;
    }
    let by_then = |marks: fn(&str) -> Vec<String>, thing: &String| {
        let mut known = before.iter().filter(|earlier| earlier.number <= oldest);
        known.any(|earlier| marks(earlier.text(engine)).contains(thing))
    };
    for (new, old) in turns(text) {
        if !by_then(adds, &new) {
            return Some(format!("reads {new} and not {old}: programs that know {oldest} do not fill it"));
        }
    }
    if let Some(thing) = lets_go(text).iter().find(|thing| !by_then(no_more_read, thing)) {
        return Some(format!("does not write {thing}: programs that know {oldest} read it"));
    }
    if let Some(thing) = drops(text).iter().find(|thing| !by_then(lets_go, thing)) {
        return Some(format!("drops {thing}: programs that know {oldest} write it"));
    }
    let goes = |statement: &String| {
        let index = statement.strip_prefix("drop index ").and_then(|name| made(before, name, engine));
        dropped(statement).is_some()
            || index.is_some_and(|made| drops(text).iter().any(|thing| is_over(&made, thing)))
    };
    let others: Vec<String> = statements(text).into_iter().filter(|statement| !goes(statement)).collect();
    (!only_adds(&others.join(";"))).then(|| "does more than add".to_owned())
}

/// How an index was made.
fn made(before: &[Migration], name: &str, engine: Engine) -> Option<String> {
    let mut all = before.iter().rev().flat_map(|earlier| statements(earlier.text(engine)));
    all.find(|statement| statement.starts_with(&format!("create index {name} on ")))
}

/// An index over a dropped column goes with it.
fn is_over(index: &str, thing: &str) -> bool {
    thing.split_once('.').is_some_and(|(table, column)| {
        index.contains(&format!(" on {table} ")) && words(index).any(|word| word == column)
    })
}

/// Whether a program that does not know of it can go on: new tables, new indexes for finding, and columns that its
/// own inserts may leave out, filled or not.
pub(super) fn only_adds(text: &str) -> bool {
    let words = statements(text).join(";");
    // What fills a column that came with it, and nothing else, nobody sees who does not know the column.
    let fills = |statement: &str| {
        let Some((table, set)) = statement.strip_prefix("update ").and_then(|s| s.split_once(" set ")) else {
            return false;
        };
        let column = set.split(' ').next().unwrap_or_default();
        let alone = !set.split(" where ").next().unwrap_or_default().contains(',');
        alone && words.contains(&format!("alter table {table} add column {column} "))
    };
    statements(text).iter().all(|statement| {
        let column = statement.starts_with("alter table") && statement.contains(" add column ");
        statement.starts_with("create table ")
            || statement.starts_with("create index ")
            || is_anew(text, statement)
            || fills(statement)
            // How often a table is vacuumed nobody sees.
            || statement.starts_with("alter table") && statement.contains(" set (autovacuum_")
            || column && (!statement.contains("not null") || statement.contains(" default "))
    })
}

/// An index that is made anew under its name finds what it found, whoever asks.
fn is_anew(text: &str, statement: &str) -> bool {
    let Some(name) = statement.strip_prefix("drop index ") else { return false };
    let made = format!("create index {name} on ");
    statements(text).iter().any(|other| other.starts_with(&made))
}

fn statements(text: &str) -> Vec<String> {
    let bare: Vec<&str> = text.lines().map(|line| line.split("--").next().unwrap_or_default()).collect();
    let words = bare.join(" ").to_lowercase();
    words
        .split(';')
        .map(|statement| statement.split_whitespace().collect::<Vec<_>>().join(" "))
        .filter(|statement| !statement.is_empty())
        .collect()
}

fn marks<'a>(text: &'a str, mark: &'a str) -> impl Iterator<Item = &'a str> {
    text.lines().filter_map(move |line| line.trim().strip_prefix(mark))
}

fn turns(text: &str) -> Vec<(String, String)> {
    let turn =
        |said: &str| said.split_once(" and no more ").map(|(new, old)| (new.to_owned(), old.to_owned()));
    marks(text, "-- reads ").filter_map(turn).collect()
}

fn no_more_read(text: &str) -> Vec<String> {
    turns(text).into_iter().map(|(_, old)| old).collect()
}

fn lets_go(text: &str) -> Vec<String> {
    marks(text, "-- writes no more ").map(str::to_owned).collect()
}

/// `lamps.place`, or `lamps`.
fn adds(text: &str) -> Vec<String> {
    let added = |statement: String| match *words(&statement).collect::<Vec<_>>().as_slice() {
        ["alter", "table", table, "add", "column", column, ..] => Some(format!("{table}.{column}")),
        ["create", "table", table, ..] => Some(table.to_owned()),
        _ => None,
    };
    statements(text).into_iter().filter_map(added).collect()
}

fn drops(text: &str) -> Vec<String> {
    statements(text).iter().filter_map(|statement| dropped(statement)).collect()
}

fn dropped(statement: &str) -> Option<String> {
    match *statement.split(' ').collect::<Vec<_>>().as_slice() {
        ["alter", "table", table, "drop", "column", column] => Some(format!("{table}.{column}")),
        ["drop", "table", table] => Some(table.to_owned()),
        _ => None,
    }
}

/// Whether our SQL in this source still names the column of its table, or the table.
fn names(source: &str, thing: &str) -> bool {
    let code: Vec<&str> = source.lines().filter(|line| !line.trim_start().starts_with("//")).collect();
    let code = code.join("\n");
    thing.split('.').all(|part| words(&code).any(|word| word == part))
}

fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_alphanumeric() && c != '_').filter(|word| !word.is_empty())
}

mod tests {
    use std::path::Path;

    use super::*;
    use crate::migrate::MIGRATIONS;

    /// What `tests/databases/contract.rs` goes through with programs of every step.
    const STEPS: [&str; 5] = [
        include_str!("../../tests/contract/0_before.sql"),
        include_str!("../../tests/contract/1_expand.sql"),
        include_str!("../../tests/contract/2_turn.sql"),
        include_str!("../../tests/contract/3_let_go.sql"),
        include_str!("../../tests/contract/4_contract.sql"),
    ];

    /// Each serves programs that know so many less than itself.
    fn steps(back: i64) -> Vec<Migration> {
        let step = |(number, text)| Migration {
            number,
            name: "",
            oldest: number - back,
            sqlite: text,
            postgres: text,
        };
        (10..).zip(STEPS).map(step).collect()
    }

    #[test]
    fn what_is_dropped_was_given_up_step_by_step() {
        let told = |steps: &[Migration]| -> Vec<String> {
            let (last, before) = steps.split_last().unwrap();
            [Engine::Sqlite, Engine::Postgres]
                .into_iter()
                .filter_map(|engine| fault(before, last, engine))
                .collect()
        };
        for (n, said) in [
            (2, ""),
            (3, "reads lamps.place and not lamps.street: programs that know 10 do not fill it"),
            (4, "does not write lamps.street: programs that know 11 read it"),
            (5, "drops lamps.street: programs that know 12 write it"),
        ] {
            assert_eq!(told(&steps(0)[..n]), [""; 0], "what serves nobody older does as it likes");
            assert_eq!(told(&steps(1)[..n]), [""; 0], "the step before is served");
            let older = told(&steps(2)[..n]);
            assert!(
                older.iter().all(|told| told == said) && older.is_empty() == said.is_empty(),
                "{older:?}"
            );
        }
        let mut skipped = steps(1);
        skipped.remove(3);
        assert_eq!(told(&skipped).len(), 2, "it was written until now");
        let mut more = steps(1);
        more[4].sqlite = "alter table lamps drop column street; drop index lamps_by_place";
        more[4].postgres = "alter table lamps drop column street; update lamps set place = ''";
        assert_eq!(told(&more), ["does more than add"; 2]);
    }

    #[test]
    fn what_nobody_writes_any_more_is_named_nowhere() {
        assert!(names("\"select street from lamps\"", "lamps.street") && names("update lamps", "lamps"));
        assert!(!names("// street\n\"select place, street_view from lamps\"", "lamps.street"));
        let sources = sources(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"));
        let known = |thing: &str| sources.iter().any(|source| names(source, thing));
        assert!(sources.len() > 100 && known("complaints.title"));
        for migration in MIGRATIONS {
            for thing in lets_go(migration.sqlite).iter().chain(&lets_go(migration.postgres)) {
                assert!(!known(thing), "{} says that nobody writes {thing}", migration.name);
            }
        }
    }

    fn sources(folder: &Path) -> Vec<String> {
        let mut all = Vec::new();
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                all.extend(sources(&path));
            } else {
                all.push(std::fs::read_to_string(path).unwrap());
            }
        }
        all
    }
}
