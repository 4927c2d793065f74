//! haproxy: the one address that everybody asks, and the one at which the leading database is found.

use std::{
    fs,
    io::{Read, Write},
    os::unix::net::UnixStream,
    path::PathBuf,
    time::Duration,
};

use anyhow::{Context, Result, ensure};

use super::{
    database::Database,
    limits,
    node::Node,
    place::{self, Place, wait_until},
    texts,
};
use crate::{guard::Guarded, http::Client};

pub(super) struct Proxy {
    /// Where people ask.
    office: u16,
    /// Where the program finds the leader.
    pub(super) leader: u16,
    /// Where it finds somebody who follows.
    pub(super) standby: u16,
    control: PathBuf,
    settings: PathBuf,
    running: Option<Guarded>,
}

impl Proxy {
    pub(super) fn new(place: &mut Place) -> Result<Self> {
        let folder = place.folder("haproxy")?;
        let (control, settings) = (folder.join("control"), folder.join("haproxy.cfg"));
        let [office, leader, standby] = [place.port()?, place.port()?, place.port()?];
        Ok(Self { office, leader, standby, control, settings, running: None })
    }

    pub(super) fn start(&mut self, place: &Place, database: &Database, nodes: &[Node]) -> Result<()> {
        let control = self.control.display().to_string();
        let ports = [self.office, self.leader, self.standby];
        fs::write(&self.settings, texts::haproxy(database, nodes, ports, &control))?;
        for (name, told) in limits::TOLD {
            fs::write(self.settings.with_file_name(name), told)?;
        }
        let settings = self.settings.display().to_string();
        let log = place.log("haproxy", "haproxy");
        let haproxy = place::program("haproxy")?;
        self.running = Some(place.start(&haproxy, &["-db", "-f", &settings], &log)?);
        // Before it has asked them, haproxy takes every machine for the leader.
        wait_until("one leader behind haproxy", Duration::from_secs(30), || {
            let said = self.says("show stat").unwrap_or_default();
            let leading = said.lines().filter(|line| line.starts_with("leader,db"));
            Ok(leading.filter(|line| !line.contains(",DOWN,")).count() == 1)
        })
        .with_context(|| crate::run::tail(&log))?;
        Ok(())
    }

    /// Until it has heard of a node that is ready.
    pub(super) fn wait_for_nodes(&self) -> Result<()> {
        let client = self.client();
        let ready = || Ok(client.status("/readyz").is_ok_and(|status| status == 200));
        wait_until("a node behind haproxy", Duration::from_secs(30), ready).map(drop)
    }

    /// The city, as everybody asks it.
    pub(super) fn client(&self) -> Client {
        Client::new(&format!("http://127.0.0.1:{}", self.office))
    }

    /// No new request goes to this node; those under way end.
    pub(super) fn drain(&self, node: &str) -> Result<()> {
        let said = self.says(&format!("set server nodes/{node} state drain"))?;
        ensure!(said.trim().is_empty(), "haproxy: {said}");
        Ok(())
    }

    /// Requests go to this node again.
    pub(super) fn admit(&self, node: &str) -> Result<()> {
        let said = self.says(&format!("set server nodes/{node} state ready"))?;
        ensure!(said.trim().is_empty(), "haproxy: {said}");
        Ok(())
    }

    fn says(&self, command: &str) -> Result<String> {
        let mut line = UnixStream::connect(&self.control)?;
        line.write_all(format!("{command}\n").as_bytes())?;
        let mut said = String::new();
        line.read_to_string(&mut said)?;
        Ok(said)
    }
}
