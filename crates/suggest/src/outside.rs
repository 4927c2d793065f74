//! Bodies outside the city whose work is spoken of: what may have to be transferred (타기관 이송).

use std::sync::LazyLock;

use domain::org::{OUTSIDE_BODIES, OutsideBody};

use crate::text::{Matter, Reason, Work};

/// Suggestions given: whoever doubts looks into the list.
const GIVEN: usize = 2;

/// A body that may be the right one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OutsideSuggestion {
    pub body: &'static str,
    pub score: u32,
    pub because: Vec<Reason>,
}

/// What each does, taken apart; in the order of [`OUTSIDE_BODIES`].
static WORK: LazyLock<Vec<Work>> =
    LazyLock::new(|| OUTSIDE_BODIES.iter().map(|body| Work::of(body.duties.iter().copied())).collect());

/// The best two, best first; equals stand in the list's own order.
pub fn outside(title: &str, body: &str) -> Vec<OutsideSuggestion> {
    let matter = Matter::new(title, body);
    let weigh = |(body, work): (&OutsideBody, &Work)| {
        let (score, because) = matter.weigh(work);
        (score > 0).then_some(OutsideSuggestion { body: body.name, score, because })
    };
    let mut found: Vec<OutsideSuggestion> =
        OUTSIDE_BODIES.iter().zip(WORK.iter()).filter_map(weigh).collect();
    found.sort_by_key(|suggestion| std::cmp::Reverse(suggestion.score));
    found.truncate(GIVEN);
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whoever_owns_the_poles_is_suggested_for_a_leaning_one_and_nobody_for_thanks() {
        let found = outside("기울어진 전신주를 고쳐 주세요", "정전이 걱정됩니다.");
        assert_eq!(found[0].body, "한국전력공사");
        assert_eq!(found[0].because[0].word, "전신주");
        assert!(outside("감사합니다", "늘 애써 주셔서 고맙습니다.").is_empty());
    }
}
