//! 답변 템플릿: texts for answers by kind, category and place. The administrator keeps all of them, an agency
//! manager those of the own agency; handlers find them in their editor.

use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use axum_extra::extract::cookie::CookieJar;
use casework::sessions::Who;
use casework::{log, reader, texts};
use domain::complaint::{Kind, Number};
use domain::id::{AgencyId, DepartmentId};
use domain::role::Role;
use store::{KeptTemplate, StoreError};
use uuid::Uuid;
use words::answer_template::TemplateFacts;

use super::template_form as forms;
use super::{Screen, administrates, asked_for, cut, done, id, name_cursor, read_name_cursor};
use crate::acts::{Fields, Problems};
use crate::error::Fail;
use crate::pages::work::{Asked, Posted, Typed, only};
use crate::request::Desk;
use crate::state::AppState;

pub(super) const PATH: &str = "/templates";
const TITLE: &str = "답변 템플릿";
/// Longest name, in characters.
pub(super) const NAME_MAX: usize = 60;
/// Longest text: half of the longest answer, so that there is room for one.
pub(super) const BODY_MAX: usize = 10_000;
/// Names that belong to the page.
const FURNITURE: [&str; 2] = ["version", "number"];

/// Whose templates somebody keeps: everybody's, or those of these agencies.
pub(super) struct Keeper {
    pub(super) everywhere: bool,
    pub(super) agencies: Vec<AgencyId>,
}

impl Keeper {
    fn of(who: &Who) -> Result<Keeper, Fail> {
        let everywhere = administrates(who);
        let duties = who.on_duty.all_duties().filter(|duty| duty.role == Role::AgencyManager);
        let agencies: Vec<AgencyId> = duties.filter_map(|duty| duty.agency).collect();
        only(everywhere || !agencies.is_empty())?;
        Ok(Keeper { everywhere, agencies })
    }

    fn keeps(&self, template: &KeptTemplate) -> bool {
        self.everywhere || template.agency.is_some_and(|agency| self.agencies.contains(&agency))
    }
}

/// GET `/templates`
pub(crate) async fn page(
    State(state): State<AppState>,
    desk: Desk,
    jar: CookieJar,
    asked: Asked,
) -> Result<Response, Fail> {
    let keeper = Keeper::of(&desk.who)?;
    let cursor = read_name_cursor(&asked)?;
    let after = cursor.as_ref().map(|(name, id)| (name.as_str(), *id));
    let agency = if keeper.everywhere { None } else { keeper.agencies.first().copied() };
    let mut rows = state.office.store().read().await?.templates(agency, after, asked_for()).await?;
    let more = cut(&mut rows);
    let next = rows.last().filter(|_| more).map(|last| name_cursor(&last.name, last.id));
    let body = forms::list(&state.office.desk(), &asked, &rows, next);
    Ok(screen(&state, &desk).respond(jar, &Typed::default(), body))
}

fn screen<'a>(state: &'a AppState, desk: &'a Desk) -> Screen<'a> {
    Screen { state, who: &desk.who, title: TITLE, path: PATH, active: PATH }
}

/// GET `/templates/new`
pub(crate) async fn blank(
    State(state): State<AppState>,
    desk: Desk,
    jar: CookieJar,
) -> Result<Response, Fail> {
    let keeper = Keeper::of(&desk.who)?;
    Ok(draw(&state, &desk, jar, (None, &keeper, &Typed::default(), None)))
}

type Drawn<'a> = (Option<&'a KeptTemplate>, &'a Keeper, &'a Typed, Option<String>);

fn draw(state: &AppState, desk: &Desk, jar: CookieJar, (kept, keeper, typed, tried): Drawn) -> Response {
    let body = forms::one(&state.office.desk(), kept, (keeper, typed), tried.as_deref());
    screen(state, desk).respond(jar, typed, body)
}

/// GET `/templates/{id}`
pub(crate) async fn edit(
    State(state): State<AppState>,
    desk: Desk,
    Path(path): Path<String>,
    jar: CookieJar,
) -> Result<Response, Fail> {
    let keeper = Keeper::of(&desk.who)?;
    let kept = find(&state, &keeper, &path).await?;
    Ok(draw(&state, &desk, jar, (Some(&kept), &keeper, &Typed::default(), None)))
}

