//! What the city was told while it worked: every answer with its moment, and what was promised by it.

use std::{
    collections::BTreeMap,
    time::{Duration, Instant},
};

use serde::Serialize;

/// One complaint that somebody filed and an officer received.
#[derive(Clone)]
pub(super) struct Promised {
    /// Unmistakable: the key of the request stands in it.
    pub(super) title: String,
    /// 신청번호, as the answer told it.
    pub(super) number: String,
    /// Whether 접수 was answered too.
    pub(super) received: bool,
}

/// An answer that somebody could rely on.
struct Kept {
    /// When it was asked for first, over however many tries.
    asked: Instant,
    at: Instant,
}

#[derive(Default)]
pub(super) struct Ledger {
    pub(super) promised: Vec<Promised>,
    kept: Vec<Kept>,
    /// Tries without an answer that one could rely on, and what came instead.
    refused: Vec<(Instant, String)>,
    /// Answers that no outage excuses: refused as wrong, or never answered in the end.
    pub(super) wrong: Vec<String>,
}

/// How service was between two moments.
#[derive(Serialize)]
pub(super) struct Service {
    pub(super) seconds: f64,
    /// Filings and acts.
    pub(super) acknowledged: usize,
    /// Tries that were sent again under their key.
    pub(super) tries_refused: usize,
    /// What these were told, and how often.
    told: BTreeMap<String, usize>,
    /// The longest time in which nobody was acknowledged anything.
    pub(super) without_service_s: f64,
    /// From somebody's first try to the answer, at most.
    pub(super) longest_wait_s: f64,
}

impl Ledger {
    pub(super) fn kept(&mut self, asked: Instant) {
        self.kept.push(Kept { asked, at: Instant::now() });
    }

    pub(super) fn refused(&mut self, why: String) {
        self.refused.push((Instant::now(), why));
    }

    /// Acknowledged since this moment.
    pub(super) fn kept_since(&self, since: Instant) -> usize {
        self.kept.iter().filter(|kept| kept.at >= since).count()
    }

    pub(super) fn service(&self, from: Instant, to: Instant) -> Service {
        let within = |at: Instant| from <= at && at <= to;
        let mut moments: Vec<Instant> =
            self.kept.iter().map(|kept| kept.at).filter(|at| within(*at)).collect();
        let acknowledged = moments.len();
        moments.extend([from, to]);
        moments.sort_unstable();
        let silence = moments.windows(2).map(|pair| pair[1] - pair[0]).max().unwrap_or_default();
        let waits = self.kept.iter().filter(|kept| within(kept.at)).map(|kept| kept.at - kept.asked);
        let mut told = BTreeMap::new();
        for (_, why) in self.refused.iter().filter(|(at, _)| within(*at)) {
            *told.entry(why.clone()).or_default() += 1;
        }
        Service {
            seconds: tenths(to - from),
            acknowledged,
            tries_refused: told.values().sum(),
            told,
            without_service_s: tenths(silence),
            longest_wait_s: tenths(waits.max().unwrap_or_default()),
        }
    }
}

/// In seconds, to one digit.
pub(super) fn tenths(time: Duration) -> f64 {
    (time.as_secs_f64() * 10.0).round() / 10.0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_longest_silence_counts_also_where_it_meets_an_end() {
        let from = Instant::now();
        let at = |tenths: u64| from + Duration::from_millis(100 * tenths);
        let kept = |asked, answered| Kept { asked: at(asked), at: at(answered) };
        let mut ledger = Ledger { kept: vec![kept(0, 1), kept(2, 31), kept(31, 32)], ..Ledger::default() };
        ledger.refused = vec![(at(5), "503".into()), (at(9), "503".into()), (at(90), "503".into())];
        let service = ledger.service(from, at(80));
        assert_eq!((service.acknowledged, service.tries_refused), (3, 2));
        assert_eq!((service.without_service_s, service.longest_wait_s), (4.8, 2.9));
        assert_eq!(ledger.service(at(1), at(31)).without_service_s, 3.0);
    }
}
