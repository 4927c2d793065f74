//! 처리자 분배: the department manager gives each complaint to a handler, and takes it back.

mod forms;
mod view;

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use axum_extra::extract::cookie::CookieJar;
use casework::sessions::Who;
use casework::suggestions::{self, Load};
use domain::access::Scope;
use domain::complaint::{Act, StageName};
use domain::id::DepartmentId;
use domain::org::StandIn;
use domain::role::Role;
use store::read::{Filter, Listed, Page, Slice};

pub(in crate::pages) use forms::absence;

use super::Frame;
use super::work::{Asked, Chosen, Posted, Typed, excel, many, only, results};
use crate::error::Fail;
use crate::request::Desk;
use crate::state::AppState;

pub(super) const PATH: &str = "/assign";
const TITLE: &str = "처리자 분배";

/// What is still to be given out, and what already is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Tab {
    List,
    Given,
}

/// Everything the page is drawn from.
struct View<'a> {
    state: &'a AppState,
    desk: domain::desk::Desk,
    asked: &'a Asked,
    tab: Tab,
    department: DepartmentId,
    managed: Vec<DepartmentId>,
    page: Page,
    slice: Slice<Listed>,
    load: Load,
    /// Who of the department is away today, and who stands in.
    away: Vec<StandIn>,
    typed: Typed,
}

impl<'a> View<'a> {
    async fn of(state: &'a AppState, who: &'a Who, asked: &'a Asked, typed: Typed) -> Result<View<'a>, Fail> {
        let Narrowed { tab, department, managed, filter } = narrowed(who, asked)?;
        let page = asked.page()?;
        let (actor, desk) = (who.actor(), state.office.desk());
        let staff: Vec<_> = desk.chart.officers_of(department).into_iter().map(|o| o.id).collect();
        let mut tx = state.office.store().read().await?;
        let slice = tx.complaints(&Scope::of(&actor), &filter, &page).await?;
        let load = suggestions::load_in(&mut tx, &actor, department).await?;
        let away = tx.stand_ins_on(&staff, desk.today()).await?;
        drop(tx);
        Ok(View { state, desk, asked, tab, department, managed, page, slice, load, away, typed })
    }
}

struct Narrowed {
    tab: Tab,
    department: DepartmentId,
    managed: Vec<DepartmentId>,
    filter: Filter,
}

fn narrowed(who: &Who, asked: &Asked) -> Result<Narrowed, Fail> {
    let managed = managed(who);
    let named: Option<DepartmentId> = asked.one("department", |text| text.parse().ok())?;
    let department = named.or_else(|| managed.first().copied()).ok_or_else(Fail::not_found)?;
    only(managed.contains(&department))?;
    let tab = asked.one("tab", |text| match text {
        "list" => Some(Tab::List),
        "given" => Some(Tab::Given),
        _ => None,
    })?;
    let tab = tab.unwrap_or(Tab::List);
    let stages = match tab {
        Tab::List => vec![StageName::AtDepartment],
        Tab::Given => vec![StageName::Assigned, StageName::Accepted],
    };
    let filter = asked.narrow(Filter { stages, department: Some(department), ..Filter::default() })?;
    Ok(Narrowed { tab, department, managed, filter })
}

/// The list as a file has it.
pub(crate) fn wanted(state: &AppState, who: &Who, asked: &Asked) -> Result<excel::DeskList, Fail> {
    let Narrowed { filter, .. } = narrowed(who, asked)?;
    let said = excel::conditions(asked, &state.office.desk().chart);
    Ok(excel::DeskList { path: PATH, title: TITLE, filter, sort: asked.sort()?, said })
}

pub(crate) async fn page(
    State(state): State<AppState>,
    Desk { who, .. }: Desk,
    jar: CookieJar,
    asked: Asked,
) -> Result<Response, Fail> {
    if asked.as_excel()? {
        return wanted(&state, &who, &asked)?.file(&state, &who, &asked, jar).await;
    }
    let view = View::of(&state, &who, &asked, Typed::default()).await?;
    let body = view.markup();
    Ok(Frame::new(&state, &who, TITLE, PATH).render(jar, body))
}

/// 처리자 지정, 처리자재분배 or 민원 회수 of a selection.
pub(crate) async fn bulk(
    State(state): State<AppState>,
    Desk { who, .. }: Desk,
    jar: CookieJar,
    asked: Asked,
    form: Posted,
) -> Result<Response, Fail> {
    only(!managed(&who).is_empty())?;
    let frame = Frame::new(&state, &who, TITLE, PATH);
    let act = forms::act(&form)?;
    let own = forms::only_of(act, &form);
    let actor = who.actor();
    let chosen = Chosen { by: &actor, act, form: &own };
    match many(&state, chosen, forms::label).await? {
        Ok(done) => {
            let back = asked.href(PATH, &[("cursor", "")]);
            Ok(frame.render(jar, results(act, &done, &back)))
        }
        Err(refused) => {
            let typed = refused.with(form);
            let view = View::of(&state, &who, &asked, typed).await?;
            let mut response = frame.render(jar, view.markup());
            *response.status_mut() = StatusCode::UNPROCESSABLE_ENTITY;
            Ok(response)
        }
    }
}

/// The departments whose complaints this officer gives out today.
fn managed(who: &Who) -> Vec<DepartmentId> {
    let duties = who.on_duty.all_duties().filter(|duty| duty.role == Role::DepartmentManager);
    let mut managed: Vec<DepartmentId> = Vec::new();
    for department in duties.filter_map(|duty| duty.department) {
        if !managed.contains(&department) {
            managed.push(department);
        }
    }
    managed
}

/// The acts of this desk's selection.
const ACTS: [Act; 3] = [Act::Assign, Act::Reassign, Act::Recall];
