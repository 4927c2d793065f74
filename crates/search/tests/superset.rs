//! Whatever a search finds in a text, the index offers: nothing that is there can be missed.

use proptest::prelude::*;
use search::{Accumulator, Bucket, Query, Text, buckets_for};

/// Few letters, so that words meet often; spaces, marks, digits and Latin among them.
const LETTERS: [&str; 22] = [
    "주", "차", "소", "음", "불", "법", "이", "을", "가", "에", "서", " ", " ", " ", ".", "-", "1", "2", "3",
    "a", "b", "ㅈ",
];

fn text(most: usize) -> impl Strategy<Value = String> {
    proptest::collection::vec(proptest::sample::select(&LETTERS[..]), 0..most)
        .prop_map(|letters| letters.concat())
}

fn offered(query: &Query, text: &Text<'_>, title: bool) -> bool {
    let mut accumulator = Accumulator::default();
    accumulator.add(7, &text.terms());
    let buckets = buckets_for(accumulator.documents());
    let rows: Vec<Bucket> = accumulator.into_buckets();
    let plan = if title { query.title_plan() } else { query.plan() };
    let bucket = |number| rows.iter().find(|row| row.number == number).map(|row| row.bytes.as_slice());
    plan.candidates(buckets, bucket).contains(7)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(20_000))]

    #[test]
    fn what_is_there_is_offered(title in text(14), body in text(40), typed in text(9), quoted in any::<bool>()) {
        let text = Text { title: &title, body: &body, place: None };
        let typed = if quoted { format!("\"{typed}\"") } else { typed };
        if let Ok(query) = Query::parse(&typed) {
            let found = query.find(&text);
            prop_assert!(found.is_none() || offered(&query, &text, false), "{typed} in {title} | {body}");
        }
    }

    #[test]
    fn what_the_title_plan_offers_the_whole_plan_offers(title in text(14), body in text(30), typed in text(6)) {
        let text = Text { title: &title, body: &body, place: None };
        if let Ok(query) = Query::parse(&typed) {
            prop_assert!(!offered(&query, &text, true) || offered(&query, &text, false));
        }
    }
}
