//! Numbers, keys, periods, moments and names as people and programs spell them; what is read is written as it was.

use domain::attachment::FileName;
use domain::complaint::{DocumentKey, EpeopleNumber, Number};
use domain::deadline::seoul;
use domain::id::ComplaintId;
use domain::period::Period;
use store::AccessAnchor;

pub(crate) fn read(bytes: &[u8]) {
    let text = crate::text(bytes);
    if let Ok(number) = Number::parse(&text) {
        assert_eq!(Number::parse(number.as_str()).as_ref(), Ok(&number));
        let _ = (number.serial(), number.is_application());
    }
    if let Ok(number) = EpeopleNumber::parse(&text) {
        assert_eq!(EpeopleNumber::parse(number.as_str()).as_ref(), Ok(&number));
    }
    if let Ok(period) = text.parse::<Period>() {
        assert_eq!(period.to_string().parse::<Period>().ok(), Some(period));
    }
    if let Ok(key) = text.parse::<DocumentKey>() {
        assert_eq!(key.to_string(), text);
    }
    if let Ok(id) = text.parse::<ComplaintId>() {
        assert_eq!(id.to_string().parse::<ComplaintId>().ok(), Some(id));
    }
    if let Some(at) = seoul::parse(&text) {
        let _ = (words::date::moment_with_weekday(at), seoul::rfc3339(at));
    }
    if let Some(key) = connect::vault::Key::parse(&text) {
        assert!(
            key.as_str().bytes().all(|b| b.is_ascii_alphanumeric() || b"-.".contains(&b)),
            "a key is a file name"
        );
    }
    if let Ok(anchor) = text.parse::<AccessAnchor>() {
        assert_eq!(anchor.to_string().parse::<AccessAnchor>().ok(), Some(anchor));
    }
    if let Ok(name) = FileName::of(&text) {
        let kept = name.kept_as(name.kind());
        assert!(!kept.contains(['/', '\\', '\0']), "a name is no path: {kept:?}");
    }
}
