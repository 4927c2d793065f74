//! One line of a file's history, and who signed it.

use domain::actor::{By, Machinery};
use domain::complaint::Destination;
use domain::complaint::{
    Answering, ApprovalRoute, Event, Handling, Kind, LineEnd, Number, ReassignmentDesk, ReassignmentReason,
    Ruling, Seat, Visibility,
};
use domain::id::{AgencyId, DepartmentId, OfficerId};
use domain::period::Period;
use jiff::Timestamp;

use crate::names::Names;
use crate::{
    answer, approval, channel, closing, date, extension, kind, particle, period, reassignment, score,
    visibility,
};

const CONSENT_ASKED: &str =
    "신청인에게 처리기간을 한 번 더 연장하는 데 동의를 요청했습니다. 처리기한은 그대로입니다.";
const CONSENT_RECORDED: &str =
    "신청인이 처리기간을 한 번 더 연장하는 데 전화·방문·서면으로 동의한 것을 기록했습니다.";

/// What happened, in one sentence.
pub fn line(event: &Event, names: &dyn Names) -> String {
    match event {
        Event::Filed { number, channel, joint, .. } => filed(number, channel::label(*channel), *joint),
        Event::Received { number, kind, period, .. } => received(number.as_ref(), *kind, *period),
        Event::Distributed { agency, department } => distributed(*agency, *department, names),
        Event::Assigned { handling } => handler_named(*handling, names, "지정했습니다"),
        Event::Reassigned { handling } => handler_named(*handling, names, "다시 지정했습니다"),
        Event::Recalled => "민원을 회수하여 '부서 분배' 상태로 되돌렸습니다.".to_owned(),
        Event::ReassignmentProposed => "부서 관리자에게 재지정을 건의했습니다.".to_owned(),
        Event::ReassignmentRequested { desk, reason, proposed } => asked(*desk, *reason, *proposed, names),
        Event::ReassignmentDecided { ruling, binding } => decided(*ruling, *binding, names),
        Event::Accepted => "처리자가 민원을 접수했습니다.".to_owned(),
        Event::Transferred { body } => format!("민원을 {} 이송했습니다.", particle::toward(body)),
        Event::Closed { ground } => format!("민원을 종결했습니다. 사유: {}", closing::with_article(*ground)),
        Event::InterimAnswered => "신청인에게 중간 답변을 보냈습니다. 처리기한은 그대로입니다.".to_owned(),
        Event::CooperationAsked { department, reply_by, .. } => {
            cooperation_asked(&names.department(*department), *reply_by)
        }
        Event::Opined { department } => {
            format!("{} 협조 의견을 제출했습니다.", particle::subject(&names.department(*department)))
        }
        Event::CooperationExtended { department, reply_by } => {
            cooperation_extended(&names.department(*department), *reply_by)
        }
        Event::SupplementRequested { reply_by } => {
            format!("신청인에게 {}까지 보완을 요구했습니다. 처리기간이 멈췄습니다.", date::day(*reply_by))
        }
        Event::Supplemented => "신청인이 보완했습니다. 처리기간이 다시 진행됩니다.".to_owned(),
        Event::SupplementLapsed => "보완 없이 보완기한이 지났습니다. 처리기간이 다시 진행됩니다.".to_owned(),
        Event::Extended { ground, by } => {
            format!("처리기간을 {} 연장했습니다. 사유: {}", period::label(*by), extension::label(*ground))
        }
        Event::ConsentToExtendAsked => CONSENT_ASKED.to_owned(),
        Event::ConsentedToExtend => "신청인이 처리기간을 한 번 더 연장하는 데 동의했습니다.".to_owned(),
        Event::ConsentRecorded => CONSENT_RECORDED.to_owned(),
        Event::Reclassified { kind, period, visibility, .. } => reclassified(*kind, *period, *visibility),
        Event::SentForApproval { line, result, ends, route, .. } => {
            sent((line, *ends, *route), answer::result(*result), names)
        }
        Event::ApprovalStarted => "결재가 시작되었습니다.".to_owned(),
        Event::ApprovalDelayed => {
            "업무관리시스템이 제때 결재를 시작하지 않아 처리자에게 알렸습니다.".to_owned()
        }
        Event::Approved { manner, position, document } => {
            approval::signed(*manner, position.as_deref(), document.as_deref())
        }
        Event::Returned => "답변을 반려하여 처리자에게 돌려보냈습니다.".to_owned(),
        Event::Answered { how, result } => answered(*how, answer::result(*result)),
        Event::Rated { score } => {
            format!("답변을 '{}'({}점)으로 평가했습니다.", score::label(*score), score.points())
        }
        Event::AskedAgain { due_at } => {
            format!("추가답변을 요청했습니다. 답변기한: {}", date::moment(*due_at))
        }
        Event::FollowUpAnswered => "추가답변을 보냈습니다.".to_owned(),
        Event::Withdrawn => "신청인이 민원을 취하했습니다.".to_owned(),
        Event::Objected { due_at } => format!("이의신청을 제출했습니다. 결정기한: {}", date::moment(*due_at)),
        Event::ObjectionDecided { ruling } => {
            format!("이의신청을 결정했습니다. 결과: {}", answer::objection(*ruling))
        }
        Event::Merged { into } => merged(names.complaint(*into)),
        Event::Separated => "병합을 풀고 따로 처리합니다.".to_owned(),
        Event::Reminded => "처리부서의 장에게 독촉장을 발부했습니다.".to_owned(),
        Event::ProgressTold => "신청인에게 처리진행상황을 알렸습니다.".to_owned(),
        Event::Visited { from, until } => visited(*from, *until),
        Event::Vacated { officer, seat } => vacated(*officer, *seat, names),
        Event::Relocated { from, department, .. } => relocated(*from, *department, names),
        Event::BackEntered { from, until } => back_entered(*from, *until),
    }
}

