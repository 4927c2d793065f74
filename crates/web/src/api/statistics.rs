//! Statistics and delays of what the officer watches over: the same figures as the pages, and as Excel files.

use axum::Json;
use axum::extract::{RawQuery, State};
use axum::response::Response;
use casework::sessions::Who;
use casework::{delays as late, reader};
use domain::complaint::{Channel, Kind};
use domain::desk::Desk;
use domain::measure::{Share, Tally};
use jiff::Timestamp;
use jiff::civil::Date;
use serde::Serialize;
use store::read::{DelayFilter, PAGE_MAX, Page, Sort};
use utoipa::ToSchema;

use super::caller::Officer;
use super::listing::{PAGE_DEFAULT, bad_cursor, bad_limit};
use super::problem::Problem;
use super::view::{Row, row};
use super::{cursor, query};
use crate::acts::Fields;
use crate::pages::delays::{late_by, write_file};
use crate::pages::statistics::{self, By, Chosen, Line, Wanted};
use crate::pages::watch::{Span, agencies};
use crate::state::AppState;

/// The figures of a period, told apart by something; the first line is all of them together.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Handling {
    pub(crate) from: String,
    pub(crate) to: String,
    pub(crate) by: String,
    /// So many seconds old the figures may be; empty where they are of now.
    pub(crate) behind_seconds: Option<u64>,
    pub(crate) lines: Vec<HandlingLine>,
}

/// One line. Rates are in percent with two decimals, and empty of nothing.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct HandlingLine {
    /// An id, a code or a day; `total` for all, `none` for what lies nowhere yet.
    pub(crate) key: String,
    pub(crate) label: String,
    pub(crate) taken_in: u64,
    pub(crate) live: u64,
    pub(crate) overdue: u64,
    pub(crate) answered: u64,
    pub(crate) answered_in_time: u64,
    pub(crate) transferred: u64,
    pub(crate) closed: u64,
    pub(crate) withdrawn: u64,
    pub(crate) merged: u64,
    pub(crate) allowed_minutes: u64,
    pub(crate) saved_minutes: u64,
    pub(crate) hopped: u64,
    pub(crate) hops: u64,
    /// 준수율.
    pub(crate) kept_percent: Option<f64>,
    /// 단축률.
    pub(crate) shortened_percent: Option<f64>,
    /// 재지정률.
    pub(crate) sent_on_percent: Option<f64>,
    /// 처리율.
    pub(crate) settled_percent: Option<f64>,
}

/// Late complaints, the longest first, then those answered late, the latest first.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Delays {
    pub(crate) delays: Vec<Delay>,
    /// How many are still late and were received before the period.
    pub(crate) late_before: u64,
    /// Where the next page begins; empty on the last one.
    pub(crate) next: Option<String>,
}

#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Delay {
    pub(crate) complaint: Row,
    /// Since when it is at its stage.
    pub(crate) stage_since: Timestamp,
    /// Working minutes past the due moment, until the answer or now.
    pub(crate) late_minutes: u64,
    pub(crate) extensions: u64,
    pub(crate) reminders: u32,
    pub(crate) last_reminded_at: Option<Timestamp>,
}

fn percent(share: Share) -> Option<f64> {
    let points = u32::try_from(share.basis_points()?).unwrap_or(u32::MAX);
    Some(f64::from(points) / 100.0)
}

impl HandlingLine {
    fn of(line: Line) -> HandlingLine {
        let t: Tally = line.tally;
        HandlingLine {
            key: line.key,
            label: line.label,
            taken_in: t.taken_in,
            live: t.live,
            overdue: t.overdue,
            answered: t.answered,
            answered_in_time: t.in_time,
            transferred: t.transferred,
            closed: t.closed,
            withdrawn: t.withdrawn,
            merged: t.merged,
            allowed_minutes: t.allowed_minutes,
            saved_minutes: t.saved_minutes,
            hopped: t.hopped,
            hops: t.hops,
            kept_percent: percent(t.kept()),
            shortened_percent: percent(t.shortened()),
            sent_on_percent: percent(t.sent_on()),
            settled_percent: percent(t.settled()),
        }
    }
}

/// The period of the address: 30 days by default, 95 at most.
fn span(f: &mut Fields, desk: &Desk) -> Result<Span, Problem> {
    let (from, to): (Option<Date>, Option<Date>) = (f.parsed_if_any("from"), f.parsed_if_any("to"));
    let (from, to) = reader::period_days(from, to, desk.today())?;
    Ok(Span::between(from, to))
}

