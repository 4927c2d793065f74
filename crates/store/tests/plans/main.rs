//! No list without an index that serves it: the plans of the queries the store really runs, on both databases.
#![expect(clippy::unwrap_used, reason = "a fault here is a failed test")]

mod administration;
mod big;
mod overheard;
mod searches;
mod shape;
mod shapes;
mod statistics;
mod surveys;
mod waiting;

use store::Engine;

use shape::Shape;

#[test]
fn sqlite() {
    check(Engine::Sqlite);
}

#[test]
fn postgres() {
    check(Engine::Postgres);
}

fn check(engine: Engine) {
    let plans = overheard::plans(engine);
    let faults: Vec<String> = plans.iter().filter_map(|(shape, plan)| fault(engine, *shape, plan)).collect();
    assert!(faults.is_empty(), "{}", faults.join("\n\n"));
    assert!(
        Shape::ALL.iter().all(|shape| plans.iter().any(|(seen, _)| seen == shape)),
        "a shape was not overheard"
    );
}

/// What is wrong with a plan, if anything is.
fn fault(engine: Engine, shape: Shape, plan: &str) -> Option<String> {
    let wrong: &[&str] = match engine {
        // A scan "using" an index is an index read in its order.
        Engine::Sqlite => {
            &["USE TEMP B-TREE FOR ORDER BY", "USE TEMP B-TREE FOR LAST", "USE TEMP B-TREE FOR RIGHT"]
        }
        Engine::Postgres => &[
            "Seq Scan on complaints",
            "Seq Scan on events",
            "Seq Scan on outbox",
            "Seq Scan on account_notices",
            "Seq Scan on desk_items",
            "Seq Scan on outcomes",
            "Seq Scan on reminders",
            "Seq Scan on surveys",
        ],
    };
    // What a search looks at together, found by its places before anything else is asked of it.
    let gathered =
        plan.contains("CO-ROUTINE c\nSEARCH complaints USING INDEX complaints_by_ordinal (ordinal=?)");
    let scans = |line: &str| match engine {
        Engine::Sqlite => scans_a_table(line) && !(gathered && line == "SCAN c"),
        Engine::Postgres => line.contains("Sort  (cost"),
    };
    // What one person filed is put in order whole, once it was found by the person.
    let by_the_person = ["(petitioner_id=?", "(petitioner_id = "].iter().any(|by| plan.contains(by));
    if shape == Shape::OfTheSamePerson && by_the_person {
        return None;
    }
    let bad = wrong.iter().any(|words| plan.contains(words)) || plan.lines().any(scans);
    // In the list's own order, but through the whole city's files to find a few: right and slow.
    let astray = |by: &str| engine == Engine::Sqlite && !plan.contains(by);
    let late = plan.contains("as overdue from complaints c where c.live");
    if shape == Shape::FiguresOfCity && late && !plan.contains("complaints_overdue") {
        return Some(format!("what is late is looked for in a period on {}:\n{plan}", engine.as_str()));
    }
    let bad = bad || found_by(shape).is_some_and(astray);
    let sorted_few = (shape.sorts_what_it_counted() || shape.sorts_the_little_it_found())
        && !wrong.iter().any(|words| plan.contains(words));
    (bad && !sorted_few).then(|| format!("{shape:?} on {}:\n{plan}", engine.as_str()))
}

/// By what SQLite must find few among many.
fn found_by(shape: Shape) -> Option<&'static str> {
    match shape {
        Shape::OwnNewest => Some("petitioner_id=?"),
        Shape::CityOneAgencyAnswered => Some("agency_id=?"),
        Shape::CityOneKindAnswered => Some("channel=?"),
        _ => None,
    }
}

/// A table read from end to end; not the handful of rows that a query has gathered itself.
fn scans_a_table(line: &str) -> bool {
    const GROWING: &[&str] = &[
        "complaints",
        "c",
        "petitioners",
        "p",
        "desk_items",
        "i",
        "events",
        "outbox",
        "account_notices",
        "account_notice_attempts",
        "o",
        "r",
        "surveys",
        "s",
        "access_log",
        "openings",
    ];
    let mut words = line.split_whitespace();
    words.next() == Some("SCAN")
        && words.next().is_some_and(|table| GROWING.contains(&table))
        && !line.contains("USING")
}
