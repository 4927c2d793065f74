//! What open pages are told while they stay open (server-sent events): that something in their sight
//! changed and on which lists, never what. Sealed files are told of to nobody.

use std::collections::HashMap;
use std::convert::Infallible;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use axum::response::sse::{Event, Sse};
use axum::response::{IntoResponse, Response};
use casework::pulse::{Ear, Heard, Pulses};
use casework::sessions::{self, Who};
use domain::access::Scope;
use domain::complaint::{DeskItemKind, StageName};
use domain::id::SessionId;
use domain::reach::Reach;
use jiff::Timestamp;
use serde::Serialize;
use utoipa::ToSchema;
use words::error::PageError;

use crate::error::Fail;
use crate::state::AppState;

/// Open lines of one session: a browser's tabs share one, so this is several browsers or programs.
const LINES_A_SESSION: u32 = 4;
/// Open lines of one server: beyond it pages go on without being told.
const LINES_MAX: u32 = 20_000;
/// Beats between two looks at whether the session is still there; each also keeps the line open.
const HEARTBEAT_BEATS: u32 = 15;
/// When a line breaks, how long a page waits before it calls again.
const RETRY: Duration = Duration::from_secs(3);

/// Who listens at this server.
pub(crate) struct Live {
    pulses: Pulses,
    heartbeat: Duration,
    lines: Arc<Mutex<HashMap<SessionId, u32>>>,
}

/// What changed, by the address of the list it shows on; counts may have changed whenever this is said.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub(crate) struct Changed {
    pub(crate) counts: bool,
    pub(crate) lists: Vec<&'static str>,
}

impl Live {
    pub(crate) fn new(pulses: Pulses, beat: Duration) -> Live {
        Live { pulses, heartbeat: beat * HEARTBEAT_BEATS, lines: Arc::default() }
    }

    /// Lets everybody go: the server stops.
    pub(crate) fn close(&self) {
        self.pulses.close();
    }

    fn seat(&self, session: SessionId) -> Option<Seat> {
        let mut lines = self.lines.lock().unwrap_or_else(PoisonError::into_inner);
        let full = lines.values().sum::<u32>() >= LINES_MAX;
        let own = lines.entry(session).or_default();
        if full || *own >= LINES_A_SESSION {
            return None;
        }
        *own += 1;
        Some(Seat { session, lines: Arc::clone(&self.lines) })
    }
}

/// One of a session's lines; given back when the line ends, however it does.
struct Seat {
    session: SessionId,
    lines: Arc<Mutex<HashMap<SessionId, u32>>>,
}

impl Drop for Seat {
    fn drop(&mut self) {
        let mut lines = self.lines.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(own) = lines.get_mut(&self.session) {
            *own -= 1;
            if *own == 0 {
                lines.remove(&self.session);
            }
        }
    }
}

/// An open line: whom it belongs to, and what it waits for.
struct Line {
    state: AppState,
    token: String,
    scope: Scope,
    ear: Ear,
    heartbeat: tokio::time::Interval,
    /// From when on the page has not been told; asked once, at the beginning.
    since: Option<Timestamp>,
    over: bool,
    _seat: Seat,
}

/// The answer that does not end until the session does.
pub(crate) fn line(
    state: &AppState,
    who: &Who,
    token: &str,
    since: Option<Timestamp>,
) -> Result<Response, Fail> {
    let live = &state.live;
    let seat = live.seat(who.session).ok_or(Fail::Page(PageError::TooOften))?;
    let first = tokio::time::Instant::now() + live.heartbeat;
    let mut heartbeat = tokio::time::interval_at(first, live.heartbeat);
    heartbeat.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
    let line = Line {
        state: state.clone(),
        token: token.to_owned(),
        scope: Scope::of(&who.actor()),
        ear: live.pulses.listen(),
        heartbeat,
        since: Some(since.unwrap_or(state.office.now())),
        over: false,
        _seat: seat,
    };
    Ok(Sse::new(futures_util::stream::unfold(line, Line::next)).into_response())
}

