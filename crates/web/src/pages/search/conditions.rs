//! The conditions of the search, read from its address: 기간 30 days by default and 95 at most.

use axum::extract::FromRequestParts;
use axum::http::Uri;
use axum::http::request::Parts;
use casework::NotDone;
use casework::reader::{PERIOD_DEFAULT_DAYS, PERIOD_MAX_DAYS, period};
use casework::sessions::Who;
use domain::complaint::{EpeopleNumber, Number, Score, StageName};
use domain::desk::Desk;
use domain::id::{DepartmentId, OfficerId};
use domain::org::OrgChart;
use jiff::ToSpan;
use jiff::civil::Date;
use store::read::Filter;
use words::error::{self, SpanError};
use words::lang::Lang;

use crate::error::Fail;
use crate::pages::case::department_asked;
use crate::pages::work::Asked;

/// The address, newest first unless it says otherwise.
pub(crate) struct Conditions(pub(crate) Asked);

impl<S: Sync> FromRequestParts<S> for Conditions {
    type Rejection = Fail;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Fail> {
        let query = parts.uri.query().unwrap_or_default();
        let mut parts = parts.clone();
        if !query.split('&').any(|pair| pair.starts_with("sort=")) {
            let sorted = format!("{}?{query}&sort=newest", parts.uri.path()).replace("?&", "?");
            parts.uri = sorted.parse::<Uri>().unwrap_or(parts.uri);
        }
        Asked::from_request_parts(&mut parts, state).await.map(Conditions)
    }
}

/// A condition that needs another look.
pub(crate) struct Wrong {
    pub(crate) field: &'static str,
    pub(crate) message: String,
}

/// What is looked for.
pub(super) struct Narrowed {
    pub(super) filter: Filter,
    /// 신청인, found by their blind index.
    pub(super) petitioner: Option<String>,
}

/// What was typed by hand comes back with a reason; what no form of ours sends is unreadable.
pub(super) fn read(asked: &Asked, who: &Who, desk: &Desk) -> Result<Result<Narrowed, Fail>, Vec<Wrong>> {
    let mut wrong = Vec::new();
    let span = note(&mut wrong, self::span(asked, desk.today()));
    let department = note(&mut wrong, department(asked, who, &desk.chart));
    let handler = note(&mut wrong, handler(asked, &desk.chart, department.flatten()));
    note(&mut wrong, number(asked));
    note(&mut wrong, words(asked));
    note(&mut wrong, petitioner(asked));
    let (Some((from, to)), true) = (span, wrong.is_empty()) else { return Err(wrong) };
    let filter = Filter {
        from: Some(from),
        to: Some(to),
        agency: None,
        department: department.flatten(),
        handler: handler.flatten(),
        due_before: asked.get("overdue").map(|_| desk.now),
        ..Filter::default()
    };
    Ok(narrowed(asked, desk, filter))
}

/// Marks alone are no words.
fn words(asked: &Asked) -> Result<(), Wrong> {
    match asked.get("q") {
        Some(typed) if !casework::search::is_searchable(typed) => {
            Err(Wrong { field: "q", message: error::search_words() })
        }
        _ => Ok(()),
    }
}

fn narrowed(asked: &Asked, desk: &Desk, filter: Filter) -> Result<Narrowed, Fail> {
    let stage = asked.one("stage", StageName::parse)?;
    let agency = asked.one("agency", |id| id.parse().ok().filter(|id| desk.chart.agency(*id).is_some()))?;
    let rating =
        asked.one("rating", |points| points.parse().ok().and_then(Score::from_points).map(Score::points))?;
    let filter = Filter { stages: stage.into_iter().collect(), agency, rating, ..filter };
    let petitioner = asked.get("petitioner").map(str::to_owned);
    Ok(Narrowed { filter: asked.narrow(filter)?, petitioner })
}

fn note<T>(wrong: &mut Vec<Wrong>, read: Result<T, Wrong>) -> Option<T> {
    read.map_err(|why| wrong.push(why)).ok()
}

