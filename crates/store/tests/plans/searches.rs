//! Lists narrowed by words: through the index, and through the queue before it.

use domain::access::Scope;
use domain::complaint::Kind;
use store::Store;
use store::read::{Cursor, Filter, Page, Sort};

use crate::big::id;
use crate::shape::Shape;
use crate::shapes::{at_desk, between, of_city, of_department};

pub(crate) async fn ask(store: &Store, shape: &Shape) {
    match shape {
        // The first of them: those after it find the index made.
        Shape::SearchedByCity => {
            store.rebuild_search(|_, _| ()).await.unwrap();
            look(store, of_city(), between()).await;
        }
        Shape::SearchedByDepartment => look(store, of_department(), between()).await,
        Shape::SearchedByKind => {
            look(store, of_city(), Filter { kind: Some(Kind::Inquiry), ..between() }).await
        }
        _ => look(store, at_desk(), between()).await,
    }
}

async fn look(store: &Store, scope: Scope, narrowed: Filter) {
    // Of words that are everywhere, and of one that is nowhere.
    for words in ["가로등", "꺼져 -주차", "소음"] {
        let filter = Filter { words: Some(words.to_owned()), ..narrowed.clone() };
        let middle = Cursor { key: 12_000, id: id(5, 12_000).to_string() };
        for after in [None, Some(middle)] {
            let page = Page { sort: Sort::Newest, limit: 20, after };
            store.read().await.unwrap().complaints(&scope, &filter, &page).await.unwrap();
        }
        let page = Page { sort: Sort::Fitting, limit: 20, after: None };
        store.read().await.unwrap().complaints(&scope, &filter, &page).await.unwrap();
    }
}
