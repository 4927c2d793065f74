//! 급증 낱말: words of titles that came up clearly more often than in the period before.
//!
//! Deliberately simple: a word is a run of two to five syllables, without the commonest particles and without the
//! words every complaint has; each title counts a word once. A word is hot if at least [`FEWEST`] titles have it and
//! it rose. Titles only, never the body; so rare a thing as a person's name does not reach the threshold.

use std::collections::{BTreeMap, BTreeSet};

/// Titles that must have a word before it is shown: fewer is chance, and might be somebody's name.
const FEWEST: u32 = 3;
/// Words shown.
pub const MOST_HOT: usize = 12;
const SYLLABLES: std::ops::RangeInclusive<usize> = 2..=5;
/// Longest first: 에서 before 서.
const PARTICLES: [&str; 17] = [
    "에서", "으로", "까지", "부터", "에게", "이나", "이", "가", "을", "를", "은", "는", "에", "의", "로",
    "와", "과",
];
/// How verbs end: 팝니다, 않아요. They say little without what they are said of.
const ENDINGS: [&str; 10] = ["니다", "아요", "어요", "해요", "세요", "나요", "까요", "는데", "지만", "면서"];
/// What nearly every complaint says, of whatever it speaks.
const EVERYWHERE: [&str; 39] = [
    "민원",
    "요청",
    "신청",
    "문의",
    "건의",
    "관련",
    "대한",
    "대해",
    "위한",
    "합니다",
    "입니다",
    "해주세요",
    "해주십시오",
    "주세요",
    "바랍니다",
    "부탁",
    "부탁드립니다",
    "드립니다",
    "있습니다",
    "없습니다",
    "됩니다",
    "하는",
    "때문",
    "서울",
    "너무",
    "갑자기",
    "자꾸",
    "계속",
    "항상",
    "매일",
    "정말",
    "다시",
    "빨리",
    "쉽게",
    "닫은",
    "어떻게",
    "해결",
    "불편",
    "때마다",
];

/// A word, with the titles that have it now and had it before.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct HotWord {
    pub word: String,
    pub now: u32,
    pub before: u32,
}

/// The words that rose most, by how much; of equal ones the more frequent, then by the alphabet.
pub fn rising<'a>(
    now: impl IntoIterator<Item = &'a str>,
    before: impl IntoIterator<Item = &'a str>,
) -> Vec<HotWord> {
    let earlier = counted(before);
    let mut hot: Vec<HotWord> = counted(now)
        .into_iter()
        .map(|(word, now)| HotWord { before: earlier.get(&word).copied().unwrap_or_default(), word, now })
        .filter(|hot| hot.now >= FEWEST && hot.now > hot.before)
        .collect();
    hot.sort_by_key(|hot| (std::cmp::Reverse((hot.now - hot.before, hot.now)), hot.word.clone()));
    hot.truncate(MOST_HOT);
    hot
}

fn counted<'a>(titles: impl IntoIterator<Item = &'a str>) -> BTreeMap<String, u32> {
    let mut counts = BTreeMap::new();
    for word in titles.into_iter().flat_map(words_of) {
        *counts.entry(word).or_default() += 1;
    }
    counts
}

/// The words of a title, each once.
pub fn words_of(title: &str) -> BTreeSet<String> {
    let runs = title.split(|c: char| !('가'..='힣').contains(&c));
    runs.filter(|run| !ENDINGS.iter().any(|ending| run.ends_with(ending)))
        .map(bare)
        .filter(|word| SYLLABLES.contains(&word.chars().count()) && !EVERYWHERE.contains(word))
        .map(str::to_owned)
        .collect()
}

/// Without a particle, if two syllables are left.
fn bare(run: &str) -> &str {
    let shorter = PARTICLES.iter().filter_map(|particle| run.strip_suffix(particle));
    shorter.into_iter().find(|word| word.chars().count() >= 2).unwrap_or(run)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_lose_their_particles_and_what_everybody_says_is_left_out() {
        let words: Vec<String> =
            words_of("가로등이 꺼져 있습니다. 방이동에서 수리 요청(3회), 가로등 LED").into_iter().collect();
        assert_eq!(words, ["가로등", "꺼져", "방이동", "수리"]);
    }

    #[test]
    fn what_rose_is_hot_and_what_is_rare_or_fell_is_not() {
        let now = ["맨홀 파손", "맨홀 뚜껑", "맨홀이 열림", "주차 단속", "주차 문제", "주차", "홍길동 과장"];
        let before = ["주차 위반", "주차", "주차 단속", "주차장", "맨홀"];
        assert_eq!(rising(now, before), [HotWord { word: "맨홀".to_owned(), now: 3, before: 1 }]);
        assert!(rising([], before).is_empty());
    }

    #[test]
    fn a_title_counts_a_word_once() {
        assert!(rising(["누수 누수 누수 누수"], []).is_empty());
    }
}
