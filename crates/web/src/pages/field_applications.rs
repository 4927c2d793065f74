//! 모바일현장민원시스템 신청: officers apply, the administrator answers, both can see how it went.

use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use axum_extra::extract::cookie::CookieJar;
use casework::sessions::Who;
use domain::org::OrgChart;
use domain::role::Role;
use domain::text::{MEMO_MAX, Memo, TextError};
use maud::{Markup, html};
use store::read::{Slice, Sort};
use store::{ApplicationState, FieldApplication};
use uuid::Uuid;
use words::names::Names;

use super::Frame;
use super::work::{Asked, Posted, Typed, only};
use crate::acts::Fields;
use crate::components::{
    ButtonKind, Column, Field, FormAttrs, InputKind, Row, Table, button_row, data_table, expander, input,
    link_button, page_title, panel, post_form, submit, submit_value, textarea,
};
use crate::error::Fail;
use crate::request::{Desk, say};
use crate::state::AppState;

const PATH: &str = "/field-applications";
const TITLE: &str = "모바일현장민원시스템 신청";
/// One's own that are shown: the latest.
const SHOWN: u32 = 10;

pub(crate) async fn page(
    State(state): State<AppState>,
    Desk { who, .. }: Desk,
    asked: Asked,
    jar: CookieJar,
) -> Result<Response, Fail> {
    drawn(&state, &who, &asked, jar, Typed::default()).await
}

/// POST: one at a time; the next when it has been answered.
pub(crate) async fn apply(
    State(state): State<AppState>,
    Desk { who, .. }: Desk,
    asked: Asked,
    jar: CookieJar,
    form: Posted,
) -> Result<Response, Fail> {
    let mut f = Fields::from_form(&form.0);
    let phone = f.one("phone", |text| {
        let digits = text.chars().filter(char::is_ascii_digit).count();
        let fits = text.chars().all(|c| c.is_ascii_digit() || "-+() ".contains(c));
        (fits && (8..=15).contains(&digits)).then(|| text.to_owned())
    });
    let reason = f.text::<MEMO_MAX>("reason");
    let mut typed = Typed::default();
    match f.finish(phone.zip(reason)) {
        Ok((phone, reason)) => {
            let application = FieldApplication {
                id: Uuid::new_v4(),
                officer: who.officer.id,
                phone,
                reason: String::from(reason),
                applied_at: state.office.now(),
                state: ApplicationState::Applied,
                answer: String::new(),
                decided_by: None,
                decided_at: None,
            };
            if keep(&state, &application).await? {
                return Ok(done(jar, "신청했습니다. 시스템 관리자가 확인하면 이 화면에 결과가 나타납니다."));
            }
            typed.wrong("", "이미 신청하여 확인을 기다리고 있습니다. 결과가 나온 뒤 다시 신청해 주십시오.");
        }
        Err(problems) => typed.problems(&problems, label),
    }
    drawn(&state, &who, &asked, jar, typed.with(form)).await
}

/// `false` when one is waiting already.
async fn keep(state: &AppState, application: &FieldApplication) -> Result<bool, Fail> {
    let mut tx = state.office.store().write().await?;
    // Of two that are sent at once the second comes after the first.
    tx.lock_officers(&[application.officer]).await?;
    let own = tx.field_applications_of(application.officer, 1).await?;
    if own.first().is_some_and(|last| last.state == ApplicationState::Applied) {
        return Ok(false);
    }
    tx.put_field_application(application).await?;
    tx.commit().await?;
    Ok(true)
}

/// POST `/field-applications/{id}`: the administrator's answer.
pub(crate) async fn decide(
    State(state): State<AppState>,
    Desk { who, .. }: Desk,
    Path(id): Path<String>,
    asked: Asked,
    jar: CookieJar,
    form: Posted,
) -> Result<Response, Fail> {
    only(administers(&who))?;
    let id: Uuid = id.parse().map_err(|_| Fail::not_found())?;
    let decision = ApplicationState::parse(form.text("decision"));
    let decision = decision.filter(|state| *state != ApplicationState::Applied);
    let answer = Memo::new(form.text("answer"));
    let mut typed = Typed::default();
    match (decision, answer) {
        (None, _) => typed.wrong("", "승인이나 반려를 선택해 주십시오."),
        (Some(ApplicationState::Refused), Err(TextError::Empty)) => {
            typed.wrong(&format!("answer-{id}"), "반려하는 까닭을 입력해 주십시오.");
        }
        (Some(_), Err(why)) if why != TextError::Empty => {
            typed.wrong(&format!("answer-{id}"), words::error::text("답변", why, words::lang::Lang::Ko));
        }
        (Some(decision), answer) => {
            let answer = answer.map(String::from).unwrap_or_default();
            let mut tx = state.office.store().write().await?;
            tx.decide_field_application(id, (decision, &answer), who.officer.id, state.office.now()).await?;
            tx.commit().await?;
            return Ok(done(jar, "신청에 답했습니다."));
        }
    }
    let mut kept = form;
    kept.0.push((format!("answer-{id}"), kept.text("answer").to_owned()));
    drawn(&state, &who, &asked, jar, typed.with(kept)).await
}

