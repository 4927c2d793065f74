//! How the agencies' approval system (업무관리·전자결재) is reached.

use std::time::Duration;

use anyhow::{Context, Result};
use connect::Secret;
use connect::approval::ApprovalSettings;
use serde::Deserialize;

use super::Lookup;

/// For one request, when the file does not say.
const TIMEOUT_SECONDS: u64 = 20;

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct ApprovalFile {
    url: Option<String>,
    key_id: Option<String>,
    /// Seconds.
    timeout: Option<u64>,
}

impl ApprovalFile {
    /// Nothing when no system is named. The secret comes from the environment alone.
    pub(super) fn settings(self, env: Lookup<'_>) -> Result<Option<ApprovalSettings>> {
        let Some(url) = env("EUNGDAPSO_APPROVAL_URL").or(self.url) else { return Ok(None) };
        let key_id = env("EUNGDAPSO_APPROVAL_KEY_ID").or(self.key_id);
        let secret = env("EUNGDAPSO_APPROVAL_SECRET");
        let timeout = match env("EUNGDAPSO_APPROVAL_TIMEOUT") {
            Some(text) => {
                Some(text.parse().with_context(|| format!("EUNGDAPSO_APPROVAL_TIMEOUT: {text:?}"))?)
            }
            None => self.timeout,
        };
        Ok(Some(ApprovalSettings {
            url,
            key_id: key_id.context("approval.url이 있으면 approval.key_id(열쇠 이름)도 필요합니다")?,
            secret: Secret::new(
                secret.context("approval.url이 있으면 EUNGDAPSO_APPROVAL_SECRET도 필요합니다")?,
            ),
            timeout: Duration::from_secs(timeout.unwrap_or(TIMEOUT_SECONDS).max(1)),
        }))
    }
}
