//! 보내지 않은 첨부파일 정리: what was attached and never sent goes.

use casework::{Office, attachments};

use crate::Files;
use crate::fault::Fault;
use crate::steps::Steps;

pub(super) async fn run(office: &Office, files: &Files, steps: &Steps) -> Result<String, Fault> {
    let Some(vault) = &files.vault else { return Ok("첨부파일 보관함 없음".to_owned()) };
    let mut gone = 0;
    for id in attachments::left_behind(office, steps.ahead()).await? {
        let bytes = async { Ok::<_, Fault>(vault.remove_file(id.as_u128()).await?) };
        gone += u32::from(attachments::remove(office, id, bytes).await?);
    }
    Ok(format!("첨부파일 {gone}건 정리"))
}
