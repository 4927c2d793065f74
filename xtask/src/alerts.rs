//! The alarms of `packaging/prometheus`: that Prometheus can read them, and that they are raised when they should be.

use std::{path::Path, process::Command};

use anyhow::{Context, Result};

use crate::run;

/// Reads alarms and settings, and lets time go by for the alarms' own tests. Debian's package `prometheus` brings it;
/// without its recommendations it needs no service to run.
const TOOL: &str = "promtool";
/// The file of Prometheus' settings names the alarms where an installation keeps them, so only its syntax is read here.
const LOOKS: [&[&str]; 3] = [
    &["check", "rules", "--lint-fatal", "alerts.yml"],
    &["test", "rules", "alerts.test.yml"],
    &["check", "config", "--syntax-only", "prometheus.yml"],
];

/// Fails with what promtool says; without it nothing is said to be well.
pub(crate) fn check(root: &Path) -> Result<()> {
    if run::find(TOOL).is_none() {
        run::apt_install(&["prometheus"])?;
    }
    let tool = run::find(TOOL).context("no promtool in the path")?;
    for look in LOOKS {
        let mut promtool = Command::new(&tool);
        promtool.current_dir(root.join("packaging/prometheus")).args(look);
        run::check(promtool)?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    const ALARMS: &str = include_str!("../../packaging/prometheus/alerts.yml");
    const TESTS: &str = include_str!("../../packaging/prometheus/alerts.test.yml");

    #[test]
    fn every_alarm_that_wakes_somebody_is_raised_by_a_test_and_not_too_early() {
        let mut pages = 0;
        for alarm in ALARMS.split("- alert: ").skip(1).filter(|alarm| alarm.contains("severity: page")) {
            let name = alarm.lines().next().unwrap_or_default();
            assert!(
                TESTS.contains(&format!("alertname: {name}\n        exp_alerts:\n")),
                "{name} is not raised"
            );
            assert!(TESTS.contains(&format!("alertname: {name}, exp_alerts: []")), "{name} may come at once");
            pages += 1;
        }
        assert!(pages > 5, "only {pages}");
    }
}
