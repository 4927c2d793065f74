//! What the statistics are asked for: a period, by what, and of which office.

use casework::sessions::Who;
use domain::complaint::{Channel, Kind};
use domain::desk::Desk;
use domain::id::{AgencyId, DepartmentId};
use maud::{Markup, html};
use store::stats::{Group, Question};

use super::{PATH, period_wrong};
use crate::components::{Choice, Field, FilterPanel, filter_panel, hidden, select};
use crate::error::Fail;
use crate::pages::search::Wrong;
use crate::pages::watch::{Span, agencies, period_fields, sees_the_city};
use crate::pages::work::Asked;

/// By what the figures are told apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum By {
    Agency,
    Bureau,
    Department,
    Kind,
    Channel,
    Day,
    Week,
    Month,
}

impl By {
    pub(crate) const ALL: [By; 8] =
        [By::Agency, By::Bureau, By::Department, By::Kind, By::Channel, By::Day, By::Week, By::Month];

    pub(crate) fn as_str(self) -> &'static str {
        match self {
            By::Agency => "agency",
            By::Bureau => "bureau",
            By::Department => "department",
            By::Kind => "kind",
            By::Channel => "channel",
            By::Day => "day",
            By::Week => "week",
            By::Month => "month",
        }
    }

    pub(crate) fn parse(text: &str) -> Option<By> {
        By::ALL.into_iter().find(|by| by.as_str() == text)
    }

    pub(crate) fn label(self) -> &'static str {
        match self {
            By::Agency => "기관별",
            By::Bureau => "실국별",
            By::Department => "부서별",
            By::Kind => "민원종류별",
            By::Channel => "접수경로별",
            By::Day => "일별",
            By::Week => "주별",
            By::Month => "월별",
        }
    }

    /// What the first column of its table is called.
    pub(crate) fn column(self) -> &'static str {
        match self {
            By::Agency => "기관",
            By::Bureau => "실국",
            By::Department => "부서",
            By::Kind => "민원종류",
            By::Channel => "접수경로",
            By::Day => "날짜",
            By::Week => "주(월요일부터)",
            By::Month => "월",
        }
    }

    pub(crate) fn group(self) -> Group {
        match self {
            By::Agency => Group::Agency,
            By::Bureau | By::Department => Group::Department,
            By::Kind => Group::Kind,
            By::Channel => Group::Channel,
            By::Day | By::Week | By::Month => Group::Day,
        }
    }

    pub(crate) fn is_time(self) -> bool {
        matches!(self, By::Day | By::Week | By::Month)
    }
}

/// What was chosen, before it is looked at whose it is.
pub(crate) struct Chosen {
    pub(crate) by: Option<By>,
    pub(crate) agency: Option<AgencyId>,
    pub(crate) bureau: Option<String>,
    pub(crate) kind: Option<Kind>,
    pub(crate) channel: Option<Channel>,
    /// The tab that links keep; only pages have one.
    pub(crate) tab: String,
}

/// The question, as far as it could be read.
pub(crate) struct Wanted {
    pub(crate) span: Result<Span, Wrong>,
    pub(crate) by: By,
    pub(crate) agency: Option<AgencyId>,
    /// 실국 of that agency, by its name.
    pub(crate) bureau: Option<String>,
    pub(crate) kind: Option<Kind>,
    pub(crate) channel: Option<Channel>,
    tab: String,
}

impl Wanted {
    /// As the page's address asks for.
    pub(crate) fn read(asked: &Asked, who: &Who, desk: &Desk) -> Result<Wanted, Fail> {
        let chosen = Chosen {
            by: asked.one("by", By::parse)?,
            agency: asked.one("agency", |id| id.parse().ok())?,
            bureau: asked.get("bureau").map(str::to_owned),
            kind: asked.one("kind", Kind::parse)?,
            channel: asked.one("channel", Channel::parse)?,
            tab: asked.text("tab").to_owned(),
        };
        Wanted::of(chosen, Span::asked(asked, desk.today()), who, desk)
    }

