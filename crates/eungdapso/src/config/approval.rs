//! How the agencies' approval system (업무관리·전자결재) is reached.

use std::time::Duration;

use anyhow::Result;
use connect::approval::ApprovalSettings;

use super::Values;
use super::declared::{APPROVAL_KEY_ID, APPROVAL_SECRET, APPROVAL_TIMEOUT, APPROVAL_URL};

/// Nothing when no system is named.
pub(super) fn settings(values: &Values) -> Result<Option<ApprovalSettings>> {
    let Some(url) = values.text(&APPROVAL_URL) else { return Ok(None) };
    let timeout: u64 = values.parsed(&APPROVAL_TIMEOUT)?.unwrap_or_default();
    Ok(Some(ApprovalSettings {
        url,
        key_id: values.needed(&APPROVAL_KEY_ID, &APPROVAL_URL)?,
        secret: values.shared(&APPROVAL_SECRET, &APPROVAL_URL)?,
        timeout: Duration::from_secs(timeout.max(1)),
    }))
}
