//! 증거 묶음: everything on the file in one archive, for whoever answers for it and says what for.

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use axum_extra::extract::cookie::CookieJar;
use casework::exports::NotAsked;
use domain::evidence::may_take;
use domain::export::{LINK_HOURS, UNFINISHED_MAX};
use domain::text::{MEMO_MAX, Memo};
use maud::{Markup, html};
use words::error::{self, PageError};
use words::lang::Lang;

use super::asked::Asked;
use super::typed::{Trouble, Typed};
use super::view::View;
use crate::components::{
    ButtonKind, Field, FormAttrs, confirm_panel, hidden, opened_panel, post_form, submit, textarea,
};
use crate::error::Fail;
use crate::pages::work::Posted;
use crate::request::{CaseNumber, Desk, say};
use crate::state::AppState;

/// The panel's name in what comes back.
pub(super) const PANEL: &str = "evidence";

/// POST `/complaints/{number}/evidence`
pub(crate) async fn ask(
    State(state): State<AppState>,
    Desk { who, ip }: Desk,
    CaseNumber(number): CaseNumber,
    jar: CookieJar,
    Posted(pairs): Posted,
) -> Result<Response, Fail> {
    if !state.makes_files() {
        return Err(Fail::Page(PageError::Unavailable));
    }
    if !casework::evidence::may_ask(&state.office, &who.actor(), &number).await? {
        return Err(Fail::not_found());
    }
    let mut view = View::load(&state, who, &number, Asked::sent(&pairs)).await?;
    let purpose = pairs.iter().find(|(name, _)| name == "purpose").map(|(_, value)| value.as_str());
    let by = (&view.actor, &*ip.to_string());
    let message = match Memo::new(purpose.unwrap_or_default()) {
        Ok(purpose) => match casework::evidence::ask(&state.office, by, &number, &purpose).await {
            Ok(_) => {
                let jar =
                    say(jar, true, "증거 묶음을 요청했습니다. 완료되면 이 화면에서 내려받을 수 있습니다.");
                return Ok((jar, Redirect::to(crate::pages::exports::PATH)).into_response());
            }
            Err(NotAsked::TooMany) => format!(
                "만들고 있는 파일이 {UNFINISHED_MAX}개 있습니다. 끝나기를 기다리거나 하나를 취소한 뒤 다시 요청해 주십시오."
            ),
            Err(NotAsked::NotDone(why)) => return Err(why.into()),
        },
        Err(why) => error::text("목적", why, Lang::Ko),
    };
    view.status = StatusCode::UNPROCESSABLE_ENTITY;
    let trouble = Trouble { field: Some("purpose".to_owned()), message };
    view.typed = Some(Typed::of_panel(PANEL, pairs, trouble));
    Ok(view.render(&state, jar))
}

/// `None` for whoever may not have it.
pub(super) fn panel(view: &View) -> Option<Markup> {
    may_take(&view.actor, &view.case.complaint).then(|| form(view))
}

fn form(view: &View) -> Markup {
    let typed = view.typed.as_ref().filter(|typed| typed.panel == PANEL);
    let field = Field::new("purpose", "목적")
        .id("evidence-purpose")
        .value(typed.and_then(|t| t.value("purpose")).unwrap_or_default())
        .error(typed.and_then(|t| t.error("purpose")))
        .hint("예: 행정심판 답변서에 붙이기 위함")
        .max_chars(MEMO_MAX)
        .required();
    let action = format!("/complaints/{}/evidence", view.number());
    let form = post_form(
        &FormAttrs::new(&action, ""),
        html! {
            (hidden("desk", view.asked.from.as_str()))
            p.hint {
                "민원, 처리 이력, 알림과 발송 시도, 첨부파일, 개인정보 열람과 접속기록을 서명한 압축파일 하나로 만듭니다. "
                "신청인의 개인정보가 가려지지 않은 채 들어 있으며, 누가 언제 왜 만들고 내려받았는지 기록됩니다. "
                "파일은 만들어진 뒤 " (LINK_HOURS) "시간이 지나면 지워집니다."
            }
            (textarea(&field, 2))
            div.button-row { (submit("증거 묶음 요청", ButtonKind::Secondary)) }
        },
    );
    let open = if typed.is_some() { opened_panel } else { confirm_panel };
    open("증거 묶음 만들기", ButtonKind::Tertiary, form)
}
