//! The page: tabs with counts, conditions, the list with likely departments, and the form.

use axum::response::Response;
use axum_extra::extract::cookie::CookieJar;
use casework::reader;
use casework::sessions::Who;
use casework::suggestions::departments_of_row;
use domain::complaint::DeskItemKind;
use domain::desk::Desk;
use domain::id::AgencyId;
use maud::{Markup, html};
use store::read::{Filter, Page, Sort};
use words::names::Names;

use super::{PATH, Part, TITLE, Tab, forms};
use crate::components::{Selection, Tab as TabLink, page_title, tabs};
use crate::error::Fail;
use crate::pages::work::{Asked, Inbox, Line, Rows, Typed, advice, empty_list, excel, filters, only};
use crate::state::AppState;

/// Rows behind a tab are counted up to here.
const COUNTED_TO: u32 = 99;

/// Everything the page is drawn from.
pub(super) struct View<'a> {
    state: &'a AppState,
    who: &'a Who,
    asked: &'a Asked,
    part: Part,
    tab: Tab,
    agency: Option<AgencyId>,
    typed: Typed,
}

impl<'a> View<'a> {
    pub(super) fn of(
        state: &'a AppState,
        who: &'a Who,
        asked: &'a Asked,
        typed: Typed,
    ) -> Result<View<'a>, Fail> {
        let part = Part::of(who);
        let offered = part.tabs();
        let named = asked.one("tab", |text| Tab::ALL.into_iter().find(|tab| tab.name() == text))?;
        let tab = named.or_else(|| offered.first().copied()).ok_or_else(Fail::not_found)?;
        only(offered.contains(&tab))?;
        let agency = match tab {
            Tab::AtAgency => part.agencies.first().copied(),
            Tab::Received | Tab::Returned => asked.one("to", |text| text.parse().ok())?,
        };
        Ok(View { state, who, asked, part, tab, agency, typed })
    }

    pub(super) async fn markup(&self) -> Result<Markup, Fail> {
        let list = match self.tab {
            Tab::Returned => self.returned().await?,
            Tab::Received | Tab::AtAgency => self.list().await?,
        };
        Ok(html! {
            (page_title(TITLE, html! {}))
            (self.typed.summary())
            (self.tabs().await?)
            (list)
        })
    }

    async fn tabs(&self) -> Result<Markup, Fail> {
        let mut links: Vec<(Tab, String, String)> = Vec::new();
        for tab in self.part.tabs() {
            links.push((tab, format!("{PATH}?tab={}", tab.name()), self.count(tab).await?));
        }
        let links: Vec<TabLink> = links
            .iter()
            .map(|(tab, href, count)| TabLink {
                label: tab.label(),
                href,
                current: *tab == self.tab,
                count: Some(count),
            })
            .collect();
        Ok(tabs(TITLE, &links))
    }

    async fn count(&self, tab: Tab) -> Result<String, Fail> {
        let page = Page { sort: Sort::Due, limit: COUNTED_TO, after: None };
        let (shown, more) = match tab {
            Tab::Returned => {
                let mut tx = self.state.office.store().read().await?;
                let slice = tx.waiting(DeskItemKind::Reassignment, &self.part.returned_to(), &page).await?;
                (slice.rows.len(), slice.next.is_some())
            }
            Tab::Received | Tab::AtAgency => {
                let filter = self.part.filter(tab, self.part.agencies.first().copied());
                let slice = reader::list(&self.state.office, &self.who.actor(), &filter, &page).await?;
                (slice.rows.len(), slice.next.is_some())
            }
        };
        Ok(format!("{shown}{}", if more { "+" } else { "" }))
    }

    fn inbox(&self) -> Inbox<'static> {
        Inbox {
            title: "재지정 요청",
            path: PATH,
            from: "distribute",
            kind: DeskItemKind::Reassignment,
            at: self.part.returned_to(),
            about: "",
            until: "",
            empty: (
                "결정할 재지정 요청이 없습니다.",
                "부서가 소관이 아닌 민원을 반송하면 여기에 나타납니다.",
            ),
        }
    }

    async fn returned(&self) -> Result<Markup, Fail> {
        Ok(html! {
            p.hint { "민원을 열어 다른 부서로 보내거나 반려합니다. 결정하는 동안에도 처리기간은 계속 진행됩니다." }
            (self.inbox().list(self.state, self.asked).await?)
        })
    }

    fn filter(&self) -> Result<Filter, Fail> {
        let own = self.part.filter(self.tab, self.agency.filter(|_| self.tab == Tab::AtAgency));
        let filter = self.asked.narrow(own.clone())?;
        Ok(Filter { channel: own.channel.or(filter.channel), ..filter })
    }

    /// The list of this tab as an Excel file.
    pub(super) async fn file(&self, jar: CookieJar) -> Result<Response, Fail> {
        match self.tab {
            Tab::Returned => self.inbox().page(self.state, self.who, self.asked, jar).await,
            Tab::Received | Tab::AtAgency => self.wanted()?.file(self.state, self.who, self.asked, jar).await,
        }
    }

    fn wanted(&self) -> Result<excel::DeskList, Fail> {
        let (filter, sort) = (self.filter()?, self.asked.sort()?);
        let said = excel::conditions(self.asked, &self.state.office.desk().chart);
        Ok(excel::DeskList { path: PATH, title: TITLE, filter, sort, said })
    }

    async fn list(&self) -> Result<Markup, Fail> {
        let page = self.asked.page()?;
        let filter = self.filter()?;
        let slice = reader::list(&self.state.office, &self.who.actor(), &filter, &page).await?;
        let desk = self.state.office.desk();
        let rows = Rows {
            desk: &desk,
            caption: "분배할 민원",
            path: PATH,
            asked: self.asked,
            from: "distribute",
            selection: Some(Selection { name: "chosen", form_id: forms::FORM }),
            extra: &["추천 부서"],
            empty: empty_list(
                self.asked,
                ("분배할 민원이 없습니다.", "접수된 민원이 처리기한이 빠른 순서로 나타납니다."),
                None,
            ),
        };
        let within = self.agency.filter(|_| self.tab == Tab::AtAgency);
        let lines: Vec<Line> = slice
            .rows
            .iter()
            .map(|listed| {
                let suggested = departments_of_row(&self.state.office, within, listed);
                Line { extra: vec![advice::department(&desk.chart, &suggested)], ..Line::plain(listed) }
            })
            .collect();
        Ok(html! {
            (filters(PATH, self.asked, &["tab", "to"]))
            (rows.page(page.sort, &lines, slice.next.as_ref()))
            @if !slice.rows.is_empty() || self.typed.is_wrong() { (self.form(&desk)) }
        })
    }

    fn form(&self, desk: &Desk) -> Markup {
        let action = self.asked.href(PATH, &[("cursor", "")]);
        html! {
            @if self.tab == Tab::Received { (forms::choose_agency(&desk.chart, self.asked, self.agency)) }
            @match self.agency {
                Some(agency) => {
                    p.hint { "분배할 곳: " (Names::agency(desk.chart.as_ref(), agency)) }
                    (forms::distribute(&desk.chart, &action, agency, self.tab, &self.typed))
                }
                None => p.hint { "기관을 고르면 그 기관이나 부서로 한꺼번에 분배할 수 있습니다." },
            }
        }
    }
}

/// The list of a tab as a file has it; what departments sent back waits, and is no list.
pub(crate) fn wanted(state: &AppState, who: &Who, asked: &Asked) -> Result<excel::DeskList, Fail> {
    let view = View::of(state, who, asked, Typed::default())?;
    only(view.tab != Tab::Returned)?;
    view.wanted()
}
