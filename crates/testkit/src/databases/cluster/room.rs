//! A server whose files may grow no further: a limit on the size of a file, which needs no rights, fails the writes that a
//! full disk fails, and can be lifted while the server runs.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Stdio;

use super::{Home, Server, children_of};

impl Home {
    /// From now on the server writes nothing that lies beyond so many bytes of a file, neither anew nor again: no file that
    /// is longer already may be one it still writes to.
    pub fn no_room_beyond(&self, server: &Server, bytes: u64) {
        self.limit(server, &bytes.to_string());
    }

    pub fn room_again(&self, server: &Server) {
        self.limit(server, "unlimited");
    }

    /// The soft limit alone: it may be raised again by whom it holds for.
    fn limit(&self, server: &Server, most: &str) {
        let limiting = |id: u32| {
            let mut limiting = self.command(Path::new("prlimit"));
            limiting.args(["--pid", &id.to_string(), &format!("--fsize={most}:")]);
            limiting
        };
        // The first process before those it started: whoever is started meanwhile has it from there.
        let first = server.child.id();
        self.done(&mut limiting(first));
        for id in children_of(first) {
            // One may have ended meanwhile.
            limiting(id).stderr(Stdio::null()).status().unwrap();
        }
    }

    /// Bytes of the longest file of this cluster that tables or indexes lie in.
    pub fn longest(&self, cluster: &str) -> u64 {
        let files = files_below(&self.path(cluster).join("base"));
        // One may go while it is looked at.
        files.iter().filter_map(|path| Some(fs::metadata(path).ok()?.len())).max().unwrap()
    }
}

impl Server {
    pub fn has_ended(&mut self) -> bool {
        self.child.try_wait().unwrap().is_some()
    }
}

fn files_below(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    entries.flat_map(|path| if path.is_dir() { files_below(&path) } else { vec![path] }).collect()
}
