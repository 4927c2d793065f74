//! What somebody tries next on a file: mostly the right person does the likely thing, else anybody does
//! anything.

use domain::actor::{Actor, Machinery};
use domain::complaint::{
    Act, AnswerResult, ClosingGround, Command, Complaint, Kind, Ruling, Score, StageName, Visibility,
};
use domain::id::{ComplaintId, DepartmentId, OfficerId};
use domain::period::Period;
use jiff::{SignedDuration, Timestamp};

use crate::chance::Chance;
use crate::say;
use crate::world::*;

/// Everybody in the small city who might try something.
pub const ANYBODY: [OfficerId; 17] =
    [KIM, PARK, LEE, CHOI, CHO, HAN, DA, JEONG, OH, SEO, NAM, MIN, SI, YU, SONG, MUN, YAK];

/// `other` is a file this one might be merged into.
pub fn next(chance: &mut Chance, c: &Complaint, now: Timestamp, other: ComplaintId) -> (Actor, Command) {
    let act = likely(chance, c);
    let who = if chance.one_in(10) { anybody(chance, c) } else { competent(chance, c, act) };
    (who, command(chance, c, act, (now, other)))
}

fn likely(chance: &mut Chance, c: &Complaint) -> Act {
    use Act::*;
    if chance.one_in(12) {
        return *chance.pick(&[Withdraw, Transfer, Close, Merge, Receive, Rate, Recall, Draft, Remind]);
    }
    let acts: &[Act] = match c.stage.name() {
        StageName::Filed => &[Receive],
        StageName::Received => &[Distribute, Distribute, Distribute, AnswerAtOnce],
        StageName::AtAgency => &[Distribute, RequestReassignment, DecideReassignment],
        StageName::AtDepartment => &[Assign, Assign, Assign, RequestReassignment, DecideReassignment],
        StageName::Assigned => &[Accept, Accept, Reassign, Recall, ProposeReassignment],
        StageName::Accepted => &[
            Draft,
            SendForApproval,
            SendForApproval,
            Extend,
            RequestSupplement,
            Supplement,
            Cooperate,
            Opine,
            InterimAnswer,
            AskConsentToExtend,
            ConsentToExtend,
            RecordConsent,
            Recall,
        ],
        StageName::ApprovalSent => &[ApprovalStarted],
        StageName::ApprovalPending => &[Approve, Approve, Return],
        _ => &[Rate, AskAgain, AnswerFollowUp],
    };
    *chance.pick(acts)
}

fn anybody(chance: &mut Chance, c: &Complaint) -> Actor {
    match chance.below(5) {
        0 => Actor::Petitioner(c.petitioner),
        1 => {
            Actor::System(*chance.pick(&[Machinery::Sweep, Machinery::Connector, Machinery::ApprovalSystem]))
        }
        _ => officer(*chance.pick(&ANYBODY)),
    }
}

fn competent(chance: &mut Chance, c: &Complaint, act: Act) -> Actor {
    use Act::*;
    let holder = c.holder();
    match act {
        Supplement | ConsentToExtend | Rate | AskAgain | Withdraw => Actor::Petitioner(c.petitioner),
        Remind => sweep(),
        Receive | AnswerAtOnce => officer(HAN),
        DecideReassignment => officer(*chance.pick(&[HAN, JEONG, OH, DA])),
        Opine => officer(c.open_cooperations().next().map_or(CHOI, |k| manager_of(k.department))),
        ApprovalStarted | Approve | Return => {
            officer(c.current_round().and_then(|r| r.turn()).unwrap_or(SEO))
        }
        Assign | Reassign | Recall | RequestReassignment | Transfer | Close | Merge | Distribute => {
            officer(match (holder.department, holder.agency) {
                (Some(department), _) => manager_of(department),
                (None, Some(SONGPA)) => OH,
                (None, Some(_)) => JEONG,
                (None, None) => HAN,
            })
        }
        _ => officer(holder.handler.unwrap_or(KIM)),
    }
}

fn manager_of(department: DepartmentId) -> OfficerId {
    let role = domain::role::Role::DepartmentManager;
    let found = DUTIES.iter().find(|(_, duty)| duty.role == role && duty.department == Some(department));
    found.map_or(HAN, |(officer, _)| *officer)
}

fn colleague(chance: &mut Chance, c: &Complaint) -> OfficerId {
    let here = c.holder().department;
    let colleagues: Vec<OfficerId> =
        OFFICERS.iter().filter(|row| Some(row.1) == here).map(|row| row.0).collect();
    if colleagues.is_empty() { KIM } else { *chance.pick(&colleagues) }
}

fn department(chance: &mut Chance) -> DepartmentId {
    *chance.pick(&[ROADS, ROADS, PARKS, WORKS, PHARMACY])
}

fn command(chance: &mut Chance, c: &Complaint, act: Act, (now, other): (Timestamp, ComplaintId)) -> Command {
    let soon = now + SignedDuration::from_hours(i64::from(chance.below(40)) + 1);
    match act {
        Act::Receive => say::receive(*chance.pick(&Kind::ALL)),
        Act::AnswerAtOnce => say::answer_at_once(*chance.pick(&AnswerResult::ALL)),
        Act::Distribute if chance.one_in(3) => say::to_agency(*chance.pick(&[SEOUL, SONGPA])),
        Act::Distribute => say::to_department(department(chance)),
        Act::Assign => say::assign(colleague(chance, c)),
        Act::Reassign => say::reassign(colleague(chance, c)),
        Act::Recall => say::recall(),
        Act::ProposeReassignment => {
            Command::ProposeReassignment { explanation: say::memo("공원과 소관입니다.") }
        }
        Act::RequestReassignment => say::request_reassignment(),
        Act::DecideReassignment => say::rule(match chance.below(4) {
            0 => Ruling::Refused,
            1 => Ruling::PassedUp,
            _ => Ruling::Granted { to: say::office(department(chance)) },
        }),
        Act::Transfer => say::transfer("국토교통부"),
        Act::Close => say::close(ClosingGround::PrivateMatter),
        Act::InterimAnswer => say::interim(),
        Act::Cooperate => say::cooperate(department(chance), soon),
        Act::Opine => say::opine(c.open_cooperations().next().map_or(PARKS, |k| k.department)),
        Act::RequestSupplement => say::request_supplement(7),
        Act::Supplement => say::supplement(),
        Act::Extend => say::extend(Period::Days(2)),
        Act::AskConsentToExtend => say::ask_consent(),
        Act::ConsentToExtend => Command::ConsentToExtend,
        Act::RecordConsent => say::record_consent(),
        Act::Draft => say::draft("초안입니다."),
        Act::SendForApproval => say::send_up(*chance.pick(&AnswerResult::ALL)),
        Act::ApprovalStarted => Command::ApprovalStarted,
        Act::Approve => say::approve(),
        Act::Return => say::send_back(),
        Act::Rate => say::rate(*chance.pick(&Score::ALL)),
        Act::AskAgain => say::ask_again(),
        Act::AnswerFollowUp => say::answer_follow_up(),
        Act::Withdraw => say::withdraw(),
        Act::Merge => say::merge(other, false, 6),
        Act::Remind => say::remind(),
        _ => Command::Accept,
    }
}

/// A visibility as the city has them: mostly private, now and then sealed.
pub fn visibility(chance: &mut Chance) -> Visibility {
    *chance.pick(&[Visibility::Private, Visibility::Private, Visibility::Open, Visibility::Sealed])
}
