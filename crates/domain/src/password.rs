//! Passwords that everybody tries first: known words, rows of keys, years, and nothing much besides
//! (개인정보의 안전성 확보조치 기준 제5조; the national guide's 취약한 비밀번호 허용).

/// What must be left of a password, in characters, when everything known is taken out of it.
const LEFT_LEAST: usize = 4;
/// So many keys in a row are a row.
const ROW: usize = 3;

/// Rows of keys as fingers find them, Latin and 두벌식, and what counts on.
const ROWS: [&str; 14] = [
    "qwertyuiop",
    "asdfghjkl",
    "zxcvbnm",
    "1234567890",
    "abcdefghijklmnopqrstuvwxyz",
    "!@#$%^&*()",
    "1q2w3e4r5t6y7u8i9o0p",
    "q1w2e3r4t5y6u7i8o9p0",
    "1qaz2wsx3edc4rfv5tgb6yhn7ujm",
    "qazwsxedcrfvtgbyhnujm",
    "ㅂㅈㄷㄱㅅㅛㅕㅑㅐㅔ",
    "ㅁㄴㅇㄹㅎㅗㅓㅏㅣ",
    "ㅋㅌㅊㅍㅠㅜㅡ",
    "가나다라마바사아자차카타파하",
];

/// Longer words first: what is part of another is taken out with it. The third part are Korean words typed with the
/// keyboard in Latin: 비밀번호, 안녕하세요, 사랑해, 대한민국, 서울시, 응답소, 민원, 관리자, 공무원.
const WORDS: &str = "password passw0rd p@ssw0rd p@ssword administrator superuser welcome iloveyou princess sunshine \
    football baseball dragon monkey shadow master letmein secret login admin guest system server oracle manager \
    public office gongmuwon minwon eungdapso seoul korea daehanminguk hello test user pass root love \
    비밀번호 패스워드 안녕하세요 안녕 사랑해요 사랑해 사랑 대한민국 서울특별시 서울시 서울 응답소 민원실 민원 관리자 공무원 \
    qlalfqjsgh dkssudgktpdy dkssud tkfkdgody tkfkdgo tkfkd eogksalsrnr tjdnfxmrquftl tjdnftl tjdnf dmdekqth \
    alsdnjstlf alsdnjs rhksflwk rhdandnjs";

/// Would it be among the first that somebody tries?
pub fn is_common(password: &str) -> bool {
    let mut left = password.to_lowercase();
    let mut words: Vec<&str> = WORDS.split_whitespace().collect();
    words.sort_by_key(|word| std::cmp::Reverse(word.len()));
    for word in words {
        left = left.replace(word, "\n");
    }
    let left: Vec<char> = left.chars().collect();
    let left = without_years(&without_rows(&left));
    left.iter().filter(|letter| letter.is_alphanumeric()).count() < LEFT_LEAST
}

/// Without runs of one letter, and without pieces of rows of keys, forth and back.
fn without_rows(letters: &[char]) -> Vec<char> {
    let (mut left, mut at) = (Vec::new(), 0);
    while let Some(letter) = letters.get(at) {
        let run = run_at(&letters[at..]);
        if run >= ROW {
            at += run;
            left.push('\n');
        } else {
            left.push(*letter);
            at += 1;
        }
    }
    left
}

/// How many letters from the first on are one letter again and again, or neighbours in one row.
fn run_at(letters: &[char]) -> usize {
    let Some(first) = letters.first() else { return 0 };
    let same = letters.iter().take_while(|letter| *letter == first).count();
    let rows = ROWS.iter().flat_map(|row| {
        let forth: Vec<char> = row.chars().collect();
        let back: Vec<char> = row.chars().rev().collect();
        [forth, back]
    });
    let along = rows.flat_map(|row| {
        let starts: Vec<usize> =
            row.iter().enumerate().filter(|(_, key)| *key == first).map(|(at, _)| at).collect();
        starts.into_iter().map(move |start| (row.clone(), start))
    });
    let longest =
        along.map(|(row, start)| row[start..].iter().zip(letters).take_while(|(a, b)| a == b).count());
    longest.max().unwrap_or_default().max(same)
}

/// Without four figures that are a year of somebody's life.
fn without_years(letters: &[char]) -> Vec<char> {
    let (mut left, mut at) = (Vec::new(), 0);
    while let Some(letter) = letters.get(at) {
        let year: String = letters[at..].iter().take(4).collect();
        let is_year = year.parse::<u32>().is_ok_and(|year| (1930..=2039).contains(&year));
        if is_year {
            at += 4;
        } else {
            left.push(*letter);
            at += 1;
        }
    }
    left
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_everybody_tries_is_common_however_it_is_dressed() {
        for common in [
            "Password123!",
            "p@ssw0rd2026",
            "qwerty123456",
            "1q2w3e4r5t!",
            "1qaz2wsx3edc",
            "asdfgh!@#$%^",
            "abcd1234!@#$",
            "aaaaaa111111",
            "seoul2026!!!",
            "Seoul12345!",
            "admin!admin!1",
            "비밀번호1234!!",
            "qlalfqjsgh12!",
            "ㅂㅈㄷㄱㅅ12345",
            "가나다라마바사12",
            "9876543210ab",
            "iloveyou1!",
            "dkssudgktpdy1!",
            "응답소응답소2026",
        ] {
            assert!(is_common(common), "{common}");
        }
    }

    #[test]
    fn what_somebody_thought_of_is_not() {
        for thought in [
            "가을하늘-2026-맑음",
            "demo-pass-1234-나무",
            "correct horse battery",
            "k7#Wq9z!Lm2x",
            "내일은 비가 온다 3",
            "Tjdlqjtm-472호",
            "seoul-bridge-at-dusk",
        ] {
            assert!(!is_common(thought), "{thought}");
        }
    }

    #[test]
    fn nothing_panics() {
        for odd in ["", "가", "1", "1930", "ﬁ\u{200d}👩‍🚒", "\n\n\n"] {
            is_common(odd);
        }
    }
}
