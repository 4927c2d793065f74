//! Full text over the life of a complaint: waiting, folded, merged, sealed, rebuilt; and always the same results.

use domain::access::Scope;
use domain::complaint::{Channel, StageName, Visibility};
use jiff::SignedDuration;
use store::Store;
use store::read::{Filter, Sort};
use testkit::databases::{Address, by_hand, keys};
use testkit::paper::{Paper, put_all};
use testkit::world::{self, MIN};

use crate::city::{all, page};

/// What the texts are about, over and over.
const MATTERS: [(&str, &str); 8] = [
    ("방이동 불법 주정차 단속 요청", "학교 앞 불법주차 때문에 위험합니다. 12가3456 차량입니다."),
    ("층간소음 중재 요청", "윗집 소음이 심합니다."),
    ("가로등 고장", "LED 가로등이 꺼져 있습니다. 주차장 입구입니다."),
    ("CCTV 설치 건의", "쓰레기 무단투기를 막아 주십시오."),
    ("번역 서비스 문의", "외국어 안내문 번역을 부탁드립니다."),
    ("도로 파손", "포트홀 때문에 타이어가 터졌습니다."),
    ("공원 소음과 주차", "주말마다 소음과 불법 주차로 괴롭습니다."),
    ("상수도 누수", "수도관에서 물이 샙니다."),
];

fn papers(many: u64) -> Vec<Paper> {
    let paper = |serial: u64| {
        let filed = world::morning() + SignedDuration::from_mins(serial.cast_signed());
        let mut paper = Paper::filed_at(serial, Channel::Web, Visibility::Open, filed);
        let (title, body) = MATTERS[usize::try_from(serial).unwrap() % MATTERS.len()];
        (paper.words.title, paper.words.body) = (format!("{title} {serial}"), body.to_owned());
        paper
    };
    (1..=many).map(paper).collect()
}

fn filter(words: &str) -> Filter {
    Filter { words: Some(words.to_owned()), ..Filter::default() }
}

async fn titles(store: &Store, filter: &Filter, sort: Sort) -> Vec<String> {
    let rows = all(store, &Scope::of(&world::officer(MIN)), filter, page(sort, 7)).await;
    rows.into_iter().map(|row| row.title).collect()
}

/// The same found by holding every text against the words, newest first.
fn expected(papers: &[Paper], words: &str) -> Vec<String> {
    let query = search::Query::parse(words).unwrap();
    let text = |paper: &&Paper| {
        let (title, body) = (paper.words.title.as_str(), paper.words.body.as_str());
        query.find(&search::Text { title, body, place: None }).is_some()
    };
    papers
        .iter()
        .rev()
        .filter(|p| p.file.visibility != Visibility::Sealed)
        .filter(text)
        .map(|paper| paper.words.title.clone())
        .collect()
}

const ASKED: [&str; 14] = [
    "소음",
    "주차",
    "불법주차",
    "불법 주정차",
    "번역을",
    "12가3456",
    "led",
    "ㅈㅈㅊ",
    "\"불법 주차\"",
    "주차 -소음",
    "물",
    "가로등 7",
    "없는말",
    "-주차",
];

async fn same_as_reading_all(store: &Store, papers: &[Paper], when: &str) {
    for words in ASKED {
        let wanted = expected(papers, words);
        assert_eq!(titles(store, &filter(words), Sort::Newest).await, wanted, "{words}, {when}");
        for sort in [Sort::Due, Sort::Fitting] {
            let mut found = titles(store, &filter(words), sort).await;
            let mut wanted = wanted.clone();
            found.sort();
            wanted.sort();
            assert_eq!(found, wanted, "{words} by {sort:?}, {when}");
        }
    }
}

async fn fold(store: &Store) {
    while store.read().await.unwrap().search_backlog(1).await.unwrap() > 0 {
        assert!(!store.fold_search().await.unwrap().in_vain);
    }
}

