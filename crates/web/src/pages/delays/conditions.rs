//! The conditions of the list of delays: period, still late or answered late, office, kind.

use casework::sessions::Who;
use domain::complaint::Kind;
use domain::desk::Desk;
use maud::{Markup, html};
use store::read::DelayFilter;

use super::PATH;
use crate::components::{Choice, Field, FilterPanel, filter_panel, hidden, select};
use crate::error::Fail;
use crate::pages::case::department_asked;
use crate::pages::case::office_list;
use crate::pages::search::Wrong;
use crate::pages::watch::{Span, agencies, period_fields};
use crate::pages::work::Asked;

/// What the address asks for, or what was typed wrong.
pub(super) fn read(asked: &Asked, who: &Who, desk: &Desk) -> Result<Result<DelayFilter, Wrong>, Fail> {
    let offered = agencies(who, &desk.chart);
    let agency = asked
        .one("agency", |id| id.parse().ok().filter(|id| offered.iter().any(|agency| agency.id == *id)))?;
    let kind = asked.one("kind", Kind::parse)?;
    let still = asked.one("state", |text| match text {
        "still" => Some(true),
        "answered" => Some(false),
        _ => None,
    })?;
    let span = match Span::asked(asked, desk.today()) {
        Ok(span) => span,
        Err(wrong) => return Ok(Err(wrong)),
    };
    let department = match asked.get("department") {
        None => None,
        Some(typed) => match department_asked(&desk.chart, &who.on_duty, typed) {
            Ok(found) => Some(found),
            Err(message) => return Ok(Err(Wrong { field: "department", message })),
        },
    };
    let (from, to) = (span.first, span.last);
    Ok(Ok(DelayFilter { now: desk.now, from, to, agency, department, handler: None, kind, still }))
}

pub(super) fn form(asked: &Asked, wrong: Option<&Wrong>, who: &Who, desk: &Desk) -> Markup {
    let agencies: Vec<(String, &str)> =
        agencies(who, &desk.chart).iter().map(|a| (a.id.to_string(), a.name.as_str())).collect();
    let offered = agencies.iter().map(|(id, name)| Choice::new(id, name));
    let kinds = Kind::ALL.map(|k| Choice::new(k.as_str(), words::kind::label(k)));
    let states = [Choice::new("still", "지연 중"), Choice::new("answered", "지연 후 답변")];
    filter_panel(FilterPanel {
        action: PATH,
        fields: html! {
            (hidden("sort", asked.text("sort")))
            (period_fields(asked, wrong, desk, "접수일"))
            (select(&Field::new("state", "구분").value(asked.text("state")), &all(states)))
            (select(&Field::new("kind", "민원종류").value(asked.text("kind")), &all(kinds)))
        },
        more: Some(html! {
            (office_list("offices", &desk.chart, Some(&who.on_duty), false))
            (select(&Field::new("agency", "기관").value(asked.text("agency")), &all(offered)))
            (department(asked, wrong))
        }),
        open: ["agency", "department"].iter().any(|name| asked.get(name).is_some()),
    })
}

fn department(asked: &Asked, wrong: Option<&Wrong>) -> Markup {
    let message = wrong.filter(|w| w.field == "department").map(|w| w.message.as_str());
    html! {
        div class=(if message.is_some() { "field field-wrong" } else { "field" }) {
            label for="department" { "부서" }
            @if let Some(message) = message { p.error #department-error { (message) } }
            input #department name="department" type="text" list="offices" autocomplete="off"
                value=(asked.text("department")) aria-invalid=[message.map(|_| "true")]
                aria-describedby=[message.map(|_| "department-error")];
        }
    }
}

fn all<'a>(choices: impl IntoIterator<Item = Choice<'a>>) -> Vec<Choice<'a>> {
    std::iter::once(Choice::new("", "전체")).chain(choices).collect()
}
