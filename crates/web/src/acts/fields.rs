//! The fields of a request, read one by one; every problem is kept, with its field, and none hides another.

use std::collections::BTreeSet;
use std::str::FromStr;

use domain::desk::seoul;
use domain::text::{Text, TextError};
use jiff::Timestamp;
use jiff::civil::{Date, DateTime};
use serde_json::{Map, Value};

/// What is wrong with one field: a stable code, and what the reason carries.
#[derive(Clone, Debug, PartialEq)]
pub struct Problem {
    pub field: String,
    pub kind: Trouble,
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Trouble {
    Missing,
    Text(TextError),
    /// Not one of the values this field may have, or not of its form.
    Unreadable,
    /// The request has a field nobody asked for.
    Unknown,
}

pub type Problems = Vec<Problem>;

impl Problem {
    pub fn code(&self) -> &'static str {
        match self.kind {
            Trouble::Missing | Trouble::Text(TextError::Empty) => "missing",
            Trouble::Text(TextError::TooLong { .. }) => "too-long",
            Trouble::Text(TextError::ControlCharacter { .. }) => "control-character",
            Trouble::Unreadable => "unreadable",
            Trouble::Unknown => "unknown-field",
        }
    }
}

/// The fields as they came, those that were asked for, and what was wrong.
#[derive(Debug)]
pub struct Fields {
    values: Map<String, Value>,
    asked: BTreeSet<&'static str>,
    problems: Problems,
}

impl Fields {
    pub fn from_json(values: Map<String, Value>) -> Fields {
        Fields { values, asked: BTreeSet::new(), problems: Vec::new() }
    }

    /// A name that comes more than once (checkboxes) becomes a list; empty values count as absent.
    pub fn from_form(pairs: &[(String, String)]) -> Fields {
        let mut values = Map::new();
        for (name, value) in pairs {
            if value.trim().is_empty() {
                continue;
            }
            match values.get_mut(name) {
                None => drop(values.insert(name.clone(), Value::String(value.clone()))),
                Some(Value::Array(list)) => list.push(Value::String(value.clone())),
                Some(one) => *one = Value::Array(vec![one.take(), Value::String(value.clone())]),
            }
        }
        Fields::from_json(values)
    }

    /// The value as text: strings as they are, numbers as JSON writes them.
    pub fn raw(&mut self, name: &'static str) -> Option<String> {
        self.asked.insert(name);
        match self.values.get(name)? {
            Value::Null => None,
            Value::String(text) => Some(text.clone()),
            Value::Number(number) => Some(number.to_string()),
            Value::Bool(_) | Value::Array(_) | Value::Object(_) => {
                self.problem(name, Trouble::Unreadable);
                None
            }
        }
    }

    /// What somebody wrote: a number where JSON should have words is a slip of the program that sent it.
    fn written(&mut self, name: &'static str) -> Option<String> {
        let typed = self.raw(name)?;
        if let Some(Value::Number(_)) = self.values.get(name) {
            self.problem(name, Trouble::Unreadable);
            return None;
        }
        Some(typed)
    }

    /// Without asking for it.
    pub fn peek(&self, name: &str) -> Option<String> {
        self.values.get(name).and_then(Value::as_str).map(str::to_owned)
    }

    pub fn replace(&mut self, name: &str, value: Value) {
        self.values.insert(name.to_owned(), value);
    }

    /// Takes out a field of the form's own machinery, which no act sees.
    pub fn take(&mut self, name: &str) -> Option<String> {
        self.values.remove(name).and_then(|value| value.as_str().map(str::to_owned))
    }

    pub fn text<const MAX: usize>(&mut self, name: &'static str) -> Option<Text<MAX>> {
        let Some(typed) = self.written(name) else {
            if !self.has_problem(name) {
                self.missing(name);
            }
            return None;
        };
        self.checked(name, Text::new(&typed))
    }

    pub fn text_if_any<const MAX: usize>(&mut self, name: &'static str) -> Option<Text<MAX>> {
        let typed = self.written(name)?;
        if typed.trim().is_empty() { None } else { self.checked(name, Text::new(&typed)) }
    }

    fn checked<const MAX: usize>(
        &mut self,
        name: &'static str,
        text: Result<Text<MAX>, TextError>,
    ) -> Option<Text<MAX>> {
        text.map_err(|error| self.problem(name, Trouble::Text(error))).ok()
    }

    /// One of a closed list, or anything with a reader of its own.
    pub fn one<T>(&mut self, name: &'static str, read: impl Fn(&str) -> Option<T>) -> Option<T> {
        let found = self.one_if_any(name, read);
        if found.is_none() && !self.has_problem(name) {
            self.missing(name);
        }
        found
    }

    pub fn one_if_any<T>(&mut self, name: &'static str, read: impl Fn(&str) -> Option<T>) -> Option<T> {
        let typed = self.raw(name);
        self.read(name, typed, read)
    }

    fn read<T>(
        &mut self,
        name: &'static str,
        typed: Option<String>,
        read: impl Fn(&str) -> Option<T>,
    ) -> Option<T> {
        let typed = typed.filter(|typed| !typed.trim().is_empty())?;
        let value = read(typed.trim());
        if value.is_none() {
            self.problem(name, Trouble::Unreadable);
        }
        value
    }