async fn find(state: &AppState, keeper: &Keeper, path: &str) -> Result<KeptTemplate, Fail> {
    let kept = state.office.store().read().await?.template(id(path)?).await?;
    only(keeper.keeps(&kept) && kept.ended_at.is_none())?;
    Ok(kept)
}

/// POST `/templates`
pub(crate) async fn add(
    State(state): State<AppState>,
    desk: Desk,
    jar: CookieJar,
    form: Posted,
) -> Result<Response, Fail> {
    let keeper = Keeper::of(&desk.who)?;
    let wanted = match read(&state, &desk, &keeper, (&form, None)) {
        Ok(wanted) => wanted,
        Err(typed) => return Ok(draw(&state, &desk, jar, (None, &keeper, &typed, None))),
    };
    let mut tx = state.office.store().write().await?;
    tx.add_template(&wanted).await?;
    log::put(&mut tx, &state.office, desk.asker(), "answer-template", wanted.name.clone()).await?;
    tx.commit().await?;
    Ok(done(jar, "답변 템플릿을 등록했습니다.", PATH))
}

/// POST `/templates/{id}`
pub(crate) async fn change(
    State(state): State<AppState>,
    desk: Desk,
    Path(path): Path<String>,
    jar: CookieJar,
    form: Posted,
) -> Result<Response, Fail> {
    let keeper = Keeper::of(&desk.who)?;
    let kept = find(&state, &keeper, &path).await?;
    let wanted = match read(&state, &desk, &keeper, (&form, Some(&kept))) {
        Ok(wanted) => wanted,
        Err(typed) => return Ok(draw(&state, &desk, jar, (Some(&kept), &keeper, &typed, None))),
    };
    keep(&state, &desk, jar, (form, &keeper, &wanted, "답변 템플릿을 수정했습니다.")).await
}

/// POST `/templates/{id}/end`: no longer offered; answers written with it stay as they are.
pub(crate) async fn end(
    State(state): State<AppState>,
    desk: Desk,
    Path(path): Path<String>,
    jar: CookieJar,
) -> Result<Response, Fail> {
    let keeper = Keeper::of(&desk.who)?;
    let kept = find(&state, &keeper, &path).await?;
    let now = state.office.now();
    let ended =
        KeptTemplate { ended_at: Some(now), changed_at: now, changed_by: Some(desk.who.officer.id), ..kept };
    keep(&state, &desk, jar, (Posted::default(), &keeper, &ended, "답변 템플릿을 없앴습니다.")).await
}

async fn keep(
    state: &AppState,
    desk: &Desk,
    jar: CookieJar,
    (form, keeper, wanted, told): (Posted, &Keeper, &KeptTemplate, &str),
) -> Result<Response, Fail> {
    let mut tx = state.office.store().write().await?;
    match tx.change_template(wanted).await {
        Ok(()) => {}
        Err(StoreError::Conflict(_)) => {
            tx.rollback().await?;
            let now = find(state, keeper, &wanted.id.to_string()).await?;
            let mut typed = Typed::of(Posted(form.without(&["version"])));
            typed.wrong("", "그 사이 다른 사람이 이 템플릿을 바꾸었습니다. 입력하신 내용은 그대로 있으니, 확인하고 다시 저장해 주십시오.");
            let body = forms::one(&state.office.desk(), Some(&now), (keeper, &typed), None);
            return Ok(screen(state, desk).with(jar, StatusCode::CONFLICT, body));
        }
        Err(fault) => return Err(fault.into()),
    }
    log::put(&mut tx, &state.office, desk.asker(), "answer-template", wanted.name.clone()).await?;
    tx.commit().await?;
    Ok(done(jar, told, PATH))
}

