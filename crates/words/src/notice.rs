//! The words of every notice: one letter for each template, for the citizen and for the staff.

pub mod account;
mod carried;
mod citizen;
pub mod custom;
pub mod sealed;
mod short;
mod staff;

use domain::complaint::{
    AnswerResult, ClosingGround, ExtensionGround, ObjectionRuling, ReassignmentOutcome, StageName,
};
use domain::notice::Template;
use jiff::Timestamp;
use jiff::civil::Date;

pub use carried::carried;
pub use short::{SHORT_BYTES, bytes};

/// Who reads the letter: some templates go to both.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Reader {
    #[default]
    Citizen,
    Staff,
}

impl Reader {
    pub const ALL: [Reader; 2] = [Reader::Citizen, Reader::Staff];

    /// The code it is kept under.
    pub fn as_str(self) -> &'static str {
        match self {
            Reader::Citizen => "citizen",
            Reader::Staff => "staff",
        }
    }

    pub fn parse(text: &str) -> Option<Reader> {
        Reader::ALL.into_iter().find(|reader| reader.as_str() == text)
    }

    pub fn label(self) -> &'static str {
        match self {
            Reader::Citizen => "시민",
            Reader::Staff => "직원",
        }
    }
}

/// What a letter may speak of. Unknown facts are left out of the letter.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct NoticeFacts {
    pub reader: Reader,
    /// 접수번호, or 신청번호 before receipt.
    pub number: String,
    pub title: String,
    /// Masked already: 박○민.
    pub petitioner: Option<String>,
    pub stage: Option<StageName>,
    pub agency: Option<String>,
    /// 소속 of the handler (시행령 제31조).
    pub department: Option<String>,
    /// 성명.
    pub handler: Option<String>,
    /// 연락처.
    pub phone: Option<String>,
    pub due_at: Option<Timestamp>,
    /// Working days past the due date.
    pub days_late: Option<u32>,
    /// The text the act left: answer, interim answer, items to supplement, question, reason, memo.
    pub body: Option<String>,
    pub result: Option<AnswerResult>,
    /// 구제절차 of a refusal (법 제27조 제2항).
    pub remedy: Option<String>,
    /// Last day to supplement.
    pub reply_by: Option<Date>,
    /// When a co-operation, a follow-up or an objection is due.
    pub reply_at: Option<Timestamp>,
    pub transferred_to: Option<String>,
    /// The number of the complaint this one was merged into.
    pub merged_into: Option<String>,
    pub closing: Option<ClosingGround>,
    pub extension: Option<ExtensionGround>,
    pub ruling: Option<ObjectionRuling>,
    pub reassignment: Option<ReassignmentOutcome>,
    /// The department that asks or answers a co-operation, or asks to reassign.
    pub other_department: Option<String>,
    /// Where to read on: an address or a path.
    pub link: Option<String>,
}

/// A notice ready to leave.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Letter {
    /// Of a mail.
    pub subject: String,
    /// Of a mail: whole, with everything the law wants told.
    pub text: String,
    /// Of a text message: at most [`SHORT_BYTES`].
    pub short: String,
}

/// The letter of a template.
pub fn render(template: Template, facts: &NoticeFacts) -> Letter {
    match template {
        Template::Filed => citizen::filed(facts),
        Template::Received => citizen::received(facts),
        Template::HandlerNamed => citizen::handler_named(facts),
        Template::InterimAnswer => citizen::interim_answer(facts),
        Template::Extended => citizen::extended(facts),
        Template::ConsentAsked => citizen::consent_asked(facts),
        Template::ConsentRecorded => citizen::consent_recorded(facts),
        Template::SupplementRequested => citizen::supplement_requested(facts),
        Template::SupplementLapsed => match facts.reader {
            Reader::Citizen => citizen::supplement_lapsed(facts),
            Reader::Staff => staff::supplement_lapsed(facts),
        },
        Template::Transferred => citizen::transferred(facts),
        Template::Answered => citizen::answered(facts),
        Template::Closed => citizen::closed(facts),
        Template::Withdrawn => match facts.reader {
            Reader::Citizen => citizen::withdrawn(facts),
            Reader::Staff => staff::withdrawn(facts),
        },
        Template::Merged => citizen::merged(facts),
        Template::Separated => match facts.reader {
            Reader::Citizen => citizen::separated(facts),
            Reader::Staff => staff::separated(facts),
        },
        Template::Progress => citizen::progress(facts),
        Template::FollowUpAnswered => citizen::follow_up_answered(facts),
        Template::ObjectionReceived => citizen::objection_received(facts),
        Template::ObjectionDecided => citizen::objection_decided(facts),
        Template::ArrivedAtAgency => staff::arrived_at_agency(facts),
        Template::ArrivedAtDepartment => staff::arrived_at_department(facts),
        Template::AssignedToYou => staff::assigned_to_you(facts),
        Template::Recalled => staff::recalled(facts),
        Template::ReassignmentAsked => staff::reassignment_asked(facts),
        Template::ReassignmentDecided => staff::reassignment_decided(facts),
        Template::ReassignmentProposed => staff::reassignment_proposed(facts),
        Template::CooperationAsked => staff::cooperation_asked(facts),
        Template::CooperationAnswered => staff::cooperation_answered(facts),
        Template::SupplementArrived => staff::supplement_arrived(facts),
        Template::ConsentGiven => staff::consent_given(facts),
        Template::ApprovalAsked => staff::approval_asked(facts),
        Template::ApprovalReturned => staff::approval_returned(facts),
        Template::ApprovalDelayed => staff::approval_delayed(facts),
        Template::FollowUpAsked => staff::follow_up_asked(facts),
        Template::ObjectionFiled => staff::objection_filed(facts),
        Template::Reminder => staff::reminder(facts),
        Template::DueToday => staff::due_today(facts),
        Template::Overdue => staff::overdue(facts),
    }
}

