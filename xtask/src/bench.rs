//! `cargo xtask bench`: a filled city under load, on both databases, held against its budgets.

mod advised;
mod budgets;
mod bursty;
mod city;
mod floor;
pub(crate) mod machine;
mod mix;
mod overheard;
mod points;
mod prepare;
pub(crate) mod process;
mod report;
mod requests;
mod soak;
mod statements;
mod table;
mod wrk;

use std::path::PathBuf;

use anyhow::{Context, Result, ensure};
use clap::{Args, ValueEnum, builder::PossibleValuesParser};

use self::{
    budgets::Budgets,
    city::{City, Ground},
    floor::Floor,
    machine::{Machine, Program},
    points::{Point, Turn},
    prepare::Inputs,
    process::Family,
    report::{Measured, Row, Settings},
};
use crate::{run, workshop::Workshop};

/// How often the program is started on the filled database.
const STARTS: u32 = 3;
/// Of the demo's city, and of what the loads choose at random: the same in every run.
const SEED: u64 = 20_261_120;

#[derive(Args)]
pub(crate) struct Options {
    /// Complaints in the city.
    #[arg(long, default_value_t = 100_000, value_parser = clap::value_parser!(u32).range(1_000..=10_000_000))]
    complaints: u32,
    /// Seconds of load for each point and number of connections.
    #[arg(long, default_value_t = 10, value_parser = clap::value_parser!(u32).range(1..=600))]
    seconds: u32,
    #[arg(long, value_enum, default_value_t = Databases::Both)]
    database: Databases,
    /// How many requests are under way at once, one measurement each.
    #[arg(long, value_delimiter = ',', default_value = "1,8,32,256",
          value_parser = clap::value_parser!(u32).range(1..=1_000))]
    connections: Vec<u32>,
    /// Only these points; all of them otherwise.
    #[arg(long, value_delimiter = ',', value_parser = PossibleValuesParser::new(points::names()))]
    points: Vec<String>,
    /// Afterwards ten times the mean rate for so many seconds, 60 unless said, with as long before and after.
    #[arg(long, value_name = "SECONDS", num_args = 0..=1, default_missing_value = "60",
          value_parser = clap::value_parser!(u32).range(1..=600))]
    bursty: Option<u32>,
    /// Requests a second before and after the burst.
    #[arg(long, default_value_t = 50, value_parser = clap::value_parser!(u32).range(1..=1_000))]
    rate: u32,
    /// At the end a mixed load for so many minutes, 10 unless said, with a look at the memory every ten seconds.
    #[arg(long, value_name = "MINUTES", num_args = 0..=1, default_missing_value = "10",
          value_parser = clap::value_parser!(u32).range(1..=1_440))]
    soak: Option<u32>,
    /// PostgreSQL as `docs/operate/capacity.md` advises it, and not as it is delivered.
    #[arg(long)]
    advised: bool,
    /// After each point tells on which statements PostgreSQL spent its time; counting them costs it a little.
    #[arg(long)]
    statements: bool,
    /// Measures this program, such as an earlier build, instead of building one.
    #[arg(long)]
    program: Option<PathBuf>,
    /// Writes the JSON into this folder instead of `docs/benchmarks`, as of a look that is not to be kept.
    #[arg(long, value_name = "FOLDER")]
    into: Option<PathBuf>,
    /// Takes this build of `crates/testkit/examples/floor.rs` instead of building one.
    #[arg(long)]
    floor: Option<PathBuf>,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Databases {
    Sqlite,
    Postgres,
    Both,
}

impl Databases {
    /// As it is chosen.
    fn word(self) -> &'static str {
        match self {
            Databases::Sqlite => "sqlite",
            Databases::Postgres => "postgres",
            Databases::Both => "both",
        }
    }

    fn grounds(self) -> &'static [Ground] {
        match self {
            Databases::Sqlite => &[Ground::Sqlite],
            Databases::Postgres => &[Ground::Postgres],
            Databases::Both => &[Ground::Sqlite, Ground::Postgres],
        }
    }
}

/// Whether everything was answered, and within its budget.
pub(crate) fn run(options: &Options) -> Result<bool> {
    let workshop = Workshop::open()?;
    let load = workshop.root.join("load");
    let budgets = Budgets::read(&load.join("budgets.toml"))?;
    budgets.insist_on_known(&points::names())?;
    wrk::install()?;
    let machine = Machine::look(&workshop.target)?;
    let origin = match options.program {
        Some(_) => Program::default(),
        None => Program::built_at(&workshop.root)?,
    };
    let program = match &options.program {
        Some(program) => program.canonicalize().with_context(|| program.display().to_string())?,
        None => build(&workshop)?,
    };

    let floor = Floor {
        program: match &options.floor {
            Some(program) => program.canonicalize().with_context(|| program.display().to_string())?,
            None => floor::build(&workshop)?,
        },
        connections: &options.connections,
        seconds: options.seconds,
    };

    let mut measured = Measured {
        machine,
        program: origin,
        settings: options.settings(),
        cities: Vec::new(),
        rows: Vec::new(),
        bursts: Vec::new(),
        soaks: Vec::new(),
    };
    for row in floor.answers(&workshop)? {
        measured.put(row);
    }
    for ground in options.database.grounds() {
        println!("\n── {} complaints on {}", options.complaints, ground.name());
        let settings = options.server_settings(&measured.machine);
        let city = City::build(*ground, &program, options.complaints, &settings, &workshop)?;
        measure(city, options, (&workshop, &floor), &mut measured).with_context(|| ground.name())?;
    }
    measured.print();
    let beside = workshop.root.join("docs/benchmarks");
    measured.write(options.into.as_deref().unwrap_or(&beside))?;
    let wrong = [measured.faults(), budgets.overrun(&measured)].concat();
    for sentence in &wrong {
        println!("failed: {sentence}");
    }
    println!("\n{}", if wrong.is_empty() { "within all budgets" } else { "NOT within all budgets" });
    Ok(wrong.is_empty())
}

