//! Every "no" of the JSON interface: RFC 9457, with a code that never changes and a detail in Korean.

use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use casework::NotDone;
use domain::text::TextError;
use serde::Serialize;
use utoipa::ToSchema;
use words::error::PageError;
use words::lang::Lang;

use super::view::HistoryLine;
use crate::acts::{Problem as FieldProblem, Trouble, label};
use crate::error::{self, Fail};

pub(super) const MEDIA_TYPE: &str = "application/problem+json";

/// Why a request was not done; boxed, because it travels up through every handler.
#[derive(Debug)]
pub(crate) struct Problem(Box<Told>);

/// Why a request was not done (RFC 9457).
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Problem)]
pub(crate) struct Told {
    /// `urn:eungdapso:problem:` and the code.
    #[serde(rename = "type")]
    pub(crate) kind: String,
    pub(crate) title: String,
    pub(crate) status: u16,
    /// Stable, for programs.
    pub(crate) code: String,
    /// What happened, in Korean.
    pub(crate) detail: String,
    /// What to do next, in Korean.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub(crate) way_forward: Option<String>,
    /// The fields that need another look.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[schema(required = false)]
    pub(crate) errors: Vec<FieldError>,
    /// After a fault of ours: the number under which the log has it (문의 번호). The detail says it too.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub(crate) incident: Option<String>,
    /// After a stale version: what happened since.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[schema(required = false)]
    pub(crate) since: Vec<HistoryLine>,
    /// After a stale version: the file's version now.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub(crate) version: Option<u64>,
}

/// One field and what is wrong with it.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct FieldError {
    pub(crate) field: String,
    pub(crate) code: String,
    pub(crate) detail: String,
}

impl FieldError {
    pub(super) fn new(field: &str, code: &str, detail: impl Into<String>) -> FieldError {
        FieldError { field: field.to_owned(), code: code.to_owned(), detail: detail.into() }
    }
}

impl Problem {
    /// One of the general kinds, in its own words.
    pub(super) fn general(kind: PageError, code: &str) -> Problem {
        let words = words::error::page(kind, Lang::Ko);
        Problem(Box::new(Told {
            kind: format!("urn:eungdapso:problem:{code}"),
            title: words.title.to_owned(),
            status: kind.status(),
            code: code.to_owned(),
            detail: words.happened.to_owned(),
            way_forward: Some(words.next.to_owned()),
            errors: Vec::new(),
            incident: None,
            since: Vec::new(),
            version: None,
        }))
    }

    /// A general kind with particulars of its own.
    pub(super) fn of(kind: PageError, code: &str, detail: impl Into<String>) -> Problem {
        let mut problem = Problem::general(kind, code);
        problem.0.detail = detail.into();
        problem
    }

    pub(super) fn not_found() -> Problem {
        Problem::general(PageError::NotFound, "not-found")
    }

    pub(super) fn unreadable(detail: &str) -> Problem {
        Problem::of(PageError::Unreadable, "unreadable", detail)
    }

    pub(super) fn signed_out() -> Problem {
        Problem::general(PageError::SignedOut, "signed-out")
    }

    pub(super) fn too_large() -> Problem {
        Problem::of(PageError::TooLarge, "too-large", "요청 본문은 1MB까지 보낼 수 있습니다.")
    }

    pub(super) fn invalid(errors: Vec<FieldError>) -> Problem {
        let mut problem = Problem::general(PageError::Invalid, "invalid");
        problem.0.errors = errors;
        problem
    }

    pub(super) fn with_status(mut self, status: StatusCode) -> Problem {
        self.0.status = status.as_u16();
        self
    }

    /// A fault that the log has under a number.
    pub(super) fn under(mut self, incident: Option<String>) -> Problem {
        if let Some(incident) = &incident {
            self.0.detail = format!("{} {}", self.0.detail, words::error::incident(incident));
        }
        self.0.incident = incident;
        self
    }

    /// A stale version: what happened since.
    pub(super) fn with_history(mut self, since: Vec<HistoryLine>) -> Problem {
        self.0.since = since;
        self
    }

    pub(super) fn told(self) -> Told {
        *self.0
    }

    pub(super) fn status_code(&self) -> StatusCode {
        StatusCode::from_u16(self.0.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR)
    }
}

impl From<Vec<FieldProblem>> for Problem {
    fn from(problems: Vec<FieldProblem>) -> Problem {
        Problem::invalid(problems.iter().map(field_error).collect())
    }
}

