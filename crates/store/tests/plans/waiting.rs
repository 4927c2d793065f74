//! Work that waits at a desk.

use domain::complaint::DeskItemKind;
use store::Store;
use store::read::{Cursor, Page, Sort, WaitingAt};

use crate::big::id;

pub(crate) async fn wait(store: &Store, kind: DeskItemKind, desk: WaitingAt) {
    let middle = Cursor { key: 2_000_000, id: format!("{}/1", id(5, 2_000)) };
    for after in [None, Some(middle)] {
        let page = Page { sort: Sort::Due, limit: 20, after };
        store.read().await.unwrap().waiting(kind, &[desk], &page).await.unwrap();
    }
}

/// Letters that somebody has yet to tell.
pub(crate) async fn owe(store: &Store, desk: WaitingAt) {
    for after in [None, Some(Cursor { key: 2_000_000, id: id(6, 2_000).to_string() })] {
        let page = Page { sort: Sort::Due, limit: 20, after };
        store.read().await.unwrap().owed(&[desk], &page).await.unwrap();
    }
}
