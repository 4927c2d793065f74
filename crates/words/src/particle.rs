//! Korean particles chosen by the last sound of the word before them: 은·는, 이·가, 을·를, 과·와, 으로·로.

/// How a word ends when read aloud.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Ending {
    Vowel,
    /// ㄹ: like a vowel before 로, like a consonant elsewhere.
    Rieul,
    Consonant,
}

/// 민원은, 도로는.
pub fn topic(word: &str) -> String {
    attach(word, "은", "는")
}

/// 민원이, 도로가.
pub fn subject(word: &str) -> String {
    attach(word, "이", "가")
}

/// 민원을, 도로를.
pub fn object(word: &str) -> String {
    attach(word, "을", "를")
}

/// 민원과, 도로와.
pub fn and(word: &str) -> String {
    attach(word, "과", "와")
}

/// 기관으로, 부서로, 서울로.
pub fn toward(word: &str) -> String {
    let particle = match ending(word) {
        Ending::Consonant => "으로",
        Ending::Vowel | Ending::Rieul => "로",
    };
    format!("{word}{particle}")
}

fn attach(word: &str, after_consonant: &str, after_vowel: &str) -> String {
    let particle = match ending(word) {
        Ending::Vowel => after_vowel,
        Ending::Rieul | Ending::Consonant => after_consonant,
    };
    format!("{word}{particle}")
}

fn ending(word: &str) -> Ending {
    hour_or_minute(word).or_else(|| last_sound(word)).map_or(Ending::Vowel, sound)
}

/// How a time at the end is read: 10:00 is 열 시, 10:05 is 열 시 오 분.
fn hour_or_minute(word: &str) -> Option<char> {
    let (hour, minute) = word.rsplit_once(':')?;
    let figures = |text: &str| text.chars().all(|c| c.is_ascii_digit());
    let time = minute.len() == 2 && figures(minute) && hour.ends_with(|c: char| c.is_ascii_digit());
    time.then_some(if minute == "00" { '시' } else { '분' })
}

/// The last character that is read aloud: what stands in brackets at the end is skipped, 도로(차도)는.
fn last_sound(word: &str) -> Option<char> {
    let unbracketed =
        word.strip_suffix(')').and_then(|inner| inner.rsplit_once('(')).map(|(before, _)| before);
    let read_aloud = |text: &str| text.chars().rev().find(|c| c.is_alphanumeric());
    unbracketed.and_then(read_aloud).or_else(|| read_aloud(word))
}

fn sound(c: char) -> Ending {
    match c {
        // Syllables lie 28 apart, one for each final sound; 0 is none and 8 is ㄹ.
        '가'..='힣' => match (u32::from(c) - u32::from('가')) % 28 {
            0 => Ending::Vowel,
            8 => Ending::Rieul,
            _ => Ending::Consonant,
        },
        // Figures and letters as they are read: 일·칠·팔, 엘·알; 영·삼·육, 엠·엔.
        '1' | '7' | '8' | 'l' | 'L' | 'r' | 'R' => Ending::Rieul,
        '0' | '3' | '6' | 'm' | 'M' | 'n' | 'N' => Ending::Consonant,
        _ => Ending::Vowel,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_particle_follows_the_last_sound() {
        assert_eq!((topic("민원"), topic("도로")), ("민원은".to_owned(), "도로는".to_owned()));
        assert_eq!((subject("담당관"), subject("처리자")), ("담당관이".to_owned(), "처리자가".to_owned()));
        assert_eq!((object("서울"), object("부서")), ("서울을".to_owned(), "부서를".to_owned()));
        assert_eq!((and("기관"), and("부서")), ("기관과".to_owned(), "부서와".to_owned()));
    }

    #[test]
    fn a_time_is_read_as_hours_or_minutes() {
        for (time, read) in [("10:00", "10:00로"), ("2026. 3. 10. 09:05", "2026. 3. 10. 09:05으로")] {
            assert_eq!(toward(time), read);
        }
        assert_eq!((topic("24:00"), subject("9:30")), ("24:00는".to_owned(), "9:30이".to_owned()));
        // A share of things, and no time.
        assert_eq!(toward("1:3"), "1:3으로");
    }

    #[test]
    fn toward_treats_rieul_as_a_vowel() {
        assert_eq!(toward("서울"), "서울로");
        assert_eq!(toward("환경부"), "환경부로");
        assert_eq!(toward("국토교통과학원"), "국토교통과학원으로");
    }

    #[test]
    fn quotes_brackets_and_figures_are_read_through() {
        assert_eq!(object("'재지정 요청'"), "'재지정 요청'을");
        assert_eq!(topic("한국전력공사(KEPCO)"), "한국전력공사(KEPCO)는");
        assert_eq!(toward("120"), "120으로");
        assert_eq!(toward("119"), "119로");
        assert_eq!(topic(""), "는");
    }
}
