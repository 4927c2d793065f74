//! 대직 종료 인계 목록: what the stand-in did, and what is still open at the desk.

use axum::extract::{Path, State};
use axum::response::Response;
use axum_extra::extract::cookie::CookieJar;
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use casework::people::hand_back::{HandBack, hand_back};
use domain::desk::Desk as Facts;
use maud::{Markup, html};
use store::read::Listed;
use store::{DoneForSomebody, HandBackCursor};
use uuid::Uuid;
use words::Names;

use super::Frame;
use super::work::{Asked, moment_cell};
use crate::components::{
    Column, KeyValue, Pager, Row, Table, data_table, key_values, page_title, pager, panel,
};
use crate::error::Fail;
use crate::request::Desk;
use crate::state::AppState;

const TITLE: &str = "대직 종료 인계 목록";

pub(crate) async fn page(
    State(state): State<AppState>,
    Desk { who, .. }: Desk,
    (jar, Path(id)): (CookieJar, Path<String>),
    asked: Asked,
) -> Result<Response, Fail> {
    let id: Uuid = id.parse().map_err(|_| Fail::not_found())?;
    let after = asked.one("cursor", read_cursor)?;
    let list = hand_back(&state.office, &who, id, after.as_ref()).await?;
    let path = format!("/stand-ins/{id}");
    let next = list.next.as_ref().map(|next| asked.href(&path, &[("cursor", &write_cursor(next))]));
    let frame = Frame { active: "/me", ..Frame::new(&state, &who, TITLE, &path) };
    Ok(frame.render(jar, markup(&state.office.desk(), &list, next.as_deref())))
}

fn markup(facts: &Facts, list: &HandBack, next: Option<&str>) -> Markup {
    let (chart, entry) = (facts.chart.as_ref(), &list.stand_in.stand_in);
    let kept = &list.stand_in;
    let planned = format!("{} ~ {}", words::date::day(entry.from), words::date::day(kept.planned_until));
    let days = match kept.ended_at {
        Some(at) => format!("{planned}, {} 해제", words::date::moment(at)),
        None => planned,
    };
    let open: Vec<Row> = list.open.iter().map(open_row).collect();
    let waiting: Vec<Row> = list
        .waiting
        .iter()
        .map(|work| {
            let mut row = work_row(&work.complaint);
            row.push(html! { (kind(work.kind)) });
            row.push(moment_cell(work.since));
            Row::new(row).href(address(&work.complaint))
        })
        .collect();
    let done: Vec<Row> = list.done.iter().map(|act| done_row(facts, act)).collect();
    let open_columns =
        [Column::new("번호"), Column::new("제목").main(), Column::new("진행상태"), Column::new("처리기한")];
    let waiting_columns = [
        Column::new("번호"),
        Column::new("제목").main(),
        Column::new("기다리는 일"),
        Column::new("요청일시"),
    ];
    let done_columns = [
        Column::new("일시"),
        Column::new("번호"),
        Column::new("제목").main(),
        Column::new("처리 내용"),
        Column::new("지금 상태"),
    ];
    html! {
        (page_title(TITLE, html! {}))
        (key_values(&[
            KeyValue::text("부재", &words::people::with_department(chart, entry.absent)),
            KeyValue::text("대직자", &words::people::with_department(chart, entry.stand_in)),
            KeyValue::text("기간", &days),
        ]))
        (panel("open", "아직 열려 있는 민원", html! {
            (data_table(&Table::new("아직 열려 있는 민원", &open_columns, open).dense()
                .empty(html! { p.quiet { "열려 있는 민원이 없습니다." } })))
            @if list.open_is_cut { p.hint { "처리기한이 빠른 것부터 보입니다. 나머지는 " a href="/handle" { "민원 처리" } "에 있습니다." } }
        }))
        (panel("waiting", "결재·추가답변 등 기다리는 일", data_table(
            &Table::new("기다리는 일", &waiting_columns, waiting).dense()
                .empty(html! { p.quiet { "기다리는 일이 없습니다." } })
        )))
        (panel("done", "대직자가 처리한 일", html! {
            (data_table(&Table::new("대직자가 처리한 일", &done_columns, done).dense()
                .empty(html! { p.quiet { "그 기간에 대직하여 처리한 일이 없습니다." } })))
            @if next.is_some() { (pager(&Pager { next, summary: "최근 처리부터", ..Pager::default() })) }
        }))
    }
}

fn address(listed: &Listed) -> String {
    format!("/complaints/{}", number(listed))
}

fn number(listed: &Listed) -> String {
    listed.number.to_string()
}

fn work_row(listed: &Listed) -> Vec<Markup> {
    vec![html! { (number(listed)) }, html! { (listed.title) }]
}

fn open_row(listed: &Listed) -> Row {
    let mut row = work_row(listed);
    row.push(html! { (words::stage::label(listed.stage)) });
    row.push(html! { (listed.due_at.map(words::date::moment).unwrap_or_else(|| "–".to_owned())) });
    Row::new(row).href(address(listed))
}

fn done_row(facts: &Facts, act: &DoneForSomebody) -> Row {
    let chart = facts.chart.as_ref();
    let holder = act.handler.filter(|_| act.live).map(|id| format!(" · {}", Names::officer(chart, id)));
    Row::new(vec![
        moment_cell(act.happened.at),
        html! { (act.number) },
        html! { (act.title) },
        html! { (words::event::line(&act.happened.event, chart)) },
        html! { (words::stage::label(act.stage)) (holder.unwrap_or_default()) },
    ])
    .href(format!("/complaints/{}", act.number))
}

fn kind(kind: domain::complaint::DeskItemKind) -> &'static str {
    use domain::complaint::DeskItemKind;
    match kind {
        DeskItemKind::Approval => "결재",
        DeskItemKind::FollowUp => "추가답변",
        DeskItemKind::Objection => "이의신청 결정",
        DeskItemKind::Cooperation => "협조 의견",
        DeskItemKind::Reassignment => "재지정 결정",
    }
}

fn write_cursor(cursor: &HandBackCursor) -> String {
    URL_SAFE_NO_PAD.encode(format!("{}:{}:{}", cursor.at, cursor.complaint, cursor.seq))
}

fn read_cursor(text: &str) -> Option<HandBackCursor> {
    let text = String::from_utf8(URL_SAFE_NO_PAD.decode(text).ok()?).ok()?;
    let mut parts = text.split(':');
    let (at, complaint, seq) = (parts.next()?, parts.next()?, parts.next()?);
    Some(HandBackCursor { at: at.parse().ok()?, complaint: complaint.parse().ok()?, seq: seq.parse().ok()? })
}
