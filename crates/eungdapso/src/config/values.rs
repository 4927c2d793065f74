//! What was set, by the file and by the environment, which overrules it.

use std::collections::BTreeMap;
use std::fmt::Display;
use std::str::FromStr;

use anyhow::{Context, Result, bail};
use connect::Secret;

use super::declared::SECTIONS;
use super::setting::{Kind, Otherwise, Setting};

/// Letters of a secret that a neighbour knows too, at least: whoever hears what it signs may try words against it for as
/// long as they like, and 32 digits of the shortest alphabet in use, hexadecimal, are 128 bits (RFC 6749, 10.10).
const SHARED_LEAST: usize = 32;

/// Reads one variable of the environment; a seam for tests.
type Lookup<'a> = &'a dyn Fn(&str) -> Option<String>;

/// Who said it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Source {
    Environment,
    File,
    /// Nobody: it holds without being said.
    Otherwise,
}

/// The values of every setting that is declared; no other is ever asked for.
#[derive(Clone)]
pub(crate) struct Values(BTreeMap<&'static str, (String, Source)>);

impl Values {
    /// A word of the file that no setting has is an error, not a wish.
    pub(crate) fn read(file: &str, env: Lookup<'_>) -> Result<Values> {
        let mut filed = BTreeMap::new();
        flatten("", &file.parse()?, &mut filed);
        let mut values = BTreeMap::new();
        for setting in SECTIONS.iter().flat_map(|section| section.settings) {
            let filed =
                match setting.file.and_then(|name| Some((name, filed.remove(name)?))) {
                    Some((name, value)) => Some(setting.kind.written(&value).with_context(|| {
                        format!("{name}의 값이 {}이(가) 아닙니다: {value}", setting.kind)
                    })?),
                    None => None,
                };
            let said = env(setting.variable).map(|value| (value, Source::Environment));
            let said = said.or(filed.map(|value| (value, Source::File)));
            let otherwise = match setting.otherwise {
                Otherwise::Value(value) => Some((value.to_owned(), Source::Otherwise)),
                Otherwise::Derived(_) | Otherwise::Off | Otherwise::Needed(_) => None,
            };
            if let Some(value) = said.or(otherwise) {
                values.insert(setting.variable, value);
            }
        }
        if let Some(unknown) = filed.keys().next() {
            bail!(
                "알 수 없는 설정입니다: {unknown}. 있는 설정은 `eungdapso config reference`가 보여 줍니다."
            );
        }
        Ok(Values(values))
    }

    /// What holds, if anything does.
    pub(crate) fn text(&self, setting: &Setting) -> Option<String> {
        self.0.get(setting.variable).map(|(value, _)| value.clone())
    }

    /// What holds, and by whom.
    pub(crate) fn told(&self, setting: &Setting) -> Option<(&str, Source)> {
        self.0.get(setting.variable).map(|(value, source)| (value.as_str(), *source))
    }

    pub(super) fn secret(&self, setting: &Setting) -> Option<Secret> {
        self.text(setting).map(Secret::new)
    }

    /// # Errors
    /// Where it cannot be read as what it is.
    pub(super) fn parsed<T: FromStr<Err: Display>>(&self, setting: &Setting) -> Result<Option<T>> {
        let Some((text, _)) = self.told(setting) else { return Ok(None) };
        match text.parse() {
            Ok(value) => Ok(Some(value)),
            Err(why) => bail!("{} 값을 읽을 수 없습니다: {text:?} ({why})", setting.name()),
        }
    }

    pub(super) fn switched(&self, setting: &Setting) -> Result<bool> {
        match self.told(setting).map(|(value, _)| value) {
            Some("true" | "1") => Ok(true),
            Some("false" | "0") | None => Ok(false),
            Some(other) => bail!("{}는 true 또는 false입니다: {other:?}", setting.name()),
        }
    }

    /// One of the words of its kind.
    pub(super) fn chosen(&self, setting: &Setting) -> Result<Option<String>> {
        let (Kind::Choice(words), Some(value)) = (setting.kind, self.text(setting)) else { return Ok(None) };
        if !words.contains(&value.as_str()) {
            bail!("{}는 {} 가운데 하나입니다: {value:?}", setting.name(), words.join(", "));
        }
        Ok(Some(value))
    }

    /// A value without which `with` cannot work.
    pub(super) fn needed(&self, setting: &Setting, with: &Setting) -> Result<String> {
        self.text(setting)
            .with_context(|| format!("{}이(가) 있으면 {}도 필요합니다", with.name(), setting.name()))
    }

    /// A secret that a neighbour knows too, without which `with` cannot work.
    pub(super) fn shared(&self, setting: &Setting, with: &Setting) -> Result<Secret> {
        let word = self.needed(setting, with)?;
        let letters = word.chars().count();
        if letters < SHARED_LEAST {
            bail!(
                "{}이(가) {letters}자입니다. {SHARED_LEAST}자 이상이어야 합니다. 상대 시스템과 새로 정하십시오\
                 (`openssl rand -hex 32`).",
                setting.name()
            );
        }
        Ok(Secret::new(word))
    }
}

/// The tables of the file as names with dots.
fn flatten(before: &str, table: &toml::Table, into: &mut BTreeMap<String, toml::Value>) {
    for (name, value) in table {
        let name = if before.is_empty() { name.clone() } else { format!("{before}.{name}") };
        match value {
            toml::Value::Table(inner) => flatten(&name, inner, into),
            value => drop(into.insert(name, value.clone())),
        }
    }
}
