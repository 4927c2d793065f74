//! PostgreSQL servers of one test, in a folder of its own: for what happens to a server as a whole.

mod room;

use std::env;
use std::fs::{self, File};
use std::net::{Ipv4Addr, TcpListener};
use std::os::unix::fs::{MetadataExt, chown};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use sqlx::postgres::PgConnection;
use sqlx::{AssertSqlSafe, Connection, raw_sql};

const USER: &str = "eungdapso";
/// A start takes about a second; a recovery on a busy machine some more.
const LIMIT: Duration = Duration::from_secs(60);
/// Debian keeps the server's programs outside the path, a folder a version.
const PROGRAMS: &str = "/usr/lib/postgresql";

/// A folder with a new cluster in `data`; gone when it is dropped.
pub struct Home {
    folder: tempfile::TempDir,
    programs: PathBuf,
    /// PostgreSQL refuses to run as root: then it is the user that Debian's package made.
    as_user: Option<&'static str>,
}

/// A running server, ended by its process when it is dropped.
pub struct Server {
    pub url: String,
    pub port: u16,
    child: Child,
    log: PathBuf,
}

impl Home {
    pub fn make() -> Home {
        Home::made_with(&[])
    }

    /// The same with more words to `initdb`.
    pub fn made_with(words: &[&str]) -> Home {
        let folder = tempfile::Builder::new().prefix("eungdapso-cluster-").tempdir().unwrap();
        let is_root = fs::metadata("/proc/self").is_ok_and(|about| about.uid() == 0);
        let as_user = is_root.then_some("postgres");
        if let Some(user) = as_user {
            let id = Command::new("id").args(["-u", user]).output().unwrap();
            let id = String::from_utf8(id.stdout).unwrap().trim().parse().unwrap();
            chown(folder.path(), Some(id), None).unwrap();
        }
        let home = Home { folder, programs: newest_programs(), as_user };
        let data = home.path("data");
        home.done(
            home.program("initdb")
                .arg("-D")
                .arg(data)
                .args(["--username", USER, "--locale=C", "--encoding=UTF8"])
                .args(words),
        );
        home
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// One of PostgreSQL's own programs, as the user whose folder this is.
    pub fn program(&self, name: &str) -> Command {
        self.command(&self.programs.join(name))
    }

    fn command(&self, program: &Path) -> Command {
        let mut command = match self.as_user {
            Some(user) => {
                let mut command = Command::new("setpriv");
                command.args(["--reuid", user, "--regid", user, "--init-groups", "--"]).arg(program);
                command
            }
            None => Command::new(program),
        };
        // Words of a shell name PostgreSQL's programs as an administrator does.
        let path = env::var("PATH").unwrap_or_default();
        command.env("PATH", format!("{}:{path}", self.programs.display()));
        command.current_dir(self.folder.path()).env_remove("PGDATA").env("LC_ALL", "C");
        command
    }

    /// Runs a command of ours to its good end.
    pub fn done(&self, command: &mut Command) {
        let output = command.output().unwrap();
        assert!(output.status.success(), "{command:?}: {}", String::from_utf8_lossy(&output.stderr));
    }

    /// Runs words of a shell in this folder, as the user whose it is.
    pub fn shell(&self, words: &str) {
        self.done(self.command(Path::new("sh")).args(["-c", words]));
    }

    /// Starts a server over one of the clusters in this folder, and waits until it answers.
    pub fn start(&self, cluster: &str, settings: &[&str]) -> Server {
        self.start_at(free_port(), cluster, settings)
    }

    /// A server that follows this one, over a copy of it in a folder of this name.
    pub fn follow(&self, leader: &Server, cluster: &str) -> Server {
        let copy = ["--checkpoint=fast", "--write-recovery-conf", "--dbname", &leader.url, "-D"];
        self.done(self.program("pg_basebackup").args(copy).arg(self.path(cluster)));
        self.start(cluster, &[])
    }

    /// The same where it was reached before.
    pub fn start_at(&self, port: u16, cluster: &str, settings: &[&str]) -> Server {
        let log = self.path(&format!("{cluster}.log"));
        let mut server = self.program("postgres");
        server.arg("-D").arg(self.path(cluster)).args(["-p", &port.to_string()]);
        let ours = ["listen_addresses=127.0.0.1", "unix_socket_directories=", "fsync=off"];
        server.args(ours.iter().chain(settings).flat_map(|setting| ["-c", setting]));
        let written = File::create(&log).unwrap();
        server.stdin(Stdio::null()).stdout(written.try_clone().unwrap()).stderr(written);
        let url = format!("postgres://{USER}@127.0.0.1:{port}/postgres");
        let mut server = Server { url, port, child: server.spawn().unwrap(), log };
        let mut ready = Command::new(self.programs.join("pg_isready"));
        ready.args(["-q", "-h", "127.0.0.1", "-p", &port.to_string(), "-d", "postgres"]);
        server.until("answers", || ready.status().unwrap().success());
        server
    }
}

impl Server {
    /// Waits until something is so; a server that ended meanwhile will not make it so.
    fn until(&mut self, what: &str, mut is_so: impl FnMut() -> bool) {
        let limit = Instant::now() + LIMIT;
        while !is_so() {
            let ended = self.child.try_wait().unwrap();
            let log = fs::read_to_string(&self.log).unwrap_or_default();
            assert!(ended.is_none() && Instant::now() < limit, "no server that {what}: {ended:?}\n{log}");
            thread::sleep(Duration::from_millis(20));
        }
    }

