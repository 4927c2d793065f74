//! The journeys in the browser: a demo city, Chromium, and the node test runner between them.

use std::{
    env, fs,
    path::{Path, PathBuf},
    process::Command,
};

use anyhow::{Context, Result};

use crate::{browser, demo::City, report::Report, run, workshop::Workshop};

/// Enough for every list to have a second page, few enough for an unoptimised build.
const COMPLAINTS: u32 = 600;

/// Runs everything in `e2e/journeys` and the harness's own test.
pub(crate) fn journeys(workshop: &Workshop, report: &mut Report) -> Result<()> {
    let chromium = browser::chromium()?;
    let folder = workshop.root.join("e2e");
    install_packages(&folder)?;
    if run::find("sqlite3").is_none() {
        run::apt_install(&["sqlite3"])?;
    }
    let city = city(workshop)?;

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
        .env("EUNGDAPSO_DEMO_DATABASE", &city.database)
        .env("EUNGDAPSO_OIDC_ISSUER", &city.issuer)
        .env("EUNGDAPSO_CHROMIUM", chromium)
        .env("EUNGDAPSO_SCREENSHOTS", workshop.target.join("screenshots"));
    let outcome = run::check(node);
    report.read_browser_junit(&results)?;
    outcome.with_context(|| city.what_it_said())
}

/// Ours until the end of the run, or the one that `EUNGDAPSO_URL` names.
fn city(workshop: &Workshop) -> Result<City> {
    let Ok(url) = env::var("EUNGDAPSO_URL") else { return City::start(workshop, COMPLAINTS, "e2e-server") };
    let password = env::var("EUNGDAPSO_DEMO_PASSWORD")
        .context("EUNGDAPSO_URL is set; EUNGDAPSO_DEMO_PASSWORD must be too")?;
    let issuer = env::var("EUNGDAPSO_OIDC_ISSUER")
        .context("EUNGDAPSO_URL is set; EUNGDAPSO_OIDC_ISSUER, which that city believes, must be too")?;
    let database = env::var("EUNGDAPSO_DEMO_DATABASE")
        .context("EUNGDAPSO_URL is set; EUNGDAPSO_DEMO_DATABASE, that city's SQLite file, must be too")?;
    Ok(City::named(url, password, issuer, database.into()))
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
