//! Where the staff feed (인사 연계) is fetched from.

use std::time::Duration;

use anyhow::{Context, Result};
use connect::Secret;
use connect::staff::StaffSettings;
use serde::Deserialize;

use super::Lookup;

/// For a city's whole staff, answer included.
const TIMEOUT: Duration = Duration::from_secs(120);

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct StaffFile {
    url: Option<String>,
}

impl StaffFile {
    /// Nothing when no directory is named. The token comes from the environment alone.
    pub(super) fn settings(self, env: Lookup<'_>) -> Result<Option<StaffSettings>> {
        let Some(url) = env("EUNGDAPSO_STAFF_URL").or(self.url) else { return Ok(None) };
        let token = env("EUNGDAPSO_STAFF_TOKEN");
        let token = token.context("staff.url이 있으면 EUNGDAPSO_STAFF_TOKEN도 필요합니다")?;
        Ok(Some(StaffSettings { url, token: Secret::new(token), timeout: TIMEOUT }))
    }
}
