//! What can be typed after `eungdapso`.

mod backup;

use std::net::SocketAddr;
use std::path::PathBuf;

use clap::{Args, Parser, Subcommand};

use crate::config::declared::CONFIG;

pub(crate) use backup::{Backup, BackupAction, KeyFrom, LockTo, Restore};

/// 응답소: 서울시 통합 민원 시스템
#[derive(Parser)]
#[command(name = "eungdapso", version)]
pub(crate) struct Cli {
    /// 설정 파일 (TOML); 환경변수가 우선합니다
    #[arg(long, global = true, env = CONFIG.variable)]
    pub(crate) config: Option<PathBuf>,
    #[command(subcommand)]
    pub(crate) command: Command,
}

#[derive(Subcommand)]
pub(crate) enum Command {
    /// 서비스를 시작합니다 (DATABASE_URL이 없으면 ./data의 내장 데이터베이스)
    Serve,
    /// 가상의 서울로 채운 시연 서비스를 시작합니다
    Demo(Demo),
    /// 데이터베이스 구조를 이 프로그램에 맞춥니다
    Migrate,
    /// 설정·열쇠·데이터베이스·시계·연계를 점검합니다
    Doctor,
    /// 설정을 보여 줍니다
    #[command(subcommand)]
    Config(Settings),
    /// 데이터베이스와 첨부파일을 암호화한 파일 하나로 백업합니다 (서비스 중에도 할 수 있습니다)
    Backup(Backup),
    /// 백업을 빈 데이터베이스와 빈 첨부파일 보관함에 되돌리고 확인합니다
    Restore(Restore),
    /// 처리기한과 그 계산 과정을 보여 줍니다
    Due(Due),
    /// CSV·JSON Lines 파일의 민원을 일괄 신청합니다
    Import(Import),
    /// 개인정보 암호화 열쇠를 다룹니다
    #[command(subcommand)]
    Keys(Keys),
    /// 첨부파일 보관함의 암호화를 다룹니다
    #[command(subcommand)]
    Vault(Vault),
    /// 검색 색인을 다룹니다
    #[command(subcommand)]
    Search(Search),
    /// 통계의 날짜별 합계를 다룹니다
    #[command(subcommand)]
    Statistics(Statistics),
    /// 접속기록과 민원의 이력을 점검합니다
    #[command(subcommand)]
    Audit(Audit),
    /// 증거 묶음을 다룹니다
    #[command(subcommand)]
    Evidence(Evidence),
    /// 관리자 계정을 다룹니다
    #[command(subcommand)]
    Admin(Admin),
}

#[derive(Args)]
pub(crate) struct Demo {
    /// 서비스 주소
    #[arg(long, default_value = "127.0.0.1:8080")]
    pub(crate) listen: SocketAddr,
    /// 시연 자료를 두는 폴더
    #[arg(long, default_value = "./data/demo")]
    pub(crate) data: PathBuf,
    /// 만들 민원의 수 (처음 시작할 때만). 2만 건이 넘으면 100만 건마다 한 해, 많아야 10년에 걸쳐 만듭니다
    #[arg(long, default_value_t = 3_000)]
    pub(crate) complaints: u32,
    /// 시연 시각, 예: 2026-11-20T10:00 (한국시간)
    #[arg(long)]
    pub(crate) now: Option<String>,
}

#[derive(Clone, Copy, Subcommand)]
pub(crate) enum Settings {
    /// 지금 적용되는 설정과 그 출처를 보여 줍니다 (비밀은 보이지 않습니다)
    Show,
    /// 있는 모든 설정을 설명합니다 (Markdown)
    Reference,
}

#[derive(Args)]
pub(crate) struct Due {
    /// 처리기간: immediate, 5h, 3d, 7d, 2w, 1m, 1y
    pub(crate) period: String,
    /// 접수시각: 2026-09-23T17:30 (한국시간) 또는 RFC 3339
    pub(crate) received: String,
    /// JSON으로 답합니다
    #[arg(long)]
    pub(crate) json: bool,
}

