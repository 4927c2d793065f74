//! Which identity provider (통합인증) may say who somebody is.

use std::time::Duration;

use anyhow::Result;
use connect::oidc::OidcSettings;

use super::Values;
use super::declared::{
    ADDRESS, OIDC_ADDRESS, OIDC_CLAIM, OIDC_CLIENT_ID, OIDC_CLIENT_SECRET, OIDC_ISSUER, OIDC_SCOPE,
};

/// Somebody stands at the door meanwhile.
const TIMEOUT: Duration = Duration::from_secs(10);
/// At our address.
const BACK: &str = "/login/oidc/return";

/// Where the provider sends people back to.
pub(crate) fn back_to(address: &str) -> String {
    format!("{}{BACK}", address.trim_end_matches('/'))
}

/// Nothing when no provider is named. Only the demo knows its own address.
pub(super) fn settings(values: &Values) -> Result<Option<OidcSettings>> {
    let Some(issuer) = values.text(&OIDC_ISSUER) else { return Ok(None) };
    let address = values.text(&OIDC_ADDRESS).or_else(|| values.text(&ADDRESS));
    Ok(Some(OidcSettings {
        issuer,
        client_id: values.needed(&OIDC_CLIENT_ID, &OIDC_ISSUER)?,
        client_secret: values.shared(&OIDC_CLIENT_SECRET, &OIDC_ISSUER)?,
        redirect_uri: address.map_or_else(String::new, |address| back_to(&address)),
        scope: values.text(&OIDC_SCOPE).unwrap_or_default(),
        claim: values.text(&OIDC_CLAIM).unwrap_or_default(),
        timeout: TIMEOUT,
    }))
}
