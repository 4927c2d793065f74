//! 통계: 처리현황, 준수율, 단축률, 재지정 by office, kind, way in or time; what each figure means stands in
//! `domain::measure`.

mod asked;
mod drawn;
mod file;
mod lines;
mod tables;

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use axum_extra::extract::cookie::CookieJar;
use maud::{Markup, html};

use super::Frame;
use super::search::{Wrong, summary};
use super::watch::watches;
use super::work::{Asked, excel, only};
use crate::components::{ChartFrame, Tab as TabLink, chart, how_old, page_title, panel, tabs};
use crate::error::Fail;
use crate::request::Desk;
use crate::state::AppState;

pub(crate) use asked::{By, Chosen, Wanted};
pub(crate) use file::file;
pub(crate) use lines::{Found, Line, lines};

pub(super) const PATH: &str = "/statistics";
const TITLE: &str = "통계";

/// What is looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Tab {
    Handling,
    Kept,
    Shortened,
    Hops,
}

impl Tab {
    const ALL: [Tab; 4] = [Tab::Handling, Tab::Kept, Tab::Shortened, Tab::Hops];

    fn name(self) -> &'static str {
        match self {
            Tab::Handling => "handling",
            Tab::Kept => "kept",
            Tab::Shortened => "shortened",
            Tab::Hops => "hops",
        }
    }

    fn label(self) -> &'static str {
        match self {
            Tab::Handling => "처리현황",
            Tab::Kept => "준수율",
            Tab::Shortened => "단축률",
            Tab::Hops => "재지정",
        }
    }

    /// How the figure comes about, in a sentence under the tabs.
    fn means(self) -> &'static str {
        match self {
            Tab::Handling => {
                "접수·처리 중·지연 중은 조회 기간에 접수한 민원, 처리완료·이송·종결·취하·병합은 조회 기간에 끝난 민원의 건수입니다. 처리율은 접수한 민원 가운데 끝난 민원의 비율입니다."
            }
            Tab::Kept => {
                "조회 기간에 답변한 민원 가운데 처리기한 안에 답변한 비율입니다. 보완 기간은 빼고, 승인된 연장은 기한에 넣습니다."
            }
            Tab::Shortened => {
                "답변한 민원에 법이 준 처리기간(근무시간) 가운데 쓰지 않고 남긴 비율입니다. 연장한 기간은 넣지 않고, 기한을 넘긴 민원은 줄인 시간이 없는 것으로 셉니다."
            }
            Tab::Hops => {
                "조회 기간에 접수한 민원 가운데 소관이 아니라는 이유로 다른 부서로 옮겨진 적이 있는 민원의 비율과 옮겨진 횟수입니다."
            }
        }
    }
}

/// GET `/statistics`
pub(crate) async fn page(
    State(state): State<AppState>,
    Desk { who, .. }: Desk,
    jar: CookieJar,
    asked: Asked,
) -> Result<Response, Fail> {
    only(watches(&who))?;
    let desk = state.office.desk();
    let tab = asked.one("tab", |text| Tab::ALL.into_iter().find(|tab| tab.name() == text))?;
    let tab = tab.unwrap_or(Tab::Handling);
    let wanted = Wanted::read(&asked, &who, &desk)?;
    let found = match &wanted.span {
        Ok(span) => Some(lines(&state, &who, &wanted, span, &desk).await?),
        Err(_) => None,
    };
    if let (true, Some(found), Ok(span)) = (asked.as_excel()?, &found, &wanted.span) {
        return file::file(&wanted, span, found, &desk);
    }
    let wrong = wanted.span.as_ref().err();
    let body = html! {
        (page_title(TITLE, html! {}))
        (tab_links(&asked, tab))
        p.hint { (tab.means()) }
        (summary(wrong.map(std::slice::from_ref).unwrap_or_default()))
        (asked::form(&asked, &wanted, &who, &desk))
        @if let Some(found) = &found {
            (how_old(found.behind))
            (shown(&asked, tab, &wanted, &found.lines))
        }
    };
    let mut response = Frame::new(&state, &who, TITLE, PATH).render(jar, body);
    if wrong.is_some() {
        *response.status_mut() = StatusCode::UNPROCESSABLE_ENTITY;
    }
    Ok(response)
}

/// 만족도 has its own page beside the list of ratings.
fn tab_links(asked: &Asked, shown: Tab) -> Markup {
    let hrefs: Vec<String> =
        Tab::ALL.iter().map(|tab| asked.href(PATH, &[("tab", tab.name()), ("as", "")])).collect();
    let mut links: Vec<TabLink> = Tab::ALL
        .iter()
        .zip(&hrefs)
        .map(|(tab, href)| TabLink { label: tab.label(), href, current: *tab == shown, count: None })
        .collect();
    links.insert(3, TabLink { label: "만족도", href: "/satisfaction", current: false, count: None });
    tabs(TITLE, &links)
}

fn shown(asked: &Asked, tab: Tab, wanted: &Wanted, found: &[Line]) -> Markup {
    let (total, rows) = match found.split_first() {
        Some((total, rows)) if !rows.is_empty() => (total, rows),
        _ => {
            return panel(
                "figures",
                tab.label(),
                html! { p.quiet { "조회 기간에 해당하는 민원이 없습니다." } },
            );
        }
    };
    let title = format!("{} {}", wanted.by.label(), tab.label());
    let says = drawn::says(tab, wanted.by, total, rows);
    let frame = ChartFrame { id: "figures-chart", title: &title, says: &says };
    let table = tables::table(tab, wanted, found);
    html! {
        (panel("drawing", "한눈에 보기", chart(frame, &drawn::drawing(tab, wanted, rows), tables::short(tab, rows))))
        (panel("figures", &format!("{title} 표"), html! { (table) (excel::link(asked, PATH, false)) }))
    }
}

/// The two days were wrong: said at their fields.
fn period_wrong(wanted: &Wanted) -> Option<&Wrong> {
    wanted.span.as_ref().err()
}
