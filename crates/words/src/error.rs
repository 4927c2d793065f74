//! What is said when a field or a page cannot be taken: what happened, and what to do next.

use domain::text::TextError;

use crate::lang::Lang;
use crate::particle;

/// What went wrong with a whole request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PageError {
    /// 400: the request cannot be read.
    Unreadable,
    /// 401: the session is over.
    SignedOut,
    /// 403: the form did not come from our own pages.
    ForeignForm,
    /// 404: nothing here that this reader may know of.
    NotFound,
    /// 405: an address of ours, asked in a way it does not answer.
    WrongMethod,
    /// 409: somebody else was faster.
    Stale,
    /// 413: more than we take at once.
    TooLarge,
    /// 422: a field needs another look.
    Invalid,
    /// 429: too often in too short a time.
    TooOften,
    /// 500: our own fault.
    Broken,
    /// 503: outage or maintenance.
    Unavailable,
}

impl PageError {
    pub const ALL: [PageError; 11] = [
        PageError::Unreadable,
        PageError::SignedOut,
        PageError::ForeignForm,
        PageError::NotFound,
        PageError::WrongMethod,
        PageError::Stale,
        PageError::TooLarge,
        PageError::Invalid,
        PageError::TooOften,
        PageError::Broken,
        PageError::Unavailable,
    ];

    /// The HTTP status it is told with.
    pub fn status(self) -> u16 {
        match self {
            PageError::Unreadable => 400,
            PageError::SignedOut => 401,
            PageError::ForeignForm => 403,
            PageError::NotFound => 404,
            PageError::WrongMethod => 405,
            PageError::Stale => 409,
            PageError::TooLarge => 413,
            PageError::Invalid => 422,
            PageError::TooOften => 429,
            PageError::Broken => 500,
            PageError::Unavailable => 503,
        }
    }
}

/// The words of an error page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PageWords {
    pub title: &'static str,
    pub happened: &'static str,
    pub next: &'static str,
}

/// The error page in the reader's language.
pub fn page(error: PageError, lang: Lang) -> PageWords {
    let (title, happened, next) = match lang {
        Lang::Ko => page_ko(error),
        Lang::En => page_en(error),
    };
    PageWords { title, happened, next }
}

