//! Before a complaint is sent: what was answered already, and what is under way about the same.
//!
//! Of other people's complaints only public answers are shown, and how many public ones lie open at the same
//! place; one's own only to whoever has proven that they are theirs.

use domain::access::Scope;
use domain::actor::Actor;
use store::read::{Filter, Listed, Page, Published, Sort};
use suggest::{ALIKE_FROM, Wanted};

use crate::not_done::Result;
use crate::office::Office;

/// Public answers compared: the newest, some months of a district's.
const COMPARED: u32 = 200;
/// Answers and own complaints shown.
const SHOWN: usize = 5;

/// What is being written.
pub struct Writing<'a> {
    pub title: &'a str,
    pub place: Option<&'a str>,
}

/// What is like it.
#[derive(Default)]
pub struct Alike {
    /// The likest first; to be redacted before they are shown.
    pub answers: Vec<Published>,
    /// The petitioner's own live ones.
    pub own: Vec<Listed>,
    /// Public ones under way at the same place.
    pub at_place: u32,
}

impl Alike {
    pub fn is_empty(&self) -> bool {
        self.answers.is_empty() && self.own.is_empty() && self.at_place == 0
    }
}

pub async fn of(office: &Office, writing: &Writing<'_>, own: Option<&Actor>) -> Result<Alike> {
    let wanted = Wanted::new(writing.title);
    let mut tx = office.store().read().await?;
    let published = tx.published(None, COMPARED, None).await?.rows;
    let mut scored: Vec<(u32, Published)> = published
        .into_iter()
        .map(|row| (wanted.share_in(&row.title), row))
        .filter(|(score, _)| *score >= ALIKE_FROM)
        .collect();
    scored.sort_by_key(|(score, _)| std::cmp::Reverse(*score));
    let answers = scored.into_iter().take(SHOWN).map(|(_, row)| row).collect();
    let at_place = match writing.place.map(str::trim).filter(|place| !place.is_empty()) {
        Some(place) => tx.open_at_place(place).await?,
        None => 0,
    };
    let own = match own {
        Some(Actor::Petitioner(id)) => {
            let scope = Scope::of(&Actor::Petitioner(*id));
            let filter = Filter { petitioner: Some(*id), live: Some(true), ..Filter::default() };
            let page = Page { sort: Sort::Newest, limit: COMPARED, after: None };
            let mut mine = tx.complaints(&scope, &filter, &page).await?.rows;
            mine.retain(|row| wanted.share_in(&row.title) >= ALIKE_FROM);
            mine.truncate(SHOWN);
            mine
        }
        _ => Vec::new(),
    };
    Ok(Alike { answers, own, at_place })
}
