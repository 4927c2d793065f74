//! 민원 처리: the handler's desk by stage, and the desks minded for absent colleagues.

use axum::extract::State;
use axum::response::Response;
use axum_extra::extract::cookie::CookieJar;
use casework::reader;
use casework::sessions::Who;
use domain::complaint::StageName;
use domain::id::OfficerId;
use domain::org::OrgChart;
use maud::{Markup, html};
use store::read::Filter;
use words::error::PageError;
use words::names::Names;

use super::Frame;
use super::work::{Asked, Line, Rows, empty_list, excel, filters};
use crate::components::{Tab as TabLink, page_title, tabs};
use crate::error::Fail;
use crate::request::Desk;
use crate::state::AppState;

const PATH: &str = "/handle";

/// The handler's work by where it stands.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Tab {
    Assigned,
    Accepted,
    Approval,
    Done,
}

impl Tab {
    const ALL: [Tab; 4] = [Tab::Assigned, Tab::Accepted, Tab::Approval, Tab::Done];

    fn name(self) -> &'static str {
        match self {
            Tab::Assigned => "assigned",
            Tab::Accepted => "accepted",
            Tab::Approval => "approval",
            Tab::Done => "done",
        }
    }

    fn label(self) -> &'static str {
        match self {
            Tab::Assigned => "배정됨",
            Tab::Accepted => "처리 중",
            Tab::Approval => "결재 중",
            Tab::Done => "완료",
        }
    }

    fn stages(self) -> &'static [StageName] {
        match self {
            Tab::Assigned => &[StageName::Assigned],
            Tab::Accepted => &[StageName::Accepted],
            Tab::Approval => &[StageName::ApprovalSent, StageName::ApprovalPending],
            Tab::Done => &[
                StageName::Answered,
                StageName::Transferred,
                StageName::Closed,
                StageName::Withdrawn,
                StageName::Merged,
            ],
        }
    }

    /// What an empty tab says: what is not there, and what would bring it.
    fn empty(self) -> (&'static str, &'static str) {
        match self {
            Tab::Assigned => {
                ("접수할 민원이 없습니다.", "부서 관리자가 처리자로 지정하면 여기에 나타납니다.")
            }
            Tab::Accepted => ("처리 중인 민원이 없습니다.", "배정된 민원을 접수하면 여기로 옮겨집니다."),
            Tab::Approval => {
                ("결재 중인 민원이 없습니다.", "결재를 요청하면 여기에서 진행을 볼 수 있습니다.")
            }
            Tab::Done => ("처리를 마친 민원이 없습니다.", "답변이 발송되거나 처리가 끝난 민원이 나타납니다."),
        }
    }
}

/// Whether the tab of this name shows what stands at this stage.
pub(super) fn is_behind(tab: &str, stage: StageName) -> bool {
    Tab::ALL.into_iter().any(|one| one.name() == tab && one.stages().contains(&stage))
}

pub(crate) async fn page(
    State(state): State<AppState>,
    Desk { who, .. }: Desk,
    jar: CookieJar,
    asked: Asked,
) -> Result<Response, Fail> {
    if asked.as_excel()? {
        return wanted(&state, &who, &asked)?.file(&state, &who, &asked, jar).await;
    }
    let (tab, whose, filter) = narrowed(&who, &asked)?;
    let page = asked.page()?;
    let slice = reader::list(&state.office, &who.actor(), &filter, &page).await?;
    let desk = state.office.desk();
    let (nothing, comes) = tab.empty();
    let rows = Rows {
        desk: &desk,
        caption: tab.label(),
        path: PATH,
        asked: &asked,
        from: "handle",
        selection: None,
        extra: &[],
        empty: empty_list(&asked, (nothing, comes), None),
    };
    let lines: Vec<Line> = slice.rows.iter().map(Line::plain).collect();
    let body = html! {
        (page_title("민원 처리", html! {}))
        (desks(&who, whose, &desk.chart))
        (stages(tab, &asked))
        (filters(PATH, &asked, &["tab", "desk"]))
        (rows.page(page.sort, &lines, slice.next.as_ref()))
    };
    Ok(Frame::new(&state, &who, "민원 처리", PATH).render(jar, body))
}

fn narrowed(who: &Who, asked: &Asked) -> Result<(Tab, OfficerId, Filter), Fail> {
    let tab = asked.one("tab", |text| Tab::ALL.into_iter().find(|tab| tab.name() == text))?;
    let tab = tab.unwrap_or(Tab::Assigned);
    let whose = whose_desk(who, asked)?;
    let filter = Filter { stages: tab.stages().to_vec(), handler: Some(whose), ..Filter::default() };
    Ok((tab, whose, asked.narrow(filter)?))
}

/// The list as a file has it.
pub(crate) fn wanted(state: &AppState, who: &Who, asked: &Asked) -> Result<excel::DeskList, Fail> {
    let (_, _, filter) = narrowed(who, asked)?;
    let said = excel::conditions(asked, &state.office.desk().chart);
    Ok(excel::DeskList { path: PATH, title: "민원 처리", filter, sort: asked.sort()?, said })
}

/// One's own desk, or one that is minded today; any other is not there.
fn whose_desk(who: &Who, asked: &Asked) -> Result<OfficerId, Fail> {
    let named: Option<OfficerId> = asked.one("desk", |text| text.parse().ok())?;
    match named {
        None => Ok(who.officer.id),
        Some(id) if who.on_duty.is_or_minds(id) => Ok(id),
        Some(_) => Err(Fail::Page(PageError::NotFound)),
    }
}

fn desks(who: &Who, shown: OfficerId, chart: &OrgChart) -> Markup {
    let named: Vec<(String, String, bool)> = who
        .on_duty
        .desks()
        .map(|id| {
            let own = id == who.officer.id;
            let label =
                if own { "내 책상".to_owned() } else { format!("{} 대직", Names::officer(chart, id)) };
            let href = if own { PATH.to_owned() } else { format!("{PATH}?desk={id}") };
            (label, href, id == shown)
        })
        .collect();
    let links: Vec<TabLink> = named
        .iter()
        .map(|(label, href, current)| TabLink { label, href, current: *current, count: None })
        .collect();
    html! { @if links.len() > 1 { (tabs("책상", &links)) } }
}

fn stages(shown: Tab, asked: &Asked) -> Markup {
    let hrefs: Vec<String> =
        Tab::ALL.iter().map(|tab| asked.href(PATH, &[("tab", tab.name()), ("cursor", "")])).collect();
    let links: Vec<TabLink> = Tab::ALL
        .iter()
        .zip(&hrefs)
        .map(|(tab, href)| TabLink { label: tab.label(), href, current: *tab == shown, count: None })
        .collect();
    tabs("진행상태", &links)
}
