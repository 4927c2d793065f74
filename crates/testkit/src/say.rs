//! Commands in one word, with particulars that nobody could object to.

use domain::complaint::{
    AnswerResult, ClosingGround, Command, CooperationAsk, Destination, Evidence, GroundAsked, Kind, LineEnd,
    Manner, ReassignmentReason, Ruling, Sanction, Score, Visibility,
};
use domain::id::{AgencyId, ComplaintId, DepartmentId, OfficerId};
use domain::period::Period;
use domain::text::{Body, Memo};
use jiff::Timestamp;

use crate::world::{NAM, SEO, agency_of};

/// As long as a SHA-256 is.
pub const DIGEST: &str = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08";

pub fn memo(text: &str) -> Memo {
    Memo::new(text).unwrap()
}

pub fn body(text: &str) -> Body {
    Body::new(text).unwrap()
}

pub fn receive(kind: Kind) -> Command {
    let period = (kind == Kind::Statutory).then_some(Period::Days(10));
    Command::Receive { kind, category: None, period, visibility: None }
}

pub fn answer_at_once(result: AnswerResult) -> Command {
    Command::AnswerAtOnce { result, body: body("바로 안내드립니다."), remedy: remedy(result) }
}

fn remedy(result: AnswerResult) -> Option<Memo> {
    (result == AnswerResult::Refused).then(|| memo("60일 안에 이의신청을 할 수 있습니다."))
}

pub fn to_agency(agency: AgencyId) -> Command {
    Command::Distribute { to: Destination::Agency { agency }, memo: None }
}

pub fn to_department(department: DepartmentId) -> Command {
    Command::Distribute { to: office(department), memo: None }
}

pub fn office(department: DepartmentId) -> Destination {
    Destination::Department { agency: agency_of(department), department }
}

pub fn assign(handler: OfficerId) -> Command {
    Command::Assign {
        department: None,
        handler,
        memo: Some(memo("현장 확인 바랍니다.")),
        cooperations: Vec::new(),
    }
}

pub fn reassign(handler: OfficerId) -> Command {
    Command::Reassign { handler, memo: None }
}

pub fn recall() -> Command {
    Command::Recall { reason: memo("담당을 다시 정합니다.") }
}

pub fn request_reassignment() -> Command {
    let reason = ReassignmentReason::NotOurDuty;
    Command::RequestReassignment { reason, explanation: memo("공원 안의 길입니다."), proposed: None }
}

pub fn rule(ruling: Ruling) -> Command {
    Command::DecideReassignment { ruling, explanation: memo("검토하였습니다.") }
}

pub fn transfer(body: &str) -> Command {
    Command::Transfer { body: body.into(), reason: memo("국가 소관입니다.") }
}

pub fn close(ground: ClosingGround) -> Command {
    Command::Close {
        ground, explanation: memo("종결 사유를 적습니다."), evidence: Evidence::default()
    }
}

pub fn ask_consent() -> Command {
    Command::AskConsentToExtend { reason: memo("전문기관의 회신이 늦어집니다.") }
}

pub fn record_consent() -> Command {
    Command::RecordConsent { evidence: memo("2026. 3. 12. 전화로 동의하셨습니다.") }
}

pub fn interim() -> Command {
    Command::InterimAnswer { text: body("확인하고 있습니다.") }
}

pub fn ask(department: DepartmentId, reply_by: Timestamp) -> CooperationAsk {
    CooperationAsk { department, question: memo("의견을 바랍니다."), reply_by }
}

pub fn cooperate(department: DepartmentId, reply_by: Timestamp) -> Command {
    Command::Cooperate { asks: vec![ask(department, reply_by)] }
}

pub fn opine(department: DepartmentId) -> Command {
    Command::Opine { department, opinion: memo("이견 없습니다.") }
}

pub fn request_supplement(days: u16) -> Command {
    Command::RequestSupplement { items: memo("사진"), days }
}

pub fn supplement() -> Command {
    Command::Supplement { text: body("사진을 냅니다.") }
}

pub fn extend(by: Period) -> Command {
    Command::Extend {
        ground: GroundAsked::FactFinding, by, explanation: memo("현장 확인이 필요합니다.")
    }
}

/// It turns out to be 공익신고.
pub fn seal() -> Command {
    let (visibility, reason) = (Some(Visibility::Sealed), memo("공익신고로 확인되었습니다."));
    Command::Reclassify { kind: None, category: None, period: None, visibility, reason }
}

pub fn draft(text: &str) -> Command {
    Command::Draft { result: Some(AnswerResult::Granted), body: text.into(), remedy: String::new() }
}

pub fn send(result: AnswerResult, line: &[OfficerId]) -> Command {
    send_ending(result, line, LineEnd::Approver)
}

/// Ending with the head of the office, or with whom the head has charged (전결).
pub fn send_ending(result: AnswerResult, line: &[OfficerId], ends: LineEnd) -> Command {
    let (line, digest, body) = (line.to_vec(), DIGEST.into(), body("보수하였습니다."));
    Command::SendForApproval { result, body, remedy: remedy(result), line, ends, digest }
}

/// To the outside system, which has the line.
pub fn hand_over(result: AnswerResult) -> Command {
    send(result, &[])
}

/// What the outside system tells of an approval.
pub fn sanction() -> Sanction {
    let approver = memo("도로과장 남과장");
    let document = "도로과-1234".into();
    Sanction { manner: Manner::Delegated, position: "도로과장".into(), approver, document }
}

/// To 서팀장, then 남과장.
pub fn send_up(result: AnswerResult) -> Command {
    send(result, &[SEO, NAM])
}

pub fn approve() -> Command {
    Command::Approve { comment: None }
}

pub fn send_back() -> Command {
    Command::Return { reason: memo("근거를 더 적으십시오.") }
}

pub fn rate(score: Score) -> Command {
    Command::Rate { score, comment: None }
}

pub fn ask_again() -> Command {
    Command::AskAgain { question: memo("언제 고치는지요?") }
}

pub fn answer_follow_up() -> Command {
    Command::AnswerFollowUp { body: body("다음 주에 고칩니다.") }
}

pub fn withdraw() -> Command {
    Command::Withdraw { reason: None }
}

/// Into a live file, as one of so many of the same purport.
pub fn merge(into: ComplaintId, same_petitioner: bool, same_purport: u32) -> Command {
    let reason = memo("같은 내용입니다.");
    Command::Merge { into, into_is_live: true, same_petitioner, same_purport, together: Vec::new(), reason }
}

pub fn remind() -> Command {
    Command::Remind { text: None }
}
