//! The steps of `cargo xtask test`, in their order, each with its time.

use std::time::{Duration, Instant};

use clap::ValueEnum;

use crate::{alerts, browser, contract, e2e, report::Report, run, workshop::Workshop};

/// One step; its name on the command line is the variant in small letters.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Step {
    /// Formatting.
    Fmt,
    /// Lints, warnings as errors.
    Clippy,
    /// Licences, bans and sources, with cargo-deny.
    Deny,
    /// The rules of the house alone: arrows, paths in prose, licences.
    House,
    /// The alarms over our figures, with Prometheus' own tool.
    Alerts,
    /// A PostgreSQL of our own.
    Postgres,
    /// Independent calculators from PyPI.
    Python,
    /// Every Rust test.
    Rust,
    /// The JSON interface against its own document.
    Contract,
    /// A Chromium that can show Korean.
    Chromium,
    /// The journeys in the browser.
    E2e,
}

impl Step {
    /// What a full run does. `House` is part of `Rust` there.
    pub(crate) const ALL: [Step; 10] = [
        Step::Fmt,
        Step::Clippy,
        Step::Deny,
        Step::Alerts,
        Step::Postgres,
        Step::Python,
        Step::Rust,
        Step::Contract,
        Step::Chromium,
        Step::E2e,
    ];

    fn title(self) -> &'static str {
        match self {
            Step::Fmt => "formatting",
            Step::Clippy => "lints",
            Step::Deny => "dependencies",
            Step::House => "house rules",
            Step::Alerts => "alarms",
            Step::Postgres => "PostgreSQL",
            Step::Python => "Python calculators",
            Step::Rust => "Rust tests",
            Step::Contract => "requests made from the contract",
            Step::Chromium => "Chromium",
            Step::E2e => "journeys in the browser",
        }
    }
}

/// Runs every step and insists that both databases and the browser were really used.
pub(crate) fn run_all(steps: &[Step]) -> anyhow::Result<bool> {
    let mut report = run_each(steps)?;
    report.insist_on_all_benches();
    Ok(report.print())
}

/// Runs some steps, as asked for on the command line.
pub(crate) fn run_some(steps: &[Step]) -> anyhow::Result<bool> {
    Ok(run_each(steps)?.print())
}

/// A failed step does not stop the others: one run should tell everything that is wrong.
fn run_each(steps: &[Step]) -> anyhow::Result<Report> {
    let mut workshop = Workshop::open()?;
    let mut report = Report::default();
    for &step in steps {
        println!("\n── {}", step.title());
        let started = Instant::now();
        let failed_before = report.failed();
        let outcome = perform(step, &mut workshop, &mut report);
        let took = started.elapsed();
        if let Err(fault) = &outcome {
            println!("{fault:#}");
            // Failing tests speak for their step; anything else counts as one failure of its own.
            if report.failed() == failed_before {
                report.note_failure(format!("{}: {fault:#}", step.title()));
            }
        }
        print_time(step, outcome.is_ok(), took);
        report.note_time(step.title(), outcome.is_ok(), took);
    }
    Ok(report)
}

fn print_time(step: Step, passed: bool, took: Duration) {
    println!("{} {} ({:.1} s)", if passed { "✓" } else { "✗" }, step.title(), took.as_secs_f64());
}

fn perform(step: Step, workshop: &mut Workshop, report: &mut Report) -> anyhow::Result<()> {
    match step {
        Step::Fmt => run::check(workshop.cargo(["fmt", "--all", "--check"])),
        Step::Clippy => clippy(workshop),
        Step::Deny => deny(workshop),
        Step::House => house(workshop, report),
        Step::Alerts => alerts::check(&workshop.root),
        Step::Postgres => workshop.postgres().map(|url| println!("{}", hide_password(&url))),
        Step::Python => workshop.python().map(|python| println!("{}", python.display())),
        Step::Rust => rust_tests(workshop, report),
        Step::Contract => contract::requests(workshop),
        Step::Chromium => browser::chromium().map(|program| println!("{}", program.display())),
        Step::E2e => e2e::journeys(workshop, report),
    }
}

fn clippy(workshop: &Workshop) -> anyhow::Result<()> {
    let mut clippy = workshop.cargo(["clippy", "--workspace", "--all-targets"]);
    clippy.args(workshop.features()).args(["--", "-D", "warnings"]);
    run::check(clippy)
}

fn house(workshop: &Workshop, report: &mut Report) -> anyhow::Result<()> {
    let rules = [
        "test",
        "-p",
        "testkit",
        "--test",
        "house",
        "--test",
        "prose",
        "--test",
        "licences",
        "--test",
        "glossary",
        "--test",
        "promises",
        "--test",
        "never",
        "--test",
        "dependencies",
        "--test",
        "secrets",
    ];
    run::check_lines(workshop.cargo(rules), |line| report.read_libtest_line(line))
}

/// Licences, bans and sources are held against `deny.toml` by a test of ours everywhere: cargo-deny takes minutes to
/// build. Where it is installed it is asked too, and for advisories, whose database wants a network.
fn deny(workshop: &Workshop) -> anyhow::Result<()> {
    if run::find("cargo-deny").is_none() {
        println!(
            "cargo-deny is not installed: security advisories were NOT checked; before a release they must be."
        );
        println!(
            "(`cargo install cargo-deny --locked`, then `cargo deny check`. Licences, bans and sources are"
        );
        println!("checked by crates/testkit/tests/licences.rs and crates/testkit/tests/dependencies.rs.)");
        return Ok(());
    }
    run::check(workshop.cargo(["deny", "check", "bans", "licenses", "sources"]))?;
    if let Err(why) = run::check(workshop.cargo(["deny", "fetch", "db"])) {
        println!("security advisories could not be fetched and were NOT checked ({why}).");
        return Ok(());
    }
    run::check(workshop.cargo(["deny", "check", "advisories"]))
}

fn rust_tests(workshop: &mut Workshop, report: &mut Report) -> anyhow::Result<()> {
    let postgres = workshop.postgres()?;
    let python = workshop.python()?;
    let nextest = run::find("cargo-nextest").is_some();
    let mut tests = if nextest {
        workshop.cargo(["nextest", "run", "--no-fail-fast"])
    } else {
        workshop.cargo(["test", "--no-fail-fast", "--lib", "--bins", "--tests"])
    };
    tests.arg("--workspace").args(workshop.features());
    tests.env("EUNGDAPSO_TEST_POSTGRES", postgres).env("EUNGDAPSO_PYTHON", python);
    if nextest {
        let results = workshop.target.join("nextest/default/junit.xml");
        run::remove_if_there(&results)?;
        let outcome = run::check(tests);
        report.read_rust_junit(&results)?;
        outcome
    } else {
        println!("cargo-nextest is not installed: using `cargo test`.");
        run::check_lines(tests, |line| report.read_libtest_line(line))
    }
}

fn hide_password(url: &str) -> String {
    match (url.rfind('@'), url.find("://")) {
        (Some(at), Some(scheme)) if at > scheme => {
            let login = &url[scheme + 3..at];
            let name = login.split(':').next().unwrap_or_default();
            format!("{}{name}:…{}", &url[..scheme + 3], &url[at..])
        }
        _ => url.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::hide_password;

    #[test]
    fn a_password_is_not_printed() {
        assert_eq!(hide_password("postgres://a:b@h:1/d"), "postgres://a:…@h:1/d");
        assert_eq!(hide_password("postgres://h/d"), "postgres://h/d");
    }
}
