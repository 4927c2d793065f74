//! What is typed into a search, and the text it is held against: the first line is typed, the others are the text.

use search::{Query, Text, excerpt};

pub(crate) fn read(bytes: &[u8]) {
    let whole = crate::text(bytes);
    let (typed, text) = whole.split_once('\n').unwrap_or((&whole, ""));
    let (title, body) = text.split_once('\n').unwrap_or((text, ""));
    let text = Text { title, body, place: Some(title) };
    let terms = text.terms();
    assert!(!terms.is_empty(), "a text is found under something");
    let Ok(query) = Query::parse(typed) else { return };
    assert!(Query::parse(&query.to_string()).is_ok(), "a search can be typed again: {query}");
    for place in query.places() {
        let _ = (query.only(place).plan(), query.with(place, title).words());
    }
    let _ = query.title_plan();
    let _ = search::as_hangul(typed);
    if let Some(found) = query.find(&text) {
        for span in found.spans {
            let field = match span.field {
                search::Where::Title | search::Where::Place => title,
                search::Where::Body => body,
            };
            let field = search::composed(field);
            assert!(field.get(span.start..span.end).is_some(), "a mark lies in its text: {span:?}");
        }
    }
    for mark in query.marks(body) {
        assert!(search::composed(body).get(mark).is_some(), "a mark lies in its text");
    }
    let _ = excerpt(&query, body);
}
