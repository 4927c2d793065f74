//! 추천: likely departments and handlers for a case, with the reason. Advice only.

use std::collections::HashMap;

use domain::access::Scope;
use domain::actor::Actor;
use domain::complaint::{Complaint, Visibility};
use domain::id::{AgencyId, DepartmentId, OfficerId};
use jiff::SignedDuration;
use store::read::{Filter, Listed};
use store::{Read, Words};
use suggest::{Likeness, Title};

use crate::not_done::Result;
use crate::office::Office;

pub use suggest::{Found, HandlerSuggestion, OutsideSuggestion, Reason, Suggestion};

/// What lies on the desks of a department now.
pub type Load = HashMap<OfficerId, u32>;

/// Likely departments for a case at hand: of its own agency once it has one, else of the whole city.
pub fn departments_for(office: &Office, c: &Complaint, words: &Words) -> Vec<Suggestion> {
    let place = words.place.as_deref();
    office.facts().adviser.departments(c.holder().agency, (&words.title, &words.body), place)
}

/// Likely handlers for a case that was found for the asker in this view, and lies with a department.
pub async fn handlers_in(
    tx: &mut Read,
    office: &Office,
    by: &Actor,
    (c, words): (&Complaint, &Words),
) -> Result<Vec<HandlerSuggestion>> {
    let Some(department) = c.holder().department else { return Ok(Vec::new()) };
    let load = load_in(tx, by, department).await?;
    Ok(office.facts().adviser.handlers(department, &words.title, &words.body, &load))
}

/// Open complaints by handler of a department, as far as the asker may see them.
pub async fn load_in(tx: &mut Read, by: &Actor, department: DepartmentId) -> Result<Load> {
    let filter = Filter { live: Some(true), department: Some(department), ..Filter::default() };
    Ok(tx.loads(&Scope::of(by), &filter).await?)
}

/// Likely departments by title and place alone, for lists: cheap enough for every row.
pub fn departments_of_row(office: &Office, agency: Option<AgencyId>, row: &Listed) -> Vec<Suggestion> {
    office.facts().adviser.departments(agency, (&row.title, ""), row.place.as_deref())
}

/// Likely handlers by a title alone, for lists.
pub fn handlers_by_title(
    office: &Office,
    department: DepartmentId,
    title: &str,
    load: &Load,
) -> Vec<HandlerSuggestion> {
    office.facts().adviser.handlers(department, title, "", load)
}

/// Another complaint about what seems to be the same matter.
pub struct Alike {
    pub row: Listed,
    /// Shared pairs of letters of the titles, out of a hundred.
    pub percent: u32,
    /// Words that stand in both titles.
    pub words: Vec<String>,
}

/// Likenesses shown: more are looked for by a search.
const SHOWN: usize = 8;
/// How far back the same matter is looked for, in days.
const ALIKE_DAYS: i64 = 60;

/// Complaints of the last weeks whose titles say the same, among those the asker may list: of the agency the
/// case lies with, once it has one. Nothing is likened to a sealed file.
pub async fn alike(
    tx: &mut Read,
    office: &Office,
    by: &Actor,
    (c, title): (&Complaint, &str),
) -> Result<Vec<Alike>> {
    if c.visibility == Visibility::Sealed {
        return Ok(Vec::new());
    }
    let since = office.now() - SignedDuration::from_hours(24 * ALIKE_DAYS);
    let filter = Filter { from: Some(since), agency: c.holder().agency, ..Filter::default() };
    let scope = Scope::of(by);
    let titles = office.titles.of_late(tx, (&scope, filter.agency), since, office.wall_now()).await?;
    let others = titles.iter().filter(|kept| kept.dated_at >= since).map(|kept| (kept.ordinal, &kept.title));
    let mut found = suggest::similar(&Title::of(title), others);
    // The case itself stands among them, and at times one that the asker does not see any more; each is read with its text.
    found.truncate(SHOWN + 2);
    let ordinals: Vec<i64> = found.iter().map(|likeness| likeness.id).collect();
    let mut rows: HashMap<i64, Listed> =
        tx.complaints_at(&scope, &filter, &ordinals).await?.into_iter().collect();
    rows.retain(|_, row| row.id != c.id);
    let alike = |likeness: Likeness<i64>| {
        let row = rows.remove(&likeness.id)?;
        Some(Alike { row, percent: likeness.percent, words: likeness.words })
    };
    Ok(found.into_iter().filter_map(alike).take(SHOWN).collect())
}

/// Bodies outside the city whose work the complaint speaks of.
pub fn outside(words: &Words) -> Vec<OutsideSuggestion> {
    suggest::outside(&words.title, &words.body)
}

/// Words of the reason that are said; the rest says the same.
const WORDS_SAID: usize = 3;

/// `제목의 '약국', 내용의 '의료기기'`
pub fn reason(because: &[Reason]) -> String {
    let said = because.iter().take(WORDS_SAID).map(|reason| match reason.found {
        Found::Title => format!("제목의 '{}'", reason.word),
        Found::Body => format!("내용의 '{}'", reason.word),
    });
    said.collect::<Vec<_>>().join(", ")
}
