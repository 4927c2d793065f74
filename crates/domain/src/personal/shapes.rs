//! The shapes: what begins here, how long it is, and whether its own check holds.

use super::{Personal, near};

/// Syllables of plates (자동차등록번호판 등의 기준에 관한 고시): private, hired, rented, delivering.
const PLATE: &str = "가나다라마거너더러머버서어저고노도로모보소오조구누두루무부수우주아바사자하허호배";

/// What begins at this letter, and how many letters it has. Behind something that was found just now (`anew`) a word
/// begins anew: two addresses may hang together.
pub(super) fn begins(letters: &[char], at: usize, anew: bool) -> Option<(Personal, usize)> {
    let rest = letters.get(at..)?;
    let before = at.checked_sub(1).filter(|_| !anew).and_then(|before| letters.get(before)).copied();
    if !before.is_some_and(is_mail_letter)
        && let Some(length) = mail(rest)
    {
        return Some((Personal::Mail, length));
    }
    if !before.is_some_and(|c| c.is_ascii_alphanumeric())
        && let Some(length) = passport(rest).filter(|length| near::says_passport(letters, at, at + length))
    {
        return Some((Personal::Passport, length));
    }
    // Behind a figure, or inside a longer number with its hyphens, nothing begins.
    let inside = before == Some('-') && at.checked_sub(2).is_some_and(|i| figure(letters[i]).is_some());
    if inside || before.is_some_and(|c| figure(c).is_some() || c.is_ascii_alphabetic()) {
        return None;
    }
    let plain = [
        (Personal::Resident, resident(rest)),
        (Personal::Licence, licence(rest)),
        (Personal::Card, card(rest)),
        (Personal::Phone, phone(rest)),
    ];
    if let Some((what, length)) = plain.into_iter().find_map(|(what, length)| Some((what, length?))) {
        return Some((what, length));
    }
    if let Some(length) = account(rest).filter(|length| near::says_account(letters, at, at + length)) {
        return Some((Personal::Account, length));
    }
    plate(rest).filter(|_| before != Some('제')).map(|length| (Personal::Plate, length))
}

pub(super) fn figure(c: char) -> Option<u32> {
    c.to_digit(10)
}

/// Reads pieces off the front of the letters.
struct Front<'a> {
    letters: &'a [char],
    read: usize,
}

impl Front<'_> {
    fn of(letters: &[char]) -> Front<'_> {
        Front { letters, read: 0 }
    }

    fn next(&self) -> Option<char> {
        self.letters.get(self.read).copied()
    }

    fn skip(&mut self, wanted: impl Fn(char) -> bool, most: usize) -> usize {
        let first = self.read;
        while self.read < first + most && self.next().is_some_and(&wanted) {
            self.read += 1;
        }
        self.read - first
    }

    /// So many figures; nothing is read unless all are there.
    fn figures(&mut self, count: usize) -> Option<Vec<u32>> {
        let taken = self.letters.get(self.read..self.read + count)?;
        let figures: Option<Vec<u32>> = taken.iter().map(|c| figure(*c)).collect();
        self.read += count;
        figures
    }

    /// The whole length, if no further figure follows, nor a hyphen with one.
    fn end(&self) -> Option<usize> {
        let follows = |at: usize| self.letters.get(self.read + at).copied();
        let goes_on = follows(0).is_some_and(|c| figure(c).is_some())
            || (follows(0) == Some('-') && follows(1).is_some_and(|c| figure(c).is_some()));
        (!goes_on).then_some(self.read)
    }
}

fn is_separator(c: char) -> bool {
    "-. )~/_".contains(c)
}

/// Six figures that are a day, seven of which the first tells century and sex. Written together it may be a barcode,
/// unless its own check figure says otherwise; since October 2020 that figure means nothing (주민등록법 시행규칙 제2조).
fn resident(letters: &[char]) -> Option<usize> {
    let mut front = Front::of(letters);
    let mut all = front.figures(6)?;
    let parted = front.skip(is_separator, 3) > 0;
    all.extend(front.figures(7)?);
    let two = |at: usize| all[at] * 10 + all[at + 1];
    let leap = two(0) % 4 == 0;
    let days = match two(2) {
        2 => 28 + u32::from(leap),
        4 | 6 | 9 | 11 => 30,
        1..=12 => 31,
        _ => return None,
    };
    let a_day = (1..=days).contains(&two(4));
    let barcode = !parted && is_barcode(&all) && !checks(&all);
    front.end().filter(|_| a_day && !barcode)
}

/// The check figure of a resident's number from before October 2020.
fn checks(all: &[u32]) -> bool {
    let weights = [2, 3, 4, 5, 6, 7, 8, 9, 2, 3, 4, 5];
    let sum: u32 = all.iter().zip(weights).map(|(figure, weight)| figure * weight).sum();
    all.last() == Some(&((11 - sum % 11) % 10))
}

/// The check figure of a Korean article's number (EAN-13, 880).
fn is_barcode(all: &[u32]) -> bool {
    let sum: u32 = all.iter().zip([1, 3].into_iter().cycle()).map(|(figure, weight)| figure * weight).sum();
    all.starts_with(&[8, 8, 0]) && sum.is_multiple_of(10)
}

