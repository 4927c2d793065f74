//! What a search by words shows beside its rows: the words marked, the orders, and what was looked for instead.

use casework::search::{Because, Instead, Marked, Passage};
use maud::{Markup, html};
use store::read::Sort;

use crate::components::{Tone, alert};
use crate::pages::work::Asked;

const ORDERS: [(Sort, &str, &str); 3] = [
    (Sort::Fitting, "fitting", "정확도순"),
    (Sort::Newest, "newest", "최근 신청순"),
    (Sort::Due, "due", "처리기한순"),
];

/// The title with the words marked; under it the piece of the body where they stand.
pub(super) fn title(passage: &Passage) -> Markup {
    html! {
        (letters(&passage.title))
        @if let Some(body) = passage.body.as_ref().filter(|body| !body.marks.is_empty()) {
            span.excerpt { (letters(body)) }
        }
    }
}

fn letters(marked: &Marked) -> Markup {
    let Marked { text, marks } = marked;
    let mut at = 0;
    let mut pieces: Vec<(&str, bool)> = Vec::new();
    for mark in marks {
        pieces.push((text.get(at..mark.start).unwrap_or_default(), false));
        pieces.push((text.get(mark.clone()).unwrap_or_default(), true));
        at = mark.end;
    }
    pieces.push((text.get(at..).unwrap_or_default(), false));
    html! {
        @for (piece, found) in pieces {
            @if found { mark { (piece) } } @else { (piece) }
        }
    }
}

/// The same words in another order.
pub(super) fn orders(asked: &Asked, path: &str, now: Sort) -> Markup {
    html! {
        p.orders {
            span { "정렬" }
            @for (sort, name, label) in ORDERS {
                a href=(asked.href(path, &[("sort", name), ("cursor", "")])) aria-current=[(sort == now).then_some("true")] { (label) }
            }
        }
    }
}

/// Says that something else was looked for, and why.
pub(super) fn instead(typed: &str, instead: Option<&Instead>) -> Markup {
    let Some(Instead { words, because }) = instead else { return html! {} };
    let why = match because {
        Because::Keyboard => "한글 자판으로 바꾸어",
        Because::Letter => "한 글자를 고쳐",
    };
    let title = format!("'{typed}'에 맞는 민원이 없어 {why} 찾았습니다.");
    alert(Tone::Information, &title, html! { p { "찾은 낱말: " strong { (words) } } })
}
