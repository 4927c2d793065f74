//! 메인: who I am, what I may use, what waits by stage, what is due soonest, where to find help.

mod list;
mod sealed;
mod tiles;

use axum::extract::State;
use axum::response::{IntoResponse, Redirect, Response};
use axum_extra::extract::cookie::CookieJar;
use casework::sessions::Who;
use domain::role::Role;
use maud::{Markup, html};
use words::names::Names;

use super::frame::menu;
use super::work::Asked;
use super::{Frame, grants};
use crate::components::{
    ButtonKind, KeyValue, Tone, alert, button_row, key_values, link_button, page_title, panel,
};
use crate::error::Fail;
use crate::request::Desk;
use crate::state::AppState;

/// Strangers are citizens: theirs is the other front page.
pub(crate) async fn page(
    State(state): State<AppState>,
    desk: Result<Desk, Fail>,
    jar: CookieJar,
    asked: Asked,
) -> Result<Response, Fail> {
    let who = match desk {
        Ok(Desk { who, .. }) => who,
        Err(Fail::LogIn(_)) => return Ok(Redirect::to("/citizen").into_response()),
        Err(fail) => return Err(fail),
    };
    if who.must_change_password {
        return Ok(Redirect::to("/me/password").into_response());
    }
    let tiles = tiles::tiles(&state, &who).await?;
    let soonest = list::soonest(&state, &who, &asked).await?;
    let news = grants::news(&state, &who).await?;
    let body = html! {
        (page_title("메인", html! {}))
        @if !news.is_empty() {
            (alert(Tone::Information, "권한 요청 결과", html! {
                ul { @for line in &news { li { (line) } } }
                p { a href="/grants" { "권한에서 확인" } }
            }))
        }
        (panel("me", "① 사용자정보", me(&state, &who)))
        (panel("menu", "② 메뉴", told("권한별 사용 가능한 메뉴 표출", ways(&who))))
        (panel("counts", "③ 진행상태별 처리현황", told("내가 처리할 민원상태별 건수 확인", tiles)))
        (panel("soonest", "④ 나의 민원 및 기관·부서 민원현황", told(DISTRIBUTED, soonest)))
        (panel("help", "⑤ 지침서 및 모바일현장민원시스템 신청", help()))
    };
    Ok(Frame::new(&state, &who, "메인", "/").render(jar, body))
}

const DISTRIBUTED: &str = "나의 민원(모든 직원) 및 기관(기관관리자), 부서(부서관리자)에 분배된 민원현황 확인";

/// What a part is for, in the guide's own words.
fn told(words: &str, part: Markup) -> Markup {
    html! { p.hint { (words) } (part) }
}

fn me(state: &AppState, who: &Who) -> Markup {
    let chart = state.office.facts().chart;
    let mut roles: Vec<&str> = who.on_duty.duties.iter().map(|duty| words::role::label(duty.role)).collect();
    roles.dedup();
    let minded: Vec<String> =
        who.on_duty.stands_in_for.iter().map(|absent| Names::officer(chart.as_ref(), absent.id)).collect();
    let mut lines = vec![
        KeyValue::text("이름", &Names::officer(chart.as_ref(), who.officer.id)),
        KeyValue::text("부서", &Names::department(chart.as_ref(), who.officer.department)),
        KeyValue::text("권한", &roles.join(" · ")),
        KeyValue::text("담당업무", &who.officer.duty),
    ];
    if !minded.is_empty() {
        lines.push(KeyValue::text("대직 중", &format!("{}의 업무를 함께 처리합니다.", minded.join(", "))));
    }
    html! {
        (key_values(&lines))
        (button_row(html! {
            (link_button("담당업무 수정", "/me#duty-section", ButtonKind::Secondary))
            (link_button("민원접수알림 설정", "/me#alerts-section", ButtonKind::Secondary))
            (link_button("대직자정보 수정", "/me#stand-in-section", ButtonKind::Secondary))
        }))
    }
}

/// 권한별 사용 가능한 메뉴 표출.
fn ways(who: &Who) -> Markup {
    let groups = menu(who);
    html! {
        dl.key-values {
            @for group in groups.iter().filter(|group| !group.items.is_empty()) {
                div.wide {
                    dt { (group.label) }
                    dd { @for (index, item) in group.items.iter().enumerate() {
                        @if index > 0 { " · " }
                        a href=(item.href) { (item.label) }
                    } }
                }
            }
        }
    }
}

fn help() -> Markup {
    button_row(html! {
        (link_button("지침서", "/guide", ButtonKind::Secondary))
        (link_button("모바일현장민원시스템 신청", "/field-applications", ButtonKind::Secondary))
        (link_button("연습 모드", "/tour", ButtonKind::Tertiary))
    })
}

/// Whose complaints the fourth part may show.
fn manages(who: &Who, role: Role) -> bool {
    who.on_duty.has(role)
}
