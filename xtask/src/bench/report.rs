//! Everything that was measured, and what went wrong in it; as JSON for comparing one day with another.

use std::{collections::BTreeMap, fs, path::Path};

use anyhow::Result;
use serde::Serialize;

use super::{
    bursty::Bursty,
    floor,
    machine::{Machine, Program},
    overheard::Overheard,
    points,
    soak::Soak,
    wrk::Figures,
};

#[derive(Serialize)]
pub(super) struct Measured {
    pub(super) machine: Machine,
    pub(super) program: Program,
    pub(super) settings: Settings,
    pub(super) cities: Vec<City>,
    pub(super) rows: Vec<Row>,
    pub(super) bursts: Vec<Bursty>,
    pub(super) soaks: Vec<Soak>,
}

/// What was asked for.
#[derive(Default, Serialize)]
pub(super) struct Settings {
    pub(super) complaints: u32,
    /// Of the city, and of what the loads choose at random.
    pub(super) seed: u64,
    /// `sqlite`, `postgres` or `both`.
    pub(super) database: &'static str,
    /// PostgreSQL had the settings of `docs/operate/capacity.md`.
    pub(super) advised: bool,
    pub(super) connections: Vec<u32>,
    pub(super) seconds_a_point: u32,
}

/// The program on one database, before and after the loads.
#[derive(Serialize)]
pub(super) struct City {
    pub(super) database: &'static str,
    /// Building the city, the program's start included.
    pub(super) built_s: f64,
    /// From the start of the process to the first answer, run by run.
    pub(super) starts_ms: Vec<f64>,
    pub(super) idle_mib: f64,
    pub(super) loaded_mib: f64,
    /// What the database was set to.
    pub(super) settings: BTreeMap<String, String>,
    /// The database server beside it after the loads, where there is one.
    pub(super) server_mib: Option<f64>,
    /// What that server wrote down under the loads.
    pub(super) overheard: Option<Overheard>,
}

impl City {
    /// The slowest of the starts.
    pub(super) fn cold_start_ms(&self) -> f64 {
        self.starts_ms.iter().copied().fold(0.0, f64::max)
    }
}

/// One point at one number of connections.
#[derive(Serialize)]
pub(super) struct Row {
    pub(super) database: &'static str,
    pub(super) point: &'static str,
    pub(super) connections: u32,
    #[serde(flatten)]
    pub(super) figures: Figures,
    /// Of the program and the database server together, for one request; unlike the times it hardly
    /// depends on what else the machine does.
    pub(super) processor_ms: f64,
    /// Its requests a second in percent of the slower of what the machine and the bare database gave, with as many
    /// at once; none for a floor itself.
    pub(super) of_floor_percent: Option<f64>,
}

impl Measured {
    /// Adds a row and tells it at once: the table comes only at the end.
    pub(super) fn put(&mut self, mut row: Row) {
        row.of_floor_percent = self.of_floor_percent(&row);
        println!(
            "{:<16} {:>3} connections {:>9.1} a second",
            row.point, row.connections, row.figures.per_second
        );
        self.rows.push(row);
    }

    /// A request needs an answer and a read or a commit, so the slower of the two is the most that there could be.
    fn of_floor_percent(&self, row: &Row) -> Option<f64> {
        let floors = [(floor::NO_DATABASE, floor::ANSWER), (row.database, points::named(row.point)?.floor)];
        let rates = floors.iter().filter_map(|(database, point)| {
            let is = |it: &&Row| {
                it.database == *database && it.point == *point && it.connections == row.connections
            };
            self.rows.iter().find(is).map(|floor| floor.figures.requests_per_second())
        });
        let most = rates.reduce(f64::min)?;
        Some(100.0 * row.figures.requests_per_second() / most)
    }

    pub(super) fn print(&self) {
        print!("\n{}", self.table());
    }

    pub(super) fn write(&self, folder: &Path) -> Result<()> {
        fs::create_dir_all(folder)?;
        let Settings { complaints, database, advised, .. } = self.settings;
        let advised = if advised { "-advised" } else { "" };
        let file = folder.join(format!("{}-{complaints}-{database}{advised}.json", self.machine.day()));
        fs::write(&file, serde_json::to_string_pretty(self)? + "\n")?;
        println!("\nwritten to {}", file.display());
        Ok(())
    }

