//! 국민신문고 수신: three feeds read from their cursors, and what waited looked at again.

use casework::Office;
use connect::epeople::protocol::Page;
use connect::epeople::{EpeopleClient, Unreached};
use domain::dispatch::Neighbour;
use store::InboundState;

use super::books;
use super::item::{self, Tally};
use crate::fault::Fault;

/// Pages of one feed read in one run: after a day away a city's backlog comes in within some runs.
const MOST_PAGES: u32 = 50;
/// Waiting messages looked at in one run.
const MOST_WAITING: u32 = 500;

/// Why a feed was not read to its end.
enum Stopped {
    Away(Unreached),
    Fault(Fault),
}

impl From<Unreached> for Stopped {
    fn from(away: Unreached) -> Stopped {
        Stopped::Away(away)
    }
}

impl<F: Into<Fault>> From<F> for Stopped {
    fn from(fault: F) -> Stopped {
        Stopped::Fault(fault.into())
    }
}

pub(crate) async fn pull(office: &Office, client: &EpeopleClient) -> Result<String, Fault> {
    let mut tally = Tally::default();
    let read = feeds(office, client, &mut tally).await;
    // What waits needs nobody over there.
    look_again(office, &mut tally).await?;
    let Tally { done, waiting, refused, faults } = tally;
    match read {
        Ok(()) => {
            books::answered(office).await?;
            Ok(format!("수신 {done}건, 대기 {waiting}건, 처리 불가 {refused}건, 오류 {faults}건"))
        }
        // A neighbour that is away is no fault of ours: it is written down and asked again.
        Err(Stopped::Away(Unreached(why))) => {
            books::silent(office, &why).await?;
            Ok(format!("수신 {done}건 뒤 중단: {why}"))
        }
        Err(Stopped::Fault(fault)) => Err(fault),
    }
}

async fn feeds(office: &Office, client: &EpeopleClient, tally: &mut Tally) -> Result<(), Stopped> {
    let mut feed = Feed::of(office, "complaints").await?;
    while feed.goes_on() {
        let page = client.complaints(&feed.cursor, books::moment(office)).await?;
        for sent in &page.items {
            item::complaint(office, sent, tally).await?;
        }
        feed.turn(office, page).await?;
    }
    let mut feed = Feed::of(office, "ratings").await?;
    while feed.goes_on() {
        let page = client.ratings(&feed.cursor, books::moment(office)).await?;
        for sent in &page.items {
            item::rating(office, sent, tally).await?;
        }
        feed.turn(office, page).await?;
    }
    let mut feed = Feed::of(office, "requests").await?;
    while feed.goes_on() {
        let page = client.requests(&feed.cursor, books::moment(office)).await?;
        for sent in &page.items {
            item::request(office, sent, tally).await?;
        }
        feed.turn(office, page).await?;
    }
    Ok(())
}

async fn look_again(office: &Office, tally: &mut Tally) -> Result<(), Fault> {
    let mut tx = office.store().read().await?;
    let due = office.now();
    let waiting = tx.inbound_messages(Neighbour::Epeople, InboundState::Waiting, due, MOST_WAITING).await?;
    drop(tx);
    for message in &waiting {
        item::again(office, &message.inbound, tally).await?;
    }
    Ok(())
}

/// A feed being read, page by page.
struct Feed {
    name: &'static str,
    cursor: String,
    pages: u32,
    more: bool,
}

impl Feed {
    async fn of(office: &Office, name: &'static str) -> Result<Feed, Fault> {
        let cursor = books::cursor(&mut office.store().read().await.map_err(Fault::from)?, name).await?;
        Ok(Feed { name, cursor, pages: 0, more: true })
    }

    fn goes_on(&self) -> bool {
        self.more && self.pages < MOST_PAGES
    }

    /// Everything on the page is in the database: only now is the cursor moved.
    async fn turn<T>(&mut self, office: &Office, page: Page<T>) -> Result<(), Fault> {
        self.pages += 1;
        // A cursor that stands still would be read for ever.
        self.more = page.more && page.next != self.cursor;
        if page.next != self.cursor {
            books::set(office, self.name, &page.next).await?;
            self.cursor = page.next;
        }
        Ok(())
    }
}
