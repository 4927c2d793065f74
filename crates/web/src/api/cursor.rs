//! Where a page of a list ends: opaque to callers, and believed only when it is ours.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use domain::id::ComplaintId;
use store::read::{Cursor, Sort};

/// Longer ones are not ours, in characters.
const LENGTH_MAX: usize = 120;

pub(super) fn write(sort: Sort, cursor: &Cursor) -> String {
    URL_SAFE_NO_PAD.encode(format!("{}:{}:{}", letter(sort), cursor.key, cursor.id))
}

/// The cursor, if it is one and belongs to a list of this order.
pub(super) fn read(sort: Sort, typed: &str) -> Option<Cursor> {
    if typed.len() > LENGTH_MAX {
        return None;
    }
    let text = String::from_utf8(URL_SAFE_NO_PAD.decode(typed).ok()?).ok()?;
    let (kind, rest) = text.split_once(':')?;
    let (key, id) = rest.split_once(':')?;
    let cursor = Cursor { key: key.parse().ok()?, id: id.parse::<ComplaintId>().ok()?.to_string() };
    // Written again it must be the same: no second spelling of one place.
    (kind == letter(sort) && write(sort, &cursor) == typed).then_some(cursor)
}

fn letter(sort: Sort) -> &'static str {
    match sort {
        Sort::Due => "d",
        Sort::Newest => "n",
        Sort::Fitting => "f",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_was_written_is_read() {
        let cursor = Cursor { key: -5, id: "0195d0a2-0000-7000-8000-000000000001".to_owned() };
        let written = write(Sort::Due, &cursor);
        assert_eq!(read(Sort::Due, &written), Some(cursor.clone()));
        assert_eq!(read(Sort::Newest, &written), None);
        let forged = [
            String::new(),
            "x".to_owned(),
            "=".repeat(10),
            URL_SAFE_NO_PAD.encode("d:1:' or 1=1"),
            URL_SAFE_NO_PAD.encode("d:99999999999999999999:0195d0a2-0000-7000-8000-000000000001"),
            URL_SAFE_NO_PAD.encode("d:+5:0195d0a2-0000-7000-8000-000000000001"),
            URL_SAFE_NO_PAD.encode("d:1:{0195d0a2-0000-7000-8000-000000000001}"),
            "A".repeat(500),
        ];
        for forged in forged {
            assert_eq!(read(Sort::Due, &forged), None, "{forged}");
        }
    }
}
