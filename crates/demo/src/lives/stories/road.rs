//! The common road: receipt, distribution, assignment, acceptance, approval, answer.

use domain::actor::Machinery;
use domain::complaint::{ApprovalRoute, Command, CooperationAsk, Destination, LineEnd, Manner, Sanction};
use domain::id::{DepartmentId, OfficerId};

use super::super::run::{Run, Step};
use super::super::{chance, moments, papers};
use crate::city::Desks;
use crate::texts;

/// 접수.
pub(super) fn receive(run: &mut Run<'_>) -> Step {
    run.at = run.recipe.received_at;
    let (kind, period) = papers::kind(&mut run.rng, &run.recipe.draft, run.recipe.story);
    let draft = &run.recipe.draft;
    let category = Some(draft.item.unwrap_or(draft.category.name()).to_owned());
    let receiver = run.receiver()?;
    run.desk(receiver, &Command::Receive { kind, category, period, visibility: None })
}

/// 기관 분배.
pub(super) fn to_agency(run: &mut Run<'_>) -> Step {
    receive(run)?;
    run.pass(5, 90);
    let to = Destination::Agency { agency: run.desks.agency };
    let memo = memo_at_times(run, 30);
    let receiver = run.receiver()?;
    run.desk(receiver, &Command::Distribute { to, memo })
}

/// 부서 분배, over the agency or straight.
pub(super) fn to_department(run: &mut Run<'_>) -> Step {
    distribute(run, run.desks)
}

/// 부서 분배 to this department of the agency.
pub(super) fn distribute(run: &mut Run<'_>, desks: &Desks) -> Step {
    let to = Destination::Department { agency: desks.agency, department: desks.department };
    let by = if chance(&mut run.rng, 45) {
        to_agency(run)?;
        run.city.agency_manager(desks.agency)?
    } else {
        receive(run)?;
        run.receiver()?
    };
    run.pass(10, 160);
    let memo = memo_at_times(run, 40);
    run.desk(by, &Command::Distribute { to, memo })
}

/// 처리자 분배.
pub(super) fn to_handler(run: &mut Run<'_>) -> Step {
    to_department(run)?;
    assign(run, Vec::new())
}

/// The department's manager names the handler, with or without co-operating departments.
pub(super) fn assign(run: &mut Run<'_>, cooperations: Vec<CooperationAsk>) -> Step {
    run.pass(10, 300);
    let handler = run.handler()?;
    let memo = memo_at_times(run, 50);
    run.desk(run.desks.manager, &Command::Assign { department: None, handler, memo, cooperations })
}

/// 처리자 접수.
pub(super) fn to_desk(run: &mut Run<'_>) -> Step {
    to_handler(run)?;
    accept(run)?;
    if chance(&mut run.rng, 25) { draft(run) } else { Some(()) }
}

pub(super) fn accept(run: &mut Run<'_>) -> Step {
    run.pass(15, 400);
    let handler = run.handler()?;
    run.desk(handler, &Command::Accept)
}

/// A draft on the handler's desk.
pub(super) fn draft(run: &mut Run<'_>) -> Step {
    run.pass(30, 500);
    let handler = run.handler()?;
    let result = papers::result(&mut run.rng, &run.recipe.draft, run.recipe.story);
    let officer = run.officer(handler)?;
    let body = papers::answer(&mut run.rng, &run.recipe.draft, &run.desks.name, officer)?;
    run.desk(handler, &Command::Draft { result: Some(result), body: body.into(), remedy: String::new() })
}

