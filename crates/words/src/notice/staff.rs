//! Letters to the office: what lies on whose desk, until when, and what to press.

use domain::complaint::StageName;

use super::short::{message, with_title};
use super::{Draft, Letter, NoticeFacts};
use crate::{date, reassignment};

fn letter(f: &NoticeFacts, what: &str, next: &str, heading: &str) -> Letter {
    let due_at = f.due_at.filter(|_| f.stage.is_none_or(StageName::is_live));
    let by = f.reply_at.or(due_at);
    let draft = Draft::new(format!("[응답소] {what} - {}", f.number))
        .say(format!("{what}. {next}"))
        .quote(heading, f.body.as_ref())
        .table(&[
            ("번호", Some(f.number.clone())),
            ("제목", Some(f.title.clone())),
            ("처리기한", due_at.map(date::moment_with_weekday)),
            ("회신·답변기한", f.reply_at.map(date::moment_with_weekday)),
            ("처리부서", f.department.clone()),
            ("처리자", f.handler.clone()),
        ]);
    let draft = match &f.link {
        Some(link) => draft.say(link.clone()),
        None => draft,
    };
    let by = by.map(|at| format!("기한 {}", date::moment_short(at)));
    draft.close(with_title(message(&format!("{what} {}", f.number), &[by]), &f.title))
}

fn other(f: &NoticeFacts) -> &str {
    f.other_department.as_deref().unwrap_or("다른 부서")
}

pub(super) fn arrived_at_agency(f: &NoticeFacts) -> Letter {
    letter(f, "기관에 민원이 접수되었습니다", "'분배'로 처리할 부서를 정해 주십시오.", "요청내용")
}

pub(super) fn arrived_at_department(f: &NoticeFacts) -> Letter {
    letter(f, "부서에 민원이 접수되었습니다", "'처리부서 등록'으로 처리자를 지정해 주십시오.", "요청내용")
}

pub(super) fn assigned_to_you(f: &NoticeFacts) -> Letter {
    letter(f, "처리할 민원이 분배되었습니다", "'처리자 접수' 후 처리해 주십시오.", "요청내용")
}

pub(super) fn separated(f: &NoticeFacts) -> Letter {
    letter(f, "병합이 풀려 따로 처리할 민원입니다", "민원을 열어 이어서 처리해 주십시오.", "사유")
}

pub(super) fn recalled(f: &NoticeFacts) -> Letter {
    letter(f, "민원이 회수되었습니다", "'부서 분배' 상태이므로 다시 분배해 주십시오.", "회수 사유")
}

pub(super) fn reassignment_asked(f: &NoticeFacts) -> Letter {
    let next = format!("{}에서 소관이 아니라고 반송하였습니다. '재지정 결정'을 해 주십시오.", other(f));
    letter(f, "재지정 요청이 있습니다", &next, "재지정 사유")
}

pub(super) fn reassignment_decided(f: &NoticeFacts) -> Letter {
    let next = match f.reassignment {
        Some(outcome) => format!("결정: {}.", reassignment::outcome(outcome)),
        None => "결정 내용을 확인해 주십시오.".to_owned(),
    };
    letter(f, "재지정 요청이 결정되었습니다", &next, "결정 이유")
}

pub(super) fn reassignment_proposed(f: &NoticeFacts) -> Letter {
    let next = "소관이 아니면 '민원 회수' 후 '재지정 요청'을 해 주십시오.";
    letter(f, "처리자가 재지정을 건의했습니다", next, "건의 내용")
}

pub(super) fn cooperation_asked(f: &NoticeFacts) -> Letter {
    letter(f, "협조 요청이 있습니다", "회신기한까지 '의견 제출'을 해 주십시오.", "협조 요청내용")
}

pub(super) fn cooperation_answered(f: &NoticeFacts) -> Letter {
    let next = format!("{}의 의견을 확인해 주십시오.", other(f));
    letter(f, "협조 의견이 도착했습니다", &next, "협조 의견")
}

pub(super) fn supplement_arrived(f: &NoticeFacts) -> Letter {
    letter(f, "보완이 도착했습니다", "처리기간이 다시 진행됩니다.", "보완 내용")
}

pub(super) fn supplement_lapsed(f: &NoticeFacts) -> Letter {
    let next = "처리기간이 다시 진행됩니다. 한 번 더 '보완 요구'를 하거나 부서 관리자에게 '종결 처리'를 요청해 주십시오.";
    letter(f, "보완기한이 지났습니다", next, "보완할 사항")
}

pub(super) fn consent_given(f: &NoticeFacts) -> Letter {
    letter(f, "신청인이 연장에 동의했습니다", "'기간 연장'을 한 번 더 할 수 있습니다.", "동의 내용")
}

pub(super) fn approval_asked(f: &NoticeFacts) -> Letter {
    letter(f, "결재할 답변이 있습니다", "내용을 확인하고 '결재' 또는 '결재 반려'를 눌러 주십시오.", "답변")
}

pub(super) fn approval_returned(f: &NoticeFacts) -> Letter {
    letter(f, "결재가 반려되었습니다", "답변을 고쳐 다시 '결재 요청'을 해 주십시오.", "반려 사유")
}

pub(super) fn approval_delayed(f: &NoticeFacts) -> Letter {
    let next = "업무관리시스템에서 문서를 확인하고, 보이지 않으면 시스템 관리자에게 '연계 현황'을 확인해 달라고 하십시오.";
    letter(f, "결재가 시작되지 않았습니다", next, "참고")
}

pub(super) fn follow_up_asked(f: &NoticeFacts) -> Letter {
    letter(f, "추가답변 요청이 있습니다", "답변기한까지 '추가답변'을 해 주십시오.", "추가 질문")
}

pub(super) fn objection_filed(f: &NoticeFacts) -> Letter {
    letter(f, "이의신청이 접수되었습니다", "결정기한까지 '이의신청 결정'을 해 주십시오.", "이의신청 내용")
}

pub(super) fn withdrawn(f: &NoticeFacts) -> Letter {
    letter(f, "신청인이 민원을 취하했습니다", "더 처리할 일은 없습니다.", "취하 사유")
}

/// 독촉장, to the head of the department (시행령 제28조).
pub(super) fn reminder(f: &NoticeFacts) -> Letter {
    let late = f.days_late.map(|days| format!("처리기한이 {days}일 지났습니다. ")).unwrap_or_default();
    let next = format!("{late}지체 없이 처리해 주시기 바랍니다. (민원처리법 시행령 제28조)");
    letter(f, "기한이 지난 민원의 처리를 독촉합니다", &next, "독촉 내용")
}

pub(super) fn due_today(f: &NoticeFacts) -> Letter {
    letter(f, "오늘이 처리기한입니다", "오늘 안에 답변해 주십시오.", "참고")
}

pub(super) fn overdue(f: &NoticeFacts) -> Letter {
    let next = match f.days_late {
        Some(days) => format!("{days}일이 지났으니 지체 없이 답변해 주십시오."),
        None => "지체 없이 답변해 주십시오.".to_owned(),
    };
    letter(f, "처리기한이 지났습니다", &next, "참고")
}
