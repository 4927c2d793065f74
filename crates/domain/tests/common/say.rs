//! Commands in one word, with particulars that nobody could object to.

use domain::complaint::{
    AnswerResult, ClosingGround, Command, CooperationAsk, Destination, Evidence, GroundAsked, Kind, LineEnd,
    Manner, ObjectionRuling, ReassignmentReason, Ruling, Sanction, Score,
};
use domain::id::{AgencyId, ComplaintId, DepartmentId, OfficerId};
use domain::period::Period;
use domain::text::{Body, Memo};
use jiff::Timestamp;
use jiff::civil::Date;
use uuid::Uuid;

use super::city::{NAM, SEO, agency_of};

pub(crate) const ELSEWHERE: ComplaintId = ComplaintId(Uuid::from_u128(0xf2));
/// As long as a SHA-256 is.
pub(crate) const DIGEST: &str = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08";

pub(crate) fn memo(text: &str) -> Memo {
    Memo::new(text).unwrap()
}

pub(crate) fn body(text: &str) -> Body {
    Body::new(text).unwrap()
}

pub(crate) fn receive(kind: Kind) -> Command {
    let period = (kind == Kind::Statutory).then_some(Period::Days(10));
    Command::Receive { kind, category: None, period, visibility: None }
}

pub(crate) fn answer_at_once(result: AnswerResult) -> Command {
    Command::AnswerAtOnce { result, body: body("바로 안내드립니다."), remedy: remedy(result) }
}

fn remedy(result: AnswerResult) -> Option<Memo> {
    (result == AnswerResult::Refused).then(|| memo("60일 안에 이의신청을 할 수 있습니다."))
}

pub(crate) fn to_agency(agency: AgencyId) -> Command {
    Command::Distribute { to: Destination::Agency { agency }, memo: None }
}

pub(crate) fn to_department(department: DepartmentId) -> Command {
    Command::Distribute { to: office(department), memo: None }
}

pub(crate) fn office(department: DepartmentId) -> Destination {
    Destination::Department { agency: agency_of(department), department }
}

pub(crate) fn assign(handler: OfficerId) -> Command {
    Command::Assign { department: None, handler, memo: None, cooperations: Vec::new() }
}

pub(crate) fn reassign(handler: OfficerId) -> Command {
    Command::Reassign { handler, memo: None }
}

pub(crate) fn recall() -> Command {
    Command::Recall { reason: memo("담당을 다시 정합니다.") }
}

pub(crate) fn propose() -> Command {
    Command::ProposeReassignment { explanation: memo("공원과 소관입니다.") }
}

pub(crate) fn request_reassignment() -> Command {
    let reason = ReassignmentReason::NotOurDuty;
    Command::RequestReassignment { reason, explanation: memo("공원 안의 길입니다."), proposed: None }
}

pub(crate) fn rule(ruling: Ruling) -> Command {
    Command::DecideReassignment { ruling, explanation: memo("검토하였습니다.") }
}

pub(crate) fn transfer(body: &str) -> Command {
    Command::Transfer { body: body.into(), reason: memo("국가 소관입니다.") }
}

pub(crate) fn close(ground: ClosingGround, evidence: Evidence) -> Command {
    Command::Close { ground, explanation: memo("종결 사유를 적습니다."), evidence }
}

pub(crate) fn ask_consent() -> Command {
    Command::AskConsentToExtend { reason: memo("전문기관의 회신이 늦어집니다.") }
}

pub(crate) fn record_consent() -> Command {
    Command::RecordConsent { evidence: memo("2026. 3. 12. 전화로 동의하셨습니다.") }
}

pub(crate) fn interim() -> Command {
    Command::InterimAnswer { text: body("확인하고 있습니다.") }
}

pub(crate) fn ask(department: DepartmentId, reply_by: Timestamp) -> CooperationAsk {
    CooperationAsk { department, question: memo("의견을 바랍니다."), reply_by }
}

pub(crate) fn cooperate(department: DepartmentId, reply_by: Timestamp) -> Command {
    Command::Cooperate { asks: vec![ask(department, reply_by)] }
}

