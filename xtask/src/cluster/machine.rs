//! One machine of the database: etcd, Patroni with its PostgreSQL, and pgbouncer, which live and die together.

use std::{
    fs,
    path::{Path, PathBuf},
    time::Duration,
};

use anyhow::{Context, Result, bail};

use super::{
    place::{self, Place, signal, wait_until},
    texts,
};
use crate::{bench::process::family, guard::Guarded};

/// PostgreSQL ends with Patroni; a busy machine takes its time for the last checkpoint.
const END_LIMIT: Duration = Duration::from_secs(30);

pub(super) struct Ports {
    pub(super) etcd: u16,
    peer: u16,
    pub(super) patroni: u16,
    pub(super) postgres: u16,
    pub(super) pgbouncer: u16,
}

pub(super) struct Machine {
    pub(super) name: String,
    pub(super) ports: Ports,
    pub(super) folder: PathBuf,
    /// In the order in which they end.
    running: Vec<Guarded>,
    frozen: bool,
}

impl Machine {
    pub(super) fn new(name: String, place: &mut Place) -> Result<Self> {
        let folder = place.folder(&name)?;
        let ports = Ports {
            etcd: place.port()?,
            peer: place.port()?,
            patroni: place.port()?,
            postgres: place.port()?,
            pgbouncer: place.port()?,
        };
        Ok(Self { name, ports, folder, running: Vec::new(), frozen: false })
    }

    /// Writes the settings; every machine knows all others.
    pub(super) fn settle(&self, all: &[Machine], place: &Place) -> Result<()> {
        fs::write(self.file("patroni.yml"), texts::patroni(self, all, place))?;
        fs::write(self.file("pgbouncer.ini"), texts::pgbouncer(self))?;
        let users = format!("\"{}\" \"{}\"\n", texts::OFFICE, place.password);
        fs::write(self.file("users.txt"), users)?;
        Ok(())
    }

    /// Switches the machine on, for the first time or again.
    pub(super) fn start(&mut self, all: &str, place: &Place) -> Result<()> {
        let client = format!("http://127.0.0.1:{}", self.ports.etcd);
        let peer = self.peer();
        let data = self.file("etcd").display().to_string();
        let settled = [
            ["--name", &self.name],
            ["--data-dir", &data],
            ["--listen-client-urls", &client],
            ["--advertise-client-urls", &client],
            ["--listen-peer-urls", &peer],
            ["--initial-advertise-peer-urls", &peer],
            ["--initial-cluster", all],
            ["--initial-cluster-token", texts::SCOPE],
            // Three of them share a disk with everything else here.
            ["--heartbeat-interval", "200"],
            ["--election-timeout", "2000"],
        ];
        let etcd = [settled.as_flattened(), place.patroni.of_etcd()].concat();
        let begin = |name: &str, program: &Path, arguments: &[&str]| {
            place.start(program, arguments, &place.log(&self.name, name))
        };
        let start = |name: &str, arguments: &[&str]| begin(name, &place::program(name)?, arguments);
        let settings = |name: &str| self.file(name).display().to_string();
        let etcd = start("etcd", &etcd)?;
        let patroni = begin("patroni", &place.patroni.program, &[&settings("patroni.yml")])?;
        let pgbouncer = start("pgbouncer", &[&settings("pgbouncer.ini")])?;
        self.running = vec![pgbouncer, patroni, etcd];
        Ok(())
    }

    /// How the other machines' etcd finds ours.
    pub(super) fn peer(&self) -> String {
        format!("http://127.0.0.1:{}", self.ports.peer)
    }

    /// The power is cut: nothing is told, nothing is written any more.
    pub(super) fn kill(&mut self) -> Result<()> {
        let ids = self.processes()?;
        // All at once, or the first to go would be noticed by those that stay a moment longer.
        signal("STOP", &ids)?;
        signal("KILL", &ids)?;
        self.running.clear();
        Ok(())
    }

    /// Nobody hears of it any more, and it does not know: its processes stand still and their connections stay open.
    pub(super) fn freeze(&mut self) -> Result<()> {
        self.frozen = true;
        signal("STOP", &self.processes()?)
    }

    /// What speaks to the other machines stands still, and the database goes on: it believes that it leads, takes what
    /// it is told, and hears from nobody that another one does.
    pub(super) fn forsake(&mut self) -> Result<()> {
        self.frozen = true;
        let [_, patroni, etcd] = &self.running[..] else { bail!("{} does not run", self.name) };
        signal("STOP", &[family(patroni.child.id())?, family(etcd.child.id())?].concat())
    }

    /// It goes on as if no time had passed.
    pub(super) fn thaw(&mut self) -> Result<()> {
        self.frozen = false;
        signal("CONT", &self.processes()?)
    }

    fn file(&self, name: &str) -> PathBuf {
        self.folder.join(name)
    }

    /// Everything that runs here. PostgreSQL is no child of Patroni's, so that it lives on without it.
    fn processes(&self) -> Result<Vec<u32>> {
        let mut ids = Vec::new();
        for one in &self.running {
            ids.extend(family(one.child.id())?);
        }
        if let Some(postgres) = postmaster(&self.file("data")) {
            ids.extend(family(postgres)?);
        }
        ids.sort_unstable();
        ids.dedup();
        Ok(ids)
    }

    fn end(&mut self) -> Result<()> {
        if self.frozen {
            self.thaw()?;
        }
        self.running.clear();
        let data = self.file("data");
        let left = postmaster(&data).map(family).transpose()?.unwrap_or_default();
        signal("INT", left.get(..1).unwrap_or_default())?;
        let ended = wait_until("PostgreSQL's end", END_LIMIT, || Ok(postmaster(&data).is_none()));
        if ended.is_err() {
            signal("KILL", &left)?;
        }
        Ok(())
    }
}

impl Drop for Machine {
    fn drop(&mut self) {
        if let Err(fault) = self.end() {
            eprintln!("{} could not be ended: {fault:#}", self.name);
        }
    }
}

/// The id of the PostgreSQL that runs on this folder, as it wrote it down itself; none if it is gone.
fn postmaster(data: &Path) -> Option<u32> {
    let written = fs::read_to_string(data.join("postmaster.pid")).ok()?;
    let id: u32 = written.lines().next()?.trim().parse().ok()?;
    let runs = fs::read(format!("/proc/{id}/cmdline")).ok()?;
    let folder = data.to_str()?.as_bytes();
    // Another process may have its number by now.
    runs.windows(folder.len()).any(|part| part == folder).then_some(id)
}

pub(super) fn named<'a>(machines: &'a mut [Machine], name: &str) -> Result<&'a mut Machine> {
    machines.iter_mut().find(|one| one.name == name).with_context(|| format!("there is no machine {name}"))
}
