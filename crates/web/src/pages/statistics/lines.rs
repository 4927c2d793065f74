//! The lines of a statistic in the order people read them: 전체 first, offices as the chart has them, days in order.

use std::time::Duration;

use casework::sessions::Who;
use casework::statistics::{self, by_bureau, daily, monthly, weekly};
use domain::complaint::{Channel, Kind};
use domain::desk::Desk;
use domain::measure::Tally;
use jiff::civil::Date;
use store::Summed;
use store::stats::{Figures, Key};
use words::Names;

use super::{By, PATH, Wanted};
use crate::error::Fail;
use crate::pages::watch::Span;
use crate::state::AppState;

/// One line: what it is called, where it leads, its figures.
pub(crate) struct Line {
    /// Stable, for programs: an id, a code, a day; `total` for all.
    pub(crate) key: String,
    pub(crate) label: String,
    pub(crate) href: Option<String>,
    pub(crate) tally: Tally,
}

/// The lines, and how old they may be where they were counted in a copy of the database.
pub(crate) struct Found {
    pub(crate) lines: Vec<Line>,
    pub(crate) behind: Option<Duration>,
}

/// 전체, then everything it is made of.
pub(crate) async fn lines(
    state: &AppState,
    who: &Who,
    wanted: &Wanted,
    span: &Span,
    desk: &Desk,
) -> Result<Found, Fail> {
    let question = wanted.question(span, desk);
    let group = wanted.by.group();
    let Summed { answer: figures, behind } =
        statistics::figures_summed(&state.office, &who.actor(), &question, group).await?;
    let total: Tally = figures.values().copied().sum();
    let mut lines = vec![line("total".to_owned(), "전체", total)];
    lines.extend(match wanted.by {
        By::Agency => agencies(&figures, wanted, span, desk),
        By::Bureau => bureaus(&figures, wanted, span, desk),
        By::Department => departments(&figures, desk),
        By::Kind => kinds(&figures),
        By::Channel => channels(&figures),
        By::Day => days(daily(&figures, span.from, span.to), words::date::day),
        By::Week => days(weekly(&daily(&figures, span.from, span.to)), words::date::day),
        By::Month => days(monthly(&daily(&figures, span.from, span.to)), |day| {
            format!("{}. {}.", day.year(), day.month())
        }),
    });
    Ok(Found { lines, behind })
}

fn line(key: String, label: impl Into<String>, tally: Tally) -> Line {
    Line { key, label: label.into(), href: None, tally }
}

/// One step down, with the same period.
fn down(by: By, wanted: &Wanted, span: &Span, more: &[(&str, &str)]) -> String {
    let (from, to) = (span.from.to_string(), span.to.to_string());
    let mut pairs = vec![("by", by.as_str()), ("from", from.as_str()), ("to", to.as_str())];
    pairs.extend(wanted.kind.map(|kind| ("kind", kind.as_str())));
    pairs.extend(wanted.channel.map(|channel| ("channel", channel.as_str())));
    pairs.extend(Some(wanted.tab()).filter(|tab| !tab.is_empty()).map(|tab| ("tab", tab)));
    pairs.extend_from_slice(more);
    format!("{PATH}?{}", serde_html_form::to_string(pairs).unwrap_or_default())
}

fn agencies(figures: &Figures, wanted: &Wanted, span: &Span, desk: &Desk) -> Vec<Line> {
    let of = |id| figures.get(&Key::Agency(id)).copied();
    let named = desk.chart.agencies().into_iter().filter_map(|agency| {
        let id = agency.id.to_string();
        let href = Some(down(By::Bureau, wanted, span, &[("agency", &id)]));
        Some(Line { href, ..line(id, &agency.name, of(Some(agency.id))?) })
    });
    named.chain(of(None).map(|tally| line("none".to_owned(), "기관 분배 없음", tally))).collect()
}

fn bureaus(figures: &Figures, wanted: &Wanted, span: &Span, desk: &Desk) -> Vec<Line> {
    let agency = wanted.agency.map(|id| id.to_string()).unwrap_or_default();
    let mut lines: Vec<Line> = by_bureau(figures, &desk.chart)
        .into_iter()
        .map(|(bureau, tally)| match bureau.filter(|name| !name.is_empty()) {
            Some(name) => {
                let more = [("agency", agency.as_str()), ("bureau", name.as_str())];
                let href = Some(down(By::Department, wanted, span, &more));
                Line { href, ..line(name.clone(), name, tally) }
            }
            None => line("none".to_owned(), "부서 분배 없음", tally),
        })
        .collect();
    // What lies nowhere yet comes last.
    lines.sort_by_key(|line| line.key == "none");
    lines
}

fn departments(figures: &Figures, desk: &Desk) -> Vec<Line> {
    let of = |id| figures.get(&Key::Department(id)).copied();
    let chart = desk.chart.as_ref();
    let named = chart
        .departments()
        .into_iter()
        .filter_map(|d| Some(line(d.id.to_string(), Names::department(chart, d.id), of(Some(d.id))?)));
    named.chain(of(None).map(|tally| line("none".to_owned(), "부서 분배 없음", tally))).collect()
}

fn kinds(figures: &Figures) -> Vec<Line> {
    let of = |kind| figures.get(&Key::Kind(kind)).copied();
    let named = Kind::ALL
        .into_iter()
        .filter_map(|kind| Some(line(kind.as_str().to_owned(), words::kind::label(kind), of(Some(kind))?)));
    named.chain(of(None).map(|tally| line("none".to_owned(), "접수 전", tally))).collect()
}

fn channels(figures: &Figures) -> Vec<Line> {
    let of = |channel| figures.get(&Key::Channel(channel)).copied();
    let named = Channel::ALL.into_iter().filter_map(|channel| {
        Some(line(channel.as_str().to_owned(), words::channel::label(channel), of(channel)?))
    });
    named.collect()
}

fn days(days: Vec<(Date, Tally)>, words: impl Fn(Date) -> String) -> Vec<Line> {
    days.into_iter().map(|(day, tally)| line(day.to_string(), words(day), tally)).collect()
}
