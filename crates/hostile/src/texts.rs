//! What petitioners and administrators write: bounded texts, what is taken out of published ones, placeholders.

use domain::text::{Body, Memo, Title};
use words::{placeholder, redact};

pub(crate) fn read(bytes: &[u8]) {
    let text = crate::text(bytes);
    for kept in [Title::new(&text).map(String::from), Memo::new(&text).map(String::from)] {
        let Ok(kept) = kept else { continue };
        assert!(!kept.trim().is_empty() && !kept.contains('\0'), "what is kept says something");
    }
    if let Ok(body) = Body::new(&text) {
        assert_eq!(
            Body::new(body.as_str()).as_ref().map(Body::as_str),
            Ok(body.as_str()),
            "kept once, kept the same"
        );
    }
    let published = redact::redact(&text);
    assert_eq!(redact::redact(&published), published, "nothing is left to take out");
    let names = placeholder::names(&text);
    assert_eq!(placeholder::unknown(&text, &names), Vec::<&str>::new());
    let _ = (placeholder::fill(&text, |_| None), placeholder::fill(&text, |name| Some(name.to_owned())));
}
