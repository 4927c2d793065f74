//! A page of what a search finds, in the order that was asked for.

use std::collections::HashSet;

use domain::access::Scope;
use search::{Found, Query};

use super::hits::Hit;
use super::walk::{LOOKED_AT_MOST, Walk};
use crate::codec::micros;
use crate::complaints::NEVER;
use crate::error::Result;
use crate::read::{Cursor, Filter, Listed, PAGE_MAX, Page, Slice, Sort};
use crate::tx::Read;

/// Of the newest that are found so many are sorted by due date.
const SORTED_MOST: usize = 1_000;
/// Of the newest that are found so many are put in order of fitness.
const WEIGHED_MOST: usize = 200;

/// Who looks, at what, for which words.
#[derive(Clone, Copy)]
struct Looking<'a> {
    scope: &'a Scope,
    filter: &'a Filter,
    query: &'a Query,
}

impl Read {
    /// Those of a list in which the words stand. Words that say nothing find nothing.
    pub(crate) async fn complaints_with(
        &mut self,
        words: &str,
        scope: &Scope,
        filter: &Filter,
        page: &Page,
    ) -> Result<Slice<Listed>> {
        let Ok(query) = Query::parse(words) else { return Ok(Slice { rows: Vec::new(), next: None }) };
        let looking = Looking { scope, filter, query: &query };
        let page = Page { limit: page.limit.clamp(1, PAGE_MAX), ..page.clone() };
        match page.sort {
            // Sealed files are in no index: the few on one's own desk are read through.
            _ if filter.sealed => self.read_through(looking, &page).await,
            Sort::Due => self.soonest(looking, &page).await,
            Sort::Newest => self.newest(looking, &page).await,
            Sort::Fitting => self.fitting(looking, &page).await,
        }
    }

    async fn newest(&mut self, looking: Looking<'_>, page: &Page) -> Result<Slice<Listed>> {
        let Looking { scope, filter, query } = looking;
        let before = page.after.as_ref().map(|after| after.key);
        let mut walk = Walk::begin(self, (scope, filter), (query, query.plan()), before).await?;
        let limit = usize::try_from(page.limit).unwrap_or(usize::MAX);
        let mut hits: Vec<Hit> = Vec::new();
        while hits.len() <= limit {
            let Some(more) = walk.more(self).await? else { break };
            hits.extend(more.into_iter().map(|(hit, _)| hit));
        }
        let next = if hits.len() > limit {
            hits.truncate(limit);
            hits.last().map(|hit| Cursor { key: hit.ordinal, id: hit.listed.id.to_string() })
        } else {
            walk.rest()
        };
        Ok(Slice { rows: hits.into_iter().map(|hit| hit.listed).collect(), next })
    }

    /// The best of the newest; those with every word in the title are looked for first.
    async fn fitting(&mut self, looking: Looking<'_>, page: &Page) -> Result<Slice<Listed>> {
        let Looking { scope, filter, query } = looking;
        // Further pages weigh the same complaints, whatever was filed meanwhile.
        let (skip, before) = match &page.after {
            Some(Cursor { key, id }) => (usize::try_from(*key).unwrap_or(0), as_of(id)),
            None => (0, None),
        };
        let newest = match before {
            Some(before) => before,
            None => self.newest_ordinal().await?.unwrap_or_default(),
        };
        let mut weighed: Vec<(Hit, Found)> = Vec::new();
        let mut seen: HashSet<i64> = HashSet::new();
        for plan in [query.title_plan(), query.plan()] {
            let mut walk = Walk::begin(self, (scope, filter), (query, plan), Some(newest + 1)).await?;
            while weighed.len() < WEIGHED_MOST {
                let Some(more) = walk.more(self).await? else { break };
                weighed.extend(more.into_iter().filter(|(hit, _)| seen.insert(hit.ordinal)));
            }
        }
        weighed.sort_by_key(|(hit, found)| std::cmp::Reverse((found.score, hit.ordinal)));
        weighed.truncate(WEIGHED_MOST);
        let limit = usize::try_from(page.limit).unwrap_or(usize::MAX);
        let more = weighed.len() > skip.saturating_add(limit);
        let key = i64::try_from(skip.saturating_add(limit)).unwrap_or(i64::MAX);
        let next =
            more.then(|| Cursor { key, id: uuid::Uuid::from_u128(newest.unsigned_abs().into()).to_string() });
        let rows = weighed.into_iter().skip(skip).take(limit).map(|(hit, _)| hit.listed).collect();
        Ok(Slice { rows, next })
    }

