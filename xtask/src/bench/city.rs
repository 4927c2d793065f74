//! A demo city of its own: built once, started again and again, gone at the end.

use std::{
    fs::{self, File},
    path::{Path, PathBuf},
    process::{Command, Stdio},
    thread,
    time::{Duration, Instant},
};

use anyhow::{Context, Result, bail};
use tempfile::TempDir;

use super::overheard::{Overhearing, WRITTEN_DOWN};
use crate::http::Client;
use crate::{
    demo,
    guard::Guarded,
    postgres::{Postgres, random_word},
    run,
    workshop::Workshop,
};

/// The day at which the demo's clock stands when its city is new.
pub(super) const TODAY: &str = "2026-11-20";
/// The least time that building a city may take, on however busy a machine.
const BUILD_LIMIT: Duration = Duration::from_secs(30 * 60);
/// What it may take beyond that: ten times what a complaint took when it was measured.
const BUILD_LIMIT_A_COMPLAINT: Duration = Duration::from_millis(3);
/// Far over the budget: a slow start is measured, a hanging one is a fault.
const START_LIMIT: Duration = Duration::from_secs(60);
/// Between two looks at `/healthz`, in a start that is measured in milliseconds.
const LOOK_AGAIN: Duration = Duration::from_millis(1);

/// What the city stands on.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Ground {
    Sqlite,
    Postgres,
}

impl Ground {
    pub(super) fn name(self) -> &'static str {
        match self {
            Ground::Sqlite => "SQLite",
            Ground::Postgres => "PostgreSQL",
        }
    }
}

pub(super) struct City {
    ground: Ground,
    program: PathBuf,
    complaints: u32,
    password: String,
    log: PathBuf,
    built: Duration,
    url: String,
    /// Ended before the database and its files are.
    server: Option<Guarded>,
    postgres: Option<Postgres>,
    data: TempDir,
}

impl City {
    /// Fills the database; the program runs when this returns.
    pub(super) fn build(
        ground: Ground,
        program: &Path,
        complaints: u32,
        settings: &[String],
        workshop: &Workshop,
    ) -> Result<Self> {
        let folder = workshop.target.join("bench");
        fs::create_dir_all(&folder)?;
        let postgres = match ground {
            Ground::Sqlite => None,
            Ground::Postgres => {
                let settings = WRITTEN_DOWN.iter().copied().chain(settings.iter().map(String::as_str));
                Some(Postgres::start_lasting(&settings.collect::<Vec<_>>())?)
            }
        };
        let mut city = Self {
            ground,
            program: program.to_owned(),
            complaints,
            password: random_word()?,
            log: folder.join(format!("{}.log", ground.name())),
            built: Duration::ZERO,
            url: String::new(),
            server: None,
            postgres,
            // Beside the build, not in /tmp: that is often kept in memory, and we measure the disk as well.
            data: tempfile::Builder::new().prefix("city-").tempdir_in(&folder)?,
        };
        city.built = city.start(BUILD_LIMIT + BUILD_LIMIT_A_COMPLAINT * complaints)?;
        city.gather_statistics()?;
        Ok(city)
    }

    /// Ends the program and starts it anew; milliseconds from its start to its first answer.
    pub(super) fn start_again(&mut self) -> Result<f64> {
        self.server = None;
        Ok(self.start(START_LIMIT)?.as_secs_f64() * 1e3)
    }

    fn start(&mut self, limit: Duration) -> Result<Duration> {
        let folder = tempfile::Builder::new().prefix("eungdapso-bench-").tempdir()?;
        let mut command = Command::new(&self.program);
        command
            .args(["demo", "--listen", "127.0.0.1:0", "--complaints", &self.complaints.to_string(), "--data"])
            .arg(self.data.path().join("data"))
            .env("EUNGDAPSO_DEMO_PASSWORD", &self.password)
            // As the service's unit has it.
            .env("MALLOC_ARENA_MAX", "2")
            .env_remove("DATABASE_URL")
            .envs(self.postgres.iter().map(|postgres| ("DATABASE_URL", &postgres.url)))
            .current_dir(folder.path())
            .stdout(Stdio::piped())
            .stderr(File::create(&self.log)?);
        let began = Instant::now();
        let mut server = Guarded::start(command, "TERM", folder)?;
        let output = server.child.stdout.take().context("the program's output")?;
        self.server = Some(server);
        self.url = demo::address(output, &self.log, limit).with_context(|| run::tail(&self.log))?;
        let client = Client::new(&self.url);
        while began.elapsed() < limit {
            if client.status("/healthz").is_ok_and(|status| status == 200) {
                return Ok(began.elapsed());
            }
            thread::sleep(LOOK_AGAIN);
        }
        bail!("/healthz did not answer 200 within {} s\n{}", limit.as_secs(), run::tail(&self.log))
    }

    /// PostgreSQL does this by itself within a minute or so; we cannot wait, and plans depend on it.
    fn gather_statistics(&self) -> Result<()> {
        let Some(postgres) = &self.postgres else { return Ok(()) };
        let mut psql = Command::new("psql");
        psql.arg(&postgres.url).args(["--quiet", "--no-psqlrc", "--command", "vacuum analyze"]);
        run::quiet(psql).map(drop)
    }

    pub(super) fn ground(&self) -> Ground {
        self.ground
    }

    pub(super) fn url(&self) -> &str {
        &self.url
    }

    pub(super) fn password(&self) -> &str {
        &self.password
    }

    /// Where lists of addresses may be put; gone with the city.
    pub(super) fn folder(&self) -> &Path {
        self.data.path()
    }

    pub(super) fn built_s(&self) -> f64 {
        self.built.as_secs_f64()
    }

    pub(super) fn program_id(&self) -> Result<u32> {
        Ok(self.server.as_ref().context("the program does not run")?.child.id())
    }

    pub(super) fn database_server_id(&self) -> Option<u32> {
        self.postgres.as_ref().map(Postgres::id)
    }

    /// Listens to the database server from now on, where there is one.
    pub(super) fn overhear(&self) -> Result<Option<Overhearing>> {
        self.postgres.as_ref().map(|postgres| Overhearing::begin(&postgres.log())).transpose()
    }

    pub(super) fn postgres_url(&self) -> Option<&str> {
        self.postgres.as_ref().map(|postgres| postgres.url.as_str())
    }

    pub(super) fn lives(&mut self) -> Result<bool> {
        let server = self.server.as_mut().context("the program does not run")?;
        Ok(server.child.try_wait()?.is_none())
    }

    pub(super) fn last_words(&self) -> String {
        run::tail(&self.log)
    }
}
