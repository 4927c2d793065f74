//! 조직: agencies, their bureaus and departments, who manages them, and the words of their work that suggest
//! them for a complaint.

use std::collections::HashMap;

use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use axum_extra::extract::cookie::CookieJar;
use casework::{digest, log};
use domain::id::{AgencyId, DepartmentId, OfficerId};
use domain::org::{Agency, AgencyKind, Department, OrgChart};
use uuid::Uuid;

use super::organisation_checks::{clash, code, taken};
use super::organisation_forms::{self as forms, Chart};
use super::{Screen, administrates, done};
use crate::acts::{Fields, Problems};
use crate::error::Fail;
use crate::pages::work::{Asked, Posted, Typed, only};
use crate::request::Desk;
use crate::state::AppState;

pub(super) const PATH: &str = "/organisation";
const TITLE: &str = "조직";
/// Longest name of an agency, bureau or department, in characters.
pub(super) const NAME_MAX: usize = 60;
/// Longest list of duty words, in characters.
pub(super) const DUTIES_MAX: usize = 1_000;
/// Words of one department: more say nothing any more.
const WORDS_MAX: usize = 60;

/// GET `/organisation?agency=`
pub(crate) async fn page(
    State(state): State<AppState>,
    desk: Desk,
    jar: CookieJar,
    asked: Asked,
) -> Result<Response, Fail> {
    only(administrates(&desk.who))?;
    let facts = state.office.facts();
    let agency = asked.one("agency", |id| id.parse().ok().filter(|id| facts.chart.agency(*id).is_some()))?;
    let typed = Typed::default();
    let body = body(&state, agency, &typed).await?;
    Ok(screen(&state, &desk).respond(jar, &typed, body))
}

fn screen<'a>(state: &'a AppState, desk: &'a Desk) -> Screen<'a> {
    Screen { state, who: &desk.who, title: TITLE, path: PATH, active: PATH }
}

async fn body(state: &AppState, agency: Option<AgencyId>, typed: &Typed) -> Result<maud::Markup, Fail> {
    let desk = state.office.desk();
    let agencies = desk.chart.agencies();
    let shown = agency.or_else(|| agencies.first().map(|agency| agency.id));
    let mut managers: HashMap<DepartmentId, Vec<OfficerId>> = HashMap::new();
    if let Some(agency) = shown {
        let mut tx = state.office.store().read().await?;
        for (department, officer) in tx.department_managers(agency, desk.today()).await? {
            managers.entry(department).or_default().push(officer);
        }
    }
    let shown = shown.and_then(|id| desk.chart.agency(id));
    Ok(forms::whole(&Chart { chart: &desk.chart, agencies: &agencies, shown, managers: &managers }, typed))
}

/// POST `/organisation/agencies`: another agency.
pub(crate) async fn add_agency(
    State(state): State<AppState>,
    desk: Desk,
    jar: CookieJar,
    form: Posted,
) -> Result<Response, Fail> {
    only(administrates(&desk.who))?;
    let mut f = Fields::from_form(&form.0);
    let (name, code) = (f.text::<NAME_MAX>("agency_name"), f.one("agency_code", code));
    let kind = f.one("agency_kind", AgencyKind::parse);
    let wanted = f.finish(name.zip(code).zip(kind));
    let ((name, code), kind) = match wanted {
        Ok(wanted) => wanted,
        Err(problems) => return refused(&state, &desk, jar, (form, None), &problems).await,
    };
    let agency = Agency { id: AgencyId(Uuid::new_v4()), code, name: name.into(), kind };
    if let Some((field, why)) = taken(&state.office.facts().chart, &agency) {
        return objected(&state, &desk, jar, (form, None), (field, why)).await;
    }
    let to = format!("{PATH}?agency={}", agency.id);
    keep_agency(&state, &desk, agency).await?;
    Ok(done(jar, "기관을 등록했습니다.", &to))
}

