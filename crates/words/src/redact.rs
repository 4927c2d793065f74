//! Text that is published: what looks like a telephone, e-mail or resident number is taken out, with its name
//! left in its place. Names and addresses it cannot tell from other words; an officer decides what is open.

/// `연락은 [전화번호]로`, `[이메일]`, `[주민등록번호]`.
pub fn redact(text: &str) -> String {
    let letters: Vec<char> = text.chars().collect();
    let mut out = String::with_capacity(text.len());
    // Behind what was taken out a word begins anew: two addresses may hang together.
    let (mut at, mut begun) = (0, 0);
    while at < letters.len() {
        match found(&letters[begun..], at - begun) {
            Some((length, name)) => {
                out.push_str(name);
                at += length;
                begun = at;
            }
            None => {
                out.push(letters[at]);
                at += 1;
            }
        }
    }
    out
}

/// What begins here, and how long it is.
fn found(letters: &[char], at: usize) -> Option<(usize, &'static str)> {
    let rest = &letters[at..];
    let before = at.checked_sub(1).map(|i| letters[i]);
    if !before.is_some_and(is_mail_letter)
        && let Some(length) = email(rest)
    {
        return Some((length, "[이메일]"));
    }
    if before.is_some_and(is_digit) {
        return None;
    }
    let resident = resident_number(rest).map(|length| (length, "[주민등록번호]"));
    resident.or_else(|| phone(rest).map(|length| (length, "[전화번호]")))
}

/// Reads pieces off the front of the letters.
struct Front<'a> {
    letters: &'a [char],
    read: usize,
}

impl Front<'_> {
    fn next_is(&self, wanted: impl Fn(char) -> bool) -> bool {
        self.letters.get(self.read).copied().is_some_and(wanted)
    }

    fn skip(&mut self, wanted: impl Fn(char) -> bool, most: usize) {
        let last = self.read + most;
        while self.read < last && self.next_is(&wanted) {
            self.read += 1;
        }
    }

    /// So many digits, as ASCII; nothing is read unless all are there.
    fn digits(&mut self, count: usize) -> Option<String> {
        let taken = self.letters.get(self.read..self.read + count)?;
        let digits: Option<String> = taken.iter().map(|c| plain_digit(*c)).collect();
        self.read += count;
        digits
    }

    /// The whole length, if no further digit follows.
    fn end(&self) -> Option<usize> {
        (!self.next_is(is_digit)).then_some(self.read)
    }
}

/// Six digits and seven, the seventh telling the century and sex (주민등록번호, 외국인등록번호).
fn resident_number(letters: &[char]) -> Option<usize> {
    let mut front = Front { letters, read: 0 };
    let birth = front.digits(6)?;
    front.skip(|c| c == '-' || c == ' ' || c == '–', 3);
    let rest = front.digits(7)?;
    let (month, day) = (birth.get(2..4)?, birth.get(4..6)?);
    let a_day = ("01"..="12").contains(&month) && ("01"..="31").contains(&day);
    front.end().filter(|_| a_day && rest.starts_with(|c: char| c.is_ascii_digit()))
}

/// Area or network code, three or four digits, four digits; `+82` in place of the leading 0.
fn phone(letters: &[char]) -> Option<usize> {
    let abroad: &[usize] = if letters.first() == Some(&'+') { &[2, 1] } else { &[3, 2, 4] };
    abroad.iter().flat_map(|code| [4, 3].map(|middle| (*code, middle))).find_map(|(code, middle)| {
        let mut front = Front { letters, read: 0 };
        if front.next_is(|c| c == '+') {
            front.read = 1;
            front.digits(2).filter(|country| country == "82")?;
            front.skip(is_separator, 2);
            front.skip(|c| plain_digit(c) == Some('0'), 1);
            front.digits(code).filter(|code| is_code(&format!("0{code}")))?;
        } else {
            front.skip(|c| c == '(', 1);
            front.digits(code).filter(|code| is_code(code))?;
        }
        front.skip(is_separator, 2);
        front.digits(middle)?;
        front.skip(is_separator, 2);
        front.digits(4)?;
        front.end()
    })
}

