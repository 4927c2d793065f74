//! 자주 쓰는 문구: one's own, and the department's, which its manager keeps.

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use axum_extra::extract::cookie::CookieJar;
use casework::sessions::Who;
use domain::role::Role;
use domain::text::MEMO_MAX;
use maud::{Markup, html};
use store::{Phrase, PhraseOf};
use uuid::Uuid;

use crate::acts::Fields;
use crate::components::{
    ButtonKind, Choice, Field, FormAttrs, button_row, expander, hidden, page_title, panel, post_form, radios,
    submit, submit_value, text, textarea,
};
use crate::error::Fail;
use crate::pages::Frame;
use crate::pages::work::{Asked, Posted, Typed};
use crate::request::{Desk, say};
use crate::state::AppState;

const PATH: &str = "/me/phrases";
const TITLE: &str = "자주 쓰는 문구";
/// Longest title, in characters: a line of a list.
const TITLE_MAX: usize = 60;
/// Phrases one officer or one department may keep: what one still finds in a list.
const MOST: usize = 50;

pub(crate) async fn page(
    State(state): State<AppState>,
    Desk { who, .. }: Desk,
    _: Asked,
    jar: CookieJar,
) -> Result<Response, Fail> {
    drawn(&state, &who, jar, Typed::default()).await
}

/// POST: a new one, another wording, or away with it.
pub(crate) async fn change(
    State(state): State<AppState>,
    Desk { who, .. }: Desk,
    jar: CookieJar,
    form: Posted,
) -> Result<Response, Fail> {
    let known = known(&state, &who, form.get("id")).await?;
    if form.get("delete").is_some() {
        let phrase = known.ok_or_else(Fail::not_found)?;
        let mut tx = state.office.store().write().await?;
        tx.delete_phrase(phrase.id).await?;
        tx.commit().await?;
        return Ok(done(jar, "문구를 지웠습니다."));
    }
    let of = match &known {
        Some(phrase) => phrase.of,
        None => owner(&who, form.text("of")).ok_or_else(Fail::not_found)?,
    };
    let own = Posted(form.without(&["id", "of"]));
    let mut f = Fields::from_form(&own.0);
    let (title, text) = (f.text::<TITLE_MAX>("title"), f.text::<MEMO_MAX>("text"));
    let mut typed = Typed::default();
    match f.finish(title.zip(text)) {
        Ok((title, text)) => {
            let id = known.as_ref().map_or_else(Uuid::new_v4, |phrase| phrase.id);
            let phrase = Phrase { id, of, title: String::from(title), text: String::from(text) };
            match keep(&state, &who, &phrase, known.is_none()).await? {
                true => return Ok(done(jar, "문구를 저장했습니다.")),
                false => typed.wrong(
                    "",
                    format!("문구는 {MOST}개까지 둘 수 있습니다. 쓰지 않는 것을 지운 뒤 저장해 주십시오."),
                ),
            }
        }
        Err(problems) => typed.problems(&problems, label),
    }
    drawn(&state, &who, jar, typed.with(form)).await
}

/// `false` when there are too many already.
async fn keep(state: &AppState, who: &Who, phrase: &Phrase, new: bool) -> Result<bool, Fail> {
    let mut tx = state.office.store().write().await?;
    if new && tx.phrases_of(phrase.of).await?.len() >= MOST {
        return Ok(false);
    }
    tx.put_phrase(phrase, who.officer.id, state.office.now()).await?;
    tx.commit().await?;
    Ok(true)
}

/// One that this officer may change: others' are not there.
async fn known(state: &AppState, who: &Who, id: Option<&str>) -> Result<Option<Phrase>, Fail> {
    let Some(id) = id else { return Ok(None) };
    let id: Uuid = id.parse().map_err(|_| Fail::not_found())?;
    let found = state.office.store().read().await?.phrase(id).await?;
    found.filter(|phrase| may_change(who, phrase.of)).map(Some).ok_or_else(Fail::not_found)
}

fn may_change(who: &Who, of: PhraseOf) -> bool {
    match of {
        PhraseOf::Officer(officer) => officer == who.officer.id,
        PhraseOf::Department(department) => manages(who) && department == who.officer.department,
    }
}

fn manages(who: &Who) -> bool {
    let home = Some(who.officer.department);
    who.on_duty.all_duties().any(|duty| duty.role == Role::DepartmentManager && duty.department == home)
}

