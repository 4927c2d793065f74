//! 대직: who minds one's desk from one day to another, and until when that was so.

use axum::extract::{Path, State};
use axum::response::Response;
use axum_extra::extract::cookie::CookieJar;
use casework::sessions::Who;
use domain::desk::Desk as Facts;
use domain::id::OfficerId;
use domain::org::{Officer, StandIn};
use jiff::ToSpan;
use jiff::civil::Date;
use maud::{Markup, html};
use store::KeptStandIn;
use uuid::Uuid;
use words::names::Names;

use super::{done, drawn, forms, refused};
use crate::acts::Fields;
use crate::components::{
    ButtonKind, Choice, Column, Field, FormAttrs, Row, Table, button_row, data_table, date_range, panel,
    post_button, post_form, select, submit,
};
use crate::error::Fail;
use crate::pages::work::{Posted, Typed};
use crate::request::Desk;
use crate::state::AppState;

/// Longest absence in one entry, in days: longer ones are a change of duties.
const LONGEST_DAYS: i32 = 366;
/// Entries shown: the latest.
const SHOWN: usize = 10;

pub(crate) async fn set(
    State(state): State<AppState>,
    Desk(who): Desk,
    jar: CookieJar,
    form: Posted,
) -> Result<Response, Fail> {
    let mut f = Fields::from_form(&form.0);
    let (stand_in, from, until) = (f.parsed::<OfficerId>("stand_in"), f.date("from"), f.date("until"));
    let wanted = stand_in.zip(from).zip(until);
    let wanted = match f.finish(wanted) {
        Ok(((stand_in, from), until)) => StandIn { absent: who.officer.id, stand_in, from, until },
        Err(problems) => return refused(&state, &who, jar, form, &problems).await,
    };
    if let Some((field, message)) = objection(&state, &who, &wanted).await? {
        let mut typed = Typed::of(form);
        typed.wrong(field, message);
        return drawn(&state, &who, jar, typed).await;
    }
    let mut tx = state.office.store().write().await?;
    tx.put_stand_in(Uuid::new_v4(), &wanted, Some(who.officer.id), state.office.now()).await?;
    tx.commit().await?;
    Ok(done(jar, "대직자를 등록했습니다. 그 기간에는 접수함·결재·알림이 대직자에게도 갑니다."))
}

/// Why this cannot be: the field and what to do.
async fn objection(
    state: &AppState,
    who: &Who,
    wanted: &StandIn,
) -> Result<Option<(&'static str, &'static str)>, Fail> {
    let desk = state.office.desk();
    let colleague = desk.chart.officer(wanted.stand_in).is_some_and(|officer| officer.active);
    if !colleague || wanted.stand_in == who.officer.id {
        return Ok(Some(("stand_in", "대직자를 목록에서 선택해 주십시오.")));
    }
    if wanted.until < wanted.from {
        return Ok(Some(("until", "종료일이 시작일보다 빠릅니다. 날짜를 다시 입력해 주십시오.")));
    }
    if wanted.from < desk.today() {
        return Ok(Some(("from", "시작일은 오늘이나 그 뒤로 입력해 주십시오.")));
    }
    if (wanted.until - wanted.from).get_days() >= LONGEST_DAYS {
        return Ok(Some(("until", "대직 기간은 1년까지 설정할 수 있습니다.")));
    }
    let mut tx = state.office.store().read().await?;
    if away(&tx.stand_ins_of(wanted.absent).await?, wanted.absent, wanted) {
        return Ok(Some(("from", "이미 등록한 대직 기간과 겹칩니다. 먼저 그 대직을 해제해 주십시오.")));
    }
    // Standing in is not handed on: a desk minded by somebody absent is minded by nobody.
    if away(&tx.stand_ins_of(wanted.stand_in).await?, wanted.stand_in, wanted) {
        return Ok(Some((
            "stand_in",
            "선택한 직원도 그 기간에 자리를 비웁니다. 다른 직원을 선택해 주십시오.",
        )));
    }
    Ok(None)
}

