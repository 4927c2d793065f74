//! 신청인의 화면: the front page, how it works, and what all the petitioner's pages share.

mod guide;
mod mishap;
mod sent;
mod sheet;
mod stages;
mod tongue;

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use axum_extra::extract::cookie::CookieJar;
use maud::{Markup, html};

use crate::components::page_title;
use crate::state::AppState;

pub(crate) use guide::guide;
pub(crate) use mishap::page as mishap_page;
pub(super) use mishap::{mishap, refused};
pub(super) use sent::{Sent, Wrong, line_of_text, problems, summary, text_error};
pub(super) use sheet::Sheet;
pub(super) use stages::{StageLine, Stand, stages};
pub(crate) use tongue::Tongue;

/// `GET /citizen`
pub(crate) async fn front(State(_): State<AppState>, tongue: Tongue, jar: CookieJar) -> Response {
    let title = tongue.pick("서울시 민원, 응답소가 답합니다", "Seoul answers your complaint");
    let body = html! {
        (page_title(title, html! {}))
        p.lead { (tongue.strings().apply.intro) }
        (ways(tongue))
        (by_phone(tongue))
    };
    Sheet::new(tongue, title, "/citizen").root().respond(StatusCode::OK, jar, body)
}

/// The three things one can do here, each a card.
fn ways(tongue: Tongue) -> Markup {
    let cards = [
        (
            "/apply",
            tongue.pick("민원 신청", "File a complaint"),
            tongue.pick(
                "불편한 점, 궁금한 점, 바라는 점을 세 단계로 적어 보냅니다. 회원가입은 필요 없습니다.",
                "Tell us what is wrong, what you want to know or what you wish for, in three steps. No account needed.",
            ),
        ),
        (
            "/lookup",
            tongue.pick("민원 조회", "Look up a complaint"),
            tongue.pick(
                "번호와 비밀번호로 진행 상황과 답변을 보고, 보완·취하·평가를 합니다.",
                "See how it stands and what was answered; supplement, withdraw or rate it, with your number and password.",
            ),
        ),
        (
            "/answers",
            tongue.pick("공개 민원", "Public answers"),
            tongue.pick(
                "다른 시민이 공개한 민원과 답변을 찾아봅니다. 개인정보는 지웠습니다.",
                "Read complaints that others made public, and their answers. Personal data is removed.",
            ),
        ),
    ];
    html! {
        ul.ways {
            @for (href, name, what) in cards {
                li { a.way href=(tongue.to(href)) { strong { (name) } span { (what) } } }
            }
        }
    }
}

fn by_phone(tongue: Tongue) -> Markup {
    html! {
        p.by-phone {
            (tongue.pick("전화로도 신청하고 물어보실 수 있습니다: ", "You can also call us: "))
            a href="tel:120" { (tongue.pick("120다산콜 (국번 없이 120)", "120 Dasan Call Center (dial 120)")) }
            (tongue.pick(", 다른 지역과 휴대전화에서는 ", ", from elsewhere "))
            a href="tel:+82-2-120" { "02-120" }
        }
    }
}