/// First and last day as they are shown: typed, or the last thirty.
pub(crate) fn days(asked: &Asked, today: Date) -> (String, String) {
    let first = today.saturating_sub((PERIOD_DEFAULT_DAYS - 1).days());
    let shown =
        |name: &str, otherwise: Date| asked.get(name).map_or_else(|| otherwise.to_string(), str::to_owned);
    (shown("from", first), shown("to", today))
}

pub(crate) fn span(asked: &Asked, today: Date) -> Result<(jiff::Timestamp, jiff::Timestamp), Wrong> {
    let day = |field: &'static str| match asked.get(field).map(str::parse::<Date>) {
        None => Ok(None),
        Some(Ok(day)) => Ok(Some(day)),
        Some(Err(_)) => Err(Wrong { field, message: error::span(SpanError::NotADay) }),
    };
    let (from, to) = (day("from")?, day("to")?);
    period(from, to, today).map_err(|why| too_long(&why, from, to.unwrap_or(today)))
}

fn too_long(why: &NotDone, from: Option<Date>, to: Date) -> Wrong {
    let NotDone::Invalid { field, code } = why else {
        return Wrong { field: "from", message: error::span(SpanError::NotADay) };
    };
    let said = match (*code, from) {
        ("after-to", _) => SpanError::Backwards,
        ("period-over-95-days", Some(from)) => {
            let days = u32::try_from((to - from).get_days() + 1).unwrap_or(u32::MAX);
            SpanError::TooLong { days, max: PERIOD_MAX_DAYS.unsigned_abs() }
        }
        _ => SpanError::NotADay,
    };
    Wrong { field, message: error::span(said) }
}

fn department(asked: &Asked, who: &Who, chart: &OrgChart) -> Result<Option<DepartmentId>, Wrong> {
    let Some(typed) = asked.get("department") else { return Ok(None) };
    let found = department_asked(chart, &who.on_duty, typed);
    found.map(Some).map_err(|message| Wrong { field: "department", message })
}

/// By name; where two bear it the department tells them apart.
fn handler(
    asked: &Asked,
    chart: &OrgChart,
    department: Option<DepartmentId>,
) -> Result<Option<OfficerId>, Wrong> {
    let Some(typed) = asked.get("handler") else { return Ok(None) };
    let places: Vec<DepartmentId> = match department {
        Some(department) => vec![department],
        None => chart.departments().into_iter().map(|d| d.id).collect(),
    };
    let named: Vec<OfficerId> = places
        .into_iter()
        .flat_map(|department| chart.officers_of(department))
        .filter(|officer| officer.name == typed)
        .map(|officer| officer.id)
        .collect();
    let message = match named.as_slice() {
        [one] => return Ok(Some(*one)),
        [] => format!("'{typed}' 처리자를 찾을 수 없습니다. 이름을 확인해 주십시오."),
        many => format!("'{typed}' 처리자가 {}명 있습니다. 부서를 함께 입력해 주십시오.", many.len()),
    };
    Err(Wrong { field: "handler", message })
}

/// What a list shows of a name is not the name.
fn petitioner(asked: &Asked) -> Result<(), Wrong> {
    match asked.get("petitioner") {
        Some(typed) if typed.contains(['○', '*']) => {
            let message = "가려진 글자가 있는 이름으로는 찾을 수 없습니다. 이름 전체를 입력해 주십시오. \
                           이름은 민원 상세의 신청인 정보에서 '열람'을 눌러 목적을 적고 확인할 수 있습니다.";
            Err(Wrong { field: "petitioner", message: message.to_owned() })
        }
        _ => Ok(()),
    }
}

/// A number that was found has led to its complaint already.
fn number(asked: &Asked) -> Result<(), Wrong> {
    let Some(typed) = asked.get("number") else { return Ok(()) };
    let message = match (Number::parse(typed), EpeopleNumber::parse(typed)) {
        (Ok(_), _) => "이 번호의 민원이 없거나 볼 수 없는 민원입니다. 번호를 확인해 주십시오.".to_owned(),
        (Err(_), Ok(_)) => {
            "이 국민신문고 번호의 민원이 없거나 볼 수 없는 민원입니다. 번호를 확인해 주십시오.".to_owned()
        }
        (Err(_), Err(_)) => error::number(Lang::Ko).to_owned(),
    };
    Err(Wrong { field: "number", message })
}