#[derive(Args)]
pub(crate) struct Import {
    /// .csv 또는 .jsonl 파일 (UTF-8)
    pub(crate) file: PathBuf,
    /// 열 지정: title=제목,body=내용,name=이름 …
    #[arg(long, value_delimiter = ',')]
    pub(crate) map: Vec<String>,
    /// 읽고 검사만 하며 등록하지 않습니다
    #[arg(long)]
    pub(crate) dry_run: bool,
    /// 묶음 이름; 지정하지 않으면 파일 내용으로 정합니다
    #[arg(long)]
    pub(crate) batch: Option<String>,
}

#[derive(Subcommand)]
pub(crate) enum Keys {
    /// 새 열쇠 파일을 만듭니다
    Generate,
    /// 새 열쇠를 더하고 저장된 개인정보를 다시 암호화합니다
    Rotate,
}

#[derive(Clone, Copy, Subcommand)]
pub(crate) enum Vault {
    /// 어떤 파일이 어떤 열쇠로 암호화되어 있는지 확인합니다 (서비스 중에도 할 수 있습니다)
    Check,
    /// 암호화되지 않았거나 예전 열쇠로 암호화된 파일을 지금 열쇠로 다시 암호화합니다 (서비스 중에도 할 수 있습니다)
    Reseal,
    /// 보관함의 새 열쇠를 더하고 모든 파일을 다시 암호화합니다 (서비스 중에도 할 수 있습니다)
    Rotate,
}

#[derive(Clone, Copy, Subcommand)]
pub(crate) enum Search {
    /// 색인이 민원과 같은지 확인합니다 (서비스 중에도 할 수 있습니다)
    Check,
    /// 민원에서 색인을 다시 만듭니다 (서비스 중에도 할 수 있습니다)
    Rebuild,
}

#[derive(Clone, Copy, Subcommand)]
pub(crate) enum Statistics {
    /// 날짜별·처리현황 합계가 민원과 같은지 확인합니다 (서비스 중에도 할 수 있습니다)
    Check,
    /// 민원에서 날짜별·처리현황 합계를 다시 만듭니다 (서비스 중에도 할 수 있습니다)
    Rebuild,
}

#[derive(Subcommand)]
pub(crate) enum Audit {
    /// 접속기록에 바뀌거나 빠지거나 자리를 옮긴 줄이 없는지, 민원이 이력과 같은지 확인합니다 (서비스 중에도 할 수 있습니다)
    Verify {
        /// 전에 적어 둔 기준값 `줄번호:해시`; 그때까지의 기록이 그대로인지도 확인합니다
        #[arg(long = "anchor", value_name = "줄번호:해시")]
        anchors: Vec<store::AccessAnchor>,
    },
    /// 날마다 남긴 기준값을 한 줄에 하나씩 보여 줍니다; 데이터베이스 밖에 적어 두십시오
    Anchors,
}

#[derive(Subcommand)]
pub(crate) enum Evidence {
    /// 이 사무소가 만든 그대로인지 확인하고, 아니면 무엇이 바뀌었는지 말합니다
    Verify {
        /// 증거 묶음 파일 (.zip)
        file: PathBuf,
    },
}

#[derive(Subcommand)]
pub(crate) enum Admin {
    /// 첫 시스템 관리자를 만듭니다
    Create {
        login: String,
        /// 성명
        #[arg(long, default_value = "시스템관리자")]
        name: String,
        /// 이메일
        #[arg(long, default_value = "")]
        email: String,
    },
    /// 임시 비밀번호를 새로 줍니다
    Password { login: String },
    /// 인사 자료 파일(JSON 또는 CSV)을 반영합니다
    Staff {
        file: PathBuf,
        /// 바뀌는 것만 보여 주고 반영하지 않습니다
        #[arg(long)]
        dry_run: bool,
        /// 직원이 많이 사라지는 자료를 확인하고 반영합니다
        #[arg(long)]
        confirm: bool,
    },
}

impl Cli {
    /// Servers tell what they do; commands answer and are silent otherwise.
    pub(crate) fn log_level(&self) -> &'static str {
        match self.command {
            Command::Serve => "info,sqlx=warn",
            _ => "warn",
        }
    }
}
