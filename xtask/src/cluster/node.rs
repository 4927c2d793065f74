//! A node of the program: `eungdapso serve` with its worker, which keeps nothing of its own.

use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
    time::Duration,
};

use anyhow::{Context, Result, ensure};

use super::place::{self, Place, wait_until};
use crate::{guard::Guarded, http::Client, run};

/// A start waits for the schema, and on a busy machine for its turn.
const START_LIMIT: Duration = Duration::from_secs(60);
/// Requests under way end within thirty seconds; then the process does.
const END_LIMIT: Duration = Duration::from_secs(60);
/// So long a node that is told to stop still answers and says that it is not ready: more than haproxy takes to hear.
const DRAIN_S: &str = "3";

pub(super) struct Node {
    pub(super) name: String,
    pub(super) port: u16,
    log: PathBuf,
    /// What all nodes share: the key ring and the attachments.
    shared: PathBuf,
    /// The leading database, and one that follows it.
    database: [String; 2],
    running: Option<Guarded>,
}

impl Node {
    pub(super) fn new(
        number: usize,
        place: &mut Place,
        shared: &Path,
        database: [String; 2],
    ) -> Result<Self> {
        let name = format!("app{number}");
        let log = place.log(&name, "eungdapso");
        let (port, shared) = (place.port()?, shared.to_owned());
        Ok(Self { name, port, log, shared, database, running: None })
    }

    /// Starts this program; back when it says that it is ready.
    pub(super) fn start(&mut self, program: &Path) -> Result<()> {
        let mut serve = Command::new(program);
        serve
            .arg("serve")
            .env("DATABASE_URL", &self.database[0])
            .env("EUNGDAPSO_STANDBY_URL", &self.database[1])
            .env("EUNGDAPSO_LISTEN", format!("127.0.0.1:{}", self.port))
            .env("EUNGDAPSO_DATA", &self.shared)
            .env("EUNGDAPSO_TRUSTED_PROXIES", "127.0.0.1")
            .env("EUNGDAPSO_SECURE_COOKIES", "false")
            .env("EUNGDAPSO_DRAIN_SECONDS", DRAIN_S)
            .current_dir(&self.shared);
        self.running = Some(place::begin(serve, &self.log)?);
        let client = self.client();
        let ready = || Ok(client.status("/readyz").is_ok_and(|status| status == 200));
        wait_until(&format!("{} that is ready", self.name), START_LIMIT, ready)
            .with_context(|| self.last_words())?;
        Ok(())
    }

    /// As a service manager stops it: told to end, and waited for.
    pub(super) fn stop(&mut self) -> Result<()> {
        let mut running = self.running.take().context("it does not run")?;
        place::signal("TERM", &[running.child.id()])?;
        wait_until(&format!("the end of {}", self.name), END_LIMIT, || {
            Ok(running.child.try_wait()?.is_some())
        })?;
        let status = running.child.wait()?;
        ensure!(status.success(), "{} ended with {status}: {}", self.name, self.last_words());
        Ok(())
    }

    /// SIGKILL.
    pub(super) fn kill(&mut self) -> Result<()> {
        let mut running = self.running.take().context("it does not run")?;
        running.child.kill()?;
        running.child.wait()?;
        Ok(())
    }

    /// This node alone, past the proxy.
    pub(super) fn client(&self) -> Client {
        Client::new(&format!("http://127.0.0.1:{}", self.port))
    }

    fn last_words(&self) -> String {
        format!("{}:\n{}", self.name, run::tail(&self.log))
    }
}

/// A chore of the program on the same database, run to its end: what it says, or why it failed.
pub(super) fn chore(program: &Path, arguments: &[&str], shared: &Path, database: &str) -> Result<String> {
    let mut chore = Command::new(program);
    chore.args(arguments).env("DATABASE_URL", database).env("EUNGDAPSO_DATA", shared).current_dir(shared);
    run::quiet(chore)
}

/// A small city for people to work in, made by the program itself; its log-ins have this password.
pub(super) fn fill(
    program: &Path,
    complaints: u32,
    (shared, database, password): (&Path, &str, &str),
) -> Result<()> {
    let log = shared.join("demo.log");
    let mut demo = Command::new(program);
    demo.args(["demo", "--listen", "127.0.0.1:0", "--complaints", &complaints.to_string(), "--data"])
        .arg(shared)
        .env("DATABASE_URL", database)
        .env("EUNGDAPSO_DEMO_PASSWORD", password)
        .current_dir(shared);
    let mut demo = place::begin(demo, &log)?;
    let made = wait_until("a city", Duration::from_secs(300), || {
        let ended = demo.child.try_wait()?;
        ensure!(ended.is_none(), "the demo ended: {}", run::tail(&log));
        Ok(fs::read_to_string(&log)?.contains("listening on "))
    });
    made.with_context(|| run::tail(&log))?;
    Ok(())
}
