//! How the systems beside ours are reached.

use std::time::Duration;

use anyhow::Result;
use connect::epeople::EpeopleSettings;

use super::Values;
use super::declared::{EPEOPLE_KEY_ID, EPEOPLE_SECRET, EPEOPLE_URL};

/// For one request, answer included: a page of a hundred complaints may take a while.
const TIMEOUT: Duration = Duration::from_secs(30);

/// Nothing when no address is named.
pub(super) fn epeople(values: &Values) -> Result<Option<EpeopleSettings>> {
    let Some(url) = values.text(&EPEOPLE_URL) else { return Ok(None) };
    Ok(Some(EpeopleSettings {
        url,
        key_id: values.needed(&EPEOPLE_KEY_ID, &EPEOPLE_URL)?,
        secret: values.shared(&EPEOPLE_SECRET, &EPEOPLE_URL)?,
        timeout: TIMEOUT,
    }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_needs_a_key_and_its_secret_and_shows_neither() {
        let file = |key_id: &str| format!("[epeople]\nurl = \"https://epeople.example\"\n{key_id}");
        let secret = |name: &str| {
            (name == "EUNGDAPSO_EPEOPLE_SECRET")
                .then(|| "열려라 참깨, 서른두 글자가 되도록 길게 적은 둘만 아는 말".to_owned())
        };
        let read = |text: &str, secret: &dyn Fn(&str) -> Option<String>| {
            epeople(&Values::read(text, secret).unwrap())
        };
        let named = file("key_id = \"seoul-1\"");
        assert!(read("", &secret).unwrap().is_none());
        assert!(read(&file(""), &secret).is_err());
        assert!(read(&named, &|_| None).is_err());
        let settings = read(&named, &secret).unwrap().unwrap();
        assert!(
            !format!("{settings:?}").contains("열려라 참깨, 서른두 글자가 되도록 길게 적은 둘만 아는 말")
        );
    }
}
