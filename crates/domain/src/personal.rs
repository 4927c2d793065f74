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

/// Every number of a person in a text, first to last, none inside another.
pub fn found(text: &str) -> Vec<Found> {
    // Nearly every text has neither a figure nor a sign of mail.
    if !text.contains(|c: char| shapes::figure(c).is_some() || c == '@') {
        return Vec::new();
    }
    let (mut bytes, mut letters) = (Vec::new(), Vec::new());
    for (at, letter) in text.char_indices() {
        bytes.push(at);
        letters.push(letter);
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
