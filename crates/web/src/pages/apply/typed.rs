//! What the petitioner has typed so far, as typed; checked step by step, made into a submission at the end.

use casework::{Once, Person, Submission, digest};
use domain::complaint::{Channel, Visibility};
use domain::text::{BODY_MAX, Body, TITLE_MAX, Title};
use maud::{Markup, html};

use super::Step;
use crate::components::hidden;
use crate::pages::citizen::{Sent, Tongue, Wrong, line_of_text, text_error};

/// Longest place, name and contact, in characters.
pub(super) const LINE_MAX: usize = 200;
/// Figures a telephone number has, with or without its country.
const PHONE_DIGITS: std::ops::RangeInclusive<usize> = 7..=15;

#[derive(Clone, Debug, Default)]
pub(super) struct Typed {
    pub(super) title: String,
    pub(super) body: String,
    pub(super) place: String,
    pub(super) visibility: String,
    pub(super) joint: bool,
    pub(super) name: String,
    pub(super) phone: String,
    pub(super) email: String,
    pub(super) address: String,
    pub(super) agree: bool,
    /// Made with the first page; a form sent twice is filed once.
    key: String,
}

impl Typed {
    pub(super) fn blank() -> Typed {
        Typed { visibility: Visibility::Private.as_str().to_owned(), key: new_key(), ..Typed::default() }
    }

    pub(super) fn read(sent: &Sent) -> Typed {
        let text = |name| sent.get(name).to_owned();
        let key = Some(text("once")).filter(|key| is_key(key)).unwrap_or_else(new_key);
        Typed {
            title: text("title"),
            body: text("body"),
            place: text("place"),
            visibility: text("visibility"),
            joint: !sent.get("joint").is_empty(),
            name: text("name"),
            phone: text("phone"),
            email: text("email"),
            address: text("address"),
            agree: !sent.get("agree").is_empty(),
            key,
        }
    }

    /// The same under a new key: to be filed again on purpose.
    pub(super) fn renewed(self) -> Typed {
        Typed { key: new_key(), ..self }
    }

    /// Everything that the step's own fields do not show.
    pub(super) fn carried(&self, step: Step) -> Markup {
        let (joint, agree) = (on(self.joint), on(self.agree));
        let writing = [
            ("title", self.title.as_str()),
            ("body", &self.body),
            ("place", &self.place),
            ("visibility", &self.visibility),
            ("joint", joint),
        ];
        let person = [
            ("name", self.name.as_str()),
            ("phone", &self.phone),
            ("email", &self.email),
            ("address", &self.address),
            ("agree", agree),
        ];
        let writing = writing.into_iter().filter(|_| step != Step::Writing);
        let person = person.into_iter().filter(|_| step != Step::Person);
        html! {
            (hidden("once", &self.key))
            @for (name, value) in writing.chain(person) {
                @if !value.is_empty() { (hidden(name, value)) }
            }
        }
    }

    pub(super) fn openness(&self) -> Option<Visibility> {
        Visibility::parse(&self.visibility)
    }

    pub(super) fn wrong_in_writing(&self, tongue: Tongue) -> Vec<Wrong> {
        let t = &tongue.strings().apply;
        let place = Some(&self.place).filter(|place| !place.trim().is_empty());
        let found = [
            ("title", line_of_text::<TITLE_MAX>(&self.title, t.subject, tongue)),
            ("body", text_error::<BODY_MAX>(&self.body, t.body, tongue)),
            ("place", place.and_then(|place| line_of_text::<LINE_MAX>(place, t.place, tongue))),
            ("visibility", self.openness().is_none().then(|| words::error::choice(t.visibility, tongue.0))),
        ];
        wrongs(found)
    }

    pub(super) fn wrong_in_person(&self, tongue: Tongue) -> Vec<Wrong> {
        let t = &tongue.strings().apply;
        let contacts = [&self.phone, &self.email, &self.address];
        let reachable = contacts.iter().any(|contact| !contact.trim().is_empty());
        let checked = |typed: &str, label| {
            Some(typed)
                .filter(|typed| !typed.trim().is_empty())
                .and_then(|typed| line_of_text::<LINE_MAX>(typed, label, tongue))
        };
        let phone = checked(&self.phone, t.phone)
            .or_else(|| (!is_phone(&self.phone)).then(|| not_a_phone(tongue).to_owned()))
            .or_else(|| (!reachable).then(|| no_way_to_answer(tongue).to_owned()));
        let email = checked(&self.email, t.email)
            .or_else(|| (!is_email(&self.email)).then(|| not_an_email(tongue).to_owned()));
        let found = [
            ("name", line_of_text::<LINE_MAX>(&self.name, t.name, tongue)),
            ("phone", phone),
            ("email", email),
            ("address", checked(&self.address, t.address)),
            ("agree", (!self.agree).then(|| t.privacy_missing.to_owned())),
        ];
        wrongs(found)
    }

