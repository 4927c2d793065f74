//! The portal (행정포털) that may say who somebody is, by a header.

use std::net::IpAddr;

use anyhow::{Context, Result};
use connect::Secret;
use connect::portal::PortalSettings;
use serde::Deserialize;

use super::Lookup;

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct PortalFile {
    user_header: Option<String>,
    secret_header: Option<String>,
    addresses: Vec<IpAddr>,
}

impl PortalFile {
    /// Nothing when no address of a portal is named. The secret comes from the environment alone.
    pub(super) fn settings(self, env: Lookup<'_>) -> Result<Option<PortalSettings>> {
        let addresses = match env("EUNGDAPSO_PORTAL_ADDRESSES") {
            Some(list) => super::addresses("EUNGDAPSO_PORTAL_ADDRESSES", &list)?,
            None => self.addresses,
        };
        if addresses.is_empty() {
            return Ok(None);
        }
        let secret = env("EUNGDAPSO_PORTAL_SECRET");
        let secret = secret.context("portal.addresses가 있으면 EUNGDAPSO_PORTAL_SECRET도 필요합니다")?;
        let or = |named: Option<String>, usual: &str| named.unwrap_or_else(|| usual.to_owned());
        Ok(Some(PortalSettings {
            user_header: or(env("EUNGDAPSO_PORTAL_USER_HEADER").or(self.user_header), "x-portal-user"),
            secret_header: or(
                env("EUNGDAPSO_PORTAL_SECRET_HEADER").or(self.secret_header),
                "x-portal-secret",
            ),
            secret: Secret::new(secret),
            addresses,
        }))
    }
}