fn wanted(raw: Option<&str>, who: &Who, desk: &Desk) -> Result<(Wanted, Span), Problem> {
    let mut f = query::fields(raw, &[])?;
    let span = span(&mut f, desk)?;
    let chosen = Chosen {
        by: f.one_if_any("by", By::parse),
        agency: f.parsed_if_any("agency"),
        bureau: f.raw("bureau").filter(|bureau| !bureau.is_empty()),
        kind: f.one_if_any("kind", Kind::parse),
        channel: f.one_if_any("channel", Channel::parse),
        tab: String::new(),
    };
    let chosen = f.finish(Some(chosen))?;
    Ok((Wanted::of(chosen, Ok(span), who, desk)?, span))
}

/// GET `/statistics/handling`
pub(crate) async fn handling(
    State(state): State<AppState>,
    Officer(who): Officer,
    RawQuery(raw): RawQuery,
) -> Result<Json<Handling>, Problem> {
    let desk = state.office.desk();
    let (wanted, span) = wanted(raw.as_deref(), &who, &desk)?;
    let found = statistics::lines(&state, &who, &wanted, &span, &desk).await?;
    Ok(Json(Handling {
        from: span.from.to_string(),
        to: span.to.to_string(),
        by: wanted.by.as_str().to_owned(),
        behind_seconds: words::behind::seconds(found.behind),
        lines: found.lines.into_iter().map(HandlingLine::of).collect(),
    }))
}

/// GET `/statistics/handling.xlsx`
pub(crate) async fn handling_file(
    State(state): State<AppState>,
    Officer(who): Officer,
    RawQuery(raw): RawQuery,
) -> Result<Response, Problem> {
    let desk = state.office.desk();
    let (wanted, span) = wanted(raw.as_deref(), &who, &desk)?;
    let found = statistics::lines(&state, &who, &wanted, &span, &desk).await?;
    Ok(statistics::file(&wanted, &span, &found, &desk)?)
}

/// What the list of delays is asked for.
struct Asked {
    filter: DelayFilter,
    span: Span,
    page: Page,
}

fn asked(raw: Option<&str>, who: &Who, desk: &Desk) -> Result<Asked, Problem> {
    let mut f = query::fields(raw, &[])?;
    let span = span(&mut f, desk)?;
    let offered = agencies(who, &desk.chart);
    let filter = DelayFilter {
        now: desk.now,
        from: span.first,
        to: span.last,
        agency: f.one_if_any("agency", |id| {
            id.parse().ok().filter(|id| offered.iter().any(|agency| agency.id == *id))
        }),
        department: f.parsed_if_any("department"),
        handler: f.parsed_if_any("handler"),
        kind: f.one_if_any("kind", Kind::parse),
        still: f.one_if_any("state", |text| match text {
            "still" => Some(true),
            "answered" => Some(false),
            _ => None,
        }),
    };
    let sort = f.one_if_any("sort", |text| match text {
        "due" => Some(Sort::Due),
        "-due" => Some(Sort::Newest),
        _ => None,
    });
    let sort = sort.unwrap_or(Sort::Due);
    let limit = match f.raw("limit") {
        None => PAGE_DEFAULT,
        Some(typed) => {
            let limit = typed.parse().ok().filter(|limit| (1..=PAGE_MAX).contains(limit));
            limit.ok_or_else(|| Problem::invalid(vec![bad_limit()]))?
        }
    };
    let after = f.raw("cursor").map(|typed| cursor::read(sort, &typed).ok_or_else(bad_cursor)).transpose()?;
    Ok(f.finish(Some(Asked { filter, span, page: Page { sort, limit, after } }))?)
}

/// GET `/statistics/delays`
pub(crate) async fn delays(
    State(state): State<AppState>,
    Officer(who): Officer,
    RawQuery(raw): RawQuery,
) -> Result<Json<Delays>, Problem> {
    let desk = state.office.desk();
    let Asked { filter, page, .. } = asked(raw.as_deref(), &who, &desk)?;
    let (slice, reminded) = late::late(&state.office, &who.actor(), &filter, &page).await?;
    let before = late::before(&state.office, &who.actor(), &filter).await?;
    let next = slice.next.as_ref().map(|next| cursor::write(page.sort, next));
    let rows = slice.rows.into_iter().map(|late| Delay {
        stage_since: late.complaint.stage_since,
        late_minutes: late_by(&late.listed, &desk),
        extensions: u64::try_from(late.complaint.extensions.len()).unwrap_or_default(),
        reminders: late.complaint.reminders,
        last_reminded_at: reminded.get(&late.complaint.id).copied(),
        complaint: row(late.listed, &desk),
    });
    Ok(Json(Delays { delays: rows.collect(), late_before: before.count, next }))
}

/// GET `/statistics/delays.xlsx`
pub(crate) async fn delays_file(
    State(state): State<AppState>,
    Officer(who): Officer,
    RawQuery(raw): RawQuery,
) -> Result<Response, Problem> {
    let Asked { filter, span, page } = asked(raw.as_deref(), &who, &state.office.desk())?;
    Ok(write_file(&state, &who, &filter, page.sort, vec![("조회 기간", span.words())]).await?)
}
