//! `eungdapso evidence`: a packet that somebody brings, held against what this office signed. Needs the key ring, no
//! database.

use std::process::ExitCode;

use anyhow::{Context, Result};
use casework::evidence::SIGNATURE;
use evidence::{LogLine, Seal, Trouble, examine};
use jiff::Timestamp;
use store::{Access, ChainedAccess, KeyRing};

use crate::cli::Evidence;
use crate::config::Config;

/// The office's key ring.
struct Ring(KeyRing);

impl Seal for Ring {
    fn sign(&self, digest: &str) -> Option<String> {
        self.0.keyed_digest(SIGNATURE, digest)
    }

    fn is_as_written(&self, line: &LogLine) -> bool {
        let Ok(at) = Timestamp::from_microsecond(line.at) else { return false };
        let LogLine { seq, account, ip, action, subject, outcome, prev_hash, hash, .. } = line.clone();
        let access = Access { at, account, ip, action, subject, outcome };
        ChainedAccess { seq, access, prev_hash, hash }.is_as_written(&self.0).unwrap_or(false)
    }
}

pub(crate) fn run(config: &Config, asked: Evidence) -> Result<ExitCode> {
    let Evidence::Verify { file } = asked;
    let ring = Ring(config.kept_key_ring()?);
    let examined = examine(&file, &ring)
        .with_context(|| format!("{}: 증거 묶음으로 읽을 수 없습니다", file.display()))?;
    if let Some(manifest) = &examined.manifest {
        let head = &manifest.head;
        println!("민원 {}의 증거 묶음, 파일 {}개", head.number, manifest.parts.len());
        println!("만든 때 {}, 만든 사람 {}, 목적 {}", head.made_at, head.made_by, head.purpose);
    }
    for trouble in &examined.troubles {
        println!("이상  {}", said(trouble));
    }
    if !examined.troubles.is_empty() {
        println!("이 사무소가 만든 그대로가 아닙니다. 내려받은 곳에서 다시 받거나 새로 만드십시오.");
        return Ok(ExitCode::FAILURE);
    }
    println!("정상  이 사무소가 서명한 그대로입니다.");
    if let Some(anchor) = examined.manifest.and_then(|manifest| manifest.head.anchor) {
        println!("접속기록 전체가 그때와 같은지는 `eungdapso audit verify --anchor {anchor}`로 확인합니다.");
    }
    Ok(ExitCode::SUCCESS)
}

fn said(trouble: &Trouble) -> String {
    match trouble {
        Trouble::NoList => "파일 목록(manifest.json)이 없거나 읽을 수 없습니다.".to_owned(),
        Trouble::ListAltered => {
            "파일 목록이 서명과 다릅니다. 목록이 바뀌었거나 다른 사무소가 만들었습니다.".to_owned()
        }
        Trouble::Missing(name) => format!("{name}: 빠졌습니다."),
        Trouble::Altered(name) => format!("{name}: 내용이 바뀌었습니다."),
        Trouble::Added(name) => format!("{name}: 만들 때 없던 파일입니다."),
        Trouble::Ambiguous => {
            "같은 이름의 파일이 두 번 있거나 압축파일 앞뒤에 다른 것이 붙어 있습니다. 여는 프로그램마다 다르게 보일 수 있습니다."
                .to_owned()
        }
        Trouble::LineAltered(seq) => format!("접속기록 {seq}번째 줄이 적힌 것과 다릅니다."),
    }
}