    /// By due date, of the newest that are found: everything, unless a common word is looked for in the whole city.
    async fn soonest(&mut self, looking: Looking<'_>, page: &Page) -> Result<Slice<Listed>> {
        let Looking { scope, filter, query } = looking;
        let mut walk = Walk::begin(self, (scope, filter), (query, query.plan()), None).await?;
        let mut rows: Vec<Listed> = Vec::new();
        while rows.len() < SORTED_MOST {
            let Some(more) = walk.more(self).await? else { break };
            rows.extend(more.into_iter().map(|(hit, _)| hit.listed));
        }
        rows.truncate(SORTED_MOST);
        let key = |listed: &Listed| (key_of(listed, Sort::Due), listed.id.to_string());
        if let Some(after) = &page.after {
            rows.retain(|row| key(row) > (after.key, after.id.clone()));
        }
        rows.sort_by_key(key);
        let limit = usize::try_from(page.limit).unwrap_or(usize::MAX);
        let more = rows.len() > limit;
        rows.truncate(limit);
        let next = rows.last().filter(|_| more).map(|row| {
            let (key, id) = key(row);
            Cursor { key, id }
        });
        Ok(Slice { rows, next })
    }

    /// The list itself, in its own order, and each text held against the words.
    async fn read_through(&mut self, looking: Looking<'_>, page: &Page) -> Result<Slice<Listed>> {
        let Looking { scope, filter, query } = looking;
        let limit = usize::try_from(page.limit).unwrap_or(usize::MAX);
        let mut at = Page { limit: PAGE_MAX, ..page.clone() };
        let mut rows: Vec<(Listed, Cursor)> = Vec::new();
        let mut looked_at = 0;
        loop {
            let slice = self.complaints_listed(scope, filter, &at).await?;
            looked_at += slice.rows.len();
            let ids: Vec<_> = slice.rows.iter().map(|row| row.id).collect();
            let passages = self.passages(&ids).await?;
            for row in slice.rows {
                let passage = passages.get(&row.id);
                let text = search::Text {
                    title: &row.title,
                    body: passage.map_or("", |passage| &passage.body),
                    place: passage.and_then(|passage| passage.place.as_deref()),
                };
                if query.find(&text).is_some() {
                    let cursor = Cursor { key: key_of(&row, page.sort), id: row.id.to_string() };
                    rows.push((row, cursor));
                }
            }
            if rows.len() > limit {
                rows.truncate(limit);
                let next = rows.last().map(|(_, cursor)| cursor.clone());
                return Ok(Slice { rows: rows.into_iter().map(|(row, _)| row).collect(), next });
            }
            if slice.next.is_none() || looked_at >= LOOKED_AT_MOST {
                return Ok(Slice { rows: rows.into_iter().map(|(row, _)| row).collect(), next: slice.next });
            }
            at.after = slice.next;
        }
    }
}

/// What the list of this order is sorted by, before the id.
fn key_of(listed: &Listed, sort: Sort) -> i64 {
    match sort {
        Sort::Due => listed.due_at.map_or(NEVER, micros),
        Sort::Newest | Sort::Fitting => micros(listed.received_at.unwrap_or(listed.filed_at)),
    }
}

/// The ordinal that a cursor of a weighed list carries.
fn as_of(id: &str) -> Option<i64> {
    i64::try_from(id.parse::<uuid::Uuid>().ok()?.as_u128()).ok()
}
