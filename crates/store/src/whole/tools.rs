//! PostgreSQL's own programs, asked for the database of an address.

use std::io::{Read, Seek, SeekFrom};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::{fs, io};

use url::Url;

use super::WholeFault;
use crate::error::StoreError;

/// Where Debian keeps them, a folder a version, when they are not in the path.
const DEBIAN: &str = "/usr/lib/postgresql";
/// What is kept of what a program says, in bytes: its last words say why it ended.
const SAID_MOST: u64 = 2_000;

/// A program under way; killed when it is dropped before its end.
pub(super) struct Tool {
    program: &'static str,
    pub(super) child: Child,
    said: fs::File,
}

impl Tool {
    /// Starts it for a database. The password goes by the environment: a command line can be read by everybody.
    pub(super) fn start(
        program: &'static str,
        url: &str,
        settle: impl FnOnce(&mut Command),
    ) -> Result<Tool, WholeFault> {
        let (address, password) = address(url)?;
        let mut command = Command::new(find(program).ok_or(WholeFault::NoProgram(program))?);
        if let Some(password) = password {
            command.env("PGPASSWORD", password);
        }
        // A file without a name instead of a pipe: nobody has to read it for the program to go on.
        let said = tempfile::tempfile()?;
        command.env("LC_ALL", "C").stderr(said.try_clone()?).stdin(Stdio::null()).stdout(Stdio::null());
        command.arg("--no-password").arg("--dbname").arg(address);
        settle(&mut command);
        Ok(Tool { program, child: command.spawn()?, said })
    }

    /// Waits for its end.
    pub(super) fn finish(mut self) -> Result<(), WholeFault> {
        let status = self.child.wait()?;
        if status.success() {
            return Ok(());
        }
        Err(WholeFault::Failed { program: self.program, said: last_words(&mut self.said)? })
    }
}

impl Drop for Tool {
    fn drop(&mut self) {
        // Neither does anything once it has ended and was waited for.
        self.child.kill().ok();
        self.child.wait().ok();
    }
}

fn last_words(said: &mut fs::File) -> io::Result<String> {
    let length = said.seek(SeekFrom::End(0))?;
    said.seek(SeekFrom::Start(length.saturating_sub(SAID_MOST)))?;
    let mut bytes = Vec::new();
    said.read_to_end(&mut bytes)?;
    Ok(String::from_utf8_lossy(&bytes).trim().to_owned())
}

/// The address without its password, and the password.
fn address(url: &str) -> Result<(String, Option<String>), WholeFault> {
    let unreadable = |_| StoreError::Setup("the database address is not readable".into());
    let mut url = Url::parse(url).map_err(unreadable)?;
    let password = url
        .password()
        .map(|password| percent_encoding::percent_decode_str(password).decode_utf8_lossy().into_owned());
    // Refused only where there is no host, and then there was no password.
    url.set_password(None).ok();
    Ok((url.into(), password))
}

fn find(program: &str) -> Option<PathBuf> {
    let path = std::env::var_os("PATH").unwrap_or_default();
    let in_path = std::env::split_paths(&path).map(|folder| folder.join(program)).find(|file| file.is_file());
    in_path.or_else(|| newest_of_debian(program))
}

fn newest_of_debian(program: &str) -> Option<PathBuf> {
    let version = |folder: &Path| folder.file_name()?.to_str()?.parse::<u32>().ok();
    let folders = fs::read_dir(DEBIAN).ok()?.filter_map(|entry| Some(entry.ok()?.path()));
    let found = folders.filter_map(|folder| {
        let file = folder.join("bin").join(program);
        file.is_file().then_some((version(&folder)?, file))
    });
    found.max().map(|(_, file)| file)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_password_leaves_the_address_and_is_read_as_it_was_meant() {
        let (address, password) =
            address("postgres://office:s%40fe@db.example:5433/seoul?sslmode=require").unwrap();
        assert_eq!(address, "postgres://office@db.example:5433/seoul?sslmode=require");
        assert_eq!(password.as_deref(), Some("s@fe"));
    }
}
