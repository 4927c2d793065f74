//! Excel files as answers that the browser saves.

use axum::http::{HeaderName, HeaderValue, header};
use axum::response::{IntoResponse, Response};

pub(crate) use workbook::{Cell, NotMade, Sheet};

/// A table that is sent.
pub(crate) trait Answer {
    /// The file as an answer that the browser saves.
    fn response(&self) -> Result<Response, NotMade>;
}

impl Answer for Sheet<'_> {
    fn response(&self) -> Result<Response, NotMade> {
        let bytes = self.bytes()?;
        let name = workbook::file_name(self.title, self.made_at);
        Ok((headers(&name), bytes).into_response())
    }
}

/// Of a file under this name, saved and not shown.
pub(crate) fn headers(name: &str) -> [(HeaderName, HeaderValue); 2] {
    saved(name, "table.xlsx", workbook::MEDIA_TYPE)
}

/// The same of an archive; its name is the table's with another ending.
pub(crate) fn archive_headers(name: &str) -> [(HeaderName, HeaderValue); 2] {
    let name = format!("{}.zip", name.strip_suffix(".xlsx").unwrap_or(name));
    saved(&name, "evidence.zip", "application/zip")
}

fn saved(name: &str, plain: &str, media: &'static str) -> [(HeaderName, HeaderValue); 2] {
    let encoded: String = name.bytes().map(percent).collect();
    let disposition = format!("attachment; filename=\"{plain}\"; filename*=UTF-8''{encoded}");
    let disposition = HeaderValue::from_str(&disposition).unwrap_or(HeaderValue::from_static("attachment"));
    [(header::CONTENT_TYPE, HeaderValue::from_static(media)), (header::CONTENT_DISPOSITION, disposition)]
}

/// As RFC 8187 writes a byte of a name.
fn percent(byte: u8) -> String {
    if byte.is_ascii_alphanumeric() || b"-._".contains(&byte) {
        char::from(byte).to_string()
    } else {
        format!("%{byte:02X}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_file_is_named_in_korean_for_every_browser() {
        let sheet = Sheet {
            title: "민원 [목록]",
            conditions: Vec::new(),
            columns: vec!["제목"],
            rows: Vec::new(),
            made_at: "2026-11-20T01:00:00Z".parse().unwrap(),
        };
        let response = sheet.response().unwrap();
        let name = response.headers()[header::CONTENT_DISPOSITION].to_str().unwrap();
        assert!(name.ends_with("%EB%AF%BC%EC%9B%90_%5B%EB%AA%A9%EB%A1%9D%5D_20261120.xlsx"), "{name}");
    }
}
