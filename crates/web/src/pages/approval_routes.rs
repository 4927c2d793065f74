//! 결재 방식: which agencies' answers pass the outside approval system, and how the documents there stand.

use axum::extract::State;
use axum::response::{IntoResponse, Redirect, Response};
use axum_extra::extract::cookie::CookieJar;
use casework::approval::{AgencyRoute, Standing, routes, set_route, standing};
use domain::complaint::ApprovalRoute;
use domain::dispatch::Neighbour;
use domain::id::AgencyId;
use domain::role::Role;
use maud::{Markup, html};

use super::work::{Posted, only};
use crate::components::{
    ButtonKind, Column, FormAttrs, KeyValue, Row, Table, Tone, alert, data_table, hidden, key_values,
    page_title, panel, post_form, record_badge, submit,
};
use crate::error::Fail;
use crate::pages::Frame;
use crate::request::{Desk, say};
use crate::state::AppState;

const PATH: &str = "/approval-routes";

pub(crate) async fn page(
    State(state): State<AppState>,
    Desk { who, .. }: Desk,
    jar: CookieJar,
) -> Result<Response, Fail> {
    only(who.on_duty.has(Role::Administrator))?;
    let agencies = routes(&state.office).await?;
    let connected = state.office.neighbours().contains(&Neighbour::Approval);
    let standing = standing(&state.office).await?;
    let body = html! {
        (page_title("결재 방식", html! {}))
        p.hint {
            "기관마다 답변을 응답소의 결재선으로 결재할지, 기관의 업무관리시스템(전자결재)으로 보낼지 정합니다. \
             이미 결재 중인 답변은 보낸 대로 끝납니다. 공익신고 민원은 언제나 응답소의 결재선으로 결재합니다."
        }
        @if connected { (panel("standing", "업무관리시스템 연계", documents(standing))) }
        @else {
            (alert(Tone::Warning, "업무관리시스템과 연계되어 있지 않습니다.", html! {
                p { "설정 파일의 [approval] 항목을 채우기 전에는 모든 기관이 응답소의 결재선을 씁니다." }
            }))
        }
        (panel("agencies", "기관별 결재 방식", list(&agencies)))
    };
    Ok(Frame::new(&state, &who, "결재 방식", PATH).render(jar, body))
}

fn documents(standing: Standing) -> Markup {
    let Standing { open, untaken, troubled } = standing;
    key_values(&[
        KeyValue::text("결재 중인 문서", &format!("{open}건")),
        KeyValue::text("전송 대기", &format!("{untaken}건")),
        KeyValue::text("확인이 필요한 문서", &format!("{troubled}건")),
    ])
}

fn list(agencies: &[AgencyRoute]) -> Markup {
    let columns = [Column::new("기관").main(), Column::new("결재 방식"), Column::new("변경")];
    let rows = agencies.iter().map(row).collect();
    data_table(&Table::new("기관별 결재 방식", &columns, rows).dense())
}

fn row(agency: &AgencyRoute) -> Row {
    let (tone, other) = match agency.route {
        ApprovalRoute::BuiltIn => (Tone::Neutral, ApprovalRoute::Outside),
        ApprovalRoute::Outside => (Tone::Information, ApprovalRoute::BuiltIn),
    };
    let id = agency.id.to_string();
    let label = match other {
        ApprovalRoute::BuiltIn => "응답소 결재선으로",
        ApprovalRoute::Outside => "업무관리시스템으로",
    };
    Row::new(vec![
        html! { (agency.name) },
        record_badge(words::approval::route(agency.route), tone),
        post_form(
            &FormAttrs::new(PATH, ""),
            html! {
                (hidden("agency", &id))
                (hidden("route", other.as_str()))
                (submit(label, ButtonKind::Tertiary))
            },
        ),
    ])
}

pub(crate) async fn set(
    State(state): State<AppState>,
    Desk { who, .. }: Desk,
    jar: CookieJar,
    form: Posted,
) -> Result<Response, Fail> {
    only(who.on_duty.has(Role::Administrator))?;
    let agency: AgencyId = form.text("agency").parse().map_err(|_| Fail::not_found())?;
    let route = ApprovalRoute::parse(form.text("route")).ok_or_else(Fail::not_found)?;
    set_route(&state.office, &who.on_duty, agency, route).await?;
    let name = words::Names::agency(state.office.facts().chart.as_ref(), agency);
    let told = format!("{name}의 결재 방식을 바꾸었습니다: {}", words::approval::route(route));
    let jar = say(jar, true, &told);
    Ok((jar, Redirect::to(PATH)).into_response())
}
