//! What somebody tries next: mostly the right person does the likely thing, else anybody does anything.

use domain::actor::Actor;
use domain::complaint::{
    Act, AnswerResult, ClosingGround, Command, GroundAsked, Kind, LineEnd, ObjectionRuling,
    ReassignmentReason, Score, StageName,
};
use domain::desk::seoul_date;
use domain::id::OfficerId;
use jiff::ToSpan;

use crate::chance::Chance;
use crate::common::case::Case;
use crate::common::city::*;
use crate::common::{people, say};
use crate::particulars::*;

pub(crate) fn next(chance: &mut Chance, case: &Case) -> (Actor, Command) {
    let any = *chance.pick(Act::ALL);
    // The petitioner gives up more rarely than chance would have it.
    let act = if chance.one_in(3) && (any != Act::Withdraw || chance.one_in(9)) {
        any
    } else {
        likely(chance, case)
    };
    let who = if chance.one_in(6) { anybody(chance) } else { competent(chance, case, act) };
    (who, command(chance, case, act))
}

fn likely(chance: &mut Chance, case: &Case) -> Act {
    use Act::*;
    let acts: &[Act] = match case.stage() {
        StageName::Filed => &[Receive],
        StageName::Received => &[Distribute, Distribute, Distribute, AnswerAtOnce],
        StageName::AtAgency => &[Distribute, RequestReassignment, DecideReassignment],
        StageName::AtDepartment => &[Assign, Assign, RequestReassignment, DecideReassignment],
        StageName::Assigned => &[Accept, Accept, Reassign, Recall],
        StageName::Accepted if case.file.extensions.len() == 1 => {
            &[AskConsentToExtend, ConsentToExtend, RecordConsent, Extend, Supplement, Visit]
        }
        StageName::Accepted => &[
            SendForApproval,
            Extend,
            AskConsentToExtend,
            ConsentToExtend,
            RecordConsent,
            RequestSupplement,
            Supplement,
            Cooperate,
            Opine,
            ExtendCooperation,
            Visit,
            LapseSupplement,
            Recall,
        ],
        StageName::ApprovalSent => &[ApprovalStarted, TellApprovalDelay],
        StageName::ApprovalPending => &[Approve, Approve, Return],
        StageName::Merged => &[Separate],
        _ => &[Rate, AskAgain, AnswerFollowUp, Object, DecideObjection],
    };
    *chance.pick(acts)
}

fn anybody(chance: &mut Chance) -> Actor {
    let all: [fn() -> Actor; 21] = [
        people::citizen,
        people::neighbour,
        people::receiver,
        people::counsellor,
        people::agency_manager,
        people::other_agency_manager,
        people::manager,
        people::parks_manager,
        people::works_manager,
        people::handler,
        people::other_handler,
        people::works_handler,
        people::cooperator,
        people::reviewer,
        people::approver,
        people::inspector,
        people::administrator,
        people::stand_in,
        people::sweep,
        people::connector,
        people::approval_system,
    ];
    chance.pick(&all)()
}

/// Somebody whose part it could well be.
fn competent(chance: &mut Chance, case: &Case, act: Act) -> Actor {
    use Act::*;
    let holder = case.file.holder();
    let manager = || match (holder.department, holder.agency) {
        (Some(department), _) => people::manager_of(department),
        (None, Some(SONGPA)) => people::other_agency_manager(),
        (None, Some(_)) => people::agency_manager(),
        (None, None) => people::receiver(),
    };
    let at_desk =
        |officer: Option<OfficerId>| officer.map_or_else(people::handler, |o| people::officer(o, Vec::new()));
    match act {
        Supplement | ConsentToExtend | Rate | AskAgain | Withdraw | Object => people::citizen(),
        LapseSupplement | TellProgress | TellApprovalDelay | Remind => people::sweep(),
        HandOver => people::directory(),
        DecideReassignment if chance.one_in(2) => people::receiver(),
        DecideReassignment => {
            let desks = [people::agency_manager(), people::other_agency_manager(), people::counsellor()];
            chance.pick(&desks).clone()
        }
        Opine | ExtendCooperation => {
            let asked = case.file.open_cooperations().next().map_or(PARKS, |k| k.department);
            people::manager_of(asked)
        }
        ApprovalStarted | Approve | Return if case.lies_outside() => people::approval_system(),
        ApprovalStarted | Approve | Return => at_desk(case.file.current_round().and_then(|r| r.turn())),
        Receive | AnswerAtOnce => people::receiver(),
        Accept | RequestSupplement | Extend | Draft | SendForApproval | Visit | ProposeReassignment
        | AnswerFollowUp | DecideObjection | Cooperate | InterimAnswer | AskConsentToExtend
        | RecordConsent => at_desk(holder.handler),
        Distribute | Assign | Reassign | Recall | RequestReassignment | Transfer | Close | Reclassify
        | Merge | Separate => manager(),
    }
}