type Three = (&'static str, &'static str, &'static str);

fn page_ko(error: PageError) -> Three {
    match error {
        PageError::Unreadable => (
            "요청을 읽을 수 없습니다",
            "보내신 내용의 형식이 올바르지 않습니다.",
            "앞 화면으로 돌아가 다시 시도해 주십시오.",
        ),
        PageError::SignedOut => (
            "로그인이 필요합니다",
            "로그인하지 않았거나 사용 시간이 끝났습니다.",
            "로그인한 뒤 계속해 주십시오.",
        ),
        PageError::ForeignForm => (
            "요청을 처리하지 않았습니다",
            "응답소 화면에서 보낸 요청인지 확인할 수 없습니다.",
            "화면을 새로 고친 뒤 다시 시도해 주십시오.",
        ),
        PageError::NotFound => (
            "찾을 수 없습니다",
            "주소가 잘못되었거나, 없거나 볼 수 없는 내용입니다.",
            "번호와 주소를 확인하거나 첫 화면에서 다시 찾아 주십시오.",
        ),
        PageError::WrongMethod => (
            "이 주소로는 할 수 없는 요청입니다",
            "주소를 직접 입력했거나 오래된 화면에서 보낸 요청입니다.",
            "화면의 단추로 다시 해 주십시오.",
        ),
        PageError::Stale => (
            "그동안 내용이 바뀌었습니다",
            "다른 사람이 먼저 이 민원을 처리하여 저장하지 않았습니다.",
            "바뀐 내용을 확인한 뒤 필요하면 다시 처리해 주십시오.",
        ),
        PageError::TooLarge => (
            "보낼 수 있는 크기를 넘었습니다",
            "내용이나 첨부파일이 너무 커서 받지 못했습니다.",
            "파일을 줄이거나 나누어 다시 보내 주십시오.",
        ),
        PageError::Invalid => (
            "입력한 내용을 확인해 주십시오",
            "고쳐야 할 항목이 있어 저장하지 않았습니다.",
            "표시된 항목을 고친 뒤 다시 저장해 주십시오.",
        ),
        PageError::TooOften => (
            "요청이 너무 많습니다",
            "짧은 시간에 너무 많은 요청을 받았습니다.",
            "잠시 기다린 뒤 다시 시도해 주십시오.",
        ),
        PageError::Broken => (
            "처리하지 못했습니다",
            "시스템에 문제가 생겨 요청을 처리하지 못했습니다. 저장되지 않았을 수 있습니다.",
            "잠시 뒤 다시 시도하고, 계속되면 아래 번호와 함께 문의해 주십시오.",
        ),
        PageError::Unavailable => (
            "지금은 이용할 수 없습니다",
            "점검 중이거나 장애가 발생했습니다.",
            "잠시 뒤 다시 이용해 주십시오. 급한 민원은 120다산콜로 신청할 수 있습니다.",
        ),
    }
}

fn page_en(error: PageError) -> Three {
    match error {
        PageError::Unreadable => (
            "We could not read the request",
            "What was sent is not in the right form.",
            "Go back and try again.",
        ),
        PageError::SignedOut => {
            ("Please sign in", "You are not signed in, or your session has ended.", "Sign in to continue.")
        }
        PageError::ForeignForm => (
            "The request was not carried out",
            "We could not confirm that it came from our own pages.",
            "Reload the page and try again.",
        ),
        PageError::NotFound => (
            "Not found",
            "The address is wrong, or there is nothing here that you may see.",
            "Check the number and the address, or start from the front page.",
        ),
        PageError::WrongMethod => (
            "This address does not take that request",
            "The address was typed in, or the page was an old one.",
            "Use the buttons of the page.",
        ),
        PageError::Stale => (
            "This has changed in the meantime",
            "Somebody else was faster, so nothing was saved.",
            "Look at what changed, then try again if you still need to.",
        ),
        PageError::TooLarge => (
            "Too large",
            "The text or the files are larger than we can take.",
            "Make the files smaller or send them separately.",
        ),
        PageError::Invalid => (
            "Please check what you entered",
            "Some fields need another look, so nothing was saved.",
            "Correct the marked fields and save again.",
        ),
        PageError::TooOften => (
            "Too many requests",
            "We received too many requests in a short time.",
            "Wait a moment and try again.",
        ),
        PageError::Broken => (
            "Something went wrong",
            "A fault on our side stopped the request. It may not have been saved.",
            "Try again later. If it happens again, contact us with the number below.",
        ),
        PageError::Unavailable => (
            "Not available right now",
            "The service is under maintenance or has a fault.",
            "Please come back later. For urgent matters call 120.",
        ),
    }
}

/// Under which number somebody may ask about a fault.
pub fn incident(number: &str) -> String {
    format!("문의 번호는 {number}입니다.")
}

/// What is wrong with a typed text. `field` is the field's label: 제목.
pub fn text(field: &str, error: TextError, lang: Lang) -> String {
    match (lang, error) {
        (Lang::Ko, TextError::Empty) => format!("{} 입력해 주십시오.", particle::object(field)),
        (Lang::Ko, TextError::TooLong { length, max }) => {
            format!("{} {max}자까지 쓸 수 있습니다. 지금 {length}자입니다.", particle::topic(field))
        }
        (Lang::Ko, TextError::ControlCharacter { .. }) => {
            format!("{field}에 쓸 수 없는 제어 문자가 있습니다. 지우고 다시 입력해 주십시오.")
        }
        (Lang::En, TextError::Empty) => format!("Please fill in: {field}."),
        (Lang::En, TextError::TooLong { length, max }) => {
            format!("{field}: at most {max} characters; there are {length} now.")
        }
        (Lang::En, TextError::ControlCharacter { .. }) => {
            format!("{field} contains a control character. Please remove it.")
        }
    }
}

/// A number that is no complaint number.
pub fn number(lang: Lang) -> &'static str {
    match lang {
        Lang::Ko => "접수번호는 숫자 14자리, 신청번호는 F와 숫자 14자리로 입력해 주십시오.",
        Lang::En => "Enter the receipt number (14 digits) or the application number (F and 14 digits).",
    }
}

/// What is wrong with a searched span of days.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SpanError {
    /// A day that the calendar does not have, or nothing.
    NotADay,
    /// It ends before it begins.
    Backwards,
    /// More days than allowed, both ends counted.
    TooLong { days: u32, max: u32 },
}

/// 조회 기간: at most 95 days.
pub fn span(error: SpanError) -> String {
    match error {
        SpanError::NotADay => "조회 기간의 날짜를 다시 입력해 주십시오.".to_owned(),
        SpanError::Backwards => "조회 기간의 끝나는 날이 시작하는 날보다 빠릅니다.".to_owned(),
        SpanError::TooLong { days, max } => {
            format!("조회 기간은 최대 {max}일까지 설정할 수 있습니다. 지금 {days}일입니다.")
        }
    }
}

/// Marks alone are no words to look for.
pub fn search_words() -> String {
    "찾을 낱말에 글자나 숫자를 넣어 주십시오.".to_owned()
}

/// An option that the list does not have.
pub fn choice(field: &str, lang: Lang) -> String {
    match lang {
        Lang::Ko => format!("{} 목록에서 선택해 주십시오.", particle::object(field)),
        Lang::En => format!("Please choose from the list: {field}."),
    }
}
