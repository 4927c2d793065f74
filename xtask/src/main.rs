//! The chores of this project: `cargo xtask test`, `check`, `e2e`, `bench`, `cluster`, `fuzz`, `scan`, `sbom`, `postgres`.

mod alerts;
mod bench;
mod browser;
mod cluster;
mod contract;
mod demo;
mod e2e;
mod fuzz;
mod guard;
mod http;
mod postgres;
mod python;
mod report;
mod run;
mod sbom;
mod scan;
mod steps;
mod workshop;

use std::path::PathBuf;

use clap::{Parser, Subcommand};
use steps::Step;

#[derive(Parser)]
#[command(name = "cargo xtask", about = "The chores of this project.")]
struct Arguments {
    #[command(subcommand)]
    chore: Chore,
}

#[derive(Subcommand)]
enum Chore {
    /// Everything that must hold before a change lands; installs or starts what is missing.
    Test {
        /// Only this step, with what it needs.
        #[arg(long, value_enum)]
        only: Option<Step>,
    },
    /// What is quick: formatting, lints, the rules of the house, the alarms.
    Check,
    /// The journeys in a browser. With EUNGDAPSO_URL set, against that server.
    E2e,
    /// Measures the release build under load on both databases and holds it against `load/budgets.toml`.
    Bench(bench::Options),
    /// A city of several machines on this one, broken on purpose while people work: what is lost, what is done twice,
    /// and for how long nothing is answered.
    Cluster(cluster::Options),
    /// A fuzzer over every reader of bytes from outside; needs cargo-fuzz and a nightly compiler.
    Fuzz(fuzz::Options),
    /// The pages walked and attacked by wapiti, as nobody and as officers; some twenty minutes. Installs Debian's package.
    Scan(scan::Options),
    /// The bill of materials of the program (CycloneDX), for the agency that installs it.
    Sbom {
        /// Written there instead of printed.
        #[arg(long)]
        into: Option<PathBuf>,
    },
    /// Starts a test PostgreSQL, prints its address and keeps it until ctrl-c.
    Postgres,
}

fn main() -> anyhow::Result<()> {
    let passed = match Arguments::parse().chore {
        Chore::Test { only: None } => steps::run_all(&Step::ALL)?,
        Chore::Test { only: Some(step) } => steps::run_some(&[step])?,
        Chore::Check => steps::run_some(&[Step::Fmt, Step::Clippy, Step::House, Step::Alerts])?,
        Chore::E2e => steps::run_some(&[Step::E2e])?,
        Chore::Bench(options) => bench::run(&options)?,
        Chore::Cluster(options) => cluster::run(&options)?,
        Chore::Fuzz(options) => {
            fuzz::run(&options)?;
            true
        }
        Chore::Scan(options) => {
            scan::run(&options)?;
            true
        }
        Chore::Sbom { into } => {
            sbom::write(into.as_deref())?;
            true
        }
        Chore::Postgres => {
            postgres::keep()?;
            true
        }
    };
    if !passed {
        std::process::exit(1);
    }
    Ok(())
}
