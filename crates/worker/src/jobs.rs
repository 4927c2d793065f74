//! The jobs of the timetable, one file each; every one tells in a sentence what it did.

pub(crate) mod deliver;
mod lapse;
mod progress;
mod prune;
mod recompute;
pub(crate) mod scan;
mod sweep_deadlines;
mod tidy;

use casework::Office;
use casework::sweeps::Tally;
use casework::timetable::Job;

use crate::Files;
use crate::fault::Fault;

pub(crate) async fn run(office: &Office, files: &Files, job: Job) -> Result<String, Fault> {
    match job {
        Job::Recompute => recompute::run(office).await,
        Job::LapseSupplements => lapse::run(office).await,
        Job::SweepDeadlines => sweep_deadlines::run(office).await,
        Job::TellProgress => progress::run(office).await,
        Job::Prune => prune::run(office).await,
        Job::TidyFiles => tidy::run(office, files).await,
        // Done by every worker all the time; see `deliver` and `scan`.
        Job::Deliver | Job::ScanFiles => Ok(String::new()),
    }
}

/// `독촉 3건`, with what went wrong.
fn told(what: &str, tally: Tally) -> String {
    let Tally { done, faults } = tally;
    if faults == 0 { format!("{what} {done}건") } else { format!("{what} {done}건(오류 {faults}건)") }
}
