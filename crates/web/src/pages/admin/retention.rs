//! 보존기간 심의: files whose time is over, decided one by one or many at once; nothing becomes of one by itself.

mod holds;

use axum::extract::State;
use axum::response::Response;
use axum_extra::extract::cookie::CookieJar;
use casework::retention::{self, Undecided};
use casework::sessions::Who;
use domain::id::ComplaintId;
use domain::org::OrgChart;
use domain::retention::{Decision, RetentionClass};
use domain::text::{MEMO_MAX, Memo};
use jiff::Timestamp;
use maud::{Markup, html};
use store::{ReviewCursor, Reviewable};
use words::lang::Lang;
use words::names::Names;

use super::{Screen, asked_for, cut, done, turning};
use crate::components::{
    ButtonKind, Choice, Column, Field, FormAttrs, Row, Selection, Table, Tone, button_row, data_table,
    empty_state, link_button, page_title, panel, post_form, record_badge, select, submit, textarea,
};
use crate::error::Fail;
use crate::pages::work::{Asked, Posted, Typed, moment_cell, only};
use crate::request::Desk;
use crate::state::AppState;

pub(crate) use holds::{holds, lift, put_hold};

const PATH: &str = "/retention";
const TITLE: &str = "보존기간 심의";
const FORM: &str = "review";
/// Files decided in one go: what one page shows.
const CHOSEN_MAX: usize = super::ROWS;

/// Whether somebody decides about any file.
pub(crate) fn decides(who: &Who) -> bool {
    retention::sight(&who.actor()).is_some()
}

/// GET `/retention`
pub(crate) async fn page(
    State(state): State<AppState>,
    desk: Desk,
    jar: CookieJar,
    asked: Asked,
) -> Result<Response, Fail> {
    only(decides(&desk.who))?;
    let typed = Typed::default();
    let body = body(&state, &desk, &asked, &typed).await?;
    Ok(screen(&state, &desk).respond(jar, &typed, body))
}

fn screen<'a>(state: &'a AppState, desk: &'a Desk) -> Screen<'a> {
    Screen { state, who: &desk.who, title: TITLE, path: PATH, active: PATH }
}

async fn body(state: &AppState, desk: &Desk, asked: &Asked, typed: &Typed) -> Result<Markup, Fail> {
    let after = asked.one("cursor", |text| {
        let (at, id) = text.split_once(':')?;
        let ended_at = Timestamp::from_microsecond(at.parse().ok()?).ok()?;
        Some(ReviewCursor { ended_at, complaint: id.parse::<ComplaintId>().ok()? })
    })?;
    let mut files = retention::to_review(&state.office, &desk.who.actor(), after, asked_for()).await?;
    let more = cut(&mut files);
    let cursor = |last: &Reviewable| format!("{}:{}", last.ended_at.as_microsecond(), last.complaint);
    let next = files.last().filter(|_| more).map(cursor);
    Ok(html! {
        (page_title(TITLE, link_button("처분 동결", "/retention/holds", ButtonKind::Secondary)))
        p.hint {
            "종결한 다음 해 1월 1일부터 보존기간이 지난 민원입니다(공공기록물법 시행령 제26조). "
            "심의하여 결정하기 전에는 아무것도 지워지지 않습니다. 공익신고(비밀) 민원은 나타나지 않습니다."
        }
        (typed.summary())
        @if files.is_empty() {
            (empty_state("심의할 민원이 없습니다.", "보존기간이 지난 민원이 생기면 여기에 나타납니다.", None))
        } @else {
            (table(&files, &state.office.facts().chart))
            (turning(asked, PATH, files.len(), next))
            (panel("review", "심의 결정", form(asked, typed)))
        }
    })
}

fn table(files: &[Reviewable], chart: &OrgChart) -> Markup {
    let columns = [
        Column::new("접수번호"),
        Column::new("제목").main(),
        Column::new("민원종류"),
        Column::new("처리부서"),
        Column::new("끝난 때"),
        Column::new("보존기간"),
        Column::new("상태"),
    ];
    let rows = files.iter().map(|file| row(file, chart)).collect();
    data_table(&Table::new(TITLE, &columns, rows).dense().select(Selection { name: "chosen", form_id: FORM }))
}

