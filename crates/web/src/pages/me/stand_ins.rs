//! 대직: who minds one's desk from one day to another, and until when that was so.

use axum::extract::{Path, State};
use axum::response::Response;
use axum_extra::extract::cookie::CookieJar;
use casework::people::stand_ins;
use domain::desk::Desk as Facts;
use domain::id::OfficerId;
use domain::org::{Officer, StandIn};
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
use crate::pages::users::told;
use crate::pages::work::{Posted, Typed};
use crate::request::Desk;
use crate::state::AppState;

/// Entries shown: the latest.
const SHOWN: usize = 10;

pub(crate) async fn set(
    State(state): State<AppState>,
    desk: Desk,
    jar: CookieJar,
    form: Posted,
) -> Result<Response, Fail> {
    let mut f = Fields::from_form(&form.0);
    let (stand_in, from, until) = (f.parsed::<OfficerId>("stand_in"), f.date("from"), f.date("until"));
    let wanted = stand_in.zip(from).zip(until);
    let wanted = match f.finish(wanted) {
        Ok(((stand_in, from), until)) => StandIn { absent: desk.who.officer.id, stand_in, from, until },
        Err(problems) => return refused(&state, &desk.who, jar, form, &problems).await,
    };
    match stand_ins::set(&state.office, desk.asker(), &wanted).await {
        Ok(_) => Ok(done(jar, "대직자를 등록했습니다. 그 기간에는 접수함·결재·알림이 대직자에게도 갑니다.")),
        Err(why) => {
            let (field, message) = told(why, &state.office.facts().chart)?;
            let mut typed = Typed::of(form);
            typed.wrong(field, message);
            drawn(&state, &desk.who, jar, typed).await
        }
    }
}

/// Back at one's desk: from today on nobody minds it.
pub(crate) async fn end(
    State(state): State<AppState>,
    desk: Desk,
    jar: CookieJar,
    Path(id): Path<String>,
) -> Result<Response, Fail> {
    let id: Uuid = id.parse().map_err(|_| Fail::not_found())?;
    let kept = state.office.store().read().await?.stand_in(id).await?;
    kept.filter(|kept| kept.stand_in.absent == desk.who.officer.id).ok_or_else(Fail::not_found)?;
    match stand_ins::end(&state.office, desk.asker(), id).await {
        Ok(()) => Ok(done(jar, "대직을 해제했습니다. '인계 목록'에서 그동안의 처리를 확인하십시오.")),
        Err(why) => {
            let (_, message) = told(why, &state.office.facts().chart)?;
            let mut typed = Typed::default();
            typed.wrong("", message);
            drawn(&state, &desk.who, jar, typed).await
        }
    }
}

pub(super) fn section(desk: &Facts, officer: &Officer, kept: &[KeptStandIn], typed: &Typed) -> Markup {
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
            (rows(desk, officer.id, kept, Some("/me/stand-ins")))
            (post_form(&FormAttrs::new("/me/stand-ins", ""), html! {
                (select(&typed.field(stand_in, "stand_in"), &choices))
                (date_range("대직 기간", &typed.field(from, "from"), &typed.field(until, "until")))
                (button_row(submit("대직자 등록", ButtonKind::Primary)))
            }))
        },
    )
}

const COLUMNS: [&str; 6] = ["부재", "대직자", "기간", "상태", "인계 목록", "관리"];

/// The latest entries; `end` is the address below which those of this officer's own absence are called off.
pub(in crate::pages) fn rows(
    desk: &Facts,
    officer: OfficerId,
    kept: &[KeptStandIn],
    end: Option<&str>,
) -> Markup {
    let today = desk.today();
    let name = |id| Names::officer(desk.chart.as_ref(), id);
    let row = |kept: &KeptStandIn| {
        let StandIn { absent, stand_in, from, until } = kept.stand_in;
        let over = kept.ended_at.is_some() || until < today;
        let state = match (kept.ended_at, from > today, until < today) {
            (Some(at), ..) => format!("해제 ({})", words::date::moment(at)),
            (None, true, _) => "예정".to_owned(),
            (None, _, true) => "끝남".to_owned(),
            (None, false, false) => "대직 중".to_owned(),
        };
        // Called off before its first day, it has nothing to hand back.
        let begun = from <= today && kept.stand_in.has_days();
        let days = format!("{} ~ {}", words::date::day(from), words::date::day(kept.planned_until));
        Row::new(vec![
            html! { (name(absent)) },
            html! { (name(stand_in)) },
            html! { (days) },
            html! { (state) },
            html! { @if begun && (absent == officer || !over) { a href=(format!("/stand-ins/{}", kept.id)) { "인계 목록" } } },
            html! { @if let Some(end) = end.filter(|_| !over && absent == officer) {
                (post_button(&format!("{end}/{}/end", kept.id), "", "해제", ButtonKind::Tertiary))
            } },
        ])
    };
    let rows: Vec<Row> = kept.iter().take(SHOWN).map(row).collect();
    let empty = html! { p.quiet { "등록한 대직이 없습니다." } };
    data_table(&Table::new("대직 내역", &COLUMNS.map(Column::new), rows).dense().empty(empty))
}
