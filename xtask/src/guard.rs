//! A helper process and its folder, gone when we are, however we end.
//!
//! When all goes well `Drop` ends the process and removes the folder. When we are interrupted or killed
//! nothing of ours runs any more; so a small shell watches a pipe that only we hold open, and tidies up
//! when it closes.

use std::{
    io::Write,
    path::Path,
    process::{Child, Command, Stdio},
    thread,
    time::{Duration, Instant},
};

use anyhow::{Context, Result};
use tempfile::TempDir;

/// How long a helper may take to end by itself.
const PATIENCE: Duration = Duration::from_secs(10);

/// Arguments: signal, process id, folder. A word on standard input means that nothing is left to do.
const WATCH: &str = r#"
trap '' INT TERM HUP
read -r word && exit 0
kill -s "$1" "$2" 2>/dev/null
tries=0
while kill -0 "$2" 2>/dev/null && [ "$tries" -lt 100 ]; do sleep 0.1; tries=$((tries + 1)); done
kill -s KILL "$2" 2>/dev/null
rm -rf -- "$3"
"#;

/// A running helper with a temporary folder.
pub(crate) struct Guarded {
    /// The helper itself.
    pub(crate) child: Child,
    signal: &'static str,
    watch: Child,
    folder: TempDir,
}

impl Guarded {
    /// Starts `command`; `signal` is what asks it to end, such as `TERM`.
    pub(crate) fn start(mut command: Command, signal: &'static str, folder: TempDir) -> Result<Self> {
        let program = command.get_program().to_string_lossy().into_owned();
        let mut child =
            command.stdin(Stdio::null()).spawn().with_context(|| format!("cannot run {program}"))?;
        let watch = Command::new("sh")
            .args(["-c", WATCH, "watch", signal, &child.id().to_string()])
            .arg(folder.path())
            .stdin(Stdio::piped())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn();
        match watch {
            Ok(watch) => Ok(Self { child, signal, watch, folder }),
            Err(fault) => {
                child.kill()?;
                Err(fault).context("cannot run sh")
            }
        }
    }

    /// The folder that goes with the helper.
    pub(crate) fn folder(&self) -> &Path {
        self.folder.path()
    }

    fn ask_to_end(&mut self) {
        let id = self.child.id().to_string();
        let asked = Command::new("kill").args(["-s", self.signal, &id]).status();
        let until = Instant::now() + PATIENCE;
        while asked.is_ok() && Instant::now() < until {
            match self.child.try_wait() {
                Ok(None) => thread::sleep(Duration::from_millis(20)),
                _ => return,
            }
        }
        if let Err(fault) = self.child.kill().and_then(|()| self.child.wait()) {
            eprintln!("process {id} could not be ended: {fault}");
        }
    }
}

impl Drop for Guarded {
    fn drop(&mut self) {
        if matches!(self.child.try_wait(), Ok(None)) {
            self.ask_to_end();
        }
        if let Some(mut pipe) = self.watch.stdin.take()
            && let Err(fault) = pipe.write_all(b"done\n")
        {
            eprintln!("the watch is gone: {fault}");
        }
        if let Err(fault) = self.watch.wait() {
            eprintln!("the watch did not end: {fault}");
        }
    }
}
