//! 사후 등록: what was taken on paper while the system was down keeps its own moments, inside the window of
//! the outage and nowhere else (시행령 제6조의2). Nobody may date a receipt back otherwise.

use jiff::Timestamp;

use super::Event;
use crate::deadline::Outage;

/// Why a moment cannot be entered afterwards.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotOnPaper {
    #[error("the outage has not ended")]
    StillDown,
    #[error("filed outside the outage")]
    FiledOutside,
    #[error("received outside the outage")]
    ReceivedOutside,
    #[error("received before it was filed")]
    ReceivedFirst,
}

/// The line that says so in the history, if these moments lie within the outage.
pub fn back_entry(outage: &Outage, filed_at: Timestamp, received_at: Timestamp) -> Result<Event, NotOnPaper> {
    let until = outage.until.ok_or(NotOnPaper::StillDown)?;
    if !outage.held(filed_at) {
        return Err(NotOnPaper::FiledOutside);
    }
    if !outage.held(received_at) {
        return Err(NotOnPaper::ReceivedOutside);
    }
    if received_at < filed_at {
        return Err(NotOnPaper::ReceivedFirst);
    }
    Ok(Event::BackEntered { from: outage.from, until })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::deadline::seoul;

    fn at(text: &str) -> Timestamp {
        seoul::parse(text).unwrap()
    }

    fn outage(until: Option<&str>) -> Outage {
        Outage { from: at("2026-03-10 10:00"), until: until.map(at), source: "정전".into() }
    }

    #[test]
    fn only_the_window_of_an_ended_outage_dates_anything_back() {
        let ended = outage(Some("2026-03-10 12:10"));
        let entry = |filed, received| back_entry(&ended, at(filed), at(received));
        assert_eq!(
            entry("2026-03-10 10:00", "2026-03-10 12:10"),
            Ok(Event::BackEntered { from: ended.from, until: at("2026-03-10 12:10") }),
            "both ends count"
        );
        assert_eq!(entry("2026-03-10 09:59", "2026-03-10 10:30"), Err(NotOnPaper::FiledOutside));
        assert_eq!(entry("2026-03-10 10:30", "2026-03-10 12:11"), Err(NotOnPaper::ReceivedOutside));
        assert_eq!(entry("2026-03-10 11:00", "2026-03-10 10:30"), Err(NotOnPaper::ReceivedFirst));
        let now = at("2026-03-10 10:30");
        assert_eq!(back_entry(&outage(None), now, now), Err(NotOnPaper::StillDown));
    }
}
