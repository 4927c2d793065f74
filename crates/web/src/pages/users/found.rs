//! The people found, by name, a page at a time.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use domain::id::OfficerId;
use domain::role::{Duty, Role};
use maud::{Markup, html};
use store::{PeopleCursor, User};
use words::Names;

use super::PATH;
use super::look::{Conditions, state_label};
use crate::components::{Column, Pager, Row, Table, data_table, empty_state, pager};
use crate::error::Fail;
use crate::pages::work::Asked;
use crate::state::AppState;

/// Rows on a page.
const PAGE_ROWS: u32 = 20;

const COLUMNS: [&str; 7] = ["성명", "아이디(사번)", "부서", "권한", "대직", "등록구분", "계정 상태"];

pub(super) async fn list(state: &AppState, asked: &Asked, conditions: &Conditions) -> Result<Markup, Fail> {
    let after = asked.one("cursor", read_cursor)?;
    let (now, today) = (state.office.wall_now(), state.office.desk().today());
    let mut tx = state.office.store().read().await?;
    let page = (after.as_ref(), PAGE_ROWS);
    let (users, next) = tx.users(&conditions.of, &conditions.filter, (now, today), page).await?;
    let ids: Vec<OfficerId> = users.iter().map(|user| user.officer.id).collect();
    let duties = tx.duties_on(&ids, today).await?;
    let away = tx.stand_ins_on(&ids, today).await?;
    drop(tx);
    let chart = state.office.facts().chart;
    let row = |user: &User| {
        let officer = &user.officer;
        let held: Vec<Duty> =
            duties.iter().filter(|(id, _)| *id == officer.id).map(|(_, duty)| *duty).collect();
        let minder = away.iter().find(|entry| entry.absent == officer.id);
        Row::new(vec![
            html! { (Names::officer(chart.as_ref(), officer.id)) },
            html! { (officer.login) },
            html! { (Names::department(chart.as_ref(), officer.department)) },
            html! { (roles(&held)) },
            html! { @match minder {
                Some(entry) => { (Names::officer(chart.as_ref(), entry.stand_in)) " (~" (words::date::day_short(entry.until)) ")" },
                None => "–",
            } },
            html! { (words::people::origin(officer.origin)) },
            html! { (state_label(user.state(now))) },
        ])
        .href(format!("{PATH}/{}", officer.id))
    };
    let mut columns = COLUMNS.map(Column::new);
    columns[0] = columns[0].main();
    let rows: Vec<Row> = users.iter().map(row).collect();
    let empty = empty_state(
        "조건에 맞는 사용자가 없습니다.",
        "조건을 줄이거나 이름의 첫 글자부터 입력해 보십시오.",
        None,
    );
    let next = next.map(|next| asked.href(PATH, &[("cursor", &write_cursor(&next))]));
    let first = after.is_some().then(|| asked.href(PATH, &[("cursor", "")]));
    let summary = format!("{}명 표시", users.len());
    Ok(html! {
        (data_table(&Table::new("조회한 사용자", &columns, rows).empty(empty)))
        @if !users.is_empty() {
            (pager(&Pager { previous: first.as_deref(), next: next.as_deref(), summary: &summary, ..Pager::default() }))
        }
    })
}

/// What somebody is trusted with; everybody is a handler.
pub(super) fn roles(held: &[Duty]) -> String {
    let mut labels: Vec<&str> = Vec::new();
    for duty in held.iter().filter(|duty| duty.role != Role::Handler) {
        let label = words::role::label(duty.role);
        if !labels.contains(&label) {
            labels.push(label);
        }
    }
    if labels.is_empty() { words::role::label(Role::Handler).to_owned() } else { labels.join(" · ") }
}

pub(crate) fn write_cursor(cursor: &PeopleCursor) -> String {
    URL_SAFE_NO_PAD.encode(format!("{}:{}", cursor.id, cursor.name))
}

/// Only what a list could have written.
pub(crate) fn read_cursor(text: &str) -> Option<PeopleCursor> {
    let text = String::from_utf8(URL_SAFE_NO_PAD.decode(text).ok()?).ok()?;
    let (id, name) = text.split_once(':')?;
    let whole = name.chars().count() <= 200 && !name.chars().any(char::is_control);
    Some(PeopleCursor { name: name.to_owned(), id: id.parse().ok()? }).filter(|_| whole)
}
