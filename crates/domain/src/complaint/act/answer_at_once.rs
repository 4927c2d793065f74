//! 즉시답변: the receiver answers a simple complaint without distributing it; and what any answer does.

use super::super::{AnswerResult, Answering, Complaint, Event, Refusal, Stage, StageName, guard};
use super::Act;
use crate::actor::Actor;
use crate::text::Memo;

pub(super) fn may(c: &Complaint, by: &Actor) -> Result<(), Refusal> {
    guard::at(c, Act::AnswerAtOnce, &[StageName::Received])?;
    guard::part(guard::takes_in(c, by), Act::AnswerAtOnce)
}

pub(super) fn decide(result: AnswerResult, remedy: Option<&Memo>) -> Result<Vec<Event>, Refusal> {
    remedy_told(result, remedy)?;
    Ok(vec![Event::Answered { how: Answering::AtOnce, result }])
}

/// 법 제27조 제2항: who is refused is told why and what can be done about it.
pub(super) fn remedy_told(result: AnswerResult, remedy: Option<&Memo>) -> Result<(), Refusal> {
    match (result, remedy) {
        (AnswerResult::Refused, None) => Err(Refusal::RemedyMissing),
        _ => Ok(()),
    }
}

pub(super) fn evolve(c: &mut Complaint, how: Answering, result: AnswerResult) {
    c.stage = Stage::Answered { holder: c.holder(), how, result };
}
