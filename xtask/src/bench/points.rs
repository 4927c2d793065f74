//! What is measured: the requests an office makes all day, each as one of its people.

use anyhow::Result;

use super::{floor, prepare::Inputs, requests, wrk::Load};

/// One kind of request.
pub(super) struct Point {
    pub(super) name: &'static str,
    /// In `load/`.
    script: &'static str,
    /// As whom, in the words of `load/common.lua`.
    pub(super) by: &'static str,
    /// What every right answer holds, beside its status.
    pub(super) expect: &'static str,
    /// What the script works through: addresses to read, bodies to file, complaints to receive.
    pub(super) lines: fn(&Inputs, Turn) -> Result<Vec<String>>,
    /// What the database must do for it at least: [`floor::READ`] or [`floor::COMMIT`].
    pub(super) floor: &'static str,
    /// Whether the script must know whose answer it has: then each connection gets a thread.
    steps: bool,
}

/// The how-manieth measurement of a point this is, and how it is done.
#[derive(Clone, Copy)]
pub(super) struct Turn {
    pub(super) connections: u32,
    pub(super) seconds: u32,
    /// Measurements of this point still to come, this one included.
    pub(super) left: usize,
}

const READ: &str = "read.lua";
/// What a compressed page is recognised by.
const GZIP: &str = "gzip";
/// A list with something in it.
const FOUND: &str = "\"complaints\":[{\"number\":";

/// In the order of measuring: what writes comes last, and `act` after `create`, which files what it receives.
pub(super) static ALL: [Point; 17] = [
    reading("list-desk", "manager", "\"complaints\":[", requests::list_desk),
    reading("list-newest", "receiver", FOUND, requests::list_newest),
    reading("list-filters", "receiver", FOUND, requests::list_filters),
    reading("detail", "receiver", "\"acts\":", requests::detail),
    reading("search-common", "receiver", FOUND, requests::search_common),
    reading("search-rare", "receiver", FOUND, requests::search_rare),
    reading("search-syllables", "receiver", FOUND, requests::search_syllables),
    reading("search-phrase", "receiver", FOUND, requests::search_phrase),
    reading("count", "manager", "\"places\":[{", requests::count),
    reading("count-city", "receiver", "\"places\":[{", requests::count),
    reading("statistics", "receiver", "{\"key\":\"total\"", requests::statistics),
    reading("excel", "manager", "PK", requests::excel),
    reading("page-list", "manager-browser", GZIP, requests::page_list),
    reading("page-case", "receiver-browser", GZIP, requests::page_case),
    Point {
        name: "create",
        script: "create.lua",
        by: "citizen",
        expect: "\"secret\":",
        lines: requests::submissions,
        floor: floor::COMMIT,
        steps: false,
    },
    Point {
        name: "act",
        script: "act.lua",
        by: "receiver",
        expect: "\"stage\":\"received\"",
        lines: requests::receipts,
        floor: floor::COMMIT,
        steps: false,
    },
    Point {
        name: "lifecycle",
        script: "lifecycle.lua",
        by: "citizen",
        expect: "",
        lines: requests::submissions,
        floor: floor::COMMIT,
        steps: true,
    },
];

const fn reading(
    name: &'static str,
    by: &'static str,
    expect: &'static str,
    lines: fn(&Inputs, Turn) -> Result<Vec<String>>,
) -> Point {
    Point { name, script: READ, by, expect, lines, floor: floor::READ, steps: false }
}

pub(super) fn named(name: &str) -> Option<&'static Point> {
    ALL.iter().find(|point| point.name == name)
}

pub(super) fn names() -> Vec<&'static str> {
    ALL.iter().map(|point| point.name).collect()
}

impl Point {
    pub(super) fn load<'a>(&self, inputs: &Inputs, url: &'a str, turn: Turn) -> Result<Load<'a>> {
        let file = inputs.lines(self.name, &(self.lines)(inputs, turn)?)?;
        let mut told = inputs.told()?;
        told.extend([
            ("BENCH_LINES".to_owned(), file.display().to_string()),
            ("BENCH_AS".to_owned(), self.by.to_owned()),
            ("BENCH_EXPECT".to_owned(), self.expect.to_owned()),
        ]);
        let Turn { connections, seconds, .. } = turn;
        let threads = if self.steps { connections } else { 1 };
        Ok(Load { script: self.script, url, connections, threads, seconds, told })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    impl Point {
        pub(in crate::bench) fn only_reads(&self) -> bool {
            self.script == READ
        }
    }

    #[test]
    fn every_script_is_there() {
        let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../load");
        for point in &ALL {
            assert!(folder.join(point.script).is_file(), "{}", point.name);
        }
    }
}
