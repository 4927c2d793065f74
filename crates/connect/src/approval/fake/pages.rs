//! The stand-in's page: the documents, newest first, with a button for everything an approver does.

use std::collections::HashMap;
use std::fmt::Write;
use std::sync::Arc;

use axum::Router;
use axum::extract::{Form, Path, State};
use axum::http::{StatusCode, header};
use axum::response::{Html, IntoResponse, Response};
use axum::routing::{get, post};

use super::super::protocol::News;
use super::System;
use super::desk::{Deed, TakenDocument};

/// Documents on the page.
const SHOWN: usize = 30;

const STYLE: &str = "body{font-family:sans-serif;margin:0 auto;max-width:60rem;padding:1rem;color:#1e2124;line-height:1.6}\
article{border:1px solid #8a949e;border-radius:.5rem;padding:1rem;margin:1rem 0}\
h1{font-size:1.5rem}h2{font-size:1.1rem;margin:0}pre{white-space:pre-wrap;overflow-wrap:anywhere;background:#f4f5f6;padding:.75rem;font:inherit}\
form{display:inline-block;margin:.25rem .5rem .25rem 0}button{min-height:2.75rem;padding:0 1rem;border-radius:.375rem;border:1px solid #0b50d0;background:#fff;color:#0b50d0;font-size:1rem}\
input{min-height:2.5rem;border:1px solid #58616a;border-radius:.375rem;padding:0 .5rem;max-width:100%;font-size:1rem}";

pub(super) fn router(system: Arc<System>) -> Router {
    Router::new()
        .route("/board", get(board))
        .route("/board.css", get(|| async { ([(header::CONTENT_TYPE, "text/css; charset=utf-8")], STYLE) }))
        .route("/documents/{key}/{deed}", post(act))
        .with_state(system)
}

async fn board(State(system): State<Arc<System>>) -> Html<String> {
    let documents = system.book().taken();
    let mut page = String::from(
        "<!doctype html><html lang=\"ko\"><head><meta charset=\"utf-8\">\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\
         <title>업무관리시스템(시연용)</title><link rel=\"stylesheet\" href=\"board.css\"></head><body><main>\
         <h1>업무관리시스템(시연용) 결재함</h1>\
         <p>응답소에서 전송한 답변입니다. 그대로 두면 시연 시각 20분 뒤에 결재가 시작되고 3시간 뒤에 결재됩니다.</p>",
    );
    if documents.is_empty() {
        page.push_str("<p>전송된 문서가 없습니다.</p>");
    }
    documents.iter().rev().take(SHOWN).for_each(|entry| article(&mut page, entry));
    page.push_str("</main></body></html>");
    Html(page)
}

fn article(page: &mut String, entry: &TakenDocument) {
    let document = &entry.document;
    // Writing into a string does not fail.
    let _ = write!(
        page,
        "<article><h2>{} · {}</h2><p>문서번호 {} · 상태 <strong>{}</strong> · 기안 {} {} {}</p>\
         <details><summary>민원과 답변</summary><pre>{}</pre><p>처리결과 {}</p><pre>{}</pre></details>",
        escaped(&document.complaint.number),
        escaped(&document.complaint.title),
        escaped(&entry.number),
        entry.state(),
        escaped(&document.drafter.agency),
        escaped(&document.drafter.department),
        escaped(&document.drafter.name),
        escaped(&document.complaint.text),
        escaped(&document.answer.result),
        escaped(&document.answer.text),
    );
    let key = escaped(&document.key);
    let mut button = |deed: &str, label: &str, field: &str| {
        let _ = write!(
            page,
            "<form method=\"post\" action=\"documents/{key}/{deed}\">{field}<button>{label}</button></form>"
        );
    };
    if entry.stands().is_none() {
        button("start", "결재 시작", "");
    }
    if entry.is_open() {
        button("approved", "결재", "");
        button("delegated", "전결", "");
        button("acting", "대결", "");
        let reason = "<label>사유 <input name=\"reason\" maxlength=\"200\" required></label> ";
        button("return", "반려", reason);
        button("withdraw", "기안자 회수", reason);
    }
    let told: Vec<&str> = entry.messages.iter().map(|message| word(message.news)).collect();
    if !told.is_empty() {
        let _ = write!(page, "<p>응답소에 알린 것: {}</p>", told.join(" → "));
    }
    page.push_str("</article>");
}

fn word(news: News) -> &'static str {
    match news {
        News::Started => "결재 시작",
        News::Approved => "결재 완료",
        News::Returned => "반려",
        News::Withdrawn => "기안자 회수",
    }
}

async fn act(
    State(system): State<Arc<System>>,
    Path((key, deed)): Path<(String, String)>,
    Form(fields): Form<HashMap<String, String>>,
) -> Response {
    let reason = fields.get("reason").cloned().unwrap_or_default();
    let deed = match deed.as_str() {
        "start" => Deed::Start,
        "approved" | "delegated" | "acting" | "delegated-acting" => Deed::Approve { manner: deed },
        "return" => Deed::Return { reason },
        "withdraw" => Deed::Withdraw { reason },
        _ => return StatusCode::NOT_FOUND.into_response(),
    };
    match system.act(&key, &deed) {
        Ok(_) => (StatusCode::SEE_OTHER, [(header::LOCATION, "../../board")]).into_response(),
        Err(why) => (StatusCode::CONFLICT, why).into_response(),
    }
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}
