//! 타기관 이송: to bodies outside the city only (중앙부처 등); the petitioner is told and our clock ends
//! (시행령 제13조 제3항).

use super::super::{Complaint, Event, Refusal, Stage, StageName, guard};
use super::Act;
use crate::actor::Actor;
use crate::desk::Desk;

pub(super) fn may(c: &Complaint, by: &Actor) -> Result<(), Refusal> {
    guard::at(c, Act::Transfer, &[StageName::Received, StageName::AtAgency, StageName::AtDepartment])?;
    let part = match c.stage {
        Stage::Received => guard::takes_in(c, by),
        _ => guard::manages(c, by),
    };
    guard::part(part, Act::Transfer)?;
    guard::no_open_reassignment(c)
}

/// 서울시(본청, 사업소), 자치구, 산하투자출연기관 are inside: distribute, or request reassignment.
pub(super) fn decide(body: &str, desk: &Desk) -> Result<Vec<Event>, Refusal> {
    match desk.chart.inside_the_city(body) {
        Some(body) => Err(Refusal::InsideTheCity { body }),
        None => Ok(vec![Event::Transferred { body: body.trim().to_owned() }]),
    }
}

pub(super) fn evolve(c: &mut Complaint, body: String) {
    c.stage = Stage::Transferred { holder: c.holder(), body };
}
