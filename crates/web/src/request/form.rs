//! The pairs of a posted form, in the order they came, exactly as they were typed.

use axum::body::Bytes;
use axum::extract::{FromRequest, Request};
use words::error::PageError;

use crate::error::Fail;

pub async fn form<S: Send + Sync>(request: Request, state: &S) -> Result<Vec<(String, String)>, Fail> {
    let body = Bytes::from_request(request, state).await;
    let body = body.map_err(|_| Fail::Page(PageError::TooLarge))?;
    if !is_utf8(&body) {
        return Err(Fail::Page(PageError::Unreadable));
    }
    serde_html_form::from_bytes(&body).map_err(|_| Fail::Page(PageError::Unreadable))
}

/// The form's decoder replaces what is no UTF-8 in silence; what somebody wrote must not be changed so.
fn is_utf8(body: &[u8]) -> bool {
    let mut plain = Vec::with_capacity(body.len());
    let mut rest = body;
    while let Some((first, after)) = rest.split_first() {
        let hex = after.get(..2).filter(|_| *first == b'%');
        let byte = hex.and_then(|hex| u8::from_str_radix(std::str::from_utf8(hex).ok()?, 16).ok());
        plain.push(byte.unwrap_or(*first));
        rest = if byte.is_some() { &after[2..] } else { after };
    }
    std::str::from_utf8(&plain).is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_that_are_no_text_are_noticed_however_they_are_written() {
        assert!(is_utf8("title=가로등&x=%EA%B0%80+%".as_bytes()));
        assert!(!is_utf8(b"title=%FF") && !is_utf8(b"title=\xff") && !is_utf8(b"title=%EA%B0"));
    }

    #[tokio::test]
    async fn a_form_is_read_as_it_was_typed_or_not_at_all() {
        let post = |body: &'static [u8]| Request::post("/").body(body.into()).unwrap();
        let read = form(post(b"memo=%EA%B0%80&memo=2"), &()).await.unwrap();
        assert_eq!(read, [("memo".to_owned(), "가".to_owned()), ("memo".to_owned(), "2".to_owned())]);
        assert!(matches!(form(post(b"memo=%FF"), &()).await, Err(Fail::Page(PageError::Unreadable))));
    }
}
