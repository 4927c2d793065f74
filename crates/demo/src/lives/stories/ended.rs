//! Lives that ended: answered, sent away, closed, withdrawn, merged; and what petitioners did afterwards.

use domain::actor::Machinery;
use domain::complaint::{Channel, ClosingGround, Command, Evidence, Kind, ObjectionRuling, Score};
use jiff::SignedDuration;
use jiff::civil::Date;

use super::super::run::{Run, Step};
use super::super::story::Story;
use super::super::{chance, papers};
use super::{moved, road, waiting};
use crate::texts;

/// 즉시답변.
pub(super) fn at_once(run: &mut Run<'_>) -> Step {
    road::receive(run)?;
    run.pass(5, 90);
    let receiver = run.receiver()?;
    let result = papers::result(&mut run.rng, &run.recipe.draft, run.recipe.story);
    let officer = run.officer(receiver)?;
    let department = run.city.desks.iter().find(|d| d.department == officer.department)?;
    let body = papers::answer(&mut run.rng, &run.recipe.draft, &department.name, officer)?;
    let remedy = papers::remedy(result);
    run.desk(receiver, &Command::AnswerAtOnce { result, body, remedy })?;
    rated(run)
}

/// The usual life, with something on the way in every second one.
pub(super) fn answered(run: &mut Run<'_>) -> Step {
    road::to_department(run)?;
    if chance(&mut run.rng, 5)
        && let Some(elsewhere) = run.neighbour()
    {
        moved::request(run, run.desks, Some(elsewhere))?;
        moved::rule(run, domain::complaint::Ruling::Refused)?;
    }
    road::assign(run, Vec::new())?;
    if chance(&mut run.rng, 4) {
        moved::recall(run)?;
        road::assign(run, Vec::new())?;
    }
    road::accept(run)?;
    on_the_way(run)?;
    waiting::late_now_and_then(run)?;
    road::answer(run)?;
    rated(run)
}

fn on_the_way(run: &mut Run<'_>) -> Step {
    match super::super::one_of(&mut run.rng, &[(0, 56), (1, 12), (2, 9), (3, 8), (4, 8), (5, 4), (6, 12)]) {
        1 => {
            waiting::cooperate(run)?;
            waiting::opine(run)
        }
        2 => waiting::interim_answer(run),
        3 => {
            waiting::ask_supplement(run, 10)?;
            waiting::supplement(run)
        }
        4 => waiting::extend(run),
        5 => {
            let line = road::line(run);
            road::send(run, line)?;
            road::start(run)?;
            waiting::give_back(run)
        }
        6 if run.life.complaint().kind == Some(Kind::Grievance) => visit(run),
        _ => Some(()),
    }
}

/// 현장조사 of two days.
fn visit(run: &mut Run<'_>) -> Step {
    run.pass(30, 200);
    let handler = run.handler()?;
    let from: Date = domain::desk::seoul_date(run.at);
    let until = from.tomorrow().ok()?;
    let purpose = papers::memo("현장 여건 확인")?;
    run.desk(handler, &Command::Visit { from, until, purpose })
}

/// Four in ten rate; of the discontented every second asks again.
fn rated(run: &mut Run<'_>) -> Step {
    if !chance(&mut run.rng, 42) {
        return None;
    }
    run.leisure(72);
    let score = papers::score(&mut run.rng);
    rate(run, score)?;
    if score.is_poor() && chance(&mut run.rng, 35) {
        ask(run)?;
        return answer_again(run);
    }
    Some(())
}

pub(super) fn rate(run: &mut Run<'_>, score: Score) -> Step {
    let text = texts::rating_comment(&mut run.rng, score >= Score::Good);
    let comment = if chance(&mut run.rng, 55) { papers::memo(&text) } else { None };
    theirs(run, &Command::Rate { score, comment })
}

pub(super) fn ask(run: &mut Run<'_>) -> Step {
    run.leisure(4);
    let question = papers::question_again(&mut run.rng)?;
    theirs(run, &Command::AskAgain { question })
}

/// What the petitioner did: here, or at 국민신문고, from where a connector brings it.
fn theirs(run: &mut Run<'_>, command: &Command) -> Step {
    if run.recipe.channel == Channel::Epeople {
        return run.machinery(Machinery::Connector, command);
    }
    run.petitioner(command)
}

/// 추가답변, and in every second life rated again.
fn answer_again(run: &mut Run<'_>) -> Step {
    follow_up(run)?;
    if chance(&mut run.rng, 50) {
        run.leisure(48);
        let score = papers::score(&mut run.rng);
        rate(run, score)?;
    }
    Some(())
}

