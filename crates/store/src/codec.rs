//! How our values lie in columns: instants as microseconds, days and ids as text, lists as JSON.

use std::borrow::Cow;
use std::fmt::Display;
use std::str::FromStr;

use domain::personal;
use jiff::Timestamp;
use jiff::civil::Date;
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::error::{Result, StoreError};

/// Microseconds UTC since 1970: one order on both engines, and what both keep without loss.
pub(crate) fn micros(at: Timestamp) -> i64 {
    at.as_microsecond()
}

pub(crate) fn instant(micros: i64) -> Result<Timestamp> {
    Timestamp::from_microsecond(micros).map_err(|_| StoreError::corrupt("instant", micros))
}

pub(crate) fn instants(micros: Option<i64>) -> Result<Option<Timestamp>> {
    micros.map(instant).transpose()
}

pub(crate) fn day(text: &str) -> Result<Date> {
    parsed("day", text)
}

/// A title as it stands in lists: no place for anybody's numbers, for they are read over shoulders and taken away as files.
pub(crate) fn covered(title: String) -> String {
    match personal::cover(&title, &personal::PRIVATE) {
        Cow::Borrowed(_) => title,
        Cow::Owned(covered) => covered,
    }
}

/// An id, a day, anything with `FromStr`, out of a text column.
pub(crate) fn parsed<T: FromStr>(what: &str, text: &str) -> Result<T> {
    text.parse().map_err(|_| StoreError::corrupt(what, text))
}

pub(crate) fn maybe_parsed<T: FromStr>(what: &str, text: Option<&str>) -> Result<Option<T>> {
    text.map(|text| parsed(what, text)).transpose()
}

pub(crate) fn text<T: Display>(value: Option<T>) -> Option<String> {
    value.map(|value| value.to_string())
}

pub(crate) fn json<T: Serialize>(value: &T) -> Result<String> {
    serde_json::to_string(value).map_err(|error| StoreError::corrupt("unwritable JSON", error))
}

pub(crate) fn from_json<T: DeserializeOwned>(what: &str, text: &str) -> Result<T> {
    serde_json::from_str(text).map_err(|error| StoreError::corrupt(what, error))
}

pub(crate) fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
