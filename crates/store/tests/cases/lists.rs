//! Lists: every filter, both orders, and words taken as they are written.

use domain::access::Scope;
use domain::complaint::{Badge, Channel, Kind, StageName};
use store::Store;
use store::read::{Filter, Listed, Sort};
use testkit::paper::Paper;
use testkit::world::{self, KIM, MIN, PHARMACY, ROADS, SEOUL, SONGPA};

use crate::city::{all, dated, ids, page, passes, settled, sorted};

fn by_place() -> Vec<Filter> {
    let mut filters = vec![Filter::default()];
    filters.extend([SEOUL, SONGPA].map(|id| Filter { agency: Some(id), ..Filter::default() }));
    filters.extend([ROADS, PHARMACY].map(|id| Filter { department: Some(id), ..Filter::default() }));
    filters.push(Filter { handler: Some(KIM), ..Filter::default() });
    filters.push(Filter { department: Some(ROADS), live: Some(true), ..Filter::default() });
    filters.push(Filter { department: Some(ROADS), stages: vec![StageName::Assigned], ..Filter::default() });
    filters
}

fn by_nature(papers: &[Paper]) -> Vec<Filter> {
    let mut filters: Vec<Filter> = Vec::new();
    filters.extend(StageName::ALL.map(|stage| Filter { stages: vec![stage], ..Filter::default() }));
    filters.push(Filter { stages: vec![StageName::Filed, StageName::Answered], ..Filter::default() });
    filters.extend([true, false].map(|live| Filter { live: Some(live), ..Filter::default() }));
    filters.extend(Kind::ALL.map(|kind| Filter { kind: Some(kind), ..Filter::default() }));
    filters.extend(Channel::ALL.map(|channel| Filter { channel: Some(channel), ..Filter::default() }));
    filters.extend(Badge::ALL.map(|badge| Filter { badge: Some(badge), ..Filter::default() }));
    filters.push(Filter { petitioner: Some(papers[0].file.petitioner), ..Filter::default() });
    let (early, late) = (dated(&papers[0].file), dated(&papers[1].file));
    let (from, to) = (early.min(late), early.max(late));
    filters.push(Filter { from: Some(from), ..Filter::default() });
    filters.push(Filter { to: Some(to), ..Filter::default() });
    filters.push(Filter { from: Some(from), to: Some(to), ..Filter::default() });
    let tomorrow = world::seoul_time("2026-03-17 18:00");
    filters.push(Filter { due_before: Some(tomorrow), ..Filter::default() });
    filters.push(Filter { words: Some("가로등이 7".into()), ..Filter::default() });
    filters.push(Filter { words: Some("나흘째 없는말".into()), ..Filter::default() });
    filters
}

testkit::both_databases! {
    async fn every_filter_and_both_orders_list_what_they_say(store: Store) {
        let papers = settled(&store, 160).await;
        let city = Scope::of(&world::officer(MIN));
        let mut seen = 0;
        for filter in by_place().into_iter().chain(by_nature(&papers)) {
            for sort in [Sort::Due, Sort::Newest] {
                // What was filed last was numbered last here.
                let order = if filter.words.is_some() && sort == Sort::Newest { Sort::Fitting } else { sort };
                let wanted = sorted(papers.iter().filter(|p| passes(p, &filter)), order);
                let rows = all(&store, &city, &filter, page(sort, 37)).await;
                assert_eq!(ids(&rows), wanted, "{filter:?} {sort:?}");
                seen += rows.len();
            }
        }
        assert!(seen > 1_000, "the filters found {seen} rows: too few to mean anything");
    }

    async fn a_row_says_what_the_file_says(store: Store) {
        let papers = settled(&store, 80).await;
        let rows = all(&store, &Scope::of(&world::sweep()), &Filter::default(), page(Sort::Due, 200)).await;
        for row in rows {
            let paper = papers.iter().find(|p| p.file.id == row.id).unwrap();
            let (c, holder) = (&paper.file, paper.file.holder());
            let Listed { id: _, number, version, stage, channel, kind, category, visibility, agency, department,
                handler, petitioner, petitioner_name, title, place, filed_at, received_at, due_at, ended_at, badge, hops,
                rating } = row;
            assert_eq!(number, c.spoken_number().to_string());
            assert_eq!((version, stage, channel, kind), (c.version, c.stage.name(), c.channel, c.kind));
            assert_eq!((category, visibility), (c.category.clone(), c.visibility));
            assert_eq!((agency, department, handler), (holder.agency, holder.department, holder.handler));
            assert_eq!((petitioner, petitioner_name.as_str()), (c.petitioner, "박시민"));
            assert_eq!((title.as_str(), filed_at), (paper.words.title.as_str(), c.filed_at));
            assert_eq!(place, paper.words.place);
            assert_eq!(received_at, c.clock.as_ref().map(|clock| clock.received_at));
            assert_eq!((due_at, ended_at), (paper.derived().due_at, c.ended_at));
            assert_eq!((badge, hops), (c.badge(), c.hops));
            assert_eq!(rating, c.rating().map(|score| score.points()));
        }
    }
}