/// 결재 올림 to this line.
pub(super) fn send(run: &mut Run<'_>, line: Vec<OfficerId>) -> Step {
    run.pass(60, 1_500);
    let handler = run.handler()?;
    let result = papers::result(&mut run.rng, &run.recipe.draft, run.recipe.story);
    let officer = run.officer(handler)?;
    let body = papers::answer(&mut run.rng, &run.recipe.draft, &run.desks.name, officer)?;
    let remedy = papers::remedy(result);
    let digest = casework::digest_of(result, &body, remedy.as_ref());
    // What another system approves has its line there; of ours, every third ends at a delegate.
    let outside = run.life.complaint().approval_route(&run.life.desk(run.at)) == ApprovalRoute::Outside;
    let (line, ends) = match outside {
        true => (Vec::new(), LineEnd::Approver),
        false if chance(&mut run.rng, 35) => (line, LineEnd::Delegate),
        false => (line, LineEnd::Approver),
    };
    let kept = remedy.clone().map(String::from).unwrap_or_default();
    run.desk(handler, &Command::Draft { result: Some(result), body: body.clone().into(), remedy: kept })?;
    run.desk(handler, &Command::SendForApproval { result, body, remedy, line, ends, digest })
}

/// 결재상신: whoever's turn it is opens it, or the approval system takes it up.
pub(super) fn start(run: &mut Run<'_>) -> Step {
    run.pass(1, 20);
    match run.life.complaint().current_round()?.turn() {
        Some(turn) => run.desk(turn, &Command::ApprovalStarted),
        None => run.machinery(Machinery::ApprovalSystem, &Command::ApprovalStarted),
    }
}

/// Whoever's turn it is approves.
pub(super) fn approve(run: &mut Run<'_>) -> Step {
    run.pass(10, 400);
    let Some(turn) = run.life.complaint().current_round()?.turn() else { return approve_outside(run) };
    let comment = if chance(&mut run.rng, 8) { papers::memo("검토하였습니다.") } else { None };
    run.desk(turn, &Command::Approve { comment })
}

/// The approval system tells that its line has signed.
fn approve_outside(run: &mut Run<'_>) -> Step {
    let department = run.desks.name.split_whitespace().last()?;
    let head = run.officer(run.desks.head)?;
    let sanction = Sanction {
        manner: Manner::Delegated,
        position: format!("{department}장"),
        approver: papers::memo(&format!("{department}장 {}", head.name))?,
        document: format!("{department}-{}", run.recipe.seed % 9_000 + 1_000),
    };
    run.machinery(Machinery::ApprovalSystem, &Command::ApprovedOutside { sanction })
}

/// The whole way through approval to the answer.
pub(super) fn answer(run: &mut Run<'_>) -> Step {
    let line = line(run);
    send(run, line)?;
    start(run)?;
    while run.life.complaint().current_round().is_some() {
        approve(run)?;
    }
    Some(())
}

/// The head, in a large department now and then after the manager.
pub(super) fn line(run: &mut Run<'_>) -> Vec<OfficerId> {
    let (manager, head) = (run.desks.manager, run.desks.head);
    if manager != head && chance(&mut run.rng, 35) { vec![manager, head] } else { vec![head] }
}

/// A question to one department, to be answered within the main period.
pub(super) fn ask(run: &mut Run<'_>, department: DepartmentId, days: i64) -> Option<CooperationAsk> {
    let wish = moments::after(&run.calendar, run.at, days * 9 * 60);
    let due = run.due().filter(|due| *due > run.at);
    let reply_by = due.map_or(wish, |due| wish.min(due));
    Some(CooperationAsk {
        department,
        question: papers::question(&mut run.rng, &run.recipe.draft)?,
        reply_by,
    })
}

/// The department asked: 주차관리과 for 의약과, as the guide's example has it, else a neighbour.
pub(super) fn cooperator<'a>(run: &mut Run<'a>) -> Option<&'a Desks> {
    if run.recipe.office == run.city.medicine() {
        return run.city.desks.get(run.city.parking());
    }
    run.neighbour()
}

fn memo_at_times(run: &mut Run<'_>, percent: u32) -> Option<domain::text::Memo> {
    if !chance(&mut run.rng, percent) {
        return None;
    }
    papers::memo(&texts::memo(&mut run.rng, &run.recipe.draft))
}
