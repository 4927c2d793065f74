//! On what and when it was measured: a figure without its machine says nothing.

use std::{fmt, fs, path::Path, process::Command, thread};

use anyhow::Result;
use serde::Serialize;

use crate::run;

#[derive(Default, Serialize)]
pub(crate) struct Machine {
    /// UTC, such as `2026-11-22T09:30:00Z`.
    pub(crate) date: String,
    cores: usize,
    processor: String,
    pub(crate) memory_gib: f64,
    kernel: String,
    /// Of the folder in which the cities stand.
    file_system: String,
    /// Processes that wanted a core in the last minute before we began.
    load_before: f64,
}

impl Machine {
    /// `folder` is where the cities will stand.
    pub(crate) fn look(folder: &Path) -> Result<Self> {
        let mut date = Command::new("date");
        date.args(["-u", "+%Y-%m-%dT%H:%M:%SZ"]);
        let mut stat = Command::new("stat");
        stat.args(["--file-system", "--format", "%T"]).arg(folder);
        let kernel = fs::read_to_string("/proc/sys/kernel/osrelease").unwrap_or_default();
        let processors = fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
        let memory = fs::read_to_string("/proc/meminfo").unwrap_or_default();
        let load = fs::read_to_string("/proc/loadavg").unwrap_or_default();
        let kib: f64 = number(value_of(&memory, "MemTotal"));
        Ok(Self {
            date: run::quiet(date)?.trim().to_owned(),
            cores: thread::available_parallelism().map_or(1, usize::from),
            processor: value_of(&processors, "model name").to_owned(),
            memory_gib: kib / f64::from(1024 * 1024),
            kernel: kernel.trim().to_owned(),
            file_system: run::quiet(stat)?.trim().to_owned(),
            load_before: number(&load),
        })
    }
}

impl Machine {
    /// The day alone, such as `2026-11-22`.
    pub(crate) fn day(&self) -> &str {
        self.date.split('T').next().unwrap_or_default()
    }
}

/// What was measured: built here from this commit, or given to us.
#[derive(Default, Serialize)]
pub(crate) struct Program {
    /// None of a program that was given: it need not be from here.
    commit: Option<String>,
    /// Whether files had been changed since the commit.
    changed: bool,
    compiler: Option<String>,
}

impl Program {
    pub(crate) fn built_at(root: &Path) -> Result<Self> {
        let git = |arguments: &[&str]| {
            let mut git = Command::new("git");
            git.current_dir(root).args(arguments);
            run::quiet(git)
        };
        let mut compiler = Command::new("rustc");
        compiler.current_dir(root).arg("--version");
        Ok(Self {
            commit: Some(git(&["rev-parse", "HEAD"])?.trim().to_owned()),
            changed: !git(&["status", "--porcelain", "--untracked-files=no"])?.trim().is_empty(),
            compiler: Some(run::quiet(compiler)?.trim().to_owned()),
        })
    }
}

impl fmt::Display for Program {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.commit {
            Some(commit) => {
                let changed = if self.changed { ", with changes" } else { "" };
                write!(f, "commit {}{changed}", commit.get(..12).unwrap_or(commit))
            }
            None => write!(f, "a program that was given"),
        }
    }
}

impl fmt::Display for Machine {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { date, cores, processor, memory_gib, load_before, .. } = self;
        write!(f, "{date}, {cores} cores ({processor}), {memory_gib:.0} GiB, load before {load_before:.1}")
    }
}

/// What stands after `name:` in one of the kernel's tables.
fn value_of<'a>(table: &'a str, name: &str) -> &'a str {
    let found = table.lines().find_map(|line| {
        let (key, value) = line.split_once(':')?;
        (key.trim() == name).then_some(value.trim())
    });
    found.unwrap_or_default()
}

fn number(text: &str) -> f64 {
    text.split_whitespace().next().and_then(|word| word.parse().ok()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_kernels_tables_are_read() {
        let table = "processor\t: 0\nmodel name\t: Some CPU: fast\nMemTotal:       24683256 kB\n";
        assert_eq!(value_of(table, "model name"), "Some CPU: fast");
        assert_eq!(number(value_of(table, "MemTotal")), 24_683_256.0);
        assert_eq!((value_of(table, "nothing"), number("")), ("", 0.0));
    }
}
