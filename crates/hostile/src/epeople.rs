//! What 국민신문고 sends and answers: pages of complaints, ratings and wishes, and what it says to what we tell.

use connect::epeople::mapping::{self, Told};
use connect::epeople::protocol::{Complaint, Day, Page, Rating, Request};

pub(crate) fn read(bytes: &[u8]) {
    let Some((kind, body)) = crate::chosen(bytes, 5) else { return };
    match kind {
        0 => each(body, |complaint: &Complaint| drop(mapping::arrived(complaint))),
        1 => each(body, |rating: &Rating| drop(mapping::rated(rating))),
        2 => each(body, |wish: &Request| drop(mapping::wished(wish))),
        3 => drop(mapping::read::<Day>(200, body)),
        _ => {
            let Some((status, body)) = crate::chosen(body, 6) else { return };
            let status = [200, 401, 404, 422, 429, 500][status];
            if let Told::Refused { why } = mapping::told(status, body) {
                assert!(!why.contains('\n'), "what is kept of an answer stands on one line: {why:?}");
            }
        }
    }
}

fn each<T: serde::de::DeserializeOwned + serde::Serialize>(body: &[u8], read: impl Fn(&T)) {
    let Ok(page) = mapping::read::<Page<T>>(200, body) else { return };
    for item in &page.items {
        read(item);
        let kept = mapping::text(item);
        let again: T = mapping::from_text(&kept).expect("what was kept is read again");
        assert_eq!(mapping::text(&again), kept);
    }
}
