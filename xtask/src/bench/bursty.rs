//! Ten times the usual number of requests for a minute, and how long it is felt afterwards.

use std::{fs, str::FromStr};

use anyhow::{Context, Result, bail};
use serde::Serialize;

use super::{
    mix,
    prepare::Inputs,
    wrk::{self, Load},
};
use crate::workshop::Workshop;

/// How many times as many.
const TIMES: u32 = 10;
/// People who wait at once: each asks over a connection of their own.
const CONNECTIONS: u32 = 256;
/// A second is calm when everything was answered rightly, and 95 % within twice of what it took before the burst …
const CALM_TIMES: f64 = 2.0;
/// … or within this: below it nobody sees a difference.
const CALM_MS: f64 = 50.0;
/// So many calm seconds in a row, and it is over.
const CALM_SECONDS: usize = 5;

#[derive(Serialize)]
pub(super) struct Bursty {
    pub(super) database: &'static str,
    pub(super) connections: u32,
    /// Asked for a second on the average, before and after.
    pub(super) mean_per_second: u32,
    pub(super) times: u32,
    /// How long each of the phases is.
    pub(super) seconds: u32,
    pub(super) phases: [Phase; 3],
    /// Requests without an answer.
    pub(super) lost: u64,
    /// From the end of the burst to the first of several calm seconds; nothing when there were none.
    pub(super) recovered_s: Option<usize>,
    first_refusal: String,
}

/// What came in during a part of the time.
#[derive(Debug, Default, PartialEq, Serialize)]
pub(super) struct Phase {
    pub(super) name: &'static str,
    pub(super) asked: usize,
    /// Answers that left during it, whenever they were asked for.
    pub(super) answered_per_second: f64,
    pub(super) p50_ms: f64,
    pub(super) p95_ms: f64,
    pub(super) p99_ms: f64,
    pub(super) max_ms: f64,
    pub(super) wrong: usize,
    pub(super) limited: usize,
    /// Connections on which one waited until the end, and whatever came after it.
    pub(super) stuck: usize,
}

/// One answer, as `load/mix.lua` writes it down.
struct Sample {
    due_s: f64,
    took_ms: f64,
    outcome: Outcome,
}

#[derive(Clone, Copy, PartialEq)]
enum Outcome {
    Right,
    Limited,
    Wrong,
    /// Not answered when the time was up: what came on this connection since then is not known of.
    Open,
}

pub(super) fn run(
    database: &'static str,
    inputs: &Inputs,
    url: &str,
    (mean_per_second, seconds): (u32, u32),
    workshop: &Workshop,
) -> Result<Bursty> {
    let samples = inputs.lines("samples", &[])?;
    let mut told = mix::told(inputs)?;
    told.extend([
        ("BENCH_RATE".to_owned(), mean_per_second.to_string()),
        ("BENCH_THREADS".to_owned(), CONNECTIONS.to_string()),
        ("BENCH_BURST".to_owned(), format!("{seconds} {} {TIMES}", 2 * seconds)),
        ("BENCH_SAMPLES".to_owned(), samples.display().to_string()),
    ]);
    let load = Load {
        script: mix::SCRIPT,
        url,
        connections: CONNECTIONS,
        threads: CONNECTIONS,
        seconds: 3 * seconds,
        told,
    };
    let figures = wrk::run(&load, &workshop.root.join("load"))?;
    let samples: Vec<Sample> = fs::read_to_string(samples)?.lines().map(str::parse).collect::<Result<_>>()?;
    let phases = [("before", 0), ("burst", 1), ("after", 2)]
        .map(|(name, turn)| Phase::of(name, &samples, turn * seconds, seconds));
    let recovered_s = recovered(&samples, &phases[0], 2 * seconds, seconds);
    Ok(Bursty {
        database,
        connections: CONNECTIONS,
        mean_per_second,
        times: TIMES,
        seconds,
        phases,
        lost: figures.lost,
        recovered_s,
        first_refusal: figures.first_refusal,
    })
}

impl Bursty {
    /// A burst may cost answers; the time before it may not, and it must be over some time.
    pub(super) fn faults(&self) -> Vec<String> {
        let mut faults = Vec::new();
        let [before, ..] = &self.phases;
        if before.wrong + before.limited > 0 {
            faults.push(format!(
                "{}: bursty: {} of {} answers wrong before the burst, {} were 429. {}",
                self.database, before.wrong, before.asked, before.limited, self.first_refusal
            ));
        }
        if self.recovered_s.is_none() {
            faults.push(format!("{}: bursty: not recovered within {} s", self.database, self.seconds));
        }
        faults
    }

    /// What was answered wrongly or not at all, whenever.
    pub(super) fn first_refusal(&self) -> &str {
        &self.first_refusal
    }
}

