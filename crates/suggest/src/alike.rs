//! How alike two texts are, by the pairs of letters they share: Korean hangs particles on its words, so that
//! whole words seldom meet.

use std::collections::HashSet;

/// Below this two texts only share a language, in percent.
pub const ALIKE_FROM: u32 = 45;
/// Pairs needed before anything is said: two syllables meet anywhere.
const PAIRS_MIN: usize = 4;

/// What was typed, made comparable once for many comparisons.
pub struct Wanted(HashSet<(char, char)>);

impl Wanted {
    pub fn new(title: &str) -> Wanted {
        Wanted(pairs(title))
    }

    /// How much of what was typed stands in this text too, in percent.
    pub fn share_in(&self, text: &str) -> u32 {
        if self.0.len() < PAIRS_MIN {
            return 0;
        }
        let found = pairs(text);
        let shared = self.0.iter().filter(|pair| found.contains(pair)).count();
        u32::try_from(shared * 100 / self.0.len()).unwrap_or(0)
    }
}

fn pairs(text: &str) -> HashSet<(char, char)> {
    let words = text.split(|c: char| !c.is_alphanumeric());
    words
        .flat_map(|word| {
            let letters: Vec<char> = word.to_lowercase().chars().collect();
            letters.windows(2).map(|pair| (pair[0], pair[1])).collect::<Vec<_>>()
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_matter_in_other_words_is_alike_and_another_is_not() {
        let wanted = Wanted::new("방이동 가로등이 꺼져 있습니다");
        assert!(wanted.share_in("가로등이 나흘째 꺼져 있습니다 (방이동)") >= ALIKE_FROM);
        assert!(wanted.share_in("불법 주정차 단속을 요청합니다") < ALIKE_FROM);
        assert_eq!(Wanted::new("가").share_in("가"), 0);
    }
}
