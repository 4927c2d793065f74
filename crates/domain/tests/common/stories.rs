//! Files that between them have lived through every event there is.

use domain::complaint::{
    AnswerResult, Channel, Command, Complaint, Destination, GroundAsked, Happened, Kind, ObjectionRuling,
    Ruling, Score, StageName, fold,
};
use domain::period::Period;
use jiff::civil::date;

use super::case::{Case, accepted, at_stage, handed_over, seoul_time};
use super::city::{KIM, PARK, PARKS, ROADS, SEO, SEOUL, SONGPA, WORKS};
use super::people::*;
use super::say;

/// Everything that happened in every story, each with the file as it stood afterwards.
pub(crate) fn everything() -> Vec<(Happened, Complaint)> {
    let lines = |case: Case| -> Vec<(Happened, Complaint)> {
        let upto = |n: usize| fold(&case.history[..=n]).unwrap();
        case.history.iter().enumerate().map(|(n, happened)| (happened.clone(), upto(n))).collect()
    };
    all().into_iter().flat_map(lines).collect()
}

fn all() -> Vec<Case> {
    let mut stories = vec![
        answered_at_once(),
        bounced(),
        bounced_to_the_receiver(),
        merged_and_separated(),
        through_an_agency(),
        by_telephone(),
        waited_for(),
        agreed_by_telephone(),
        waited_for_in_vain(),
        recalled_while_waiting(),
        asked_around(),
        asked_around_before_a_handler(),
        late(Case::filed(Channel::Web).received_as(Kind::Grievance)),
        late(at_stage(StageName::AtAgency, Case::filed(Channel::Web))),
        late(accepted(Kind::Grievance)),
        returned_then_refused(),
        rated(),
        approved_elsewhere(),
        left_while_handling(),
        left_in_the_line(),
        left_with_a_question(),
        department_ended(),
    ];
    stories.extend(StageName::ALL.map(|stage| at_stage(stage, Case::filed(Channel::Web))));
    stories.push(at_stage(StageName::Received, Case::filed(Channel::Web)).then(&citizen(), say::withdraw()));
    stories
        .push(at_stage(StageName::AtDepartment, Case::filed(Channel::Web)).then(&citizen(), say::withdraw()));
    stories
}

fn answered_at_once() -> Case {
    Case::filed(Channel::Phone120)
        .received_as(Kind::Statutory)
        .then(&counsellor(), say::answer_at_once(AnswerResult::Refused))
        .then(&citizen(), say::object())
        .then(&counsellor(), say::decide_objection(ObjectionRuling::Upheld))
        .then(&citizen(), say::rate(Score::VeryPoor))
        .then(&citizen(), say::ask_again())
        .then(&counsellor(), say::answer_follow_up())
}

fn bounced() -> Case {
    at_stage(StageName::AtDepartment, Case::filed(Channel::Web))
        .then(&manager(), say::request_reassignment())
        .then(&agency_manager(), say::rule(Ruling::Granted { to: say::office(PARKS) }))
        .then(&parks_manager(), say::request_reassignment())
        .then(&agency_manager(), say::rule(Ruling::PassedUp))
        .then(&receiver(), say::to_department(ROADS))
}

fn bounced_to_the_receiver() -> Case {
    at_stage(StageName::AtDepartment, Case::filed(Channel::Web))
        .then(&manager(), say::request_reassignment())
        .then(&agency_manager(), say::rule(Ruling::Granted { to: say::office(PARKS) }))
        .then(&parks_manager(), say::request_reassignment())
        .then(&agency_manager(), say::rule(Ruling::Refused))
        .then(&parks_manager(), say::request_reassignment())
        .then(&receiver(), say::rule(Ruling::Refused))
}

fn merged_and_separated() -> Case {
    at_stage(StageName::Merged, Case::filed(Channel::Web)).then(&sweep(), say::separate())
}

fn through_an_agency() -> Case {
    at_stage(StageName::AtAgency, Case::filed(Channel::Web))
        .then(&agency_manager(), say::request_reassignment())
        .then(&receiver(), say::rule(Ruling::Granted { to: Destination::Agency { agency: SONGPA } }))
        .then(&other_agency_manager(), say::to_department(WORKS))
}

fn by_telephone() -> Case {
    at_stage(StageName::AtDepartment, Case::filed(Channel::Phone120))
        .then(&manager(), say::request_reassignment())
        .then(&counsellor(), say::rule(Ruling::Granted { to: Destination::Agency { agency: SEOUL } }))
}

