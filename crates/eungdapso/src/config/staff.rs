//! Where the staff feed (인사 연계) is fetched from.

use std::time::Duration;

use anyhow::Result;
use connect::staff::StaffSettings;

use super::Values;
use super::declared::{STAFF_TOKEN, STAFF_URL};

/// For a city's whole staff, answer included.
const TIMEOUT: Duration = Duration::from_secs(120);

/// Nothing when no directory is named.
pub(super) fn settings(values: &Values) -> Result<Option<StaffSettings>> {
    let Some(url) = values.text(&STAFF_URL) else { return Ok(None) };
    let token = values.shared(&STAFF_TOKEN, &STAFF_URL)?;
    Ok(Some(StaffSettings { url, token, timeout: TIMEOUT }))
}