impl Phase {
    fn of(name: &'static str, samples: &[Sample], from: u32, seconds: u32) -> Phase {
        let (from, to) = (f64::from(from), f64::from(from + seconds));
        let within = |at: f64| from <= at && at < to;
        let answers = || samples.iter().filter(|sample| sample.outcome != Outcome::Open);
        let left = answers().filter(|sample| within(sample.due_s + sample.took_ms / 1e3)).count();
        let asked: Vec<&Sample> = answers().filter(|sample| within(sample.due_s)).collect();
        let stuck = samples.iter().filter(|sample| sample.outcome == Outcome::Open && within(sample.due_s));
        let count = |outcome| asked.iter().filter(|sample| sample.outcome == outcome).count();
        let took = sorted(&asked);
        Phase {
            name,
            asked: asked.len(),
            answered_per_second: f64::from(u32::try_from(left).unwrap_or(u32::MAX)) / f64::from(seconds),
            p50_ms: percentile(&took, 50),
            p95_ms: percentile(&took, 95),
            p99_ms: percentile(&took, 99),
            max_ms: percentile(&took, 100),
            wrong: count(Outcome::Wrong),
            limited: count(Outcome::Limited),
            stuck: stuck.count(),
        }
    }
}

/// Seconds after the burst's end until it is calm for some seconds together.
fn recovered(samples: &[Sample], before: &Phase, end: u32, seconds: u32) -> Option<usize> {
    let within_ms = CALM_MS.max(CALM_TIMES * before.p95_ms);
    // What came in during the last second may rightly be under way.
    let stuck_since = samples
        .iter()
        .filter(|sample| sample.outcome == Outcome::Open && sample.due_s < f64::from(end + seconds - 1))
        .map(|sample| sample.due_s)
        .fold(f64::INFINITY, f64::min);
    let calm: Vec<bool> = (end..end + seconds)
        .map(|second| {
            let whole = f64::from(second + 1) <= stuck_since;
            let second = Phase::of("", samples, second, 1);
            whole && second.p95_ms <= within_ms && second.wrong + second.limited == 0
        })
        .collect();
    let together = CALM_SECONDS.min(calm.len());
    calm.windows(together).position(|some| some.iter().all(|calm| *calm))
}

fn sorted(samples: &[&Sample]) -> Vec<f64> {
    let mut took: Vec<f64> = samples.iter().map(|sample| sample.took_ms).collect();
    took.sort_unstable_by(f64::total_cmp);
    took
}

/// The value that so many percent do not exceed; nothing took no time.
fn percentile(sorted: &[f64], percent: usize) -> f64 {
    let place = (sorted.len() * percent).div_ceil(100).max(1) - 1;
    sorted.get(place).copied().unwrap_or_default()
}

impl FromStr for Sample {
    type Err = anyhow::Error;

    fn from_str(line: &str) -> Result<Sample> {
        let [due_s, took_ms, outcome] = line.split(' ').collect::<Vec<_>>()[..] else {
            bail!("not an answer written down: {line:?}");
        };
        let outcome = match outcome {
            "right" => Outcome::Right,
            "open" => Outcome::Open,
            "limited" => Outcome::Limited,
            "wrong" => Outcome::Wrong,
            other => bail!("no such outcome: {other:?}"),
        };
        let number = |text: &str| text.parse().with_context(|| format!("no number in {line:?}"));
        Ok(Sample { due_s: number(due_s)?, took_ms: number(took_ms)?, outcome })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn samples(lines: &str) -> Vec<Sample> {
        lines.lines().map(|line| line.parse().unwrap()).collect()
    }

    #[test]
    fn a_phase_holds_what_came_in_during_it() {
        let samples =
            samples("0.5 10 right\n1.5 700 right\n2.5 40 limited\n3.9 20 wrong\n4.0 5 right\n3.0 0 open");
        let phase = Phase::of("burst", &samples, 2, 2);
        let answered_per_second = 1.5;
        let expected = Phase {
            name: "burst",
            asked: 2,
            answered_per_second,
            p50_ms: 20.0,
            p95_ms: 40.0,
            p99_ms: 40.0,
            max_ms: 40.0,
            wrong: 1,
            limited: 1,
            stuck: 1,
        };
        assert_eq!(phase, expected);
        assert_eq!(Phase::of("after", &samples, 9, 2).p99_ms, 0.0);
    }

    #[test]
    fn it_is_over_with_the_first_of_several_calm_seconds() {
        let before = Phase { p95_ms: 30.0, ..Phase::default() };
        let after = "10.1 900 right\n11.1 20 right\n12.1 61 right\n13.1 60 right\n14.1 5 right\n";
        assert_eq!(recovered(&samples(after), &before, 10, 8), Some(3));
        let (at_once, still) = ("17.5 0 open", "15.5 0 open");
        assert_eq!(recovered(&samples(&format!("{after}{at_once}")), &before, 10, 8), Some(3));
        assert_eq!(recovered(&samples(&format!("{after}{still}")), &before, 10, 8), None);
        let late = "15.1 5 right\n16.1 5 wrong\n";
        assert_eq!(recovered(&samples(&(after.to_owned() + late)), &before, 10, 8), None);
    }

    #[test]
    fn what_the_script_did_not_write_is_told() {
        assert!("1.0 2.0".parse::<Sample>().is_err());
        assert!("1.0 2.0 perhaps".parse::<Sample>().is_err());
        assert!("1.0 soon right".parse::<Sample>().is_err());
    }
}
