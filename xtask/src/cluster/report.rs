//! What came of it, as a table to read and as JSON to keep.

use std::{collections::BTreeMap, fs, path::Path};

use anyhow::Result;
use serde::Serialize;

use super::{account::Account, across::Seen, ledger::Service, limits::Counted};
use crate::bench::machine::Machine;

/// One thing that was broken.
#[derive(Serialize)]
pub(super) struct Trial {
    pub(super) name: &'static str,
    /// Who led when it was over.
    pub(super) leader: String,
    #[serde(flatten)]
    pub(super) service: Service,
}

#[derive(Serialize)]
pub(super) struct Report {
    pub(super) machine: Machine,
    /// Of every program that took part.
    pub(super) versions: BTreeMap<&'static str, String>,
    /// Complaints in the city before anybody worked, and how many worked.
    pub(super) complaints: u32,
    pub(super) people: usize,
    /// Whether two different programs were run side by side.
    pub(super) upgraded: bool,
    pub(super) trials: Vec<Trial>,
    /// What one address asked for over all nodes, and how much of it was let through.
    pub(super) limits: Vec<Counted>,
    /// What one node did, and how long after another one showed it.
    pub(super) across: Vec<Seen>,
    pub(super) account: Account,
}

/// During these nobody at work may be refused anything: operators do such things on any working day, and strangers too.
const SEAMLESS: [&str; 4] = ["nothing", "rolling upgrade", "rollback", "one address"];

impl Report {
    pub(super) fn print(&self) {
        println!(
            "\n{:<56} {:>12} {:>8} {:>9} {:>9}",
            "broken on purpose", "acknowledged", "refused", "without", "longest"
        );
        for trial in &self.trials {
            let service = &trial.service;
            println!(
                "{:<56} {:>12} {:>8} {:>7.1} s {:>7.1} s",
                trial.name,
                service.acknowledged,
                service.tries_refused,
                service.without_service_s,
                service.longest_wait_s
            );
        }
        for counted in &self.limits {
            println!("{}", counted.line());
        }
        for seen in &self.across {
            println!("{:<70} after {:>4.1} s", seen.what, seen.after_s);
        }
        let Account { filings_acknowledged, acts_acknowledged, lost, doubled, .. } = &self.account;
        println!(
            "\nacknowledged {filings_acknowledged} filings and {acts_acknowledged} acts, lost {}, doubled {}",
            lost.len(),
            doubled.len()
        );
        for (name, said) in &self.account.checks {
            println!("{name}: {said}");
        }
    }

    pub(super) fn faults(&self) -> Vec<String> {
        let mut faults = self.account.faults();
        faults.extend(self.limits.iter().filter_map(Counted::fault));
        for trial in &self.trials {
            let refused = trial.service.tries_refused;
            if refused > 0 && SEAMLESS.iter().any(|name| trial.name.starts_with(name)) {
                faults.push(format!("{}: {refused} tries refused", trial.name));
            }
        }
        faults
    }

    pub(super) fn write(&self, folder: &Path) -> Result<()> {
        fs::create_dir_all(folder)?;
        let file = folder.join(format!("{}-cluster.json", self.machine.day()));
        fs::write(&file, serde_json::to_string_pretty(self)? + "\n")?;
        println!("written to {}", file.display());
        Ok(())
    }
}
