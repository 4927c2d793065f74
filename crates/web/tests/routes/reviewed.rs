//! What must hold in the reviewed table, whoever reviews it. Which things a route has is read from the table itself.

use crate::askers::FOREIGN;
use crate::table::{Route, routes};
use crate::things::{CROSSED, FILLED, LATER, SEALED, Things};
use crate::{GOLDEN, LABEL};

/// Open to whoever comes by: what citizens read and write, the log-in, and what watches over the service.
const PUBLIC: [&str; 20] = [
    "GET /",
    "GET /answers",
    "GET /answers/{id}",
    "GET /apply",
    "POST /apply",
    "GET /apply/done",
    "GET /assets/{*path}",
    "GET /citizen",
    "GET /citizen/guide",
    "GET /guide",
    "GET /guide/field",
    "GET /healthz",
    "GET /login",
    "POST /login",
    "GET /lookup",
    "POST /lookup",
    "GET /petition/leave",
    "GET /petition/{act}",
    "GET /readyz",
    // Refused, in words of its own.
    "GET /events",
];

/// Addresses that name something, and yet are the same for everybody or name nothing of anybody's.
const SHARED: [(&str, &str); 6] = [
    ("GET /answers/{id}", "published: question and answer without the person"),
    ("GET /assets/{*path}", "style, scripts and fonts"),
    ("GET /petition/{act}", "leads on to whichever complaint the browser has proven"),
    ("POST /petition/{act}", "names an act: the complaint is the one that the browser has proven"),
    ("POST /complaints/selected/{act}", "names an act: the complaints are chosen in the form"),
    ("GET /satisfaction/statistics/{file}", "names a grouping: each sees the figures of what they may see"),
];

/// What is written though it was refused.
const WRITTEN: [(&str, &str); 2] = [
    ("POST /login", "a try is written down"),
    ("POST /staff-feed/fetch", "that nothing came is written down"),
];

/// Rows at which nobody finds anything, and should not.
const NOBODYS: [(&str, &str); 10] = [
    ("GET /apply/files/{id}/view", "what waits with a form is shown small, and never whole"),
    ("GET /receive/new/files/{id}/view", "the same at the counter"),
    ("GET /petition/files/{id} (waiting)", "what goes out with an answer is not the petitioner's before"),
    ("GET /petition/files/{id}/view (waiting)", "the same"),
    ("GET /petition/files/{id}/preview (waiting)", "the same"),
    ("POST /complaints/{number}/attach", "a form that does not say which act it belongs to"),
    ("POST /complaints/{number}/attach (sealed)", "the same"),
    ("GET /complaints/{number}/reminders/{seq} (sealed)", "nobody was urged"),
    ("POST /complaints/{number}/evidence (sealed)", "a sealed file leaves the office in no file"),
    ("POST /complaints/{number}/evidence (sealed) (filled)", "the same"),
];

/// A line of the table.
struct Line {
    route: Route,
    label: String,
    /// Who asked, and what came.
    cells: Vec<(String, String)>,
}

impl Line {
    fn is_shared(&self) -> bool {
        SHARED.iter().any(|(name, _)| *name == self.route.name())
    }

    fn foreign(&self) -> impl Iterator<Item = &(String, String)> {
        self.cells.iter().filter(|(asker, _)| FOREIGN.contains(&asker.as_str()))
    }
}

fn lines() -> Vec<Line> {
    let text = std::fs::read_to_string(GOLDEN).unwrap();
    let mut written = text.lines();
    let askers: Vec<&str> = written.next().unwrap().split_whitespace().collect();
    let nothing = Things::default();
    let rows = routes().into_iter().flat_map(|route| nothing.rows(&route));
    let line = |row: crate::things::Row| {
        let (label, cells) = written.next().unwrap().split_at(LABEL);
        assert_eq!(label.trim_end(), row.label, "the table is not of these routes");
        let cells =
            askers.iter().map(|asker| (*asker).to_owned()).zip(cells.split_whitespace().map(str::to_owned));
        Line { route: row.route, label: row.label, cells: cells.collect() }
    };
    let lines: Vec<Line> = rows.map(line).collect();
    assert_eq!(written.next(), None, "a row of no route");
    lines
}

