//! 보완기한 경과 처리, shortly after the last day has ended.

use casework::{Office, sweeps};

use super::told;
use crate::fault::Fault;

pub(super) async fn run(office: &Office) -> Result<String, Fault> {
    Ok(told("보완기한 경과", sweeps::lapse_supplements(office).await?))
}