/// POST `/organisation/agencies/{id}`: another name.
pub(crate) async fn rename_agency(
    State(state): State<AppState>,
    desk: Desk,
    Path(id): Path<String>,
    jar: CookieJar,
    form: Posted,
) -> Result<Response, Fail> {
    only(administrates(&desk.who))?;
    let chart = state.office.facts().chart;
    let found = id.parse().ok().and_then(|id| chart.agency(id)).ok_or_else(Fail::not_found)?;
    let mut f = Fields::from_form(&form.0);
    let name = f.text::<NAME_MAX>("name");
    let name = match f.finish(name) {
        Ok(name) => name,
        Err(problems) => return refused(&state, &desk, jar, (form, Some(found.id)), &problems).await,
    };
    let agency = Agency { name: name.into(), ..found.clone() };
    if let Some((_, why)) = taken(&chart, &agency) {
        return objected(&state, &desk, jar, (form, Some(agency.id)), ("name", why)).await;
    }
    let to = format!("{PATH}?agency={}", agency.id);
    keep_agency(&state, &desk, agency).await?;
    Ok(done(jar, "기관 이름을 바꾸었습니다.", &to))
}

async fn keep_agency(state: &AppState, desk: &Desk, agency: Agency) -> Result<(), Fail> {
    let mut tx = state.office.store().write().await?;
    log::put(&mut tx, &state.office, desk.asker(), "organisation", agency.name.clone()).await?;
    tx.put_agencies(&[agency]).await?;
    tx.commit().await?;
    Ok(state.office.refresh().await?)
}

/// POST `/organisation/agencies/{id}/departments`: another department.
pub(crate) async fn add_department(
    State(state): State<AppState>,
    desk: Desk,
    Path(id): Path<String>,
    jar: CookieJar,
    form: Posted,
) -> Result<Response, Fail> {
    only(administrates(&desk.who))?;
    let chart = state.office.facts().chart;
    let agency = id.parse().ok().and_then(|id| chart.agency(id)).ok_or_else(Fail::not_found)?.id;
    let read = department(&form, DepartmentId(Uuid::new_v4()), agency, None);
    let wanted = match read {
        Ok(wanted) => wanted,
        Err(problems) => return refused(&state, &desk, jar, (form, Some(agency)), &problems).await,
    };
    if let Some(why) = clash(&chart, &wanted) {
        return objected(&state, &desk, jar, (form, Some(agency)), ("department_name", why)).await;
    }
    keep_department(&state, &desk, wanted).await?;
    Ok(done(jar, "부서를 등록했습니다.", &format!("{PATH}?agency={agency}")))
}

/// GET `/organisation/departments/{id}`
pub(crate) async fn edit_department(
    State(state): State<AppState>,
    desk: Desk,
    Path(id): Path<String>,
    jar: CookieJar,
) -> Result<Response, Fail> {
    only(administrates(&desk.who))?;
    let chart = state.office.facts().chart;
    let found = find(&chart, &id)?;
    let typed = Typed::default();
    let body = forms::department(&chart, found, &digest_of(found), &typed);
    Ok(screen(&state, &desk).respond(jar, &typed, body))
}

