//! The forms about oneself: duties, contact, alerts.

use casework::alert_choice::AlertChoice;
use domain::org::{Officer, OrgChart, Origin};
use maud::{Markup, html};
use words::names::Names;

use super::{CONTACT_MAX, DUTY_MAX};
use crate::components::{
    ButtonKind, Choice, Field, FormAttrs, InputKind, KeyValue, button_row, input, key_values, link_button,
    panel, post_form, radios, submit, textarea,
};
use crate::pages::work::Typed;

pub(super) fn label(field: &str) -> &'static str {
    match field {
        "duty" => "담당업무",
        "email" => "이메일",
        "phone" => "전화번호",
        "alerts" => "알림 받을 방법",
        "stand_in" => "대직자",
        "from" => "시작일",
        "until" => "종료일",
        _ => "입력 항목",
    }
}

pub(super) fn person(chart: &OrgChart, officer: &Officer) -> Markup {
    let origin = match officer.origin {
        Origin::Linked => "인사정보 연계 (이름·부서는 연계 시스템을 통해 자동으로 바뀌며, 최대 2일 걸립니다)",
        Origin::ByHand => "수기등록",
    };
    panel(
        "person",
        "기본정보",
        html! {
            (key_values(&[
                KeyValue::text("이름", &Names::officer(chart, officer.id)),
                KeyValue::text("아이디", &officer.login),
                KeyValue::text("기관", &Names::agency(chart, officer.agency)),
                KeyValue::text("부서", &Names::department(chart, officer.department)),
                KeyValue::text("등록", origin).wide(),
            ]))
            (button_row(html! {
                (link_button("비밀번호 변경", "/me/password", ButtonKind::Secondary))
                (link_button("2단계 인증", "/me/second-factor", ButtonKind::Secondary))
            }))
        },
    )
}

pub(super) fn duty(officer: &Officer, typed: &Typed) -> Markup {
    let field = Field::new("duty", "담당업무").required().value(&officer.duty).max_chars(DUTY_MAX);
    let field = field.hint("여기에 적은 낱말로 민원의 처리자가 추천됩니다. 예: 약국·의료기기 담당");
    panel(
        "duty-section",
        "담당업무 수정",
        post_form(
            &FormAttrs::new("/me/duty", ""),
            html! {
                (textarea(&typed.field(field, "duty"), 3))
                (button_row(submit("저장", ButtonKind::Primary)))
            },
        ),
    )
}

pub(super) fn contact(officer: &Officer, typed: &Typed) -> Markup {
    let email = Field::new("email", "이메일").required().value(&officer.email).autocomplete("email");
    let phone = Field::new("phone", "전화번호").required().value(&officer.phone).autocomplete("tel");
    panel(
        "contact",
        "이메일·전화번호 수정",
        post_form(
            &FormAttrs::new("/me/contact", ""),
            html! {
                div.field-grid {
                    (input(&typed.field(email.max_chars(CONTACT_MAX), "email"), InputKind::Email))
                    (input(&typed.field(phone.max_chars(CONTACT_MAX), "phone"), InputKind::Tel))
                }
                p.hint { "전화번호는 담당자 안내에 적혀 신청인에게 전달됩니다." }
                (button_row(submit("저장", ButtonKind::Primary)))
            },
        ),
    )
}

pub(super) fn alerts(choice: AlertChoice, typed: &Typed) -> Markup {
    let choices = [
        Choice::new(AlertChoice::Mail.as_str(), "이메일"),
        Choice::new(AlertChoice::TextFirst.as_str(), "문자").hint("문자를 보내지 못하면 이메일로 보냅니다."),
    ];
    let field = Field::new("alerts", "알림 받을 방법").required().value(choice.as_str());
    panel(
        "alerts-section",
        "민원접수알림 설정",
        post_form(
            &FormAttrs::new("/me/alerts", ""),
            html! {
                p.hint { "분배·협조·결재 요청과 처리기한 알림을 받는 방법입니다. 대직 중에는 대직자에게도 알립니다." }
                (radios(&typed.field(field, "alerts"), &choices))
                (button_row(submit("저장", ButtonKind::Primary)))
            },
        ),
    )
}