/// Is this officer away on a day of that period?
fn away(kept: &[KeptStandIn], officer: OfficerId, period: &StandIn) -> bool {
    let entries = kept.iter().map(|kept| &kept.stand_in).filter(|entry| entry.absent == officer);
    entries
        .filter(|entry| entry.from <= entry.until)
        .any(|entry| entry.from <= period.until && period.from <= entry.until)
}

/// Back at one's desk: from today on nobody minds it.
pub(crate) async fn end(
    State(state): State<AppState>,
    Desk(who): Desk,
    jar: CookieJar,
    Path(id): Path<String>,
) -> Result<Response, Fail> {
    let id: Uuid = id.parse().map_err(|_| Fail::not_found())?;
    let mut tx = state.office.store().write().await?;
    let kept = tx.stand_ins_of(who.officer.id).await?;
    let own = kept.iter().any(|kept| kept.id == id && kept.stand_in.absent == who.officer.id);
    if !own {
        return Err(Fail::not_found());
    }
    let yesterday = state.office.desk().today().saturating_sub(1.day());
    tx.end_stand_in(id, yesterday, state.office.now()).await?;
    tx.commit().await?;
    Ok(done(jar, "대직을 해제했습니다."))
}

pub(super) fn section(desk: &Facts, officer: &Officer, kept: &[KeptStandIn], typed: &Typed) -> Markup {
    let today = desk.today();
    let colleagues: Vec<(String, String)> = desk
        .chart
        .officers_of(officer.department)
        .into_iter()
        .filter(|colleague| colleague.id != officer.id)
        .map(|colleague| {
            let duty =
                if colleague.duty.is_empty() { String::new() } else { format!(" · {}", colleague.duty) };
            (colleague.id.to_string(), format!("{}{duty}", Names::officer(desk.chart.as_ref(), colleague.id)))
        })
        .collect();
    let choices: Vec<Choice> = colleagues.iter().map(|(id, name)| Choice::new(id, name)).collect();
    let stand_in =
        Field::new("stand_in", forms::label("stand_in")).required().hint("같은 부서의 직원 가운데 고릅니다.");
    let (from, until) = (Field::new("from", "시작일").required(), Field::new("until", "종료일").required());
    panel(
        "stand-in-section",
        "대직자정보 수정",
        html! {
            p.hint { "휴가 등 부재 시 대직을 설정합니다. 대직자가 처리한 일은 'A를 대직하여 B'로 기록됩니다." }
            (data_table(&Table::new("대직 내역", &COLUMNS.map(Column::new), rows(desk, officer, kept, today)).dense()
                .empty(html! { p.quiet { "등록한 대직이 없습니다." } })))
            (post_form(&FormAttrs::new("/me/stand-ins", ""), html! {
                (select(&typed.field(stand_in, "stand_in"), &choices))
                (date_range("대직 기간", &typed.field(from, "from"), &typed.field(until, "until")))
                (button_row(submit("대직자 등록", ButtonKind::Primary)))
            }))
        },
    )
}

const COLUMNS: [&str; 5] = ["부재", "대직자", "기간", "상태", "관리"];

fn rows(desk: &Facts, officer: &Officer, kept: &[KeptStandIn], today: Date) -> Vec<Row> {
    let name = |id| Names::officer(desk.chart.as_ref(), id);
    kept.iter()
        .take(SHOWN)
        .map(|kept| {
            let StandIn { absent, stand_in, from, until } = kept.stand_in;
            let over = kept.ended_at.is_some() || until < today;
            let state = match (kept.ended_at, from > today, until < today) {
                (Some(_), ..) => "해제",
                (None, true, _) => "예정",
                (None, _, true) => "끝남",
                (None, false, false) => "대직 중",
            };
            // Called off before its first day, it has no days to show.
            let days = if until < from {
                words::date::day(from)
            } else {
                format!("{} ~ {}", words::date::day(from), words::date::day(until))
            };
            Row::new(vec![
                html! { (name(absent)) },
                html! { (name(stand_in)) },
                html! { (days) },
                html! { (state) },
                html! { @if !over && absent == officer.id {
                    (post_button(&format!("/me/stand-ins/{}/end", kept.id), "", "해제", ButtonKind::Tertiary))
                } },
            ])
        })
        .collect()
}