/// 추가답변, by whoever answered.
pub(super) fn follow_up(run: &mut Run<'_>) -> Step {
    run.pass(120, 2_400);
    let by = match run.life.complaint().holder().handler {
        Some(handler) => handler,
        None => run.receiver()?,
    };
    let officer = run.officer(by)?;
    let text = format!(
        "추가로 문의하신 사항에 대해 답변드립니다. {} 궁금하신 점은 {}({})로 연락 주시기 바랍니다.",
        papers::second_answer(&mut run.rng),
        officer.name,
        officer.phone
    );
    let body = papers::body(&texts::sign(&text, &run.desks.name, &officer.name, &officer.phone))?;
    run.desk(by, &Command::AnswerFollowUp { body })
}

pub(super) fn asked_again(run: &mut Run<'_>) -> Step {
    road::to_desk(run)?;
    road::answer(run)?;
    run.leisure(24);
    rate(run, Score::VeryPoor)?;
    ask(run)?;
    if run.recipe.story == Story::FollowUpOpen {
        return None;
    }
    answer_again(run)
}

/// 이의신청 against a refused 법정민원.
pub(super) fn objected(run: &mut Run<'_>) -> Step {
    road::to_desk(run)?;
    road::answer(run)?;
    run.leisure(96);
    let grounds = papers::memo("거부 사유가 사실과 다릅니다. 제출한 서류를 다시 검토해 주시기 바랍니다.")?;
    run.petitioner(&Command::Object { grounds })?;
    if run.recipe.story == Story::Objected {
        return None;
    }
    run.pass(600, 3_000);
    let handler = run.handler()?;
    let upheld = chance(&mut run.rng, 30);
    let (ruling, text) = match upheld {
        true => (ObjectionRuling::Upheld, "재검토 결과 이의신청이 타당하여 처분을 변경합니다."),
        false => (ObjectionRuling::Dismissed, "재검토하였으나 관련 기준에 맞지 않아 기각합니다."),
    };
    run.desk(handler, &Command::DecideObjection { ruling, explanation: papers::memo(text)? })
}

/// 타기관 이송, by the receiver or the department's manager.
pub(super) fn transferred(run: &mut Run<'_>) -> Step {
    let early = chance(&mut run.rng, 55);
    let by = if early {
        road::receive(run)?;
        run.receiver()?
    } else {
        road::to_department(run)?;
        run.desks.manager
    };
    run.pass(20, 300);
    let body = papers::outside(&mut run.rng, &run.recipe.draft).to_owned();
    let reason = papers::memo(&format!("{body} 소관 사항으로 확인되어 이송합니다."))?;
    run.desk(by, &Command::Transfer { body, reason })
}

pub(super) fn closed(run: &mut Run<'_>, ground: ClosingGround) -> Step {
    road::to_department(run)?;
    close(run, ground, Evidence::default())
}

fn close(run: &mut Run<'_>, ground: ClosingGround, evidence: Evidence) -> Step {
    run.pass(30, 400);
    let explanation = papers::memo(&texts::closing_note(&mut run.rng, &run.recipe.draft))?;
    run.desk(run.desks.manager, &Command::Close { ground, explanation, evidence })
}

/// Asked twice, never supplemented.
pub(super) fn lapsed(run: &mut Run<'_>) -> Step {
    road::to_handler(run)?;
    road::accept(run)?;
    for days in [7, 5] {
        waiting::ask_supplement(run, days)?;
        let reply_by = run.life.complaint().open_supplement()?.reply_by;
        let day_after = domain::deadline::seoul::instant(reply_by.tomorrow().ok()?.at(9, 0, 0, 0));
        run.until(day_after + SignedDuration::from_mins(5))?;
        run.machinery(Machinery::Sweep, &Command::LapseSupplement)?;
    }
    close(run, ClosingGround::SupplementLapsed, Evidence::default())
}

/// 법 제23조: the third of the same, after two answers.
pub(super) fn repeated(run: &mut Run<'_>) -> Step {
    road::to_department(run)?;
    let evidence = Evidence { filings: 3, notified_results: 2, sameness_memo: true, ..Evidence::default() };
    close(run, ClosingGround::Repeated, evidence)
}

pub(super) fn withdrawn(run: &mut Run<'_>) -> Step {
    match super::super::one_of(&mut run.rng, &[(0, 1), (1, 2), (2, 2), (3, 3)]) {
        0 => {}
        1 => road::receive(run)?,
        2 => road::to_department(run)?,
        _ => road::to_desk(run)?,
    }
    run.leisure(30);
    let reason = papers::memo("해결되어 취하합니다.");
    run.petitioner(&Command::Withdraw { reason })
}

/// 병합 into the earlier one of the same petitioner.
pub(super) fn merged(run: &mut Run<'_>) -> Step {
    let into = run.recipe.into?;
    road::to_department(run)?;
    run.pass(20, 200);
    let reason = papers::memo("동일 신청인이 같은 내용으로 다시 신청하여 먼저 접수된 민원에 병합합니다.")?;
    let (into_is_live, same_petitioner, together) = (true, true, Vec::new());
    let command = Command::Merge { into, into_is_live, same_petitioner, same_purport: 2, together, reason };
    run.desk(run.desks.manager, &command)
}
