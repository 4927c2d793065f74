//! The language a petitioner reads, as the address says it: `?lang=en`.

use std::convert::Infallible;

use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use words::lang::{Lang, Strings};

use crate::components;

/// Korean, unless the address asks for English.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Tongue(pub(crate) Lang);

impl<S: Sync> FromRequestParts<S> for Tongue {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Infallible> {
        let asked = parts.uri.query().into_iter().flat_map(|query| query.split('&'));
        let lang = asked.filter_map(|pair| Lang::parse(pair.strip_prefix("lang=")?)).next_back();
        Ok(Tongue(lang.unwrap_or_default()))
    }
}

impl Tongue {
    pub(crate) fn strings(self) -> &'static Strings {
        self.0.strings()
    }

    /// The same language for the components.
    pub(crate) fn furniture(self) -> components::Lang {
        self.pick(components::Lang::Ko, components::Lang::En)
    }

    /// The other one, for the switch.
    pub(crate) fn other(self) -> Tongue {
        Tongue(self.pick(Lang::En, Lang::Ko))
    }

    pub(crate) fn pick<T>(self, ko: T, en: T) -> T {
        match self.0 {
            Lang::Ko => ko,
            Lang::En => en,
        }
    }

    /// An address that stays in this language.
    pub(crate) fn to(self, path: &str) -> String {
        match (self.0, path.contains('?')) {
            (Lang::Ko, _) => path.to_owned(),
            (Lang::En, false) => format!("{path}?lang=en"),
            (Lang::En, true) => format!("{path}&lang=en"),
        }
    }
}
