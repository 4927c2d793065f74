//! What happened when nobody asked: notices leave, deadlines are watched, what has expired goes.
//!
//! Any number of workers may run on one database. A job is claimed for each of its runs, a notice for each
//! of its tries; whatever a killed worker had in hand is taken up again when its claim has run out.

mod fault;
mod jobs;
mod neighbours;
mod steps;
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
pub use jobs::approval::Handed;
pub use jobs::deliver::Deliveries;
pub use jobs::epeople::Tellings;
pub use neighbours::Neighbours;

use jobs::approval::ApprovalDesk;
use jobs::deliver::Deliverer;
use jobs::epeople::Teller;
use steps::Steps;

/// Seconds of real time between two looks at the outbox and at the timetable.
const LOOK: Duration = Duration::from_secs(1);
/// Seconds of real time between two looks at what came in to be scanned: a petitioner waits for it.
const SCAN: Duration = Duration::from_secs(3);
/// Complaints that may wait for the search index: every search reads those that do.
const FOLD: u32 = 128;
/// Changes that may wait to be added to the sums by day: every statistic reads those that do.
const ADD: u32 = 500;
/// After a fault: a database that is away should not fill the log.
const CALM: Duration = Duration::from_secs(10);

/// The office's machinery. It keeps the office's clock, so a demo's moved clock brings about what is due.
pub struct Worker {
    office: Office,
    deliverer: Deliverer,
    tools: Tools,
    teller: Option<Teller>,
    approval: Option<ApprovalDesk>,
}

/// What the jobs work with besides the office itself.
#[derive(Clone)]
pub(crate) struct Tools {
    pub(crate) neighbours: Neighbours,
    pub(crate) files: Files,
    pub(crate) steps: Arc<Steps>,
}

/// Where files lie, and who looks into those that came in; an office may have neither.
#[derive(Clone, Debug, Default)]
pub struct Files {
    pub vault: Option<Arc<Vault>>,
    pub scanner: Option<Arc<Scanner>>,
    /// How long a list in a file may be.
    pub exports: casework::exports::Limits,
}

/// What one round did.
#[derive(Debug, Default)]
pub struct Report {
    /// The jobs that were due, in order, each with what it did.
    pub jobs: Vec<(Job, Result<String, Fault>)>,
    pub deliveries: Deliveries,
    pub tellings: Tellings,
    /// What was handed to the approval system.
    pub handed: Handed,
    /// Why delivering, telling or handing over broke off.
    pub broke_off: Option<Fault>,
}

impl Worker {
    pub fn new(office: Office, messengers: Arc<Messengers>) -> Worker {
        let steps = Arc::new(Steps::new(office.clone()));
        let deliverer = Deliverer::new(office.clone(), messengers, Arc::clone(&steps));
        let tools = Tools { neighbours: Neighbours::default(), files: Files::default(), steps };
        Worker { office, deliverer, tools, teller: None, approval: None }
    }

    /// Connected with these systems.
    #[must_use]
    pub fn beside(self, neighbours: Neighbours) -> Worker {
        let teller = neighbours.epeople.clone().map(|client| Teller::new(self.office.clone(), client));
        let approval = neighbours.approval.clone();
        let approval = approval.map(|client| ApprovalDesk::new(self.office.clone(), client));
        Worker { tools: Tools { neighbours, ..self.tools }, teller, approval, ..self }
    }

