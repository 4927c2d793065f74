//! 처리기한 다시 계산: the stored due moment is a cache of the rules' answer; when the calendar or an
//! outage changes, the rules are asked again.
//!
//! No event is written: the history says what people did, and the due moment follows from it and from the
//! calendar, whose own changes are kept. What a move means to whoever handles the file is said in a letter.

use std::sync::Arc;

use domain::calendar::CalendarVersion;
use domain::desk::{Desk, seoul_date};
use jiff::Timestamp;
use jiff::civil::Date;
use store::{Derived, KeptOutage, StoreError, Sweep, Swept, Write};
use words::date::moment;
use words::notice::custom::Worded;

use super::letters::{Letters, readers};
use super::{BATCH, Batches};
use crate::not_done::Result;
use crate::office::Office;
use crate::writing::derived;

/// Where it is kept what the stored due moments were last derived from.
const DERIVED_FROM: &str = "due-dates.derived-from";

/// How many files were looked at, and whose due moment moved.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Recomputed {
    pub seen: u32,
    pub moved: u32,
}

/// Derives the due moments of all live files again, after a change of calendar or outages, and once a day
/// for what a server that had not heard of it yet wrote meanwhile. Otherwise it only asks whether to.
pub async fn recompute(office: &Office) -> Result<Recomputed> {
    let today = seoul_date(office.now());
    let mut tx = office.store().read().await?;
    let basis = basis(tx.calendar_version().await?, &tx.outages().await?, today);
    let known = tx.setting(DERIVED_FROM).await?;
    drop(tx);
    if known.as_deref() == Some(&basis) {
        return Ok(Recomputed::default());
    }
    office.refresh().await?;
    let desk = office.desk();
    let mut done = Recomputed::default();
    let mut batches = Batches::of(Sweep::All);
    while let Some(files) = batches.next(office).await? {
        done.seen += u32::try_from(files.len()).unwrap_or(BATCH);
        done.moved += rederive(office, &desk, &files).await?;
    }
    let mut tx = office.store().write().await?;
    tx.put_setting(DERIVED_FROM, &basis, None, desk.now).await?;
    tx.commit().await?;
    Ok(done)
}

/// The edition of the calendar, the outages, and the day. Only equality matters: of the outages of many
/// years their number and the newest few will do.
fn basis(version: CalendarVersion, outages: &[KeptOutage], today: Date) -> String {
    let until = |at: Option<Timestamp>| at.map_or_else(|| "open".to_owned(), |at| at.as_second().to_string());
    let newest = outages.iter().rev().take(5);
    let newest: Vec<String> = newest.map(|o| format!("{}-{}", o.from.as_second(), until(o.until))).collect();
    format!("calendar {}, outages {} [{}], {today}", version.0, outages.len(), newest.join(" "))
}

async fn rederive(office: &Office, desk: &Desk, files: &[Swept]) -> Result<u32> {
    let answers = files.iter().map(|file| (file, derived(&file.complaint, desk)));
    let stale: Vec<(&Swept, Derived)> = answers
        .filter(|(file, new)| new.due_at != file.due_at || new.calendar_version != file.calendar_version)
        .collect();
    if stale.is_empty() {
        return Ok(0);
    }
    let mut tx = office.store().write().await?;
    let mut moved = 0;
    for (file, new) in stale {
        let derived = tx.update_complaint(&file.complaint, &file.complaint, new).await;
        // Written at once: of several files the one is to be known that somebody acted on.
        let derived = if derived.is_ok() { tx.written().await } else { derived };
        match derived {
            Ok(()) => {}
            // Somebody acted on it meanwhile, and derived it with that act.
            Err(StoreError::Conflict(_)) => continue,
            Err(fault) => return Err(fault.into()),
        }
        if new.due_at != file.due_at {
            moved += 1;
            tell(&mut tx, desk, file, new).await?;
        }
    }
    tx.commit().await?;
    Ok(moved)
}

/// Only from one day to another. A clock that stopped for an outage is told when it runs again.
async fn tell(tx: &mut Write, desk: &Desk, file: &Swept, new: Derived) -> Result<()> {
    let before = file.due_at.or_else(|| before_the_outage(desk, file));
    let (Some(before), Some(after)) = (before, new.due_at) else { return Ok(()) };
    if seoul_date(before) == seoul_date(after) {
        return Ok(());
    }
    let letters = Letters { desk, not_before: desk.now };
    let key = format!("due-moved:{}:{}", after.as_second(), desk.calendar.version().0);
    let mut notices = Vec::new();
    for officer in readers(tx, &file.complaint, desk.today()).await? {
        notices.push(letters.notice(file, officer, &key, letter(file, before, after)));
    }
    tx.put_notices(&notices).await?;
    Ok(())
}

/// The due moment as it would be had the newest outage not been: what people had in mind before it.
fn before_the_outage(desk: &Desk, file: &Swept) -> Option<Timestamp> {
    let (_, earlier) = desk.outages.split_last()?;
    let desk = Desk { outages: Arc::new(earlier.to_vec()), ..desk.clone() };
    derived(&file.complaint, &desk).due_at
}

fn letter(file: &Swept, before: Timestamp, after: Timestamp) -> Worded {
    let number = file.complaint.spoken_number();
    let (before, after) = (moment(before), moment(after));
    Worded {
        subject: format!("[응답소] 처리기한이 바뀌었습니다 ({number})"),
        body: format!(
            "공휴일 또는 장애 기간이 바뀌어 처리기한을 다시 계산했습니다.\n\n- 접수번호: {number}\n- 민원제목: {}\n\
             - 바뀌기 전: {before}\n- 바뀐 처리기한: {after}",
            words::visibility::outside_title(file.complaint.visibility, &file.title)
        ),
        channels: Vec::new(),
    }
}
