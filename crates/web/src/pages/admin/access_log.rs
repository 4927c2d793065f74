//! 접속기록: who came in and who changed what, searched by period, account, action and outcome; its chain is
//! verified with a button, and it is taken away as Excel for a purpose that is written down (개인정보의 안전성
//! 확보조치 기준 제8조).

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use axum_extra::extract::cookie::CookieJar;
use casework::reader::period;
use casework::sessions::Who;
use casework::{access_review, log};
use domain::role::{Duty, Role};
use domain::text::Text;
use jiff::Timestamp;
use jiff::civil::Date;
use maud::{Markup, html};
use store::{Access, AccessCursor, AccessFilter, Chain, LoggedAccess};
use words::access::{ACTIONS, OUTCOMES, action, outcome};
use words::lang::Lang;

use super::{Screen, asked_for, cut, turning};
use crate::components::{
    ButtonKind, Choice, Column, Field, FilterPanel, FormAttrs, Row, Table, Tone, alert, button_row,
    confirm_panel, data_table, date_range, filter_panel, link_button, opened_panel, page_title, post_form,
    select, submit, text,
};
use crate::error::Fail;
use crate::excel::{Answer, Cell, Sheet};
use crate::pages::search::days;
use crate::pages::work::{Asked, Posted, Typed, moment_cell, only};
use crate::request::Desk;
use crate::state::AppState;

pub(super) const PATH: &str = "/access-log";
const TITLE: &str = "접속기록";
/// Longest account name and purpose, in characters.
const ACCOUNT_MAX: usize = 100;
const PURPOSE_MAX: usize = 200;
/// Lines of one Excel file; more are asked for in shorter periods.
const EXPORT_MAX: u32 = 10_000;

/// 시스템 관리자, and 감사 of the whole city who review what administrators do too. An inspector of one agency
/// has no business with the lines of the others.
pub(crate) fn may_read(who: &Who) -> bool {
    let inspects_the_city = |duty: &Duty| duty.role == Role::Inspector && duty.agency.is_none();
    who.on_duty.has(Role::Administrator) || who.on_duty.all_duties().any(inspects_the_city)
}

/// GET `/access-log`
pub(crate) async fn page(
    State(state): State<AppState>,
    desk: Desk,
    jar: CookieJar,
    asked: Asked,
) -> Result<Response, Fail> {
    only(may_read(&desk.who))?;
    let mut typed = Typed::default();
    let body = drawn(&state, &asked, &mut typed, None).await?;
    Ok(screen(&state, &desk).respond(jar, &typed, body))
}

fn screen<'a>(state: &'a AppState, desk: &'a Desk) -> Screen<'a> {
    Screen { state, who: &desk.who, title: TITLE, path: PATH, active: PATH }
}

fn filter(asked: &Asked, today: Date) -> Result<Result<AccessFilter, Fail>, &'static str> {
    let day = |name| asked.get(name).map(str::parse::<Date>).transpose();
    let (from, to) =
        day("from").and_then(|from| Ok((from, day("to")?))).map_err(|_| "날짜를 다시 입력해 주십시오.")?;
    let span = period(from, to, today);
    let (from, to) = span.map_err(|_| "기간은 시작일부터 종료일까지 95일을 넘을 수 없습니다.")?;
    Ok((|| {
        let known = |codes: &'static [&str], text: &str| codes.contains(&text).then(|| text.to_owned());
        Ok(AccessFilter {
            from,
            to,
            account: asked.one("account", |t| (t.chars().count() <= ACCOUNT_MAX).then(|| t.to_owned()))?,
            action: asked.one("action", |text| known(&ACTIONS, text))?,
            outcome: asked.one("outcome", |text| known(&OUTCOMES, text))?,
        })
    })())
}

async fn drawn(
    state: &AppState,
    asked: &Asked,
    typed: &mut Typed,
    verified: Option<(Chain, Timestamp)>,
) -> Result<Markup, Fail> {
    let today = access_review::today(&state.office);
    let found = match filter(asked, today) {
        Ok(filter) => Some(filter?),
        Err(why) => {
            typed.wrong("from", why);
            None
        }
    };
    let list = match found {
        Some(filter) => list(state, asked, &filter).await?,
        None => html! {},
    };
    Ok(html! {
        (page_title(TITLE, link_button("월별 점검", "/access-log/months", ButtonKind::Secondary)))
        p.hint { "로그인과 설정 변경의 기록입니다. 2년 이상 보관하며, 한 줄이라도 고치거나 지우면 무결성 확인에서 드러납니다." }
        (typed.summary())
        @if let Some((chain, from)) = verified { (told(chain, from)) }
        (conditions(asked, today, typed))
        (list)
        (actions(asked, typed))
    })
}