/// `11-12-345678-90`.
fn licence(letters: &[char]) -> Option<usize> {
    let mut front = Front::of(letters);
    let mut groups = Vec::new();
    for count in [2, 2, 6, 2] {
        if !groups.is_empty() && front.skip(|c| c == '-', 1) == 0 {
            return None;
        }
        groups.push(front.figures(count)?);
    }
    // Of a region: 11 서울 … 28 경기 북부.
    let region = groups[0][0] * 10 + groups[0][1];
    front.end().filter(|_| (11..=28).contains(&region))
}

/// Sixteen figures in fours or together, with Luhn's check, of a maker there is.
fn card(letters: &[char]) -> Option<usize> {
    let mut front = Front::of(letters);
    let mut all = Vec::new();
    for _ in 0..4 {
        if !all.is_empty() {
            front.skip(is_separator, 1);
        }
        all.extend(front.figures(4)?);
    }
    let doubled = |(at, figure): (usize, &u32)| {
        let twice = if at % 2 == 0 { figure * 2 } else { *figure };
        if twice > 9 { twice - 9 } else { twice }
    };
    let sum: u32 = all.iter().enumerate().map(doubled).sum();
    front.end().filter(|_| [3, 4, 5, 6, 9].contains(&all[0]) && sum.is_multiple_of(10))
}

/// Three or four groups of ten to fourteen figures together, or as many without a hyphen.
fn account(letters: &[char]) -> Option<usize> {
    let mut front = Front::of(letters);
    let (mut figures, mut groups) = (0, 0);
    loop {
        let read = front.skip(|c| figure(c).is_some(), 14);
        if read == 0 {
            return None;
        }
        (figures, groups) = (figures + read, groups + 1);
        let more = front.next() == Some('-')
            && front.letters.get(front.read + 1).is_some_and(|c| figure(*c).is_some());
        if !more {
            break;
        }
        front.skip(|c| c == '-', 1);
    }
    front.end().filter(|_| (10..=14).contains(&figures) && [1, 3, 4].contains(&groups))
}

/// A letter and eight figures; or a letter, three figures, a letter, four figures, as they are given since 2021.
fn passport(letters: &[char]) -> Option<usize> {
    let mut front = Front::of(letters);
    if front.skip(|c| c.is_ascii_alphabetic(), 1) == 0 {
        return None;
    }
    front.figures(3)?;
    if front.skip(|c| c.is_ascii_alphabetic(), 1) == 0 {
        front.figures(1)?;
    }
    front.figures(4)?;
    front.end()
}

/// Two or three figures, a syllable of plates, four figures.
fn plate(letters: &[char]) -> Option<usize> {
    [3, 2].into_iter().find_map(|count| {
        let mut front = Front::of(letters);
        front.figures(count)?;
        front.skip(|c| c == ' ', 1);
        if front.skip(|c| PLATE.contains(c), 1) == 0 {
            return None;
        }
        front.skip(|c| c == ' ', 1);
        front.figures(4)?;
        front.end().filter(|end| !letters.get(*end).is_some_and(|c| "년원번호건명개".contains(*c)))
    })
}

/// Area or network code, three or four figures, four figures; `+82` in place of the leading 0.
fn phone(letters: &[char]) -> Option<usize> {
    let abroad: &[usize] = if letters.first() == Some(&'+') { &[2, 1] } else { &[3, 2, 4] };
    abroad.iter().flat_map(|code| [4, 3].map(|middle| (*code, middle))).find_map(|(code, middle)| {
        let mut front = Front::of(letters);
        if front.skip(|c| c == '+', 1) == 1 {
            front.figures(2).filter(|country| country == &[8, 2])?;
            front.skip(is_separator, 2);
            front.skip(|c| figure(c) == Some(0), 1);
            let national = front.figures(code)?;
            let code: Vec<u32> = std::iter::once(0).chain(national).collect();
            is_code(&code).then_some(())?;
        } else {
            front.skip(|c| c == '(', 1);
            front.figures(code).filter(|code| is_code(code))?;
        }
        front.skip(is_separator, 2);
        front.figures(middle)?;
        front.skip(is_separator, 2);
        front.figures(4)?;
        front.end()
    })
}

/// 02; 010 … 019, 031 … 064, 070, 080; 0502 … 0508.
fn is_code(code: &[u32]) -> bool {
    match code {
        [0, 2] => true,
        [0, second, _] => ![0, 2, 5].contains(second),
        [0, 5, 0, _] => true,
        _ => false,
    }
}

/// Name, `@`, and a host with a dot in it.
fn mail(letters: &[char]) -> Option<usize> {
    let sign = letters.iter().position(|c| !is_mail_letter(*c)).filter(|sign| *sign > 0)?;
    if letters.get(sign) != Some(&'@') {
        return None;
    }
    let host: String = letters.get(sign + 1..)?.iter().take_while(|c| is_host_letter(**c)).collect();
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
