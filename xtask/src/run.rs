//! Running other programs, and installing them where we may.

use std::{
    env, fs,
    io::{self, BufRead, BufReader},
    path::{Path, PathBuf},
    process::{Command, Stdio},
    thread,
    time::{Duration, Instant},
};

use anyhow::{Context, Result, bail};

/// Runs a command with our own output; an error unless it succeeds.
pub(crate) fn check(mut command: Command) -> Result<()> {
    let shown = shown(&command);
    let status = command.stdin(Stdio::null()).status().with_context(|| format!("cannot run `{shown}`"))?;
    if !status.success() {
        bail!("`{shown}` failed ({status})");
    }
    Ok(())
}

/// [`check`], killed when it takes longer. The command line is not told: it may bear a token.
pub(crate) fn check_within(mut command: Command, limit: Duration) -> Result<()> {
    let program = Path::new(command.get_program()).display().to_string();
    let started = Instant::now();
    let mut child = command.stdin(Stdio::null()).spawn().with_context(|| format!("cannot run {program}"))?;
    loop {
        match child.try_wait()? {
            Some(status) if status.success() => return Ok(()),
            Some(status) => bail!("{program} failed ({status})"),
            None if started.elapsed() > limit => {
                child.kill()?;
                child.wait()?;
                bail!("{program} was not done within {} s", limit.as_secs());
            }
            None => thread::sleep(Duration::from_millis(200)),
        }
    }
}

/// [`check`], handing every line it writes to `each` as well.
pub(crate) fn check_lines(mut command: Command, mut each: impl FnMut(&str)) -> Result<()> {
    let shown = shown(&command);
    let mut child = command
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .spawn()
        .with_context(|| format!("cannot run `{shown}`"))?;
    if let Some(output) = child.stdout.take() {
        for line in BufReader::new(output).lines() {
            let line = line?;
            println!("{line}");
            each(&line);
        }
    }
    let status = child.wait()?;
    if !status.success() {
        bail!("`{shown}` failed ({status})");
    }
    Ok(())
}

/// Runs a command quietly; its output is told only when it fails.
pub(crate) fn quiet(mut command: Command) -> Result<String> {
    let shown = shown(&command);
    let output = command.stdin(Stdio::null()).output().with_context(|| format!("cannot run `{shown}`"))?;
    let written = String::from_utf8_lossy(&output.stdout).into_owned();
    if !output.status.success() {
        let complaint = String::from_utf8_lossy(&output.stderr);
        bail!("`{shown}` failed ({})\n{written}{complaint}", output.status);
    }
    Ok(written)
}

fn shown(command: &Command) -> String {
    let program =
        Path::new(command.get_program()).file_name().unwrap_or_default().to_string_lossy().into_owned();
    command.get_args().fold(program, |shown, argument| shown + " " + &argument.to_string_lossy())
}

/// The path of a program, or nothing.
pub(crate) fn find(program: &str) -> Option<PathBuf> {
    let path = env::var_os("PATH").unwrap_or_default();
    env::split_paths(&path)
        .chain([PathBuf::from("/usr/sbin"), PathBuf::from("/sbin")])
        .map(|folder| folder.join(program))
        .find(|candidate| candidate.is_file())
}

/// Whether we are the administrator of this machine.
pub(crate) fn is_root() -> bool {
    let mut id = Command::new("id");
    id.arg("-u");
    quiet(id).is_ok_and(|written| written.trim() == "0")
}

/// Installs Debian packages as root, or says what has to be installed.
pub(crate) fn apt_install(packages: &[&str]) -> Result<()> {
    let wanted = packages.join(" ");
    if !is_root() || find("apt-get").is_none() {
        bail!("missing here: {wanted}. On Debian or Ubuntu: sudo apt-get install {wanted}");
    }
    println!("installing {wanted} with apt-get");
    apt(&["update", "-q"])?;
    apt(&[&["install", "-y", "-q", "--no-install-recommends"], packages].concat())
}

fn apt(arguments: &[&str]) -> Result<()> {
    let mut apt = Command::new("apt-get");
    apt.args(arguments).env("DEBIAN_FRONTEND", "noninteractive");
    quiet(apt).map(drop)
}

/// Deletes a file of an earlier run, so that it cannot be taken for one of this run.
pub(crate) fn remove_if_there(path: &Path) -> Result<()> {
    match fs::remove_file(path) {
        Err(fault) if fault.kind() != io::ErrorKind::NotFound => {
            Err(fault).with_context(|| format!("cannot remove {}", path.display()))
        }
        _ => Ok(()),
    }
}

/// The last lines of a log, for a message about what went wrong.
pub(crate) fn tail(log: &Path) -> String {
    const LINES: usize = 20;
    let written = fs::read_to_string(log).unwrap_or_default();
    let lines: Vec<&str> = written.lines().collect();
    lines[lines.len().saturating_sub(LINES)..].join("\n")
}
