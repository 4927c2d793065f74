//! Files on a handler's desk, waiting for somebody.

use domain::actor::Machinery;
use domain::complaint::{Channel, Command};
use domain::period::Period;
use jiff::SignedDuration;
use rand::RngExt;

use super::super::run::{Run, Step};
use super::super::{chance, papers};
use super::road;
use crate::texts;

/// The handler says that it is not theirs.
pub(super) fn proposed(run: &mut Run<'_>) -> Step {
    road::to_handler(run)?;
    run.pass(30, 300);
    let handler = run.handler()?;
    let explanation = papers::memo(&texts::reassignment_reason(&mut run.rng, &run.recipe.draft))?;
    run.desk(handler, &Command::ProposeReassignment { explanation })
}

/// Long past its due date: reminded, and the petitioner told how it stands.
pub(super) fn overdue(run: &mut Run<'_>) -> Step {
    road::to_desk(run)?;
    if chance(&mut run.rng, 40) {
        interim_answer(run)?;
    }
    let due = run.due()?;
    run.until(due + SignedDuration::from_hours(15))?;
    run.machinery(Machinery::Sweep, &Command::Remind { text: None })?;
    let received_at = run.life.complaint().clock.as_ref()?.received_at;
    run.until(received_at + SignedDuration::from_hours(30 * 24 + 1))?;
    run.machinery(Machinery::Sweep, &Command::TellProgress)?;
    run.until(due + SignedDuration::from_hours(24 * 21))?;
    urge(run)
}

/// 독촉장 of the agency's inspector; where there is none, of the sweep.
fn urge(run: &mut Run<'_>) -> Step {
    match run.city.inspector(run.desks.agency) {
        Some(inspector) => {
            let text = papers::memo(
                "두 번째 독촉입니다. 지연 사유와 처리 예정일을 신청인에게 안내하고 지체 없이 처리해 주십시오.",
            );
            run.desk(inspector, &Command::Remind { text })
        }
        None => run.machinery(Machinery::Sweep, &Command::Remind { text: None }),
    }
}

/// Now and then the work is done, but the due date has passed.
pub(super) fn late_now_and_then(run: &mut Run<'_>) -> Step {
    if chance(&mut run.rng, 7)
        && let Some(due) = run.due()
    {
        let hours = run.rng.random_range(2..60);
        let late = due + SignedDuration::from_hours(hours);
        if late + SignedDuration::from_hours(48) < run.now {
            run.until(late)?;
        }
    }
    Some(())
}

/// 협조 요청 without an answer yet; at times asked in the same save as the assignment (2-1).
pub(super) fn cooperating(run: &mut Run<'_>) -> Step {
    let at_once = chance(&mut run.rng, 40);
    if at_once {
        road::to_department(run)?;
        let asked = road::cooperator(run)?.department;
        // The manager takes longer to assign than the question to be written: time passes first.
        run.pass(10, 100);
        let ask = road::ask(run, asked, 5)?;
        road::assign(run, vec![ask])?;
        return road::accept(run);
    }
    road::to_desk(run)?;
    cooperate(run)
}

pub(super) fn cooperate(run: &mut Run<'_>) -> Step {
    run.pass(20, 300);
    let asked = road::cooperator(run)?.department;
    let days = run.rng.random_range(2..5);
    let asks = vec![road::ask(run, asked, days)?];
    let handler = run.handler()?;
    run.desk(handler, &Command::Cooperate { asks })
}

pub(super) fn cooperation_answered(run: &mut Run<'_>) -> Step {
    road::to_desk(run)?;
    cooperate(run)?;
    opine(run)
}

/// The co-operator answers, at times after moving the reply-by once.
pub(super) fn opine(run: &mut Run<'_>) -> Step {
    run.pass(60, 700);
    let (department, reply_by) =
        run.life.complaint().open_cooperations().map(|k| (k.department, k.reply_by)).next()?;
    let by = run.city.desks.iter().find(|d| d.department == department)?.cooperator;
    let later = reply_by + SignedDuration::from_hours(24);
    let room = run.at < reply_by && run.due().is_some_and(|due| due >= later);
    if room && chance(&mut run.rng, 20) {
        let reason = papers::memo("현장 확인이 필요하여 회신기한을 하루 연장합니다.")?;
        run.desk(by, &Command::ExtendCooperation { department, reply_by: later, reason })?;
        run.pass(30, 400);
    }
    let opinion = papers::memo(&texts::opinion(&mut run.rng, &run.recipe.draft))?;
    run.desk(by, &Command::Opine { department, opinion })
}

