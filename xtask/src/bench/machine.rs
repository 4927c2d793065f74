//! On what and when it was measured: a figure without its machine says nothing.

use std::{fmt, fs, process::Command, thread};

use anyhow::Result;
use serde::Serialize;

use crate::run;

#[derive(Default, Serialize)]
pub(super) struct Machine {
    /// UTC, such as `2026-11-22T09:30:00Z`.
    pub(super) date: String,
    cores: usize,
    processor: String,
    memory_gib: f64,
    /// Processes that wanted a core in the last minute before we began.
    load_before: f64,
}

impl Machine {
    pub(super) fn look() -> Result<Self> {
        let mut date = Command::new("date");
        date.args(["-u", "+%Y-%m-%dT%H:%M:%SZ"]);
        let processors = fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
        let memory = fs::read_to_string("/proc/meminfo").unwrap_or_default();
        let load = fs::read_to_string("/proc/loadavg").unwrap_or_default();
        let kib: f64 = number(value_of(&memory, "MemTotal"));
        Ok(Self {
            date: run::quiet(date)?.trim().to_owned(),
            cores: thread::available_parallelism().map_or(1, usize::from),
            processor: value_of(&processors, "model name").to_owned(),
            memory_gib: kib / f64::from(1024 * 1024),
            load_before: number(&load),
        })
    }
}

impl fmt::Display for Machine {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { date, cores, processor, memory_gib, load_before } = self;
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
