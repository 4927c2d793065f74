//! 조회 설정: the searches one keeps, and which columns the list shows in which order.

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use axum_extra::extract::cookie::CookieJar;
use casework::sessions::Who;
use domain::text::Text;
use maud::{Markup, html};
use store::{SavedSearch, StoreError, Write};
use uuid::Uuid;
use words::lang::Lang;

use super::saved::{MOST, NAME_MAX};
use super::{PATH, TITLE};
use crate::components::{
    ButtonKind, Choice, Field, FormAttrs, button_row, hidden, link_button, page_title, panel, post_form,
    select, submit, submit_value, text,
};
use crate::error::Fail;
use crate::pages::Frame;
use crate::pages::work::{Asked, ListColumn, Posted, Typed};
use crate::request::{Desk, say};
use crate::state::AppState;

const VIEW: &str = "/complaints/view";
/// Longest address that is kept, in bytes: longer than any form of ours writes.
const QUERY_MAX: usize = 2_000;

pub(crate) async fn page(
    State(state): State<AppState>,
    Desk { who, .. }: Desk,
    jar: CookieJar,
) -> Result<Response, Fail> {
    drawn(&state, &who, jar, Typed::default()).await
}

/// What a form of this page does; `Err` says what is wrong with which field.
type Told = Result<(&'static str, String), (String, String)>;

/// POST: keep, rename, delete, let lead; or choose the columns.
pub(crate) async fn change(
    State(state): State<AppState>,
    Desk { who, .. }: Desk,
    jar: CookieJar,
    form: Posted,
) -> Result<Response, Fail> {
    let mut tx = state.office.store().write().await?;
    let told = match form.text("do") {
        "keep" => keep(&state, &mut tx, &who, &form).await?,
        "columns" => columns(&state, &mut tx, &who, &form).await?,
        "usual-columns" => {
            tx.drop_preference(who.officer.id, ListColumn::PREFERENCE).await?;
            Ok((VIEW, "표시 항목을 처음 설정으로 되돌렸습니다.".to_owned()))
        }
        of_one => one(&mut tx, &who, of_one, &form).await?,
    };
    match told {
        Ok((to, said)) => {
            tx.commit().await?;
            Ok((say(jar, true, &said), Redirect::to(to)).into_response())
        }
        Err((field, message)) => {
            tx.rollback().await?;
            let mut typed = Typed::of(form);
            typed.wrong(&field, message);
            drawn(&state, &who, jar, typed).await
        }
    }
}

fn name(form: &Posted) -> Result<String, String> {
    let typed = Text::<NAME_MAX>::new(form.text("name")).map(String::from);
    typed.map_err(|why| words::error::text("조회 이름", why, Lang::Ko))
}

async fn keep(state: &AppState, tx: &mut Write, who: &Who, form: &Posted) -> Result<Told, Fail> {
    let name = match name(form) {
        Ok(name) => name,
        Err(message) => return Ok(Err(("name".to_owned(), message))),
    };
    let query = form.text("query");
    // Only what the list itself could have been asked for.
    if query.len() > QUERY_MAX || Asked::read(query).is_err() {
        return Err(Fail::Page(words::error::PageError::Unreadable));
    }
    let kept = tx.saved_searches_of(who.officer.id).await?;
    if kept.len() >= MOST && !kept.iter().any(|search| search.name == name) {
        let message =
            format!("조회는 {MOST}개까지 저장할 수 있습니다. 쓰지 않는 것을 지운 뒤 저장해 주십시오.");
        return Ok(Err((String::new(), message)));
    }
    let search = SavedSearch { id: Uuid::new_v4(), name, query: query.to_owned(), leads: false };
    tx.put_saved_search(who.officer.id, &search, state.office.now()).await?;
    Ok(Ok((VIEW, format!("'{}' 조회를 저장했습니다.", search.name))))
}

/// Of the reader's own searches only; another's is not there.
async fn one(tx: &mut Write, who: &Who, what: &str, form: &Posted) -> Result<Told, Fail> {
    let id: Uuid = form.text("id").parse().map_err(|_| Fail::not_found())?;
    let kept = tx.saved_searches_of(who.officer.id).await?;
    let search = kept.iter().find(|search| search.id == id).ok_or_else(Fail::not_found)?;
    let said = match what {
        "rename" => {
            let name = match name(form) {
                Ok(name) => name,
                Err(message) => return Ok(Err((format!("name-{id}"), message))),
            };
            match tx.rename_saved_search(who.officer.id, id, &name).await {
                Err(StoreError::Conflict(_)) => {
                    let message = format!("'{name}' 조회가 이미 있습니다. 다른 이름을 입력해 주십시오.");
                    return Ok(Err((format!("name-{id}"), message)));
                }
                done => done?,
            }
            format!("이름을 '{name}'(으)로 바꾸었습니다.")
        }
        "delete" => {
            tx.delete_saved_search(who.officer.id, id).await?;
            format!("'{}' 조회를 지웠습니다.", search.name)
        }
        "lead" => {
            tx.lead_with(who.officer.id, Some(id)).await?;
            format!("총괄 민원 조회를 열면 '{}' 조회가 먼저 나옵니다.", search.name)
        }
        "follow" => {
            tx.lead_with(who.officer.id, None).await?;
            "기본 조회를 해제했습니다.".to_owned()
        }
        _ => return Err(Fail::not_found()),
    };
    Ok(Ok((VIEW, said)))
}

/// Each place of the row has its own choice, so that the order needs no script.
async fn columns(state: &AppState, tx: &mut Write, who: &Who, form: &Posted) -> Result<Told, Fail> {
    let mut chosen: Vec<ListColumn> = Vec::new();
    for name in form.all("column").into_iter().filter(|name| !name.is_empty()) {
        let column = ListColumn::parse(name).ok_or(Fail::Page(words::error::PageError::Unreadable))?;
        if chosen.contains(&column) {
            let message = format!("'{}' 항목을 두 번 골랐습니다. 하나만 남겨 주십시오.", column.label());
            return Ok(Err(("column-1".to_owned(), message)));
        }
        chosen.push(column);
    }
    if !chosen.contains(&ListColumn::Title) {
        let message = "제목은 민원을 여는 항목이므로 반드시 골라 주십시오.".to_owned();
        return Ok(Err(("column-1".to_owned(), message)));
    }
    let names: Vec<&str> = chosen.into_iter().map(ListColumn::as_str).collect();
    let kept = (ListColumn::PREFERENCE, names.join(","));
    tx.put_preference(who.officer.id, (kept.0, &kept.1), state.office.now()).await?;
    Ok(Ok((PATH, "표시 항목을 저장했습니다.".to_owned())))
}

async fn drawn(state: &AppState, who: &Who, jar: CookieJar, typed: Typed) -> Result<Response, Fail> {
    let searches = state.office.store().read().await?.saved_searches_of(who.officer.id).await?;
    let body = html! {
        (page_title("조회 설정", html! {}))
        (typed.summary())
        @if typed.value("do") == "keep" { (panel("keep", "이 조건을 저장", again(&typed))) }
        (panel("saved", "저장한 조회", list(&searches, &typed)))
        (panel("columns", "표시 항목", column_form(who, &typed)))
        (button_row(link_button(TITLE, PATH, ButtonKind::Tertiary)))
    };
    let frame = Frame { active: PATH, ..Frame::new(state, who, "조회 설정", VIEW) };
    let mut response = frame.render(jar, body);
    if typed.is_wrong() {
        *response.status_mut() = StatusCode::UNPROCESSABLE_ENTITY;
    }
    Ok(response)
}

/// What could not be kept, with its conditions.
fn again(typed: &Typed) -> Markup {
    let name = typed.field(Field::new("name", "조회 이름").required().max_chars(NAME_MAX), "name");
    post_form(
        &FormAttrs::new(VIEW, ""),
        html! {
            (hidden("query", typed.value("query")))
            (text(&name))
            (button_row(submit_value("지금 조건 저장", ButtonKind::Primary, "do", "keep")))
        },
    )
}

fn list(searches: &[SavedSearch], typed: &Typed) -> Markup {
    html! {
        @if searches.is_empty() {
            p.quiet { "저장한 조회가 없습니다. 총괄 민원 조회에서 조건을 넣어 조회한 뒤 '이 조건을 저장'을 누르면 여기에 나타납니다." }
        }
        @for search in searches {
            @let id = search.id.to_string();
            @let field_id = format!("name-{id}");
            @let back = typed.value("id") == id && typed.value("do") == "rename";
            @let field = Field::new("name", "조회 이름").id(&field_id).required().max_chars(NAME_MAX);
            @let field = typed.field(field, &field_id).value(if back { typed.value("name") } else { &search.name });
            div.saved-search {
                p { a href={ (PATH) "?" (search.query) } { (search.name) } @if search.leads { " (기본)" } }
                (post_form(&FormAttrs::new(VIEW, ""), html! {
                    (hidden("id", &id))
                    (text(&field))
                    (button_row(html! {
                        (submit_value("이름 바꾸기", ButtonKind::Secondary, "do", "rename"))
                        @if search.leads {
                            (submit_value("기본 해제", ButtonKind::Tertiary, "do", "follow"))
                        } @else {
                            (submit_value("기본으로", ButtonKind::Tertiary, "do", "lead"))
                        }
                        (submit_value("지우기", ButtonKind::Danger, "do", "delete"))
                    }))
                }))
            }
        }
    }
}

fn column_form(who: &Who, typed: &Typed) -> Markup {
    let now: Vec<String> = if typed.value("do") == "columns" {
        typed.all("column").into_iter().map(str::to_owned).collect()
    } else {
        ListColumn::chosen(&who.preferences).into_iter().map(|column| column.as_str().to_owned()).collect()
    };
    let choices: Vec<Choice> = std::iter::once(Choice::new("", "(비움)"))
        .chain(ListColumn::ALL.map(|column| Choice::new(column.as_str(), column.label())))
        .collect();
    let form = post_form(
        &FormAttrs::new(VIEW, ""),
        html! {
            (hidden("do", "columns"))
            p.hint { "앞에서부터 차례로 목록에 나옵니다. 제목은 반드시 있어야 합니다." }
            div.field-grid.columns {
                @for place in 0..ListColumn::ALL.len() {
                    @let (id, label) = (format!("column-{}", place + 1), format!("{}번째", place + 1));
                    @let value = now.get(place).map(String::as_str).unwrap_or_default();
                    @let field = typed.field(Field::new("column", &label).id(&id), &id);
                    (select(&field.value(value), &choices))
                }
            }
            (button_row(html! {
                (submit("표시 항목 저장", ButtonKind::Primary))
                button.btn.btn-tertiary type="submit" form="usual-columns" { "처음 설정으로" }
            }))
        },
    );
    html! {
        (form)
        (post_form(&FormAttrs::new(VIEW, "").id("usual-columns"), hidden("do", "usual-columns")))
    }
}
