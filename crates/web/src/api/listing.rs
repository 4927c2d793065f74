//! Lists of complaints: narrowed, in a stated order, a page at a time.

use axum::Json;
use axum::extract::{RawQuery, State};
use axum::response::Response;
use casework::export::ROWS_MAX;
use casework::search::Looked;
use casework::sessions::Who;
use casework::{export, reader, search};
use domain::complaint::{Badge, Channel, Kind, StageName};
use domain::desk::Desk;
use domain::id::OfficerId;
use jiff::civil::Date;
use store::read::{Filter, PAGE_MAX, Page, Sort};

use super::caller::Officer;
use super::problem::{FieldError, Problem};
use super::view::{Listing, row};
use super::{cursor, query};
use crate::acts::{Fields, Problems};
use crate::error::Fail;
use crate::excel::Answer;
use crate::pages::excel;
use crate::state::AppState;

/// Rows of a page when nobody says how many.
pub(super) const PAGE_DEFAULT: u32 = 30;
/// Longest search, in characters.
pub(super) const WORDS_MAX: usize = 100;
/// Words of a search.
const WORDS_MOST: usize = 8;

struct Asked {
    filter: Filter,
    from: Option<Date>,
    to: Option<Date>,
    overdue: bool,
    sort: Sort,
    limit: u32,
    cursor: Option<String>,
}

pub(crate) async fn list(
    State(state): State<AppState>,
    Officer(who): Officer,
    RawQuery(raw): RawQuery,
) -> Result<Json<Listing>, Problem> {
    let desk = state.office.desk();
    let asked = read(raw.as_deref(), &who, &desk)?;
    let after =
        asked.cursor.map(|typed| cursor::read(asked.sort, &typed).ok_or_else(bad_cursor)).transpose()?;
    let page = Page { sort: asked.sort, limit: asked.limit, after };
    let Looked { slice, instead } = search::look(&state.office, &who.actor(), &asked.filter, &page).await?;
    let searched_as = instead.map(|instead| instead.words);
    let next = slice.next.as_ref().map(|next| cursor::write(asked.sort, next));
    Ok(Json(Listing {
        complaints: slice.rows.into_iter().map(|listed| row(listed, &desk)).collect(),
        next,
        searched_as,
    }))
}

/// The same list from its first row on as an Excel file; petitioners are masked there too.
pub(crate) async fn file(
    State(state): State<AppState>,
    Officer(who): Officer,
    RawQuery(raw): RawQuery,
) -> Result<Response, Problem> {
    let desk = state.office.desk();
    let asked = read(raw.as_deref(), &who, &desk)?;
    let taken = export::rows(&state.office, &who.actor(), (&asked.filter, asked.sort), ROWS_MAX).await?;
    Ok(excel::sheet("민원 목록", Vec::new(), (&taken, ROWS_MAX), &desk).response().map_err(Fail::from)?)
}

fn read(raw: Option<&str>, who: &Who, desk: &Desk) -> Result<Asked, Problem> {
    let fields = query::fields(raw, &["stage"])?;
    let mut asked = asked(fields, who.officer.id)?;
    if asked.overdue {
        asked.filter.due_before = Some(desk.now);
    }
    // 최대 조회 기간 holds for words too.
    if asked.from.is_some() || asked.to.is_some() || asked.filter.words.is_some() {
        let (from, to) = reader::period(asked.from, asked.to, desk.today())?;
        (asked.filter.from, asked.filter.to) = (Some(from), Some(to));
    }
    Ok(asked)
}

pub(super) fn bad_cursor() -> Problem {
    let said = "cursor는 앞 쪽의 응답에 있던 값을 그대로, 같은 정렬로 보내야 합니다.";
    Problem::invalid(vec![FieldError::new("cursor", "bad-cursor", said)])
}

pub(super) fn bad_limit() -> FieldError {
    FieldError::new("limit", "out-of-range", format!("한 번에 1건부터 {PAGE_MAX}건까지 조회할 수 있습니다."))
}

fn asked(mut f: Fields, me: OfficerId) -> Result<Asked, Problem> {
    let limit = match f.raw("limit") {
        None => PAGE_DEFAULT,
        Some(typed) => {
            let limit = typed.parse().ok().filter(|limit| (1..=PAGE_MAX).contains(limit));
            limit.ok_or_else(|| Problem::invalid(vec![bad_limit()]))?
        }
    };
    let stages: Vec<String> = f.list("stage");
    let read: Option<Vec<StageName>> = stages.iter().map(|stage| StageName::parse(stage)).collect();
    if read.is_none() {
        f.problem("stage", crate::acts::Trouble::Unreadable);
    }
    let handler = f.one_if_any("handler", |typed| if typed == "me" { Some(me) } else { typed.parse().ok() });
    let words = f.text_if_any::<WORDS_MAX>("q").map(String::from);
    let words = words.map(|words| words.split_whitespace().take(WORDS_MOST).collect::<Vec<_>>().join(" "));
    let filter = Filter {
        stages: read.unwrap_or_default(),
        agency: f.parsed_if_any("agency"),
        department: f.parsed_if_any("department"),
        handler,
        kind: f.one_if_any("kind", Kind::parse),
        channel: f.one_if_any("channel", Channel::parse),
        badge: f.one_if_any("badge", Badge::parse),
        words,
        ..Filter::default()
    };
    Ok(ordered(f, filter, limit)?)
}

fn ordered(mut f: Fields, filter: Filter, limit: u32) -> Result<Asked, Problems> {
    let (from, to) = (f.parsed_if_any("from"), f.parsed_if_any("to"));
    let overdue = f.one_if_any("overdue", |typed| (typed == "true").then_some(true)).unwrap_or_default();
    let sort = f.one_if_any("sort", |typed| match typed {
        "due" => Some(Sort::Due),
        "-received" => Some(Sort::Newest),
        "relevance" => Some(Sort::Fitting),
        _ => None,
    });
    let cursor = f.raw("cursor");
    let sort = sort.unwrap_or(Sort::Newest);
    f.finish(Some(Asked { filter, from, to, overdue, sort, limit, cursor }))
}
