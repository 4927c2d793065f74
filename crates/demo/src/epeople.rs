//! Seoul people who write to 국민신문고 instead: what the n-th of them files, and how they find the answer.

use rand::rngs::StdRng;
use rand::{RngExt, SeedableRng};

use crate::people;
use crate::texts::{self, Mix};

/// What somebody files over there.
#[derive(Clone, Debug)]
pub struct Petition {
    pub title: String,
    pub body: String,
    pub place: Option<String>,
    pub name: String,
    pub phone: String,
    pub email: String,
}

/// How somebody finds an answer: points, and a question if they ask again.
#[derive(Clone, Debug)]
pub struct Opinion {
    pub points: u32,
    pub comment: String,
    pub question: Option<String>,
}

/// People of the city's own complaints are numbered from zero; these come long after them, with telephones of their own.
const FIRST: usize = 909_000;

/// The n-th petition: every other one is for the department that the demo's officers work in.
pub fn petition(n: usize) -> Petition {
    let mut rng = chance(n, 0xE9E0);
    let mix = if n.is_multiple_of(2) { Mix::songpa_medicine() } else { Mix::seoul() };
    let draft = texts::complaint(&mut rng, &mix);
    let person = people::petitioner(FIRST + n, draft.gu);
    Petition {
        title: draft.title,
        body: draft.body,
        place: draft.place,
        name: person.name,
        phone: person.phone,
        email: person.email,
    }
}

/// The n-th opinion: three in five are pleased, one in five asks again.
pub fn opinion(n: usize) -> Opinion {
    let mut rng = chance(n, 0x9A7E);
    let points = match n % 5 {
        0 | 3 => 100,
        1 => 25,
        2 => 75,
        _ => [50, 0][rng.random_range(0..2)],
    };
    let poor = points <= 25;
    let question =
        (n % 5 == 1).then(|| "답변에 언제까지 조치하는지가 없습니다. 조치 시기를 알려 주십시오.".to_owned());
    Opinion { points, comment: texts::rating_comment(&mut rng, !poor), question }
}

fn chance(n: usize, salt: u64) -> StdRng {
    let n = u64::try_from(n).unwrap_or(u64::MAX);
    StdRng::seed_from_u64(n.wrapping_mul(0x9E37_79B9_7F4A_7C15) ^ salt)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_number_is_the_same_petition_and_another_is_not() {
        assert_eq!(petition(3).body, petition(3).body);
        assert_ne!((petition(3).name, petition(3).body), (petition(4).name, petition(4).body));
    }

    #[test]
    fn whoever_asks_again_rated_poorly() {
        let opinions: Vec<Opinion> = (0..50).map(opinion).collect();
        assert!(opinions.iter().filter(|o| o.question.is_some()).all(|o| o.points <= 25));
        assert!(opinions.iter().any(|o| o.question.is_some()));
    }
}
