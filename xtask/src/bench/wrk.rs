//! One load with wrk, read from the line that `load/common.lua` prints at its end.

use std::{path::Path, process::Command};

use anyhow::{Context, Result};
use serde::Serialize;

use crate::run;

/// Longer than any answer may take: a slow answer shall count as slow, not as lost.
const TIMEOUT: &str = "60s";
/// What our line begins with; wrk prints others around it.
const MARK: &str = "measured ";

/// What is asked, how often at once and how long.
pub(super) struct Load<'a> {
    /// A script's name in `load/`.
    pub(super) script: &'static str,
    /// `http://127.0.0.1:port`.
    pub(super) url: &'a str,
    pub(super) connections: u32,
    /// One outruns the server; as many as connections where a script must know whose answer it has.
    pub(super) threads: u32,
    pub(super) seconds: u32,
    /// What the script is told, by name.
    pub(super) told: Vec<(String, String)>,
}

/// What one load gave.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub(super) struct Figures {
    pub(super) answered: u64,
    pub(super) seconds: f64,
    /// Right answers; of a lifecycle, which takes several, lifecycles.
    pub(super) per_second: f64,
    /// Requests that one of them takes.
    pub(super) unit: u64,
    pub(super) p50_ms: f64,
    pub(super) p95_ms: f64,
    pub(super) p99_ms: f64,
    pub(super) max_ms: f64,
    /// Answers with a status other than 2xx and 429, or without what a right one holds.
    pub(super) refused: u64,
    /// Answers 429: we asked more often than one address may.
    pub(super) limited: u64,
    /// Requests without an answer: connections refused, reset or timed out.
    pub(super) lost: u64,
    /// Status and beginning of the first refused answer.
    pub(super) first_refusal: String,
}

impl Figures {
    pub(super) fn requests_per_second(&self) -> f64 {
        // A count of some eight loses nothing on the way.
        self.per_second * f64::from(u32::try_from(self.unit).unwrap_or(u32::MAX))
    }
}

/// Debian's package, when it is not there yet.
pub(super) fn install() -> Result<()> {
    if run::find("wrk").is_none() {
        run::apt_install(&["wrk"])?;
    }
    Ok(())
}

/// Puts the load on and waits until it is over.
pub(super) fn run(load: &Load, scripts: &Path) -> Result<Figures> {
    let mut wrk = Command::new("wrk");
    wrk.current_dir(scripts)
        .args(["--latency", "--timeout", TIMEOUT])
        .args(["--threads", &load.threads.to_string()])
        .args(["--connections", &load.connections.to_string()])
        .args(["--duration", &format!("{}s", load.seconds)])
        .args(["--script", load.script, load.url])
        .envs(load.told.iter().map(|(name, value)| (name, value)));
    read(&run::quiet(wrk)?)
}

/// What the line of a driver says, wherever it stands in its output.
pub(super) fn read(output: &str) -> Result<Figures> {
    let line = output.lines().find_map(|line| line.strip_prefix(MARK));
    let line = line.with_context(|| format!("wrk did not tell what it measured:\n{output}"))?;
    let (numbers, first_refusal) = line.split_once("first_refusal=").unwrap_or((line, ""));
    let number = |name: &str| -> Result<f64> {
        let found = numbers.split_whitespace().find_map(|pair| pair.strip_prefix(name)?.strip_prefix('='));
        let text = found.with_context(|| format!("wrk told no {name}: {line}"))?;
        text.parse().with_context(|| format!("{name} is no number: {line}"))
    };
    let seconds = number("window_us")? / 1e6;
    let (answered, unit) = (number("answered")?, number("unit")?);
    let right = answered - number("refused")? - number("limited")?;
    Ok(Figures {
        answered: whole(answered),
        seconds,
        per_second: if seconds > 0.0 { right / unit / seconds } else { 0.0 },
        unit: whole(unit),
        p50_ms: number("p50_us")? / 1e3,
        p95_ms: number("p95_us")? / 1e3,
        p99_ms: number("p99_us")? / 1e3,
        max_ms: number("max_us")? / 1e3,
        refused: whole(number("refused")?),
        limited: whole(number("limited")?),
        lost: whole(number("lost")?),
        first_refusal: first_refusal.trim().to_owned(),
    })
}

/// A count that travelled as Lua's only kind of number.
fn whole(count: f64) -> u64 {
    format!("{count:.0}").parse().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    const OUTPUT: &str = "Running 2s test @ http://127.0.0.1:18999\n  1 threads and 4 connections\n\
        \x20 Thread Stats   Avg      Stdev     Max   +/- Stdev\n    Latency     1.48ms  571.39us   3.87ms   77.55%\n\
        \x20 Latency Distribution\n     50%    1.25ms\n     99%    3.87ms\n\
        \x20 49 requests in 2.03s, 18.04KB read\nRequests/sec:     24.18\nTransfer/sec:      8.90KB\n\
        measured answered=3000 unit=1 window_us=1500000 p50_us=1250 p95_us=2472 p99_us=3870 max_us=4011 refused=0 \
        limited=0 lost=0 first_refusal=\n";

    #[test]
    fn the_line_of_the_script_is_read_among_those_of_wrk() {
        let figures = read(OUTPUT).unwrap();
        assert_eq!((figures.answered, figures.per_second), (3000, 2000.0));
        assert_eq!((figures.p50_ms, figures.p95_ms, figures.p99_ms), (1.25, 2.472, 3.87));
        assert_eq!((figures.refused, figures.lost, figures.first_refusal.as_str()), (0, 0, ""));
    }

    #[test]
    fn refusals_are_counted_and_the_first_is_told() {
        let output = OUTPUT
            .replace("refused=0", "refused=7")
            .replace("lost=0", "lost=2")
            .replace("first_refusal=", "first_refusal=409 {\"code\": \"stale\", \"p50_us\": 1}");
        let figures = read(&output).unwrap();
        assert_eq!((figures.refused, figures.lost, figures.per_second), (7, 2, 2993.0 / 1.5));
        assert_eq!(figures.first_refusal, "409 {\"code\": \"stale\", \"p50_us\": 1}");
        assert_eq!(figures.p50_ms, 1.25);
    }

    #[test]
    fn several_requests_may_make_one_of_what_is_counted() {
        let output = OUTPUT.replace("unit=1", "unit=8").replace("limited=0", "limited=600");
        let figures = read(&output).unwrap();
        assert_eq!((figures.per_second, figures.unit, figures.limited), (200.0, 8, 600));
    }

    #[test]
    fn what_is_missing_is_a_fault_and_what_was_not_answered_is_nothing() {
        assert!(read("wrk: no such script\n").is_err());
        assert!(read(&OUTPUT.replace("p95_us=2472", "")).is_err());
        assert!(read(&OUTPUT.replace("p95_us=2472", "p95_us=nan?")).is_err());
        let silent =
            OUTPUT.replace("answered=3000", "answered=0").replace("window_us=1500000", "window_us=0");
        assert_eq!(read(&silent).unwrap().per_second, 0.0);
    }
}
