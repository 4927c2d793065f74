//! A demo city for a step to work with: built, started on a free port, gone with the step.

use std::{
    fs::File,
    io::{BufRead, BufReader, Write},
    path::{Path, PathBuf},
    process::{ChildStdout, Command, Stdio},
    sync::mpsc,
    thread,
    time::Duration,
};

use anyhow::{Context, Result, bail};

use crate::{guard::Guarded, postgres::random_word, run, workshop::Workshop};

/// Filling a city takes seconds; a development build on a busy machine takes longer.
const START_LIMIT: Duration = Duration::from_secs(240);
/// A list longer than this is made into a file by the worker: the journeys' longest is, those of a month are not.
const ROWS_AT_ONCE: &str = "520";
/// What the program prints before its address.
const ADDRESS_AFTER: &str = "listening on ";

/// A demo city: ours until it is dropped, or one that somebody else runs.
pub(crate) struct City {
    pub(crate) url: String,
    pub(crate) password: String,
    /// Where the identity provider is that it believes; a journey starts one there.
    pub(crate) issuer: String,
    /// Its SQLite file: a journey lets a session run out there, for nobody waits half an hour.
    pub(crate) database: PathBuf,
    server: Option<(Guarded, PathBuf)>,
}

impl City {
    /// One that is there already.
    pub(crate) fn named(url: String, password: String, issuer: String, database: PathBuf) -> Self {
        Self { url, password, issuer, database, server: None }
    }

    /// One of our own, with a log of this name in the target folder.
    pub(crate) fn start(workshop: &Workshop, complaints: u32, log: &str) -> Result<Self> {
        let program = build(workshop)?;
        let password = random_word()?;
        let folder = tempfile::Builder::new().prefix("eungdapso-demo-").tempdir()?;
        let data = folder.path().join("data");
        let log = workshop.target.join(format!("{log}.log"));
        let issuer = format!("http://127.0.0.1:{}", free_port()?);
        let mut server = Command::new(program);
        server
            .args(["demo", "--listen", "127.0.0.1:0", "--complaints", &complaints.to_string(), "--data"])
            .arg(&data)
            .env("EUNGDAPSO_DEMO_PASSWORD", &password)
            .env("EUNGDAPSO_ROWS_AT_ONCE", ROWS_AT_ONCE)
            .env("EUNGDAPSO_OIDC_ISSUER", &issuer)
            .env("EUNGDAPSO_OIDC_CLIENT_ID", "eungdapso")
            // As `e2e/lib/provider.mjs` has it: of a provider that lives as long as a journey.
            .env("EUNGDAPSO_OIDC_CLIENT_SECRET", "e2e-only-oidc-secret-of-many-letters")
            .env_remove("DATABASE_URL")
            .current_dir(folder.path())
            .stdout(Stdio::piped())
            .stderr(File::create(&log)?);
        let mut server = Guarded::start(server, "TERM", folder)?;
        let output = server.child.stdout.take().context("the server's output")?;
        let url = address(output, &log, START_LIMIT).with_context(|| run::tail(&log))?;
        println!("a demo city at {url}");
        let database = data.join("demo.db");
        Ok(Self { url, password, issuer, database, server: Some((server, log)) })
    }

    /// For a message about what went wrong.
    pub(crate) fn what_it_said(&self) -> String {
        match &self.server {
            Some((_, log)) => format!("the server's last words, from {}:\n{}", log.display(), run::tail(log)),
            None => format!("against {}", self.url),
        }
    }
}

/// One that nobody listens at just now.
fn free_port() -> Result<u16> {
    let listener = std::net::TcpListener::bind((std::net::Ipv4Addr::LOCALHOST, 0))?;
    Ok(listener.local_addr()?.port())
}

/// The same call as the tests' build, or features differ and dependencies are compiled a second time.
fn build(workshop: &Workshop) -> Result<PathBuf> {
    let mut build = workshop.cargo(["build", "--workspace", "--bins", "--tests"]);
    build.args(workshop.features());
    run::check(build)?;
    Ok(workshop.target.join("debug/eungdapso"))
}

/// Waits for the address; a thread goes on copying the output to the log, so that the pipe never fills.
pub(crate) fn address(output: ChildStdout, log: &Path, limit: Duration) -> Result<String> {
    let (found, address) = mpsc::channel();
    let mut log = File::options().append(true).open(log)?;
    thread::spawn(move || {
        for line in BufReader::new(output).lines().map_while(Result::ok) {
            if let Some((_, address)) = line.split_once(ADDRESS_AFTER) {
                // Nobody listens for a second address.
                found.send(address.trim().to_owned()).ok();
            }
            writeln!(log, "{line}").ok();
        }
    });
    match address.recv_timeout(limit) {
        Ok(address) => Ok(address),
        Err(mpsc::RecvTimeoutError::Disconnected) => bail!("the demo ended before it told its address"),
        Err(mpsc::RecvTimeoutError::Timeout) => {
            bail!("the demo told no address within {} s", limit.as_secs())
        }
    }
}
