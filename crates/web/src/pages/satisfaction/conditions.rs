//! The conditions of the list and of the statistics: the period, and what the list is narrowed to.

use casework::sessions::Who;
use domain::complaint::Score;
use domain::desk::{Desk, seoul_date};
use domain::id::DepartmentId;
use domain::org::OrgChart;
use maud::{Markup, html};
use store::read::{FollowUpAsked, RatingAsked, SurveyFilter};

use super::{LIST, STATISTICS};
use crate::components::{
    Choice, Field, FieldError, FilterPanel, date_range, error_summary, filter_panel, select,
};
use crate::error::Fail;
use crate::pages::case::{department_asked, office_list};
use crate::pages::search::{Wrong, days, span};
use crate::pages::work::Asked;
use crate::satisfaction::Span;

/// How a list may be narrowed by 추가답변, as the address says it.
const FOLLOW_UPS: [(&str, &str, FollowUpAsked); 3] = [
    ("waiting", "추가답변 대상(처리 전)", FollowUpAsked::Waiting),
    ("answered", "추가답변 처리완료", FollowUpAsked::Answered),
    ("never", "요청 없음", FollowUpAsked::Never),
];
const NOT_RATED: &str = "none";

/// The period, or what is wrong with it.
pub(super) fn period(asked: &Asked, desk: &Desk) -> Result<Span, Wrong> {
    let moments = span(asked, desk.today())?;
    Ok(Span { days: (seoul_date(moments.0), seoul_date(moments.1)), moments })
}

/// What was typed by hand comes back with a reason; what no form of ours sends is unreadable.
pub(super) fn read(
    asked: &Asked,
    who: &Who,
    desk: &Desk,
) -> Result<Result<(SurveyFilter, Span), Fail>, Vec<Wrong>> {
    let (span, department) = (period(asked, desk), department(asked, who, &desk.chart));
    match (span, department) {
        (Ok(span), Ok(department)) => Ok(narrowed(asked, span, department)),
        (span, department) => Err(span.err().into_iter().chain(department.err()).collect()),
    }
}

fn narrowed(
    asked: &Asked,
    span: Span,
    department: Option<DepartmentId>,
) -> Result<(SurveyFilter, Span), Fail> {
    let rating = asked.one("score", |text| match text {
        NOT_RATED => Some(RatingAsked::NotRated),
        points => points.parse().ok().and_then(Score::from_points).map(RatingAsked::As),
    })?;
    let follow_up =
        asked.one("follow-up", |text| FOLLOW_UPS.iter().find(|row| row.0 == text).map(|row| row.2))?;
    let (from, to) = (Some(span.moments.0), Some(span.moments.1));
    Ok((SurveyFilter { from, to, department, rating, follow_up, agency: None }, span))
}

fn department(asked: &Asked, who: &Who, chart: &OrgChart) -> Result<Option<DepartmentId>, Wrong> {
    let Some(typed) = asked.get("department") else { return Ok(None) };
    let found = department_asked(chart, &who.on_duty, typed);
    found.map(Some).map_err(|message| Wrong { field: "department", message })
}

pub(super) fn summary(wrong: &[Wrong]) -> Markup {
    let errors: Vec<FieldError> =
        wrong.iter().map(|w| FieldError { field: Some(w.field), message: &w.message }).collect();
    error_summary(&errors, crate::components::Lang::Ko)
}

/// The form above the list.
pub(super) fn of_list(asked: &Asked, wrong: &[Wrong], who: &Who, desk: &Desk) -> Markup {
    let points = Score::ALL.map(|score| score.points().to_string());
    let levels: Vec<(String, &str)> = Score::ALL
        .iter()
        .zip(&points)
        .map(|(score, points)| (format!("{} ({points}점)", words::score::label(*score)), points.as_str()))
        .collect();
    let mut ratings = vec![Choice::new("", "전체")];
    ratings.extend(levels.iter().map(|(label, points)| Choice::new(points, label)));
    ratings.push(Choice::new(NOT_RATED, "미평가"));
    let mut follow_ups = vec![Choice::new("", "전체")];
    follow_ups.extend(FOLLOW_UPS.map(|(value, label, _)| Choice::new(value, label)));
    filter_panel(FilterPanel {
        action: LIST,
        fields: html! {
            (period_fields(asked, wrong, desk))
            (select(&field(asked, wrong, "score", "만족도(마지막 평가)"), &ratings))
            (select(&field(asked, wrong, "follow-up", "추가답변"), &follow_ups))
            (department_field(asked, wrong, who, desk))
        },
        more: None,
        open: false,
    })
}

/// The form above the statistics: the period alone; offices are chosen in the grids.
pub(super) fn of_statistics(asked: &Asked, wrong: &[Wrong], desk: &Desk) -> Markup {
    filter_panel(FilterPanel {
        action: STATISTICS,
        fields: period_fields(asked, wrong, desk),
        more: None,
        open: false,
    })
}

fn field<'a>(asked: &'a Asked, wrong: &'a [Wrong], name: &'a str, label: &'a str) -> Field<'a> {
    let message = wrong.iter().find(|w| w.field == name).map(|w| w.message.as_str());
    Field::new(name, label).value(asked.text(name)).error(message)
}

fn period_fields(asked: &Asked, wrong: &[Wrong], desk: &Desk) -> Markup {
    let (from, to) = days(asked, desk.today());
    date_range(
        "접수일 (기본 30일, 최대 95일)",
        &field(asked, wrong, "from", "부터").value(&from),
        &field(asked, wrong, "to", "까지").value(&to),
    )
}

fn department_field(asked: &Asked, wrong: &[Wrong], who: &Who, desk: &Desk) -> Markup {
    let message = wrong.iter().find(|w| w.field == "department").map(|w| w.message.as_str());
    html! {
        (office_list("offices", &desk.chart, Some(&who.on_duty), false))
        div class=(if message.is_some() { "field field-wrong" } else { "field" }) {
            label for="department" { "처리부서" }
            @if let Some(message) = message { p.error #department-error { (message) } }
            input #department name="department" type="text" list="offices" autocomplete="off"
                value=(asked.text("department")) aria-invalid=[message.map(|_| "true")]
                aria-describedby=[message.map(|_| "department-error")];
        }
    }
}