fn owner(who: &Who, of: &str) -> Option<PhraseOf> {
    let of = match of {
        "" | "mine" => PhraseOf::Officer(who.officer.id),
        "department" => PhraseOf::Department(who.officer.department),
        _ => return None,
    };
    may_change(who, of).then_some(of)
}

fn label(field: &str) -> &'static str {
    match field {
        "title" => "제목",
        "text" => "문구",
        _ => "입력 항목",
    }
}

fn done(jar: CookieJar, said: &str) -> Response {
    (say(jar, true, said), Redirect::to(PATH)).into_response()
}

async fn drawn(state: &AppState, who: &Who, jar: CookieJar, typed: Typed) -> Result<Response, Fail> {
    let mut tx = state.office.store().read().await?;
    let own = tx.phrases_of(PhraseOf::Officer(who.officer.id)).await?;
    let shared = tx.phrases_of(PhraseOf::Department(who.officer.department)).await?;
    drop(tx);
    let body = html! {
        (page_title(TITLE, html! {}))
        p.hint { "민원 화면에서 글을 쓰는 칸에 넣을 수 있는 문구입니다. 부서의 문구는 부서 관리자가 관리하고 부서의 모든 직원이 씁니다." }
        (typed.summary())
        (panel("own", "내 문구", list(&own, true, &typed)))
        (panel("shared", "부서의 문구", list(&shared, manages(who), &typed)))
        (panel("new", "새 문구", new(who, &typed)))
    };
    let mut response = Frame::new(state, who, TITLE, PATH).render(jar, body);
    if typed.is_wrong() {
        *response.status_mut() = StatusCode::UNPROCESSABLE_ENTITY;
    }
    Ok(response)
}

fn list(phrases: &[Phrase], changes: bool, typed: &Typed) -> Markup {
    html! {
        @if phrases.is_empty() { p.quiet { "등록한 문구가 없습니다." } }
        @for phrase in phrases {
            @if changes { (one(phrase, typed)) } @else {
                (expander(&phrase.title, false, html! { p.phrase-text { (phrase.text) } }))
            }
        }
    }
}

/// Its form comes back open, with what was typed.
fn one(phrase: &Phrase, typed: &Typed) -> Markup {
    let id = phrase.id.to_string();
    let back = typed.value("id") == id;
    let nothing = Typed::default();
    let typed = if back { typed } else { &nothing };
    let (title_id, text_id) = (
        if back { "title".to_owned() } else { format!("title-{id}") },
        if back { "text".to_owned() } else { format!("text-{id}") },
    );
    let title =
        Field::new("title", "제목").id(&title_id).value(&phrase.title).required().max_chars(TITLE_MAX);
    let body = Field::new("text", "문구").id(&text_id).value(&phrase.text).required().max_chars(MEMO_MAX);
    let form = post_form(
        &FormAttrs::new(PATH, ""),
        html! {
            (hidden("id", &id))
            (text(&typed.field(title, "title")))
            (textarea(&typed.field(body, "text"), 3))
            (button_row(html! {
                (submit("저장", ButtonKind::Primary))
                (submit_value("지우기", ButtonKind::Danger, "delete", "1"))
            }))
        },
    );
    expander(&phrase.title, back, form)
}

fn new(who: &Who, typed: &Typed) -> Markup {
    let nothing = Typed::default();
    let typed = if typed.value("id").is_empty() { typed } else { &nothing };
    let suffix = if typed.is_wrong() { "" } else { "new-" };
    let (title_id, text_id) = (format!("{suffix}title"), format!("{suffix}text"));
    let title = Field::new("title", "제목").id(&title_id).required().max_chars(TITLE_MAX);
    let body = Field::new("text", "문구").id(&text_id).required().max_chars(MEMO_MAX);
    let of = Field::new("of", "쓰는 사람").value("mine");
    let choices = [Choice::new("mine", "나만"), Choice::new("department", "부서의 모든 직원")];
    post_form(
        &FormAttrs::new(PATH, "").draft("phrase"),
        html! {
            (text(&typed.field(title, "title").hint("목록에 보이는 이름입니다. 예: 현장 확인 예정")))
            (textarea(&typed.field(body, "text"), 4))
            @if manages(who) { (radios(&typed.field(of, "of"), &choices)) }
            (button_row(submit("저장", ButtonKind::Primary)))
        },
    )
}
