//! Numbers of persons in what people write: found by their shape and their own checks, covered by who reads.
//!
//! 고유식별정보 (개인정보 보호법 제24조, 시행령 제19조) and what opens somebody's money are covered for everybody but the
//! petitioner until they are revealed for a purpose; how to reach somebody, for whoever does not work on the file.

mod near;
mod shapes;

use std::borrow::Cow;

use crate::access::Scope;
use crate::actor::Actor;
use crate::complaint::Complaint;

/// What a number is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Personal {
    /// 주민등록번호, 외국인등록번호.
    Resident,
    /// 운전면허번호.
    Licence,
    /// 여권번호.
    Passport,
    /// 신용카드번호.
    Card,
    /// 계좌번호.
    Account,
    /// 전화번호.
    Phone,
    /// 이메일.
    Mail,
    /// 차량번호: officers look for it, the public does not read it.
    Plate,
}

/// Where it stands in the text, in bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Found {
    pub what: Personal,
    pub from: usize,
    pub to: usize,
}

/// Nobody at a desk needs these to handle a complaint.
pub const GUARDED: [Personal; 5] =
    [Personal::Resident, Personal::Licence, Personal::Passport, Personal::Card, Personal::Account];

/// With how somebody is reached: covered in lists and searches, and for whoever only reads.
pub const PRIVATE: [Personal; 7] = [
    Personal::Resident,
    Personal::Licence,
    Personal::Passport,
    Personal::Card,
    Personal::Account,
    Personal::Phone,
    Personal::Mail,
];

/// What of a file's texts is covered for somebody until it is revealed.
pub fn covered_for(by: &Actor, c: &Complaint) -> &'static [Personal] {
    match by {
        Actor::Petitioner(_) | Actor::System(_) => &[],
        Actor::Officer(_) if Scope::of(by).is_held(c) => &GUARDED,
        Actor::Officer(_) => &PRIVATE,
    }
}

/// A letter as it is typed in Latin: full-width ones, the many dashes, points in the middle, figures of other kinds.
fn plain(c: char) -> char {
    let code = u32::from(c);
    // Runs of ten figures that begin with their naught: mathematical, Arabic, Persian.
    let of_ten = |first: u32| code.checked_sub(first).and_then(|n| char::from_digit(n % 10, 10));
    match c {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(code - 0xfee0).unwrap_or(c),
        '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{fe58}' | '\u{fe63}' | '\u{ad}' => '-',
        '\u{a0}' | '\u{2000}'..='\u{200a}' | '\u{202f}' | '\u{3000}' => ' ',
        '\u{b7}' | '\u{2022}' | '\u{2219}' | '\u{22c5}' | '\u{30fb}' | '\u{318d}' => '.',
        '\u{301c}' | '\u{223c}' => '~',
        '\u{1d7ce}'..='\u{1d7ff}' => of_ten(0x1d7ce).unwrap_or(c),
        '\u{660}'..='\u{669}' => of_ten(0x660).unwrap_or(c),
        '\u{6f0}'..='\u{6f9}' => of_ten(0x6f0).unwrap_or(c),
        '\u{2460}'..='\u{2468}' => of_ten(0x245f).unwrap_or(c),
        '\u{24ea}' => '0',
        _ => c,
    }
}

/// Stands between letters and is not seen.
fn unseen(c: char) -> bool {
    matches!(c, '\u{200b}'..='\u{200d}' | '\u{2060}' | '\u{feff}')
}

/// Every number of a person in a text, first to last, none inside another.
pub fn found(text: &str) -> Vec<Found> {
    // Nearly every text has neither a figure nor a sign of mail.
    if !text.contains(|c: char| shapes::figure(plain(c)).is_some() || plain(c) == '@') {
        return Vec::new();
    }
    let (mut bytes, mut letters) = (Vec::new(), Vec::new());
    for (at, letter) in text.char_indices().filter(|(_, letter)| !unseen(*letter)) {
        bytes.push(at);
        letters.push(plain(letter));
    }
    bytes.push(text.len());
    let (mut all, mut at, mut behind) = (Vec::new(), 0, 0);
    while at < letters.len() {
        match shapes::begins(&letters, at, at == behind) {
            Some((what, length)) => {
                let from = bytes.get(at).copied().unwrap_or(text.len());
                let to = bytes.get(at + length).copied().unwrap_or(text.len());
                all.push(Found { what, from, to });
                at += length;
                behind = at;
            }
            None => at += 1,
        }
    }
    all
}

/// The text with the figures and letters of such numbers as `*`; hyphens and spaces stay, so that it is still read as
/// what it was.
pub fn cover<'a>(text: &'a str, kinds: &[Personal]) -> Cow<'a, str> {
    let mut hits = found(text).into_iter().filter(|hit| kinds.contains(&hit.what)).peekable();
    if hits.peek().is_none() {
        return Cow::Borrowed(text);
    }
    let (mut covered, mut at) = (String::with_capacity(text.len()), 0);
    for Found { from, to, .. } in hits {
        covered.push_str(text.get(at..from).unwrap_or_default());
        let hidden = text.get(from..to).unwrap_or_default().chars();
        covered.extend(hidden.map(|c| if c.is_alphanumeric() { '*' } else { c }));
        at = to;
    }
    covered.push_str(text.get(at..).unwrap_or_default());
    Cow::Owned(covered)
}

#[cfg(test)]
mod tests;
