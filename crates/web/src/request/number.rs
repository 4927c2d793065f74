//! A complaint's number in the address: what is none leads nowhere.

use axum::extract::{FromRequestParts, Path};
use axum::http::request::Parts;
use domain::complaint::Number;

use crate::error::Fail;

/// `{number}` of the route; anything that is no number is simply not found.
pub struct CaseNumber(pub Number);

impl<S: Send + Sync> FromRequestParts<S> for CaseNumber {
    type Rejection = Fail;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Fail> {
        let path = Path::<std::collections::HashMap<String, String>>::from_request_parts(parts, state).await;
        let path = path.map_err(|_| Fail::not_found())?;
        let typed = path.get("number").ok_or_else(Fail::not_found)?;
        Number::parse(typed).map(CaseNumber).map_err(|_| Fail::not_found())
    }
}

/// A number as people copy it: small letters, spaces and hyphens are forgiven.
pub(crate) fn plain(typed: &str) -> String {
    typed.chars().filter(|c| !c.is_whitespace() && *c != '-').collect::<String>().to_uppercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_read_as_people_copy_it() {
        assert_eq!(plain(" f20260310-000001 "), "F20260310000001");
    }
}
