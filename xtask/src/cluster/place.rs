//! Where the machines of the cluster stand: packages, a folder, ports, the user they run as, and how they are started.

use std::{
    fs::{self, File},
    path::{Path, PathBuf},
    process::Command,
    thread,
    time::{Duration, Instant},
};

use anyhow::{Context, Result, bail};
use tempfile::TempDir;

use super::patroni::Patroni;
use crate::{
    guard::Guarded,
    postgres::{self, free_port, hand_over, random_word},
    run,
};

/// A program that each package brings, and the package's name in Debian 12.
const PACKAGES: [(&str, &str); 4] =
    [("etcd", "etcd-server"), ("patroni", "patroni"), ("pgbouncer", "pgbouncer"), ("haproxy", "haproxy")];
/// What a package asks before it starts its service; 101 is "do not".
const POLICY: &str = "/usr/sbin/policy-rc.d";
/// Between two looks at whether something has come about.
const LOOK_AGAIN: Duration = Duration::from_millis(200);

pub(super) struct Place {
    /// Everything lies in here; gone when this is dropped, so last of all.
    folder: TempDir,
    /// Logs stay, for whoever wants to know why.
    logs: PathBuf,
    /// Where PostgreSQL's own programs are.
    pub(super) programs: PathBuf,
    /// The next port to be taken; any free one where nobody named the first.
    next_port: Option<u16>,
    /// PostgreSQL and pgbouncer refuse to be root.
    user: Option<&'static str>,
    pub(super) patroni: Patroni,
    /// Of the databases' superuser, of replication and of the office's own role.
    pub(super) password: String,
}

impl Place {
    /// `beside` is the folder in which a folder for this run is made.
    pub(super) fn take(beside: &Path, first_port: Option<u16>, patroni: Option<&Path>) -> Result<Self> {
        let programs = postgres::programs()?;
        install()?;
        let patroni = Patroni::find(patroni)?;
        let logs = beside.join("logs");
        if logs.exists() {
            fs::remove_dir_all(&logs)?;
        }
        fs::create_dir_all(&logs)?;
        let folder = tempfile::Builder::new().prefix("run-").tempdir_in(beside)?;
        let user = run::is_root().then_some("postgres");
        if let Some(user) = user {
            hand_over(folder.path(), user)?;
        }
        Ok(Self { folder, logs, programs, next_port: first_port, user, patroni, password: random_word()? })
    }

    pub(super) fn port(&mut self) -> Result<u16> {
        let Some(port) = self.next_port else { return free_port() };
        self.next_port = port.checked_add(1);
        Ok(port)
    }

    /// A folder of a machine's own, closed to others: PostgreSQL insists on it.
    pub(super) fn folder(&self, name: &str) -> Result<PathBuf> {
        let folder = self.folder.path().join(name);
        fs::create_dir_all(&folder)?;
        if let Some(user) = self.user {
            hand_over(&folder, user)?;
        }
        Ok(folder)
    }

    /// The log of a program on one of the machines.
    pub(super) fn log(&self, machine: &str, program: &str) -> PathBuf {
        self.logs.join(format!("{machine}-{program}.log"))
    }

    /// Starts a program as the user that databases run as.
    pub(super) fn start(&self, program: &Path, arguments: &[&str], log: &Path) -> Result<Guarded> {
        let mut command = postgres::command(program, self.folder.path(), self.user);
        command.args(arguments);
        begin(command, log)
    }

    /// A program of PostgreSQL, run to its end.
    pub(super) fn ask(&self, program: &str, arguments: &[&str]) -> Result<String> {
        let mut command = Command::new(self.programs.join(program));
        command.args(arguments).current_dir(self.folder.path());
        run::quiet(command)
    }
}

/// Starts a command that writes into this log, behind what stands there already.
pub(super) fn begin(mut command: Command, log: &Path) -> Result<Guarded> {
    let written = File::options().create(true).append(true).open(log)?;
    command.stdout(written.try_clone()?).stderr(written);
    Guarded::start(command, "TERM", tempfile::Builder::new().prefix("eungdapso-cluster-").tempdir()?)
}

/// A program's path, for one that was installed or found.
pub(super) fn program(name: &str) -> Result<PathBuf> {
    run::find(name).with_context(|| format!("{name} is not to be found"))
}

/// Asks until it is so; an error with `what` when the time is up.
pub(super) fn wait_until(
    what: &str,
    limit: Duration,
    mut so: impl FnMut() -> Result<bool>,
) -> Result<Duration> {
    let began = Instant::now();
    loop {
        if so()? {
            return Ok(began.elapsed());
        }
        if began.elapsed() > limit {
            bail!("{what}: not within {} s", limit.as_secs());
        }
        thread::sleep(LOOK_AGAIN);
    }
}

/// Sends a signal to processes by their ids; one that has ended meanwhile is no fault.
pub(super) fn signal(name: &str, ids: &[u32]) -> Result<()> {
    for id in ids {
        let mut kill = Command::new("kill");
        kill.args(["-s", name, &id.to_string()]);
        kill.stderr(std::process::Stdio::null()).status().context("cannot run kill")?;
    }
    Ok(())
}

/// Installs what is missing, and lets none of it start a service of its own: the packages would otherwise.
fn install() -> Result<()> {
    let missing: Vec<&str> =
        PACKAGES.iter().filter(|(program, _)| run::find(program).is_none()).map(|(_, name)| *name).collect();
    if missing.is_empty() {
        return Ok(());
    }
    let policy = Path::new(POLICY);
    let ours = run::is_root() && !policy.exists();
    if ours {
        fs::write(policy, "#!/bin/sh\nexit 101\n")?;
        let mut chmod = Command::new("chmod");
        chmod.args(["755", POLICY]);
        run::check(chmod)?;
    }
    let installed = run::apt_install(&missing);
    if ours {
        fs::remove_file(policy)?;
    }
    installed
}