/// POST `/templates/preview` and `/templates/{id}/preview`: the text on a real case; nothing is kept.
pub(crate) async fn preview(
    State(state): State<AppState>,
    desk: Desk,
    path: Option<Path<String>>,
    jar: CookieJar,
    form: Posted,
) -> Result<Response, Fail> {
    let keeper = Keeper::of(&desk.who)?;
    let kept = match &path {
        Some(Path(path)) => Some(find(&state, &keeper, path).await?),
        None => None,
    };
    let mut typed = Typed::of(form.clone());
    let facts = match Number::parse(form.text("number")) {
        Ok(number) => facts(&state, &desk, &keeper, &number).await,
        Err(_) => Err(Fail::not_found()),
    };
    let tried = match facts {
        Ok(facts) => Some(words::answer_template::fill(form.text("body"), &facts)),
        Err(fail) if fail.status() == StatusCode::NOT_FOUND => {
            typed.wrong("number", "그 번호의 민원을 찾을 수 없습니다. 번호를 확인해 주십시오.");
            None
        }
        Err(fail) => return Err(fail),
    };
    Ok(draw(&state, &desk, jar, (kept.as_ref(), &keeper, &typed, tried)))
}

/// An agency manager sees the case as it is; the administrator only what surrounds it.
async fn facts(
    state: &AppState,
    desk: &Desk,
    keeper: &Keeper,
    number: &Number,
) -> Result<TemplateFacts, Fail> {
    if keeper.everywhere {
        return Ok(texts::template_sample(&state.office, number).await?);
    }
    let case = reader::case(&state.office, &desk.actor(), number).await?;
    let petitioner = words::mask::name(&case.petitioner.name);
    Ok(texts::template_facts(&case.complaint, &case.words.title, &petitioner, &case.desk))
}

fn read(
    state: &AppState,
    desk: &Desk,
    keeper: &Keeper,
    (form, kept): (&Posted, Option<&KeptTemplate>),
) -> Result<KeptTemplate, Typed> {
    let mut typed = Typed::of(form.clone());
    let parsed = fields(form, kept, desk, state);
    let wanted = match parsed {
        Ok(wanted) => wanted,
        Err(problems) => {
            typed.problems(&problems, forms::label);
            return Err(typed);
        }
    };
    let chart = state.office.facts().chart;
    let elsewhere = wanted
        .department
        .and_then(|id| chart.department(id))
        .is_some_and(|d| Some(d.agency) != wanted.agency);
    if wanted.agency.is_some_and(|id| chart.agency(id).is_none()) || !keeper.keeps(&wanted) {
        typed.wrong("agency", "기관을 목록에서 선택해 주십시오.");
    } else if elsewhere {
        typed.wrong("department", "고른 기관의 부서를 선택해 주십시오.");
    }
    let unknown = words::answer_template::unknown(&wanted.body);
    if !unknown.is_empty() {
        let names: Vec<String> = unknown.iter().map(|name| format!("{{{name}}}")).collect();
        typed.wrong(
            "body",
            format!("알 수 없는 항목이 있습니다: {}. 아래 목록의 이름으로 고쳐 주십시오.", names.join(", ")),
        );
    }
    if typed.is_wrong() { Err(typed) } else { Ok(wanted) }
}

fn fields(
    form: &Posted,
    kept: Option<&KeptTemplate>,
    desk: &Desk,
    state: &AppState,
) -> Result<KeptTemplate, Problems> {
    let mut f = Fields::from_form(&form.without(&FURNITURE));
    let name = f.text::<NAME_MAX>("name").map(String::from);
    let body = f.text::<BODY_MAX>("body").map(String::from);
    let kind = f.one_if_any("kind", Kind::parse);
    let category = f.text_if_any::<{ super::codes::CATEGORY_MAX }>("category").map(String::from);
    let agency = f.parsed_if_any::<AgencyId>("agency");
    let department = f.parsed_if_any::<DepartmentId>("department");
    let version = form.get("version").and_then(|version| version.parse().ok());
    f.finish(name.zip(body).map(|(name, body)| KeptTemplate {
        id: kept.map_or_else(Uuid::new_v4, |kept| kept.id),
        name,
        kind,
        category,
        agency,
        department,
        body,
        version: version.or(kept.map(|kept| kept.version)).unwrap_or(1),
        ended_at: None,
        changed_at: state.office.now(),
        changed_by: Some(desk.who.officer.id),
    }))
}