testkit::both_databases! {
    async fn waiting_folded_merged_and_rebuilt_the_results_are_the_same(store: Store) {
        world::settle(&store).await;
        let papers = papers(230);
        for (round, part) in papers.chunks(23).enumerate() {
            put_all(&store, part).await;
            if round == 0 {
                same_as_reading_all(&store, part, "all waiting").await;
            }
            fold(&store).await;
        }
        let segments = store.read().await.unwrap().search_segments().await.unwrap().len();
        assert!(segments < 10, "small segments were merged: {segments}");
        same_as_reading_all(&store, &papers, "folded and merged").await;
        let checked = store.check_search().await.unwrap();
        assert_eq!((checked.documents, checked.is_sound()), (230, true), "{checked:?}");
        store.rebuild_search(|_, _| ()).await.unwrap();
        assert_eq!(store.read().await.unwrap().search_segments().await.unwrap().len(), 1);
        same_as_reading_all(&store, &papers, "rebuilt").await;
        assert!(store.check_search().await.unwrap().is_sound());
    }

    async fn sealed_it_is_found_by_nobody_and_leaves_the_index(store: Store) {
        world::settle(&store).await;
        let mut papers = papers(20);
        put_all(&store, &papers).await;
        fold(&store).await;
        for sealed in [true, false] {
            let before = papers[0].file.clone();
            papers[0].file.visibility = if sealed { Visibility::Sealed } else { Visibility::Open };
            papers[0].file.version += 1;
            let mut tx = store.write().await.unwrap();
            tx.update_complaint(&before, &papers[0].file, papers[0].derived()).await.unwrap();
            tx.commit().await.unwrap();
            same_as_reading_all(&store, &papers, "at once").await;
            fold(&store).await;
            same_as_reading_all(&store, &papers, "folded").await;
            let checked = store.check_search().await.unwrap();
            let there = if sealed { 19 } else { 20 };
            assert_eq!((checked.documents, checked.is_sound()), (there, true), "{checked:?}");
        }
    }

    async fn a_fault_in_the_index_is_found_and_rebuilding_mends_it(address: Address) {
        let store = Store::open(&address.0, keys()).await.unwrap();
        world::settle(&store).await;
        put_all(&store, &papers(60)).await;
        fold(&store).await;
        for spoil in [
            "delete from search_postings where key = (select min(key) from search_postings)",
            "delete from search_segments",
            "update search_postings set postings = (select p.postings from search_postings p order by key desc limit 1)",
        ] {
            by_hand(&address.0, spoil).await.unwrap();
            assert!(!store.check_search().await.unwrap().is_sound(), "{spoil}");
            store.rebuild_search(|_, _| ()).await.unwrap();
            assert!(store.check_search().await.unwrap().is_sound(), "{spoil}");
        }
    }

    async fn over_many_chunks_with_a_period_nothing_is_missed(address: Address) {
        let store = Store::open(&address.0, keys()).await.unwrap();
        world::settle(&store).await;
        let mut papers = papers(120);
        // Chunk by chunk a month older; one of the oldest was received only now.
        for (place, paper) in (0_i64..).zip(&mut papers) {
            let months = 3 - place / 40;
            paper.file.filed_at -= SignedDuration::from_hours(24 * 31 * months);
        }
        let late = papers[0].clone();
        put_all(&store, &papers).await;
        by_hand(&address.0, "update complaints set ordinal = ordinal + 100000 * ((ordinal - 1) / 40)").await.unwrap();
        by_hand(&address.0, "update search_queue set ordinal = ordinal + 100000 * ((ordinal - 1) / 40)").await.unwrap();
        let received = format!("update complaints set dated_at = {}, received_at = dated_at where id = '{}'",
            world::morning().as_microsecond() + 1, late.file.id);
        by_hand(&address.0, &received).await.unwrap();
        for folded in [false, true] {
            if folded {
                fold(&store).await;
                assert!(store.read().await.unwrap().search_segments().await.unwrap().len() >= 3);
            }
            same_as_reading_all(&store, &papers, "without a period").await;
            let day = world::morning();
            let within = Filter { from: Some(day), to: Some(day + SignedDuration::from_hours(24 * 30)), ..filter("주차") };
            let found = titles(&store, &within, Sort::Newest).await;
            let late_found = late.words.title.contains("주정차") || late.words.body.contains("주차");
            assert_eq!(found.contains(&late.words.title), late_found);
            let older = Filter {
                from: Some(day - SignedDuration::from_hours(24 * 70)),
                to: Some(day - SignedDuration::from_hours(24 * 50)),
                ..filter("주차")
            };
            let wanted: Vec<String> = papers[40..80].iter().rev().map(|p| p.words.title.clone())
                .filter(|title| expected(&papers, "주차").contains(title)).collect();
            assert_eq!(titles(&store, &older, Sort::Newest).await, wanted);
        }
    }

    async fn few_of_many_that_a_filter_lets_through_are_all_found(store: Store) {
        world::settle(&store).await;
        // More are found than are looked at before the filter is asked alone.
        let mut papers = papers(1_500);
        for paper in &mut papers {
            paper.words.body = "가로등이 꺼져 있습니다.".to_owned();
            if paper.words.title.ends_with("25") {
                paper.file.channel = Channel::Phone120;
            }
        }
        put_all(&store, &papers).await;
        fold(&store).await;
        let (first, last) = (world::morning(), papers[1_399].file.filed_at);
        let words = Filter { from: Some(first), to: Some(last), ..filter("가로등") };
        let by_phone = Filter { channel: Some(Channel::Phone120), ..words.clone() };
        let wanted: Vec<String> = papers[..1_400].iter().rev().filter(|p| p.words.title.ends_with("25"))
            .map(|p| p.words.title.clone()).collect();
        assert_eq!(wanted.len(), 14);
        assert_eq!(titles(&store, &by_phone, Sort::Newest).await, wanted);
        let sorted = |mut titles: Vec<String>| { titles.sort(); titles };
        assert_eq!(sorted(titles(&store, &by_phone, Sort::Due).await), sorted(wanted));
        let received = Filter { stages: vec![StageName::Received], ..words };
        assert!(titles(&store, &received, Sort::Newest).await.is_empty(), "they were only filed");
    }

    async fn what_fits_best_comes_first(store: Store) {
        world::settle(&store).await;
        put_all(&store, &papers(16)).await;
        let found = titles(&store, &filter("소음 주차"), Sort::Fitting).await;
        assert_eq!(found, ["공원 소음과 주차 14", "공원 소음과 주차 6"]);
        let found = titles(&store, &filter("주차"), Sort::Fitting).await;
        assert!(found[0].starts_with("공원 소음과 주차"), "the title says it: {found:?}");
        assert!(found.last().unwrap().starts_with("가로등"), "a part of another word in the body: {found:?}");
    }

    async fn marks_say_nothing_and_blanks_ask_for_everything(store: Store) {
        world::settle(&store).await;
        put_all(&store, &papers(9)).await;
        assert!(titles(&store, &filter("% _ !"), Sort::Newest).await.is_empty());
        assert!(titles(&store, &filter("' or 1=1 --"), Sort::Newest).await.is_empty());
        assert_eq!(titles(&store, &filter("  "), Sort::Newest).await.len(), 9);
    }
}
