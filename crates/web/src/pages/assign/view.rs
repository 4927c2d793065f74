//! The page: tabs, conditions, the list with its advice, and the form for the selection.

use casework::suggestions;
use domain::desk::Desk;
use maud::{Markup, html};
use store::read::Listed;
use words::names::Names;

use super::{PATH, Tab, View, forms};
use crate::components::{Selection, Tab as TabLink, page_title, tabs};
use crate::pages::work::{Line, Rows, advice, case_href, empty_list, filters};

impl View<'_> {
    pub(super) fn markup(&self) -> Markup {
        let desk = &self.desk;
        let people = forms::people(&desk.chart, self.department, (&self.load, &self.away));
        let action = self.asked.href(PATH, &[("cursor", "")]);
        html! {
            (page_title("처리자 분배", html! {}))
            p.hint { (purpose(self.tab)) }
            (self.typed.summary())
            (self.departments(desk))
            (self.tabs())
            (filters(PATH, self.asked, &["tab", "department"]))
            (self.list(desk))
            @if !self.slice.rows.is_empty() || self.typed.is_wrong() {
                @match self.tab {
                    Tab::List => (forms::give(&action, &people, &self.typed)),
                    Tab::Given => (forms::give_again(&action, &people, &self.typed)),
                }
            }
        }
    }

    fn departments(&self, desk: &Desk) -> Markup {
        let named: Vec<(String, String, bool)> = self
            .managed
            .iter()
            .map(|id| {
                (
                    Names::department(desk.chart.as_ref(), *id),
                    format!("{PATH}?department={id}"),
                    *id == self.department,
                )
            })
            .collect();
        let links: Vec<TabLink> = named
            .iter()
            .map(|(label, href, current)| TabLink { label, href, current: *current, count: None })
            .collect();
        html! { @if links.len() > 1 { (tabs("부서", &links)) } }
    }

    /// '상세' leads to the first complaint of the list, and in a browser with scripts to the one that is ticked.
    fn tabs(&self) -> Markup {
        let list = self.asked.href(PATH, &[("tab", "list"), ("cursor", "")]);
        let given = self.asked.href(PATH, &[("tab", "given"), ("cursor", "")]);
        let detail = self.slice.rows.first().map(|first| case_href(first, "assign"));
        let mut links = vec![
            TabLink { label: "목록", href: &list, current: self.tab == Tab::List, count: None },
            TabLink { label: "분배됨", href: &given, current: self.tab == Tab::Given, count: None },
        ];
        links.extend(detail.as_deref().map(|href| TabLink {
            label: "상세",
            href,
            current: false,
            count: None,
        }));
        tabs("처리자 분배", &links)
    }

    fn list(&self, desk: &Desk) -> Markup {
        let (caption, extra, nothing, comes): (_, &[&str], _, _) = match self.tab {
            Tab::List => (
                "분배할 민원",
                &["추천"],
                "분배할 민원이 없습니다.",
                "기관이나 통합접수자가 부서로 분배하면 처리기한이 빠른 순서로 나타납니다.",
            ),
            Tab::Given => (
                "분배된 민원",
                &["처리자"],
                "처리자에게 분배된 민원이 없습니다.",
                "'목록'에서 분배하면 여기에서 재분배하거나 회수할 수 있습니다.",
            ),
        };
        let rows = Rows {
            desk,
            caption,
            path: PATH,
            asked: self.asked,
            from: "assign",
            selection: Some(Selection { name: "chosen", form_id: forms::FORM }),
            extra,
            empty: empty_list(self.asked, (nothing, comes), None),
        };
        let lines: Vec<Line> = self
            .slice
            .rows
            .iter()
            .map(|listed| Line { extra: vec![self.beside(listed, desk)], ..Line::plain(listed) })
            .collect();
        rows.page(self.page.sort, &lines, self.slice.next.as_ref())
    }

    fn beside(&self, listed: &Listed, desk: &Desk) -> Markup {
        match self.tab {
            Tab::List => self.advised(listed, desk),
            Tab::Given => html! {
                @if let Some(handler) = listed.handler { (Names::officer(desk.chart.as_ref(), handler)) }
            },
        }
    }

    /// The likely handler; where another department of the agency is likelier, that too.
    fn advised(&self, listed: &Listed, desk: &Desk) -> Markup {
        let office = &self.state.office;
        let handlers = suggestions::handlers_by_title(office, self.department, &listed.title, &self.load);
        let departments = suggestions::departments_of_row(office, listed.agency, listed);
        let ours = departments.iter().any(|suggested| suggested.department == self.department);
        html! {
            @if !handlers.is_empty() || ours || departments.is_empty() {
                (advice::handler(&desk.chart, &handlers))
            } @else {
                span.quiet { "다른 부서일 수 있음: " } (advice::department(&desk.chart, &departments))
            }
        }
    }
}

/// What the tab is for, in the words of the guide.
fn purpose(tab: Tab) -> &'static str {
    match tab {
        Tab::Given => "기 분배된 민원을 타 기관 이송 또는 재분배 하고자 할 때 사용하는 기능",
        Tab::List => "부서에 접수된 민원을 처리자에게 분배하는 기능",
    }
}