/// What the template is called in settings and in 알림현황.
pub fn label(template: Template) -> &'static str {
    match template {
        Template::Filed => "신청 확인",
        Template::Received => "접수 안내",
        Template::HandlerNamed => "담당자 지정 안내",
        Template::InterimAnswer => "중간 답변",
        Template::Extended => "기간 연장 통지",
        Template::ConsentAsked => "연장 동의 요청",
        Template::ConsentRecorded => "연장 동의 기록",
        Template::SupplementRequested => "보완 요구",
        Template::SupplementLapsed => "보완기한 경과",
        Template::Transferred => "타기관 이송 안내",
        Template::Answered => "처리결과 통지",
        Template::Closed => "종결 통지",
        Template::Withdrawn => "취하 확인",
        Template::Merged => "병합 안내",
        Template::Separated => "병합 해제 안내",
        Template::Progress => "처리진행상황 통지",
        Template::FollowUpAnswered => "추가답변 통지",
        Template::ObjectionReceived => "이의신청 접수 안내",
        Template::ObjectionDecided => "이의신청 결정 통지",
        Template::ArrivedAtAgency => "기관 접수알림",
        Template::ArrivedAtDepartment => "부서 접수알림",
        Template::AssignedToYou => "처리자 지정 알림",
        Template::Recalled => "회수 알림",
        Template::ReassignmentAsked => "재지정 요청 알림",
        Template::ReassignmentDecided => "재지정 결정 알림",
        Template::ReassignmentProposed => "재지정 건의 알림",
        Template::CooperationAsked => "협조 요청 알림",
        Template::CooperationAnswered => "협조 의견 도착 알림",
        Template::SupplementArrived => "보완 도착 알림",
        Template::ConsentGiven => "연장 동의 알림",
        Template::ApprovalAsked => "결재 요청 알림",
        Template::ApprovalReturned => "결재 반려 알림",
        Template::ApprovalDelayed => "결재 지연 알림",
        Template::FollowUpAsked => "추가답변 요청 알림",
        Template::ObjectionFiled => "이의신청 접수 알림",
        Template::Reminder => "독촉장",
        Template::DueToday => "오늘 기한 알림",
        Template::Overdue => "기한 경과 알림",
    }
}

/// A letter in the making: paragraphs, then the table of facts, then who handles it.
struct Draft {
    subject: String,
    paragraphs: Vec<String>,
}

impl Draft {
    fn new(subject: String) -> Draft {
        Draft { subject, paragraphs: Vec::new() }
    }

    fn say(mut self, paragraph: impl Into<String>) -> Draft {
        self.paragraphs.push(paragraph.into());
        self
    }

    /// A text somebody wrote, under its heading; nothing where there is none.
    fn quote(mut self, heading: &str, text: Option<&String>) -> Draft {
        if let Some(text) = text.filter(|text| !text.trim().is_empty()) {
            self.paragraphs.push(format!("[{heading}]\n{}", text.trim()));
        }
        self
    }

    /// Lines of `항목: 값`; unknown values are left out.
    fn table(mut self, rows: &[(&str, Option<String>)]) -> Draft {
        let lines: Vec<String> = rows
            .iter()
            .filter_map(|(name, value)| value.as_ref().map(|v| format!("- {name}: {v}")))
            .collect();
        if !lines.is_empty() {
            self.paragraphs.push(lines.join("\n"));
        }
        self
    }

    fn close(self, short: String) -> Letter {
        Letter { subject: self.subject, text: self.paragraphs.join("\n\n"), short }
    }
}
