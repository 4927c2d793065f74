//! `/metrics` for Prometheus, on an address of its own: what waits and how long, in figures only.

mod family;

use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::extract::State;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use casework::Office;
use casework::vitals::{self, Vitals};
use family::Family;
use jiff::Timestamp;

/// The text format that every version of Prometheus reads.
const FORMAT: &str = "text/plain; version=0.0.4; charset=utf-8";

/// What lies beneath the office: found by whoever knows where things are kept.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Beneath {
    pub disks: Vec<Disk>,
    /// Seconds since the newest backup was made, endless where there is none; nothing where nobody watches them.
    pub backup_age: Option<f64>,
}

/// The disk that a folder lies on.
#[derive(Clone, Debug, PartialEq)]
pub struct Disk {
    /// What is kept there: `data`, `files`, `backups`.
    pub holds: &'static str,
    /// Bytes.
    pub free: u64,
    pub size: u64,
}

/// Looks beneath, each time somebody asks. It may wait for a disk.
pub type Look = Arc<dyn Fn() -> Beneath + Send + Sync>;

/// Not part of the service's own routes: whoever reaches the service does not reach this.
pub fn metrics(office: Office, look: Look) -> Router {
    Router::new().route("/metrics", get(show)).with_state((office, look))
}

async fn show(State((office, look)): State<(Office, Look)>) -> Response {
    let beneath = tokio::task::spawn_blocking(move || look()).await.unwrap_or_default();
    let keeps = office.store().keeps().await;
    let behind = office.store().standby_behind().await;
    match vitals::look(&office).await {
        Ok(vitals) => {
            let families =
                [of_office(&vitals, keeps), vec![of_standby(behind)], of_machine(&beneath)].concat();
            ([(header::CONTENT_TYPE, FORMAT)], written(&families)).into_response()
        }
        Err(fault) => {
            tracing::warn!(error = ?fault, "the state of the office cannot be told");
            StatusCode::SERVICE_UNAVAILABLE.into_response()
        }
    }
}

/// Seconds since then; nothing waits for no time.
fn age(now: Timestamp, since: Option<Timestamp>) -> f64 {
    since.map_or(0.0, |since| now.duration_since(since).as_secs_f64().max(0.0))
}

#[expect(clippy::cast_precision_loss, reason = "no count of ours comes near 2⁵³")]
fn count(count: u64) -> f64 {
    count as f64
}

fn written(families: &[Family]) -> String {
    let mut out = String::new();
    for family in families {
        family.write(&mut out);
    }
    out
}

fn of_office(v: &Vitals, keeps: bool) -> Vec<Family> {
    let engine = format!("{:?}", v.engine).to_lowercase();
    let about = vec![("version", env!("CARGO_PKG_VERSION").to_owned()), ("database", engine)];
    let info = Family {
        lines: vec![(about, 1.0)],
        ..Family::new("eungdapso_info", "The program that answers, and its database.")
    };
    let stages = || v.stages.iter().map(|stage| (stage.stage.as_str().to_owned(), stage));
    let queues = || v.neighbours.iter().map(|(system, queue)| (system.as_str().to_owned(), queue));
    vec![
        info,
        Family::one(
            "eungdapso_ready",
            "1 while changes are kept, 0 since one could not be.",
            f64::from(u8::from(keeps)),
        ),
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
        Family::one(
            "eungdapso_sums_waiting",
            "Changes not yet in the sums by day, counted to 10,000.",
            f64::from(v.sums_backlog),
        ),
        Family::of(
            "eungdapso_job_age_seconds",
            "Since each recurring job was begun last.",
            "job",
            v.jobs.iter().map(|job| (job.name.clone(), age(v.now, Some(job.started_at)))),
        ),
    ]
}

fn of_standby(behind: Option<Duration>) -> Family {
    let seconds =
        |behind: Duration| if behind == Duration::MAX { f64::INFINITY } else { behind.as_secs_f64() };
    Family {
        lines: behind.map(|behind| (Vec::new(), seconds(behind))).into_iter().collect(),
        ..Family::new(
            "eungdapso_standby_behind_seconds",
            "How far the standby that is asked for sums is behind; +Inf where it is away.",
        )
    }
}

fn of_machine(beneath: &Beneath) -> Vec<Family> {
    let disks =
        |of: fn(&Disk) -> u64| beneath.disks.iter().map(move |disk| (disk.holds.to_owned(), count(of(disk))));
    vec![
        Family::of(
            "eungdapso_disk_free_bytes",
            "Room where things are kept.",
            "holds",
            disks(|disk| disk.free),
        ),
        Family::of("eungdapso_disk_size_bytes", "The whole of that disk.", "holds", disks(|disk| disk.size)),
        Family {
            lines: beneath.backup_age.map(|age| (Vec::new(), age)).into_iter().collect(),
            ..Family::new(
                "eungdapso_backup_age_seconds",
                "Since the newest backup; +Inf where there is none.",
            )
        },
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_waits_for_no_time_and_no_clock_makes_an_age_negative() {
        let at = |second| Timestamp::from_second(second).unwrap();
        assert_eq!((age(at(9), None), age(at(9), Some(at(4))), age(at(4), Some(at(9)))), (0.0, 5.0, 0.0));
    }
}
