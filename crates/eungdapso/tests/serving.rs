//! The demo as people start it: it tells its address, answers, stops when told, and starts again at once.
#![cfg(unix)]
#![expect(clippy::unwrap_used, reason = "a fault here is a failed test")]

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use tempfile::TempDir;

/// A running demo; killed when the test ends before it told it to stop.
struct Running {
    child: Child,
    address: String,
    said: String,
}

impl Running {
    fn start(folder: &Path) -> Running {
        let mut command = Command::new(env!("CARGO_BIN_EXE_eungdapso"));
        command.current_dir(folder).env_remove("DATABASE_URL").env_remove("EUNGDAPSO_DEMO_PASSWORD");
        command.args(["demo", "--listen", "127.0.0.1:0", "--data", "city", "--complaints", "20"]);
        let mut child = command.stdout(Stdio::piped()).spawn().unwrap();
        let mut said = String::new();
        let mut address = None;
        for line in BufReader::new(child.stdout.take().unwrap()).lines().map(Result::unwrap) {
            if let Some((_, found)) = line.split_once("listening on http://") {
                address = Some(found.to_owned());
            }
            said.push_str(&line);
            said.push('\n');
            if line.contains("Ctrl-C") {
                break;
            }
        }
        Running { child, address: address.unwrap(), said }
    }

    fn get(&self, path: &str) -> String {
        let mut stream = TcpStream::connect(&self.address).unwrap();
        write!(stream, "GET {path} HTTP/1.1\r\nHost: {}\r\nConnection: close\r\n\r\n", self.address).unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).unwrap();
        answer
    }

    fn password(&self) -> String {
        let (_, rest) = self.said.split_once("비밀번호는 모두 ").unwrap();
        rest.split(')').next().unwrap().to_owned()
    }

    fn stop(mut self) {
        let pid = self.child.id().to_string();
        assert!(Command::new("kill").args(["-TERM", &pid]).status().unwrap().success());
        let limit = Instant::now() + Duration::from_secs(15);
        loop {
            if let Some(status) = self.child.try_wait().unwrap() {
                assert!(status.success(), "it ended with {status}");
                return;
            }
            assert!(Instant::now() < limit, "it does not stop");
            std::thread::sleep(Duration::from_millis(50));
        }
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        // Already gone when the test went well.
        self.child.kill().ok();
        self.child.wait().ok();
    }
}

#[test]
fn the_demo_serves_stops_and_starts_again_as_it_was() {
    let folder = TempDir::new().unwrap();
    let first = Running::start(folder.path());
    assert!(first.get("/healthz").starts_with("HTTP/1.1 200"));
    assert!(first.said.contains("민원 20건") && first.said.contains("inspector"), "{}", first.said);
    let password = first.password();
    first.stop();

    let started = Instant::now();
    let second = Running::start(folder.path());
    assert!(started.elapsed() < Duration::from_secs(5), "{:?}", started.elapsed());
    assert_eq!(second.password(), password);
    assert!(!second.said.contains("만들었습니다"), "the city was built again");
    assert!(second.get("/healthz").starts_with("HTTP/1.1 200"));
    second.stop();
}