pub(super) fn awaiting_supplement(run: &mut Run<'_>) -> Step {
    road::to_handler(run)?;
    road::accept(run)?;
    ask_supplement(run, 14)
}

pub(super) fn ask_supplement(run: &mut Run<'_>, days: u16) -> Step {
    run.pass(15, 200);
    let handler = run.handler()?;
    let items = papers::memo(&texts::supplement_request(&mut run.rng, &run.recipe.draft))?;
    run.desk(handler, &Command::RequestSupplement { items, days })
}

pub(super) fn supplement_arrived(run: &mut Run<'_>) -> Step {
    awaiting_supplement(run)?;
    supplement(run)
}

pub(super) fn supplement(run: &mut Run<'_>) -> Step {
    run.leisure(60);
    let text = papers::body("요청하신 자료를 보완하여 제출합니다. 사진과 위치를 함께 확인해 주세요.")?;
    run.petitioner(&Command::Supplement { text })
}

pub(super) fn extended(run: &mut Run<'_>) -> Step {
    road::to_handler(run)?;
    road::accept(run)?;
    extend(run)
}

/// 기간 연장 within the original length, while the clock still runs.
pub(super) fn extend(run: &mut Run<'_>) -> Step {
    run.pass(30, 300);
    let handler = run.handler()?;
    let original = run.life.complaint().clock.as_ref()?.period;
    let by = match original {
        Period::Days(days) => Period::Days(run.rng.random_range(1..=days.max(1))),
        other => other,
    };
    let ground = papers::ground(&mut run.rng);
    let explanation = papers::memo(&texts::extension_reason(&mut run.rng, &run.recipe.draft))?;
    run.desk(handler, &Command::Extend { ground, by, explanation })
}

/// Once by the office, once more with the petitioner's consent.
pub(super) fn extended_twice(run: &mut Run<'_>) -> Step {
    extended(run)?;
    run.leisure(10);
    let handler = run.handler()?;
    let reason = papers::memo(&texts::extension_reason(&mut run.rng, &run.recipe.draft))?;
    run.desk(handler, &Command::AskConsentToExtend { reason })?;
    run.leisure(10);
    match run.recipe.channel {
        Channel::Web | Channel::Mobile => run.petitioner(&Command::ConsentToExtend)?,
        _ => {
            let evidence = papers::memo("전화로 사유를 설명드렸고, 한 번 더 연장하는 데 동의하셨습니다.")?;
            run.desk(handler, &Command::RecordConsent { evidence })?;
        }
    }
    extend(run)
}

pub(super) fn interim(run: &mut Run<'_>) -> Step {
    road::to_desk(run)?;
    interim_answer(run)
}

pub(super) fn interim_answer(run: &mut Run<'_>) -> Step {
    run.pass(60, 700);
    let handler = run.handler()?;
    let department = &run.desks.name;
    let officer = run.officer(handler)?;
    let text = texts::interim_answer(&mut run.rng, &run.recipe.draft);
    let text = papers::body(&texts::sign(&text, department, &officer.name, &officer.phone))?;
    run.desk(handler, &Command::InterimAnswer { text })
}

/// 결재 반려: back on the handler's desk.
pub(super) fn returned(run: &mut Run<'_>) -> Step {
    road::to_desk(run)?;
    let line = road::line(run);
    road::send(run, line)?;
    road::start(run)?;
    give_back(run)
}

pub(super) fn give_back(run: &mut Run<'_>) -> Step {
    run.pass(30, 300);
    let reason = papers::memo(&texts::return_note(&mut run.rng, &run.recipe.draft))?;
    match run.life.complaint().current_round()?.turn() {
        Some(turn) => run.desk(turn, &Command::Return { reason }),
        None => run.machinery(Machinery::ApprovalSystem, &Command::Return { reason }),
    }
}

pub(super) fn sent(run: &mut Run<'_>) -> Step {
    road::to_desk(run)?;
    let head = run.desks.head;
    road::send(run, vec![head])
}

/// Waits for the head of the department, whoever approved before.
pub(super) fn pending(run: &mut Run<'_>) -> Step {
    road::to_desk(run)?;
    let line = road::line(run);
    road::send(run, line)?;
    road::start(run)?;
    let before_head = run.life.complaint().current_round()?.line.len().saturating_sub(1);
    for _ in 0..before_head {
        road::approve(run)?;
    }
    Some(())
}
