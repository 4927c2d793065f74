//! The database of the city: three machines, who of them leads, and whether all are well.

use std::time::Duration;

use anyhow::{Context, Result, ensure};
use serde_json::{Value, json};

use super::{
    machine::{self, Machine},
    place::{Place, wait_until},
    texts,
};
use crate::http::{Client, Question};

/// Fewer could not outvote one that is cut off.
const MACHINES: usize = 3;
/// A first start makes a database and copies it twice.
const START_LIMIT: Duration = Duration::from_secs(120);
/// A machine that comes back rewinds, or copies the whole database.
const WELL_LIMIT: Duration = Duration::from_secs(120);
/// A machine that stands still takes the connection and says nothing.
const PATIENCE: Duration = Duration::from_secs(1);

pub(super) struct Database {
    pub(super) machines: Vec<Machine>,
}

impl Database {
    /// All machines, one of them leading and one that every commit waits for; the office's database is there, empty.
    pub(super) fn start(place: &mut Place) -> Result<Self> {
        let machines: Vec<Machine> =
            (1..=MACHINES).map(|number| Machine::new(format!("db{number}"), place)).collect::<Result<_>>()?;
        let mut database = Self { machines };
        for one in &database.machines {
            one.settle(&database.machines, place)?;
        }
        let all = database.peers();
        for one in &mut database.machines {
            one.start(&all, place)?;
        }
        database.wait_until_well(START_LIMIT)?;
        database.make_office(place)?;
        Ok(database)
    }

    /// Switches a machine on that was killed.
    pub(super) fn start_again(&mut self, name: &str, place: &Place) -> Result<()> {
        let all = self.peers();
        self.machine(name)?.start(&all, place)
    }

    pub(super) fn machine(&mut self, name: &str) -> Result<&mut Machine> {
        machine::named(&mut self.machines, name)
    }

    /// Who leads, as far as any machine knows that answers.
    pub(super) fn leader(&self) -> Option<String> {
        let members = self.members()?;
        let leader = members.iter().find(|one| one["role"] == "leader" && one["state"] == "running")?;
        Some(leader["name"].as_str()?.to_owned())
    }

    /// Seconds until one leads, all others follow and one of them is waited for with each commit.
    pub(super) fn wait_until_well(&self, limit: Duration) -> Result<Duration> {
        wait_until("three machines that are well", limit, || {
            let members = self.members().unwrap_or_default();
            let is = |role: &str| members.iter().filter(|one| one["role"] == role).count();
            let runs = |one: &&Value| one["state"] == "running" || one["state"] == "streaming";
            let all = members.iter().filter(runs).count() == MACHINES;
            Ok(all && is("leader") == 1 && is("sync_standby") == 1)
        })
    }

    /// The same, for a cluster that was well before.
    pub(super) fn wait_until_well_again(&self) -> Result<Duration> {
        self.wait_until_well(WELL_LIMIT)
    }

    /// Asks for another leader, as before work on a machine.
    pub(super) fn switch_over(&self, from: &str) -> Result<()> {
        let leader = self.machines.iter().find(|one| one.name == from).context("no such machine")?;
        let asked = Question {
            body: Some(json!({ "leader": from }).to_string()),
            within: Duration::from_secs(60),
            ..Question::of("POST", "/switchover")
        };
        let (status, said) = api(leader).ask(&asked)?;
        ensure!(status == 200, "the switch-over from {from} was answered {status}: {said}");
        Ok(())
    }

    /// What a query gives at one machine, a line a row.
    pub(super) fn lines_at(&self, place: &Place, name: &str, query: &str) -> Result<Vec<String>> {
        let machine = self.machines.iter().find(|one| one.name == name).context("no such machine")?;
        let url = url("postgres", &place.password, machine.ports.postgres, texts::OFFICE);
        let said = place.ask("psql", &["--no-psqlrc", "--tuples-only", "--no-align", "-c", query, &url])?;
        Ok(said.lines().map(str::to_owned).collect())
    }

    fn members(&self) -> Option<Vec<Value>> {
        self.machines.iter().find_map(|one| {
            let asked = Question { within: PATIENCE, ..Question::of("GET", "/cluster") };
            let (_, text) = api(one).ask(&asked).ok()?;
            let told: Value = serde_json::from_str(&text).ok()?;
            told["members"].as_array().filter(|members| !members.is_empty()).cloned()
        })
    }

    fn make_office(&self, place: &Place) -> Result<()> {
        let leader = self.leader().context("nobody leads")?;
        let leader = self.machines.iter().find(|one| one.name == leader).context("no such machine")?;
        let url = url("postgres", &place.password, leader.ports.postgres, "postgres");
        let role = format!("create role {} login password '{}'", texts::OFFICE, place.password);
        let office = texts::OFFICE;
        let made =
            format!("create database {office} owner {office} encoding 'UTF8' locale 'C' template template0");
        for statement in [role, made] {
            place.ask("psql", &["--no-psqlrc", "--quiet", "-c", &statement, &url])?;
        }
        Ok(())
    }

    fn peers(&self) -> String {
        let each: Vec<String> =
            self.machines.iter().map(|one| format!("{}={}", one.name, one.peer())).collect();
        each.join(",")
    }
}

pub(super) fn url(user: &str, password: &str, port: u16, database: &str) -> String {
    format!("postgres://{user}:{password}@127.0.0.1:{port}/{database}")
}

fn api(machine: &Machine) -> Client {
    Client::new(&format!("http://127.0.0.1:{}", machine.ports.patroni))
}
