//! Similar complaints: titles that share most of their pairs of letters, however they are spaced.

use std::cmp::Ordering;

/// Out of a hundred pairs of letters so many must be shared: below it two titles share a turn of phrase.
const LIKE_MIN: u32 = 40;
/// Turns of phrase that every petitioner uses and that say nothing of the matter.
const COMMON: [&str; 16] = [
    "부탁드립니다",
    "바랍니다",
    "해주세요",
    "주세요",
    "주십시오",
    "있습니다",
    "없습니다",
    "합니다",
    "입니다",
    "신고합니다",
    "신고",
    "요청",
    "문의",
    "민원",
    "관련",
    "건의",
];

/// How alike another complaint is, and in which words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Likeness<T> {
    pub id: T,
    /// Shared pairs of letters, out of a hundred.
    pub percent: u32,
    /// Words that stand in both titles.
    pub words: Vec<String>,
}

/// What of a title is compared: taken apart once, held against many.
#[derive(Clone, Debug)]
pub struct Title {
    /// In order, each once.
    pairs: Box<[(char, char)]>,
    words: Box<[Box<str>]>,
}

/// The most alike first; equals in the order given.
pub fn similar<'a, T>(title: &Title, others: impl IntoIterator<Item = (T, &'a Title)>) -> Vec<Likeness<T>> {
    let mut found: Vec<Likeness<T>> = others
        .into_iter()
        .filter_map(|(id, other)| {
            let percent = title.likeness(other);
            (percent >= LIKE_MIN).then(|| Likeness { id, percent, words: title.words_shared(other) })
        })
        .collect();
    found.sort_by_key(|likeness| std::cmp::Reverse(likeness.percent));
    found
}

impl Title {
    pub fn of(title: &str) -> Title {
        let mut bare = title.to_lowercase();
        for common in COMMON {
            // Most titles have two or three of them.
            if bare.contains(common) {
                bare = bare.replace(common, " ");
            }
        }
        let letters: Vec<char> = bare.chars().filter(|c| c.is_alphanumeric()).collect();
        let words = bare.split(|c: char| !c.is_alphanumeric()).filter(|word| word.chars().count() > 1);
        Title {
            pairs: each_once(letters.windows(2).map(|pair| (pair[0], pair[1])).collect()),
            words: each_once(words.map(Box::from).collect()),
        }
    }

    /// Dice's measure: twice the shared pairs over all pairs.
    fn likeness(&self, other: &Title) -> u32 {
        let all = self.pairs.len() + other.pairs.len();
        let shared = shared(&self.pairs, &other.pairs).count();
        (200 * shared).checked_div(all).and_then(|percent| u32::try_from(percent).ok()).unwrap_or(0)
    }

    fn words_shared(&self, other: &Title) -> Vec<String> {
        shared(&self.words, &other.words).map(|word| word.to_string()).collect()
    }
}

fn each_once<T: Ord>(mut all: Vec<T>) -> Box<[T]> {
    all.sort_unstable();
    all.dedup();
    all.into_boxed_slice()
}

/// What stands in both, each in order and each once.
fn shared<'a, T: Ord>(mut one: &'a [T], mut other: &'a [T]) -> impl Iterator<Item = &'a T> {
    std::iter::from_fn(move || {
        while let (Some((a, rest)), Some((b, others))) = (one.split_first(), other.split_first()) {
            match a.cmp(b) {
                Ordering::Less => one = rest,
                Ordering::Greater => other = others,
                Ordering::Equal => {
                    (one, other) = (rest, others);
                    return Some(a);
                }
            }
        }
        None
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn percent(a: &str, b: &str) -> u32 {
        similar(&Title::of(a), [((), &Title::of(b))]).first().map_or(0, |likeness| likeness.percent)
    }

    #[test]
    fn spacing_and_politeness_make_no_difference() {
        assert_eq!(percent("방이동 불법 주차 신고합니다", "방이동 불법주차 신고"), 100);
        assert!(percent("가로등이 꺼져 있습니다", "가로등이 꺼져 어둡습니다") >= 60);
    }

    #[test]
    fn what_shares_only_a_turn_of_phrase_is_not_alike() {
        assert_eq!(percent("가로등 수리 부탁드립니다", "쓰레기 수거 부탁드립니다"), 0);
        assert_eq!(percent("", ""), 0);
    }

    #[test]
    fn the_most_alike_comes_first_with_its_words() {
        let others = ["놀이터 소음", "송파대로 가로등 고장", "가로등 고장"].map(Title::of);
        let found = similar(&Title::of("송파대로 가로등 고장 신고"), others.iter().enumerate());
        assert_eq!(found.iter().map(|f| f.id).collect::<Vec<_>>(), [1, 2]);
        assert_eq!(found[0].words, ["가로등", "고장", "송파대로"]);
    }
}
