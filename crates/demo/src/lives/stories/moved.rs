//! Files that went back and forth: recalls and requests to reassign.

use domain::complaint::{Command, Destination, ReassignmentDesk, Ruling};

use super::super::run::{Run, Step};
use super::super::{chance, papers};
use super::road;
use crate::city::Desks;
use crate::texts;

/// 민원 회수: taken back from its handler.
pub(super) fn recalled(run: &mut Run<'_>) -> Step {
    road::to_handler(run)?;
    if chance(&mut run.rng, 50) {
        road::accept(run)?;
        road::draft(run)?;
    }
    recall(run)
}

pub(super) fn recall(run: &mut Run<'_>) -> Step {
    run.pass(20, 300);
    let reason = papers::memo("업무 분장 조정으로 다른 처리자에게 다시 분배하기 위해 회수합니다.")?;
    run.desk(run.desks.manager, &Command::Recall { reason })
}

/// First sent to a neighbour, who named this department instead.
pub(super) fn from_elsewhere(run: &mut Run<'_>) -> Step {
    let elsewhere = run.neighbour()?;
    road::distribute(run, elsewhere)?;
    request(run, elsewhere, Some(run.desks))?;
    rule(run, granted(run.desks))
}

/// 재지정 요청 that nobody has decided yet.
pub(super) fn request_open(run: &mut Run<'_>) -> Step {
    road::to_department(run)?;
    let proposed = run.neighbour().filter(|_| chance(&mut run.rng, 70));
    request(run, run.desks, proposed)
}

pub(super) fn request_refused(run: &mut Run<'_>) -> Step {
    request_open(run)?;
    rule(run, Ruling::Refused)
}

/// Bounced twice; the receiver sends it here for good.
pub(super) fn bound(run: &mut Run<'_>) -> Step {
    let (first, second) = (run.neighbour()?, run.desks);
    road::distribute(run, first)?;
    request(run, first, Some(second))?;
    rule(run, granted(second))?;
    request(run, second, Some(first))?;
    rule(run, granted(first))?;
    request(run, first, Some(second))?;
    rule(run, granted(second))
}

/// The manager of `from` says that the file is not theirs.
pub(super) fn request(run: &mut Run<'_>, from: &Desks, proposed: Option<&Desks>) -> Step {
    run.pass(30, 400);
    let reason = papers::reassignment(&mut run.rng);
    let explanation = papers::memo(&texts::reassignment_reason(&mut run.rng, &run.recipe.draft))?;
    let proposed = proposed.map(|desks| desks.department);
    run.desk(from.manager, &Command::RequestReassignment { reason, explanation, proposed })
}

/// Whoever the request went to decides it.
pub(super) fn rule(run: &mut Run<'_>, ruling: Ruling) -> Step {
    run.pass(20, 300);
    let by = match run.life.complaint().open_reassignment()?.desk {
        ReassignmentDesk::AgencyManager { agency } => run.city.agency_manager(agency)?,
        ReassignmentDesk::Receiver => *run.city.receivers.first()?,
        ReassignmentDesk::CallCentre => *run.city.call_centre.first()?,
    };
    let explanation = papers::memo(match ruling {
        Ruling::Refused => "업무분장상 해당 부서 소관으로 확인되어 재지정하지 않습니다.",
        Ruling::Granted { .. } | Ruling::PassedUp => "요청 사유를 검토한 결과 타당하여 재지정합니다.",
    })?;
    run.desk(by, &Command::DecideReassignment { ruling, explanation })
}

pub(super) fn granted(desks: &Desks) -> Ruling {
    Ruling::Granted { to: Destination::Department { agency: desks.agency, department: desks.department } }
}
