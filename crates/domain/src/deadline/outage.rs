//! 장애: from when on the system is declared down, and when that is over (시행령 제6조의2, 제20조 제2호).

use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};

/// How far back an outage may be declared.
const LOOK_BACK: SignedDuration = SignedDuration::from_hours(30 * 24);

/// A window in which complaints could not be handled because the system was down.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Outage {
    /// When it began.
    pub from: Timestamp,
    /// When it ended. None while it lasts.
    pub until: Option<Timestamp>,
    /// Who declared it, and where.
    pub source: String,
}

/// Why an outage is not declared, or not ended, at that moment.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum OutageRefusal {
    #[error("it begins in the future, or more than thirty days ago")]
    BeginsElsewhere,
    #[error("another one lasts, or lasted then")]
    Overlaps,
    #[error("it has ended")]
    Ended,
    #[error("it would end before it began")]
    EndsBeforeItBegan,
    #[error("it would end in the future")]
    EndsInTheFuture,
}

/// Time is taken out of a clock once: no two outages overlap.
pub fn may_declare(from: Timestamp, others: &[Outage], now: Timestamp) -> Result<(), OutageRefusal> {
    if from > now || now.duration_since(from) > LOOK_BACK {
        return Err(OutageRefusal::BeginsElsewhere);
    }
    match others.iter().any(|other| other.until.is_none_or(|until| until > from)) {
        true => Err(OutageRefusal::Overlaps),
        false => Ok(()),
    }
}

pub fn may_end(outage: &Outage, until: Timestamp, now: Timestamp) -> Result<(), OutageRefusal> {
    match outage {
        Outage { until: Some(_), .. } => Err(OutageRefusal::Ended),
        Outage { from, .. } if until < *from => Err(OutageRefusal::EndsBeforeItBegan),
        _ if until > now => Err(OutageRefusal::EndsInTheFuture),
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(hour: i64) -> Timestamp {
        Timestamp::UNIX_EPOCH + SignedDuration::from_hours(hour)
    }

    fn outage(from: i64, until: Option<i64>) -> Outage {
        Outage { from: at(from), until: until.map(at), source: "정전".into() }
    }

    #[test]
    fn an_outage_begins_within_the_last_thirty_days_and_beside_no_other() {
        let day = 24;
        let now = 40 * day;
        let others = [outage(11 * day, Some(12 * day))];
        for (from, expected) in [
            (now, Ok(())),
            (12 * day, Ok(())),
            (now + 1, Err(OutageRefusal::BeginsElsewhere)),
            (10 * day - 1, Err(OutageRefusal::BeginsElsewhere)),
            (10 * day, Err(OutageRefusal::Overlaps)),
            (12 * day - 1, Err(OutageRefusal::Overlaps)),
        ] {
            assert_eq!(may_declare(at(from), &others, at(now)), expected, "from hour {from}");
        }
        assert_eq!(may_declare(at(now), &[outage(39 * day, None)], at(now)), Err(OutageRefusal::Overlaps));
    }

    #[test]
    fn it_ends_once_after_it_began_and_by_now() {
        let lasting = outage(5, None);
        assert_eq!(may_end(&lasting, at(5), at(9)), Ok(()));
        assert_eq!(may_end(&lasting, at(9), at(9)), Ok(()));
        assert_eq!(may_end(&lasting, at(4), at(9)), Err(OutageRefusal::EndsBeforeItBegan));
        assert_eq!(may_end(&lasting, at(10), at(9)), Err(OutageRefusal::EndsInTheFuture));
        assert_eq!(may_end(&outage(5, Some(6)), at(7), at(9)), Err(OutageRefusal::Ended));
    }
}