    /// With attachments to look after.
    #[must_use]
    pub fn with_files(self, files: Files) -> Worker {
        Worker { tools: Tools { files, ..self.tools }, ..self }
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
            self.keep_delivering(stopping.clone()),
            self.keep_telling(stopping.clone()),
            self.keep_handing_over(stopping.clone()),
            self.keep_scanning(stopping.clone()),
            self.keep_making(stopping.clone()),
            self.keep_folding(stopping),
            ended
        );
    }

    /// Runs every job due now and empties the outbox, without waiting for anything. For tests and the
    /// command line.
    pub async fn run_once(&self) -> Report {
        let mut jobs = turns::take_all(&self.office, &self.tools).await;
        if let Some(scanned) = jobs::scan::run(&self.office, &self.tools.files).await.transpose() {
            jobs.push((Job::ScanFiles, scanned));
        }
        if let Some(made) = jobs::export::run(&self.office, &self.tools.files).await.transpose() {
            jobs.push((Job::MakeExports, made));
        }
        let (_never, stopping) = watch::channel(false);
        let (deliveries, broke_off) = self.deliverer.empty(&stopping).await;
        let (tellings, silent) = match &self.teller {
            Some(teller) => teller.empty(&stopping).await,
            None => (Tellings::default(), None),
        };
        let (handed, shut) = match &self.approval {
            Some(desk) => desk.empty().await,
            None => (Handed::default(), None),
        };
        Report { jobs, deliveries, tellings, handed, broke_off: broke_off.or(silent).or(shut) }
    }

    async fn keep_telling(&self, mut stopping: watch::Receiver<bool>) {
        let Some(teller) = &self.teller else { return };
        while !*stopping.borrow() {
            let (_, broke_off) = teller.empty(&stopping).await;
            let pause = if broke_off.is_some() { CALM } else { LOOK };
            tokio::select! {
                () = stopped(&mut stopping) => {}
                () = sleep(pause) => {}
            }
        }
    }

    async fn keep_handing_over(&self, mut stopping: watch::Receiver<bool>) {
        let Some(desk) = &self.approval else { return };
        while !*stopping.borrow() {
            let (_, broke_off) = desk.empty().await;
            let pause = if broke_off.is_some() { CALM } else { LOOK };
            tokio::select! {
                () = stopped(&mut stopping) => {}
                () = sleep(pause) => {}
            }
        }
    }

    async fn keep_timetable(&self, mut stopping: watch::Receiver<bool>) {
        let always = async {
            loop {
                self.catch_up().await;
                let ran = turns::take_all(&self.office, &self.tools).await;
                let calm = ran.iter().any(|(_, result)| result.is_err());
                sleep(if calm { CALM } else { LOOK }).await;
            }
        };
        tokio::select! {
            () = stopped(&mut stopping) => {}
            () = always => {}
        }
    }

    /// Pages that open no transaction of their own show what another process changed a second ago.
    async fn catch_up(&self) {
        let caught_up = async { self.office.catch_up(&mut self.office.store().read().await?).await };
        if let Err(error) = caught_up.await {
            tracing::warn!(%error, "organisation, calendar and outages could not be read again");
        }
    }

    async fn keep_scanning(&self, mut stopping: watch::Receiver<bool>) {
        let always = async {
            loop {
                let scanned = jobs::scan::run(&self.office, &self.tools.files).await;
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

    async fn keep_making(&self, mut stopping: watch::Receiver<bool>) {
        let always = async {
            loop {
                let made = jobs::export::run(&self.office, &self.tools.files).await;
                if let Err(fault) = &made {
                    tracing::error!(error = %fault.chain(), "a file was not made");
                }
                match made {
                    // Whoever waits next need not wait for the beat.
                    Ok(Some(_)) => {}
                    Ok(None) => sleep(LOOK).await,
                    Err(_) => sleep(CALM).await,
                }
            }
        };
        tokio::select! {
            () = stopped(&mut stopping) => {}
            () = always => {}
        }
    }

    async fn keep_folding(&self, mut stopping: watch::Receiver<bool>) {
        let always = async {
            loop {
                let folded = casework::search::fold(&self.office, FOLD).await.map_err(Fault::from);
                let added = casework::statistics::add_up(&self.office, ADD).await.map_err(Fault::from);
                for (done, what) in [(&folded, "search index"), (&added, "sums of the statistics")] {
                    if let Err(fault) = done {
                        tracing::error!(error = %fault.chain(), what, "fell behind");
                    }
                }
                let calm = folded.is_err() || added.is_err();
                sleep(if calm { CALM } else { LOOK }).await;
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
