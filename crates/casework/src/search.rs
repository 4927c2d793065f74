//! 통합검색: a list narrowed by words, a second try where nothing was found, and where the words stand.

use std::ops::Range;

use domain::actor::Actor;
use search::{Query, Text};
use store::read::{Filter, Listed, Page, Slice};

use crate::not_done::Result;
use crate::office::Office;
use crate::reader;

/// Near misses that are tried, the most common first.
const TRIED: usize = 5;

/// A page of a list, and what was looked for instead where nothing was found.
pub struct Looked {
    pub slice: Slice<Listed>,
    pub instead: Option<Instead>,
}

/// The second try.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Instead {
    /// What was looked for, as it could be typed.
    pub words: String,
    pub because: Because,
}

/// Why something else was looked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Because {
    /// The keyboard was set to Latin.
    Keyboard,
    /// One letter was wrong.
    Letter,
}

/// The list; where its words are nowhere, the same for what was probably meant.
pub async fn look(office: &Office, by: &Actor, filter: &Filter, page: &Page) -> Result<Looked> {
    let slice = reader::list(office, by, filter, page).await?;
    let typed = filter.words.as_deref().unwrap_or_default();
    let (true, Ok(query)) = (slice.rows.is_empty() && slice.next.is_none(), Query::parse(typed)) else {
        return Ok(Looked { slice, instead: None });
    };
    // Behind the last page there is nothing either, and nothing was mistyped.
    let first = Page { after: None, ..page.clone() };
    if page.after.is_some() && !reader::list(office, by, filter, &first).await?.rows.is_empty() {
        return Ok(Looked { slice, instead: None });
    }
    for instead in second_tries(office, typed, &query).await? {
        let filter = Filter { words: Some(instead.words.clone()), ..filter.clone() };
        let slice = reader::list(office, by, &filter, page).await?;
        if !slice.rows.is_empty() {
            return Ok(Looked { slice, instead: Some(instead) });
        }
    }
    Ok(Looked { slice, instead: None })
}

/// What was probably meant, the likeliest first.
async fn second_tries(office: &Office, typed: &str, query: &Query) -> Result<Vec<Instead>> {
    let keyboard = search::as_hangul(typed).map(|words| Instead { words, because: Because::Keyboard });
    let mut tx = office.store().read().await?;
    let words: Vec<String> = query.places().map(|place| query.only(place).to_string()).collect();
    let common = tx.search_commonness(&words).await?;
    let mut tries: Vec<(usize, Instead)> = Vec::new();
    // The word that is nowhere was mistyped; where each is somewhere they are only never together.
    for place in query.places().zip(&common).filter(|(_, count)| **count == 0).map(|(place, _)| place) {
        let near = search::neighbours(query, place);
        let counts = tx.search_commonness(&near).await?;
        for (word, count) in near.iter().zip(counts).filter(|(_, count)| *count > 0) {
            let words = query.with(place, word).to_string();
            tries.push((count, Instead { words, because: Because::Letter }));
        }
    }
    tries.sort_by_key(|(count, _)| std::cmp::Reverse(*count));
    Ok(keyboard.into_iter().chain(tries.into_iter().map(|(_, instead)| instead)).take(TRIED).collect())
}

/// A text with the letters that were looked for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Marked {
    pub text: String,
    /// In bytes of the text, in order, none within another.
    pub marks: Vec<Range<usize>>,
}

/// A row of a list with the words marked: in its title, and in a piece of the body where they stand there.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Passage {
    pub title: Marked,
    pub body: Option<Marked>,
}

/// What is shown of the rows that a search found, in their order. Personal data in the body's piece is
/// blacked out: whoever needs it opens the complaint.
pub async fn passages(office: &Office, words: &str, rows: &[Listed]) -> Result<Vec<Passage>> {
    let Ok(query) = Query::parse(words) else { return Ok(Vec::new()) };
    let ids: Vec<_> = rows.iter().map(|row| row.id).collect();
    let found = office.store().read().await?.passages(&ids).await?;
    let marked = |text: String| Marked { marks: query.marks(&text), text };
    let passage = |row: &Listed| {
        let piece = found.get(&row.id).and_then(|passage| search::excerpt(&query, &passage.body));
        Passage {
            title: marked(search::composed(&row.title)),
            body: piece.map(|piece| marked(words::redact::redact(&piece).to_string())),
        }
    };
    Ok(rows.iter().map(passage).collect())
}

/// Do the words stand in what is shown?
pub fn stand_in(words: &str, title: &str, body: &str) -> bool {
    Query::parse(words).is_ok_and(|query| query.find(&Text { title, body, place: None }).is_some())
}

/// Is there a letter to look for?
pub fn is_searchable(words: &str) -> bool {
    Query::parse(words).is_ok()
}

/// Takes what waits into the index. With `at_least` fewer are left waiting: every search reads them besides.
pub async fn fold(office: &Office, at_least: u32) -> Result<usize> {
    let mut taken = 0;
    loop {
        let least = at_least.max(1);
        if office.store().read().await?.search_backlog(least).await? < least {
            return Ok(taken);
        }
        let folded = office.store().fold_search().await?;
        taken += folded.taken_in + folded.taken_out;
        if folded.in_vain {
            // Whoever was faster goes on with it.
            return Ok(taken);
        }
    }
}
