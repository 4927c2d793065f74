//! How the systems beside ours are reached.

use std::time::Duration;

use anyhow::{Context, Result};
use connect::Secret;
use connect::epeople::EpeopleSettings;
use serde::Deserialize;

use super::Lookup;

/// For one request, answer included: a page of a hundred complaints may take a while.
const TIMEOUT: Duration = Duration::from_secs(30);

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct EpeopleFile {
    url: Option<String>,
    key_id: Option<String>,
}

impl EpeopleFile {
    /// Nothing when no address is named. The secret comes from the environment alone.
    pub(super) fn settings(self, env: Lookup<'_>) -> Result<Option<EpeopleSettings>> {
        let Some(url) = env("EUNGDAPSO_EPEOPLE_URL").or(self.url) else { return Ok(None) };
        let key_id = env("EUNGDAPSO_EPEOPLE_KEY_ID").or(self.key_id);
        let secret = env("EUNGDAPSO_EPEOPLE_SECRET");
        Ok(Some(EpeopleSettings {
            url,
            key_id: key_id.context("epeople.url이 있으면 epeople.key_id도 필요합니다")?,
            secret: Secret::new(
                secret.context("epeople.url이 있으면 EUNGDAPSO_EPEOPLE_SECRET도 필요합니다")?,
            ),
            timeout: TIMEOUT,
        }))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_needs_a_key_and_its_secret_and_shows_neither() {
        let file = |key_id: Option<&str>| EpeopleFile {
            url: Some("https://epeople.example".into()),
            key_id: key_id.map(str::to_owned),
        };
        let secret = |name: &str| (name == "EUNGDAPSO_EPEOPLE_SECRET").then(|| "열려라".to_owned());
        assert!(EpeopleFile::default().settings(&secret).unwrap().is_none());
        assert!(file(None).settings(&secret).is_err());
        assert!(file(Some("seoul-1")).settings(&|_| None).is_err());
        let settings = file(Some("seoul-1")).settings(&secret).unwrap().unwrap();
        assert!(!format!("{settings:?}").contains("열려라"));
    }
}
