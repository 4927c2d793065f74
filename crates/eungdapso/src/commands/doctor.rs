//! `eungdapso doctor`: is this installation fit, and what to do where it is not.

mod database;
mod machine;
mod modes;
mod settings;

use std::process::ExitCode;

use anyhow::Result;
use connect::approval::ApprovalClient;
use connect::epeople::{EpeopleClient, Moment};
use connect::message::Messengers;
use store::KeyRing;

use crate::clock;
use crate::config::Config;

/// A finding: what was looked at, and what is wrong with it.
type Finding = (&'static str, Result<String, String>);

pub(crate) async fn run(config: Config) -> Result<ExitCode> {
    let mut findings: Vec<Finding> = vec![("설정", settings::look(&config))];
    let keys = config.key_ring();
    findings.push(("열쇠", look_at_keys(&config, keys.as_ref().map_err(|error| format!("{error:#}")))));
    findings.push(("파일 권한", modes::look(&config)));
    if let Ok(keys) = keys {
        findings.extend(database::look(&config, keys).await);
    }
    findings.extend(machine::look(&config));
    findings.extend(look_at_connectors(&config).await);
    findings.push(("국민신문고 연계", look_at_epeople(&config).await));
    findings.push(("업무관리시스템", look_at_approval(&config).await));
    findings.extend(look_at_files(&config).await);
    let mut well = true;
    for (what, finding) in findings {
        match finding {
            Ok(found) => println!("정상  {what}: {found}"),
            Err(wrong) => {
                well = false;
                println!("이상  {what}: {wrong}");
            }
        }
    }
    Ok(if well { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

fn look_at_keys(config: &Config, keys: Result<&KeyRing, String>) -> Result<String, String> {
    let current = keys?.current_id().to_owned();
    if !config.keys_from_environment() && crate::files::is_readable_by_others(&config.keys_file) {
        let file = config.keys_file.display();
        return Err(format!("{file}을 다른 사용자가 읽을 수 있습니다. `chmod 600 {file}`을 실행하십시오."));
    }
    Ok(format!("현재 열쇠 {current}"))
}

async fn look_at_approval(config: &Config) -> Result<String, String> {
    let Some(settings) = &config.approval else {
        return Ok("연계하지 않습니다. 모든 기관이 응답소의 결재선을 씁니다.".to_owned());
    };
    let client = ApprovalClient::new(settings).map_err(|error| error.to_string())?;
    client.check(clock::now()).await.map(|()| "응답함".to_owned())
}

async fn look_at_connectors(config: &Config) -> Vec<Finding> {
    connect::install_crypto();
    let messengers = match Messengers::new(&config.messages) {
        Ok(messengers) => messengers,
        Err(error) => return vec![("알림 채널", Err(error.to_string()))],
    };
    let checked = messengers.check(clock::now()).await;
    if checked.is_empty() {
        let none = "설정된 채널이 없습니다. 알림은 민원에 기록만 됩니다.";
        return vec![("알림 채널", Ok(none.to_owned()))];
    }
    let told = |(name, answer): (&str, Result<(), String>)| {
        let channel = if name == "mail" { "메일 중계 서버" } else { "문자·알림톡 중계 서버" };
        let wrong = |why| format!("{why} 주소와 방화벽, 로그인 이름과 비밀번호를 확인하십시오.");
        (channel, answer.map(|()| "응답함".to_owned()).map_err(wrong))
    };
    checked.into_iter().map(told).collect()
}

async fn look_at_epeople(config: &Config) -> Result<String, String> {
    let Some(settings) = &config.epeople else {
        return Ok(
            "설정되지 않았습니다. 국민신문고 민원은 받지 않고, 이송은 민원에 기록만 됩니다.".to_owned()
        );
    };
    let client = EpeopleClient::new(settings).map_err(|error| error.to_string())?;
    let now = Moment { at: clock::now(), nonce: casework::epeople::nonce() };
    match client.check(now).await {
        Ok(()) => Ok("응답함".to_owned()),
        Err(why) => Err(format!("{why} epeople.url과 열쇠, 두 기관의 시각을 확인하십시오.")),
    }
}

fn vault_and_scanner(config: &Config) -> Result<worker::Files> {
    super::serve::files(crate::vault::open(&config.files, &config.key_ring()?)?, config.scanner.as_ref())
}

/// The vault of attachments, and the virus scanner.
async fn look_at_files(config: &Config) -> Vec<Finding> {
    let files = match vault_and_scanner(config) {
        Ok(files) => files,
        Err(error) => return vec![("첨부파일", Err(format!("{error:#}")))],
    };
    let mut findings = Vec::new();
    if let Some(vault) = &files.vault {
        findings.push(("첨부파일 보관함", vault.check().await));
    }
    findings.push((
        "악성코드 검사기",
        match &files.scanner {
            Some(scanner) => scanner.check().await,
            None => Ok("설정되지 않았습니다. 첨부파일은 '검사하지 못함'으로 표시됩니다.".to_owned()),
        },
    ));
    findings
}
