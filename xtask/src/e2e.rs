//! The journeys in the browser: a demo city, Chromium, and the node test runner between them.

use std::{
    env,
    fs::{self, File},
    io::{BufRead, BufReader, Write},
    path::{Path, PathBuf},
    process::{ChildStdout, Command, Stdio},
    sync::mpsc,
    thread,
    time::Duration,
};

use anyhow::{Context, Result, bail};

use crate::{browser, guard::Guarded, postgres::random_word, report::Report, run, workshop::Workshop};

/// Filling a city takes seconds; a development build on a busy machine takes longer.
const START_LIMIT: Duration = Duration::from_secs(240);
/// Enough for every list to have a second page, few enough for an unoptimised build.
const COMPLAINTS: &str = "600";
/// What the program prints before its address.
const ADDRESS_AFTER: &str = "listening on ";

/// Runs everything in `e2e/journeys` and the harness's own test.
pub(crate) fn journeys(workshop: &Workshop, report: &mut Report) -> Result<()> {
    let chromium = browser::chromium()?;
    let folder = workshop.root.join("e2e");
    install_packages(&folder)?;
    let city = City::open(workshop)?;

    let results = workshop.target.join("e2e-junit.xml");
    run::remove_if_there(&results)?;
    let mut node = Command::new("node");
    node.current_dir(&folder)
        // One at a time: the journeys share one city.
        .args(["--test", "--test-concurrency=1"])
        .args(["--test-reporter=spec", "--test-reporter-destination=stdout"])
        .arg("--test-reporter=junit")
        .arg(format!("--test-reporter-destination={}", results.display()))
        .args(test_files(&folder)?)
        .env("EUNGDAPSO_URL", &city.url)
        .env("EUNGDAPSO_DEMO_PASSWORD", &city.password)
        .env("EUNGDAPSO_CHROMIUM", chromium)
        .env("EUNGDAPSO_SCREENSHOTS", workshop.target.join("screenshots"));
    let outcome = run::check(node);
    report.read_browser_junit(&results)?;
    outcome.with_context(|| city.what_it_said())
}

fn install_packages(folder: &Path) -> Result<()> {
    if run::find("npm").is_none() || run::find("node").is_none() {
        run::apt_install(&["nodejs", "npm"])?;
    }
    let mut npm = Command::new("npm");
    npm.current_dir(folder).args(["ci", "--ignore-scripts", "--no-audit", "--no-fund"]);
    run::quiet(npm).map(drop)
}

fn test_files(folder: &Path) -> Result<Vec<PathBuf>> {
    let mut files = vec![folder.join("lib/self.test.mjs")];
    for entry in fs::read_dir(folder.join("journeys"))? {
        let path = entry?.path();
        if path.to_string_lossy().ends_with(".test.mjs") {
            files.push(path);
        }
    }
    files.sort();
    Ok(files)
}

/// A demo city: ours until the end of the run, or the one that `EUNGDAPSO_URL` names.
struct City {
    url: String,
    password: String,
    server: Option<(Guarded, PathBuf)>,
}

impl City {
    fn open(workshop: &Workshop) -> Result<Self> {
        if let Ok(url) = env::var("EUNGDAPSO_URL") {
            let password = env::var("EUNGDAPSO_DEMO_PASSWORD")
                .context("EUNGDAPSO_URL is set; EUNGDAPSO_DEMO_PASSWORD must be too")?;
            return Ok(Self { url, password, server: None });
        }
        let program = build(workshop)?;
        let password = random_word()?;
        let folder = tempfile::Builder::new().prefix("eungdapso-demo-").tempdir()?;
        let log = workshop.target.join("e2e-server.log");
        let mut server = Command::new(program);
        server
            .args(["demo", "--listen", "127.0.0.1:0", "--complaints", COMPLAINTS, "--data"])
            .arg(folder.path().join("data"))
            .env("EUNGDAPSO_DEMO_PASSWORD", &password)
            .env_remove("DATABASE_URL")
            .current_dir(folder.path())
            .stdout(Stdio::piped())
            .stderr(File::create(&log)?);
        let mut server = Guarded::start(server, "TERM", folder)?;
        let output = server.child.stdout.take().context("the server's output")?;
        let url = address(output, &log, START_LIMIT).with_context(|| run::tail(&log))?;
        println!("a demo city at {url}");
        Ok(Self { url, password, server: Some((server, log)) })
    }

    fn what_it_said(&self) -> String {
        match &self.server {
            Some((_, log)) => format!("the server's last words, from {}:\n{}", log.display(), run::tail(log)),
            None => format!("against {}", self.url),
        }
    }
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
