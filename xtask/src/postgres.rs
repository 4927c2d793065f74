//! A PostgreSQL for tests: its own cluster in a temporary folder, on a free port of this machine only.
//!
//! Collation C, because 가나다 must sort alike on both databases. Nothing in it is worth keeping, so for tests
//! it never waits for the disk; for measurements it does, as it would in earnest.

use std::{
    fs::{self, File},
    net::{Ipv4Addr, TcpListener},
    os::unix::fs::{MetadataExt, chown},
    path::{Path, PathBuf},
    process::Command,
    thread,
    time::{Duration, Instant},
};

use anyhow::{Context, Result, bail};

use crate::{guard::Guarded, run};

/// The oldest version that we support.
const OLDEST: u32 = 15;
/// A start takes about a second; on a busy machine ten.
const START_LIMIT: Duration = Duration::from_secs(60);
const USER: &str = "eungdapso";
const LOOPBACK_ONLY: [&str; 2] = ["listen_addresses=127.0.0.1", "unix_socket_directories="];
const HASTY: [&str; 7] = [
    "fsync=off",
    "synchronous_commit=off",
    "full_page_writes=off",
    "shared_buffers=64MB",
    // Each test takes a few connections, and nextest runs as many tests as there are cores.
    "max_connections=200",
    "wal_level=minimal",
    "max_wal_senders=0",
];

/// A running server; it ends when this is dropped.
pub(crate) struct Postgres {
    /// Where it answers, with name and password.
    pub(crate) url: String,
    server: Guarded,
}

impl Postgres {
    /// Finds or installs the programs, makes a cluster and starts it.
    pub(crate) fn start() -> Result<Self> {
        // What the archive of a point in time is sealed with.
        if run::find("age").is_none() {
            run::apt_install(&["age"])?;
        }
        Self::start_with(&HASTY)
    }

    /// One with the settings it is delivered with: what it has acknowledged is on the disk. Of `written_down` it keeps a
    /// log.
    pub(crate) fn start_lasting(written_down: &[&str]) -> Result<Self> {
        Self::start_with(written_down)
    }

    /// What it writes down.
    pub(crate) fn log(&self) -> PathBuf {
        log_in(self.server.folder())
    }

    /// The server's first process; the others are its children.
    pub(crate) fn id(&self) -> u32 {
        self.server.child.id()
    }

    fn start_with(settings: &[&str]) -> Result<Self> {
        let programs = programs()?;
        let folder = tempfile::Builder::new().prefix("eungdapso-postgres-").tempdir()?;
        // PostgreSQL refuses to run as root: then it is the user that Debian's package made.
        let as_user = run::is_root().then_some("postgres");
        if let Some(user) = as_user {
            hand_over(folder.path(), user)?;
        }
        let password = random_word()?;
        let data = make_cluster(&programs, folder.path(), as_user, &password)?;

        let port = free_port()?;
        let log = log_in(folder.path());
        let mut server = command(&programs.join("postgres"), folder.path(), as_user);
        server.arg("-D").arg(&data).args(["-p", &port.to_string()]);
        server.args(LOOPBACK_ONLY.iter().chain(settings).flat_map(|setting| ["-c", setting]));
        let written = File::create(&log)?;
        server.stdout(written.try_clone()?).stderr(written);

        let url = format!("postgres://{USER}:{password}@127.0.0.1:{port}/postgres");
        let mut postgres = Self { url, server: Guarded::start(server, "INT", folder)? };
        postgres.wait_until_ready(&programs, port).with_context(|| run::tail(&log))?;
        Ok(postgres)
    }

    fn wait_until_ready(&mut self, programs: &Path, port: u16) -> Result<()> {
        let until = Instant::now() + START_LIMIT;
        while Instant::now() < until {
            if let Some(status) = self.server.child.try_wait()? {
                bail!("PostgreSQL ended at once ({status})");
            }
            let mut asked = Command::new(programs.join("pg_isready"));
            asked.args(["-q", "-h", "127.0.0.1", "-p", &port.to_string(), "-d", "postgres"]);
            if asked.status().is_ok_and(|status| status.success()) {
                return Ok(());
            }
            thread::sleep(Duration::from_millis(50));
        }
        bail!("PostgreSQL did not answer within {} s", START_LIMIT.as_secs())
    }
}

fn log_in(folder: &Path) -> PathBuf {
    folder.join("log")
}

/// `cargo xtask postgres`: one server until ctrl-c.
pub(crate) fn keep() -> Result<()> {
    let mut postgres = Postgres::start()?;
    println!("export EUNGDAPSO_TEST_POSTGRES={}", postgres.url);
    println!("(in {}; ctrl-c ends it)", postgres.server.folder().display());
    postgres.server.child.wait()?;
    Ok(())
}

/// The folder of the newest server programs, installed if they are missing.
pub(crate) fn programs() -> Result<PathBuf> {
    if let Some(found) = newest_programs() {
        return Ok(found);
    }
    run::apt_install(&["postgresql"])?;
    newest_programs().with_context(|| format!("no PostgreSQL {OLDEST} or newer under /usr/lib/postgresql"))
}

/// Debian keeps the server's programs outside the path, a folder a version.
fn newest_programs() -> Option<PathBuf> {
    let versions = fs::read_dir("/usr/lib/postgresql").ok()?;
    versions
        .filter_map(|entry| {
            let entry = entry.ok()?;
            let version: u32 = entry.file_name().to_str()?.parse().ok()?;
            let programs = entry.path().join("bin");
            (version >= OLDEST && programs.join("initdb").is_file()).then_some((version, programs))
        })
        .max()
        .map(|(_, programs)| programs)
}

fn make_cluster(programs: &Path, folder: &Path, as_user: Option<&str>, password: &str) -> Result<PathBuf> {
    let data = folder.join("data");
    let password_file = folder.join("password");
    fs::write(&password_file, password)?;
    let mut initdb = command(&programs.join("initdb"), folder, as_user);
    initdb.arg("-D").arg(&data).arg("--pwfile").arg(&password_file);
    initdb.args(["--username", USER, "--locale=C", "--encoding=UTF8", "--no-sync"]);
    // A plain password spares each connection the thousands of hashes of SCRAM; it stays on loopback.
    initdb.args(["--auth-host=password", "--auth-local=reject"]);
    run::quiet(initdb)?;
    Ok(data)
}

pub(crate) fn command(program: &Path, folder: &Path, as_user: Option<&str>) -> Command {
    let mut command = match as_user {
        Some(user) => {
            let mut command = Command::new("setpriv");
            command.args(["--reuid", user, "--regid", user, "--init-groups", "--"]).arg(program);
            command
        }
        None => Command::new(program),
    };
    // The folder we are called from may be closed to the other user.
    command.current_dir(folder).env_remove("PGDATA").env("LC_ALL", "C");
    command
}

pub(crate) fn hand_over(folder: &Path, user: &str) -> Result<()> {
    let mut id = Command::new("id");
    id.args(["-u", user]);
    let uid: u32 = run::quiet(id)?.trim().parse()?;
    let group = fs::metadata(folder)?.gid();
    chown(folder, Some(uid), Some(group)).with_context(|| format!("cannot give {} away", folder.display()))
}

/// Somebody else may take the port before the server does; then the start fails and says so.
pub(crate) fn free_port() -> Result<u16> {
    Ok(TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?.local_addr()?.port())
}

/// A word nobody guesses, from the kernel.
pub(crate) fn random_word() -> Result<String> {
    let word = fs::read_to_string("/proc/sys/kernel/random/uuid").context("no random numbers here")?;
    Ok(word.trim().replace('-', ""))
}
