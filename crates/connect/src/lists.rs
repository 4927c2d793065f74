//! Lists of complaints that another system wrote into a file: CSV records or JSON objects, each with the number of its
//! line.

use std::collections::BTreeMap;

use serde_json::Value;

/// Written by some programs at the beginning of UTF-8 files.
const BYTE_ORDER_MARK: &[u8] = "\u{feff}".as_bytes();

/// One record by the names of its columns, or what is wrong with its line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Record {
    /// Counted from 1, as editors do; the line on which it begins.
    pub line: u64,
    pub fields: Result<BTreeMap<String, String>, String>,
}

/// How a list is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Manner {
    /// The first record has the names of the columns.
    Csv,
    /// Every line an object of its own.
    JsonLines,
}

impl Manner {
    /// By the ending of the file's name.
    #[must_use]
    pub fn of(ending: &str) -> Option<Manner> {
        match ending.to_ascii_lowercase().as_str() {
            "csv" => Some(Manner::Csv),
            "jsonl" | "ndjson" => Some(Manner::JsonLines),
            _ => None,
        }
    }
}

/// Why nothing of a list can be read.
#[derive(Debug, thiserror::Error)]
pub enum Unreadable {
    #[error("첫 줄이 UTF-8이 아닙니다")]
    Names(#[source] std::str::Utf8Error),
    #[error("CSV로 읽을 수 없습니다")]
    Csv(#[from] csv::Error),
}

impl Record {
    /// Its contents as one text, the same for the same contents.
    #[must_use]
    pub fn text(&self) -> String {
        let fields = self.fields.iter().flatten();
        fields.map(|(name, value)| format!("{}:{name}={}:{value}\n", name.len(), value.len())).collect()
    }
}

/// The names of the columns, and the records with what is wrong with each.
///
/// # Errors
/// [`Unreadable`] where it is no list at all.
pub fn read(manner: Manner, bytes: &[u8]) -> Result<(Vec<String>, Vec<Record>), Unreadable> {
    let bytes = bytes.strip_prefix(BYTE_ORDER_MARK).unwrap_or(bytes);
    match manner {
        Manner::Csv => csv(bytes),
        Manner::JsonLines => Ok(json_lines(bytes)),
    }
}

fn csv(bytes: &[u8]) -> Result<(Vec<String>, Vec<Record>), Unreadable> {
    let mut reader = csv::ReaderBuilder::new().flexible(true).from_reader(bytes);
    let header = reader.byte_headers()?.clone();
    let names = header
        .iter()
        .map(|name| Ok(std::str::from_utf8(name).map_err(Unreadable::Names)?.trim().to_owned()))
        .collect::<Result<Vec<String>, Unreadable>>()?;
    let mut records = Vec::new();
    for record in reader.byte_records() {
        let record = record?;
        let line = record.position().map_or(0, csv::Position::line);
        let fields = if record.len() == names.len() {
            named(&names, &record)
        } else {
            Err(format!("열이 {}개입니다 (첫 줄은 {}개)", record.len(), names.len()))
        };
        records.push(Record { line, fields });
    }
    Ok((names, records))
}

fn named(names: &[String], record: &csv::ByteRecord) -> Result<BTreeMap<String, String>, String> {
    let pairs = names.iter().zip(record.iter());
    pairs
        .map(|(name, value)| match std::str::from_utf8(value) {
            Ok(text) => Ok((name.clone(), text.to_owned())),
            Err(_) => Err(format!("'{name}' 열이 UTF-8이 아닙니다")),
        })
        .collect()
}

/// Every line an object of its own; empty lines are passed over.
fn json_lines(bytes: &[u8]) -> (Vec<String>, Vec<Record>) {
    let mut names: Vec<String> = Vec::new();
    let mut records = Vec::new();
    for (line, text) in (1..).zip(bytes.split(|byte| *byte == b'\n')) {
        if text.iter().all(u8::is_ascii_whitespace) {
            continue;
        }
        let fields = object(text);
        for name in fields.iter().flat_map(BTreeMap::keys) {
            if !names.contains(name) {
                names.push(name.clone());
            }
        }
        records.push(Record { line, fields });
    }
    (names, records)
}

fn object(text: &[u8]) -> Result<BTreeMap<String, String>, String> {
    let text = std::str::from_utf8(text).map_err(|_| "UTF-8이 아닙니다".to_owned())?;
    let value: Value = serde_json::from_str(text).map_err(|error| format!("JSON이 아닙니다: {error}"))?;
    let Value::Object(object) = value else { return Err("JSON 객체가 아닙니다".into()) };
    Ok(object.into_iter().filter_map(|(name, value)| Some((name, plain(value)?))).collect())
}

/// Texts as they are, numbers and the rest as JSON writes them; `null` is nothing.
fn plain(value: Value) -> Option<String> {
    match value {
        Value::Null => None,
        Value::String(text) => Some(text),
        other => Some(other.to_string()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_record_knows_the_line_it_begins_on() {
        let text = "\u{feff}title,body\n가,\"두\n줄\"\n나,본문\n다\n";
        let (names, records) = read(Manner::of("CSV").unwrap(), text.as_bytes()).unwrap();
        assert_eq!(names, ["title", "body"]);
        let lines: Vec<u64> = records.iter().map(|r| r.line).collect();
        assert_eq!(lines, [2, 4, 5]);
        assert_eq!(records[0].fields.as_ref().unwrap()["body"], "두\n줄");
        assert!(records[2].fields.as_ref().unwrap_err().contains("1개"));
    }

    #[test]
    fn bad_lines_are_told_and_the_others_stand() {
        let text = b"{\"title\":\"a\",\"n\":3,\"x\":null}\n\n[1]\n{\n\xff\n{\"title\":\"b\"}";
        let (names, records) = read(Manner::of("jsonl").unwrap(), text).unwrap();
        assert_eq!(names, ["n", "title"]);
        let lines: Vec<u64> = records.iter().map(|r| r.line).collect();
        assert_eq!(lines, [1, 3, 4, 5, 6]);
        let good = records.iter().filter(|r| r.fields.is_ok()).count();
        assert_eq!(good, 2);
        assert_eq!(Manner::of("xls"), None);
    }
}