fn is_refused(cell: &str) -> bool {
    ["login", "lookup", "404", "403"].contains(&cell)
}

/// Something was done or shown.
fn is_done(cell: &str) -> bool {
    cell.starts_with('2') || cell.starts_with("303")
}

#[test]
fn no_page_is_a_fault_whoever_asks() {
    for line in lines() {
        for (asker, cell) in &line.cells {
            assert!(!cell.starts_with('5') && !cell.starts_with("405"), "{}, {asker}: {cell}", line.label);
        }
    }
}

#[test]
fn without_a_cookie_one_comes_to_the_log_in_the_look_up_or_nowhere() {
    let lines = lines();
    let past = |line: &Line| !is_refused(&line.cells[0].1);
    for line in lines.iter().filter(|line| !PUBLIC.contains(&line.route.name().as_str())) {
        assert_eq!(line.cells[0].0, "nobody");
        assert!(!past(line), "{}: {} to somebody without a cookie", line.label, line.cells[0].1);
    }
    for name in PUBLIC {
        assert!(
            lines.iter().any(|line| line.route.name() == name && past(line)),
            "{name} is not public any more"
        );
    }
}

#[test]
fn by_an_id_nobody_from_elsewhere_comes_to_what_is_not_theirs() {
    let lines = lines();
    for line in lines.iter().filter(|line| line.route.names_a_thing() && !line.is_shared()) {
        for (asker, cell) in line.foreign() {
            assert!(is_refused(cell), "{}, {asker}: {cell}", line.label);
        }
    }
    for (name, _) in SHARED {
        let lets_in =
            |line: &&Line| line.route.name() == name && line.foreign().any(|(_, cell)| !is_refused(cell));
        assert!(lines.iter().any(|line| lets_in(&line)), "{name} is shared with nobody any more");
    }
}

#[test]
fn a_form_with_somebody_elses_ids_changes_nothing() {
    for line in lines().iter().filter(|line| line.label.ends_with(FILLED)) {
        // A petitioner who withdraws withdraws their own: the address names no complaint.
        for (asker, cell) in line.foreign().filter(|_| line.route.path != "/petition/{act}") {
            assert!(!cell.ends_with('+'), "{}, {asker}: {cell}", line.label);
        }
    }
}

#[test]
fn what_is_refused_changes_nothing() {
    for line in lines() {
        for (asker, cell) in &line.cells {
            let Some(status) = cell.strip_suffix('+').filter(|status| !is_done(status)) else { continue };
            // Whoever may open a sealed file leaves a line of it, whatever comes of what they sent.
            let sealed = line.label.contains(SEALED) || line.label.contains(LATER);
            let opened = sealed && asker == "kim";
            let left = line.route.path == "/logout" && status == "login";
            let named = WRITTEN.iter().any(|(label, _)| *label == line.label);
            assert!(opened || left || named, "{}, {asker}: {cell}", line.label);
        }
    }
}

#[test]
fn no_row_is_empty_because_its_thing_is_not_there() {
    for line in lines().iter().filter(|line| line.route.names_a_thing() && !line.label.contains(CROSSED)) {
        let known = NOBODYS.iter().any(|(label, _)| *label == line.label);
        let there = line.cells.iter().any(|(_, cell)| !["login", "lookup", "404"].contains(&cell.as_str()));
        assert!(
            there != known,
            "{}: {}",
            line.label,
            if there { "somebody does" } else { "nobody finds it" }
        );
    }
    for line in lines().iter().filter(|line| line.label.ends_with(FILLED)) {
        let both = line.label.contains(SEALED) || line.label.contains(CROSSED);
        let done = line.cells.iter().any(|(_, cell)| is_done(cell) && cell.ends_with('+'));
        assert!(done || both, "{}: nobody does it, so that it tells of nobody that they may not", line.label);
    }
}
