//! 발송 현황: what waits, what left and what failed, over the whole office; failed ones may be sent again.

use axum::extract::State;
use axum::response::Response;
use axum_extra::extract::cookie::CookieJar;
use casework::log;
use casework::reader::period;
use domain::id::NoticeId;
use domain::org::OrgChart;
use jiff::Timestamp;
use jiff::civil::Date;
use maud::{Markup, html};
use store::{DispatchFilter, Dispatched, NoticeState, Owner, StoreError};
use words::names::Names;

use super::{Screen, administrates, asked_for, cut, done, turning};
use crate::components::{
    ButtonKind, Choice, Column, Field, FilterPanel, FormAttrs, Row, Selection, Table, button_row, data_table,
    date_range, filter_panel, link_button, page_title, post_form, select, submit,
};
use crate::error::Fail;
use crate::pages::letters::{badge, state_label, template_of};
use crate::pages::work::{Asked, Posted, Typed, moment_cell, only};
use crate::request::Desk;
use crate::state::AppState;

const PATH: &str = "/notices";
const TITLE: &str = "발송 현황";
const FORM: &str = "again";
/// Notices sent again in one go.
const CHOSEN_MAX: usize = 200;

/// GET `/notices?from=&to=&state=&channel=`
pub(crate) async fn page(
    State(state): State<AppState>,
    desk: Desk,
    jar: CookieJar,
    asked: Asked,
) -> Result<Response, Fail> {
    only(administrates(&desk.who))?;
    let mut typed = Typed::default();
    let body = match filter(&state, &asked) {
        Ok(filter) => Some(listed(&state, &asked, &filter?, &typed).await?),
        Err(why) => {
            typed.wrong("from", why);
            None
        }
    };
    let body = body.unwrap_or_else(|| html! { (head(&asked, &state, &typed)) });
    Ok(screen(&state, &desk).respond(jar, &typed, body))
}

fn screen<'a>(state: &'a AppState, desk: &'a Desk) -> Screen<'a> {
    Screen { state, who: &desk.who, title: TITLE, path: PATH, active: PATH }
}

/// What was typed wrongly comes back with a reason; what no form of ours sends is unreadable.
fn filter(state: &AppState, asked: &Asked) -> Result<Result<DispatchFilter, Fail>, &'static str> {
    let day = |name| asked.get(name).map(str::parse::<Date>).transpose();
    let (from, to) =
        day("from").and_then(|from| Ok((from, day("to")?))).map_err(|_| "날짜를 다시 입력해 주십시오.")?;
    let span = period(from, to, state.office.desk().today());
    let (from, to) = span.map_err(|_| "기간은 시작일부터 종료일까지 95일을 넘을 수 없습니다.")?;
    Ok((|| {
        let wanted = asked.one("state", |text| NoticeState::ALL.into_iter().find(|s| s.as_str() == text))?;
        let channel = asked
            .one("channel", |text| words::notice_channel::ALL.contains(&text).then(|| text.to_owned()))?;
        Ok(DispatchFilter { from, to, state: wanted, channel })
    })())
}

fn head(asked: &Asked, state: &AppState, typed: &Typed) -> Markup {
    let today = state.office.desk().today();
    let (from, to) = crate::pages::search::days(asked, today);
    let states: Vec<Choice> = std::iter::once(Choice::new("", "전체"))
        .chain(NoticeState::ALL.map(|s| Choice::new(s.as_str(), state_label(s).0)))
        .collect();
    let channels: Vec<Choice> = std::iter::once(Choice::new("", "전체"))
        .chain(
            words::notice_channel::ALL
                .iter()
                .map(|code| Choice::new(code, words::notice_channel::label(code).unwrap_or(code))),
        )
        .collect();
    html! {
        (page_title(TITLE, link_button("알림 문구", "/notice-texts", ButtonKind::Secondary)))
        p.hint { "시민과 직원에게 보낸 알림의 결과입니다. 기본 기간은 30일이며 최대 95일까지 봅니다. 공익신고(비밀)의 알림은 나타나지 않습니다." }
        (typed.summary())
        (filter_panel(FilterPanel {
            action: PATH,
            fields: html! {
                (date_range("작성한 날", &typed.field(Field::new("from", "시작일").value(&from), "from"), &Field::new("to", "종료일").value(&to)))
                (select(&Field::new("state", "결과").value(asked.text("state")), &states))
                (select(&Field::new("channel", "채널").value(asked.text("channel")), &channels))
            },
            more: None,
            open: false,
        }))
    }
}

