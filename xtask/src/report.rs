//! How many tests ran where, and the closing line.

use std::{fs, path::Path, time::Duration};

use anyhow::{Context, Result};

/// Where a test did its work.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Bench {
    Sqlite,
    Postgres,
    Browser,
    Other,
}

const BENCHES: [(Bench, &str); 4] = [
    (Bench::Sqlite, "on SQLite"),
    (Bench::Postgres, "on PostgreSQL"),
    (Bench::Browser, "in the browser"),
    (Bench::Other, "other"),
];

/// Everything one run has to tell.
#[derive(Default)]
pub(crate) struct Report {
    tests: Vec<(Bench, Test)>,
    failures: Vec<String>,
    times: Vec<(&'static str, bool, Duration)>,
}

#[derive(Debug, PartialEq, Eq)]
struct Test {
    name: String,
    passed: bool,
}

impl Report {
    /// Reads what nextest wrote.
    pub(crate) fn read_rust_junit(&mut self, path: &Path) -> Result<()> {
        let tests = read_junit(path)?;
        self.tests.extend(tests.into_iter().map(|test| (bench_of(&test.name), test)));
        Ok(())
    }

    /// Reads what the node test runner wrote.
    pub(crate) fn read_browser_junit(&mut self, path: &Path) -> Result<()> {
        let tests = read_junit(path)?;
        self.tests.extend(tests.into_iter().map(|test| (Bench::Browser, test)));
        Ok(())
    }

    /// Reads one line of `cargo test`.
    pub(crate) fn read_libtest_line(&mut self, line: &str) {
        let told = line.strip_prefix("test ").and_then(|rest| rest.rsplit_once(" ... "));
        if let Some((name, verdict)) = told {
            let test = Test { name: name.to_owned(), passed: verdict == "ok" };
            self.tests.push((bench_of(&test.name), test));
        }
    }

    /// A failure that is not a test's.
    pub(crate) fn note_failure(&mut self, failure: String) {
        self.failures.push(failure);
    }

    pub(crate) fn note_time(&mut self, step: &'static str, passed: bool, took: Duration) {
        self.times.push((step, passed, took));
    }

    /// How many failures so far, of tests and others.
    pub(crate) fn failed(&self) -> usize {
        self.tests.iter().filter(|(_, test)| !test.passed).count() + self.failures.len()
    }

    /// A database or browser on which nothing ran is a failure, not a skip.
    pub(crate) fn insist_on_all_benches(&mut self) {
        for (bench, title) in BENCHES {
            if !self.tests.iter().any(|(other, _)| *other == bench) {
                self.failures.push(format!("no test ran {title}"));
            }
        }
    }

    /// Prints the whole report; whether all is well.
    pub(crate) fn print(&self) -> bool {
        println!("\n{:<26}{:>10}", "step", "seconds");
        for (step, passed, took) in &self.times {
            let mark = if *passed { "" } else { "  failed" };
            println!("{step:<26}{:>10.1}{mark}", took.as_secs_f64());
        }
        println!("\n{:<26}{:>10}{:>10}", "tests", "passed", "failed");
        for (bench, title) in BENCHES {
            println!("{title:<26}{:>10}{:>10}", self.count(bench, true), self.count(bench, false));
        }
        let failing = self.tests.iter().filter(|(_, test)| !test.passed).map(|(_, test)| &test.name);
        for failure in failing.chain(&self.failures) {
            println!("failed: {failure}");
        }
        let passed = self.tests.len() + self.failures.len() - self.failed();
        println!("\n{passed} passed, {} failed", self.failed());
        self.failed() == 0
    }

    fn count(&self, bench: Bench, passed: bool) -> usize {
        self.tests.iter().filter(|(other, test)| *other == bench && test.passed == passed).count()
    }
}

/// Tests that run on both databases are twins named `…::sqlite` and `…::postgres`.
fn bench_of(name: &str) -> Bench {
    name.split("::")
        .find_map(|part| match part {
            "sqlite" => Some(Bench::Sqlite),
            "postgres" => Some(Bench::Postgres),
            _ => None,
        })
        .unwrap_or(Bench::Other)
}

fn read_junit(path: &Path) -> Result<Vec<Test>> {
    let xml = fs::read_to_string(path)
        .with_context(|| format!("the tests left no results at {}", path.display()))?;
    Ok(test_cases(&xml))
}

/// The test cases of a JUnit file. A test that was skipped has not passed.
fn test_cases(xml: &str) -> Vec<Test> {
    let mut tests = Vec::new();
    let mut rest = xml;
    while let Some(start) = rest.find("<testcase ") {
        rest = &rest[start..];
        let end = end_of_tag(rest);
        let tag = &rest[..end];
        rest = &rest[end..];
        let body =
            if tag.ends_with("/>") { "" } else { rest.split("</testcase>").next().unwrap_or_default() };
        let passed = !["<failure", "<error", "<skipped"].iter().any(|mark| body.contains(mark));
        tests.push(Test { name: name_in(tag), passed });
    }
    tests
}

/// Just after the `>` that closes the first tag; a `>` within quotes does not.
fn end_of_tag(xml: &str) -> usize {
    let mut quoted = false;
    for (at, letter) in xml.char_indices() {
        match letter {
            '"' => quoted = !quoted,
            '>' if !quoted => return at + 1,
            _ => {}
        }
    }
    xml.len()
}

fn name_in(tag: &str) -> String {
    let name = tag.split_once(" name=\"").and_then(|(_, rest)| rest.split('"').next());
    name.unwrap_or("?").to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_junit() {
        let xml = r#"<testsuites><testsuite name="store">
            <testcase name="files::keeps::sqlite" time="0.1"/>
            <testcase name="files::keeps::postgres" time="0.1"><system-out>fine</system-out></testcase>
            <testcase name="a > b"><failure message="no">why</failure></testcase>
            <testcase name="later"><skipped type="skipped"/></testcase>
        </testsuite></testsuites>"#;
        let told: Vec<_> = test_cases(xml).iter().map(|test| (bench_of(&test.name), test.passed)).collect();
        assert_eq!(
            told,
            [(Bench::Sqlite, true), (Bench::Postgres, true), (Bench::Other, false), (Bench::Other, false)]
        );
    }

    #[test]
    fn reads_cargo_test() {
        let mut report = Report::default();
        report.read_libtest_line("test org::moves::postgres ... ok");
        report.read_libtest_line("test org::moves::sqlite ... FAILED");
        report.read_libtest_line("test result: FAILED. 1 passed; 1 failed");
        assert_eq!(report.count(Bench::Postgres, true), 1);
        assert_eq!(report.count(Bench::Sqlite, false), 1);
        assert_eq!(report.failed(), 1);
    }

    #[test]
    fn a_bench_without_tests_fails_the_run() {
        let mut report = Report::default();
        report.read_libtest_line("test a::sqlite ... ok");
        report.insist_on_all_benches();
        assert_eq!(
            report.failures,
            ["no test ran on PostgreSQL", "no test ran in the browser", "no test ran other"]
        );
    }
}
