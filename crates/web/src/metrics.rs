//! `/metrics` for Prometheus, on an address of its own: what waits and how long, in figures only.

use axum::Router;
use axum::extract::State;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use casework::Office;
use casework::vitals::{self, Vitals};
use jiff::Timestamp;

/// The text format that every version of Prometheus reads.
const FORMAT: &str = "text/plain; version=0.0.4; charset=utf-8";

/// Not part of the service's own routes: whoever reaches the service does not reach this.
pub fn metrics(office: Office) -> Router {
    Router::new().route("/metrics", get(show)).with_state(office)
}

async fn show(State(office): State<Office>) -> Response {
    match vitals::look(&office).await {
        Ok(vitals) => ([(header::CONTENT_TYPE, FORMAT)], written(&vitals)).into_response(),
        Err(fault) => {
            tracing::warn!(error = ?fault, "the state of the office cannot be told");
            StatusCode::SERVICE_UNAVAILABLE.into_response()
        }
    }
}

/// One family of figures: name, what it means, and its lines with their labels.
struct Family {
    name: &'static str,
    help: &'static str,
    lines: Vec<(Vec<(&'static str, String)>, f64)>,
}

impl Family {
    fn new(name: &'static str, help: &'static str) -> Family {
        Family { name, help, lines: Vec::new() }
    }

    fn one(name: &'static str, help: &'static str, value: f64) -> Family {
        Family { lines: vec![(Vec::new(), value)], ..Family::new(name, help) }
    }

    fn of(
        name: &'static str,
        help: &'static str,
        label: &'static str,
        lines: impl Iterator<Item = (String, f64)>,
    ) -> Family {
        let lines = lines.map(|(value, figure)| (vec![(label, value)], figure)).collect();
        Family { lines, ..Family::new(name, help) }
    }

    fn write(&self, out: &mut String) {
        use std::fmt::Write;
        let Family { name, help, lines } = self;
        // Writing to a `String` never fails.
        let _ = writeln!(out, "# HELP {name} {help}\n# TYPE {name} gauge");
        for (labels, value) in lines {
            let labels: Vec<String> =
                labels.iter().map(|(label, value)| format!("{label}=\"{}\"", escaped(value))).collect();
            let labels = if labels.is_empty() { String::new() } else { format!("{{{}}}", labels.join(",")) };
            let _ = writeln!(out, "{name}{labels} {value}");
        }
    }
}

fn escaped(value: &str) -> String {
    value.replace('\\', "\\\\").replace('"', "\\\"").replace('\n', "\\n")
}

/// Seconds since then; nothing waits for no time.
fn age(now: Timestamp, since: Option<Timestamp>) -> f64 {
    since.map_or(0.0, |since| now.duration_since(since).as_secs_f64().max(0.0))
}

#[expect(clippy::cast_precision_loss, reason = "no count of ours comes near 2⁵³")]
fn count(count: u64) -> f64 {
    count as f64
}

fn written(v: &Vitals) -> String {
    let engine = format!("{:?}", v.engine).to_lowercase();
    let about = vec![("version", env!("CARGO_PKG_VERSION").to_owned()), ("database", engine)];
    let info = Family {
        lines: vec![(about, 1.0)],
        ..Family::new("eungdapso_info", "The program that answers, and its database.")
    };
    let stages = || v.stages.iter().map(|stage| (stage.stage.as_str().to_owned(), stage));
    let queues = || v.neighbours.iter().map(|(system, queue)| (system.as_str().to_owned(), queue));
    let families = [
        info,
        Family::of(
            "eungdapso_complaints_open",
            "Complaints that wait for somebody, by stage.",
            "stage",
            stages().map(|(stage, figures)| (stage, count(figures.total))),
        ),
        Family::of(
            "eungdapso_complaints_overdue",
            "Those of them past their statutory deadline.",
            "stage",
            stages().map(|(stage, figures)| (stage, count(figures.overdue))),
        ),
        Family::one("eungdapso_notices_waiting", "Notices not yet delivered.", count(v.outbox.waiting)),
        Family::one(
            "eungdapso_notices_oldest_seconds",
            "Age of the oldest notice not yet delivered.",
            age(v.now, v.outbox.oldest),
        ),
        Family::one("eungdapso_notices_failed", "Notices that no channel took.", count(v.outbox.failed)),
        Family::of(
            "eungdapso_dispatches_waiting",
            "Messages to neighbour systems not yet told.",
            "system",
            queues().map(|(system, queue)| (system, count(queue.waiting))),
        ),
        Family::of(
            "eungdapso_dispatches_oldest_seconds",
            "Age of the oldest of them.",
            "system",
            queues().map(|(system, queue)| (system, age(v.now, queue.oldest))),
        ),
        Family::of(
            "eungdapso_dispatches_refused",
            "Messages that a neighbour system refused.",
            "system",
            queues().map(|(system, queue)| (system, count(queue.failed))),
        ),
        Family::one(
            "eungdapso_search_waiting",
            "Complaints not yet in the index of words, counted to 10,000.",
            f64::from(v.search_backlog),
        ),
        Family::of(
            "eungdapso_job_age_seconds",
            "Since each recurring job was begun last.",
            "job",
            v.jobs.iter().map(|job| (job.name.clone(), age(v.now, Some(job.started_at)))),
        ),
    ];
    let mut out = String::new();
    for family in families {
        family.write(&mut out);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_family_is_written_with_its_meaning_and_its_labels_escaped() {
        let lines = [("a\"b\\c\nd".to_owned(), 2.0), ("나".to_owned(), 0.5)];
        let mut out = String::new();
        Family::of("x", "What it is.", "job", lines.into_iter()).write(&mut out);
        assert_eq!(
            out,
            "# HELP x What it is.\n# TYPE x gauge\nx{job=\"a\\\"b\\\\c\\nd\"} 2\nx{job=\"나\"} 0.5\n"
        );
    }

    #[test]
    fn nothing_waits_for_no_time_and_no_clock_makes_an_age_negative() {
        let at = |second| Timestamp::from_second(second).unwrap();
        assert_eq!((age(at(9), None), age(at(9), Some(at(4))), age(at(4), Some(at(9)))), (0.0, 5.0, 0.0));
    }
}
