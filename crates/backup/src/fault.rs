//! What stands in the way of a backup or a restore, in words for the operator, with what to do.

use std::io;
use std::path::{Path, PathBuf};

use connect::vault::VaultFault;
use store::{StoreError, WholeFault};

/// Why there is no backup, or nothing was restored.
#[derive(Debug, thiserror::Error)]
pub enum BackupFault {
    #[error("{}에서 읽거나 쓸 수 없습니다. 폴더가 있는지, 권한과 남은 공간이 충분한지 확인하십시오", .0.display())]
    Disk(PathBuf, #[source] io::Error),
    #[error("{} 파일이 이미 있습니다. 덮어쓰지 않습니다. 다른 이름이나 폴더를 지정하십시오", .0.display())]
    There(PathBuf),
    #[error("데이터베이스에서 읽거나 쓸 수 없습니다. `eungdapso doctor`로 연결을 확인하십시오")]
    Store(#[from] StoreError),
    #[error(
        "{0} 프로그램이 없습니다. 서버와 같거나 더 새로운 postgresql-client를 설치한 뒤 다시 실행하십시오"
    )]
    NoProgram(&'static str),
    #[error("{program} 프로그램이 실패했습니다. 서버보다 오래된 판이면 새 판을 설치하십시오: {said}")]
    Program { program: &'static str, said: String },
    #[error("첨부파일 보관함에서 읽거나 쓸 수 없습니다. `eungdapso doctor`로 확인하십시오")]
    Vault(#[from] VaultFault),
    #[error(
        "데이터베이스 구조가 {found}번이고 이 프로그램은 {known}번을 압니다. 지금 서비스하는 판의 프로그램으로 백업하십시오"
    )]
    OtherSchema { found: i64, known: i64 },
    #[error("백업 암호가 너무 짧습니다. {0}자 이상으로 정하십시오")]
    ShortPassphrase(usize),
    #[error("받는 열쇠가 아닙니다: {0:?}. `eungdapso backup key`가 알려 준 age1…을 쓰십시오")]
    NoRecipient(String),
    #[error("여는 열쇠 파일이 아닙니다. `eungdapso backup key`로 만든 파일을 지정하십시오")]
    NoIdentity,
    #[error("백업을 열 수 없습니다. 이 백업을 만들 때의 암호나 열쇠가 아닙니다")]
    WrongKey,
    #[error("이 백업은 암호로 잠겨 있습니다. `--passphrase-file`로 암호 파일을 지정하십시오")]
    NeedsPassphrase,
    #[error("이 백업은 열쇠로 잠겨 있습니다. `--identity`로 여는 열쇠 파일을 지정하십시오")]
    NeedsIdentity,
    #[error("백업 파일이 온전하지 않습니다({0}). 쓰지 말고 다른 백업을 찾으십시오")]
    Damaged(String),
    #[error("이 백업은 더 새로운 프로그램 {0}이 만들었습니다. 그 판의 프로그램으로 다시 실행하십시오")]
    Newer(String),
    #[error(
        "{of} 백업은 {into}에 되돌릴 수 없습니다. DATABASE_URL을 {of} 데이터베이스로 지정하고 다시 실행하십시오"
    )]
    OtherEngine { of: &'static str, into: &'static str },
    #[error(
        "열쇠 파일에 이 백업을 읽을 열쇠가 없습니다: {0}. 따로 보관한 열쇠 파일을 되돌린 뒤 다시 실행하십시오"
    )]
    KeysLacking(String),
    #[error(
        "이 백업은 지금의 열쇠 파일을 가진 곳에서 만든 것이 아닙니다. 백업이 바뀌었을 수 있으니 쓰지 마십시오"
    )]
    NotOurs,
    #[error(
        "데이터베이스가 비어 있지 않습니다. 되돌리기는 빈 곳에만 합니다: PostgreSQL은 새 데이터베이스를 만들고, \
         SQLite는 지금의 파일을 다른 곳으로 옮긴 뒤 다시 실행하십시오"
    )]
    NotVacant,
    #[error(
        "첨부파일 보관함이 비어 있지 않습니다. 되돌리기는 빈 곳에만 합니다: 지금의 파일을 다른 곳으로 옮기거나, \
         그 파일이 이 백업의 것이면 `--keep-files`를 붙여 다시 실행하십시오"
    )]
    FilesThere,
    #[error("되돌린 데이터베이스를 열 수 없습니다")]
    Unopened(#[source] StoreError),
}

impl From<WholeFault> for BackupFault {
    fn from(fault: WholeFault) -> BackupFault {
        match fault {
            WholeFault::Store(error) => BackupFault::Store(error),
            WholeFault::Disk(error) => BackupFault::Disk(PathBuf::from("데이터베이스 폴더"), error),
            WholeFault::NoProgram(program) => BackupFault::NoProgram(program),
            WholeFault::Failed { program, said } => BackupFault::Program { program, said },
        }
    }
}

impl BackupFault {
    /// For `map_err` at a file of ours.
    pub(crate) fn at(path: &Path) -> impl FnOnce(io::Error) -> BackupFault {
        let path = path.to_owned();
        move |error| BackupFault::Disk(path, error)
    }

    pub(crate) fn damaged(what: impl Into<String>) -> BackupFault {
        BackupFault::Damaged(what.into())
    }
}
