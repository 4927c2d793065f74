//! '민원 회수' and '처리자재분배' on the chosen rows: one transaction a complaint, one result line each.

use axum::extract::{Path, State};
use axum::response::Response;
use axum_extra::extract::cookie::CookieJar;
use casework::sessions::Who;
use domain::complaint::Act;
use domain::id::DepartmentId;
use domain::org::OrgChart;
use domain::role::Role;
use domain::text::MEMO_MAX;
use maud::{Markup, html};

use super::conditions::Conditions;
use super::{PATH, Page, TITLE};
use crate::components::{Choice, Field, FormAttrs, expander, panel, post_form, select, textarea};
use crate::error::Fail;
use crate::pages::Frame;
use crate::pages::case::{department_named, field_label};
use crate::pages::work::{Asked, Chosen, Posted, Typed, carried, many, results};
use crate::request::Desk;
use crate::state::AppState;

/// POST `/complaints/selected/{act}`
pub(crate) async fn selected(
    State(state): State<AppState>,
    desk: Desk,
    Path(act): Path<String>,
    Conditions(asked): Conditions,
    jar: CookieJar,
    posted: Posted,
) -> Result<Response, Fail> {
    let act = Act::parse(&act).filter(|act| matches!(act, Act::Recall | Act::Reassign));
    let act = act.filter(|_| offered(&desk.0)).ok_or_else(Fail::not_found)?;
    let form = own_fields(&posted, act);
    let chosen = Chosen { by: &desk.actor(), act, form: &form };
    match many(&state, chosen, field_label).await? {
        Ok(done) => {
            let back = asked.href(PATH, &[]);
            let frame = Frame::new(&state, &desk.0, TITLE, PATH);
            Ok(frame.render(jar, results(act, &done, &back)))
        }
        Err(typed) => {
            let page = Page::load(&state, desk, asked, typed.with(posted)).await?;
            Ok(page.render(&state, jar))
        }
    }
}

/// Both acts stand in one form, because a row's tick belongs to one form only.
fn own_fields(posted: &Posted, act: Act) -> Posted {
    let own: &[&str] = if act == Act::Recall { &["reason"] } else { &["handler", "memo"] };
    let keeps = |name: &str| ["chosen", "once"].contains(&name) || own.contains(&name);
    Posted(posted.0.iter().filter(|(name, _)| keeps(name)).cloned().collect())
}

/// Whose part it may be: whoever manages a department or an agency.
pub(super) fn offered(who: &Who) -> bool {
    who.on_duty.has(Role::DepartmentManager) || who.on_duty.has(Role::AgencyManager)
}

pub(super) fn form(who: &Who, asked: &Asked, typed: &Typed, chart: &OrgChart) -> Markup {
    let officers = officers(who, asked, chart);
    let choices: Vec<Choice> = officers.iter().map(|(id, name)| Choice::new(id, name)).collect();
    let address = |act: Act| asked.href(&format!("{PATH}/selected/{}", act.as_str()), &[]);
    let recall = address(Act::Recall);
    let body = html! {
        (carried(typed))
        (textarea(&typed.field(Field::new("reason", "회수 사유").max_chars(MEMO_MAX), "reason"), 2))
        p.hint { (words::act::follows(Act::Recall)) }
        div.button-row { (button("민원 회수", &recall)) }
        @if choices.is_empty() {
            p.hint { "처리자재분배는 부서를 조건으로 조회하면 할 수 있습니다." }
        } @else {
            (select(&typed.field(Field::new("handler", "처리자"), "handler"), &choices))
            (textarea(&typed.field(Field::new("memo", "요청내용").max_chars(MEMO_MAX), "memo"), 2))
            p.hint { (words::act::follows(Act::Reassign)) }
            div.button-row { (button("처리자재분배", &address(Act::Reassign))) }
        }
    };
    // The export below is a form of its own: what was wrong there opens nothing here.
    let back = typed.is_wrong() && !typed.all("once").is_empty();
    let form = post_form(&FormAttrs::new(&recall, "").id("selected"), body);
    panel("selected-acts", "선택한 민원 처리", expander("민원 회수 · 처리자재분배", back, form))
}

fn button(label: &str, address: &str) -> Markup {
    html! { button.btn.btn-secondary type="submit" formaction=(address) { (label) } }
}

/// The officers of the departments one manages, or of the one that was asked for.
fn officers(who: &Who, asked: &Asked, chart: &OrgChart) -> Vec<(String, String)> {
    let mut departments: Vec<DepartmentId> = who
        .on_duty
        .all_duties()
        .filter(|duty| duty.role == Role::DepartmentManager)
        .filter_map(|duty| duty.department)
        .collect();
    departments.extend(asked.get("department").and_then(|typed| department_named(chart, typed)));
    departments.sort_unstable();
    departments.dedup();
    departments
        .into_iter()
        .flat_map(|department| chart.officers_of(department))
        .map(|officer| (officer.id.to_string(), words::Names::officer(chart, officer.id)))
        .collect()
}
