//! What was written, made comparable, and the words found in it.

use std::borrow::Cow;

/// Characters of the body that are read: the matter is named early, and lists ask for many at once.
const BODY_READ: usize = 2_000;
/// Shorter words are parts of too many others.
const WORD_MIN: usize = 2;
/// What stands in everybody's description of duties and tells nobody apart.
const COMMON: [&str; 14] = [
    "담당", "업무", "총괄", "민원", "관리", "분배", "처리", "일반", "기타", "지원", "운영", "사항", "관련",
    "서무",
];

/// Points of a word by where it stands.
const IN_TITLE: u32 = 3;
const IN_BODY: u32 = 1;
/// A phrase of several words, found as a whole, counts this many times.
const WHOLE_PHRASE: u32 = 2;

/// Where a word was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Found {
    Title,
    Body,
}

/// One word of the duties that stands in the complaint.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reason {
    pub word: String,
    pub found: Found,
}

/// A complaint's words, spaces taken out: people write 불법 주정차 and 불법주정차.
pub(crate) struct Matter {
    title: String,
    body: String,
}

impl Matter {
    pub(crate) fn new(title: &str, body: &str) -> Matter {
        Matter { title: squeezed(title.chars()), body: squeezed(body.chars().take(BODY_READ)) }
    }

    pub(crate) fn names(&self, word: &str) -> bool {
        self.find(word).is_some()
    }

    fn find(&self, word: &str) -> Option<Found> {
        // Asked for every word of every duty: most are written as they are compared.
        let as_compared = word.chars().all(|c| !c.is_whitespace() && !c.is_uppercase());
        let word = if as_compared { Cow::Borrowed(word) } else { Cow::Owned(squeezed(word.chars())) };
        let found = if self.title.contains(word.as_ref()) {
            Found::Title
        } else if self.body.contains(word.as_ref()) {
            Found::Body
        } else {
            return None;
        };
        let says = word.chars().count() >= WORD_MIN && !COMMON.contains(&word.as_ref());
        says.then_some(found)
    }

    /// Points and reasons of one description of duties.
    pub(crate) fn weigh<'d>(&self, duties: impl IntoIterator<Item = &'d str>) -> (u32, Vec<Reason>) {
        let mut score = 0;
        let mut because: Vec<Reason> = Vec::new();
        for duty in duties {
            for (word, times) in self.words_of(duty) {
                let Some(found) = self.find(word) else { continue };
                if because.iter().any(|reason| reason.word == word) {
                    continue;
                }
                score += times * if found == Found::Title { IN_TITLE } else { IN_BODY };
                because.push(Reason { word: word.to_owned(), found });
            }
        }
        (score, because)
    }

    /// The phrase when it stands there whole, else its parts.
    fn words_of<'d>(&self, duty: &'d str) -> Vec<(&'d str, u32)> {
        if !duty.is_empty() && duty.chars().all(char::is_alphanumeric) {
            return vec![(duty, 1)];
        }
        let parts: Vec<&str> =
            duty.split(|c: char| !c.is_alphanumeric()).filter(|part| !part.is_empty()).collect();
        match parts.as_slice() {
            [_, _, ..] if self.find(duty).is_some() => vec![(duty, WHOLE_PHRASE)],
            _ => parts.into_iter().map(|part| (part, 1)).collect(),
        }
    }
}

fn squeezed(text: impl Iterator<Item = char>) -> String {
    text.filter(|c| !c.is_whitespace()).flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spaces_do_not_hide_a_word_and_common_words_say_nothing() {
        let matter = Matter::new("학교 앞 불법 주정차", "견인 관리 바랍니다");
        let (score, because) = matter.weigh(["불법주정차", "관리", "차"]);
        assert_eq!(score, IN_TITLE);
        assert_eq!(because, [Reason { word: "불법주정차".to_owned(), found: Found::Title }]);
    }

    #[test]
    fn a_whole_phrase_says_more_than_its_parts() {
        let matter = Matter::new("의료기기 판매업 문의", "");
        let (whole, _) = matter.weigh(["의료기기 판매업"]);
        let (parts, _) = matter.weigh(["판매업 의료기기"]);
        assert!(whole >= parts && parts > 0);
    }
}
