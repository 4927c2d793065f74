//! Desk lists as Excel files: the same conditions, the same order, petitioners masked.

use axum::response::Response;
use axum_extra::extract::cookie::CookieJar;
use casework::export::{self, COLUMNS, ROWS_MAX, Taken, cells};
use casework::sessions::Who;
use domain::complaint::{Badge, Channel, Kind, StageName};
use domain::desk::Desk;
use domain::org::OrgChart;
use maud::{Markup, html};
use store::read::{Filter, PAGE_MAX, Page, Sort, WaitingWork};
use words::Names;

use super::{Asked, Inbox};
use crate::components::{ButtonKind, link_button};
use crate::error::Fail;
use crate::excel::{Answer, Cell, Sheet};
use crate::pages::exports;
use crate::state::AppState;

/// The button beside a list; nothing to take from an empty one.
pub(crate) fn link(asked: &Asked, path: &str, empty: bool) -> Markup {
    // A sealed complaint leaves in no file.
    let offered = !empty && asked.get("sealed").is_none();
    let href = asked.href(path, &[("as", "xlsx"), ("cursor", ""), ("limit", "")]);
    html! { @if offered { div.button-row.excel { (link_button("엑셀 내려받기", &href, ButtonKind::Tertiary)) } } }
}

/// Said in the file, and on the page, when there were more rows than one file holds.
pub(crate) fn cut(most: usize) -> String {
    words::export::cut(u64::try_from(most).unwrap_or_default())
}

/// A list that may be taken away.
pub(crate) struct DeskList {
    /// Its address.
    pub(crate) path: &'static str,
    pub(crate) title: &'static str,
    pub(crate) filter: Filter,
    pub(crate) sort: Sort,
    /// What it was asked for, in words.
    pub(crate) said: Vec<(&'static str, String)>,
}

impl DeskList {
    /// At once where that is little; else the page that offers to have it made.
    pub(crate) async fn file(
        self,
        state: &AppState,
        who: &Who,
        asked: &Asked,
        jar: CookieJar,
    ) -> Result<Response, Fail> {
        // A sealed complaint leaves in no file.
        if self.filter.sealed {
            return Err(Fail::not_found());
        }
        let (office, most) = (&state.office, state.rows_at_once());
        let long = |rows: u64| state.makes_files() && rows > u64::try_from(most).unwrap_or(u64::MAX);
        let counted = export::count(office, &who.actor(), &self.filter, exports::COUNTED_TO).await?;
        if counted.is_some_and(long) {
            return Ok(exports::offer(state, who, &self, asked, counted, jar));
        }
        let taken = export::rows(office, &who.actor(), (&self.filter, self.sort), most).await?;
        if taken.cut && state.makes_files() {
            return Ok(exports::offer(state, who, &self, asked, None, jar));
        }
        Ok(sheet(self.title, self.said, (&taken, most), &office.desk()).response()?)
    }
}

/// The list with its conditions; petitioners masked.
pub(crate) fn sheet<'a>(
    title: &'a str,
    mut conditions: Vec<(&'a str, String)>,
    (taken, most): (&Taken, usize),
    desk: &Desk,
) -> Sheet<'a> {
    if taken.cut {
        conditions.push(("주의", cut(most)));
    }
    let rows = taken.rows.iter().map(|row| cells(row, &desk.chart)).collect();
    Sheet { title, conditions, columns: COLUMNS.to_vec(), rows, made_at: desk.now }
}

/// What the list was asked for, in words. A petitioner's name stays where it was typed.
pub(crate) fn conditions(asked: &Asked, chart: &OrgChart) -> Vec<(&'static str, String)> {
    let label = |name: &str, read: &dyn Fn(&str) -> Option<String>| asked.get(name).and_then(read);
    let agency = |id: &str| id.parse().ok().map(|id| Names::agency(chart, id));
    let found = [
        ("진행상태", label("stage", &|t| StageName::parse(t).map(|s| words::stage::label(s).to_owned()))),
        ("민원종류", label("kind", &|t| Kind::parse(t).map(|k| words::kind::label(k).to_owned()))),
        ("접수경로", label("channel", &|t| Channel::parse(t).map(|c| words::channel::label(c).to_owned()))),
        ("비고", label("badge", &|t| Badge::parse(t).map(|b| words::badge::label(b).to_owned()))),
        ("기관", label("agency", &agency)),
        ("부서", label("department", &|t| named(chart, t))),
        ("처리자", label("handler", &|t| Some(t.to_owned()))),
        ("낱말", label("q", &|t| Some(t.to_owned()))),
        ("신청인", label("petitioner", &|_| Some("이름으로 조회".to_owned()))),
        ("처리기한", label("overdue", &|_| Some("지난 민원만".to_owned()))),
    ];
    found.into_iter().filter_map(|(name, value)| Some((name, value?))).collect()
}

/// A desk's address names the department by its id, the search by its name.
fn named(chart: &OrgChart, typed: &str) -> Option<String> {
    let id = typed.parse().ok();
    Some(id.map_or_else(|| typed.to_owned(), |id| Names::department(chart, id)))
}

/// An inbox: the rows of its list with since when and until when.
pub(super) async fn inbox(inbox: &Inbox<'_>, state: &AppState, who: &Who) -> Result<Response, Fail> {
    let mut work: Vec<WaitingWork> = Vec::new();
    let mut page = Page { sort: Sort::Due, limit: PAGE_MAX, after: None };
    loop {
        let slice = state.office.store().read().await?.waiting(inbox.kind, &inbox.at, &page).await?;
        work.extend(slice.rows);
        page.after = slice.next;
        if page.after.is_none() || work.len() >= ROWS_MAX {
            break;
        }
    }
    let desk = state.office.desk();
    // Its holder works on a sealed complaint here, and takes it nowhere.
    work.retain(|work| work.complaint.visibility != domain::complaint::Visibility::Sealed);
    let mut columns = COLUMNS.to_vec();
    columns.push("요청일시");
    columns.push(if inbox.until.is_empty() { "회신기한" } else { inbox.until });
    let rows = work.iter().take(ROWS_MAX).map(|work| {
        let mut row = cells(&work.complaint, &desk.chart);
        row.extend([Cell::Moment(work.since), Cell::moment(work.reply_by)]);
        row
    });
    let mut conditions = vec![("담당", who.officer.name.clone())];
    if page.after.is_some() {
        conditions.push(("주의", cut(ROWS_MAX)));
    }
    let sheet = Sheet { title: inbox.title, conditions, columns, rows: rows.collect(), made_at: desk.now };
    Ok(sheet.response()?)
}
