//! How mail and text messages leave this installation.

use std::time::Duration;

use anyhow::Result;
use connect::Secret;
use connect::message::mail::{MailSettings, Security};
use connect::message::text::GatewaySettings;

use super::Values;
use super::declared::{
    ALIMTALK_TEMPLATE, GATEWAY_SIGNING_KEY, GATEWAY_TOKEN, GATEWAY_URL, MAIL_FROM, MAIL_FROM_NAME, MAIL_HOST,
    MAIL_LOGIN, MAIL_PASSWORD, MAIL_PORT, MAIL_SECURITY,
};

/// For reaching a relay or gateway, and again for one exchange with it.
const TIMEOUT: Duration = Duration::from_secs(20);

/// Nothing when no relay is named.
pub(super) fn mail(values: &Values) -> Result<Option<MailSettings>> {
    let Some(host) = values.text(&MAIL_HOST) else { return Ok(None) };
    let security = match values.chosen(&MAIL_SECURITY)?.as_deref() {
        Some("tls") => Security::Tls,
        Some("plain") => Security::Plain,
        Some("plain-elsewhere") => Security::PlainElsewhere,
        _ => Security::StartTls,
    };
    let login = match values.text(&MAIL_LOGIN) {
        None => None,
        Some(login) => Some((login, Secret::new(values.needed(&MAIL_PASSWORD, &MAIL_LOGIN)?))),
    };
    Ok(Some(MailSettings {
        host,
        port: values.parsed(&MAIL_PORT)?.unwrap_or(if security == Security::Tls { 465 } else { 587 }),
        security,
        login,
        from: values.needed(&MAIL_FROM, &MAIL_HOST)?,
        from_name: values.needed(&MAIL_FROM_NAME, &MAIL_HOST)?,
        timeout: TIMEOUT,
    }))
}

/// Nothing when no gateway is named.
pub(super) fn gateway(values: &Values) -> Result<Option<GatewaySettings>> {
    let Some(url) = values.text(&GATEWAY_URL) else { return Ok(None) };
    Ok(Some(GatewaySettings {
        url,
        token: values.shared(&GATEWAY_TOKEN, &GATEWAY_URL)?,
        signing_key: values.shared(&GATEWAY_SIGNING_KEY, &GATEWAY_URL)?,
        alimtalk_template: values.text(&ALIMTALK_TEMPLATE),
        timeout: TIMEOUT,
    }))
}
