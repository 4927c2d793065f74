//! Which identity provider (통합인증) may say who somebody is.

use std::time::Duration;

use anyhow::{Context, Result};
use connect::Secret;
use connect::oidc::OidcSettings;
use serde::Deserialize;

use super::Lookup;

/// Somebody stands at the door meanwhile.
const TIMEOUT: Duration = Duration::from_secs(10);
/// What most providers call the name one logs in with.
const CLAIM: &str = "preferred_username";
const SCOPE: &str = "openid profile";
/// Where the provider sends people back to.
pub(crate) fn back_to(address: &str) -> String {
    format!("{}{BACK}", address.trim_end_matches('/'))
}

/// At our address.
const BACK: &str = "/login/oidc/return";

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct OidcFile {
    issuer: Option<String>,
    client_id: Option<String>,
    /// Our own address, as people's browsers know it: `https://eungdapso.example`. Only the demo knows its own.
    address: Option<String>,
    claim: Option<String>,
    scope: Option<String>,
}

impl OidcFile {
    /// Nothing when no provider is named. The secret comes from the environment alone.
    pub(super) fn settings(self, env: Lookup<'_>) -> Result<Option<OidcSettings>> {
        let Some(issuer) = env("EUNGDAPSO_OIDC_ISSUER").or(self.issuer) else { return Ok(None) };
        let client_id = env("EUNGDAPSO_OIDC_CLIENT_ID").or(self.client_id);
        let address = env("EUNGDAPSO_OIDC_ADDRESS").or(self.address);
        let secret = env("EUNGDAPSO_OIDC_CLIENT_SECRET");
        Ok(Some(OidcSettings {
            issuer,
            client_id: client_id.context("oidc.issuer가 있으면 oidc.client_id도 필요합니다")?,
            client_secret: Secret::new(
                secret.context("oidc.issuer가 있으면 EUNGDAPSO_OIDC_CLIENT_SECRET도 필요합니다")?,
            ),
            redirect_uri: address.map_or_else(String::new, |address| back_to(&address)),
            scope: env("EUNGDAPSO_OIDC_SCOPE").or(self.scope).unwrap_or_else(|| SCOPE.to_owned()),
            claim: env("EUNGDAPSO_OIDC_CLAIM").or(self.claim).unwrap_or_else(|| CLAIM.to_owned()),
            timeout: TIMEOUT,
        }))
    }
}
