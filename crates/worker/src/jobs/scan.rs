//! 첨부파일 악성코드 검사: what came in is looked at once, what could not be looked at again and again.

use casework::Office;
use casework::attachments::{self, RETRY, RETRY_WITHOUT, Said};
use casework::timetable::Job;
use connect::scan::{Scanner, Verdict};
use connect::vault::{Key, Vault};
use store::Attachment;

use crate::Files;
use crate::fault::Fault;

/// Files a scanner may fail to look at before the run ends: one that is away is not waited for file by file.
const PATIENCE: u32 = 3;

/// Looks at what waits; what was done, if anything was. Two workers at once say the same of a file.
pub(crate) async fn run(office: &Office, files: &Files) -> Result<Option<String>, Fault> {
    let Some(vault) = &files.vault else { return Ok(None) };
    let waiting = attachments::to_scan(office).await?;
    if waiting.is_empty() {
        return Ok(None);
    }
    let (mut looked, mut infected, mut not) = (0, 0, 0);
    for file in waiting {
        let said = match &files.scanner {
            Some(scanner) => look(vault, scanner, &file).await?,
            None => {
                let why = "악성코드 검사기가 설정되지 않았습니다.".to_owned();
                Said::Nothing { why, again: RETRY_WITHOUT }
            }
        };
        attachments::scanned(office, &file, &said).await?;
        match said {
            Said::Clean => looked += 1,
            Said::Infected { .. } => infected += 1,
            Said::Nothing { .. } => not += 1,
        }
        if files.scanner.is_some() && not >= PATIENCE {
            break;
        }
    }
    let did = format!("안전 {looked}건, 감염 {infected}건, 검사하지 못함 {not}건");
    super::write_down(office, Job::ScanFiles, &did).await?;
    Ok(Some(did))
}

async fn look(vault: &Vault, scanner: &Scanner, file: &Attachment) -> Result<Said, Fault> {
    let Some(at_hand) = vault.at_hand(&Key::of(file.id.as_u128())).await? else {
        tracing::error!(attachment = %file.id, "its bytes are not in the vault");
        return Ok(Said::Nothing {
            why: "보관된 파일을 찾지 못했습니다.".to_owned(), again: RETRY_WITHOUT
        });
    };
    Ok(match scanner.scan(at_hand.path()).await {
        Verdict::Clean => Said::Clean,
        Verdict::Infected(name) => Said::Infected { name },
        Verdict::Unknown(why) => Said::Nothing { why, again: RETRY },
    })
}