/// POST `/organisation/departments/{id}`: name, bureau, words of its work.
pub(crate) async fn change_department(
    State(state): State<AppState>,
    desk: Desk,
    Path(id): Path<String>,
    jar: CookieJar,
    form: Posted,
) -> Result<Response, Fail> {
    only(administrates(&desk.who))?;
    let chart = state.office.facts().chart;
    let found = find(&chart, &id)?;
    let again = |typed: Typed, status: StatusCode| {
        let body = forms::department(&chart, found, &digest_of(found), &typed);
        screen(&state, &desk).with(jar.clone(), status, body)
    };
    let mut typed = Typed::of(form.clone());
    if form.get("was").is_some_and(|was| was != digest_of(found)) {
        let now = format!("{} {} ({})", found.bureau, found.name, found.duties.join(", "));
        typed.wrong(
            "",
            format!("그 사이 이 부서가 바뀌었습니다. 지금 내용: {now}. 확인하고 다시 저장해 주십시오."),
        );
        return Ok(again(typed, StatusCode::CONFLICT));
    }
    let wanted = match department(&form, found.id, found.agency, Some(&found.code)) {
        Ok(wanted) => wanted,
        Err(problems) => {
            typed.problems(&problems, forms::label);
            return Ok(again(typed, StatusCode::UNPROCESSABLE_ENTITY));
        }
    };
    if let Some(why) = clash(&chart, &wanted) {
        typed.wrong("department_name", why);
        return Ok(again(typed, StatusCode::UNPROCESSABLE_ENTITY));
    }
    let to = format!("{PATH}?agency={}", wanted.agency);
    keep_department(&state, &desk, wanted).await?;
    Ok(done(jar, "부서를 수정했습니다.", &to))
}

fn find<'a>(chart: &'a OrgChart, id: &str) -> Result<&'a Department, Fail> {
    id.parse().ok().and_then(|id| chart.department(id)).ok_or_else(Fail::not_found)
}

fn digest_of(d: &Department) -> String {
    digest::of_parts(
        [d.name.as_str(), d.bureau.as_str()].into_iter().chain(d.duties.iter().map(String::as_str)),
    )
}

fn department(
    form: &Posted,
    id: DepartmentId,
    agency: AgencyId,
    kept_code: Option<&str>,
) -> Result<Department, Problems> {
    let mut f = Fields::from_form(&form.without(&["was"]));
    let name = f.text::<NAME_MAX>("department_name");
    let bureau = f.text_if_any::<NAME_MAX>("bureau").map(String::from).unwrap_or_default();
    let duties = f.text_if_any::<DUTIES_MAX>("duties").map(String::from).unwrap_or_default();
    let code = match kept_code {
        Some(code) => Some(code.to_owned()),
        None => f.one("department_code", code),
    };
    let words = duties.split([',', '\n']).map(str::trim).filter(|word| !word.is_empty());
    let mut duties: Vec<String> = Vec::new();
    for word in words.take(WORDS_MAX) {
        if !duties.iter().any(|known| known == word) {
            duties.push(word.to_owned());
        }
    }
    f.finish(name.zip(code).map(|(name, code)| Department {
        id,
        agency,
        code,
        bureau,
        name: name.into(),
        duties,
    }))
}

async fn keep_department(state: &AppState, desk: &Desk, department: Department) -> Result<(), Fail> {
    let mut tx = state.office.store().write().await?;
    let name = format!("{} {}", department.bureau, department.name);
    log::put(&mut tx, &state.office, desk.asker(), "organisation", name).await?;
    tx.put_departments(&[department]).await?;
    tx.commit().await?;
    Ok(state.office.refresh().await?)
}

async fn refused(
    state: &AppState,
    desk: &Desk,
    jar: CookieJar,
    (form, agency): (Posted, Option<AgencyId>),
    problems: &Problems,
) -> Result<Response, Fail> {
    let mut typed = Typed::of(form);
    typed.problems(problems, forms::label);
    again(state, desk, jar, (typed, agency)).await
}

async fn objected(
    state: &AppState,
    desk: &Desk,
    jar: CookieJar,
    (form, agency): (Posted, Option<AgencyId>),
    (field, why): (&str, &str),
) -> Result<Response, Fail> {
    let mut typed = Typed::of(form);
    typed.wrong(field, why);
    again(state, desk, jar, (typed, agency)).await
}

/// The page with everything that was typed.
async fn again(
    state: &AppState,
    desk: &Desk,
    jar: CookieJar,
    (typed, agency): (Typed, Option<AgencyId>),
) -> Result<Response, Fail> {
    let body = body(state, agency, &typed).await?;
    Ok(screen(state, desk).respond(jar, &typed, body))
}
