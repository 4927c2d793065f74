//! The portal (행정포털) that may say who somebody is, by a header.

use anyhow::Result;
use connect::portal::PortalSettings;

use super::Values;
use super::declared::{PORTAL_ADDRESSES, PORTAL_SECRET, PORTAL_SECRET_HEADER, PORTAL_USER_HEADER};

/// Nothing when no address of a portal is named.
pub(super) fn settings(values: &Values) -> Result<Option<PortalSettings>> {
    let addresses = super::addresses(values, &PORTAL_ADDRESSES)?;
    if addresses.is_empty() {
        return Ok(None);
    }
    Ok(Some(PortalSettings {
        user_header: values.text(&PORTAL_USER_HEADER).unwrap_or_default(),
        secret_header: values.text(&PORTAL_SECRET_HEADER).unwrap_or_default(),
        secret: values.shared(&PORTAL_SECRET, &PORTAL_ADDRESSES)?,
        addresses,
    }))
}