    /// Asks a question that has one answer, until the answer is yes.
    pub async fn until_yes(&self, question: &str) {
        let limit = Instant::now() + LIMIT;
        loop {
            let mut connection = PgConnection::connect(&self.url).await.unwrap();
            let yes: bool = sqlx::query_scalar(AssertSqlSafe(question.to_owned()))
                .fetch_one(&mut connection)
                .await
                .unwrap();
            connection.close().await.unwrap();
            if yes {
                return;
            }
            let log = fs::read_to_string(&self.log).unwrap_or_default();
            assert!(Instant::now() < limit, "never: {question}\n{log}");
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    }

    /// The answer to a question that has one.
    pub async fn asked(&self, question: &str) -> String {
        asked(&self.url, question).await
    }

    /// Does what an administrator says.
    pub async fn told(&self, words: &str) {
        let mut connection = PgConnection::connect(&self.url).await.unwrap();
        raw_sql(AssertSqlSafe(words.to_owned())).execute(&mut connection).await.unwrap();
        connection.close().await.unwrap();
    }

    /// Ended at once, as a power cut ends it: nothing more is written or archived.
    pub fn cut(mut self) {
        self.signal("QUIT");
    }

    /// SIGKILL to the server and to every process it started, and to no other.
    pub fn kill(mut self) {
        let first = self.child.id();
        // Stopped, it starts no more of them while they are counted.
        send("STOP", &[first]);
        let mut all = children_of(first);
        all.push(first);
        send("KILL", &all);
        self.child.wait().unwrap();
        let limit = Instant::now() + LIMIT;
        while all.iter().any(|id| is_running(*id)) {
            assert!(Instant::now() < limit, "a process of the server does not end");
            thread::sleep(Duration::from_millis(5));
        }
    }

    /// SIGKILL to the processes that answer clients, as when memory runs out: the server recovers by itself.
    pub fn kill_backends(&self) -> usize {
        let answering = |id: &u32| {
            let line = fs::read_to_string(format!("/proc/{id}/cmdline")).unwrap_or_default();
            line.contains("127.0.0.1(")
        };
        let backends: Vec<u32> = children_of(self.child.id()).into_iter().filter(answering).collect();
        send("KILL", &backends);
        backends.len()
    }

    fn signal(&mut self, signal: &str) {
        send(signal, &[self.child.id()]);
        self.child.wait().unwrap();
    }
}

/// The same of the server at this address.
pub async fn asked(url: &str, question: &str) -> String {
    let mut connection = PgConnection::connect(url).await.unwrap();
    let answer = sqlx::query_scalar(AssertSqlSafe(question.to_owned())).fetch_one(&mut connection).await;
    connection.close().await.unwrap();
    answer.unwrap()
}

fn send(signal: &str, to: &[u32]) {
    if !to.is_empty() {
        // One may have ended meanwhile; that is told by an exit code and is as good.
        let ids = to.iter().map(u32::to_string);
        Command::new("kill").args(["-s", signal]).args(ids).stderr(Stdio::null()).status().unwrap();
    }
}

/// State and parent of a process, from the kernel.
fn state_of(id: u32) -> Option<(char, u32)> {
    let line = fs::read_to_string(format!("/proc/{id}/stat")).ok()?;
    // The name in brackets may hold anything; what follows the last one does not.
    let mut words = line.rsplit_once(") ")?.1.split(' ');
    Some((words.next()?.chars().next()?, words.next()?.parse().ok()?))
}

fn is_running(id: u32) -> bool {
    state_of(id).is_some_and(|(state, _)| state != 'Z')
}

fn children_of(parent: u32) -> Vec<u32> {
    let all =
        fs::read_dir("/proc").unwrap().filter_map(|entry| entry.ok()?.file_name().to_str()?.parse().ok());
    all.filter(|id| state_of(*id).is_some_and(|(_, of)| of == parent)).collect()
}

/// Somebody else may take it before the server does; then the start fails and says so.
fn free_port() -> u16 {
    TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap().local_addr().unwrap().port()
}

impl Drop for Server {
    fn drop(&mut self) {
        if matches!(self.child.try_wait(), Ok(None)) {
            self.signal("QUIT");
        }
    }
}

fn newest_programs() -> PathBuf {
    let versions = fs::read_dir(PROGRAMS).into_iter().flatten().map(|entry| entry.unwrap());
    let found = versions.filter_map(|entry| {
        let version: u32 = entry.file_name().to_str()?.parse().ok()?;
        let programs = entry.path().join("bin");
        programs.join("initdb").is_file().then_some((version, programs))
    });
    match found.max() {
        Some((_, programs)) => programs,
        None => panic!("no PostgreSQL server under {PROGRAMS}: apt-get install postgresql"),
    }
}
