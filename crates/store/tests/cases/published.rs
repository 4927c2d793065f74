//! 공개 민원: exactly what is open and answered, newest first, without the person.

use domain::complaint::{AnswerResult, Channel, Kind, Stage, Visibility};
use domain::id::ComplaintId;
use store::read::PAGE_MAX;
use store::{Store, StoreError};
use testkit::paper::{Paper, put_all};
use testkit::say;
use testkit::world::{self, HAN};

use crate::city::settled;

fn is_public(paper: &Paper) -> bool {
    paper.file.visibility == Visibility::Open && matches!(paper.file.stage, Stage::Answered { .. })
}

/// Answered at once by the receiver, so many hours after the morning.
fn answered(serial: u64, visibility: Visibility, hours: i64) -> Paper {
    Paper::filed(serial, Channel::Web, visibility)
        .later(hours)
        .then(&world::officer(HAN), say::receive(Kind::Other))
        .then(&world::officer(HAN), say::answer_at_once(AnswerResult::Granted))
}

testkit::both_databases! {
    async fn exactly_the_open_and_answered_ones_newest_first(store: Store) {
        let mut papers = settled(&store, 120).await;
        let more: Vec<Paper> = (1..=9).map(|n| answered(1_000 + n, Visibility::Open, i64::try_from(n).unwrap() / 3)).collect();
        put_all(&store, &more).await;
        papers.extend(more);
        let mut wanted: Vec<_> = papers.iter().filter(|p| is_public(p)).map(|p| (p.file.ended_at, p.file.id)).collect();
        wanted.sort_by_key(|(at, id)| std::cmp::Reverse((*at, id.to_string())));
        let wanted: Vec<ComplaintId> = wanted.into_iter().map(|(_, id)| id).collect();

        let mut tx = store.read().await.unwrap();
        let whole = tx.published(None, PAGE_MAX, None).await.unwrap();
        assert_eq!(whole.rows.iter().map(|row| row.id).collect::<Vec<_>>(), wanted);
        let (mut turned, mut after) = (Vec::new(), None);
        loop {
            let slice = tx.published(None, 4, after.as_ref()).await.unwrap();
            turned.extend(slice.rows.iter().map(|row| row.id));
            match slice.next {
                Some(next) => after = Some(next),
                None => break,
            }
        }
        assert_eq!(turned, wanted, "page by page the same");
    }

    async fn only_what_is_published_opens(store: Store) {
        world::settle(&store).await;
        let open = answered(1, Visibility::Open, 1);
        let hidden = [
            answered(2, Visibility::Private, 1),
            answered(3, Visibility::Sealed, 1),
            Paper::filed(4, Channel::Web, Visibility::Open),
        ];
        put_all(&store, hidden.iter().chain([&open])).await;
        let mut tx = store.read().await.unwrap();
        let found = tx.published_answer(open.file.id).await.unwrap();
        assert_eq!((found.head.body.as_str(), found.answer.as_str()), ("나흘째입니다.", "바로 안내드립니다."));
        for paper in &hidden {
            let refused = tx.published_answer(paper.file.id).await;
            assert!(matches!(refused, Err(StoreError::NotFound(_))), "{:?}", paper.file.visibility);
        }
    }

    async fn words_are_looked_for_among_what_is_published(store: Store) {
        world::settle(&store).await;
        let mut lamp = answered(1, Visibility::Open, 1);
        lamp.words.title = "LED 가로등 100%_교체".into();
        let other = answered(2, Visibility::Open, 2);
        put_all(&store, [&lamp, &other]).await;
        let mut tx = store.read().await.unwrap();
        for (words, found) in [("led", 1), ("100%_", 1), ("교체 가로등", 1), ("나흘째", 2), ("없는말", 0), ("%", 0), ("", 2)] {
            assert_eq!(tx.published(Some(words), 10, None).await.unwrap().rows.len(), found, "{words}");
        }
    }
}
