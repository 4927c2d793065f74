//! 처리기한 다시 계산, soon after the calendar or an outage has changed.

use casework::{Office, sweeps};

use crate::fault::Fault;

pub(super) async fn run(office: &Office) -> Result<String, Fault> {
    let done = sweeps::recompute(office).await?;
    Ok(match done.seen {
        0 => "바뀐 것 없음".to_owned(),
        seen => format!("{seen}건 확인, {}건 변경", done.moved),
    })
}