fn field_error(problem: &FieldProblem) -> FieldError {
    let name = label(&problem.field);
    let detail = match problem.kind {
        Trouble::Missing => words::error::text(name, TextError::Empty, Lang::Ko),
        Trouble::Text(error) => words::error::text(name, error, Lang::Ko),
        Trouble::Unreadable => format!("{name}의 형식이나 값이 올바르지 않습니다."),
        Trouble::Unknown => "이 요청에 없는 항목입니다.".to_owned(),
    };
    // What was typed may be long; the answer need not be.
    let field: String = problem.field.chars().take(100).collect();
    FieldError::new(&field, problem.code(), detail)
}

impl From<Fail> for Problem {
    fn from(fail: Fail) -> Problem {
        let (incident, status) = (error::log(&fail), fail.status());
        let problem = match fail {
            Fail::Page(kind) | Fail::Ours(kind, _) => Problem::general(kind, code_of(kind)),
            Fail::LogIn(_) | Fail::LogInAgain(_) | Fail::LookUp => Problem::signed_out(),
            Fail::ChangePassword => {
                let said =
                    "다른 사람이 정한 비밀번호입니다. 직원 화면의 비밀번호 변경에서 먼저 바꾸어 주십시오.";
                Problem::of(PageError::SignedOut, "change-password", said)
            }
            Fail::SetUpCode => {
                let said =
                    "맡은 권한에는 2단계 인증이 필요합니다. 직원 화면의 사용자정보에서 먼저 설정해 주십시오.";
                Problem::of(PageError::SignedOut, "set-up-code", said)
            }
            Fail::Invalid(problems) => Problem::from(problems),
            Fail::NotDone(why) => not_done(why, status),
        };
        problem.under(incident)
    }
}

fn not_done(why: NotDone, status: StatusCode) -> Problem {
    match why {
        NotDone::NotFound => Problem::not_found(),
        NotDone::Refused(refusal) => {
            let said = words::refusal::said(&refusal);
            let mut problem =
                Problem::of(PageError::Stale, refusal.code(), said.sentence).with_status(status);
            problem.0.title = "처리할 수 없습니다".to_owned();
            problem.0.way_forward = said.way_forward;
            problem
        }
        NotDone::Stale { current, .. } => {
            let mut problem = Problem::general(PageError::Stale, "stale");
            problem.0.version = Some(current);
            problem
        }
        NotDone::Invalid { field, code } => {
            Problem::invalid(vec![FieldError::new(field, code, invalid_detail(field, code))])
        }
        NotDone::KeyReused => Problem::of(
            PageError::Invalid,
            "key-reused",
            "같은 Idempotency-Key로 다른 요청을 보냈습니다. 새 요청에는 새 키를 쓰십시오.",
        ),
        NotDone::Busy => Problem::general(PageError::TooOften, "too-often"),
        NotDone::Fault(_) => match status.as_u16() {
            409 => Problem::general(PageError::Stale, "conflict"),
            503 => Problem::general(PageError::Unavailable, "unavailable"),
            _ => Problem::general(PageError::Broken, "broken"),
        },
    }
}

fn invalid_detail(field: &str, code: &str) -> String {
    let name = label(field);
    match code {
        "period-over-95-days" => {
            format!("조회 기간은 최대 {}일까지 설정할 수 있습니다.", casework::reader::PERIOD_MAX_DAYS)
        }
        "after-to" => words::error::span(words::error::SpanError::Backwards),
        "empty" => words::error::text(name, TextError::Empty, Lang::Ko),
        "no-way-to-answer" => "전화번호, 이메일, 주소 가운데 하나는 있어야 합니다.".to_owned(),
        "too-long" => format!("{name}이(가) 너무 깁니다."),
        "control-character" => format!("{name}에 쓸 수 없는 제어 문자가 있습니다."),
        _ => format!("{name}의 형식이나 값이 올바르지 않습니다."),
    }
}

fn code_of(kind: PageError) -> &'static str {
    match kind {
        PageError::Unreadable => "unreadable",
        PageError::SignedOut => "signed-out",
        PageError::ForeignForm => "foreign-origin",
        PageError::NotFound => "not-found",
        PageError::WrongMethod => "method-not-allowed",
        PageError::Stale => "stale",
        PageError::TooLarge => "too-large",
        PageError::Invalid => "invalid",
        PageError::TooOften => "too-often",
        PageError::Broken => "broken",
        PageError::Unavailable => "unavailable",
    }
}

impl From<NotDone> for Problem {
    fn from(why: NotDone) -> Problem {
        Fail::from(why).into()
    }
}

impl From<store::StoreError> for Problem {
    fn from(error: store::StoreError) -> Problem {
        Fail::from(error).into()
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let status = self.status_code();
        let body = serde_json::to_vec(&self.0).unwrap_or_default();
        let mut response = (status, body).into_response();
        let headers = response.headers_mut();
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(MEDIA_TYPE));
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
        if status == StatusCode::UNAUTHORIZED {
            headers.insert(header::WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"));
        }
        response
    }
}
