//! 보내지 않은 첨부파일 정리: hidden first, then its bytes, the row last, so that what is cut off in between is found again.

use casework::{Office, attachments};
use connect::vault::Key;

use crate::Files;
use crate::fault::Fault;
use crate::steps::Steps;

pub(super) async fn run(office: &Office, files: &Files, steps: &Steps) -> Result<String, Fault> {
    let Some(vault) = &files.vault else { return Ok("첨부파일 보관함 없음".to_owned()) };
    let mut gone = 0;
    for id in attachments::left_behind(office, steps.ahead()).await? {
        if !attachments::leaves(office, id).await? {
            continue;
        }
        vault.remove(&Key::preview(id.as_u128())).await?;
        vault.remove(&Key::of(id.as_u128())).await?;
        attachments::forget(office, id).await?;
        gone += 1;
    }
    Ok(format!("첨부파일 {gone}건 정리"))
}