    /// A load in which anything was refused or lost measured something else than it says.
    pub(super) fn faults(&self) -> Vec<String> {
        let bursts = self.bursts.iter().flat_map(Bursty::faults);
        self.rows.iter().filter_map(Row::fault).chain(bursts).collect()
    }
}

impl Row {
    /// `spent` are processor seconds.
    pub(super) fn new(
        database: &'static str,
        point: &'static str,
        connections: u32,
        figures: Figures,
        spent: f64,
    ) -> Self {
        let processor_ms = spent * 1e3 / (figures.per_second * figures.seconds);
        Self { database, point, connections, figures, processor_ms, of_floor_percent: None }
    }

    fn fault(&self) -> Option<String> {
        let Figures { answered, refused, limited, lost, first_refusal, .. } = &self.figures;
        let what = format!("{}: {} at {} connections", self.database, self.point, self.connections);
        if *answered == 0 {
            return Some(format!("{what}: nothing was answered while it lasted, {lost} lost"));
        }
        let wrong = refused + limited + lost;
        (wrong > 0).then(|| {
            format!("{what}: {refused} of {answered} answers wrong, {limited} were 429, {lost} lost. {first_refusal}")
        })
    }
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;

    /// One city with one row, well within any sensible budget.
    pub(in crate::bench) fn measured() -> Measured {
        let figures = Figures { answered: 1200, per_second: 400.0, p95_ms: 12.5, ..Figures::default() };
        Measured {
            machine: Machine::default(),
            program: Program::default(),
            settings: Settings { complaints: 3000, ..Settings::default() },
            cities: vec![City {
                database: "SQLite",
                built_s: 4.0,
                starts_ms: vec![90.0, 120.0, 80.0],
                idle_mib: 40.0,
                loaded_mib: 60.0,
                settings: BTreeMap::new(),
                server_mib: None,
                overheard: None,
            }],
            rows: vec![Row {
                database: "SQLite",
                point: "detail",
                connections: 8,
                figures,
                processor_ms: 1.0,
                of_floor_percent: Some(4.0),
            }],
            bursts: Vec::new(),
            soaks: Vec::new(),
        }
    }

    #[test]
    fn a_refused_answer_is_a_fault() {
        let mut measured = measured();
        assert!(measured.faults().is_empty());
        measured.rows[0].figures.refused = 3;
        measured.rows[0].figures.first_refusal = "404 gone".to_owned();
        assert_eq!(
            measured.faults(),
            ["SQLite: detail at 8 connections: 3 of 1200 answers wrong, 0 were 429, 0 lost. 404 gone"]
        );
        measured.rows[0].figures.answered = 0;
        assert_eq!(
            measured.faults(),
            ["SQLite: detail at 8 connections: nothing was answered while it lasted, 0 lost"]
        );
    }

    #[test]
    fn a_figure_is_held_against_the_slower_floor_with_as_many_at_once() {
        let mut measured = measured();
        let row = |database, point, connections, per_second, unit| {
            let figures = Figures { answered: 9, seconds: 1.0, per_second, unit, ..Figures::default() };
            Row::new(database, point, connections, figures, 0.1)
        };
        let lifecycles = row("SQLite", "lifecycle", 8, 25.0, 8);
        assert_eq!(measured.of_floor_percent(&lifecycles), None);
        measured.put(row(floor::NO_DATABASE, floor::ANSWER, 8, 40_000.0, 1));
        measured.put(row("SQLite", floor::COMMIT, 8, 1_000.0, 1));
        measured.put(row("SQLite", floor::COMMIT, 32, 2_000.0, 1));
        measured.put(row("SQLite", floor::READ, 8, 80_000.0, 1));
        assert_eq!(measured.of_floor_percent(&lifecycles), Some(20.0));
        assert_eq!(measured.of_floor_percent(&row("SQLite", "detail", 8, 4_000.0, 1)), Some(10.0));
        assert_eq!(measured.of_floor_percent(&row("SQLite", floor::READ, 8, 80_000.0, 1)), None);
    }
}
