//! The program as people start it: it tells its address, answers, stops when told, starts again at once, and takes up
//! a new key while it runs.
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
        let demo = ["demo", "--listen", "127.0.0.1:0", "--data", "city", "--complaints", "20"];
        Running::until(program(folder).args(demo), "Ctrl-C")
    }

    fn serve(folder: &Path) -> Running {
        Running::until(program(folder).env("EUNGDAPSO_LISTEN", "127.0.0.1:0").arg("serve"), "listening on")
    }

    fn until(command: &mut Command, ready: &str) -> Running {
        let mut child = command.stdout(Stdio::piped()).spawn().unwrap();
        let mut said = String::new();
        let mut address = None;
        for line in BufReader::new(child.stdout.take().unwrap()).lines().map(Result::unwrap) {
            if let Some((_, found)) = line.split_once("listening on http://") {
                address = Some(found.to_owned());
            }
            said.push_str(&line);
            said.push('\n');
            if line.contains(ready) {
                break;
            }
        }
        Running { child, address: address.unwrap(), said }
    }

    fn get(&self, path: &str) -> String {
        self.ask("GET", path, &[], "")
    }

    fn ask(&self, method: &str, path: &str, headers: &[&str], body: &str) -> String {
        let mut stream = TcpStream::connect(&self.address).unwrap();
        let headers: String = headers.iter().map(|header| format!("{header}\r\n")).collect();
        let (address, length) = (&self.address, body.len());
        write!(
            stream,
            "{method} {path} HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n{headers}Content-Length: {length}\r\n\r\n{body}"
        )
        .unwrap();
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

fn program(folder: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_eungdapso"));
    command.current_dir(folder).env_remove("DATABASE_URL").env_remove("EUNGDAPSO_DEMO_PASSWORD");
    command
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

/// Number and secret of a complaint that somebody files now.
fn filed(at: &Running, name: &str) -> (String, String) {
    let body = format!(
        r#"{{"title": "가로등", "body": "꺼져 있습니다.", "name": "{name}", "email": "park@example.org"}}"#
    );
    let answer = at.ask("POST", "/api/v1/complaints", &["Content-Type: application/json"], &body);
    let text = |name: &str| {
        let (_, rest) = answer.split_once(&format!("\"{name}\":\"")).unwrap_or_else(|| panic!("{answer}"));
        rest.split('"').next().unwrap().to_owned()
    };
    (text("application_number"), text("secret"))
}

fn is_read(at: &Running, (number, secret): &(String, String), masked: &str) {
    let path = format!("/api/v1/complaints/{number}");
    let answer = at.ask("GET", &path, &[&format!("X-Complaint-Secret: {secret}")], "");
    assert!(answer.starts_with("HTTP/1.1 200") && answer.contains(masked), "{answer}");
}

#[test]
fn a_new_key_is_taken_up_while_the_service_runs_and_then_the_old_one_may_go() {
    let folder = TempDir::new().unwrap();
    let keys = folder.path().join("data/keys");
    let running = Running::serve(folder.path());
    let before = filed(&running, "박시민");

    let rotated = program(folder.path()).args(["keys", "rotate"]).output().unwrap();
    let said = String::from_utf8(rotated.stdout).unwrap();
    assert!(rotated.status.success() && said.contains("새 열쇠 k2"), "{said}");
    is_read(&running, &before, "박○민");
    let after = filed(&running, "김시민");
    is_read(&running, &after, "김○민");

    // Too early: whoever runs keeps the ring that opens everything.
    let both = std::fs::read_to_string(&keys).unwrap();
    let without_first: String =
        both.lines().filter(|line| !line.starts_with("k1:")).map(|l| format!("{l}\n")).collect();
    std::fs::write(&keys, &without_first).unwrap();
    is_read(&running, &before, "박○민");
    running.stop();

    // Nothing lies under the first key: not what was there before, nor what came since.
    let running = Running::serve(folder.path());
    is_read(&running, &before, "박○민");
    is_read(&running, &after, "김○민");
    running.stop();
}