fn conditions(asked: &Asked, today: Date, typed: &Typed) -> Markup {
    let (from, to) = days(asked, today);
    let all = Choice::new("", "전체");
    let actions: Vec<Choice> =
        std::iter::once(all).chain(ACTIONS.iter().map(|code| Choice::new(code, action(code)))).collect();
    let outcomes: Vec<Choice> =
        std::iter::once(all).chain(OUTCOMES.iter().map(|code| Choice::new(code, outcome(code)))).collect();
    filter_panel(FilterPanel {
        action: PATH,
        fields: html! {
            (date_range("기간", &typed.field(Field::new("from", "시작일").value(&from), "from"), &Field::new("to", "종료일").value(&to)))
            (text(&Field::new("account", "계정").value(asked.text("account")).max_chars(ACCOUNT_MAX)))
            (select(&Field::new("action", "한 일").value(asked.text("action")), &actions))
            (select(&Field::new("outcome", "결과").value(asked.text("outcome")), &outcomes))
        },
        more: None,
        open: false,
    })
}

async fn list(state: &AppState, asked: &Asked, filter: &AccessFilter) -> Result<Markup, Fail> {
    let before = asked.one("cursor", |text| {
        let (at, seq) = text.split_once(':')?;
        let at = Timestamp::from_microsecond(at.parse().ok()?).ok()?;
        Some(AccessCursor { at, seq: seq.parse().ok().filter(|seq| i64::try_from(*seq).is_ok())? })
    })?;
    let mut rows = state.office.store().read().await?.accesses_found(filter, before, asked_for()).await?;
    let more = cut(&mut rows);
    let next = rows.last().filter(|_| more).map(|l| format!("{}:{}", l.access.at.as_microsecond(), l.seq));
    let columns = [
        Column::new("일시"),
        Column::new("계정").main(),
        Column::new("접속지"),
        Column::new("한 일"),
        Column::new("대상"),
        Column::new("결과"),
    ];
    let lines = rows.iter().map(|LoggedAccess { access, .. }| {
        Row::new(vec![
            moment_cell(access.at),
            html! { (access.account.as_deref().unwrap_or("–")) },
            html! { (access.ip.as_deref().unwrap_or("–")) },
            html! { (action(&access.action)) },
            html! { (access.subject.as_deref().unwrap_or("–")) },
            html! { (outcome(&access.outcome)) },
        ])
    });
    Ok(html! {
        (data_table(&Table::new("접속기록", &columns, lines.collect()).dense()))
        (turning(asked, PATH, rows.len(), next))
    })
}

fn actions(asked: &Asked, typed: &Typed) -> Markup {
    let at = |what: &str| asked.href(&format!("{PATH}/{what}"), &[("cursor", "")]);
    let purpose = Field::new("purpose", "내려받는 목적").required().max_chars(PURPOSE_MAX);
    let export = post_form(
        &FormAttrs::new(&at("export"), ""),
        html! {
            p.hint { "위 조건의 기록을 10,000줄까지 내려받습니다. 목적은 접속기록에 남습니다." }
            (text(&typed.field(purpose, "purpose")))
            (button_row(submit("내려받기", ButtonKind::Primary)))
        },
    );
    let verify = post_form(
        &FormAttrs::new(&at("verify"), ""),
        html! {
            p.hint { "위 기간의 첫 줄부터 마지막 줄까지 기록이 이어져 있는지 확인합니다." }
            (button_row(submit("무결성 확인", ButtonKind::Secondary)))
        },
    );
    html! {
        (verify)
        @if typed.is_wrong() && !typed.value("asked").is_empty() { (opened_panel("엑셀로 내려받기", ButtonKind::Secondary, export)) }
        @else { (confirm_panel("엑셀로 내려받기", ButtonKind::Secondary, export)) }
    }
}

