//! What was written, made comparable, and the words found in it.

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

    pub(crate) fn names(&self, word: &Word) -> bool {
        self.find(word).is_some()
    }

    fn find(&self, word: &Word) -> Option<Found> {
        match word {
            Word { tells: false, .. } => None,
            Word { compared, .. } if self.title.contains(compared) => Some(Found::Title),
            Word { compared, .. } => self.body.contains(compared).then_some(Found::Body),
        }
    }

    /// Points and reasons of one description of duties.
    pub(crate) fn weigh(&self, work: &Work) -> (u32, Vec<Reason>) {
        let mut score = 0;
        let mut because: Vec<Reason> = Vec::new();
        for phrase in &work.0 {
            let whole = phrase.whole.as_ref().filter(|whole| self.find(whole).is_some());
            let (words, times) = match whole {
                Some(whole) => (std::slice::from_ref(whole), WHOLE_PHRASE),
                None => (phrase.parts.as_slice(), 1),
            };
            for word in words {
                let Some(found) = self.find(word) else { continue };
                if because.iter().any(|reason| reason.word == word.said) {
                    continue;
                }
                score += times * if found == Found::Title { IN_TITLE } else { IN_BODY };
                because.push(Reason { word: word.said.clone(), found });
            }
        }
        (score, because)
    }
}

/// A description of duties, taken apart once: it is looked for in every complaint of every list.
#[derive(Debug, Default)]
pub(crate) struct Work(Vec<Phrase>);

#[derive(Debug)]
struct Phrase {
    /// All of it, where it has several words.
    whole: Option<Word>,
    parts: Vec<Word>,
}

#[derive(Debug)]
pub(crate) struct Word {
    said: String,
    compared: String,
    /// Whether it tells one office from another.
    tells: bool,
}

impl Work {
    pub(crate) fn of<'d>(duties: impl IntoIterator<Item = &'d str>) -> Work {
        Work(duties.into_iter().map(Phrase::of).collect())
    }
}

impl Phrase {
    fn of(duty: &str) -> Phrase {
        let parts = duty.split(|c: char| !c.is_alphanumeric()).filter(|part| !part.is_empty());
        let parts: Vec<Word> = parts.map(Word::of).collect();
        Phrase { whole: (parts.len() > 1).then(|| Word::of(duty)), parts }
    }
}

impl Word {
    pub(crate) fn of(said: &str) -> Word {
        let compared = squeezed(said.chars());
        let tells = compared.chars().count() >= WORD_MIN && !COMMON.contains(&compared.as_str());
        Word { said: said.to_owned(), compared, tells }
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
        let (score, because) = matter.weigh(&Work::of(["불법주정차", "관리", "차"]));
        assert_eq!(score, IN_TITLE);
        assert_eq!(because, [Reason { word: "불법주정차".to_owned(), found: Found::Title }]);
    }

    #[test]
    fn a_whole_phrase_says_more_than_its_parts() {
        let matter = Matter::new("의료기기 판매업 문의", "");
        let (whole, _) = matter.weigh(&Work::of(["의료기기 판매업"]));
        let (parts, _) = matter.weigh(&Work::of(["판매업 의료기기"]));
        assert!(whole >= parts && parts > 0);
    }
}
