//! An office's day without a pause, and what it does to the memory.

use std::{
    thread,
    time::{Duration, Instant},
};

use anyhow::{Result, anyhow};
use serde::Serialize;

use super::{
    Costs, mix,
    prepare::Inputs,
    wrk::{self, Figures, Load},
};
use crate::workshop::Workshop;

/// The row's name in the table.
pub(super) const NAME: &str = "soak";
/// Enough for two cores never to be idle, and no more than an office has under way at one moment.
pub(super) const CONNECTIONS: u32 = 8;
const LOOK_EVERY: Duration = Duration::from_secs(10);

#[derive(Serialize)]
pub(super) struct Soak {
    pub(super) database: &'static str,
    pub(super) minutes: u32,
    pub(super) connections: u32,
    pub(super) program: Memory,
    /// Where there is a database server.
    pub(super) server: Option<Memory>,
}

/// Proportional set size in MiB, every ten seconds.
#[derive(Debug, Default, PartialEq, Serialize)]
pub(super) struct Memory {
    pub(super) start_mib: f64,
    pub(super) end_mib: f64,
    pub(super) peak_mib: f64,
    samples_mib: Vec<f64>,
}

/// What was answered, the processor seconds it took, and the memory meanwhile.
pub(super) fn run(
    database: &'static str,
    inputs: &Inputs,
    (url, minutes): (&str, u32),
    costs: &Costs,
    workshop: &Workshop,
) -> Result<(Figures, f64, Soak)> {
    let load = Load {
        script: mix::SCRIPT,
        url,
        connections: CONNECTIONS,
        threads: CONNECTIONS,
        seconds: 60 * minutes,
        told: mix::told(inputs)?,
    };
    let scripts = workshop.root.join("load");
    let (mut program, mut server) = (Vec::new(), Vec::new());
    let (figures, spent) = costs.during(|| {
        thread::scope(|scope| {
            let load = scope.spawn(|| wrk::run(&load, &scripts));
            let mut look = || -> Result<()> {
                program.push(costs.program.memory_mib()?);
                if let Some(family) = &costs.server {
                    server.push(family.memory_mib()?);
                }
                Ok(())
            };
            look()?;
            let mut looked = Instant::now();
            while !load.is_finished() {
                thread::sleep(Duration::from_millis(100));
                if looked.elapsed() >= LOOK_EVERY {
                    looked += LOOK_EVERY;
                    look()?;
                }
            }
            look()?;
            load.join().map_err(|_| anyhow!("the load broke off"))?
        })
    })?;
    let server = (!server.is_empty()).then(|| Memory::of(server));
    let soak = Soak { database, minutes, connections: CONNECTIONS, program: Memory::of(program), server };
    Ok((figures, spent, soak))
}

impl Memory {
    fn of(samples_mib: Vec<f64>) -> Self {
        Self {
            start_mib: samples_mib.first().copied().unwrap_or_default(),
            end_mib: samples_mib.last().copied().unwrap_or_default(),
            peak_mib: samples_mib.iter().copied().fold(0.0, f64::max),
            samples_mib,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_the_memory_the_start_the_end_and_the_peak_are_told() {
        let samples_mib = vec![40.0, 90.0, 60.0];
        let told =
            Memory { start_mib: 40.0, end_mib: 60.0, peak_mib: 90.0, samples_mib: samples_mib.clone() };
        assert_eq!(Memory::of(samples_mib), told);
    }
}
