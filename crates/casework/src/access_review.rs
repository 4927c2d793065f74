//! 접속기록 월별 점검(개인정보의 안전성 확보조치 기준 제8조 제2항): what stands out in a month, who looked at
//! it, and whether everybody's lines were looked at by somebody else.

use domain::deadline::seoul;
use domain::desk::seoul_date;
use domain::id::OfficerId;
use jiff::civil::{Date, Time};
use jiff::{Timestamp, ToSpan};
use store::{AccessReview, Tally};
use uuid::Uuid;

use crate::log;
use crate::not_done::{NotDone, Result};
use crate::office::Office;
use crate::people::Asker;

/// Night: nobody's shift but the night desk's.
const NIGHT_FROM: Time = Time::constant(22, 0, 0, 0);
const NIGHT_UNTIL: Time = Time::constant(6, 0, 0, 0);
/// Failed log-ins in a month from which an account is told of.
const MANY_FAILURES: u32 = 10;
/// Openings of personal data in a month from which an officer is told of.
const MANY_OPENINGS: u32 = 50;
/// Months shown.
const MONTHS: i32 = 12;

/// What stands out in a month.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Oddities {
    /// Log-ins between ten in the evening and six in the morning.
    pub nights: Vec<Tally>,
    pub failures: Vec<Tally>,
    pub openings: Vec<(OfficerId, u64)>,
}

/// How far the review of a month has come.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Month {
    /// Its first day.
    pub first: Date,
    pub reviews: Vec<AccessReview>,
    /// Reviewers whose own lines nobody else has looked at yet.
    pub open: Vec<OfficerId>,
}

impl Month {
    pub fn name(&self) -> String {
        name(self.first)
    }

    /// Everybody's lines were looked at by somebody who is not the one.
    pub fn is_reviewed(&self) -> bool {
        !self.reviews.is_empty() && self.open.is_empty()
    }
}

fn name(first: Date) -> String {
    format!("{:04}-{:02}", first.year(), first.month())
}

/// `2026-10` as its first day.
pub fn parse(month: &str) -> Option<Date> {
    let first: Date = format!("{month}-01").parse().ok()?;
    (month.len() == 7).then_some(first)
}

/// From the first moment of the month up to, not including, that of the next.
pub fn bounds(first: Date) -> (Timestamp, Timestamp) {
    let start = |day: Date| seoul::instant(day.to_datetime(Time::midnight()));
    (start(first), start(first.saturating_add(1.month())))
}

/// What stands out in a month. A night belongs to the day on which it begins.
pub async fn oddities(office: &Office, first: Date) -> Result<Oddities> {
    let (from, before) = bounds(first);
    let mut tx = office.store().read().await?;
    let mut nights: Vec<Tally> = Vec::new();
    let mut day = first;
    while day < first.saturating_add(1.month()) {
        let start = seoul::instant(day.to_datetime(NIGHT_FROM));
        let end = seoul::instant(day.saturating_add(1.day()).to_datetime(NIGHT_UNTIL));
        for tally in tx.log_ins_between(start, end).await? {
            match nights.iter_mut().find(|known| known.account == tally.account) {
                Some(known) => known.times += tally.times,
                None => nights.push(tally),
            }
        }
        day = day.saturating_add(1.day());
    }
    nights.sort_by(|a, b| (b.times, &a.account).cmp(&(a.times, &b.account)));
    Ok(Oddities {
        nights,
        failures: tx.failed_log_ins(from, before, MANY_FAILURES).await?,
        openings: tx.frequent_openings(from, before, MANY_OPENINGS).await?,
    })
}

/// The past months, newest first, with their reviews. `today` is a day of the running month.
pub async fn months(office: &Office, today: Date) -> Result<Vec<Month>> {
    let this = today.first_of_month();
    let oldest = this.saturating_sub(MONTHS.months());
    let mut tx = office.store().read().await?;
    let all = tx.access_reviews(&name(oldest)).await?;
    let chart = office.facts().chart;
    let mut months = Vec::new();
    for back in 1..=MONTHS {
        let first = this.saturating_sub(back.months());
        let reviews: Vec<AccessReview> = all.iter().filter(|r| r.month == name(first)).cloned().collect();
        let mut open = Vec::new();
        for review in &reviews {
            let others = reviews.iter().any(|other| other.reviewer != review.reviewer);
            let login = chart.officer(review.reviewer).map(|officer| officer.login.clone());
            let (from, before) = bounds(first);
            let has_lines = match login {
                Some(login) => tx.has_accesses(&login, from, before).await?,
                None => false,
            };
            if has_lines && !others && !open.contains(&review.reviewer) {
                open.push(review.reviewer);
            }
        }
        months.push(Month { first, reviews, open });
    }
    Ok(months)
}

/// Marks a past month as looked at. One's own lines stay open until somebody else has looked.
pub async fn review(
    office: &Office,
    asker: Asker<'_>,
    first: Date,
    remarks: String,
    findings: String,
) -> Result<()> {
    let month = name(first);
    let mut tx = office.store().write().await?;
    if bounds(first).1 > office.now() {
        return Err(NotDone::Invalid { field: "month", code: "not-over" });
    }
    let known = tx.access_reviews(&month).await?;
    if known.iter().any(|review| review.month == month && review.reviewer == asker.who.officer.id) {
        return Err(NotDone::Invalid { field: "month", code: "reviewed-already" });
    }
    let review = AccessReview {
        id: Uuid::new_v4(),
        month: month.clone(),
        reviewer: asker.who.officer.id,
        remarks,
        findings,
        at: office.now(),
    };
    tx.put_access_review(&review).await?;
    log::put(&mut tx, office, asker, "review-access", month).await?;
    Ok(tx.commit().await?)
}

/// The day by the clock that the log is written with.
pub fn today(office: &Office) -> Date {
    seoul_date(office.now())
}
