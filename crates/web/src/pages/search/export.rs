//! 총괄 민원 조회 as an Excel file: masked without a question, with petitioners only for a purpose.

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use axum_extra::extract::cookie::CookieJar;
use casework::export::{self, CLEAR_ROWS_MAX, Purpose};
use casework::sessions::Who;
use domain::export::{FILE_ROWS_MAX, LINK_HOURS};
use domain::text::{MEMO_MAX, Memo};
use maud::{Markup, html};
use store::read::Filter;
use words::error::PageError;
use words::figure::grouped;
use words::lang::Lang;

use super::conditions::{self, Conditions, Narrowed};
use super::{PATH, Page, TITLE, found};
use crate::components::{
    ButtonKind, Field, FormAttrs, confirm_panel, opened_panel, panel, post_form, submit, textarea,
};
use crate::error::Fail;
use crate::excel::{Answer, Cell, Sheet};
use crate::pages::exports;
use crate::pages::work::{Asked, Posted, Typed, excel, only};
use crate::request::Desk;
use crate::state::AppState;

/// The list as it is shown, petitioners masked.
pub(super) async fn masked(
    state: &AppState,
    desk: &Desk,
    asked: &Asked,
    narrowed: Narrowed,
    jar: CookieJar,
) -> Result<Response, Fail> {
    if narrowed.petitioner.is_none() {
        return list(state, asked, narrowed.filter)?.file(state, &desk.who, asked, jar).await;
    }
    let taken = found::take(state, &desk.actor(), asked, narrowed).await?;
    let table = state.office.desk();
    Ok(excel::sheet(TITLE, said(asked, &table), (&taken, export::ROWS_MAX), &table).response()?)
}

/// The list as a file has it. By a petitioner's name few are found, and no file is made of them.
pub(crate) fn wanted(state: &AppState, who: &Who, asked: &Asked) -> Result<excel::DeskList, Fail> {
    let read = conditions::read(asked, who, &state.office.desk());
    let narrowed = read.map_err(|_| Fail::Page(PageError::Unreadable))??;
    only(narrowed.petitioner.is_none())?;
    list(state, asked, narrowed.filter)
}

fn list(state: &AppState, asked: &Asked, filter: Filter) -> Result<excel::DeskList, Fail> {
    let said = said(asked, &state.office.desk());
    Ok(excel::DeskList { path: PATH, title: TITLE, filter, sort: asked.sort()?, said })
}

/// POST `/complaints/export`: the list with petitioners, after the purpose is kept.
pub(crate) async fn export(
    State(state): State<AppState>,
    desk: Desk,
    Conditions(asked): Conditions,
    jar: CookieJar,
    posted: Posted,
) -> Result<Response, Fail> {
    let table = state.office.desk();
    let read = conditions::read(&asked, &desk.who, &table);
    let purpose = Memo::new(posted.text("purpose"));
    let (Ok(narrowed), Ok(purpose)) = (read, &purpose) else {
        let mut typed = Typed::of(posted);
        if let Err(why) = &purpose {
            typed.wrong("purpose", words::error::text("내려받는 목적", *why, Lang::Ko));
        }
        let page = Page::load(&state, desk, asked, typed).await?;
        let mut response = page.render(&state, jar);
        *response.status_mut() = StatusCode::UNPROCESSABLE_ENTITY;
        return Ok(response);
    };
    let taken = found::take(&state, &desk.actor(), &asked, narrowed?).await?;
    let mut said = said(&asked, &table);
    let conditions: Vec<String> = said.iter().map(|(label, value)| format!("{label} {value}")).collect();
    let (login, ip) = (&desk.who.officer.login, desk.ip.to_string());
    let kept = Purpose { login, ip: &ip, list: TITLE, conditions: &conditions.join(", "), purpose };
    let (taken, people) = export::in_the_clear(&state.office, &desk.actor(), taken, &kept).await?;
    said.push(("내려받은 사람", desk.who.officer.name.clone()));
    said.push(("내려받는 목적", purpose.as_str().to_owned()));
    if taken.cut {
        said.push(("주의", excel::cut(CLEAR_ROWS_MAX)));
    }
    let mut columns = export::COLUMNS.to_vec();
    columns.extend(["전화번호", "이메일", "주소"]);
    let rows = taken.rows.iter().map(|row| {
        let mut cells = export::cells(row, &table.chart);
        let person = people.get(&row.petitioner);
        let some = |text: Option<&String>| text.map_or(Cell::Empty, Cell::text);
        cells[3] = some(person.map(|p| &p.name));
        cells.push(some(person.and_then(|p| p.phone.as_ref())));
        cells.push(some(person.and_then(|p| p.email.as_ref())));
        cells.push(some(person.and_then(|p| p.address.as_ref())));
        cells
    });
    let rows = rows.collect();
    Ok(Sheet {
        title: "총괄 민원 조회 신청인 포함", conditions: said, columns, rows, made_at: table.now
    }
    .response()?)
}

fn said(asked: &Asked, desk: &domain::desk::Desk) -> Vec<(&'static str, String)> {
    let (from, to) = conditions::days(asked, desk.today());
    let mut said = vec![("조회 기간", format!("{from} ~ {to}"))];
    said.extend(excel::conditions(asked, &desk.chart));
    said
}

/// Below the list: what may be taken away, and the question that comes before personal data.
pub(super) fn form(state: &AppState, asked: &Asked, typed: &Typed) -> Markup {
    let action = asked.href(&format!("{PATH}/export"), &[("cursor", ""), ("as", ""), ("limit", "")]);
    let purpose =
        Field::new("purpose", "내려받는 목적").hint("예: 현장 합동점검 대상자에게 전화로 일정을 알리기 위함");
    let field = typed.field(purpose.max_chars(MEMO_MAX).required(), "purpose");
    let form = post_form(
        &FormAttrs::new(&action, "").id("export"),
        html! {
            (textarea(&field, 2))
            p.hint { "이름·전화번호·이메일·주소가 그대로 담깁니다. 누가 언제 어떤 조건으로 몇 건을 왜 내려받았는지 기록됩니다." }
            div.button-row { (submit("신청인 정보 포함하여 내려받기", ButtonKind::Secondary)) }
        },
    );
    // It came back: with a purpose, or without one where nothing else on the page was asked.
    let back = !typed.value("purpose").is_empty() || (typed.is_wrong() && typed.all("once").is_empty());
    let open = if back { opened_panel } else { confirm_panel };
    let (most, clear) = (count(state.rows_at_once()), count(CLEAR_ROWS_MAX));
    panel(
        "export-panel",
        "엑셀 내려받기",
        html! {
            p.hint {
                "'엑셀 내려받기'에는 조회한 민원이 신청인을 가린 채 " (most) "건까지 담깁니다. "
                @if state.makes_files() {
                    "더 많으면 " (grouped(FILE_ROWS_MAX.into())) "건까지 파일로 만들어 " (LINK_HOURS) "시간 동안 "
                    a href=(exports::PATH) { "내려받기" } " 화면에 둡니다. "
                }
                "신청인 정보를 포함하면 필요한 만큼만 내려받도록 " (clear) "건까지 담깁니다."
            }
            (open("신청인 정보 포함", ButtonKind::Tertiary, form))
        },
    )
}

fn count(number: usize) -> String {
    grouped(u64::try_from(number).unwrap_or_default())
}
