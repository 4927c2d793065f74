//! A small disk that is really full: a file system in memory that is mounted in a namespace of its own.
//!
//! It asks for no rights where the kernel lets anybody make a namespace (`user.max_user_namespaces`, and on some systems
//! `kernel.apparmor_restrict_unprivileged_userns`), and goes with the one process that holds it.

use std::fs::{self, File};
use std::io::{self, BufRead, BufReader, ErrorKind, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use tempfile::TempDir;

/// What is written at once to fill it, in bytes; and at last.
const PIECES: [usize; 2] = [64 * 1024, 512];

/// What an administrator does about it.
const ALLOW: &str =
    "`sysctl -w user.max_user_namespaces=1000 kernel.apparmor_restrict_unprivileged_userns=0` allows it";

/// Mounted until it is dropped.
pub struct SmallDisk {
    holder: Child,
    /// Where it is mounted, as its holder sees it: empty for everybody else.
    place: TempDir,
}

impl SmallDisk {
    /// Of so many KiB. An error says why the system lets nobody have one.
    pub fn new(kib: u64) -> io::Result<SmallDisk> {
        let place = tempfile::tempdir()?;
        // It ends with its input, and so with whoever holds the other end.
        let script = "mount -t tmpfs -o size=\"$0\"k tmpfs \"$1\" && echo mounted && exec cat";
        let mut holder = Command::new("unshare");
        holder.args(["--user", "--map-root-user", "--mount", "sh", "-c", script]);
        holder.arg(kib.to_string()).arg(place.path());
        let mut holder =
            holder.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn()?;
        let mut said = String::new();
        if let Some(told) = holder.stdout.take() {
            BufReader::new(told).read_line(&mut said)?;
        }
        if said.trim() == "mounted" {
            return Ok(SmallDisk { holder, place });
        }
        let ended = holder.wait_with_output()?;
        let why = String::from_utf8_lossy(&ended.stderr).trim().to_owned();
        Err(io::Error::other(format!("{why}: this user may make no namespace of users; {ALLOW}")))
    }

    /// Its root, as whoever is started [`beside`](Self::beside) it sees it.
    pub fn root(&self) -> &Path {
        self.place.path()
    }

    /// The command, with this disk there; it begins in no folder that it could count on.
    pub fn beside(&self, command: &Command) -> Command {
        let mut entering = Command::new("nsenter");
        entering
            .args(["--user", "--mount", "--preserve-credentials", "--target"])
            .arg(self.holder.id().to_string());
        entering
            .arg(format!("--wd={}", self.root().display()))
            .arg(command.get_program())
            .args(command.get_args());
        for (name, value) in command.get_envs() {
            match value {
                Some(value) => entering.env(name, value),
                None => entering.env_remove(name),
            };
        }
        entering
    }

    /// Its root, for everybody of the same user; not for SQLite, which follows links by their text.
    pub fn path(&self) -> PathBuf {
        let inside = self.root().strip_prefix("/").unwrap_or(self.root());
        Path::new("/proc").join(self.holder.id().to_string()).join("root").join(inside)
    }

    fn ballast(&self) -> PathBuf {
        self.path().join("ballast")
    }

    /// Fills it until not so many bytes are left, whatever stands on it.
    pub fn fill_but(&self, left: u64) -> io::Result<()> {
        let mut ballast = File::options().append(true).create(true).open(self.ballast())?;
        for bytes in PIECES {
            let piece = vec![0; bytes];
            loop {
                match ballast.write(&piece) {
                    Ok(0) => break,
                    Ok(_) => {}
                    Err(full) if full.kind() == ErrorKind::StorageFull => break,
                    Err(other) => return Err(other),
                }
            }
        }
        let length = ballast.metadata()?.len();
        ballast.set_len(length.saturating_sub(left))
    }

    /// Somebody makes room.
    pub fn make_room(&self) -> io::Result<()> {
        fs::remove_file(self.ballast())
    }
}

impl Drop for SmallDisk {
    fn drop(&mut self) {
        // Already gone when its input ended.
        self.holder.kill().ok();
        self.holder.wait().ok();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_full_disk_takes_no_byte_until_there_is_room() {
        let disk = SmallDisk::new(1024).unwrap();
        fs::write(disk.path().join("kept"), b"kept").unwrap();
        disk.fill_but(0).unwrap();
        let refused = fs::write(disk.path().join("more"), vec![1; 8192]).unwrap_err();
        assert_eq!(refused.kind(), ErrorKind::StorageFull);
        assert_eq!(fs::read(disk.path().join("kept")).unwrap(), b"kept");
        disk.make_room().unwrap();
        fs::write(disk.path().join("more"), vec![1; 8192]).unwrap();
    }

    #[test]
    fn what_lay_on_it_goes_with_it() {
        let disk = SmallDisk::new(1024).unwrap();
        let (path, place) = (disk.path(), disk.place.path().to_owned());
        fs::write(path.join("kept"), b"kept").unwrap();
        assert!(!place.join("kept").exists(), "it is seen by others where it is mounted");
        let mut inside = disk.beside(Command::new("cat").arg(place.join("kept")));
        assert_eq!(inside.output().unwrap().stdout, b"kept");
        drop(disk);
        assert!(!path.exists());
    }
}
