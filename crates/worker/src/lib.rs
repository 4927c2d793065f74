//! What happened when nobody asked: notices leave, deadlines are watched, what has expired goes.
//!
//! Any number of workers may run on one database. A job is claimed for each of its runs, a notice for each
//! of its tries; whatever a killed worker had in hand is taken up again when its claim has run out.

mod fault;
mod jobs;
mod turns;

use std::future::Future;
use std::sync::Arc;
use std::time::Duration;

use casework::Office;
use casework::timetable::Job;
use connect::message::Messengers;
use connect::scan::Scanner;
use connect::vault::Vault;
use tokio::sync::watch;
use tokio::time::sleep;

pub use fault::Fault;
pub use jobs::deliver::Deliveries;

use jobs::deliver::Deliverer;

/// Seconds of real time between two looks at the outbox and at the timetable.
const LOOK: Duration = Duration::from_secs(1);
/// Seconds of real time between two looks at what came in to be scanned: a petitioner waits for it.
const SCAN: Duration = Duration::from_secs(3);
/// After a fault: a database that is away should not fill the log.
const CALM: Duration = Duration::from_secs(10);

/// The office's machinery. It keeps the office's clock, so a demo's moved clock brings about what is due.
pub struct Worker {
    office: Office,
    deliverer: Deliverer,
    files: Files,
}

/// Where attachments lie, and who looks into them; an office may have neither.
#[derive(Clone, Debug, Default)]
pub struct Files {
    pub vault: Option<Arc<Vault>>,
    pub scanner: Option<Arc<Scanner>>,
}

/// What one round did.
#[derive(Debug, Default)]
pub struct Report {
    /// The jobs that were due, in order, each with what it did.
    pub jobs: Vec<(Job, Result<String, Fault>)>,
    pub deliveries: Deliveries,
    /// Why delivering broke off.
    pub broke_off: Option<Fault>,
}

impl Worker {
    pub fn new(office: Office, messengers: Arc<Messengers>) -> Worker {
        let deliverer = Deliverer::new(office.clone(), messengers);
        Worker { office, deliverer, files: Files::default() }
    }

    /// With attachments to look after.
    #[must_use]
    pub fn with_files(self, files: Files) -> Worker {
        Worker { files, ..self }
    }

    /// Works until `shutdown`. Then no letter is begun and those on their way are waited for; a job in the
    /// middle of its work is dropped, as a power cut would, and run again by whoever claims it next.
    pub async fn run(self, shutdown: impl Future<Output = ()>) {
        let (stop, stopping) = watch::channel(false);
        let ended = async {
            shutdown.await;
            stop.send_replace(true);
        };
        tokio::join!(
            self.keep_timetable(stopping.clone()),
            self.keep_scanning(stopping.clone()),
            self.keep_delivering(stopping),
            ended
        );
    }

    /// Runs every job due now and empties the outbox, without waiting for anything. For tests and the
    /// command line.
    pub async fn run_once(&self) -> Report {
        let mut jobs = turns::take_all(&self.office, &self.files).await;
        if let Some(scanned) = jobs::scan::run(&self.office, &self.files).await.transpose() {
            jobs.push((Job::ScanFiles, scanned));
        }
        let (_never, stopping) = watch::channel(false);
        let (deliveries, broke_off) = self.deliverer.empty(&stopping).await;
        Report { jobs, deliveries, broke_off }
    }

    async fn keep_timetable(&self, mut stopping: watch::Receiver<bool>) {
        let always = async {
            loop {
                let ran = turns::take_all(&self.office, &self.files).await;
                let calm = ran.iter().any(|(_, result)| result.is_err());
                sleep(if calm { CALM } else { LOOK }).await;
            }
        };
        tokio::select! {
            () = stopped(&mut stopping) => {}
            () = always => {}
        }
    }

    async fn keep_scanning(&self, mut stopping: watch::Receiver<bool>) {
        let always = async {
            loop {
                let scanned = jobs::scan::run(&self.office, &self.files).await;
                if let Err(fault) = &scanned {
                    tracing::error!(error = %fault.chain(), "scanning broke off");
                }
                sleep(if scanned.is_err() { CALM } else { SCAN }).await;
            }
        };
        tokio::select! {
            () = stopped(&mut stopping) => {}
            () = always => {}
        }
    }

    async fn keep_delivering(&self, mut stopping: watch::Receiver<bool>) {
        while !*stopping.borrow() {
            let (_, broke_off) = self.deliverer.empty(&stopping).await;
            let pause = if broke_off.is_some() { CALM } else { LOOK };
            tokio::select! {
                () = stopped(&mut stopping) => {}
                () = sleep(pause) => {}
            }
        }
    }
}

async fn stopped(stopping: &mut watch::Receiver<bool>) {
    // An error means that nobody is left who could say stop, which is also an end.
    drop(stopping.wait_for(|stop| *stop).await);
}
