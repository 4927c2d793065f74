//! 국민신문고 만족도: sums and lists equal the domain's definition folded over all files.

use std::collections::{BTreeSet, HashMap};

use domain::access::Scope;
use domain::complaint::{Channel, Command, Complaint, StageName, Visibility};
use domain::id::{AgencyId, ComplaintId, DepartmentId, OfficerId};
use domain::satisfaction::{Counted, Tally, counted_on};
use jiff::{SignedDuration, Timestamp};
use store::Store;
use store::read::{FollowUpAsked, RatingAsked, SurveyFilter, Surveyed};
use testkit::chance::Chance;
use testkit::databases::{Address, by_hand, keys};
use testkit::paper::{Paper, put_all};
use testkit::world::{self, DA, HAN, JEONG, KIM, LEE, MIN, OH, PARKS, ROADS, SEOUL, SI, SONGPA, seoul_time};
use testkit::{say, walk};

/// Lives of complaints from 국민신문고, with a few that came another way among them.
fn lived(many: u64) -> Vec<Paper> {
    let mut chance = Chance::usual();
    let desk = world::desk(world::morning());
    let mut papers: Vec<Paper> = Vec::new();
    for serial in 1..=many {
        let channel = if chance.one_in(6) { Channel::Web } else { Channel::Epeople };
        let filed = world::morning() + SignedDuration::from_mins(i64::from(chance.below(9_000)));
        let mut paper = Paper::filed_at(serial, channel, walk::visibility(&mut chance), filed);
        let other = papers.first().map_or(paper.file.id, |first| first.file.id);
        for _ in 0..chance.below(60) {
            paper.now += SignedDuration::from_mins(60 * i64::from(chance.below(4)));
            let (who, command) = walk::next(&mut chance, &paper.file, paper.now, other);
            let _ = paper.act(&who, &command, &desk);
        }
        papers.push(paper);
    }
    papers
}

async fn settled(store: &Store, many: u64) -> Vec<Paper> {
    world::settle(store).await;
    let papers = lived(many);
    put_all(store, &papers).await;
    papers
}

/// In whose statistics a file is, said once more: agency, department, desk.
fn sees(who: OfficerId, c: &Complaint) -> bool {
    let holder = c.holder();
    match who {
        HAN | MIN => true,
        JEONG => holder.agency == Some(SEOUL),
        OH => holder.agency == Some(SONGPA),
        LEE => holder.department == Some(ROADS) || holder.handler == Some(LEE),
        other => holder.handler == Some(other),
    }
}

type Sums = HashMap<(Option<AgencyId>, Option<DepartmentId>), Tally>;

fn gathered(counted: impl IntoIterator<Item = Counted>) -> Sums {
    let mut sums = Sums::new();
    for part in counted {
        *sums.entry((part.agency, part.department)).or_default() += part.tally;
    }
    sums
}

fn folded(papers: &[Paper], who: OfficerId, from: Timestamp, to: Timestamp) -> Sums {
    let within = |c: &&Complaint| counted_on(c).is_some_and(|at| from <= at && at <= to) && sees(who, c);
    let files = papers.iter().map(|paper| &paper.file).filter(within);
    gathered(files.map(|c| Counted {
        agency: c.holder().agency,
        department: c.holder().department,
        tally: Tally::of(c),
    }))
}

fn listed(papers: &[Paper], who: OfficerId, f: &SurveyFilter) -> Vec<ComplaintId> {
    let passes = |c: &&Complaint| {
        let (tally, holder) = (Tally::of(c), c.holder());
        let on = counted_on(c);
        c.stage.name() == StageName::Answered
            && sees(who, c)
            && on.is_some_and(|at| f.from.is_none_or(|from| from <= at) && f.to.is_none_or(|to| at <= to))
            && f.agency.is_none_or(|id| holder.agency == Some(id))
            && f.department.is_none_or(|id| holder.department == Some(id))
            && f.rating.is_none_or(|asked| match asked {
                RatingAsked::As(score) => c.rating() == Some(score),
                RatingAsked::NotRated => c.rating().is_none(),
            })
            && f.follow_up.is_none_or(|asked| match asked {
                FollowUpAsked::Waiting => c.open_follow_up().is_some(),
                FollowUpAsked::Answered => tally.asked > 0 && c.open_follow_up().is_none(),
                FollowUpAsked::Never => c.follow_ups.is_empty(),
            })
    };
    let mut files: Vec<&Complaint> = papers.iter().map(|paper| &paper.file).filter(passes).collect();
    files.sort_by_key(|c| std::cmp::Reverse((counted_on(c), c.id)));
    files.into_iter().map(|c| c.id).collect()
}

/// The whole list, turned page by page.
async fn turned(store: &Store, scope: &Scope, filter: &SurveyFilter, limit: u32) -> Vec<Surveyed> {
    let (mut rows, mut after) = (Vec::new(), None);
    loop {
        let mut tx = store.read().await.unwrap();
        let slice = tx.surveyed(scope, filter, after.as_ref(), limit).await.unwrap();
        assert!(slice.rows.len() <= usize::try_from(limit).unwrap());
        rows.extend(slice.rows);
        after = slice.next;
        if after.is_none() {
            return rows;
        }
    }
}