fn row(file: &Reviewable, chart: &OrgChart) -> Row {
    let class = words::retention::class(RetentionClass::of(file.kind));
    let state =
        if file.on_hold { ("처분 동결", Tone::Warning) } else { ("심의 대기", Tone::Neutral) };
    Row::new(vec![
        html! { span.case-number { (file.number) } },
        html! { (file.title) },
        html! { (file.kind.map(words::kind::label).unwrap_or("–")) },
        html! { (file.department.map(|id| Names::department(chart, id)).unwrap_or_default()) },
        moment_cell(file.ended_at),
        html! { (class) },
        record_badge(state.0, state.1),
    ])
    .href(format!("/complaints/{}", file.number))
    .key(file.complaint.to_string(), format!("{} {}", file.number, file.title))
}

fn form(asked: &Asked, typed: &Typed) -> Markup {
    let decision = Field::new("decision", "결정").required().value(typed.value("decision"));
    let class = Field::new("class", "연장할 보존기간").value(typed.value("class"));
    let class = class.hint("'보존기간 연장'일 때만 고릅니다.");
    let reason = Field::new("reason", "심의 사유").required().max_chars(MEMO_MAX);
    let reason = reason.hint("심의회 차수와 근거를 적습니다. 예: 2030년 제1차 기록물평가심의회 의결");
    let choices = [
        Choice::new("", "선택"),
        Choice::new("anonymise", "익명 처리"),
        Choice::new("extend", "보존기간 연장"),
        Choice::new("hold", "처분 동결"),
    ];
    let classes: Vec<Choice> = std::iter::once(Choice::new("", "선택"))
        .chain(RetentionClass::ALL.map(|class| Choice::new(class.as_str(), words::retention::class(class))))
        .collect();
    post_form(
        &FormAttrs::new(&asked.href(PATH, &[]), "").id(FORM),
        html! {
            p.hint {
                "익명 처리하면 신청인과 글, 첨부파일, 보낸 알림이 지워지고 통계와 처리 이력만 남습니다. 되돌릴 수 없습니다."
            }
            (select(&typed.field(decision, "decision"), &choices))
            (select(&typed.field(class, "class"), &classes))
            (textarea(&typed.field(reason, "reason"), 2))
            (button_row(submit("선택한 민원 결정", ButtonKind::Danger)))
        },
    )
}

/// POST `/retention`: the same decision about each of the chosen ones, each for itself.
pub(crate) async fn review(
    State(state): State<AppState>,
    desk: Desk,
    jar: CookieJar,
    asked: Asked,
    form: Posted,
) -> Result<Response, Fail> {
    only(decides(&desk.who))?;
    let mut typed = Typed::of(form.clone());
    let chosen: Vec<ComplaintId> = form.all("chosen").into_iter().filter_map(|id| id.parse().ok()).collect();
    if chosen.is_empty() || chosen.len() > CHOSEN_MAX {
        typed.wrong("", format!("결정할 민원을 1건부터 {CHOSEN_MAX}건까지 선택해 주십시오."));
    }
    let decision = decision(&form, &mut typed);
    let reason = Memo::new(form.text("reason"));
    if let Err(why) = &reason {
        typed.wrong("reason", words::error::text("심의 사유", *why, Lang::Ko));
    }
    if let (Some(decision), Ok(reason), false) = (decision, &reason, typed.is_wrong()) {
        let mut decided = 0_u32;
        for id in &chosen {
            match retention::review(
                &state.office,
                (&desk.actor(), &desk.ip.to_string()),
                *id,
                decision,
                reason,
            )
            .await
            {
                Ok(()) => decided += 1,
                Err(Undecided::Law(why)) => typed.wrong("", words::retention::refused(why)),
                Err(Undecided::NotDone(why)) => return Err(why.into()),
            }
        }
        let told = format!("{decided}건: {}", words::retention::done(decision));
        if !typed.is_wrong() {
            return Ok(done(jar, &told, &asked.href(PATH, &[("cursor", "")])));
        }
        typed.wrong("", format!("선택한 {}건 중 {told}", chosen.len()));
    }
    let body = body(&state, &desk, &asked, &typed).await?;
    Ok(screen(&state, &desk).respond(jar, &typed, body))
}

fn decision(form: &Posted, typed: &mut Typed) -> Option<Decision> {
    match form.text("decision") {
        "anonymise" => Some(Decision::Anonymise),
        "hold" => Some(Decision::Hold),
        "extend" => {
            let class = RetentionClass::parse(form.text("class"));
            if class.is_none() {
                typed.wrong("class", "연장할 보존기간을 골라 주십시오.");
            }
            class.map(Decision::Extend)
        }
        _ => {
            typed.wrong("decision", "결정을 골라 주십시오.");
            None
        }
    }
}
