//! 대사: a day's messages with 국민신문고 as we have them and as they have them; what differs, and what to do.

use domain::deadline::seoul;
use domain::dispatch::{DifferenceKind, Neighbour, Sheet, What};
use jiff::civil::{Date, Time};
use jiff::{Timestamp, ToSpan};
use store::{DispatchState, InboundState, KeptReconciliation, Read};

use crate::not_done::Result;
use crate::office::Office;

/// Messages of one day that are compared; a city has some hundred a day.
const MOST: u32 = 50_000;
/// Differences written down; more of them are one fault, not many.
const MOST_DIFFERENCES: usize = 500;
/// Days that are caught up with at once.
const MOST_DAYS: i32 = 31;
/// For so many days a sheet with differences is made again: what was late has arrived meanwhile.
pub const AGAIN_FOR_DAYS: i32 = 7;

/// Their books of a day.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Theirs {
    pub complaints: Vec<String>,
    pub ratings: Vec<String>,
    pub requests: Vec<String>,
    /// Keys of what they took from us.
    pub taken: Vec<String>,
}

/// The day's first moment and the next day's.
pub fn day_span(day: Date) -> (Timestamp, Timestamp) {
    let first = |day: Date| seoul::instant(day.to_datetime(Time::midnight()));
    (first(day), first(day.saturating_add(1.day())))
}

/// Days that want a sheet: those without one since the last, and those of the last week that differ.
pub async fn days_wanted(office: &Office) -> Result<Vec<Date>> {
    let yesterday = office.desk().today().saturating_sub(1.day());
    let mut tx = office.store().read().await?;
    let kept = tx.reconciliations(Neighbour::Epeople, None, AGAIN_FOR_DAYS.cast_unsigned()).await?;
    let a_week_ago = yesterday.saturating_sub((AGAIN_FOR_DAYS - 1).days());
    let first = match (kept.first(), kept.last()) {
        // None is passed over, however long they were away.
        (Some(newest), Some(oldest)) => {
            let missing = newest.day.saturating_add(1.day());
            missing.min(a_week_ago.max(oldest.day)).max(yesterday.saturating_sub(MOST_DAYS.days()))
        }
        // The first sheet ever is yesterday's.
        _ => yesterday,
    };
    let mut days = Vec::new();
    let mut day = first;
    while day <= yesterday {
        if kept.iter().find(|kept| kept.day == day).is_none_or(|kept| kept.differences > 0) {
            days.push(day);
        }
        day = day.saturating_add(1.day());
    }
    Ok(days)
}

/// Compares and keeps the sheet of a day.
pub async fn reconcile(office: &Office, day: Date, theirs: &Theirs) -> Result<Sheet> {
    let mut tx = office.store().read().await?;
    let sheet = compare(&mut tx, day, theirs).await?;
    drop(tx);
    let kept = KeptReconciliation {
        day,
        made_at: office.now(),
        differences: u32::try_from(sheet.differences.len()).unwrap_or(u32::MAX),
        sheet: serde_json::to_string(&sheet).unwrap_or_default(),
    };
    let mut tx = office.store().write().await?;
    tx.put_reconciliation(Neighbour::Epeople, &kept).await?;
    tx.commit().await?;
    Ok(sheet)
}

/// A sheet as it was kept.
pub fn read(kept: &KeptReconciliation) -> Option<Sheet> {
    serde_json::from_str(&kept.sheet).ok()
}

async fn compare(tx: &mut Read, day: Date, theirs: &Theirs) -> Result<Sheet> {
    let span = day_span(day);
    let ours = tx.inbound_between(Neighbour::Epeople, span, MOST).await?;
    let mut sheet = Sheet::default();
    for (what, ids) in [
        (What::Complaints, &theirs.complaints),
        (What::Ratings, &theirs.ratings),
        (What::Requests, &theirs.requests),
    ] {
        let mine: Vec<&str> =
            ours.iter().filter(|(_, kind)| what.holds(kind)).map(|(id, _)| id.as_str()).collect();
        let mut hidden = 0;
        for id in ids {
            match tx.inbound_fate(Neighbour::Epeople, id).await? {
                // 공익신고: in no sheet, on neither side.
                Some((_, true)) => hidden += 1,
                Some((InboundState::Taken, false)) => {}
                Some((InboundState::Waiting, false)) => sheet.differs(what, id, DifferenceKind::Waiting),
                Some((InboundState::Refused, false)) => sheet.differs(what, id, DifferenceKind::Refused),
                None => sheet.differs(what, id, DifferenceKind::NotReceived),
            }
        }
        for id in mine.iter().filter(|id| !ids.iter().any(|theirs| theirs == **id)) {
            sheet.differs(what, id, DifferenceKind::UnknownThere);
        }
        sheet.line(what, mine.len(), ids.len().saturating_sub(hidden));
    }
    compare_sent(tx, span, &theirs.taken, &mut sheet).await?;
    sheet.differences.truncate(MOST_DIFFERENCES);
    Ok(sheet)
}

async fn compare_sent(
    tx: &mut Read,
    span: (Timestamp, Timestamp),
    taken: &[String],
    sheet: &mut Sheet,
) -> Result<()> {
    let sent = tx.dispatches_sent(Neighbour::Epeople, span, MOST).await?;
    let mut hidden = 0;
    for key in taken {
        match tx.dispatch_fate(key).await? {
            Some((_, true)) => hidden += 1,
            Some((DispatchState::Sent, false)) => {}
            // The answer was lost: the next try is answered as taken before.
            Some((DispatchState::Waiting | DispatchState::Failed, false)) => {
                sheet.differs(What::Sent, key, DifferenceKind::NotSettled);
            }
            None => sheet.differs(What::Sent, key, DifferenceKind::NotReceived),
        }
    }
    for dispatch in sent.iter().filter(|sent| !taken.contains(&sent.key)) {
        sheet.differs(What::Sent, &dispatch.key, DifferenceKind::UnknownThere);
    }
    sheet.line(What::Sent, sent.len(), taken.len().saturating_sub(hidden));
    Ok(())
}