testkit::both_databases! {
    async fn the_sums_are_the_definition_folded_over_all_files(store: Store) {
        let papers = settled(&store, 320).await;
        let mut rated = 0;
        for (from, to) in [("2026-03-01 00:00", "2026-03-31 23:59"), ("2026-03-11 00:00", "2026-03-13 12:00")] {
            let (from, to) = (seoul_time(from), seoul_time(to));
            for who in [HAN, MIN, JEONG, OH, LEE, KIM, SI, DA] {
                let scope = Scope::of(&world::officer(who));
                let counted = store.read().await.unwrap().satisfaction(&scope, from, to).await.unwrap();
                let sums = gathered(counted);
                assert_eq!(sums, folded(&papers, who, from, to), "{who} {from}");
                rated += sums.values().map(|tally| tally.responses + tally.answered).sum::<u64>();
            }
        }
        assert!(rated > 40, "too few to mean anything: {rated}");
    }

    async fn the_list_is_what_was_answered_and_is_in_sight_newest_first(store: Store) {
        let papers = settled(&store, 320).await;
        let all = SurveyFilter::default();
        let within = SurveyFilter { from: Some(seoul_time("2026-03-11 00:00")), to: Some(seoul_time("2026-03-14 00:00")), ..all };
        let mut filters = vec![
            all, within, SurveyFilter { agency: Some(SEOUL), ..within }, SurveyFilter { department: Some(PARKS), ..all },
            SurveyFilter { rating: Some(RatingAsked::NotRated), ..all },
        ];
        filters.extend(domain::complaint::Score::ALL.map(|score| SurveyFilter { rating: Some(RatingAsked::As(score)), ..all }));
        filters.extend([FollowUpAsked::Waiting, FollowUpAsked::Answered, FollowUpAsked::Never]
            .map(|asked| SurveyFilter { follow_up: Some(asked), ..all }));
        let mut seen = BTreeSet::new();
        for who in [HAN, JEONG, OH, LEE, KIM, SI] {
            for filter in &filters {
                let scope = Scope::of(&world::officer(who));
                let rows = turned(&store, &scope, filter, 7).await;
                let ids: Vec<_> = rows.iter().map(|row| row.complaint.id).collect();
                assert_eq!(ids, listed(&papers, who, filter), "{who} {filter:?}");
                seen.extend(ids);
                for row in rows {
                    let file = &papers.iter().find(|paper| paper.file.id == row.complaint.id).unwrap().file;
                    assert_eq!(row.ratings, u32::try_from(file.ratings.len()).unwrap());
                    assert_eq!(row.rated_at, file.ratings.last().map(|rating| rating.at));
                    assert_eq!(row.complaint.rating, file.rating().map(|score| score.points()));
                }
            }
        }
        assert!(seen.len() > 20, "too few to mean anything: {}", seen.len());
    }

    async fn a_file_that_is_sealed_later_leaves_statistics_and_list(store: Store) {
        world::settle(&store).await;
        let receiver = world::officer(HAN);
        let before = Paper::filed(1, Channel::Epeople, Visibility::Private)
            .then(&receiver, say::receive(domain::complaint::Kind::Grievance)).then(&receiver, say::to_department(ROADS));
        put_all(&store, [&before]).await;
        let scope = Scope::of(&receiver);
        let (from, to) = (seoul_time("2026-03-10 00:00"), seoul_time("2026-03-10 23:59"));
        let came = async |store: &Store| {
            let counted = store.read().await.unwrap().satisfaction(&scope, from, to).await.unwrap();
            counted.iter().map(|part| part.tally.came).sum::<u64>()
        };
        assert_eq!(came(&store).await, 1);
        let sealed = Command::Reclassify {
            kind: None, category: None, period: None, visibility: Some(Visibility::Sealed), reason: say::memo("공익신고입니다."),
        };
        let after = before.clone().then(&receiver, sealed);
        let mut tx = store.write().await.unwrap();
        tx.update_complaint(&before.file, &after.file, after.derived()).await.unwrap();
        tx.commit().await.unwrap();
        assert_eq!(came(&store).await, 0);
    }

    async fn what_was_there_before_the_table_is_counted_alike(address: Address) {
        let store = Store::open(&address.0, keys()).await.unwrap();
        let papers = settled(&store, 120).await;
        let migration = include_str!("../../migrations/sqlite/0002_satisfaction.sql");
        let again = migration.split_once("\ninsert into").map(|(_, rest)| format!("delete from surveys; insert into{rest}")).unwrap();
        by_hand(&address.0, again).await.unwrap();
        let (from, to) = (seoul_time("2026-03-01 00:00"), seoul_time("2026-03-31 23:59"));
        let scope = Scope::of(&world::officer(HAN));
        let counted = store.read().await.unwrap().satisfaction(&scope, from, to).await.unwrap();
        assert_eq!(gathered(counted), folded(&papers, HAN, from, to));
        let rows = turned(&store, &scope, &SurveyFilter::default(), 50).await;
        assert_eq!(rows.iter().map(|row| row.complaint.id).collect::<Vec<_>>(), listed(&papers, HAN, &SurveyFilter::default()));
        assert!(rows.iter().any(|row| row.ratings > 1 && row.rated_at.is_some()));
        store.close().await;
    }
}
