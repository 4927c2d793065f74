//! Instants as Seoul writes them.

use jiff::Timestamp;
use jiff::civil::DateTime;
use jiff::tz::Offset;

/// Nine hours ahead of UTC; Korea has kept no summer time since 1988, before the calendar begins.
const OFFSET: Offset = Offset::constant(9);

/// The date and time on a clock in Seoul.
pub fn civil(at: Timestamp) -> DateTime {
    OFFSET.to_datetime(at)
}

/// The instant a clock in Seoul shows this.
pub fn instant(at: DateTime) -> Timestamp {
    OFFSET.to_timestamp(at).unwrap_or(Timestamp::MAX)
}

/// `2026-09-23T17:30:00+09:00`.
pub fn rfc3339(at: Timestamp) -> String {
    at.display_with_offset(OFFSET).to_string()
}

/// Reads RFC 3339, or `2026-09-23T17:30` and `2026-09-23 17:30` as Seoul time.
pub fn parse(text: &str) -> Option<Timestamp> {
    let text = text.trim();
    // A bare date would silently mean midnight.
    if !text.contains(':') {
        return None;
    }
    text.parse().ok().or_else(|| text.parse::<DateTime>().ok().map(instant))
}

/// Instants in JSON, with Seoul's offset.
pub(super) mod rfc3339 {
    use jiff::Timestamp;
    use serde::{Deserialize, Deserializer, Serialize, Serializer};

    pub(in super::super) fn serialize<S: Serializer>(at: &Timestamp, to: S) -> Result<S::Ok, S::Error> {
        super::rfc3339(*at).serialize(to)
    }

    pub(in super::super) fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Timestamp, D::Error> {
        Timestamp::deserialize(from)
    }
}

/// Instants in JSON that may be missing.
pub(super) mod rfc3339_option {
    use jiff::Timestamp;
    use serde::{Deserialize, Deserializer, Serialize, Serializer};

    pub(in super::super) fn serialize<S: Serializer>(
        at: &Option<Timestamp>,
        to: S,
    ) -> Result<S::Ok, S::Error> {
        at.map(super::rfc3339).serialize(to)
    }

    pub(in super::super) fn deserialize<'de, D: Deserializer<'de>>(
        from: D,
    ) -> Result<Option<Timestamp>, D::Error> {
        Option::deserialize(from)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn seoul_time_is_read_with_or_without_its_offset() {
        let at = parse("2026-09-23T17:30:00+09:00").unwrap();
        assert_eq!(parse("2026-09-23T08:30:00Z"), Some(at));
        assert_eq!(parse("2026-09-23T17:30"), Some(at));
        assert_eq!(parse(" 2026-09-23 17:30 "), Some(at));
        assert_eq!(rfc3339(at), "2026-09-23T17:30:00+09:00");
    }

    #[test]
    fn a_bare_date_or_nonsense_is_no_instant() {
        for text in ["", "2026-09-23", "17:30", "2026-02-30 10:00", "어제 10:00"] {
            assert_eq!(parse(text), None, "{text}");
        }
    }
}