fn cooperation_asked(office: &str, reply_by: Timestamp) -> String {
    format!("{office}에 협조를 요청했습니다. 회신기한: {}", date::moment(reply_by))
}

fn cooperation_extended(office: &str, reply_by: Timestamp) -> String {
    format!("{office}의 협조 회신기한을 {}까지 연장했습니다.", date::moment(reply_by))
}

fn visited(from: Timestamp, until: Timestamp) -> String {
    let day = |at| date::day(domain::desk::seoul_date(at));
    let (from, until) = (day(from), day(until));
    format!("{from}부터 {until}까지 현장조사를 합니다. 그 기간은 처리기간에 산입되지 않습니다.")
}

fn relocated(from: DepartmentId, to: DepartmentId, names: &dyn Names) -> String {
    let (from, to) = (names.department(from), names.department(to));
    format!("조직 개편으로 {from}의 업무를 {} 이어받았습니다.", particle::subject(&to))
}

fn back_entered(from: Timestamp, until: Timestamp) -> String {
    let outage = format!("장애({} ~ {})", date::moment(from), date::moment(until));
    format!("{outage} 중 서면으로 받은 민원을 신청·접수한 때를 그대로 하여 나중에 등록했습니다.")
}

/// The short name of what happened, for a stepper and for filters.
pub fn label(event: &Event) -> &'static str {
    match event {
        Event::Filed { .. } => "신청",
        Event::Received { .. } => "접수",
        Event::Distributed { .. } => "분배",
        Event::Assigned { .. } => "처리자 지정",
        Event::Reassigned { .. } => "처리자재분배",
        Event::Recalled => "민원 회수",
        Event::ReassignmentProposed => "재지정 건의",
        Event::ReassignmentRequested { .. } => "재지정 요청",
        Event::ReassignmentDecided { .. } => "재지정 결정",
        Event::Accepted => "처리자 접수",
        Event::Transferred { .. } => "타기관 이송",
        Event::Closed { .. } => "종결",
        Event::InterimAnswered => "중간 답변",
        Event::CooperationAsked { .. } => "협조 요청",
        Event::Opined { .. } => "의견 제출",
        Event::CooperationExtended { .. } => "회신기한 연장",
        Event::SupplementRequested { .. } => "보완 요구",
        Event::Supplemented => "보완",
        Event::SupplementLapsed => "보완기한 경과",
        Event::Extended { .. } => "기간 연장",
        Event::ConsentToExtendAsked => "연장 동의 요청",
        Event::ConsentedToExtend => "연장 동의",
        Event::ConsentRecorded => "연장 동의 기록",
        Event::Reclassified { .. } => "민원종류·처리기한 변경",
        Event::SentForApproval { route: ApprovalRoute::BuiltIn, .. } => "결재 요청",
        Event::SentForApproval { route: ApprovalRoute::Outside, .. } => "업무관리시스템 전송",
        Event::ApprovalStarted => "결재 시작",
        Event::ApprovalDelayed => "결재 지연",
        Event::Approved { manner, .. } => approval::manner(*manner),
        Event::Returned => "결재 반려",
        Event::Answered { .. } => "처리완료",
        Event::Rated { .. } => "만족도 평가",
        Event::AskedAgain { .. } => "추가답변 요청",
        Event::FollowUpAnswered => "추가답변",
        Event::Withdrawn => "취하",
        Event::Objected { .. } => "이의신청",
        Event::ObjectionDecided { .. } => "이의신청 결정",
        Event::Merged { .. } => "병합",
        Event::Separated => "병합 해제",
        Event::Reminded => "독촉",
        Event::ProgressTold => "진행상황 통지",
        Event::Visited { .. } => "현장조사",
        Event::Vacated { .. } => "담당자 인계",
        Event::Relocated { .. } => "부서 인계",
        Event::BackEntered { .. } => "사후 등록",
    }
}

