//! Who else on this machine may read what is kept: folders and a database file keep the mode they had before we came.

use std::path::{Path, PathBuf};

use crate::beneath::Ground;
use crate::config::Config;
use crate::files::is_readable_by_others;

pub(super) fn look(config: &Config) -> Result<String, String> {
    let open = open_to_others(config);
    if open.is_empty() {
        return Ok("다른 사용자가 읽을 수 없음".to_owned());
    }
    let (names, commands): (Vec<_>, Vec<_>) = open.iter().map(|path| told(path)).unzip();
    Err(format!(
        "다른 사용자가 읽을 수 있습니다({}). {}을 실행하십시오.",
        names.join(", "),
        commands.join(", ")
    ))
}

fn told(path: &Path) -> (String, String) {
    let (name, mode) = (path.display(), if path.is_dir() { 700 } else { 600 });
    (name.to_string(), format!("`chmod {mode} {name}`"))
}

/// The folders of data, files and backups, and a database that is a file elsewhere. What lies in a folder that nobody
/// else may enter is nobody else's, whatever mode it has.
fn open_to_others(config: &Config) -> Vec<PathBuf> {
    let folders = Ground::of(config).folders.into_iter().map(|(_, folder)| folder);
    let mut open: Vec<PathBuf> = folders.chain(database_file(config)).collect();
    open.retain(|path| is_readable_by_others(path) && !path.parent().is_some_and(is_closed));
    open
}

fn is_closed(folder: &Path) -> bool {
    folder.is_dir() && !is_readable_by_others(folder)
}

/// Of an address such as `sqlite:///srv/office.db?mode=rwc`.
fn database_file(config: &Config) -> Option<PathBuf> {
    let address = config.database();
    let path = address.strip_prefix("sqlite:")?;
    let path = path.strip_prefix("//").unwrap_or(path);
    Some(PathBuf::from(path.split('?').next().unwrap_or(path)))
}

#[cfg(test)]
#[cfg(unix)]
mod tests {
    use std::fs::{self, Permissions};
    use std::os::unix::fs::PermissionsExt;

    use super::*;
    use crate::config::Values;

    fn make(path: &Path, mode: u32) {
        if path.extension().is_some() {
            fs::write(path, "").unwrap();
        } else {
            fs::create_dir(path).unwrap();
        }
        fs::set_permissions(path, Permissions::from_mode(mode)).unwrap();
    }

    #[test]
    fn what_others_may_read_is_told_with_the_command_that_closes_it() {
        let home = tempfile::tempdir().unwrap();
        fs::set_permissions(home.path(), Permissions::from_mode(0o755)).unwrap();
        let at = |name: &str| home.path().join(name);
        make(&at("data"), 0o755);
        make(&at("elsewhere.db"), 0o644);
        make(&at("files"), 0o750);
        let text = format!(
            "data = {:?}\ndatabase_url = \"sqlite://{}?mode=rwc\"\n[files]\nfolder = {:?}",
            at("data"),
            at("elsewhere.db").display(),
            at("files")
        );
        let config = Config::of(&Values::read(&text, &|_| None).unwrap()).unwrap();
        let wrong = look(&config).unwrap_err();
        for (name, mode) in [("data", 700), ("elsewhere.db", 600), ("files", 700)] {
            assert!(wrong.contains(&format!("`chmod {mode} {}`", at(name).display())), "{wrong}");
            fs::set_permissions(at(name), Permissions::from_mode(if mode == 700 { 0o700 } else { 0o600 }))
                .unwrap();
            assert!(
                !look(&config).is_err_and(|wrong| wrong.contains(&format!("/{name}`"))),
                "{name} is closed"
            );
        }
        assert!(look(&config).is_ok());
    }

    #[test]
    fn what_lies_in_a_closed_folder_is_closed_and_what_is_not_there_is_nobodys() {
        let home = tempfile::tempdir().unwrap();
        let data = home.path().join("data");
        let text = format!("data = {data:?}");
        let config = Config::of(&Values::read(&text, &|_| None).unwrap()).unwrap();
        assert!(look(&config).is_ok(), "nothing is there yet");
        make(&data, 0o700);
        make(&data.join("eungdapso.db"), 0o644);
        make(&data.join("files"), 0o755);
        assert!(look(&config).is_ok());
        fs::set_permissions(home.path(), Permissions::from_mode(0o755)).unwrap();
        fs::set_permissions(&data, Permissions::from_mode(0o750)).unwrap();
        let wrong = look(&config).unwrap_err();
        for name in ["data`", "eungdapso.db`", "files`"] {
            assert!(wrong.contains(name), "{wrong}");
        }
    }
}