async fn listed(
    state: &AppState,
    asked: &Asked,
    filter: &DispatchFilter,
    typed: &Typed,
) -> Result<Markup, Fail> {
    let before = asked.one("cursor", |text| {
        let (at, id) = text.split_once(':')?;
        Some((Timestamp::from_microsecond(at.parse().ok()?).ok()?, id.parse::<NoticeId>().ok()?))
    })?;
    let mut rows = state.office.store().read().await?.dispatched(filter, before, asked_for()).await?;
    let more = cut(&mut rows);
    let cursor = |last: &Dispatched| format!("{}:{}", last.created_at.as_microsecond(), last.id);
    let next = rows.last().filter(|_| more).map(cursor);
    let failed = rows.iter().any(|row| row.state.is_lost());
    let chart = state.office.facts().chart;
    let columns = [
        Column::new("작성일시"),
        Column::new("알림").main(),
        Column::new("접수번호"),
        Column::new("받는 사람"),
        Column::new("결과"),
        Column::new("시도"),
    ];
    let lines = rows.iter().map(|row| line(row, &chart)).collect();
    let table = Table::new("발송 현황", &columns, lines).dense();
    let table = if failed { table.select(Selection { name: "chosen", form_id: FORM }) } else { table };
    let action = asked.href(PATH, &[]);
    Ok(html! {
        (head(asked, state, typed))
        (data_table(&table))
        (turning(asked, PATH, rows.len(), next))
        @if failed {
            (post_form(&FormAttrs::new(&action.replacen(PATH, "/notices/again", 1), "").id(FORM), html! {
                p.hint { "실패한 알림을 골라 처음 채널부터 다시 보냅니다." }
                (button_row(submit("선택한 알림 다시 보내기", ButtonKind::Primary)))
            }))
        }
    })
}

fn line(row: &Dispatched, chart: &OrgChart) -> Row {
    let what = template_of(&row.delivery_key);
    let to = match row.to {
        Owner::Officer(id) => Names::officer(chart, id),
        Owner::Petitioner(_) => "신청인".to_owned(),
    };
    let name = format!("{what} {}", row.number);
    Row::new(vec![
        moment_cell(row.created_at),
        html! { (what) },
        html! { span.case-number { (row.number) } },
        html! { (to) },
        badge(row.state),
        html! {
            @if row.attempts.is_empty() {
                span.quiet { (ways(&row.channels)) }
            } @else { ul.tries { @for tried in &row.attempts {
                li {
                    (words::notice_channel::label(&tried.channel).unwrap_or("–")) " "
                    (moment_cell(tried.at)) " " @if tried.success { "성공" } @else { "실패" }
                    @if !tried.answer.is_empty() { " (" (tried.answer) ")" }
                }
            } } }
        },
    ])
    .key(row.id.to_string(), name)
}

fn ways(channels: &[String]) -> String {
    let names = channels.iter().map(|code| words::notice_channel::label(code).unwrap_or(code));
    names.collect::<Vec<_>>().join(" → ")
}

/// POST `/notices/again`: those of the chosen ones that failed.
pub(crate) async fn send_again(
    State(state): State<AppState>,
    desk: Desk,
    jar: CookieJar,
    asked: Asked,
    form: Posted,
) -> Result<Response, Fail> {
    only(administrates(&desk.who))?;
    let chosen: Vec<NoticeId> = form.all("chosen").into_iter().filter_map(|id| id.parse().ok()).collect();
    if chosen.is_empty() || chosen.len() > CHOSEN_MAX {
        let mut typed = Typed::default();
        typed.wrong("", "다시 보낼 알림을 1건부터 200건까지 선택해 주십시오.");
        let filter = filter(&state, &asked).unwrap_or_else(|_| Err(Fail::not_found()))?;
        let body = listed(&state, &asked, &filter, &typed).await?;
        return Ok(screen(&state, &desk).respond(jar, &typed, body));
    }
    let mut tx = state.office.store().write().await?;
    let mut sent = 0_u32;
    for id in &chosen {
        let outcome = match tx.notice_is_listed(*id).await {
            Ok(()) => tx.retry_notice(*id, state.office.now()).await,
            Err(why) => Err(why),
        };
        match outcome {
            Ok(()) => sent += 1,
            // Sent meanwhile, or never there.
            Err(StoreError::NotFound(_)) => {}
            Err(fault) => return Err(fault.into()),
        }
    }
    log::put(&mut tx, &state.office, desk.asker(), "retry-notice", format!("{sent}건")).await?;
    tx.commit().await?;
    let left = chosen.len() - usize::try_from(sent).unwrap_or_default();
    let rest = if left > 0 {
        format!(" {left}건은 실패한 알림이 아니어서 그대로 두었습니다.")
    } else {
        String::new()
    };
    Ok(done(jar, &format!("{sent}건을 다시 보냅니다.{rest}"), &asked.href(PATH, &[("cursor", "")])))
}
