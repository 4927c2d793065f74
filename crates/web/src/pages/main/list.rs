//! 나의 민원(모든 직원), 부서(부서 관리자), 기관(기관 관리자, 민원심사관): what is due soonest.

use casework::reader;
use casework::sessions::Who;
use domain::id::{AgencyId, DepartmentId};
use domain::role::{Duty, Role};
use maud::{Markup, html};
use store::read::{Filter, Listed, Page, Slice, Sort};
use words::names::Names;

use super::manages;
use crate::components::{ButtonKind, Tab, button_row, empty_state, link_button, tabs};
use crate::error::Fail;
use crate::pages::work::{Asked, Line, Rows};
use crate::state::AppState;

/// Complaints shown on the main page; the rest is one link away.
const SHOWN: u32 = 10;

#[derive(Clone, Copy, PartialEq, Eq)]
enum Whose {
    Mine,
    Department(DepartmentId),
    /// The whole city for whoever watches over all of it.
    Agency(Option<AgencyId>),
}

impl Whose {
    /// One's own, then every department and every agency one answers for, each once, in the order of one's duties.
    fn offered(who: &Who) -> Vec<Whose> {
        let mut offered = vec![Whose::Mine];
        let departments = duties(who, &[Role::DepartmentManager]).filter_map(|duty| duty.department);
        let agencies = duties(who, &[Role::AgencyManager, Role::Inspector]).map(|duty| duty.agency);
        for place in departments.map(Whose::Department).chain(agencies.map(Whose::Agency)) {
            if !offered.contains(&place) {
                offered.push(place);
            }
        }
        offered
    }

    fn kind(self) -> &'static str {
        match self {
            Whose::Mine => "mine",
            Whose::Department(_) => "department",
            Whose::Agency(_) => "agency",
        }
    }

    /// How the address names it: the first of its kind by the kind alone.
    fn named(self, offered: &[Whose]) -> String {
        let first = offered.iter().find(|one| one.kind() == self.kind()) == Some(&self);
        match self {
            Whose::Department(id) if !first => format!("department-{id}"),
            Whose::Agency(Some(id)) if !first => format!("agency-{id}"),
            _ => self.kind().to_owned(),
        }
    }

    /// By its kind; where there are several of it, by name.
    fn label(self, offered: &[Whose], names: &dyn Names) -> String {
        let several = offered.iter().filter(|one| one.kind() == self.kind()).count() > 1;
        match self {
            Whose::Mine => "나의 민원".to_owned(),
            Whose::Department(id) if several => names.department(id),
            Whose::Department(_) => "부서".to_owned(),
            Whose::Agency(Some(id)) if several => names.agency(id),
            Whose::Agency(_) => "기관".to_owned(),
        }
    }

    /// Where all of them are.
    fn all(self) -> &'static str {
        if self == Whose::Mine { "/handle" } else { "/complaints?sort=due" }
    }
}

fn duties<'a>(who: &'a Who, roles: &'a [Role]) -> impl Iterator<Item = &'a Duty> {
    who.on_duty.all_duties().filter(|duty| roles.contains(&duty.role))
}

pub(super) async fn soonest(state: &AppState, who: &Who, asked: &Asked) -> Result<Markup, Fail> {
    let offered = Whose::offered(who);
    let kinds = ["mine", "department", "agency"];
    let tab =
        asked.one("tab", |text| kinds.iter().any(|kind| text.starts_with(kind)).then(|| text.to_owned()))?;
    let named = offered.iter().copied().find(|one| tab.as_ref() == Some(&one.named(&offered)));
    let mut shown = named.unwrap_or(Whose::Mine);
    let mut slice = listed(state, who, shown).await?;
    // Who handles nothing is shown what they manage, unless they asked for their own.
    if let (None, true, Some(managed)) = (named, slice.rows.is_empty(), offered.get(1)) {
        shown = *managed;
        slice = listed(state, who, shown).await?;
    }
    let desk = state.office.desk();
    let label = shown.label(&offered, desk.chart.as_ref());
    let rows = Rows {
        desk: &desk,
        caption: &label,
        path: "/",
        asked,
        from: "main",
        selection: None,
        extra: &[],
        empty: nothing(who),
    };
    let lines: Vec<Line> = slice.rows.iter().map(Line::plain).collect();
    let words: Vec<(String, String)> = offered
        .iter()
        .map(|one| (one.label(&offered, desk.chart.as_ref()), format!("/?tab={}", one.named(&offered))))
        .collect();
    let links: Vec<Tab> = offered
        .iter()
        .zip(&words)
        .map(|(one, (label, href))| Tab { label, href, current: *one == shown, count: None })
        .collect();
    Ok(html! {
        (tabs("분배된 민원현황", &links))
        (rows.plain(&lines))
        @if slice.next.is_some() { (button_row(link_button("전체보기", shown.all(), ButtonKind::Tertiary))) }
    })
}

/// An administrator sees no complaint for being one, but has the machinery to look after.
fn nothing(who: &Who) -> Markup {
    let title = "나에게 분배된 민원이 없습니다.";
    if manages(who, Role::Administrator) {
        let way_on = link_button("정기 작업 보기", "/timetable", ButtonKind::Secondary);
        let hint =
            "시스템 관리자 권한으로는 민원을 열람하지 않습니다. 자동 실행 결과는 정기 작업에서 확인합니다.";
        return empty_state(title, hint, Some(way_on));
    }
    empty_state(title, "새 민원이 분배되면 처리기한이 빠른 순서로 나타납니다.", None)
}

async fn listed(state: &AppState, who: &Who, whose: Whose) -> Result<Slice<Listed>, Fail> {
    let live = Filter { live: Some(true), ..Filter::default() };
    let filter = match whose {
        Whose::Mine => Filter { handler: Some(who.officer.id), ..live },
        Whose::Department(department) => Filter { department: Some(department), ..live },
        Whose::Agency(agency) => Filter { agency, ..live },
    };
    let page = Page { sort: Sort::Due, limit: SHOWN, after: None };
    Ok(reader::list(&state.office, &who.actor(), &filter, &page).await?)
}
