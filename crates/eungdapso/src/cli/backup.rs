//! What can be typed after `eungdapso backup` and `eungdapso restore`.

use std::path::PathBuf;

use clap::{Args, Subcommand};

use crate::config::declared::{BACKUP_PASSPHRASE_FILE, BACKUP_RECIPIENTS};

#[derive(Args)]
#[command(args_conflicts_with_subcommands = true, subcommand_negates_reqs = true)]
pub(crate) struct Backup {
    /// 백업 파일의 이름, 또는 폴더 (폴더에는 eungdapso-날짜-시각.tar.age로 만듭니다)
    #[arg(long, value_name = "파일|폴더", required = true)]
    pub(crate) into: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) lock: LockTo,
    #[command(subcommand)]
    pub(crate) action: Option<BackupAction>,
}

#[derive(Subcommand)]
pub(crate) enum BackupAction {
    /// 백업을 끝까지 읽고 모든 해시를 확인합니다 (되돌리지 않습니다)
    Verify {
        /// 백업 파일
        file: PathBuf,
        #[command(flatten)]
        key: KeyFrom,
    },
    /// 백업을 여는 열쇠 파일을 만들고, 백업에 쓸 받는 열쇠(age1…)를 알려 줍니다
    Key {
        /// 만들 열쇠 파일. 응답소가 돌아가는 기계에는 두지 마십시오
        file: PathBuf,
    },
}

/// Whom a backup is sealed to: one of the two.
#[derive(Args)]
pub(crate) struct LockTo {
    /// 받는 열쇠 age1…; 여럿이면 어느 하나로도 열립니다 (또는 EUNGDAPSO_BACKUP_RECIPIENTS)
    #[arg(
        long = "recipient",
        value_name = "age1…",
        env = BACKUP_RECIPIENTS.variable,
        value_delimiter = ','
    )]
    pub(crate) recipients: Vec<String>,
    /// 암호가 적힌 파일, 16자 이상 (또는 EUNGDAPSO_BACKUP_PASSPHRASE_FILE)
    #[arg(
        long,
        value_name = "파일",
        env = BACKUP_PASSPHRASE_FILE.variable,
        conflicts_with = "recipients"
    )]
    pub(crate) passphrase_file: Option<PathBuf>,
}

/// Who opens it: one of the two.
#[derive(Args)]
pub(crate) struct KeyFrom {
    /// 여는 열쇠 파일 (`eungdapso backup key`로 만든 것)
    #[arg(long, value_name = "파일")]
    pub(crate) identity: Option<PathBuf>,
    /// 암호가 적힌 파일 (또는 EUNGDAPSO_BACKUP_PASSPHRASE_FILE)
    #[arg(long, value_name = "파일", conflicts_with = "identity")]
    pub(crate) passphrase_file: Option<PathBuf>,
}

#[derive(Args)]
pub(crate) struct Restore {
    /// 백업 파일
    pub(crate) file: PathBuf,
    #[command(flatten)]
    pub(crate) key: KeyFrom,
    /// 첨부파일이 보관함에 남아 있을 때: 내용이 맞는 파일은 그대로 두고 없거나 다른 것만 되돌립니다
    #[arg(long)]
    pub(crate) keep_files: bool,
}
