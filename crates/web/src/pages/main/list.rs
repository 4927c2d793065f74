//! 나의 민원(모든 직원), 부서(부서 관리자), 기관(기관 관리자, 민원심사관): what is due soonest.

use casework::reader;
use casework::sessions::Who;
use domain::role::Role;
use maud::{Markup, html};
use store::read::{Filter, Listed, Page, Slice, Sort};

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
    Department,
    Agency,
}

impl Whose {
    fn parse(text: &str) -> Option<Whose> {
        match text {
            "mine" => Some(Whose::Mine),
            "department" => Some(Whose::Department),
            "agency" => Some(Whose::Agency),
            _ => None,
        }
    }

    /// Label, address, and where all of them are.
    fn words(self) -> (&'static str, &'static str, &'static str) {
        match self {
            Whose::Mine => ("나의 민원", "/?tab=mine", "/handle"),
            Whose::Department => ("부서", "/?tab=department", "/complaints?sort=due"),
            Whose::Agency => ("기관", "/?tab=agency", "/complaints?sort=due"),
        }
    }
}

pub(super) async fn soonest(state: &AppState, who: &Who, asked: &Asked) -> Result<Markup, Fail> {
    let mut offered = vec![Whose::Mine];
    offered.extend(manages(who, Role::DepartmentManager).then_some(Whose::Department));
    let agency = manages(who, Role::AgencyManager) || manages(who, Role::Inspector);
    offered.extend(agency.then_some(Whose::Agency));
    let named = asked.one("tab", Whose::parse)?.filter(|tab| offered.contains(tab));
    let mut shown = named.unwrap_or(Whose::Mine);
    let mut slice = listed(state, who, shown).await?;
    // Who handles nothing is shown what they manage, unless they asked for their own.
    if let (None, true, Some(managed)) = (named, slice.rows.is_empty(), offered.get(1)) {
        shown = *managed;
        slice = listed(state, who, shown).await?;
    }
    let desk = state.office.desk();
    let (label, _, all) = shown.words();
    let rows = Rows {
        desk: &desk,
        caption: label,
        path: "/",
        asked,
        from: "main",
        selection: None,
        extra: &[],
        empty: nothing(who),
    };
    let lines: Vec<Line> = slice.rows.iter().map(Line::plain).collect();
    let links: Vec<Tab> = offered
        .iter()
        .map(|tab| Tab { label: tab.words().0, href: tab.words().1, current: *tab == shown, count: None })
        .collect();
    Ok(html! {
        (tabs("분배된 민원현황", &links))
        (rows.plain(&lines))
        @if slice.next.is_some() { (button_row(link_button("전체보기", all, ButtonKind::Tertiary))) }
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
        Whose::Department => {
            Filter { department: duty(who, Role::DepartmentManager).and_then(|d| d.department), ..live }
        }
        Whose::Agency => {
            let duty = duty(who, Role::AgencyManager).or_else(|| duty(who, Role::Inspector));
            Filter { agency: duty.and_then(|d| d.agency), ..live }
        }
    };
    let page = Page { sort: Sort::Due, limit: SHOWN, after: None };
    Ok(reader::list(&state.office, &who.actor(), &filter, &page).await?)
}

fn duty(who: &Who, role: Role) -> Option<domain::role::Duty> {
    who.on_duty.all_duties().copied().find(|duty| duty.role == role)
}
