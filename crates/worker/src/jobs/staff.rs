//! 인사 연계 at night, and what lies with somebody gone every ten minutes.

use casework::{Office, people};

use super::told;
use crate::fault::Fault;

pub(super) async fn fetch(office: &Office) -> Result<String, Fault> {
    Ok(people::feeds::nightly(office).await?)
}

pub(super) async fn hand_over(office: &Office) -> Result<String, Fault> {
    Ok(told("인계", people::clear_desks(office).await?))
}