fn waited_for() -> Case {
    accepted(Kind::Grievance)
        .then(&handler(), say::request_supplement(7))
        .then(&citizen(), say::supplement())
        .then(&handler(), say::extend(GroundAsked::FactFinding, Period::Days(7)))
        .then(&handler(), say::ask_consent())
        .then(&citizen(), Command::ConsentToExtend)
        .then(&handler(), say::visit(date(2026, 3, 11), date(2026, 3, 12)))
        .then(&handler(), say::interim())
        .then(&manager(), say::reclassify(Some(Kind::Suggestion), None))
}

fn agreed_by_telephone() -> Case {
    accepted(Kind::Grievance)
        .then(&handler(), say::extend(GroundAsked::FactFinding, Period::Days(7)))
        .then(&handler(), say::record_consent())
        .then(&handler(), say::extend(GroundAsked::Cooperation, Period::Days(3)))
}

fn waited_for_in_vain() -> Case {
    accepted(Kind::Grievance)
        .then(&handler(), say::request_supplement(3))
        .later(5 * 24)
        .then(&sweep(), Command::LapseSupplement)
}

fn recalled_while_waiting() -> Case {
    accepted(Kind::Grievance)
        .then(&handler(), say::request_supplement(3))
        .then(&manager(), say::recall())
        .then(&citizen(), say::supplement())
}

fn asked_around() -> Case {
    let soon = seoul_time("2026-03-13 18:00");
    accepted(Kind::Grievance)
        .then(&handler(), say::cooperate(PARKS, soon))
        .then(&cooperator(), say::extend_cooperation(PARKS, seoul_time("2026-03-16 18:00")))
        .then(&cooperator(), say::opine(PARKS))
}

fn asked_around_before_a_handler() -> Case {
    at_stage(StageName::AtDepartment, Case::filed(Channel::Web))
        .then(&manager(), say::cooperate(PARKS, seoul_time("2026-03-13 18:00")))
        .then(&cooperator(), say::opine(PARKS))
        .then(&manager(), say::assign(PARK))
        .then(&manager(), say::reassign(super::city::KIM))
        .then(&handler(), say::propose())
}

fn late(case: Case) -> Case {
    case.later(31 * 24).then(&sweep(), say::remind()).then(&sweep(), Command::TellProgress)
}

fn returned_then_refused() -> Case {
    accepted(Kind::Statutory)
        .then(&handler(), say::send_up(AnswerResult::Granted))
        .then(&reviewer(), Command::ApprovalStarted)
        .then(&reviewer(), say::send_back())
        .answered_with(AnswerResult::Refused)
        .then(&citizen(), say::object())
        .then(&handler(), say::decide_objection(ObjectionRuling::Dismissed))
}

fn approved_elsewhere() -> Case {
    handed_over()
        .later(24)
        .then(&sweep(), Command::TellApprovalDelay)
        .then(&approval_system(), Command::ApprovalStarted)
        .then(&approval_system(), say::send_back())
        .then(&works_handler(), say::hand_over(AnswerResult::Explained))
        .then(&approval_system(), Command::ApprovalStarted)
        .then(&approval_system(), Command::ApprovedOutside { sanction: say::sanction() })
}

fn rated() -> Case {
    at_stage(StageName::Answered, Case::filed(Channel::Epeople))
        .then(&connector(), say::rate(Score::VeryPoor))
        .then(&connector(), say::ask_again())
        .then(&handler(), say::answer_follow_up())
}

fn left_while_handling() -> Case {
    accepted(Kind::Grievance).without(&[KIM], &[]).then(&directory(), say::take_over())
}

fn left_in_the_line() -> Case {
    at_stage(StageName::ApprovalSent, Case::filed(Channel::Web))
        .without(&[SEO], &[])
        .then(&directory(), say::take_over())
}

fn left_with_a_question() -> Case {
    at_stage(StageName::Answered, Case::filed(Channel::Web))
        .then(&citizen(), say::rate(Score::VeryPoor))
        .then(&citizen(), say::ask_again())
        .without(&[KIM], &[])
        .then(&directory(), say::take_over())
}

/// 공원과 is asked, then merged into 도로과; 도로과 itself goes to 건설과 afterwards.
fn department_ended() -> Case {
    let soon = seoul_time("2026-03-13 18:00");
    accepted(Kind::Grievance)
        .then(&handler(), say::cooperate(PARKS, soon))
        .without(&[], &[(PARKS, Some(WORKS))])
        .then(&directory(), say::take_over())
        .without(&[], &[(PARKS, Some(WORKS)), (ROADS, Some(WORKS))])
        .then(&directory(), say::take_over())
        .without(&[KIM], &[(PARKS, Some(WORKS)), (ROADS, Some(WORKS))])
        .then(&directory(), say::take_over())
}
