//! 취하: the petitioner takes the complaint back, any time before it ends (법 제22조 제2항).

use super::super::{Complaint, Refusal, Stage, guard};
use super::Act;
use crate::actor::Actor;

pub(super) fn may(c: &Complaint, by: &Actor) -> Result<(), Refusal> {
    guard::live(c, Act::Withdraw)?;
    guard::part(guard::petitioner_did(c, by), Act::Withdraw)
}

pub(super) fn evolve(c: &mut Complaint) {
    c.stage = Stage::Withdrawn { holder: c.holder() };
}