    pub(super) fn submission(&self) -> Option<Submission> {
        Some(Submission {
            title: Title::new(&self.title).ok()?,
            body: Body::new(&self.body).ok()?,
            place: filled(&self.place),
            channel: Channel::Web,
            visibility: self.openness()?,
            joint: self.joint,
            person: Person {
                name: self.name.trim().to_owned(),
                phone: filled(&self.phone),
                email: filled(&self.email),
                address: filled(&self.address),
                identity: None,
            },
            external_number: None,
        })
    }

    /// The form's key, with a digest of all that was sent under it.
    pub(super) fn once(&self) -> Once {
        let joint = on(self.joint);
        let parts = [&self.title, &self.body, &self.place, &self.visibility, joint, &self.name, &self.phone];
        let request_hash = digest::of_parts(parts.into_iter().chain([self.email.as_str(), &self.address]));
        Once { key: self.key.clone(), request_hash }
    }
}

/// What only the office found wrong with the person.
pub(super) fn refused(field: &str, tongue: Tongue) -> Wrong {
    let t = &tongue.strings().apply;
    let (field, label) = match field {
        "phone" => ("phone", t.phone),
        "email" => ("email", t.email),
        "address" => ("address", t.address),
        _ => ("name", t.name),
    };
    Wrong { field, message: words::error::choice(label, tongue.0) }
}

fn wrongs<const N: usize>(found: [(&'static str, Option<String>); N]) -> Vec<Wrong> {
    found.into_iter().filter_map(|(field, message)| Some(Wrong { field, message: message? })).collect()
}

fn filled(typed: &str) -> Option<String> {
    Some(typed.trim()).filter(|typed| !typed.is_empty()).map(str::to_owned)
}

fn on(yes: bool) -> &'static str {
    if yes { "on" } else { "" }
}

/// Empty is fine; what is there must be something one can dial.
fn is_phone(typed: &str) -> bool {
    let digits = typed.chars().filter(char::is_ascii_digit).count();
    let known = |c: char| c.is_ascii_digit() || " -+().".contains(c);
    typed.trim().is_empty() || (PHONE_DIGITS.contains(&digits) && typed.trim().chars().all(known))
}

/// Empty is fine; stricter rules refuse addresses that exist.
fn is_email(typed: &str) -> bool {
    let typed = typed.trim();
    let split = typed.split_once('@').filter(|(_, host)| !host.contains('@'));
    let whole = split.is_some_and(|(name, host)| {
        let dotted = host.split('.').count() > 1 && host.split('.').all(|part| !part.is_empty());
        !name.is_empty() && dotted && !typed.contains(char::is_whitespace)
    });
    typed.is_empty() || whole
}

fn not_a_phone(tongue: Tongue) -> &'static str {
    tongue.pick(
        "전화번호를 숫자로 다시 적어 주십시오. 예: 010-0000-0000",
        "Please write the telephone number in figures, for example 010-0000-0000.",
    )
}

fn not_an_email(tongue: Tongue) -> &'static str {
    tongue.pick(
        "이메일 주소를 다시 적어 주십시오. 예: name@example.com",
        "Please check the e-mail address, for example name@example.com.",
    )
}

fn no_way_to_answer(tongue: Tongue) -> &'static str {
    tongue.pick(
        "답변을 받을 휴대전화 번호, 이메일, 주소 가운데 하나는 적어 주십시오.",
        "Please give a telephone number, an e-mail address or a postal address for the answer.",
    )
}

/// 128 bits: nobody meets another's by chance or by guessing.
fn new_key() -> String {
    digest::hex(&rand::random::<[u8; 16]>())
}

fn is_key(typed: &str) -> bool {
    typed.len() == 32 && typed.bytes().all(|b| b.is_ascii_hexdigit())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn contacts_are_taken_as_people_write_them() {
        for good in ["", "010-1234-5678", "+82 10 1234 5678", "02)2133-7860"] {
            assert!(is_phone(good), "{good}");
        }
        for bad in ["없음", "12", "010-1234-5678 밤에만"] {
            assert!(!is_phone(bad), "{bad}");
        }
        for good in ["", "a@b.kr", "first.last+tag@mail.example.com"] {
            assert!(is_email(good), "{good}");
        }
        for bad in ["a", "a@b", "@b.kr", "a@@b.kr", "a b@c.kr", "a@.kr"] {
            assert!(!is_email(bad), "{bad}");
        }
    }

    #[test]
    fn a_key_that_we_did_not_make_is_replaced() {
        let typed = Typed::read(&Sent(vec![("once".into(), "x".into())]));
        assert!(is_key(&typed.key));
        let again = Typed::read(&Sent(vec![("once".into(), typed.key.clone())]));
        assert_eq!(again.key, typed.key);
    }
}
