//! 추천: whom the words of a complaint point to, with the reason, in a cell.

use casework::suggestions::{HandlerSuggestion, Suggestion, reason};
use domain::org::OrgChart;
use maud::{Markup, html};
use words::names::Names;

/// The likeliest handler, why, and what lies on that desk.
pub(crate) fn handler(chart: &OrgChart, suggested: &[HandlerSuggestion]) -> Markup {
    html! {
        @match suggested.first() {
            Some(best) => {
                (Names::officer(chart, best.officer))
                " " span.quiet { (reason(&best.because)) " · 처리 중 " (best.open) "건" }
            }
            None => span.quiet { "–" },
        }
    }
}

/// The likeliest department and why.
pub(crate) fn department(chart: &OrgChart, suggested: &[Suggestion]) -> Markup {
    html! {
        @match suggested.first() {
            Some(best) if in_doubt(chart, suggested) => {
                (chart.department(best.department).map_or("", |d| d.name.as_str()))
                " " span.quiet { (reason(&best.because)) " · 같은 업무를 하는 기관이 여럿" }
            }
            Some(best) => {
                (place(chart, best))
                " " span.quiet { (reason(&best.because)) }
            }
            None => span.quiet { "–" },
        }
    }
}

/// Offices of several agencies are as likely: the words say what it is about, not where.
fn in_doubt(chart: &OrgChart, suggested: &[Suggestion]) -> bool {
    let agency = |suggestion: &Suggestion| chart.department(suggestion.department).map(|d| d.agency);
    match suggested {
        [best, next, ..] => best.score == next.score && agency(best) != agency(next),
        _ => false,
    }
}

fn place(chart: &OrgChart, suggestion: &Suggestion) -> String {
    let name = Names::department(chart, suggestion.department);
    let agency = chart.department(suggestion.department).map(|d| Names::agency(chart, d.agency));
    match agency {
        Some(agency) if !name.starts_with(&agency) => format!("{agency} {name}"),
        _ => name,
    }
}