fn told(chain: Chain, from: Timestamp) -> Markup {
    let from = words::date::moment(from);
    match chain {
        Chain::Whole { lines } => alert(
            Tone::Success,
            "기록이 온전합니다",
            html! { p { (from) "부터 마지막 줄까지 " (lines) "줄이 빠짐없이 이어져 있습니다." } },
        ),
        Chain::BrokenAt { seq, how } => alert(
            Tone::Danger,
            "기록이 훼손되었습니다",
            html! {
                p { (words::access::broken(seq, how)) }
                p { "데이터베이스에 접근한 사람과 백업을 확인하고 개인정보 보호책임자에게 알려 주십시오." }
            },
        ),
    }
}

/// POST `/access-log/verify`: from the first line of the period to the end of the chain.
pub(crate) async fn verify(
    State(state): State<AppState>,
    desk: Desk,
    jar: CookieJar,
    asked: Asked,
) -> Result<Response, Fail> {
    only(may_read(&desk.who))?;
    let today = access_review::today(&state.office);
    let from = match filter(&asked, today) {
        Ok(filter) => filter?.from,
        Err(_) => return Err(Fail::Page(words::error::PageError::Invalid)),
    };
    let mut tx = state.office.store().read().await?;
    let first = tx.first_access_from(from).await?;
    let chain = tx.verify_accesses_from(first).await?;
    drop(tx);
    let found = if matches!(chain, Chain::Whole { .. }) { "ok" } else { "broken" };
    let mut tx = state.office.store().write().await?;
    tx.log_access(&Access {
        at: state.office.now(),
        account: Some(desk.who.officer.login.clone()),
        ip: Some(desk.ip.to_string()),
        action: "verify-access".to_owned(),
        subject: None,
        outcome: found.to_owned(),
    })
    .await?;
    tx.commit().await?;
    let mut typed = Typed::default();
    let body = drawn(&state, &asked, &mut typed, Some((chain, from))).await?;
    Ok(screen(&state, &desk).with(jar, StatusCode::OK, body))
}

/// POST `/access-log/export`: the lines as Excel, for a purpose.
pub(crate) async fn export(
    State(state): State<AppState>,
    desk: Desk,
    jar: CookieJar,
    asked: Asked,
    form: Posted,
) -> Result<Response, Fail> {
    only(may_read(&desk.who))?;
    let mut typed = Typed::of(Posted([form.0.as_slice(), &[("asked".to_owned(), "on".to_owned())]].concat()));
    let purpose = Text::<PURPOSE_MAX>::new(form.text("purpose"));
    let today = access_review::today(&state.office);
    let (purpose, filter) = match (purpose, filter(&asked, today)) {
        (Ok(purpose), Ok(filter)) => (purpose, filter?),
        (purpose, _) => {
            if let Err(error) = purpose {
                typed.wrong("purpose", words::error::text("내려받는 목적", error, Lang::Ko));
            }
            let body = drawn(&state, &asked, &mut typed, None).await?;
            return Ok(screen(&state, &desk).respond(jar, &typed, body));
        }
    };
    let mut tx = state.office.store().write().await?;
    log::put(&mut tx, &state.office, desk.asker(), "export-access", purpose.as_str()).await?;
    let rows = tx.accesses_found(&filter, None, EXPORT_MAX).await?;
    tx.commit().await?;
    let span = format!("{} ~ {}", words::date::moment(filter.from), words::date::moment(filter.to));
    let sheet = Sheet {
        title: TITLE,
        conditions: vec![("기간", span), ("목적", String::from(purpose))],
        columns: vec!["일시", "계정", "접속지", "한 일", "대상", "결과"],
        rows: rows.into_iter().map(|line| cells(line.access)).collect(),
        made_at: state.office.now(),
    };
    Ok(sheet.response()?)
}

fn cells(access: Access) -> Vec<Cell> {
    let Access { at, account, ip, action: what, subject, outcome: how } = access;
    let some = |text: Option<String>| text.map_or(Cell::Empty, Cell::Text);
    vec![
        Cell::Moment(at),
        some(account),
        some(ip),
        Cell::text(action(&what)),
        some(subject),
        Cell::text(outcome(&how)),
    ]
}
