//! What a setting is: where it is written, of what kind, what holds without it, and what it is for.

use std::fmt;

/// One thing that can be set. Each is declared once, in [`super::declared`].
#[derive(Debug)]
pub(crate) struct Setting {
    /// Its name in the file, with a dot behind the table; none where it belongs to the environment alone.
    pub(crate) file: Option<&'static str>,
    /// Its name in the environment, which overrules the file.
    pub(crate) variable: &'static str,
    pub(crate) kind: Kind,
    pub(crate) otherwise: Otherwise,
    /// What it is for, in a sentence for whoever installs it.
    pub(crate) about: &'static str,
}

/// How its value is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// `127.0.0.1:8080`
    Socket,
    /// IP addresses: a list in the file, with commas between them in the environment.
    Addresses,
    /// Words: a list in the file, with commas between them in the environment.
    Words,
    /// A web or database address.
    Url,
    Path,
    Text,
    /// `true` or `false`.
    Switch,
    Number {
        unit: &'static str,
    },
    /// One of a few words.
    Choice(&'static [&'static str]),
    /// Shown to nobody; belongs to the environment, or to a file that only the service may read.
    Secret,
}

/// What holds where nobody says anything.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Otherwise {
    /// This very value.
    Value(&'static str),
    /// Something that is made of other settings, told in words.
    Derived(&'static str),
    /// Nothing: what it serves is off.
    Off,
    /// Needed once this setting is there.
    Needed(&'static str),
}

impl Setting {
    /// In the file and in the environment.
    pub(super) const fn filed(
        file: &'static str,
        variable: &'static str,
        kind: Kind,
        otherwise: Otherwise,
        about: &'static str,
    ) -> Setting {
        Setting { file: Some(file), variable, kind, otherwise, about }
    }

    /// In the environment alone.
    pub(super) const fn variable(
        variable: &'static str,
        kind: Kind,
        otherwise: Otherwise,
        about: &'static str,
    ) -> Setting {
        Setting { file: None, variable, kind, otherwise, about }
    }

    /// As people name it: by its place in the file, if it has one.
    pub(crate) fn name(&self) -> &'static str {
        self.file.unwrap_or(self.variable)
    }

    /// What the environment says, where it says anything.
    pub(crate) fn in_environment(&self) -> Option<String> {
        std::env::var(self.variable).ok().filter(|value| !value.is_empty())
    }
}

impl Kind {
    /// A value of the file as the environment would write it; nothing where it is of another kind.
    pub(super) fn written(self, value: &toml::Value) -> Option<String> {
        match (self, value) {
            (Kind::Switch, toml::Value::Boolean(on)) => Some(on.to_string()),
            (Kind::Number { .. }, toml::Value::Integer(number)) => Some(number.to_string()),
            (Kind::Addresses | Kind::Words, toml::Value::Array(all)) => {
                let all: Option<Vec<&str>> = all.iter().map(toml::Value::as_str).collect();
                all.map(|all| all.join(","))
            }
            (Kind::Switch | Kind::Number { .. } | Kind::Addresses | Kind::Words, _) => None,
            (Kind::Socket | Kind::Url | Kind::Path | Kind::Text | Kind::Choice(_) | Kind::Secret, value) => {
                value.as_str().map(str::to_owned)
            }
        }
    }
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Kind::Socket => f.write_str("IP address and port"),
            Kind::Addresses => f.write_str("IP addresses"),
            Kind::Words => f.write_str("words"),
            Kind::Url => f.write_str("address"),
            Kind::Path => f.write_str("path"),
            Kind::Text => f.write_str("text"),
            Kind::Switch => f.write_str("`true`, `false`"),
            Kind::Number { unit } => f.write_str(unit),
            Kind::Choice(words) => {
                let words: Vec<String> = words.iter().map(|word| format!("`{word}`")).collect();
                f.write_str(&words.join(", "))
            }
            Kind::Secret => f.write_str("secret"),
        }
    }
}

impl fmt::Display for Otherwise {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Otherwise::Value(value) => write!(f, "`{value}`"),
            Otherwise::Derived(words) => f.write_str(words),
            Otherwise::Off => f.write_str("–"),
            Otherwise::Needed(with) => write!(f, "needed with `{with}`"),
        }
    }
}
