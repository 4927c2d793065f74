//! The Korean particle that fits the word before it: 은/는, 이/가, 을/를, 과/와, 으로/로.

/// The particle of the pair named by `wanted` (its form after a consonant) that fits `word`.
///
/// A word that ends in a bracket or quotation mark is judged by what stands before it; figures and Latin
/// letters are judged as they are read aloud.
#[must_use]
pub fn particle(word: &str, wanted: &str) -> &'static str {
    let coda = word.chars().rev().find(|c| c.is_alphanumeric()).map_or(Coda::None, coda);
    let closed = coda != Coda::None;
    match wanted {
        "은" => if_else(closed, "은", "는"),
        "이" => if_else(closed, "이", "가"),
        "을" => if_else(closed, "을", "를"),
        "과" => if_else(closed, "과", "와"),
        "이요" => if_else(closed, "이요", "요"),
        "이나" => if_else(closed, "이나", "나"),
        // 로 also follows ㄹ: 서울로, 지하철로.
        "으로" => if_else(coda == Coda::Other, "으로", "로"),
        _ => "",
    }
}

fn if_else(closed: bool, after_consonant: &'static str, after_vowel: &'static str) -> &'static str {
    if closed { after_consonant } else { after_vowel }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Coda {
    None,
    Rieul,
    Other,
}

fn coda(c: char) -> Coda {
    match c {
        // A syllable block is 28 codas apart from the next vowel; the eighth coda is ㄹ.
        '가'..='힣' => match (u32::from(c) - u32::from('가')) % 28 {
            0 => Coda::None,
            8 => Coda::Rieul,
            _ => Coda::Other,
        },
        '1' | '7' | '8' | 'L' | 'l' | 'R' | 'r' => Coda::Rieul,
        '0' | '3' | '6' | 'M' | 'm' | 'N' | 'n' => Coda::Other,
        _ => Coda::None,
    }
}

#[cfg(test)]
mod tests {
    use super::particle;

    #[test]
    fn follows_the_final_consonant() {
        for (word, wanted, fits) in [
            ("주차장", "은", "은"),
            ("도로", "은", "는"),
            ("가로등", "이", "이"),
            ("가로수", "이", "가"),
            ("약국", "을", "을"),
            ("치과", "을", "를"),
            ("공원", "과", "과"),
            ("역사", "과", "와"),
            ("잠실역", "으로", "으로"),
            ("서울", "으로", "로"),
            ("종로", "으로", "로"),
            ("검은색 SUV", "이", "가"),
            ("올림픽로 123", "이", "이"),
            ("올림픽로 12", "이", "가"),
            ("11", "으로", "로"),
            ("은빛마을(2단지)", "을", "를"),
            ("레미콘 차", "이요", "요"),
            ("", "이", "가"),
        ] {
            assert_eq!(particle(word, wanted), fits, "{word}");
        }
    }
}
