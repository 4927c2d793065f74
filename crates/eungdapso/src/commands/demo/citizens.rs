//! Who lives at the demo's 국민신문고: some have written already, more do as the clock moves, and the answered rate.

use connect::epeople::protocol::{Complaint, Petitioner, Rating, path};
use connect::epeople::{Citizens, Deed, Seen};
use demo::epeople;
use jiff::SignedDuration;

/// Complaints that wait over there when the demo starts.
const AT_FIRST: usize = 3;
/// One more after each of these.
const EVERY: SignedDuration = SignedDuration::from_hours(3);
/// However far the clock is moved, no more than this at once.
const MOST_AT_ONCE: usize = 5;
/// An answer is read and rated after this.
const READ_AFTER: SignedDuration = SignedDuration::from_hours(1);

pub(super) struct City;

impl Citizens for City {
    fn act(&self, seen: &Seen<'_>) -> Vec<Deed> {
        let files = (0..wanted(seen)).map(|n| Deed::File(complaint(seen, seen.filed.len() + n)));
        files.chain(ratings(seen)).collect()
    }
}

fn wanted(seen: &Seen<'_>) -> usize {
    let Some(last) = seen.filed.last() else { return AT_FIRST };
    let hours = seen.now.duration_since(last.sent_at).as_secs() / EVERY.as_secs();
    usize::try_from(hours).unwrap_or_default().min(MOST_AT_ONCE)
}

fn complaint(seen: &Seen<'_>, n: usize) -> Complaint {
    let petition = epeople::petition(n);
    Complaint {
        number: String::new(),
        sent_at: seen.now,
        title: petition.title,
        body: petition.body,
        place: petition.place,
        public: n.is_multiple_of(3),
        sealed: false,
        joint: false,
        petitioner: Petitioner {
            name: petition.name,
            phone: Some(petition.phone),
            email: Some(petition.email),
            address: None,
        },
    }
}

/// Every answer is rated once, an hour after it arrived; the answer to a question asked again too.
fn ratings(seen: &Seen<'_>) -> Vec<Deed> {
    let answers = seen.told.iter().filter(|told| told.path == path::ANSWERS);
    let mut deeds = Vec::new();
    for (n, answer) in answers.enumerate() {
        let earlier =
            seen.told.iter().filter(|told| told.path == path::ANSWERS && told.number == answer.number);
        let which = earlier.take_while(|told| told.key != answer.key).count();
        let rated = seen.rated.iter().filter(|rating| rating.number == answer.number).count();
        if rated > which || seen.now < answer.at + READ_AFTER {
            continue;
        }
        let opinion = epeople::opinion(n);
        deeds.push(Deed::Rate(Rating {
            id: String::new(),
            number: answer.number.clone(),
            sent_at: seen.now,
            score: opinion.points,
            comment: Some(opinion.comment),
            // Whoever has asked again once is content with the second answer.
            question: opinion.question.filter(|_| which == 0),
        }));
    }
    deeds
}
