//! 종결 처리: ending a complaint without an answer, on a ground of the closed list and with its proof
//! (법 제21조, 제23조; 시행령 제25조, 제26조).

use super::super::{
    ClosingGround, Complaint, Event, Evidence, Kind, Refusal, Stage, StageName, SupplementState, guard,
};
use super::Act;
use crate::actor::Actor;

/// 법 제23조 제1항: the same content filed so often …
const FILINGS_FOR_REPEATED: u32 = 3;
/// … after so many results were notified.
const RESULTS_FOR_REPEATED: u32 = 2;
/// 시행령 제25조: the request came back so often.
const UNDELIVERED_FOR_CLOSING: u32 = 2;

pub(super) fn may(c: &Complaint, by: &Actor) -> Result<(), Refusal> {
    let stages = [
        StageName::Received,
        StageName::AtAgency,
        StageName::AtDepartment,
        StageName::Assigned,
        StageName::Accepted,
    ];
    guard::at(c, Act::Close, &stages)?;
    let part = match c.stage {
        Stage::Received => guard::takes_in(c, by),
        _ => guard::manages(c, by),
    };
    guard::part(part, Act::Close)?;
    guard::no_open_reassignment(c)
}

pub(super) fn decide(
    c: &Complaint,
    ground: ClosingGround,
    evidence: Evidence,
) -> Result<Vec<Event>, Refusal> {
    if c.kind == Some(Kind::Statutory) && ground.bars_statutory() {
        return Err(Refusal::StatutoryNeverClosed { ground });
    }
    match ground {
        ClosingGround::Repeated => repeated(c, evidence)?,
        ClosingGround::SupplementLapsed if !supplement_lapsed(c) => return Err(Refusal::NoSupplementLapsed),
        ClosingGround::UndeliveredTwice if evidence.undelivered < UNDELIVERED_FOR_CLOSING => {
            return Err(Refusal::NotUndeliveredTwice { undelivered: evidence.undelivered });
        }
        _ => {}
    }
    Ok(vec![Event::Closed { ground }])
}

fn repeated(c: &Complaint, evidence: Evidence) -> Result<(), Refusal> {
    let Evidence { filings, notified_results, .. } = evidence;
    if filings < FILINGS_FOR_REPEATED || notified_results < RESULTS_FOR_REPEATED {
        return Err(Refusal::NotRepeated { filings, notified_results });
    }
    if !evidence.sameness_memo {
        return Err(Refusal::SamenessMemoMissing);
    }
    if c.joint && !evidence.committee_reviewed {
        return Err(Refusal::CommitteeFirst);
    }
    Ok(())
}

fn supplement_lapsed(c: &Complaint) -> bool {
    c.supplements.last().is_some_and(|s| matches!(s.state, SupplementState::Lapsed { .. }))
}

pub(super) fn evolve(c: &mut Complaint, ground: ClosingGround) {
    c.stage = Stage::Closed { holder: c.holder(), ground };
}