pub(crate) fn opine(department: DepartmentId) -> Command {
    Command::Opine { department, opinion: memo("이견 없습니다.") }
}

pub(crate) fn extend_cooperation(department: DepartmentId, reply_by: Timestamp) -> Command {
    Command::ExtendCooperation { department, reply_by, reason: memo("현장을 봐야 합니다.") }
}

pub(crate) fn request_supplement(days: u16) -> Command {
    Command::RequestSupplement { items: memo("사진"), days }
}

pub(crate) fn supplement() -> Command {
    Command::Supplement { text: body("사진을 냅니다.") }
}

pub(crate) fn extend(ground: GroundAsked, by: Period) -> Command {
    Command::Extend { ground, by, explanation: memo("현장 확인이 필요합니다.") }
}

pub(crate) fn reclassify(kind: Option<Kind>, period: Option<Period>) -> Command {
    Command::Reclassify {
        kind, category: None, period, visibility: None, reason: memo("다시 분류합니다.")
    }
}

pub(crate) fn draft() -> Command {
    Command::Draft { result: None, body: "초안".into(), remedy: String::new() }
}

pub(crate) fn send(result: AnswerResult, line: &[OfficerId]) -> Command {
    send_ending(result, line, LineEnd::Approver)
}

/// Ending with the head of the office, or with whom the head has charged (전결).
pub(crate) fn send_ending(result: AnswerResult, line: &[OfficerId], ends: LineEnd) -> Command {
    let (line, digest, body) = (line.to_vec(), DIGEST.into(), body("보수하였습니다."));
    Command::SendForApproval { result, body, remedy: remedy(result), line, ends, digest }
}

/// To the outside system, which has the line.
pub(crate) fn hand_over(result: AnswerResult) -> Command {
    send(result, &[])
}

/// What the outside system tells of an approval.
pub(crate) fn sanction() -> Sanction {
    let approver = memo("도로과장 남과장");
    let document = "도로과-1234".into();
    Sanction { manner: Manner::Delegated, position: "도로과장".into(), approver, document }
}

/// To 서팀장, then 남과장.
pub(crate) fn send_up(result: AnswerResult) -> Command {
    send(result, &[SEO, NAM])
}

pub(crate) fn approve() -> Command {
    Command::Approve { comment: None }
}

pub(crate) fn send_back() -> Command {
    Command::Return { reason: memo("근거를 더 적으십시오.") }
}

pub(crate) fn rate(score: Score) -> Command {
    Command::Rate { score, comment: None }
}

pub(crate) fn ask_again() -> Command {
    Command::AskAgain { question: memo("언제 고치는지요?") }
}

pub(crate) fn answer_follow_up() -> Command {
    Command::AnswerFollowUp { body: body("다음 주에 고칩니다.") }
}

pub(crate) fn withdraw() -> Command {
    Command::Withdraw { reason: None }
}

pub(crate) fn object() -> Command {
    Command::Object { grounds: memo("요건을 갖추었습니다.") }
}

pub(crate) fn decide_objection(ruling: ObjectionRuling) -> Command {
    Command::DecideObjection { ruling, explanation: memo("기각합니다.") }
}

/// Into a live file of the same petitioner.
pub(crate) fn merge_duplicate() -> Command {
    merge(ELSEWHERE, true, 1)
}

pub(crate) fn merge(into: ComplaintId, same_petitioner: bool, same_purport: u32) -> Command {
    Command::Merge {
        into,
        into_is_live: true,
        same_petitioner,
        same_purport,
        together: Vec::new(),
        reason: memo("같은 내용입니다."),
    }
}

pub(crate) fn separate() -> Command {
    Command::Separate { reason: None }
}

pub(crate) fn remind() -> Command {
    Command::Remind { text: None }
}

pub(crate) fn visit(from: Date, until: Date) -> Command {
    Command::Visit { from, until, purpose: memo("파손 정도를 봅니다.") }
}

pub(crate) fn take_over() -> Command {
    Command::HandOver { reason: memo("인사발령에 따라 인계합니다.") }
}
