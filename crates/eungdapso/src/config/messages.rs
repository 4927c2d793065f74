//! How mail and text messages leave this installation.

use std::time::Duration;

use anyhow::{Context, Result, bail};
use connect::Secret;
use connect::message::mail::{MailSettings, Security};
use connect::message::text::GatewaySettings;
use serde::Deserialize;

use super::Lookup;

/// For reaching a relay or gateway, and again for one exchange with it.
const TIMEOUT: Duration = Duration::from_secs(20);

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct MailFile {
    host: Option<String>,
    port: Option<u16>,
    /// `tls`, `starttls` or `plain`.
    security: Option<String>,
    login: Option<String>,
    from: Option<String>,
    from_name: Option<String>,
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct GatewayFile {
    url: Option<String>,
    alimtalk_template: Option<String>,
}

impl MailFile {
    /// Nothing when no relay is named. The password comes from the environment alone.
    pub(super) fn settings(self, env: Lookup<'_>) -> Result<Option<MailSettings>> {
        let Some(host) = env("EUNGDAPSO_MAIL_HOST").or(self.host) else { return Ok(None) };
        let security = match env("EUNGDAPSO_MAIL_SECURITY").or(self.security).as_deref() {
            None | Some("starttls") => Security::StartTls,
            Some("tls") => Security::Tls,
            Some("plain") => Security::Plain,
            Some(other) => bail!("mail.security는 tls, starttls, plain 가운데 하나입니다: {other:?}"),
        };
        let port = match env("EUNGDAPSO_MAIL_PORT") {
            Some(port) => Some(port.parse().with_context(|| format!("EUNGDAPSO_MAIL_PORT: {port:?}"))?),
            None => self.port,
        };
        let login = match env("EUNGDAPSO_MAIL_LOGIN").or(self.login) {
            None => None,
            Some(login) => {
                let password = env("EUNGDAPSO_MAIL_PASSWORD");
                let password =
                    password.context("mail.login이 있으면 EUNGDAPSO_MAIL_PASSWORD도 필요합니다")?;
                Some((login, Secret::new(password)))
            }
        };
        let from = env("EUNGDAPSO_MAIL_FROM").or(self.from);
        Ok(Some(MailSettings {
            host,
            port: port.unwrap_or(if security == Security::Tls { 465 } else { 587 }),
            security,
            login,
            from: from.context("mail.host가 있으면 mail.from(보내는 주소)도 필요합니다")?,
            from_name: self.from_name.unwrap_or_else(|| "서울시 응답소".into()),
            timeout: TIMEOUT,
        }))
    }
}

impl GatewayFile {
    /// Nothing when no gateway is named. Token and signing key come from the environment alone.
    pub(super) fn settings(self, env: Lookup<'_>) -> Result<Option<GatewaySettings>> {
        let Some(url) = env("EUNGDAPSO_GATEWAY_URL").or(self.url) else { return Ok(None) };
        let secret = |name: &str| {
            let value = env(name).with_context(|| format!("gateway.url이 있으면 {name}도 필요합니다"));
            value.map(Secret::new)
        };
        Ok(Some(GatewaySettings {
            url,
            token: secret("EUNGDAPSO_GATEWAY_TOKEN")?,
            signing_key: secret("EUNGDAPSO_GATEWAY_SIGNING_KEY")?,
            alimtalk_template: env("EUNGDAPSO_ALIMTALK_TEMPLATE").or(self.alimtalk_template),
            timeout: TIMEOUT,
        }))
    }
}
