//! 처리진행상황 통지, every thirty days after receipt.

use casework::{Office, sweeps};

use super::told;
use crate::fault::Fault;

pub(super) async fn run(office: &Office) -> Result<String, Fault> {
    Ok(told("진행상황 통지", sweeps::tell_progress(office).await?))
}