fn administers(who: &Who) -> bool {
    who.on_duty.has(Role::Administrator)
}

fn label(field: &str) -> &'static str {
    match field {
        "phone" => "업무용 휴대전화",
        "reason" => "신청 사유",
        _ => "입력 항목",
    }
}

fn done(jar: CookieJar, said: &str) -> Response {
    (say(jar, true, said), Redirect::to(PATH)).into_response()
}

fn state_label(state: ApplicationState) -> &'static str {
    match state {
        ApplicationState::Applied => "확인 중",
        ApplicationState::Granted => "승인",
        ApplicationState::Refused => "반려",
    }
}

async fn drawn(
    state: &AppState,
    who: &Who,
    asked: &Asked,
    jar: CookieJar,
    typed: Typed,
) -> Result<Response, Fail> {
    let page = asked.page()?;
    let mut tx = state.office.store().read().await?;
    let own = tx.field_applications_of(who.officer.id, SHOWN).await?;
    let waiting = match administers(who) {
        true => {
            Some(tx.field_applications(ApplicationState::Applied, page.after.as_ref(), page.limit).await?)
        }
        false => None,
    };
    drop(tx);
    let chart = state.office.facts().chart;
    let body = html! {
        (page_title(TITLE, html! {}))
        p.hint { "현장에서 사진을 찍어 조치 전·후를 기록하고 답변까지 마치는 휴대전화용 화면을 쓰려면 신청합니다. " a href="/guide/field" { "사용 안내" } }
        (typed.summary())
        @if let Some(waiting) = &waiting { (panel("waiting", "확인할 신청", list(waiting, asked, &chart, &typed))) }
        (panel("apply", "신청", form(who, &typed)))
        (panel("own", "내 신청", history(&own, &chart)))
    };
    let mut response = Frame::new(state, who, TITLE, PATH).render(jar, body);
    if typed.is_wrong() {
        *response.status_mut() = StatusCode::UNPROCESSABLE_ENTITY;
    }
    Ok(response)
}

fn form(who: &Who, typed: &Typed) -> Markup {
    let phone = Field::new("phone", label("phone")).value(&who.officer.phone).required().autocomplete("tel");
    let reason = Field::new("reason", label("reason")).required().max_chars(MEMO_MAX);
    post_form(
        &FormAttrs::new(PATH, "").draft("field-application"),
        html! {
            (input(&typed.field(phone.hint("응답소에 로그인할 전화기의 번호입니다."), "phone"), InputKind::Tel))
            (textarea(&typed.field(reason.hint("맡은 현장민원을 적습니다."), "reason"), 3))
            (button_row(submit("신청", ButtonKind::Primary)))
        },
    )
}

fn history(own: &[FieldApplication], chart: &OrgChart) -> Markup {
    let columns = ["신청일시", "휴대전화", "상태", "답변", "처리"].map(Column::new);
    let rows = own.iter().map(|one| {
        let decided = one.decided_by.zip(one.decided_at);
        let decided =
            decided.map(|(by, at)| format!("{} · {}", Names::officer(chart, by), words::date::moment(at)));
        Row::new(vec![
            html! { span.moment { (words::date::moment(one.applied_at)) } },
            html! { (one.phone) },
            html! { (state_label(one.state)) },
            html! { (one.answer) },
            html! { (decided.unwrap_or_else(|| "–".to_owned())) },
        ])
    });
    let empty = html! { p.quiet { "신청한 것이 없습니다." } };
    data_table(&Table::new("내 신청", &columns, rows.collect()).dense().empty(empty))
}

fn list(waiting: &Slice<FieldApplication>, asked: &Asked, chart: &OrgChart, typed: &Typed) -> Markup {
    let next = asked.next(PATH, Sort::Due, waiting.next.as_ref());
    html! {
        @if waiting.rows.is_empty() { p.quiet { "확인할 신청이 없습니다." } }
        @for one in &waiting.rows {
            @let name = format!("answer-{}", one.id);
            @let place = chart.officer(one.officer).map(|o| Names::department(chart, o.department)).unwrap_or_default();
            @let title = format!("{} {} · {}", place, Names::officer(chart, one.officer), words::date::moment(one.applied_at));
            (expander(&title, !typed.value(&name).is_empty() || waiting.rows.len() == 1, html! {
                p { "휴대전화: " (one.phone) }
                p.phrase-text { (one.reason) }
                (post_form(&FormAttrs::new(&format!("{PATH}/{}", one.id), ""), html! {
                    (textarea(&typed.field(Field::new("answer", "답변").id(&name).max_chars(MEMO_MAX), &name), 2))
                    (button_row(html! {
                        (submit_value("승인", ButtonKind::Primary, "decision", "granted"))
                        (submit_value("반려", ButtonKind::Danger, "decision", "refused"))
                    }))
                }))
            }))
        }
        @if let Some(next) = next { (button_row(link_button("다음", &next, ButtonKind::Tertiary))) }
    }
}
