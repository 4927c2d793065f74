//! Everything that was measured: a table for people, JSON for comparing one day with another.

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
        let failed = self.rows.iter().filter(|row| row.figures.refused + row.figures.lost > 0);
        failed
            .map(|row| {
                let Figures { answered, refused, lost, first_refusal, .. } = &row.figures;
                format!(
                    "{}: {} at {} connections: {refused} of {answered} answers not 2xx, {lost} lost. {first_refusal}",
                    row.database, row.point, row.connections
                )
            })
            .collect()
    }

    fn table(&self) -> String {
        let mut table = format!("{}\n{} complaints\n\n", self.machine, self.complaints);
        for city in &self.cities {
            let starts: Vec<String> = city.starts_ms.iter().map(|ms| format!("{ms:.0}")).collect();
            table += &format!(
                "{:<11} built in {:.1} s, starts in {} ms, {:.0} MiB idle, {:.0} MiB loaded",
                city.database,
                city.built_s,
                starts.join(", "),
                city.idle_mib,
                city.loaded_mib
            );
            if let Some(mib) = city.server_mib {
                table += &format!(", database server {mib:.0} MiB");
            }
            table += "\n";
        }
        table += &format!(
            "\n{:<11} {:<12} {:>5} {:>9} {:>9} {:>9} {:>9} {:>9} {:>8} {:>8}\n",
            "database",
            "point",
            "conn",
            "per s",
            "p50 ms",
            "p95 ms",
            "p99 ms",
            "cpu ms",
            "answers",
            "not 2xx"
        );
        for row in &self.rows {
            let of = &row.figures;
            table += &format!(
                "{:<11} {:<12} {:>5} {:>9.1} {:>9.2} {:>9.2} {:>9.2} {:>9.2} {:>8} {:>8}\n",
                row.database,
                row.point,
                row.connections,
                of.per_second,
                of.p50_ms,
                of.p95_ms,
                of.p99_ms,
                row.processor_ms,
                of.answered,
                of.refused + of.lost
            );
        }
        table
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
    fn a_row_has_its_figures_under_their_headings() {
        let table = measured().table();
        assert!(table.contains("starts in 90, 120, 80 ms"), "{table}");
        let lines: Vec<&str> = table.lines().collect();
        let [.., head, row] = lines.as_slice() else { panic!("{table}") };
        assert_eq!(head.find("p95 ms").map(|at| at + 6), row.find("12.50").map(|at| at + 5));
        assert_eq!(head.len(), row.len());
        assert!(measured().faults().is_empty());
    }

    #[test]
    fn a_refused_answer_is_a_fault() {
        let mut measured = measured();
        measured.rows[0].figures.refused = 3;
        measured.rows[0].figures.first_refusal = "404 gone".to_owned();
        assert_eq!(
            measured.faults(),
            ["SQLite: detail at 8 connections: 3 of 1200 answers not 2xx, 0 lost. 404 gone"]
        );
    }
}
