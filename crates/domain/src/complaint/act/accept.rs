//! 처리자 접수: the handler takes the file on. From here only a recall takes it away.

use super::super::{Complaint, Refusal, Stage, StageName, guard};
use super::Act;
use crate::actor::Actor;

pub(super) fn may(c: &Complaint, by: &Actor) -> Result<(), Refusal> {
    guard::at(c, Act::Accept, &[StageName::Assigned])?;
    guard::part(guard::handles(c, by), Act::Accept)
}

pub(super) fn evolve(c: &mut Complaint) {
    if let Some(handling) = c.stage.handling() {
        c.stage = Stage::Accepted(handling);
    }
}
