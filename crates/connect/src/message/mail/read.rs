//! Opening a received mail: headers and the plain text, decoded. As much of MIME as our letters use.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

/// How deep parts may nest: ours nest once.
const DEPTH: usize = 4;

/// What a reader would see.
pub(super) struct Opened {
    pub(super) message_id: String,
    pub(super) subject: String,
    pub(super) text: String,
}

pub(super) fn open(raw: &str) -> Opened {
    let (headers, body) = split(raw);
    Opened {
        message_id: header(&headers, "message-id").to_owned(),
        subject: words(header(&headers, "subject")),
        text: plain_text(&headers, body, DEPTH).unwrap_or_default().replace("\r\n", "\n"),
    }
}

type Headers = Vec<(String, String)>;

/// Headers, unfolded, and the body behind the first empty line.
fn split(raw: &str) -> (Headers, &str) {
    let (head, body) = raw.split_once("\r\n\r\n").unwrap_or((raw, ""));
    let mut headers: Headers = Vec::new();
    for line in head.split("\r\n") {
        if let (true, Some((_, value))) = (line.starts_with([' ', '\t']), headers.last_mut()) {
            value.push_str(line);
        } else if let Some((name, value)) = line.split_once(':') {
            headers.push((name.to_ascii_lowercase(), value.trim().to_owned()));
        }
    }
    (headers, body)
}

fn header<'a>(headers: &'a Headers, name: &str) -> &'a str {
    headers.iter().find(|(given, _)| given == name).map_or("", |(_, value)| value)
}

fn plain_text(headers: &Headers, body: &str, depth: usize) -> Option<String> {
    let kind = header(headers, "content-type");
    if kind.to_ascii_lowercase().starts_with("multipart/") {
        let boundary = kind.split("boundary=").nth(1)?.trim_start_matches('"');
        let boundary = boundary.split(['"', ';']).next()?;
        let mark = format!("--{boundary}");
        let inside = body.split(mark.as_str()).skip(1).take_while(|part| !part.starts_with("--"));
        return inside.filter(|_| depth > 0).find_map(|part| {
            let part = part.strip_prefix("\r\n").unwrap_or(part);
            let (headers, body) = split(part.strip_suffix("\r\n").unwrap_or(part));
            plain_text(&headers, body, depth - 1)
        });
    }
    let plain = kind.is_empty() || kind.to_ascii_lowercase().starts_with("text/plain");
    let bytes = match header(headers, "content-transfer-encoding").to_ascii_lowercase().as_str() {
        "base64" => STANDARD.decode(body.replace(['\r', '\n'], "")).ok()?,
        "quoted-printable" => quoted_printable(body),
        _ => body.as_bytes().to_vec(),
    };
    plain.then(|| String::from_utf8_lossy(&bytes).into_owned())
}

fn quoted_printable(body: &str) -> Vec<u8> {
    let whole = body.replace("=\r\n", "");
    let mut bytes = Vec::with_capacity(whole.len());
    let mut rest = whole.as_bytes();
    while let Some((&first, after)) = rest.split_first() {
        let pair = after.get(..2).and_then(|pair| std::str::from_utf8(pair).ok());
        match (first, pair.and_then(|pair| u8::from_str_radix(pair, 16).ok())) {
            (b'=', Some(byte)) => {
                bytes.push(byte);
                rest = &after[2..];
            }
            _ => {
                bytes.push(first);
                rest = after;
            }
        }
    }
    bytes
}

/// RFC 2047 words; white space between two of them is not part of the text.
fn words(value: &str) -> String {
    let mut bytes = Vec::new();
    let mut rest = value;
    let mut after_word = false;
    while let Some((before, tail)) = rest.split_once("=?") {
        let mut pieces = tail.splitn(4, '?');
        let (Some(_), Some(how), Some(coded), Some(behind)) =
            (pieces.next(), pieces.next(), pieces.next(), pieces.next())
        else {
            break;
        };
        if !(after_word && before.trim().is_empty()) {
            bytes.extend_from_slice(before.as_bytes());
        }
        if how.eq_ignore_ascii_case("b") {
            bytes.extend(STANDARD.decode(coded).unwrap_or_default());
        } else {
            bytes.extend(quoted_printable(&coded.replace('_', " ")));
        }
        after_word = true;
        rest = behind.strip_prefix('=').unwrap_or(behind);
    }
    bytes.extend_from_slice(rest.as_bytes());
    String::from_utf8_lossy(&bytes).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn encoded_words_join() {
        assert_eq!(words("[=?utf-8?b?7J2R64u1?= =?utf-8?b?7IaM?=] a"), "[응답소] a");
        assert_eq!(words("=?utf-8?q?a=20b_c?="), "a b c");
        assert_eq!(words("plain =? odd"), "plain =? odd");
    }

    #[test]
    fn soft_breaks_and_stray_signs_survive() {
        assert_eq!(quoted_printable("=EA=B0=\r\n=80 1=1"), "가 1=1".as_bytes());
        assert_eq!(quoted_printable("끝="), "끝=".as_bytes());
    }
}
