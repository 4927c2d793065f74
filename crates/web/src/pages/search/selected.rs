//! '민원 회수', '처리자재분배', '병합' and '종결 처리' on the chosen rows: one transaction a complaint, one result
//! line each.

use axum::extract::{Path, State};
use axum::response::Response;
use axum_extra::extract::cookie::CookieJar;
use casework::sessions::Who;
use domain::complaint::{Act, ClosingGround};
use domain::id::DepartmentId;
use domain::org::OrgChart;
use domain::role::Role;
use domain::text::MEMO_MAX;
use maud::{Markup, html};

use super::conditions::Conditions;
use super::{PATH, Page, TITLE};
use crate::components::{
    ButtonKind, Choice, Field, FormAttrs, confirm_panel, opened_panel, panel, post_form, select, text,
    textarea,
};
use crate::error::Fail;
use crate::pages::Frame;
use crate::pages::case::{department_asked, field_label};
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
    let act = Act::parse(&act).filter(|act| acts(&desk.who).contains(act)).ok_or_else(Fail::not_found)?;
    let form = own_fields(&posted, act);
    let chosen = Chosen { by: &desk.actor(), act, form: &form };
    match many(&state, chosen, field_label).await?.map_err(|typed| typed.under(act.as_str())) {
        Ok(done) => {
            let back = asked.href(PATH, &[]);
            let frame = Frame::new(&state, &desk.who, TITLE, PATH);
            Ok(frame.render(jar, results(act, &done, &back)))
        }
        Err(typed) => {
            let page = Page::load(&state, desk, asked, typed.with(posted)).await?;
            Ok(page.render(&state, jar))
        }
    }
}

/// The acts stand in one form, because a row's tick belongs to one form only: each finds its own fields under
/// its own name (`close-explanation`), and only those.
fn own_fields(posted: &Posted, act: Act) -> Posted {
    let prefix = format!("{}-", act.as_str());
    let furniture = posted.0.iter().filter(|(name, _)| ["chosen", "once"].contains(&name.as_str())).cloned();
    let own = posted
        .0
        .iter()
        .filter_map(|(name, value)| name.strip_prefix(&prefix).map(|name| (name.to_owned(), value.clone())));
    let mut fields: Vec<(String, String)> = furniture.chain(own).collect();
    if act == Act::Merge {
        // The others chosen are of the same purport; the one they are merged into is left as it is.
        let into = posted.get("merge-into").unwrap_or_default().to_owned();
        fields.retain(|(name, value)| name != "chosen" || *value != into);
        fields.extend(
            posted.all("chosen").into_iter().map(|number| ("together".to_owned(), number.to_owned())),
        );
    }
    Posted(fields)
}

/// What this officer may do to several at once; none for whoever manages and takes in nothing.
fn acts(who: &Who) -> &'static [Act] {
    let manages = who.on_duty.has(Role::DepartmentManager) || who.on_duty.has(Role::AgencyManager);
    match (manages, who.on_duty.has(Role::Receiver) || who.on_duty.has(Role::CallCentre)) {
        (true, _) => &[Act::Recall, Act::Reassign, Act::Merge, Act::Close],
        (false, true) => &[Act::Merge, Act::Close],
        (false, false) => &[],
    }
}

pub(super) fn offered(who: &Who) -> bool {
    !acts(who).is_empty()
}

pub(super) fn form(who: &Who, asked: &Asked, typed: &Typed, chart: &OrgChart) -> Markup {
    let acts = acts(who);
    let address = |act: Act| asked.href(&format!("{PATH}/selected/{}", act.as_str()), &[]);
    let first = acts.first().map(|act| address(*act)).unwrap_or_default();
    let body = html! {
        (carried(typed))
        @for act in acts {
            @let inside = html! {
                p.hint { (words::act::follows(*act)) }
                (fields(*act, (who, asked, chart), typed))
                div.button-row { (button(words::act::label(*act), &address(*act))) }
            };
            // The one that was sent back stands open, and whatever was typed into another.
            @let draw = if typed.begins(&format!("{}-", act.as_str())) { opened_panel } else { confirm_panel };
            div id={ "selected-" (act.as_str()) } { (draw(words::act::label(*act), ButtonKind::Secondary, inside)) }
        }
    };
    let form = post_form(&FormAttrs::new(&first, "").id("selected"), body);
    panel("selected-acts", "선택한 민원 처리", form)
}

fn fields(act: Act, (who, asked, chart): (&Who, &Asked, &OrgChart), typed: &Typed) -> Markup {
    let memo = |name: &'static str, label| {
        textarea(&typed.field(Field::new(name, label).max_chars(MEMO_MAX), name), 2)
    };
    match act {
        Act::Recall => memo("recall-reason", "회수 사유"),
        Act::Merge => html! {
            (text(&typed.field(Field::new("merge-into", "함께 처리할 민원 번호").hint("선택한 나머지 민원을 이 민원에 병합합니다. 신청인이 서로 다르면 모두 5건 이상이어야 합니다."), "merge-into")))
            (memo("merge-reason", "병합 사유"))
        },
        Act::Close => html! {
            (select(&typed.field(Field::new("close-ground", "종결 근거"), "close-ground"), &grounds()))
            (memo("close-explanation", "종결 사유"))
        },
        _ => {
            let officers = officers(who, asked, chart);
            let choices: Vec<Choice> = officers.iter().map(|(id, name)| Choice::new(id, name)).collect();
            html! {
                @if choices.is_empty() {
                    p.hint { "처리자재분배는 부서를 조건으로 조회하면 할 수 있습니다." }
                } @else {
                    (select(&typed.field(Field::new("reassign-handler", "처리자"), "reassign-handler"), &choices))
                    (memo("reassign-memo", "요청내용"))
                }
            }
        }
    }
}

/// Those whose proof is not one file's own: a repeated complaint is judged alone, on its own page.
fn grounds() -> Vec<Choice<'static>> {
    let general = ClosingGround::ALL.into_iter().filter(|ground| !matches!(ground, ClosingGround::Repeated));
    general.map(|ground| Choice::new(ground.as_str(), words::closing::label(ground))).collect()
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
    departments
        .extend(asked.get("department").and_then(|typed| department_asked(chart, &who.on_duty, typed).ok()));
    departments.sort_unstable();
    departments.dedup();
    departments
        .into_iter()
        .flat_map(|department| chart.officers_of(department))
        .map(|officer| (officer.id.to_string(), words::Names::officer(chart, officer.id)))
        .collect()
}
