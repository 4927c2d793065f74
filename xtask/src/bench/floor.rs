//! What the machine gives without us, measured beside the loads: a bare answer, a bare commit, a bare indexed read.
//!
//! The work is done by `crates/testkit/examples/floor.rs`, a program of its own, so that no other chore has to build
//! a server and two databases' drivers.

use std::{
    collections::BTreeMap,
    fs::{self, File},
    path::{Path, PathBuf},
    process::{Command, Stdio},
    time::Duration,
};

use anyhow::{Context, Result};

use super::{
    SEED,
    city::City,
    process::Family,
    report::Row,
    wrk::{self, Load},
};
use crate::{demo, guard::Guarded, run, workshop::Workshop};

pub(super) const ANSWER: &str = "floor-answer";
pub(super) const COMMIT: &str = "floor-commit";
pub(super) const READ: &str = "floor-read";
/// Where a bare answer comes from.
pub(super) const NO_DATABASE: &str = "none";

const START_LIMIT: Duration = Duration::from_secs(10);

/// The program, and how long and with how many at once it is asked.
pub(super) struct Floor<'a> {
    pub(super) program: PathBuf,
    pub(super) connections: &'a [u32],
    pub(super) seconds: u32,
}

pub(super) fn build(workshop: &Workshop) -> Result<PathBuf> {
    run::check(workshop.cargo(["build", "--release", "-p", "testkit", "--example", "floor"]))?;
    Ok(workshop.target.join("release/examples/floor"))
}

impl Floor<'_> {
    /// An axum server with one address and nothing behind it, under the same driver as the program.
    pub(super) fn answers(&self, workshop: &Workshop) -> Result<Vec<Row>> {
        let folder = tempfile::Builder::new().prefix("eungdapso-floor-").tempdir()?;
        let lines = folder.path().join("lines");
        fs::write(&lines, "/\n")?;
        let log = workshop.target.join("bench/floor.log");
        fs::create_dir_all(workshop.target.join("bench"))?;
        let mut command = Command::new(&self.program);
        command.arg("answer").stdout(Stdio::piped()).stderr(File::create(&log)?);
        let mut server = Guarded::start(command, "TERM", folder)?;
        let output = server.child.stdout.take().context("the floor's output")?;
        let url = demo::address(output, &log, START_LIMIT).with_context(|| run::tail(&log))?;
        let family = Family::of(server.child.id())?;
        let mut rows = Vec::new();
        for connections in self.connections {
            let told = [
                ("BENCH_LINES", lines.display().to_string()),
                ("BENCH_SEED", SEED.to_string()),
                ("BENCH_AS", "citizen".to_owned()),
                ("BENCH_EXPECT", "{\"answer\":true}".to_owned()),
            ];
            let load = Load {
                script: "read.lua",
                url: &url,
                connections: *connections,
                threads: 1,
                seconds: self.seconds,
                told: told.map(|(name, value)| (name.to_owned(), value)).to_vec(),
            };
            let (figures, spent) = family.during(|| wrk::run(&load, &workshop.root.join("load")))?;
            rows.push(Row::new(NO_DATABASE, ANSWER, *connections, figures, spent));
        }
        Ok(rows)
    }

    /// A table of its own beside the city, and the settings that the database told meanwhile.
    pub(super) fn prepare(&self, city: &City) -> Result<BTreeMap<String, String>> {
        let told = run::quiet(self.command(&["prepare", &address(city)]))?;
        let pairs = told.lines().filter_map(|line| line.split_once('='));
        Ok(pairs.map(|(name, value)| (name.to_owned(), value.to_owned())).collect())
    }

    /// Commits of one row and reads by a key, at each number at once.
    pub(super) fn on(&self, city: &City) -> Result<Vec<Row>> {
        // The database works in this program's children, or within the floor, which has ended when we look.
        let all_of_us = Family::of(std::process::id())?;
        let (url, seconds) = (address(city), self.seconds.to_string());
        let mut rows = Vec::new();
        for (point, work) in [(READ, "read"), (COMMIT, "commit")] {
            for connections in self.connections {
                let command = self.command(&[work, &url, &connections.to_string(), &seconds]);
                let (figures, spent) = all_of_us.during(|| wrk::read(&run::quiet(command)?))?;
                rows.push(Row::new(city.ground().name(), point, *connections, figures, spent));
            }
        }
        Ok(rows)
    }

    fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(&self.program);
        command.args(arguments);
        command
    }
}

/// The city's own server, or a file beside the city's: the same disk in any case.
fn address(city: &City) -> String {
    let beside = |folder: &Path| format!("sqlite://{}", folder.join("floor.db").display());
    city.postgres_url().map_or_else(|| beside(city.folder()), str::to_owned)
}
