//! Clocks written short.
#![expect(clippy::expect_used, reason = "a fault here is a failed test")]

use domain::calendar::WorkCalendar;
use domain::deadline::{Clock, seoul};
use jiff::Timestamp;

pub(crate) fn at(text: &str) -> Timestamp {
    seoul::parse(text).expect("an instant")
}

pub(crate) fn clock(received: &str, period: &str) -> Clock {
    Clock::new(at(received), period.parse().expect("a period"))
}

pub(crate) fn due(clock: &Clock) -> String {
    let due = clock.due(&WorkCalendar::published());
    assert_eq!(due.at, clock.due_at(&WorkCalendar::published()));
    due.at.map_or("stopped".into(), |at| seoul::civil(at).strftime("%Y-%m-%d %H:%M:%S").to_string())
}
