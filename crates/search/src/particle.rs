//! Particles behind a noun, taken off: 번역을 asks for 번역.

use crate::letters::parts;

/// How the syllable before it must end.
#[derive(Clone, Copy, PartialEq, Eq)]
enum After {
    Any,
    Open,
    Closed,
    /// 로 stands behind ㄹ as behind a vowel.
    OpenOrRieul,
}

/// The longest first. Those of one syllable that end many nouns too (도, 나, 만) are not among them.
const PARTICLES: [(&str, After); 34] = [
    ("에서는", After::Any),
    ("에서도", After::Any),
    ("에게서", After::Any),
    ("으로는", After::Closed),
    ("으로도", After::Closed),
    ("이라고", After::Closed),
    ("입니다", After::Any),
    ("에서", After::Any),
    ("에게", After::Any),
    ("에는", After::Any),
    ("에도", After::Any),
    ("으로", After::Closed),
    ("로는", After::OpenOrRieul),
    ("까지", After::Any),
    ("부터", After::Any),
    ("보다", After::Any),
    ("처럼", After::Any),
    ("만큼", After::Any),
    ("마다", After::Any),
    ("이나", After::Closed),
    ("이랑", After::Closed),
    ("하고", After::Any),
    ("이고", After::Closed),
    ("을", After::Closed),
    ("를", After::Open),
    ("은", After::Closed),
    ("는", After::Open),
    ("이", After::Closed),
    ("가", After::Open),
    ("과", After::Closed),
    ("와", After::Open),
    ("의", After::Any),
    ("에", After::Any),
    ("로", After::OpenOrRieul),
];

/// Nouns of the field that only look as if a particle stood behind them.
const WHOLE: [&str; 71] = [
    "도로",
    "차로",
    "대로",
    "가로",
    "선로",
    "경로",
    "진로",
    "수로",
    "통로",
    "활주로",
    "진입로",
    "산책로",
    "보행로",
    "하수로",
    "자전거도로",
    "평가",
    "허가",
    "인가",
    "증가",
    "물가",
    "국가",
    "휴가",
    "참가",
    "추가",
    "대가",
    "상가",
    "주가",
    "전문가",
    "건의",
    "문의",
    "회의",
    "동의",
    "협의",
    "심의",
    "결의",
    "강의",
    "주의",
    "정의",
    "결과",
    "효과",
    "통과",
    "초과",
    "부과",
    "경과",
    "성과",
    "교과",
    "학과",
    "의약과",
    "마을",
    "가을",
    "고을",
    "노을",
    "어린이",
    "고양이",
    "놀이",
    "높이",
    "길이",
    "깊이",
    "차이",
    "나이",
    "종이",
    "아이",
    "먹이",
    "젊은이",
    "기와",
    "하나로",
    "테헤란로",
    "세종로",
    "을지로",
    "종로",
    "퇴계로",
];

/// The word without its particle; itself where none stands behind it. At least one letter stays.
pub(crate) fn without(word: &[char]) -> &[char] {
    if WHOLE.iter().any(|noun| ends(word, noun)) {
        return word;
    }
    let stem = PARTICLES.iter().find_map(|(particle, after)| {
        let stem = word.len().checked_sub(particle.chars().count()).filter(|stem| *stem > 0)?;
        let before = *word.get(stem - 1)?;
        (ends(word, particle) && fits(before, *after)).then_some(stem)
    });
    stem.and_then(|stem| word.get(..stem)).unwrap_or(word)
}

/// The one letter that this word is, a particle behind it or not.
pub(crate) fn lone(word: &[char]) -> Option<char> {
    // No particle is longer than three letters.
    if word.len() > 4 {
        return None;
    }
    match (word, without(word)) {
        ([one], _) | (_, [one]) => Some(*one),
        _ => None,
    }
}

/// Is this nothing but a particle, behind this letter?
pub(crate) fn is(rest: &[char], before: char) -> bool {
    let same = |particle: &str| particle.chars().eq(rest.iter().copied());
    rest.len() < 4 && PARTICLES.iter().any(|(particle, after)| same(particle) && fits(before, *after))
}

fn ends(word: &[char], end: &str) -> bool {
    let length = end.chars().count();
    let tail = word.len().checked_sub(length).and_then(|from| word.get(from..));
    tail.is_some_and(|tail| tail.iter().copied().eq(end.chars()))
}

fn fits(before: char, after: After) -> bool {
    let Some((_, _, last)) = parts(before) else { return true };
    const RIEUL: u32 = 8;
    match after {
        After::Any => true,
        After::Open => last == 0,
        After::Closed => last != 0,
        After::OpenOrRieul => last == 0 || last == RIEUL,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bare(word: &str) -> String {
        without(&word.chars().collect::<Vec<_>>()).iter().collect()
    }

    #[test]
    fn a_particle_goes_where_it_fits() {
        for (word, noun) in [
            ("번역을", "번역"),
            ("주차를", "주차"),
            ("공원에서는", "공원"),
            ("차량이", "차량"),
            ("차량으로", "차량"),
            ("주민의", "주민"),
        ] {
            assert_eq!(bare(word), noun);
        }
    }

    #[test]
    fn a_noun_that_only_looks_so_stays_whole() {
        for noun in ["자전거도로", "고양이", "결과", "문의", "소음", "를", "어린이", "민원"]
        {
            assert_eq!(bare(noun), noun);
        }
        assert_eq!(bare("고양이가"), "고양이");
        assert_eq!(bare("도로를"), "도로");
    }
}
