//! 결재 지연 알림, while the office's hours run.

use casework::{Office, approval};

use super::told;
use crate::fault::Fault;

pub(super) async fn run(office: &Office) -> Result<String, Fault> {
    Ok(told("결재 지연 알림", approval::tell_delays(office).await?))
}