fn build(workshop: &Workshop) -> Result<PathBuf> {
    run::check(workshop.cargo(["build", "--release", "-p", "eungdapso"]))?;
    Ok(workshop.target.join("release/eungdapso"))
}

fn measure(
    mut city: City,
    options: &Options,
    (workshop, floor): (&Workshop, &Floor),
    measured: &mut Measured,
) -> Result<()> {
    let database = city.ground().name();
    let starts_ms = (0..STARTS).map(|_| city.start_again()).collect::<Result<Vec<f64>>>()?;
    let costs = Costs::of(&city)?;
    let idle_mib = costs.program.memory_mib()?;

    let settings = floor.prepare(&city)?;
    for row in floor.on(&city)? {
        measured.put(row);
    }
    let inputs = Inputs::gather(&city)?;
    let listening = city.overhear()?;
    for point in options.chosen() {
        for (turn, connections) in options.connections.iter().enumerate() {
            let left = options.connections.len() - turn;
            let turn = Turn { connections: *connections, seconds: options.seconds, left };
            let load = point.load(&inputs, city.url(), turn)?;
            let counted = options.statements.then(|| statements::count(&city)).transpose()?.flatten();
            let (figures, spent) = costs
                .during(|| wrk::run(&load, &workshop.root.join("load")))
                .with_context(|| format!("{} at {connections} connections", point.name))?;
            ensure!(city.lives()?, "the program ended under {}: {}", point.name, city.last_words());
            measured.put(Row::new(database, point.name, *connections, figures, spent));
            if let Some(counted) = counted {
                print!("{}", counted.told()?);
            }
        }
    }
    measured.cities.push(report::City {
        database,
        built_s: city.built_s(),
        starts_ms,
        idle_mib,
        settings,
        loaded_mib: costs.program.memory_mib()?,
        server_mib: costs.server.as_ref().map(Family::memory_mib).transpose()?,
        overheard: listening.map(|listening| listening.end()).transpose()?,
    });
    if let Some(seconds) = options.bursty {
        let burst = bursty::run(database, &inputs, city.url(), (options.rate, seconds), workshop)?;
        ensure!(city.lives()?, "the program ended under the burst: {}", city.last_words());
        measured.bursts.push(burst);
    }
    if let Some(minutes) = options.soak {
        let (figures, spent, soak) = soak::run(database, &inputs, (city.url(), minutes), &costs, workshop)?;
        ensure!(city.lives()?, "the program ended under the soak: {}", city.last_words());
        measured.put(Row::new(database, soak::NAME, soak::CONNECTIONS, figures, spent));
        measured.soaks.push(soak);
    }
    Ok(())
}

impl Options {
    fn settings(&self) -> Settings {
        Settings {
            complaints: self.complaints,
            seed: SEED,
            database: self.database.word(),
            advised: self.advised,
            connections: self.connections.clone(),
            seconds_a_point: self.seconds,
        }
    }

    fn server_settings(&self, machine: &Machine) -> Vec<String> {
        let counted = self.statements.then_some(statements::COUNTED).into_iter().flatten().map(str::to_owned);
        let advised = self.advised.then(|| advised::settings(machine.memory_gib)).into_iter().flatten();
        counted.chain(advised).collect()
    }

    /// The points to be measured, in their order.
    fn chosen(&self) -> impl Iterator<Item = &'static Point> {
        let wanted =
            |point: &&Point| self.points.is_empty() || self.points.iter().any(|name| name == point.name);
        points::ALL.iter().filter(wanted)
    }
}

/// The processes whose memory and processor time count: the program, and the database server where there is one.
struct Costs {
    program: Family,
    server: Option<Family>,
}

impl Costs {
    fn of(city: &City) -> Result<Self> {
        let server = city.database_server_id().map(Family::of).transpose()?;
        Ok(Self { program: Family::of(city.program_id()?)?, server })
    }

    /// What `load` gives, and the processor seconds that went by meanwhile.
    fn during<T>(&self, load: impl FnOnce() -> Result<T>) -> Result<(T, f64)> {
        let before = self.processor_seconds()?;
        let given = load()?;
        Ok((given, self.processor_seconds()? - before))
    }

    fn processor_seconds(&self) -> Result<f64> {
        let server = self.server.as_ref().map(Family::processor_seconds).transpose()?;
        Ok(self.program.processor_seconds()? + server.unwrap_or_default())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_seed_is_the_one_the_demo_builds_its_city_by() {
        let demo =
            std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../crates/eungdapso/src/commands/demo.rs");
        let demo = std::fs::read_to_string(demo).unwrap();
        assert_eq!(SEED, 20_261_120);
        assert!(demo.contains("const SEED: u64 = 20_261_120;"));
    }
}
