//! What the statistics, the list of delays and the book of reminders ask.

use domain::access::Scope;
use jiff::Timestamp;
use store::Store;
use store::read::{Cursor, DelayFilter, Page, Sort};
use store::stats::{Group, Question};

use crate::big::id;
use crate::shape::Shape;
use crate::shapes::{at_desk, of_agency, of_city, of_department};

fn moment(micros: i64) -> Timestamp {
    Timestamp::from_microsecond(micros).unwrap()
}

/// A twentieth of what there is: ninety-five days of five years.
fn period() -> (Timestamp, Timestamp) {
    (moment(12_000_000), moment(13_000_000))
}

/// First page, and one from the middle of each part.
async fn late(store: &Store, scope: Scope) {
    let (from, to) = period();
    let (agency, department, handler, kind) = (None, None, None, None);
    let middle = |key| Some(Cursor { key, id: id(5, 12_500).to_string() });
    for sort in [Sort::Due, Sort::Newest] {
        for (after, still) in
            [(None, true), (None, false), (middle(9_000_000), true), (middle(-12_500_000), false)]
        {
            let still = Some(still);
            let filter =
                DelayFilter { now: moment(17_000_000), from, to, agency, department, handler, kind, still };
            let page = Page { sort, limit: 20, after };
            // The rows hold no real files; only the question matters.
            drop(store.read().await.unwrap().delayed(&scope, &filter, &page).await);
            store.read().await.unwrap().late_before(&scope, &filter).await.unwrap();
        }
    }
}

async fn reminders(store: &Store, scope: Scope) {
    let middle = Cursor { key: 12_500_000, id: format!("{}/1", id(5, 12_500)) };
    for after in [None, Some(middle)] {
        let page = Page { sort: Sort::Newest, limit: 20, after };
        drop(store.read().await.unwrap().reminders(&scope, period(), &page).await);
    }
}

async fn figures(store: &Store, scope: Scope) {
    let (from, to) = period();
    let (agency, departments, kind, channel) = (None, Vec::new(), None, None);
    let question = Question { now: to, from, to, agency, departments, kind, channel };
    for group in [Group::Whole, Group::Agency, Group::Department, Group::Kind, Group::Channel, Group::Day] {
        store.read().await.unwrap().figures(&scope, &question, group).await.unwrap();
    }
}

pub(crate) async fn ask(store: &Store, shape: &Shape) {
    use Shape::*;
    let now = moment(17_000_000);
    match shape {
        DelaysOfCity => late(store, of_city()).await,
        DelaysOfAgency => late(store, of_agency()).await,
        DelaysOfDepartment => late(store, of_department()).await,
        DelaysOfDesk => late(store, at_desk()).await,
        RemindersOfCity => reminders(store, of_city()).await,
        RemindersOfAgency => reminders(store, of_agency()).await,
        RemindersOfDepartment => reminders(store, of_department()).await,
        FiguresOfCity => figures(store, of_city()).await,
        FiguresOfAgency => figures(store, of_agency()).await,
        FiguresOfDepartment => figures(store, of_department()).await,
        StandingOfCity => drop(store.read().await.unwrap().standing(&of_city(), now, now).await.unwrap()),
        StandingOfDepartment => {
            drop(store.read().await.unwrap().standing(&of_department(), now, now).await.unwrap());
        }
        _ => {
            let (from, to) = period();
            drop(store.read().await.unwrap().titles(&of_agency(), from, to).await.unwrap());
        }
    }
}
