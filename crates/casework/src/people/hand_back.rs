//! 대직 종료 인계 목록: what the stand-in did at somebody's desk, and what is still open there.

use domain::complaint::{DeskItemKind, Visibility};
use domain::desk::seoul;
use jiff::civil::Date;
use jiff::{Timestamp, ToSpan};
use store::read::{Filter, Listed, Page, Sort, WaitingAt, WaitingWork};
use store::{DoneForSomebody, HandBackCursor, KeptStandIn};
use uuid::Uuid;

use crate::not_done::{NotDone, Result};
use crate::office::Office;
use crate::reader;
use crate::sessions::Who;

/// Acts on a page.
const PAGE: u32 = 50;

pub struct HandBack {
    pub stand_in: KeptStandIn,
    /// Newest first.
    pub done: Vec<DoneForSomebody>,
    pub next: Option<HandBackCursor>,
    /// Live files on the desk, soonest due first; the first of them.
    pub open: Vec<Listed>,
    pub open_is_cut: bool,
    /// Approvals and questions asked again that wait there.
    pub waiting: Vec<WaitingWork>,
}

/// For whoever was away, for the stand-in while it lasts, and for the managers whose business the absence is; administrators
/// see no case.
pub async fn hand_back(
    office: &Office,
    who: &Who,
    id: Uuid,
    after: Option<&HandBackCursor>,
) -> Result<HandBack> {
    let mut tx = office.store().read().await?;
    let kept = tx.stand_in(id).await?.ok_or(NotDone::NotFound)?;
    let stand_in = kept.stand_in.clone();
    let absent = tx.officer(stand_in.absent).await?.ok_or(NotDone::NotFound)?;
    let own = who.officer.id == stand_in.absent;
    let minds_now = who.officer.id == stand_in.stand_in && stand_in.holds_on(office.desk().today());
    if !own && !minds_now && !domain::org::manages(&who.on_duty, &absent) {
        return Err(NotDone::NotFound);
    }
    let days = (midnight(stand_in.from)?, midnight(stand_in.until.saturating_add(1.day()))?);
    let whose = (stand_in.absent, stand_in.stand_in);
    let (done, next) = tx.done_for(whose, days, (after, PAGE)).await?;
    let page = Page { sort: Sort::Due, limit: PAGE, after: None };
    let mut waiting = Vec::new();
    for kind in [DeskItemKind::Approval, DeskItemKind::FollowUp, DeskItemKind::Objection] {
        let found = tx.waiting(kind, &[WaitingAt::Officer(stand_in.absent)], &page).await?;
        waiting.extend(found.rows.into_iter().filter(|work| work.complaint.visibility != Visibility::Sealed));
    }
    drop(tx);
    let filter = Filter { handler: Some(stand_in.absent), live: Some(true), ..Filter::default() };
    let open = reader::list(office, &who.actor(), &filter, &page).await?;
    let open_is_cut = open.next.is_some();
    Ok(HandBack { stand_in: kept, done, next, open: open.rows, open_is_cut, waiting })
}

fn midnight(day: Date) -> Result<Timestamp> {
    let start = day.to_zoned(seoul()).map(|zoned| zoned.timestamp());
    start.map_err(|_| NotDone::Invalid { field: "from", code: "bad-day" })
}
