//! 만족도와 추가답변: the petitioner rates the answer, and may ask again after a poor rating; a follow-up
//! has its own deadline and its own answer. All ratings are kept, the last one counts.

use jiff::Timestamp;

use super::super::{Complaint, Event, FollowUp, Rating, Refusal, Score, StageName, guard};
use super::Act;
use crate::actor::Actor;
use crate::deadline::Clock;
use crate::desk::Desk;
use crate::period::Period;

/// A follow-up is answered within as many working days as an ordinary inquiry (시행령 제14조).
pub const FOLLOW_UP_DAYS: u16 = 7;
/// Ratings of one complaint, all kept on its file: more than anybody discontent has given, and an end for
/// whoever only presses the button.
pub const MOST_RATINGS: usize = 50;

pub(super) fn may_rate(c: &Complaint, by: &Actor) -> Result<(), Refusal> {
    guard::at(c, Act::Rate, &[StageName::Answered])?;
    guard::part(guard::petitioner_did(c, by), Act::Rate)?;
    if c.ratings.len() < MOST_RATINGS { Ok(()) } else { Err(Refusal::RatingsSpent) }
}

pub(super) fn may_ask(c: &Complaint, by: &Actor) -> Result<(), Refusal> {
    guard::at(c, Act::AskAgain, &[StageName::Answered])?;
    guard::part(guard::petitioner_did(c, by), Act::AskAgain)?;
    if c.open_follow_up().is_some() {
        return Err(Refusal::FollowUpOpen);
    }
    let answered = c.follow_ups.last().and_then(|f| f.answered_at);
    // A second question needs a rating of the first follow-up's answer.
    let rated_poorly =
        c.ratings.last().is_some_and(|r| r.score.is_poor() && answered.is_none_or(|a| r.at >= a));
    if rated_poorly { Ok(()) } else { Err(Refusal::NotPoorlyRated) }
}

/// Whoever answered: the handler, the department's manager, or the receiver who answered at once.
pub(super) fn may_answer(c: &Complaint, by: &Actor) -> Result<(), Refusal> {
    guard::at(c, Act::AnswerFollowUp, &[StageName::Answered])?;
    let part = guard::handles(c, by)
        || guard::manages_department(c, by)
        || (c.holder().department.is_none() && guard::takes_in(c, by));
    guard::part(part, Act::AnswerFollowUp)?;
    if c.open_follow_up().is_none() { Err(Refusal::NoFollowUpOpen) } else { Ok(()) }
}

pub(super) fn decide_ask(desk: &Desk) -> Event {
    let clock = Clock::new(desk.now, Period::Days(FOLLOW_UP_DAYS));
    Event::AskedAgain { due_at: clock.due(&desk.calendar).at.unwrap_or(desk.now) }
}

pub(super) fn evolve_rating(c: &mut Complaint, at: Timestamp, score: Score) {
    c.ratings.push(Rating { score, at });
}

pub(super) fn evolve_ask(c: &mut Complaint, at: Timestamp, due_at: Timestamp) {
    let ordinal = c.follow_ups.last().map_or(1, |f| f.ordinal + 1);
    c.follow_ups.push(FollowUp { ordinal, asked_at: at, due_at, answered_at: None });
}

pub(super) fn evolve_answer(c: &mut Complaint, at: Timestamp) {
    for open in c.follow_ups.iter_mut().filter(|f| f.answered_at.is_none()) {
        open.answered_at = Some(at);
    }
}
