//! The language a petitioner reads, as the address says it: `?lang=en`.

use std::convert::Infallible;

use axum::extract::{FromRef, FromRequestParts};
use axum::http::request::Parts;
use jiff::Timestamp;
use words::lang::{Lang, Strings};

use crate::components;
use crate::state::AppState;

/// Korean, unless the address asks for English; and since when the system is down, which every page says in
/// that language.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Tongue(pub(crate) Lang, pub(crate) Option<Timestamp>);

impl<S> FromRequestParts<S> for Tongue
where
    S: Send + Sync,
    AppState: FromRef<S>,
{
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Infallible> {
        let office = AppState::from_ref(state).office;
        let down = office.facts().down(office.now()).map(|outage| outage.from);
        let asked = parts.uri.query().into_iter().flat_map(|query| query.split('&'));
        let lang = asked.filter_map(|pair| Lang::parse(pair.strip_prefix("lang=")?)).next_back();
        Ok(Tongue(lang.unwrap_or_default(), down))
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
        Tongue(self.pick(Lang::En, Lang::Ko), self.1)
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
