//! The query of an address: decoded strictly, each name once unless it is a list, unknown names told.

use std::collections::BTreeMap;

use serde_json::{Map, Value};

use super::problem::Problem;
use crate::acts::Fields;

/// Longest query, in bytes.
const BYTES_MAX: usize = 8_192;

/// The parameters as fields; `lists` may come several times, or once with commas.
pub(super) fn fields(query: Option<&str>, lists: &[&str]) -> Result<Fields, Problem> {
    let query = query.unwrap_or_default();
    if query.len() > BYTES_MAX {
        return Err(Problem::unreadable("조회 조건이 너무 깁니다."));
    }
    let mut values: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for pair in query.split('&').filter(|pair| !pair.is_empty()) {
        let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
        values.entry(decoded(name)?).or_default().push(decoded(value)?);
    }
    Ok(Fields::from_json(
        values.into_iter().filter_map(|(name, v)| one(name, v, lists)).collect::<Map<_, _>>(),
    ))
}

/// Empty values count as absent; a name that is no list and comes twice is left for its reader to refuse.
fn one(name: String, values: Vec<String>, lists: &[&str]) -> Option<(String, Value)> {
    let list = lists.contains(&name.as_str());
    let split: Vec<Value> = if list {
        values.iter().flat_map(|value| value.split(',')).map(str::trim).map(Value::from).collect()
    } else {
        values.into_iter().map(Value::from).collect()
    };
    let mut given: Vec<Value> = split.into_iter().filter(|value| value != "").collect();
    match given.len() {
        0 => None,
        1 if !list => Some((name, given.remove(0))),
        _ => Some((name, Value::Array(given))),
    }
}

fn decoded(text: &str) -> Result<String, Problem> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        bytes.push(match byte {
            b'+' => b' ',
            b'%' => {
                let hex = |digit: Option<u8>| digit.and_then(|d| char::from(d).to_digit(16));
                let (high, low) = (hex(rest.next()), hex(rest.next()));
                let value = high.zip(low).and_then(|(high, low)| u8::try_from(high * 16 + low).ok());
                value.ok_or_else(|| Problem::unreadable("조회 조건의 % 표기가 올바르지 않습니다."))?
            }
            other => other,
        });
    }
    String::from_utf8(bytes).map_err(|_| Problem::unreadable("조회 조건이 올바른 UTF-8이 아닙니다."))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_and_values_are_decoded_and_lists_split() {
        let mut read =
            fields(Some("q=%EB%B3%B4%EB%8F%84+a&stage=filed,received&stage=assigned&x="), &["stage"])
                .unwrap();
        assert_eq!(read.raw("q").as_deref(), Some("보도 a"));
        assert_eq!(read.list::<String>("stage"), ["filed", "received", "assigned"]);
        assert!(read.finish(Some(())).is_ok());
    }

    #[test]
    fn what_cannot_be_read_is_refused() {
        for query in ["q=%", "q=%f", "q=%zz", "q=%ff%fe", &"q".repeat(BYTES_MAX + 1)] {
            assert!(fields(Some(query), &[]).is_err(), "{query}");
        }
        let mut twice = fields(Some("q=a&q=b"), &[]).unwrap();
        assert_eq!(twice.raw("q"), None);
        assert!(twice.finish(Some(())).is_err());
    }
}