    /// Agencies that this officer does not watch over are not there to be asked for.
    pub(crate) fn of(
        chosen: Chosen,
        span: Result<Span, Wrong>,
        who: &Who,
        desk: &Desk,
    ) -> Result<Wanted, Fail> {
        let Chosen { by, agency, bureau, kind, channel, tab } = chosen;
        let offered = agencies(who, &desk.chart);
        let there = |id: &AgencyId| offered.iter().any(|agency| agency.id == *id);
        if agency.is_some_and(|id| !there(&id)) {
            return Err(Fail::not_found());
        }
        let by =
            by.unwrap_or(if sees_the_city(who) && agency.is_none() { By::Agency } else { By::Department });
        // Bureaus and departments are an agency's: the city's would be thousands of lines.
        let own = || offered.iter().find(|a| a.id == who.officer.agency).or(offered.first()).map(|a| a.id);
        let agency = agency.or_else(|| matches!(by, By::Bureau | By::Department).then(own).flatten());
        let bureau = bureau.filter(|_| agency.is_some());
        Ok(Wanted { span, by, agency, bureau, kind, channel, tab })
    }

    /// The tab as links carry it on; empty for the first.
    pub(super) fn tab(&self) -> &str {
        &self.tab
    }

    pub(crate) fn question(&self, span: &Span, desk: &Desk) -> Question {
        let (now, from, to) = (desk.now, span.first, span.last);
        let departments = self.departments(desk);
        Question { now, from, to, agency: self.agency, departments, kind: self.kind, channel: self.channel }
    }

    /// The departments of the bureau; an unknown bureau has none, so nothing is found.
    fn departments(&self, desk: &Desk) -> Vec<DepartmentId> {
        let (Some(agency), Some(bureau)) = (self.agency, &self.bureau) else { return Vec::new() };
        let of = desk.chart.departments_of(agency);
        let mut found: Vec<DepartmentId> = of.iter().filter(|d| d.bureau == *bureau).map(|d| d.id).collect();
        if found.is_empty() {
            found.push(DepartmentId(uuid::Uuid::nil()));
        }
        found
    }
}

pub(super) fn form(asked: &Asked, wanted: &Wanted, who: &Who, desk: &Desk) -> Markup {
    let agencies: Vec<(String, &str)> =
        agencies(who, &desk.chart).iter().map(|a| (a.id.to_string(), a.name.as_str())).collect();
    let offered = agencies.iter().map(|(id, name)| Choice::new(id, name));
    let agency = wanted.agency.map(|id| id.to_string()).unwrap_or_default();
    let by = By::ALL.map(|by| Choice::new(by.as_str(), by.label()));
    let bureaus = wanted.agency.map(|id| bureaus(id, desk)).unwrap_or_default();
    let bureaus = bureaus.iter().map(|name| Choice::new(name, name));
    let kinds = Kind::ALL.map(|k| Choice::new(k.as_str(), words::kind::label(k)));
    let ways = Channel::ALL.map(|c| Choice::new(c.as_str(), words::channel::label(c)));
    let field = |name, label| Field::new(name, label).value(asked.text(name));
    filter_panel(FilterPanel {
        action: PATH,
        fields: html! {
            (hidden("tab", asked.text("tab")))
            (period_fields(asked, period_wrong(wanted), desk, "조회 기간"))
            (select(&Field::new("by", "구분").value(wanted.by.as_str()), &by))
            (select(&Field::new("agency", "기관").value(&agency), &all(offered)))
        },
        more: Some(html! {
            @if wanted.agency.is_some() { (select(&field("bureau", "실국"), &all(bureaus))) }
            (select(&field("kind", "민원종류"), &all(kinds)))
            (select(&field("channel", "접수경로"), &all(ways)))
        }),
        open: ["bureau", "kind", "channel"].iter().any(|name| asked.get(name).is_some()),
    })
}

fn bureaus(agency: AgencyId, desk: &Desk) -> Vec<String> {
    let mut names: Vec<String> = desk.chart.departments_of(agency).iter().map(|d| d.bureau.clone()).collect();
    names.retain(|name| !name.is_empty());
    names.dedup();
    names
}

fn all<'a>(choices: impl IntoIterator<Item = Choice<'a>>) -> Vec<Choice<'a>> {
    std::iter::once(Choice::new("", "전체")).chain(choices).collect()
}