    pub fn parsed<T: FromStr>(&mut self, name: &'static str) -> Option<T> {
        self.one(name, |text| text.parse().ok())
    }

    pub fn parsed_if_any<T: FromStr>(&mut self, name: &'static str) -> Option<T> {
        self.one_if_any(name, |text| text.parse().ok())
    }

    /// A boolean of JSON, or a checkbox of a form.
    pub fn flag(&mut self, name: &'static str) -> bool {
        if let Some(Value::Bool(yes)) = self.values.get(name) {
            self.asked.insert(name);
            return *yes;
        }
        let typed = self.written(name);
        self.read(name, typed, |text| match text {
            "true" | "on" | "1" | "yes" => Some(true),
            "false" | "off" | "0" | "no" => Some(false),
            _ => None,
        })
        .unwrap_or_default()
    }

    pub fn date(&mut self, name: &'static str) -> Option<Date> {
        self.parsed(name)
    }

    /// RFC 3339, or the Seoul time a date field of a form sends; a bare day means its 18:00.
    pub fn moment(&mut self, name: &'static str) -> Option<Timestamp> {
        self.one(name, moment)
    }

    /// Several values: a JSON list, or a form's repeated name.
    pub fn list<T: FromStr>(&mut self, name: &'static str) -> Vec<T> {
        self.asked.insert(name);
        let values = match self.values.get(name) {
            None | Some(Value::Null) => return Vec::new(),
            Some(Value::Array(list)) => list.clone(),
            Some(one) => vec![one.clone()],
        };
        let read = |value: &Value| value.as_str().and_then(|text| text.trim().parse().ok());
        let read: Vec<Option<T>> = values.iter().map(read).collect();
        if read.iter().any(Option::is_none) {
            self.problem(name, Trouble::Unreadable);
        }
        read.into_iter().flatten().collect()
    }

    /// Several values typed into one field, parted by spaces, commas or lines; or a list, as [`Fields::list`].
    pub fn words<T>(&mut self, name: &'static str, read: impl Fn(&str) -> Option<T>) -> Vec<T> {
        let typed: Vec<String> = self.list(name);
        let words = typed.iter().flat_map(|text| text.split(|c: char| c == ',' || c.is_whitespace()));
        let read: Vec<Option<T>> = words.filter(|word| !word.is_empty()).map(read).collect();
        if read.iter().any(Option::is_none) {
            self.problem(name, Trouble::Unreadable);
        }
        read.into_iter().flatten().collect()
    }

    /// A list of objects; only JSON can send one.
    pub fn objects(&mut self, name: &'static str) -> Option<Vec<Map<String, Value>>> {
        self.asked.insert(name);
        let list = match self.values.get(name)? {
            Value::Array(list) if list.iter().all(Value::is_object) => list.clone(),
            Value::Null => return None,
            _ => {
                self.problem(name, Trouble::Unreadable);
                return None;
            }
        };
        Some(
            list.into_iter()
                .filter_map(|value| if let Value::Object(map) = value { Some(map) } else { None })
                .collect(),
        )
    }

    pub fn missing(&mut self, name: &str) {
        self.problem(name, Trouble::Missing);
    }

    pub fn problem(&mut self, name: &str, kind: Trouble) {
        self.problems.push(Problem { field: name.to_owned(), kind });
    }

    pub fn adopt(&mut self, problems: Problems) {
        self.problems.extend(problems);
    }

    fn has_problem(&self, name: &str) -> bool {
        self.problems.iter().any(|problem| problem.field == name)
    }

    #[cfg(test)]
    pub(super) fn asked(&self) -> &BTreeSet<&'static str> {
        &self.asked
    }

    /// Asked for, though this request did not need it: known all the same.
    pub fn known(&mut self, names: &[&'static str]) {
        self.asked.extend(names);
        for name in names {
            if let Some(Value::Bool(_) | Value::Number(_) | Value::Object(_)) = self.values.get(*name) {
                self.problem(name, Trouble::Unreadable);
            }
        }
    }

    /// The value when nothing was wrong; otherwise everything that was, unknown fields included.
    pub fn finish<T>(mut self, value: Option<T>) -> Result<T, Problems> {
        let unknown = self.values.keys().filter(|name| !self.asked.contains(name.as_str())).cloned();
        let unknown = unknown.map(|field| Problem { field, kind: Trouble::Unknown });
        self.problems.extend(unknown);
        match value {
            Some(value) if self.problems.is_empty() => Ok(value),
            _ => Err(self.problems),
        }
    }
}

fn moment(typed: &str) -> Option<Timestamp> {
    if let Ok(instant) = typed.parse::<Timestamp>() {
        return Some(instant);
    }
    let local = match typed.parse::<DateTime>() {
        Ok(local) if typed.len() > 10 => local,
        _ => typed.parse::<Date>().ok()?.at(18, 0, 0, 0),
    };
    local.to_zoned(seoul()).ok().map(|zoned| zoned.timestamp())
}

#[cfg(test)]
mod tests;
