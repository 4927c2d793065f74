//! `cargo xtask cluster`: a city on several machines, all of them on this one, broken on purpose while people work.
//!
//! Three database machines (etcd, Patroni with PostgreSQL, pgbouncer), haproxy, and nodes of the program behind it, on
//! loopback alone. A machine that is cut off is one whose processes stand still.

mod account;
mod across;
mod database;
mod ledger;
mod limits;
mod load;
mod machine;
mod node;
mod patroni;
mod place;
mod proxy;
mod report;
mod texts;
mod trials;

use std::{
    collections::BTreeMap,
    path::{Path, PathBuf},
    process::Command,
    time::Duration,
};

use anyhow::{Context, Result};
use clap::Args;

use self::{database::Database, load::Load, node::Node, place::Place, proxy::Proxy, report::Report};
use crate::{bench::machine::Machine, postgres::random_word, run, workshop::Workshop};

#[derive(Args)]
pub(crate) struct Options {
    /// Complaints in the city before anybody works.
    #[arg(long, default_value_t = 200, value_parser = clap::value_parser!(u32).range(20..=100_000))]
    complaints: u32,
    /// How many people work at once.
    #[arg(long, default_value_t = 4, value_parser = clap::value_parser!(u32).range(1..=64))]
    people: u32,
    /// How many nodes of the program stand behind haproxy.
    #[arg(long, default_value_t = 2, value_parser = clap::value_parser!(u32).range(2..=6))]
    nodes: u32,
    /// Seconds in which nothing is broken, to compare with.
    #[arg(long, default_value_t = 10, value_parser = clap::value_parser!(u32).range(1..=600))]
    calm: u32,
    /// Takes this build of the program instead of building one.
    #[arg(long)]
    program: Option<PathBuf>,
    /// The release before it: the city is made by it and upgraded while people work, and goes back at the end.
    /// The same program unless said.
    #[arg(long)]
    old: Option<PathBuf>,
    /// Takes this Patroni instead of Debian's.
    #[arg(long)]
    patroni: Option<PathBuf>,
    /// The first of some thirty ports in a row; any free ones unless said.
    #[arg(long)]
    first_port: Option<u16>,
    /// Writes the JSON into this folder instead of `docs/benchmarks`, as of a look that is not to be kept.
    #[arg(long, value_name = "FOLDER")]
    into: Option<PathBuf>,
}

/// Everything that runs; ended in this order.
struct City {
    nodes: Vec<Node>,
    proxy: Proxy,
    database: Database,
    place: Place,
    /// What all nodes share.
    shared: PathBuf,
    /// The database's address, as the program knows it.
    url: String,
    program: PathBuf,
    older: PathBuf,
    /// Of all log-ins.
    people: String,
}

/// Whether nothing was lost, nothing done twice, and nobody refused while operators did what they do every week.
pub(crate) fn run(options: &Options) -> Result<bool> {
    let workshop = Workshop::open()?;
    let program = match &options.program {
        Some(program) => program.canonicalize().with_context(|| program.display().to_string())?,
        None => {
            run::check(workshop.cargo(["build", "-p", "eungdapso"]))?;
            workshop.target.join("debug/eungdapso")
        }
    };
    let older = match &options.old {
        Some(older) => older.canonicalize().with_context(|| older.display().to_string())?,
        None => program.clone(),
    };
    let machine = Machine::look(&workshop.target)?;
    let folder = workshop.target.join("cluster");
    println!("logs in {}", folder.join("logs").display());
    let mut city = City::build(options, &folder, (program, older))?;
    let word = random_word()?;
    let office = city.proxy.client();
    let token = across::log_in(&office, "receiver", &city.people)?;
    let people = usize::try_from(options.people)?;
    let mut load = Load::start(&office, &token, &word, people);
    let mut trials = trials::all(&mut city, &load, Duration::from_secs(options.calm.into()))?;
    let (one_address, limits) = trials::one_address(&mut city, &load)?;
    trials.push(one_address);
    let upgraded = city.older != city.program;
    if upgraded {
        trials.extend(trials::back(&mut city, &load)?);
    }
    load.finish()?;
    let across = across::all(&city)?;
    let promised = load.ledger().promised.clone();
    let account = account::settle(&city, &promised, &word)?;
    let report = Report {
        machine,
        versions: versions(&city),
        complaints: options.complaints,
        people,
        upgraded,
        trials,
        limits,
        across,
        account,
    };
    report.print();
    let beside = workshop.root.join("docs/benchmarks");
    report.write(options.into.as_deref().unwrap_or(&beside))?;
    let faults = report.faults();
    for fault in &faults {
        println!("failed: {fault}");
    }
    Ok(faults.is_empty())
}

impl City {
    fn build(options: &Options, folder: &Path, (program, older): (PathBuf, PathBuf)) -> Result<Self> {
        let mut place = Place::take(folder, options.first_port, options.patroni.as_deref())?;
        println!("three database machines");
        let database = Database::start(&mut place)?;
        let mut proxy = Proxy::new(&mut place)?;
        let at = |port| database::url(texts::OFFICE, &place.password, port, texts::OFFICE);
        let (url, standby) = (at(proxy.leader), at(proxy.standby));
        let shared = place.folder("office")?;
        let mut nodes = (1..=usize::try_from(options.nodes)?)
            .map(|number| Node::new(number, &mut place, &shared, [url.clone(), standby.clone()]))
            .collect::<Result<Vec<Node>>>()?;
        proxy.start(&place, &database, &nodes)?;
        let people = random_word()?;
        println!("a city of {} complaints", options.complaints);
        node::fill(&older, options.complaints, (&shared, &url, &people))?;
        for node in &mut nodes {
            node.start(&older)?;
        }
        proxy.wait_for_nodes()?;
        Ok(Self { nodes, proxy, database, place, shared, url, program, older, people })
    }

    fn leader(&self) -> Result<String> {
        self.database.leader().context("nobody leads")
    }
}

/// As each program tells its own; nothing of one that does not.
fn versions(city: &City) -> BTreeMap<&'static str, String> {
    let postgres = city.place.programs.join("postgres");
    let asked = [
        ("postgresql", postgres.as_path(), "--version"),
        ("patroni", city.place.patroni.program.as_path(), "--version"),
        ("etcd", Path::new("etcd"), "--version"),
        ("pgbouncer", Path::new("/usr/sbin/pgbouncer"), "--version"),
        ("haproxy", Path::new("/usr/sbin/haproxy"), "-v"),
    ];
    let tell = |(name, program, argument): (&'static str, &Path, &str)| {
        let mut command = Command::new(program);
        command.arg(argument);
        let said = run::quiet(command).ok()?;
        Some((name, said.lines().next()?.to_owned()))
    };
    asked.into_iter().filter_map(tell).collect()
}
