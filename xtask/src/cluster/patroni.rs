//! Which Patroni stands on the machines, and by which of etcd's interfaces it keeps the leader's lock.
//!
//! Until 3.0.3 a Patroni that slept past its lease took the lock again over `etcd3` without asking who has it by now: it
//! led once more, and whatever its successor had acknowledged was rewound. Over `etcd`, the older interface, a lock is
//! renewed by nobody but whoever has it. Debian 12 brings 3.0.2.

use std::{
    path::{Path, PathBuf},
    process::Command,
};

use anyhow::{Context, Result};

use super::place;
use crate::run;

/// Since then the lock is asked for over `etcd3` too.
const ASKS_FIRST: [u32; 3] = [3, 0, 3];

pub(super) struct Patroni {
    pub(super) program: PathBuf,
    version: [u32; 3],
}

impl Patroni {
    /// The one that is named, or Debian's.
    pub(super) fn find(named: Option<&Path>) -> Result<Self> {
        let program = match named {
            Some(named) => named.canonicalize().with_context(|| named.display().to_string())?,
            None => place::program("patroni")?,
        };
        let mut command = Command::new(&program);
        command.arg("--version");
        let said = run::quiet(command)?;
        let version = version(&said).with_context(|| format!("not a version of Patroni: {said}"))?;
        Ok(Self { program, version })
    }

    /// The section of its settings that names etcd.
    pub(super) fn section(&self) -> &'static str {
        if self.old() { "etcd" } else { "etcd3" }
    }

    /// What etcd 3.4 must be told for it.
    pub(super) fn of_etcd(&self) -> &'static [&'static str] {
        if self.old() { &["--enable-v2"] } else { &[] }
    }

    fn old(&self) -> bool {
        self.version < ASKS_FIRST
    }
}

/// `patroni 3.0.2`
fn version(said: &str) -> Option<[u32; 3]> {
    let mut parts = said.split_whitespace().last()?.split('.').map(str::parse);
    let mut next = || parts.next()?.ok();
    Some([next()?, next()?, next()?])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn debians_patroni_keeps_its_lock_where_it_must_ask_for_it() {
        let section =
            |said: &str| Patroni { program: PathBuf::new(), version: version(said).unwrap() }.section();
        assert_eq!((section("patroni 3.0.2\n"), section("patroni 3.0.3")), ("etcd", "etcd3"));
        assert_eq!(section("patroni 4.0.6"), "etcd3");
        assert!(version("patroni").is_none());
    }
}