fn command(chance: &mut Chance, case: &Case, act: Act) -> Command {
    match act {
        Act::Receive => Command::Receive {
            kind: *chance.pick(&Kind::ALL),
            category: chance.maybe("도로".into()),
            period: some_period(chance),
            visibility: some_visibility(chance),
        },
        Act::AnswerAtOnce => say::answer_at_once(*chance.pick(&AnswerResult::ALL)),
        Act::Distribute => Command::Distribute { to: destination(chance), memo: None },
        Act::Assign => Command::Assign {
            department: if chance.one_in(4) { Some(department(chance)) } else { None },
            handler: colleague(chance, case),
            memo: None,
            cooperations: asks(chance, case, 2),
        },
        Act::Reassign => say::reassign(colleague(chance, case)),
        Act::Recall => say::recall(),
        Act::ProposeReassignment => say::propose(),
        Act::RequestReassignment => Command::RequestReassignment {
            reason: *chance.pick(&ReassignmentReason::ALL),
            explanation: say::memo("소관이 아닙니다."),
            proposed: if chance.one_in(3) { Some(department(chance)) } else { None },
        },
        Act::DecideReassignment => say::rule(ruling(chance)),
        Act::Accept => Command::Accept,
        Act::Transfer => say::transfer(transferee(chance)),
        Act::Close => say::close(*chance.pick(&ClosingGround::ALL), evidence(chance)),
        Act::InterimAnswer => say::interim(),
        Act::Cooperate => Command::Cooperate { asks: asks(chance, case, 4) },
        Act::Opine => say::opine(asked(chance, case)),
        Act::ExtendCooperation => say::extend_cooperation(asked(chance, case), soon(chance, case.now)),
        _ => later_command(chance, case, act),
    }
}

fn later_command(chance: &mut Chance, case: &Case, act: Act) -> Command {
    match act {
        Act::RequestSupplement => say::request_supplement(*chance.pick(&[0, 1, 7, 30, 31, u16::MAX])),
        Act::Supplement => say::supplement(),
        Act::LapseSupplement => Command::LapseSupplement,
        Act::Extend => say::extend(*chance.pick(&GroundAsked::ALL), period(chance)),
        Act::AskConsentToExtend => say::ask_consent(),
        Act::ConsentToExtend => Command::ConsentToExtend,
        Act::RecordConsent => say::record_consent(),
        Act::Reclassify => Command::Reclassify {
            kind: chance.pick(&Kind::ALL).to_owned().into(),
            category: chance.maybe("공원".into()),
            period: some_period(chance),
            visibility: some_visibility(chance),
            reason: say::memo("다시 봅니다."),
        },
        Act::Draft => say::draft(),
        Act::SendForApproval if case.file.holder().agency == Some(SONGPA) && !chance.one_in(6) => {
            say::hand_over(*chance.pick(&AnswerResult::ALL))
        }
        Act::SendForApproval => {
            say::send_ending(*chance.pick(&AnswerResult::ALL), &line(chance), *chance.pick(&LineEnd::ALL))
        }
        Act::ApprovalStarted => Command::ApprovalStarted,
        Act::TellApprovalDelay => Command::TellApprovalDelay,
        Act::Approve if case.lies_outside() => Command::ApprovedOutside { sanction: say::sanction() },
        Act::Approve => say::approve(),
        Act::Return => say::send_back(),
        Act::Rate => say::rate(*chance.pick(&Score::ALL)),
        Act::AskAgain => say::ask_again(),
        Act::AnswerFollowUp => say::answer_follow_up(),
        Act::Withdraw => say::withdraw(),
        Act::Object => say::object(),
        Act::DecideObjection => {
            say::decide_objection(*chance.pick(&[ObjectionRuling::Upheld, ObjectionRuling::Dismissed]))
        }
        Act::Merge => merge(chance, case),
        Act::Separate => say::separate(),
        Act::Remind => say::remind(),
        Act::TellProgress => Command::TellProgress,
        Act::HandOver => say::take_over(),
        _ => {
            let from = seoul_date(case.now).saturating_add(i64::from(chance.below(10)).days());
            say::visit(from, from.saturating_add((i64::from(chance.below(20)) - 2).days()))
        }
    }
}
