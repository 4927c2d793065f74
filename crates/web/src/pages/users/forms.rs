//! The forms about somebody's record, and how they are read.

use casework::people::accounts::{Contact, Record};
use domain::id::DepartmentId;
use domain::org::OrgChart;
use maud::{Markup, html};

use crate::acts::Fields;
use crate::components::{ButtonKind, Tone, alert, button_row, link_button, page_title};
use crate::pages::case::department_named;
use crate::pages::me;
use crate::pages::work::Typed;

/// Longest name and 직급, in characters.
pub(super) const NAME_MAX: usize = 60;
/// Longest 담당업무, in characters.
pub(super) const DUTY_MAX: usize = 500;
/// Longest reason, in characters.
pub(super) const REASON_MAX: usize = 500;

pub(super) fn label(field: &str) -> &'static str {
    match field {
        "login" => "아이디",
        "name" => "성명",
        "title" => "직급",
        "department" => "부서",
        "email" => "이메일",
        "phone" => "전화번호",
        "duty" => "담당업무",
        "stand_in" => "대직자",
        "from" | "grant_from" => "시작일",
        "until" | "grant_until" => "종료일",
        "role" => "권한",
        "grant_reason" => "부여 사유",
        "end_reason" => "종료 사유",
        _ => "입력 항목",
    }
}

pub(super) fn login(text: &str) -> Option<String> {
    let plain = text.bytes().all(|b| b.is_ascii_alphanumeric() || b"._-".contains(&b));
    ((2..=60).contains(&text.len()) && plain).then(|| text.to_owned())
}

pub(super) fn contact(f: &mut Fields) -> Option<Contact> {
    let (email, phone) = (f.one("email", me::email), f.one("phone", me::phone));
    let duty = f.text::<DUTY_MAX>("duty").map(String::from);
    Some(Contact { email: email?, phone: phone?, duty: duty? })
}

pub(super) fn record(f: &mut Fields, chart: &OrgChart) -> Option<Record> {
    let name = f.text::<NAME_MAX>("name").map(String::from);
    let title = f.text_if_any::<NAME_MAX>("title").map(String::from).unwrap_or_default();
    let department: Option<DepartmentId> = f.one("department", |typed| department_named(chart, typed));
    Some(Record { name: name?, title, department: department? })
}

/// A department by its name, with what was said about it.
pub(super) fn department(typed: &Typed, value: &str) -> Markup {
    super::look::department(value, typed.message("department"))
}

/// A password that is shown once and kept nowhere.
pub(super) fn once(heading: &str, (login, password): (&str, &str), back: &str) -> Markup {
    html! {
        (page_title(heading, html! {}))
        (alert(Tone::Warning, "임시 비밀번호는 지금 한 번만 보입니다", html! {
            dl.key-values {
                div { dt { "아이디" } dd { code { (login) } } }
                div { dt { "임시 비밀번호" } dd { code #one-time-password { (password) } } }
            }
            p { "본인에게 직접 전해 주십시오. 다음 로그인에서 반드시 바꾸어야 하며, 이전 로그인은 모두 끝났습니다." }
        }))
        (button_row(link_button("사용자 상세로", back, ButtonKind::Primary)))
    }
}
