//! 신청인 정보: masked until a purpose is named; every opening is kept, and shown once.

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use axum_extra::extract::cookie::CookieJar;
use domain::text::{MEMO_MAX, Memo};
use maud::{Markup, html};
use store::Petitioner;
use words::lang::Lang;
use words::{error, mask};

use super::asked::Asked;
use super::typed::{Trouble, Typed};
use super::view::View;
use crate::components::{
    ButtonKind, Field, FormAttrs, KeyValue, Tone, alert, confirm_panel, hidden, key_values, opened_panel,
    post_form, submit, textarea,
};
use crate::error::Fail;
use crate::pages::work::Posted;
use crate::request::{CaseNumber, Desk};
use crate::state::AppState;

/// The panel's name in what comes back.
const PANEL: &str = "reveal";

/// POST `/complaints/{number}/reveal`: the page once with the person in the clear, never again without asking.
pub(crate) async fn reveal(
    State(state): State<AppState>,
    Desk { who, ip }: Desk,
    CaseNumber(number): CaseNumber,
    jar: CookieJar,
    Posted(pairs): Posted,
) -> Result<Response, Fail> {
    let mut view = View::load(&state, who, &number, Asked::sent(&pairs)).await?;
    let purpose = pairs.iter().find(|(name, _)| name == "purpose").map(|(_, value)| value.as_str());
    match Memo::new(purpose.unwrap_or_default()) {
        Ok(purpose) => {
            let by = (&view.actor, &*ip.to_string());
            let revealed = casework::opened::reveal(&state.office, by, &number, &purpose).await?;
            (view.case.words, view.case.history) = (revealed.words, revealed.history);
            view.revealed = Some(revealed.person);
        }
        Err(why) => {
            view.status = StatusCode::UNPROCESSABLE_ENTITY;
            let message = error::text("열람 목적", why, Lang::Ko);
            let trouble = Trouble { field: Some("purpose".to_owned()), message };
            view.typed = Some(Typed::of_panel(PANEL, pairs, trouble));
        }
    }
    Ok(view.render(&state, jar))
}

pub(super) fn panel(view: &View) -> Markup {
    match &view.revealed {
        Some(person) => html! {
            (alert(Tone::Warning, "개인정보를 열람하고 있습니다", html! {
                p { "열람한 사람·때·목적을 기록했습니다. 이 화면을 벗어나면 다시 가려집니다." }
            }))
            (key_values(&person_lines(person)))
        },
        None => html! {
            (key_values(&person_lines(&masked(&view.case.petitioner))))
            (ask_purpose(view))
        },
    }
}

fn person_lines(person: &Petitioner) -> Vec<KeyValue<'static>> {
    let some = |text: &Option<String>| text.clone().unwrap_or_default();
    vec![
        KeyValue::text("이름", &person.name),
        KeyValue::text("전화번호", &some(&person.phone)),
        KeyValue::text("이메일", &some(&person.email)),
        KeyValue::text("주소", &some(&person.address)),
    ]
}

fn masked(person: &Petitioner) -> Petitioner {
    let hide = |text: &Option<String>, cover: fn(&str) -> String| text.as_deref().map(cover);
    Petitioner {
        name: mask::name(&person.name),
        phone: hide(&person.phone, mask::phone),
        email: hide(&person.email, mask::email),
        address: hide(&person.address, mask::address),
        identity: None,
        secret_hash: None,
        ..person.clone()
    }
}

fn ask_purpose(view: &View) -> Markup {
    let typed = view.typed.as_ref().filter(|typed| typed.panel == PANEL);
    let action = format!("/complaints/{}/reveal", view.number());
    let field = Field::new("purpose", "열람 목적")
        .id("reveal-purpose")
        .value(typed.and_then(|t| t.value("purpose")).unwrap_or_default())
        .error(typed.and_then(|t| t.error("purpose")))
        .hint("예: 현장 확인 일정을 신청인과 전화로 정하기 위함")
        .max_chars(MEMO_MAX)
        .required();
    let form = post_form(
        &FormAttrs::new(&action, ""),
        html! {
            (hidden("desk", view.asked.from.as_str()))
            p.hint { "민원 처리 목적으로만 열람할 수 있으며, 누가 언제 왜 열람했는지 기록됩니다. 본문 속의 가려진 번호도 함께 보입니다." }
            (textarea(&field, 2))
            div.button-row { (submit("열람", ButtonKind::Secondary)) }
        },
    );
    let open = if typed.is_some() { opened_panel } else { confirm_panel };
    open("열람", ButtonKind::Tertiary, form)
}
