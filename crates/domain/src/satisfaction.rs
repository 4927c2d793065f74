//! 국민신문고 만족도: what petitioners thought of an office's answers, counted as the city's statistics count it.
//!
//! A complaint counts when it came from 국민신문고, was received, and is not sealed. It counts for the office
//! with which it lies now: whoever handed it on no longer answers for it. The period of the statistics is that
//! of the receipt (접수일), so that a complaint and everything its petitioner said later stand in one row.

mod grid;
mod hundredths;

use std::iter::Sum;
use std::ops::{Add, AddAssign};

use jiff::Timestamp;

use crate::complaint::{Channel, Complaint, Visibility};

pub use grid::{By, Counted, Grid, Row, Under, Unit, grid};
pub use hundredths::Hundredths;

/// The figures of one row. They add up: the row of the whole is the sum of the others.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// 이송건수: complaints that came from 국민신문고.
    pub came: u64,
    /// 응답건수: those of them that were rated, however often.
    pub responses: u64,
    /// Sum of the last ratings, in points.
    pub points: u64,
    /// 대상건수: 추가답변 asked for. Whoever asks again twice has asked two.
    pub asked: u64,
    /// 처리건수: 추가답변 given.
    pub answered: u64,
}

/// The day by which a complaint is counted, if it is counted at all.
pub fn counted_on(c: &Complaint) -> Option<Timestamp> {
    let counts = c.channel == Channel::Epeople && c.visibility != Visibility::Sealed;
    c.clock.as_ref().filter(|_| counts).map(|clock| clock.received_at)
}

impl Tally {
    /// One complaint's share in the figures; nothing of a complaint that is not counted.
    pub fn of(c: &Complaint) -> Tally {
        if counted_on(c).is_none() {
            return Tally::default();
        }
        let last = c.rating();
        Tally {
            came: 1,
            responses: u64::from(last.is_some()),
            points: last.map_or(0, |score| score.points().into()),
            asked: count(c.follow_ups.len()),
            answered: count(c.follow_ups.iter().filter(|f| f.answered_at.is_some()).count()),
        }
    }

    /// 평균(점): every response weighs the same, whichever office it belongs to. Nobody's opinion is 0.
    pub fn average(self) -> Hundredths {
        Hundredths::of(self.points, self.responses)
    }

    /// 비율(%): of what was asked again, how much was answered. Where nothing was asked it is 0.
    pub fn answered_percent(self) -> Hundredths {
        Hundredths::of(self.answered.saturating_mul(100), self.asked)
    }
}

fn count(many: usize) -> u64 {
    u64::try_from(many).unwrap_or(u64::MAX)
}

impl Add for Tally {
    type Output = Tally;

    fn add(self, other: Tally) -> Tally {
        Tally {
            came: self.came + other.came,
            responses: self.responses + other.responses,
            points: self.points + other.points,
            asked: self.asked + other.asked,
            answered: self.answered + other.answered,
        }
    }
}

impl AddAssign for Tally {
    fn add_assign(&mut self, other: Tally) {
        *self = *self + other;
    }
}

impl Sum for Tally {
    fn sum<I: Iterator<Item = Tally>>(tallies: I) -> Tally {
        tallies.fold(Tally::default(), Add::add)
    }
}
