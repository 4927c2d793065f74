//! One question to the pages, as a browser sends it, and what came.

use axum::Router;
use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use calamine::{Reader, Xlsx};
use http_body_util::BodyExt;
use tower::ServiceExt;

use crate::forms::WITH_FILES;

pub(crate) struct Came {
    pub(crate) status: StatusCode,
    location: String,
    pub(crate) cookies: Vec<String>,
    pub(crate) text: String,
    /// Every header, a line each.
    pub(crate) heads: String,
}

impl Came {
    /// Whether these words came, as they are or as an address and a file's name write them.
    pub(crate) fn says(&self, words: &str) -> bool {
        let letter = |byte: u8| match byte.is_ascii() {
            true => char::from(byte).to_string(),
            false => format!("%{byte:02X}"),
        };
        let written: String = words.bytes().map(letter).collect();
        [&self.text, &self.heads].iter().any(|told| told.contains(words) || told.contains(&written))
    }

    /// As it stands in the table: `login` and `lookup` are refusals too.
    pub(crate) fn told(&self) -> String {
        let to = |path: &str| self.status == StatusCode::SEE_OTHER && self.location.starts_with(path);
        match () {
            () if to("/login") => "login".to_owned(),
            () if to("/lookup") => "lookup".to_owned(),
            () => self.status.as_u16().to_string(),
        }
    }
}

const BOUNDARY: &str = "----formboundary7MA4YWxkTrZu0gW";

/// A form of these fields; none at all is an empty form.
pub(crate) async fn ask(
    router: &Router,
    (method, path): (&str, &str),
    cookie: &str,
    form: &[(&str, &str)],
) -> Came {
    if WITH_FILES.contains(&path) {
        let kind = format!("multipart/form-data; boundary={BOUNDARY}");
        let body = format!("--{BOUNDARY}--\r\n").into_bytes();
        return send(router, (method, path), &[("cookie", cookie)], (&kind, body)).await;
    }
    let body = serde_html_form::to_string(form).unwrap();
    let kind = "application/x-www-form-urlencoded";
    send(router, (method, path), &[("cookie", cookie)], (kind, body.into())).await
}

/// A file with this field beside it; `proof` is the header that says who sends it.
pub(crate) async fn hand_in(
    router: &Router,
    path: &str,
    proof: (&str, &str),
    parts: ((&str, &str), (&str, &[u8])),
) -> Came {
    let (kind, body) = parcel(parts);
    send(router, ("POST", path), &[proof], (&kind, body)).await
}

/// A form of one field and one file: its kind and its bytes.
pub(crate) fn parcel(((name, value), (file_name, file)): ((&str, &str), (&str, &[u8]))) -> (String, Vec<u8>) {
    let mut body = format!(
        "--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n--{BOUNDARY}\r\n\
         Content-Disposition: form-data; name=\"files\"; filename=\"{file_name}\"\r\n\
         Content-Type: application/octet-stream\r\n\r\n"
    )
    .into_bytes();
    body.extend(file);
    body.extend(format!("\r\n--{BOUNDARY}--\r\n").into_bytes());
    (format!("multipart/form-data; boundary={BOUNDARY}"), body)
}

/// With these headers, as far as they say something.
pub(crate) async fn send(
    router: &Router,
    (method, path): (&str, &str),
    headers: &[(&str, &str)],
    (kind, body): (&str, Vec<u8>),
) -> Came {
    let mut request = Request::builder().method(method).uri(path).header("sec-fetch-site", "same-origin");
    for (name, value) in headers.iter().filter(|(_, value)| !value.is_empty()) {
        request = request.header(*name, *value);
    }
    if method == "POST" {
        request = request.header(header::CONTENT_TYPE, kind);
    }
    let body = if method == "POST" { Body::from(body) } else { Body::empty() };
    let (parts, mut body) = router.clone().oneshot(request.body(body).unwrap()).await.unwrap().into_parts();
    let named = |name| parts.headers.get_all(name).iter().map(|value| value.to_str().unwrap().to_owned());
    let cookies = named(header::SET_COOKIE).map(|told| told.split(';').next().unwrap().to_owned()).collect();
    let location = named(header::LOCATION).next().unwrap_or_default();
    // What does not end by itself is not waited for: its first words come at once.
    let endless = named(header::CONTENT_TYPE).any(|kind| kind == "text/event-stream");
    let bytes = if endless {
        body.frame().await.unwrap().unwrap().into_data().unwrap().to_vec()
    } else {
        body.collect().await.unwrap().to_bytes().to_vec()
    };
    let workbook = named(header::CONTENT_TYPE).any(|kind| kind.contains("spreadsheetml"));
    let text = if workbook { cells(bytes) } else { String::from_utf8_lossy(&bytes).into_owned() };
    let heads = parts.headers.iter().map(|(name, value)| format!("{name}: {value:?}\n")).collect();
    Came { status: parts.status, location, cookies, text, heads }
}

/// Every cell of an Excel file: packed, its words would not be found.
fn cells(bytes: Vec<u8>) -> String {
    let mut book: Xlsx<_> = calamine::open_workbook_from_rs(std::io::Cursor::new(bytes)).unwrap();
    let sheets = book.worksheets();
    let cells = sheets.iter().flat_map(|(_, range)| range.cells());
    cells.map(|(_, _, cell)| format!("{cell}\t")).collect()
}