/// 02; 010 … 019, 031 … 064, 070, 080; 0502 … 0508.
fn is_code(code: &str) -> bool {
    match code.len() {
        2 => code == "02",
        3 => {
            code.starts_with('0')
                && !code.starts_with("00")
                && !code.starts_with("02")
                && !code.starts_with("05")
        }
        _ => code.starts_with("050"),
    }
}

/// Name, `@`, and a host with a dot in it.
fn email(letters: &[char]) -> Option<usize> {
    let sign = letters.iter().position(|c| !is_mail_letter(*c)).filter(|sign| *sign > 0)?;
    if letters[sign] != '@' {
        return None;
    }
    let host: Vec<char> = letters[sign + 1..].iter().copied().take_while(|c| is_host_letter(*c)).collect();
    let host: String = host.into_iter().collect();
    let host = host.trim_end_matches(['.', '-']);
    let dotted = host.split('.').count() > 1 && host.split('.').all(|part| !part.is_empty());
    dotted.then(|| sign + 1 + host.chars().count())
}

fn is_mail_letter(c: char) -> bool {
    c.is_ascii_alphanumeric() || "._%+-".contains(c)
}

fn is_host_letter(c: char) -> bool {
    c.is_ascii_alphanumeric() || c == '.' || c == '-'
}

fn is_separator(c: char) -> bool {
    "-–. )".contains(c)
}

fn is_digit(c: char) -> bool {
    plain_digit(c).is_some()
}

/// Full-width digits are digits too.
fn plain_digit(c: char) -> Option<char> {
    match c {
        '0'..='9' => Some(c),
        '０'..='９' => char::from_digit(u32::from(c) - u32::from('０'), 10),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_hangs_together_goes_together() {
        assert_eq!(redact("hong@a.example_kim@b.example 로"), "[이메일][이메일] 로");
        assert_eq!(redact("(010-1234-5678/02-120-1234)"), "[전화번호]/[전화번호])");
    }

    #[test]
    fn telephones_go_however_they_are_written() {
        for phone in [
            "010-1234-5678",
            "01012345678",
            "010 1234 5678",
            "010.1234.5678",
            "02-2133-7860",
            "(02)2133-7860",
            "02) 733-1234",
            "+82 10-1234-5678",
            "+82-2-2133-7860",
            "0505-123-4567",
            "０１０-１２３４-５６７８",
        ] {
            assert_eq!(redact(&format!("연락처 {phone}입니다")), "연락처 [전화번호]입니다", "{phone}");
        }
        assert_eq!(redact("010-1234-5678 010-2222-3333"), "[전화번호] [전화번호]");
    }

    #[test]
    fn mail_addresses_go() {
        assert_eq!(redact("a.b+c@mail.example.com, 감사"), "[이메일], 감사");
        assert_eq!(redact("메일은hong@example.kr로"), "메일은[이메일]로");
        assert_eq!(redact("@서울, a@b, 3@ 4.5"), "@서울, a@b, 3@ 4.5");
    }

    #[test]
    fn resident_numbers_go() {
        assert_eq!(redact("900101-1234567"), "[주민등록번호]");
        assert_eq!(redact("9001011234567번"), "[주민등록번호]번");
    }

    #[test]
    fn what_is_no_personal_number_stays() {
        for text in [
            "2026. 3. 10. 09:30까지 3,000원, 제21조제1항",
            "접수번호 20260310000001",
            "신청번호 F20260310000001",
            "2026-03-10 18:00",
            "120다산콜, 1588-1234",
            "201동 1502호, 12-34번지",
            "",
        ] {
            assert_eq!(redact(text), text);
        }
    }
}
