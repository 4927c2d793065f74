//! Passphrases and keys of backups, read from the files that were named.

use std::path::Path;

use anyhow::{Context, Result, bail};
use backup::{Key, Lock};

use crate::cli::{KeyFrom, LockTo};
use crate::config::declared::{BACKUP_PASSPHRASE_FILE, BACKUP_RECIPIENTS};

/// Whom the backup is sealed to. There is no backup in the clear.
pub(crate) fn lock(to: &LockTo) -> Result<Lock> {
    if let Some(file) = &to.passphrase_file {
        return Ok(Lock::passphrase(&text(file)?)?);
    }
    if !to.recipients.is_empty() {
        return Ok(Lock::recipients(&to.recipients)?);
    }
    // For a timer; what was typed overrules it.
    match (BACKUP_RECIPIENTS.in_environment(), BACKUP_PASSPHRASE_FILE.in_environment()) {
        (Some(recipients), None) => {
            let recipients: Vec<String> = recipients.split(',').map(str::to_owned).collect();
            Ok(Lock::recipients(&recipients)?)
        }
        (None, Some(file)) => Ok(Lock::passphrase(&text(Path::new(&file))?)?),
        (Some(_), Some(_)) => {
            let (one, other) = (BACKUP_RECIPIENTS.variable, BACKUP_PASSPHRASE_FILE.variable);
            bail!("{one}와 {other} 가운데 하나만 지정하십시오.")
        }
        (None, None) => {
            bail!(
                "백업은 언제나 암호화합니다. `--recipient age1…`(없으면 `eungdapso backup key 파일`로 만듭니다) 또는 \
             `--passphrase-file 파일`을 붙이십시오."
            )
        }
    }
}

/// Who opens it.
pub(crate) fn key(from: &KeyFrom) -> Result<Key> {
    match (&from.identity, &from.passphrase_file) {
        (Some(file), _) => Ok(Key::identities(&text(file)?)?),
        (None, Some(file)) => Ok(Key::passphrase(&text(file)?)),
        (None, None) => {
            if let Some(file) = BACKUP_PASSPHRASE_FILE.in_environment() {
                return Ok(Key::passphrase(&text(Path::new(&file))?));
            }
            bail!("백업을 열려면 `--identity 열쇠파일` 또는 `--passphrase-file 파일`을 붙이십시오.")
        }
    }
}

fn text(file: &Path) -> Result<String> {
    std::fs::read_to_string(file)
        .with_context(|| format!("{}을 읽을 수 없습니다. 파일 이름과 권한을 확인하십시오", file.display()))
}
