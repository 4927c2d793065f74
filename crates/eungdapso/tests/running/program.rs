//! The program as a process of its own, and a plain way to ask it something.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

/// A running program; killed when the test ends before it told it to stop.
pub(crate) struct Running {
    child: Child,
    address: String,
    pub(crate) said: String,
}

impl Running {
    pub(crate) fn start(folder: &Path) -> Running {
        let demo = ["demo", "--listen", "127.0.0.1:0", "--data", "city", "--complaints", "20"];
        Running::until(program(folder).args(demo), "Ctrl-C")
    }

    pub(crate) fn serve(folder: &Path) -> Running {
        Running::until(program(folder).env("EUNGDAPSO_LISTEN", "127.0.0.1:0").arg("serve"), "listening on")
    }

    pub(crate) fn until(command: &mut Command, ready: &str) -> Running {
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

    pub(crate) fn get(&self, path: &str) -> String {
        self.ask("GET", path, &[], "")
    }

    pub(crate) fn ask(&self, method: &str, path: &str, headers: &[&str], body: &str) -> String {
        self.try_ask(method, path, headers, body.as_bytes()).unwrap()
    }

    /// The same, of a program that may be gone any moment.
    pub(crate) fn try_ask(
        &self,
        method: &str,
        path: &str,
        headers: &[&str],
        body: &[u8],
    ) -> std::io::Result<String> {
        try_ask(&self.address, method, path, headers, body)
    }

    pub(crate) fn id(&self) -> u32 {
        self.child.id()
    }

    pub(crate) fn address(&self) -> String {
        self.address.clone()
    }

    /// SIGKILL, to the one process we started; waits until it is gone.
    pub(crate) fn kill(mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }

    pub(crate) fn password(&self) -> String {
        let (_, rest) = self.said.split_once("비밀번호는 모두 ").unwrap();
        rest.split(')').next().unwrap().to_owned()
    }

    /// SIGTERM, as a service manager sends it.
    pub(crate) fn tell_to_stop(&self) {
        let pid = self.child.id().to_string();
        assert!(Command::new("kill").args(["-TERM", &pid]).status().unwrap().success());
    }

    pub(crate) fn stop(self) {
        self.tell_to_stop();
        self.has_stopped();
    }

    pub(crate) fn lives(&mut self) -> bool {
        self.child.try_wait().unwrap().is_none()
    }

    /// Waits until it has, as it should.
    pub(crate) fn has_stopped(mut self) {
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

pub(crate) fn program(folder: &Path) -> Command {
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

/// Asks, and gives all that came back.
pub(crate) fn try_ask(
    address: &str,
    method: &str,
    path: &str,
    headers: &[&str],
    body: &[u8],
) -> std::io::Result<String> {
    Ok(String::from_utf8_lossy(&try_ask_bytes(address, method, path, headers, body)?).into_owned())
}

/// The same of an answer that is no text.
pub(crate) fn try_ask_bytes(
    address: &str,
    method: &str,
    path: &str,
    headers: &[&str],
    body: &[u8],
) -> std::io::Result<Vec<u8>> {
    let mut stream = TcpStream::connect(address)?;
    stream.set_read_timeout(Some(Duration::from_secs(30)))?;
    let headers: String = headers.iter().map(|header| format!("{header}\r\n")).collect();
    let length = body.len();
    write!(
        stream,
        "{method} {path} HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n{headers}Content-Length: {length}\r\n\r\n"
    )?;
    stream.write_all(body)?;
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer)?;
    Ok(answer)
}

/// A text of a JSON answer.
pub(crate) fn text(answer: &str, name: &str) -> Option<String> {
    let (_, rest) = answer.split_once(&format!("\"{name}\":\""))?;
    Some(rest.split('"').next()?.to_owned())
}
