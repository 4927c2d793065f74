//! What a process and its children cost: memory and processor time, from /proc.

use std::{collections::HashMap, fs, process::Command};

use anyhow::{Context, Result};

use crate::run;

/// A process with all that it started.
pub(super) struct Family {
    head: u32,
    ticks_a_second: f64,
}

impl Family {
    pub(super) fn of(head: u32) -> Result<Self> {
        let mut getconf = Command::new("getconf");
        getconf.arg("CLK_TCK");
        let ticks_a_second = run::quiet(getconf)?.trim().parse().context("CLK_TCK")?;
        Ok(Self { head, ticks_a_second })
    }

    /// Proportional set size in MiB: pages shared by several are counted once in all.
    pub(super) fn memory_mib(&self) -> Result<f64> {
        let mut kib = 0;
        for id in family(self.head)? {
            // One that has just ended costs nothing.
            let Ok(text) = fs::read_to_string(format!("/proc/{id}/smaps_rollup")) else { continue };
            kib += pss_kib(&text).unwrap_or_default();
        }
        Ok(f64::from(kib) / 1024.0)
    }

    /// Processor time used so far, in seconds; what a child used counts on after it has ended.
    pub(super) fn processor_seconds(&self) -> Result<f64> {
        let mut ticks = 0;
        for id in family(self.head)? {
            let Ok(text) = fs::read_to_string(format!("/proc/{id}/stat")) else { continue };
            ticks += Stat::read(&text).map(|stat| stat.ticks).unwrap_or_default();
        }
        Ok(f64::from(ticks) / self.ticks_a_second)
    }

    /// What `load` gives, and the processor seconds that went by meanwhile.
    pub(super) fn during<T>(&self, load: impl FnOnce() -> Result<T>) -> Result<(T, f64)> {
        let before = self.processor_seconds()?;
        let given = load()?;
        Ok((given, self.processor_seconds()? - before))
    }
}

/// A process with all that it started and that is still its child, itself first.
pub(crate) fn family(head: u32) -> Result<Vec<u32>> {
    let mut children: HashMap<u32, Vec<u32>> = HashMap::new();
    for entry in fs::read_dir("/proc").context("no /proc here")? {
        let Some(id) = entry?.file_name().to_str().and_then(|name| name.parse::<u32>().ok()) else {
            continue;
        };
        let Ok(text) = fs::read_to_string(format!("/proc/{id}/stat")) else { continue };
        if let Some(stat) = Stat::read(&text) {
            children.entry(stat.parent).or_default().push(id);
        }
    }
    let mut members = vec![head];
    let mut next = 0;
    while let Some(id) = members.get(next) {
        members.extend(children.remove(id).unwrap_or_default());
        next += 1;
    }
    Ok(members)
}

/// Two facts of `/proc/<pid>/stat`.
struct Stat {
    parent: u32,
    /// User and system time, its own and that of the children it has seen end.
    ticks: u32,
}

impl Stat {
    /// The name comes second, in parentheses, and may itself hold spaces and parentheses.
    fn read(text: &str) -> Option<Self> {
        let (_, rest) = text.rsplit_once(')')?;
        let fields: Vec<&str> = rest.split_whitespace().collect();
        let number = |place: usize| fields.get(place)?.parse::<u32>().ok();
        Some(Self { parent: number(1)?, ticks: (11..=14).map_while(number).sum() })
    }
}

fn pss_kib(rollup: &str) -> Option<u32> {
    rollup.lines().find_map(|line| line.strip_prefix("Pss:"))?.split_whitespace().next()?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_kernels_words_are_read() {
        let stat = Stat::read("812 (a (b) c) S 77 812 812 0 -1 4194560 9 0 0 0 31 11 5 3 20 0 3").unwrap();
        assert_eq!((stat.parent, stat.ticks), (77, 50));
        let rollup =
            "5581-7ffe ---p 00000000 00:00 0 [rollup]\nRss:  9000 kB\nPss:  4096 kB\nPss_Dirty: 1 kB\n";
        assert_eq!(pss_kib(rollup), Some(4096));
        assert!(Stat::read("").is_none() && pss_kib("Rss: 1 kB").is_none());
    }

    #[test]
    fn we_are_a_process_with_memory() {
        let family = Family::of(std::process::id()).unwrap();
        assert!(family.memory_mib().unwrap() > 0.0);
    }
}
