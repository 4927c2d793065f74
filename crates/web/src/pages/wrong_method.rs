//! 405: an address of ours, asked in a way it does not answer.

use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use maud::html;

use crate::components::{ButtonKind, link_button, page_title};
use crate::layout::{self, Page};

const TITLE: &str = "이 주소로는 할 수 없는 요청입니다";

pub(crate) async fn page() -> Response {
    let body = html! {
        (page_title(TITLE, html! {}))
        p { "주소를 직접 입력하셨다면 화면의 단추로 다시 해 주십시오." }
        p.button-row { (link_button("메인으로", "/", ButtonKind::Primary)) }
    };
    (StatusCode::METHOD_NOT_ALLOWED, layout::page(&Page::officer(TITLE, "/", ""), body)).into_response()
}
