//! What a measurement may cost, from `load/budgets.toml`.

use std::{fs, path::Path};

use anyhow::{Context, Result};
use serde::Deserialize;

use super::report::{Measured, Row};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Budgets {
    program: Program,
    #[serde(default)]
    point: Vec<Point>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Program {
    cold_start_ms: f64,
    idle_mib: f64,
    loaded_mib: f64,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Point {
    name: String,
    connections: u32,
    p95_ms: f64,
}

impl Budgets {
    pub(super) fn read(path: &Path) -> Result<Self> {
        let text = fs::read_to_string(path).with_context(|| path.display().to_string())?;
        toml::from_str(&text).with_context(|| path.display().to_string())
    }

    /// Everything that cost more than it may, as sentences.
    pub(super) fn overrun(&self, measured: &Measured) -> Vec<String> {
        let mut over = Vec::new();
        let mut hold = |what: String, figure: f64, most: f64, unit: &str| {
            if figure > most {
                over.push(format!("{what}: {figure:.1} {unit}, budget {most} {unit}"));
            }
        };
        for city in &measured.cities {
            let on = city.database;
            hold(format!("{on}: cold start"), city.cold_start_ms(), self.program.cold_start_ms, "ms");
            hold(format!("{on}: idle"), city.idle_mib, self.program.idle_mib, "MiB");
            hold(format!("{on}: loaded"), city.loaded_mib, self.program.loaded_mib, "MiB");
        }
        for row in &measured.rows {
            for budget in self.point.iter().filter(|budget| budget.is_for(row)) {
                let what = format!("{}: {} at {} connections, p95", row.database, row.point, row.connections);
                hold(what, row.figures.p95_ms, budget.p95_ms, "ms");
            }
        }
        over
    }

    /// A budget for a point that does not exist would never be missed.
    pub(super) fn insist_on_known(&self, known: &[&str]) -> Result<()> {
        let strange = self.point.iter().find(|point| !known.contains(&point.name.as_str()));
        match strange {
            Some(point) => anyhow::bail!("load/budgets.toml: there is no point {:?}", point.name),
            None => Ok(()),
        }
    }
}

impl Point {
    fn is_for(&self, row: &Row) -> bool {
        self.name == row.point && self.connections == row.connections
    }
}

#[cfg(test)]
mod tests {
    use super::super::{points, report::tests::measured};
    use super::*;

    fn budgets(p95_ms: u32) -> Budgets {
        let text = format!(
            "[program]\ncold_start_ms = 500\nidle_mib = 100\nloaded_mib = 200\n\
             [[point]]\nname = \"detail\"\nconnections = 8\np95_ms = {p95_ms}\n"
        );
        toml::from_str(&text).unwrap()
    }

    #[test]
    fn only_what_is_over_its_budget_is_told() {
        assert_eq!(budgets(50).overrun(&measured()), [""; 0]);
        assert_eq!(
            budgets(10).overrun(&measured()),
            ["SQLite: detail at 8 connections, p95: 12.5 ms, budget 10 ms"]
        );
    }

    #[test]
    fn our_own_budgets_can_be_read_and_name_our_points() {
        let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("../load/budgets.toml");
        let budgets = Budgets::read(&file).unwrap();
        budgets.insist_on_known(&points::names()).unwrap();
        assert!(budgets.insist_on_known(&["detail"]).is_err());
    }
}