/// Who did it: `신청인`, `김하늘 주무관`, `A를 대직하여 B`, `시스템(…)`.
pub fn who(by: &By, names: &dyn Names) -> String {
    match by {
        By::Petitioner { .. } => "신청인".to_owned(),
        By::Officer { id, on_behalf_of: None } => names.officer(*id),
        By::Officer { id, on_behalf_of: Some(absent) } => {
            format!("{} 대직하여 {}", particle::object(&names.officer(*absent)), names.officer(*id))
        }
        By::System { machinery } => format!("시스템({})", machinery_label(*machinery)),
    }
}

/// What part of the machinery acted.
pub fn machinery_label(machinery: Machinery) -> &'static str {
    match machinery {
        Machinery::Sweep => "기한 점검",
        Machinery::Connector => "외부 연계",
        Machinery::ApprovalSystem => "전자결재",
        Machinery::Directory => "인사 연계",
    }
}

fn filed(number: &Number, channel: &str, joint: bool) -> String {
    let many = if joint { " 다수인관련민원입니다." } else { "" };
    format!("{} 민원을 신청했습니다. 신청번호: {number}{many}", particle::toward(channel))
}

fn received(number: Option<&Number>, of: Kind, lasting: Period) -> String {
    let number = number.map(|n| format!(" 접수번호: {n},")).unwrap_or_default();
    format!("민원을 접수했습니다.{number} 종류: {}, 처리기간: {}", kind::label(of), period::label(lasting))
}

fn office(agency: AgencyId, department: Option<DepartmentId>, names: &dyn Names) -> String {
    department.map_or_else(|| names.agency(agency), |department| names.department(department))
}

fn distributed(agency: AgencyId, department: Option<DepartmentId>, names: &dyn Names) -> String {
    format!("{}에 분배했습니다.", office(agency, department, names))
}

fn handler_named(handling: Handling, names: &dyn Names, did: &str) -> String {
    let handler = particle::object(&names.officer(handling.handler));
    format!("{}의 {handler} 처리자로 {did}.", names.department(handling.department))
}

fn asked(
    desk: ReassignmentDesk,
    reason: ReassignmentReason,
    proposed: Option<DepartmentId>,
    names: &dyn Names,
) -> String {
    let proposed = proposed.map(|d| format!(", 제안한 부서: {}", names.department(d))).unwrap_or_default();
    let (desk, reason) = (reassignment::desk(desk), reassignment::reason(reason));
    format!("{desk}에게 재지정을 요청했습니다. 사유: {reason}{proposed}")
}

fn decided(ruling: Ruling, binding: bool, names: &dyn Names) -> String {
    let bound = if binding {
        " 이 결정은 확정되어 다시 재지정을 요청할 수 없습니다."
    } else {
        ""
    };
    match ruling {
        Ruling::Granted { to } => {
            let to = match to {
                Destination::Agency { agency } => names.agency(agency),
                Destination::Department { department, .. } => names.department(department),
            };
            format!("재지정 요청을 승인하여 {} 보냈습니다.{bound}", particle::toward(&to))
        }
        Ruling::PassedUp => "재지정 요청을 통합접수자에게 올렸습니다.".to_owned(),
        Ruling::Refused => format!("재지정 요청을 반려했습니다.{bound}"),
    }
}

fn reclassified(of: Kind, lasting: Period, open: Visibility) -> String {
    let (of, lasting, open) = (kind::label(of), period::label(lasting), visibility::label(open));
    format!("민원종류·처리기한을 변경했습니다. 종류: {of}, 처리기간: {lasting}, 공개 여부: {open}")
}

fn sent(
    (line, ends, route): (&[OfficerId], LineEnd, ApprovalRoute),
    result: &str,
    names: &dyn Names,
) -> String {
    if route == ApprovalRoute::Outside {
        return format!("답변을 확정하여 업무관리시스템으로 전송했습니다. 처리결과: {result}");
    }
    let line: Vec<String> = line.iter().map(|officer| names.officer(*officer)).collect();
    let last = match ends {
        LineEnd::Approver => "",
        LineEnd::Delegate => " (전결)",
    };
    format!("결재를 요청했습니다. 처리결과: {result}, 결재선: {}{last}", line.join(" → "))
}

fn answered(how: Answering, result: &str) -> String {
    match how {
        Answering::AtOnce => format!("즉시답변을 보냈습니다. 처리결과: {result}"),
        Answering::Approved => format!("결재가 끝나 답변을 보냈습니다. 처리결과: {result}"),
    }
}

fn merged(into: Option<String>) -> String {
    match into {
        Some(number) => format!("민원 {number}에 병합했습니다."),
        None => "다른 민원에 병합했습니다.".to_owned(),
    }
}

fn vacated(officer: OfficerId, seat: Seat, names: &dyn Names) -> String {
    let officer = names.officer(officer);
    match seat {
        Seat::Handler => format!("담당하던 {officer}의 인사이동·퇴직으로 민원이 부서로 돌아왔습니다."),
        Seat::Approver => {
            format!("결재선에 있던 {officer}의 인사이동·퇴직으로 결재를 처리자에게 돌려보냈습니다.")
        }
    }
}
