//! Everything that was measured, and what went wrong in it; as JSON for comparing one day with another.

use std::{fs, path::Path};

use anyhow::Result;
use serde::Serialize;

use super::{machine::Machine, wrk::Figures};

#[derive(Serialize)]
pub(super) struct Measured {
    pub(super) machine: Machine,
    pub(super) complaints: u32,
    pub(super) seconds_a_point: u32,
    pub(super) cities: Vec<City>,
    pub(super) rows: Vec<Row>,
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
    /// The database server beside it after the loads, where there is one.
    pub(super) server_mib: Option<f64>,
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
}

impl Measured {
    /// Adds a row and tells it at once: the table comes only at the end.
    pub(super) fn put(&mut self, row: Row) {
        println!(
            "{:<16} {:>3} connections {:>9.1} a second",
            row.point, row.connections, row.figures.per_second
        );
        self.rows.push(row);
    }

    pub(super) fn print(&self) {
        print!("\n{}", self.table());
    }

    pub(super) fn write(&self, folder: &Path) -> Result<()> {
        fs::create_dir_all(folder)?;
        let file = folder.join(format!("{}.json", self.machine.date.replace(':', "")));
        fs::write(&file, serde_json::to_string_pretty(self)? + "\n")?;
        println!("\nwritten to {}", file.display());
        Ok(())
    }

    /// A load in which anything was refused or lost measured something else than it says.
    pub(super) fn faults(&self) -> Vec<String> {
        self.rows.iter().filter_map(Row::fault).collect()
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
        Self { database, point, connections, figures, processor_ms }
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
            complaints: 3000,
            seconds_a_point: 3,
            cities: vec![City {
                database: "SQLite",
                built_s: 4.0,
                starts_ms: vec![90.0, 120.0, 80.0],
                idle_mib: 40.0,
                loaded_mib: 60.0,
                server_mib: None,
            }],
            rows: vec![Row {
                database: "SQLite",
                point: "detail",
                connections: 8,
                figures,
                processor_ms: 1.0,
            }],
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
}
