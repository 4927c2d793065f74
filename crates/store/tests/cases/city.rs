//! Many files at every stage, made by people acting at random; and what a list of them should be.

use domain::complaint::{Channel, Complaint};
use domain::desk::Desk;
use domain::id::ComplaintId;
use jiff::{SignedDuration, Timestamp};
use store::Store;
use store::read::{Filter, Listed, Page, Sort};
use testkit::chance::Chance;
use testkit::paper::{Paper, put_all};
use testkit::{walk, world};

/// So many files, each lived for a while; deterministic, and the first is always live.
pub(crate) fn lived(chance: &mut Chance, many: u64) -> Vec<Paper> {
    lived_by(chance, many, 30)
}

fn lived_by(chance: &mut Chance, many: u64, most_acts: u32) -> Vec<Paper> {
    let desk = world::desk(world::morning());
    let mut papers: Vec<Paper> = Vec::new();
    for serial in 1..=many {
        let channel = *chance.pick(&Channel::ALL);
        let filed = world::morning() + SignedDuration::from_mins(i64::from(chance.below(9_000)));
        let mut paper = Paper::filed_at(serial, channel, walk::visibility(chance), filed);
        let other = papers.first().map_or(paper.file.id, |first| first.file.id);
        for _ in 0..chance.below(most_acts) {
            live(chance, &mut paper, &desk, other);
        }
        papers.push(paper);
    }
    papers
}

fn live(chance: &mut Chance, paper: &mut Paper, desk: &Desk, other: ComplaintId) {
    // Whole hours, so that many are due at the same moment and the id must decide.
    paper.now += SignedDuration::from_mins(60 * i64::from(chance.below(4)));
    let (who, command) = walk::next(chance, &paper.file, paper.now, other);
    // A refusal is an answer too; the file stays as it was.
    let _ = paper.act(&who, &command, desk);
}

/// The small city with so many files in it.
pub(crate) async fn settled(store: &Store, many: u64) -> Vec<Paper> {
    world::settle(store).await;
    let papers = lived(&mut Chance::usual(), many);
    put_all(store, &papers).await;
    papers
}

/// The same after a long time, so that many were answered late.
pub(crate) async fn aged(store: &Store, many: u64) -> Vec<Paper> {
    world::settle(store).await;
    let papers = lived_by(&mut Chance::usual(), many, 120);
    put_all(store, &papers).await;
    papers
}

/// The moment by which a list without a due order is sorted.
pub(crate) fn dated(c: &Complaint) -> Timestamp {
    c.clock.as_ref().map_or(c.filed_at, |clock| clock.received_at)
}

fn due(paper: &Paper) -> Timestamp {
    paper.derived().due_at.unwrap_or(Timestamp::MAX)
}

/// The filter, said once more in plain Rust.
pub(crate) fn passes(paper: &Paper, f: &Filter) -> bool {
    let c = &paper.file;
    let holder = c.holder();
    let words = search::Text { title: &paper.words.title, body: &paper.words.body, place: None };
    let stand_there =
        |typed: &String| search::Query::parse(typed).is_ok_and(|query| query.find(&words).is_some());
    (c.visibility == domain::complaint::Visibility::Sealed) == f.sealed
        && (f.stages.is_empty() || f.stages.contains(&c.stage.name()))
        && f.live.is_none_or(|live| c.stage.is_live() == live)
        && f.agency.is_none_or(|id| holder.agency == Some(id))
        && f.department.is_none_or(|id| holder.department == Some(id))
        && f.handler.is_none_or(|id| holder.handler == Some(id))
        && f.petitioner.is_none_or(|id| c.petitioner == id)
        && f.kind.is_none_or(|kind| c.kind == Some(kind))
        && f.channel.is_none_or(|channel| c.channel == channel)
        && f.badge.is_none_or(|badge| c.badge() == Some(badge))
        && f.from.is_none_or(|from| dated(c) >= from)
        && f.to.is_none_or(|to| dated(c) <= to)
        && f.due_before.is_none_or(|moment| c.stage.is_live() && due(paper) < moment)
        && f.words.as_ref().is_none_or(stand_there)
}

/// Ids in the order of the list.
pub(crate) fn sorted<'a>(papers: impl IntoIterator<Item = &'a Paper>, sort: Sort) -> Vec<ComplaintId> {
    let mut papers: Vec<&Paper> = papers.into_iter().collect();
    match sort {
        Sort::Due => papers.sort_by_key(|p| (due(p), p.file.id)),
        Sort::Newest => papers.sort_by_key(|p| std::cmp::Reverse((dated(&p.file), p.file.id))),
        // Texts that differ in nothing but their number fit alike.
        Sort::Fitting => papers.sort_by_key(|p| std::cmp::Reverse(p.file.id)),
    }
    papers.iter().map(|p| p.file.id).collect()
}

pub(crate) fn page(sort: Sort, limit: u32) -> Page {
    Page { sort, limit, after: None }
}

/// Every row of a list, turned page by page.
pub(crate) async fn all(
    store: &Store,
    scope: &domain::access::Scope,
    filter: &Filter,
    mut page: Page,
) -> Vec<Listed> {
    let mut rows = Vec::new();
    loop {
        let slice = store.read().await.unwrap().complaints(scope, filter, &page).await.unwrap();
        assert!(slice.rows.len() <= usize::try_from(page.limit).unwrap());
        rows.extend(slice.rows);
        page.after = slice.next;
        if page.after.is_none() {
            return rows;
        }
    }
}

pub(crate) fn ids(rows: &[Listed]) -> Vec<ComplaintId> {
    rows.iter().map(|row| row.id).collect()
}
