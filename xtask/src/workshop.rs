//! What the steps share: where things are, and the helpers that were started once.

use std::{
    env,
    ffi::{OsStr, OsString},
    path::PathBuf,
    process::Command,
};

use anyhow::{Context, Result};
use cargo_metadata::MetadataCommand;

use crate::{postgres::Postgres, python};

/// Folders, features and running helpers of one run.
pub(crate) struct Workshop {
    /// The root of the repository.
    pub(crate) root: PathBuf,
    /// Cargo's target folder; everything we make goes there.
    pub(crate) target: PathBuf,
    features: Vec<String>,
    postgres: Option<Postgres>,
    python: Option<PathBuf>,
}

impl Workshop {
    /// Asks cargo where we are.
    pub(crate) fn open() -> Result<Self> {
        let metadata = MetadataCommand::new().no_deps().exec().context("cargo metadata")?;
        let independent = metadata
            .packages
            .iter()
            .any(|package| package.name == "domain" && package.features.contains_key("independent"));
        let features = if independent {
            vec!["--features".to_owned(), "domain/independent".to_owned()]
        } else {
            Vec::new()
        };
        Ok(Self {
            root: metadata.workspace_root.into(),
            target: metadata.target_directory.into(),
            features,
            postgres: None,
            python: None,
        })
    }

    /// The features that tests are built with; the same for every cargo call of a run, or crates are
    /// compiled twice.
    pub(crate) fn features(&self) -> &[String] {
        &self.features
    }

    /// A cargo command at the root, as if it were typed in a shell.
    ///
    /// Run through `cargo run` we inherit variables such as `CARGO_PKG_NAME`; build scripts that watch
    /// them (ring's does) would run again, and half the workspace with them. What it builds it builds of the versions
    /// in the lock file, or not at all.
    pub(crate) fn cargo<I: IntoIterator<Item = S>, S: AsRef<OsStr>>(&self, arguments: I) -> Command {
        let mut command = Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
        for (name, _) in env::vars_os() {
            let inherited = name.to_str().is_some_and(|name| {
                ["CARGO_PKG_", "CARGO_MANIFEST_", "CARGO_BIN_", "CARGO_CRATE_", "CARGO_PRIMARY_"]
                    .iter()
                    .any(|prefix| name.starts_with(prefix))
            });
            if inherited {
                command.env_remove(name);
            }
        }
        command.current_dir(&self.root).args(locked(arguments));
        command
    }

    /// The address of a PostgreSQL for tests: the one in the environment, or our own, started once.
    pub(crate) fn postgres(&mut self) -> Result<String> {
        if let Ok(url) = env::var("EUNGDAPSO_TEST_POSTGRES") {
            return Ok(url);
        }
        match &self.postgres {
            Some(postgres) => Ok(postgres.url.clone()),
            None => Ok(self.postgres.insert(Postgres::start()?).url.clone()),
        }
    }

    /// A Python with the packages of `xtask/requirements.txt`: the one in the environment, or our own, made once.
    pub(crate) fn python(&mut self) -> Result<PathBuf> {
        if let Some(python) = env::var_os("EUNGDAPSO_PYTHON") {
            return Ok(python.into());
        }
        match &self.python {
            Some(python) => Ok(python.clone()),
            None => Ok(self.python.insert(python::prepare(&self.root, &self.target)?).clone()),
        }
    }
}

/// Chores of cargo that build something.
const BUILD: [&str; 4] = ["build", "clippy", "run", "test"];

/// The same with `--locked` behind the chore (`clippy`, `nextest run`), if it builds something.
fn locked<S: AsRef<OsStr>>(arguments: impl IntoIterator<Item = S>) -> Vec<OsString> {
    let mut all: Vec<OsString> = arguments.into_iter().map(|word| word.as_ref().to_owned()).collect();
    let chore = all.iter().take(2).position(|word| BUILD.iter().any(|build| word == build));
    if let Some(place) = chore {
        all.insert(place + 1, "--locked".into());
    }
    all
}

#[cfg(test)]
mod tests {
    use super::locked;

    #[test]
    fn what_is_built_is_built_of_locked_versions() {
        for (typed, run) in [
            ("clippy --workspace --all-targets", "clippy --locked --workspace --all-targets"),
            ("test -p testkit --test house", "test --locked -p testkit --test house"),
            ("nextest run --no-fail-fast", "nextest run --locked --no-fail-fast"),
            ("build --release -p eungdapso", "build --locked --release -p eungdapso"),
            ("fmt --all --check", "fmt --all --check"),
            ("deny check bans", "deny check bans"),
        ] {
            assert_eq!(locked(typed.split(' ')), run.split(' ').collect::<Vec<_>>());
        }
    }

    #[test]
    fn the_chores_themselves_are_built_of_locked_versions() {
        let aliases = include_str!("../../.cargo/config.toml");
        assert!(aliases.contains("xtask = \"run --locked "), "{aliases}");
    }
}