impl Line {
    async fn next(mut self) -> Option<(Result<Event, Infallible>, Line)> {
        if self.over {
            return None;
        }
        if let Some(since) = self.since.take() {
            let event = self.opening(since).await;
            return Some((Ok(event), self));
        }
        loop {
            let event = tokio::select! {
                heard = self.ear.hear() => self.told(&heard.ok()?),
                _ = self.heartbeat.tick() => Some(self.still_there().await),
            };
            if let Some(event) = event {
                return Some((Ok(event), self));
            }
        }
    }

    /// What happened between the page's making and its call, or that the line is open.
    async fn opening(&self, since: Timestamp) -> Event {
        // The database is away: the page is told to look for itself.
        let missed = self.state.live.pulses.missed(since).await.unwrap_or_default();
        let event = self.told(&missed).unwrap_or_else(|| self.event("ready").data("{}"));
        event.retry(RETRY)
    }

    fn told(&self, heard: &Heard) -> Option<Event> {
        let lists = lists(heard, &self.scope);
        let changed = Changed { counts: true, lists };
        let event = || self.event("change").json_data(&changed).ok();
        if changed.lists.is_empty() { None } else { event() }
    }

    /// The heartbeat: duties may have changed, and the session may have ended.
    async fn still_there(&mut self) -> Event {
        match sessions::look(&self.state.office, &self.token).await {
            Ok(Some(who)) => {
                self.scope = Scope::of(&who.actor());
                Event::default().comment("")
            }
            Ok(None) => {
                self.over = true;
                self.event("ended").data("{}")
            }
            Err(_) => Event::default().comment(""),
        }
    }

    /// Its id is the office's moment: a page that calls again says from when on it has heard nothing.
    fn event(&self, name: &str) -> Event {
        Event::default().event(name).id(self.state.office.now().as_microsecond().to_string())
    }
}

const EVERY_LIST: [&str; 8] =
    ["/complaints", "/receive", "/distribute", "/assign", "/handle", "/cooperate", "/approve", "/follow-ups"];

/// Addresses of the lists on which what was heard shows to this reader.
fn lists(heard: &Heard, scope: &Scope) -> Vec<&'static str> {
    let Some(reaches) = heard else { return EVERY_LIST.to_vec() };
    let mut lists: Vec<&'static str> = Vec::new();
    for reach in reaches.iter().filter(|reach| reach.felt_by(scope)) {
        lists.extend(of(reach));
    }
    lists.sort_unstable();
    lists.dedup();
    lists
}

fn of(reach: &Reach) -> impl Iterator<Item = &'static str> {
    let stages = reach.stages().iter().flat_map(|stage| stage_lists(*stage));
    let items = reach.items().iter().map(|item| item_list(*item));
    stages.copied().chain(items).chain(["/complaints"])
}

fn stage_lists(stage: StageName) -> &'static [&'static str] {
    match stage {
        StageName::Filed => &["/receive"],
        StageName::Received => &["/receive", "/distribute"],
        StageName::AtAgency => &["/distribute"],
        StageName::AtDepartment => &["/distribute", "/assign"],
        StageName::Assigned
        | StageName::Accepted
        | StageName::ApprovalSent
        | StageName::ApprovalPending
        | StageName::Answered => &["/assign", "/handle"],
        StageName::Transferred | StageName::Closed | StageName::Withdrawn | StageName::Merged => {
            &["/assign", "/handle"]
        }
    }
}

fn item_list(item: DeskItemKind) -> &'static str {
    match item {
        DeskItemKind::Cooperation => "/cooperate",
        DeskItemKind::Approval => "/approve",
        DeskItemKind::Reassignment => "/distribute",
        DeskItemKind::FollowUp => "/follow-ups",
        DeskItemKind::Objection => "/handle",
    }
}
