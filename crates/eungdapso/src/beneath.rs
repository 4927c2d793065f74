//! What lies beneath the office: room on the disks where things are kept, and how old the newest backup is.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use connect::vault::Settings as VaultSettings;
use web::{Beneath, Disk};

use crate::config::Config;

/// Where things are kept on this machine; what lies in a database server or a store elsewhere is watched there.
#[derive(Clone, Debug)]
pub(crate) struct Ground {
    pub(crate) folders: Vec<(&'static str, PathBuf)>,
    pub(crate) backups: Option<PathBuf>,
}

/// The ending of a backup's name: see `eungdapso backup`.
const BACKUP: &str = ".tar.age";

impl Ground {
    pub(crate) fn of(config: &Config) -> Ground {
        let files = match &config.files {
            VaultSettings::Folder(folder) => folder.clone(),
            VaultSettings::S3 { incoming, .. } => incoming.clone(),
        };
        let mut folders = vec![("data", config.data.clone()), ("files", files)];
        folders.extend(config.backups.clone().map(|folder| ("backups", folder)));
        Ground { folders, backups: config.backups.clone() }
    }

    pub(crate) fn look(&self) -> Beneath {
        let disks = self.folders.iter().filter_map(|(holds, folder)| disk(holds, folder));
        let age = |folder: &PathBuf| newest(folder).map_or(f64::INFINITY, age);
        Beneath { disks: disks.collect(), backup_age: self.backups.as_ref().map(age) }
    }
}

/// Room where this folder lies, or will lie: the nearest folder above that is there.
pub(crate) fn disk(holds: &'static str, folder: &Path) -> Option<Disk> {
    let here = folder.ancestors().find(|above| above.exists()).unwrap_or(Path::new("."));
    let found = rustix::fs::statvfs(here).ok()?;
    Some(Disk { holds, free: found.f_bavail * found.f_frsize, size: found.f_blocks * found.f_frsize })
}

/// When the newest backup in this folder was finished.
pub(crate) fn newest(folder: &Path) -> Option<SystemTime> {
    let entries = fs::read_dir(folder).ok()?.flatten();
    let backups = entries.filter(|entry| entry.file_name().to_string_lossy().ends_with(BACKUP));
    backups.filter_map(|entry| entry.metadata().ok()?.modified().ok()).max()
}

/// Seconds; a file of the future is of now.
pub(crate) fn age(since: SystemTime) -> f64 {
    since.elapsed().unwrap_or_default().as_secs_f64()
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    #[test]
    fn the_newest_backup_counts_and_what_is_none_does_not() {
        let folder = tempfile::tempdir().unwrap();
        let ground = Ground { folders: Vec::new(), backups: Some(folder.path().to_owned()) };
        assert_eq!(ground.look().backup_age, Some(f64::INFINITY), "an empty folder is no backup");
        let made = |name: &str, hours: u64| {
            let file = fs::File::create(folder.path().join(name)).unwrap();
            file.set_modified(SystemTime::from(crate::clock::now()) - Duration::from_secs(hours * 3_600))
                .unwrap();
        };
        made("eungdapso-20260310-0230.tar.age", 50);
        made("eungdapso-20260311-0230.tar.age", 26);
        made("eungdapso-20260312-0230.tar.age.new", 1);
        let age = ground.look().backup_age.unwrap();
        assert!((93_600.0..93_700.0).contains(&age), "{age}");
        assert_eq!(Ground { backups: None, ..ground }.look().backup_age, None);
    }

    #[test]
    fn a_folder_that_is_not_there_yet_has_the_room_of_the_one_above() {
        let folder = tempfile::tempdir().unwrap();
        let later = disk("data", &folder.path().join("not/yet")).unwrap();
        assert_eq!(later.size, disk("data", folder.path()).unwrap().size);
        assert!(later.free <= later.size && later.size > 0);
    }
}
