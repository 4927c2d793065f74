//! 이용 안내: what happens with a complaint, how long it takes, what is done with one's data.

use axum::http::StatusCode;
use axum::response::Response;
use axum_extra::extract::cookie::CookieJar;
use maud::{Markup, html};

use super::{Sheet, Tongue};
use crate::components::{ButtonKind, link_button, page_title, panel};

/// `GET /citizen/guide`
pub(crate) async fn guide(tongue: Tongue, jar: CookieJar) -> Response {
    let title = tongue.strings().common.guide;
    let body = html! {
        (page_title(title, html! {}))
        (list("way", tongue.pick("민원은 이렇게 처리됩니다", "What happens with your complaint"), way(tongue)))
        (list("time", tongue.pick("얼마나 걸리나요", "How long it takes"), time(tongue)))
        (list("rights", tongue.pick("신청인이 할 수 있는 일", "What you can do"), rights(tongue)))
        (list("data", tongue.pick("개인정보", "Your data"), data(tongue)))
        p.button-row { (link_button(tongue.strings().apply.title, &tongue.to("/apply"), ButtonKind::Primary)) }
        p { (tongue.strings().common.help_phone) }
    };
    Sheet::new(tongue, title, "/citizen/guide").respond(StatusCode::OK, jar, body)
}

fn list(id: &str, title: &str, lines: &[&str]) -> Markup {
    panel(id, title, html! { ul.plain-list { @for line in lines { li { (line) } } } })
}

fn way(tongue: Tongue) -> &'static [&'static str] {
    tongue.pick(
        &[
            "신청하면 신청번호와 조회 비밀번호를 드립니다.",
            "근무시간으로 8시간 안에 접수하고, 접수번호와 처리기한을 알려 드립니다.",
            "담당 부서와 담당자가 정해지면 소속·성명·연락처를 알려 드립니다.",
            "담당자가 확인하고 결재를 거쳐 답변을 보내 드립니다.",
        ],
        &[
            "After you file you get an application number and a lookup password.",
            "Within eight working hours it is received; you are told its receipt number and due date.",
            "When an officer is in charge, you are told their office, name and telephone number.",
            "The officer looks into it, has the answer approved, and it is sent to you.",
        ],
    )
}

fn time(tongue: Tongue) -> &'static [&'static str] {
    tongue.pick(
        &[
            "제도·절차 문의와 고충민원은 7일, 법령 질의와 건의는 14일 안에 처리합니다.",
            "단순한 상담이나 일상생활의 불편은 즉시(3근무시간) 처리하고, 기관이 처리기간을 따로 정한 사항은 7일 안에 처리합니다.",
            "토요일과 공휴일은 세지 않습니다. (기간을 주·월·연으로 정한 민원은 셉니다.)",
            "보완을 기다리는 동안에는 처리기간이 멈추고, 연장하면 까닭과 새 기한을 알려 드립니다.",
        ],
        &[
            "Inquiries and grievances are answered within 7 days; questions of law and suggestions within 14.",
            "Everyday matters are settled at once (3 working hours), or within 7 days where the agency has set its own period.",
            "Saturdays and public holidays do not count, unless the period is set in weeks, months or years.",
            "The period stands still while we wait for your material; an extension is told with its reason.",
        ],
    )
}

fn rights(tongue: Tongue) -> &'static [&'static str] {
    tongue.pick(
        &[
            "처리가 끝나기 전에는 언제든지 취하할 수 있습니다.",
            "답변에 만족하는지 평가하고, 부족하면 한 번 더 물을 수 있습니다.",
            "법정민원이 거부되면 60일 안에 이의신청을 할 수 있습니다.",
        ],
        &[
            "You may withdraw at any time before it ends.",
            "You may rate the answer and, if it is not enough, ask again.",
            "If a statutory application is refused you may object within 60 days.",
        ],
    )
}

fn data(tongue: Tongue) -> &'static [&'static str] {
    tongue.pick(
        &[
            "이름과 연락처는 민원을 처리하고 결과를 알리는 데에만 쓰며, 암호화하여 보관합니다.",
            "직원이 개인정보를 열람하면 목적과 함께 기록이 남습니다.",
            "공익신고는 지금 처리하는 담당자만 볼 수 있고 목록과 통계에 나타나지 않습니다.",
        ],
        &[
            "Your name and contact serve only to handle the complaint and to tell you the result; they are stored encrypted.",
            "When an officer opens personal data, the purpose is recorded.",
            "A public-interest report can be seen only by the officer who handles it now; it appears in no list.",
        ],
    )
}
