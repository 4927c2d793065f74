//! An inbox: one kind of work that waits on some desks, soonest reply first.

use axum::response::Response;
use axum_extra::extract::cookie::CookieJar;
use casework::sessions::Who;
use domain::complaint::{DeskItemKind, Event, Visibility};
use domain::desk::Desk;
use domain::id::ComplaintId;
use maud::{Markup, html};
use store::read::{AskedAway, Sort, WaitingAt, WaitingWork};
use words::names::Names;

use super::rows::{left, moment_cell};
use super::{Asked, Line, ListColumn, Rows, excel};
use crate::components::{Deadline, deadline_cell, empty_state, page_title};
use crate::error::Fail;
use crate::pages::Frame;
use crate::state::AppState;

/// What waits, on whose desks, and how its page is called.
pub(crate) struct Inbox<'a> {
    pub(crate) title: &'a str,
    pub(crate) path: &'a str,
    /// The desk's word in the case page's way back.
    pub(crate) from: &'a str,
    pub(crate) kind: DeskItemKind,
    pub(crate) at: Vec<WaitingAt>,
    /// What the page is for.
    pub(crate) about: &'a str,
    /// Until when: 회신기한, 추가답변 기한. Empty where there is no date of its own.
    pub(crate) until: &'a str,
    pub(crate) empty: (&'a str, &'a str),
}

impl Inbox<'_> {
    pub(crate) async fn page(
        &self,
        state: &AppState,
        who: &Who,
        asked: &Asked,
        jar: CookieJar,
    ) -> Result<Response, Fail> {
        if asked.as_excel()? {
            return excel::inbox(self, state, who).await;
        }
        let body = html! {
            (page_title(self.title, html! {}))
            p.hint { (self.about) }
            (self.list(state, asked).await?)
        };
        Ok(Frame::new(state, who, self.title, self.path).render(jar, body))
    }

    pub(crate) async fn list(&self, state: &AppState, asked: &Asked) -> Result<Markup, Fail> {
        let page = asked.page()?;
        if page.sort != Sort::Due {
            return Err(Fail::Page(words::error::PageError::Unreadable));
        }
        let mut tx = state.office.store().read().await?;
        let slice = tx.waiting(self.kind, &self.at, &page).await?;
        let desk = state.office.desk();
        let away = self.kind == DeskItemKind::Reassignment;
        // What was said on a sealed file is read on the file, where it is kept who read it.
        let told = |work: &&WaitingWork| away && work.complaint.visibility != Visibility::Sealed;
        let files: Vec<ComplaintId> = slice.rows.iter().filter(told).map(|work| work.complaint.id).collect();
        let asked_away = tx.asked_away(&files).await?;
        drop(tx);
        // What all of them have in common needs no column: the reasons need the room.
        let shown: &[ListColumn] = if away { &AWAY } else { &ListColumn::USUAL };
        let columns: &[&str] = match (away, self.until.is_empty()) {
            (true, _) => &["요청일시", "요청 부서", "사유"],
            (false, true) => &["요청일시"],
            (false, false) => &["요청일시", self.until],
        };
        let rows = Rows {
            desk: &desk,
            caption: self.title,
            path: self.path,
            asked,
            from: self.from,
            selection: None,
            extra: columns,
            empty: empty_state(self.empty.0, self.empty.1, None),
        };
        let lines: Vec<Line> = slice
            .rows
            .iter()
            .map(|work| match away {
                true => {
                    let asked = asked_away.get(&work.complaint.id);
                    Line { extra: away_cells(work, asked, &desk), ..Line::plain(&work.complaint) }
                }
                false => self.line(work, &desk),
            })
            .collect();
        Ok(rows.unsorted_page(shown, &lines, slice.next.as_ref()))
    }

    fn line<'w>(&self, work: &'w WaitingWork, desk: &Desk) -> Line<'w> {
        let mut extra = vec![moment_cell(work.since)];
        if !self.until.is_empty() {
            extra.push(reply_cell(work, desk));
        }
        Line { extra, ..Line::plain(&work.complaint) }
    }
}

/// What a list of requests to reassign says of each complaint.
const AWAY: [ListColumn; 5] =
    [ListColumn::Number, ListColumn::Title, ListColumn::Petitioner, ListColumn::Due, ListColumn::Hops];
/// Letters of an explanation that a row shows; all of it stands on the file.
const SHOWN: usize = 60;

/// When, which department, and why.
fn away_cells(work: &WaitingWork, asked: Option<&AskedAway>, desk: &Desk) -> Vec<Markup> {
    let department = work.complaint.department.map(|id| Names::department(desk.chart.as_ref(), id));
    let agency = work.complaint.agency.map(|id| Names::agency(desk.chart.as_ref(), id));
    vec![
        moment_cell(work.since),
        html! { (department.or(agency).unwrap_or_else(|| "–".to_owned())) },
        asked.map_or_else(|| html! { span.quiet { "민원을 열어 확인" } }, why),
    ]
}

fn why(asked: &AskedAway) -> Markup {
    let reason = match &asked.happened.event {
        Event::ReassignmentRequested { reason, .. } => words::reassignment::reason(*reason),
        _ => "",
    };
    let short: String = asked.explanation.chars().take(SHOWN).collect();
    let more = if short.len() < asked.explanation.len() { "…" } else { "" };
    html! { (reason) " " span.quiet { (short) (more) } }
}

pub(crate) fn reply_cell(work: &WaitingWork, desk: &Desk) -> Markup {
    let Some(by) = work.reply_by else { return html! { "–" } };
    let (remaining, urgency) = left(by, desk);
    let due = words::date::moment(by);
    deadline_cell(&Deadline { due: &due, remaining: &remaining, urgency, explanation: &[] }, None)
}
