//! 통계 지표: what each figure of the statistics means, its formula, its unit, and what nothing over nothing is.
//!
//! The figures of the monthly 민원처리실태 보고 and of the 종합평가: 처리기간 준수율, 단축률, 재지정. SQL adds up a
//! [`Tally`]; only this file divides.

mod hot;
mod outcome;

use std::ops::AddAssign;

use serde::Serialize;

pub use hot::{HotWord, MOST_HOT, rising, words_of};
pub use outcome::{Outcome, outcome};

/// What is added up over files. Files taken in are those whose 접수일 (신청일 before receipt) lies in the
/// period; files ended are those whose end does. Sealed files are in neither.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Tally {
    /// 접수건수: files taken in.
    pub taken_in: u64,
    /// 처리 중: of those taken in, still owed an answer now.
    pub live: u64,
    /// 지연 중: of those, past their due moment now.
    pub overdue: u64,
    /// 재지정 횟수 of the files taken in, added up.
    pub hops: u64,
    /// Files taken in that were sent on as "not ours" at least once.
    pub hopped: u64,
    /// 처리완료: files answered in the period.
    pub answered: u64,
    /// Of those, answered at or before the due moment, extensions included.
    pub in_time: u64,
    /// 이송, 종결, 취하, 병합 in the period: ended without an answer of ours.
    pub transferred: u64,
    pub closed: u64,
    pub withdrawn: u64,
    pub merged: u64,
    /// Working minutes that the law gave for the answered files, without extensions.
    pub allowed_minutes: u64,
    /// Of those, working minutes left over at the answer; none for a late one.
    pub saved_minutes: u64,
}

/// A part of a whole. Nothing of nothing is none: a page shows "–", and no department is first or last by it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Share {
    pub part: u64,
    pub whole: u64,
}

impl Share {
    /// Between 0 and 1 as long as the part is one; `None` of nothing.
    pub fn of_one(self) -> Option<f64> {
        #[expect(clippy::cast_precision_loss, reason = "no count of ours comes near 2⁵³")]
        (self.whole > 0).then(|| self.part as f64 / self.whole as f64)
    }

    /// In hundredths of a percent, rounded half up: what is shown, and what two figures are compared by.
    pub fn basis_points(self) -> Option<u64> {
        let (part, whole) = (u128::from(self.part), u128::from(self.whole));
        let rounded = (part * 20_000 + whole).checked_div(2 * whole)?;
        u64::try_from(rounded).ok()
    }
}

impl Tally {
    /// 처리기간 준수율, in percent: answered within the due date / answered (민원 처리에 관한 법률 제19조; 월 민원처리실태
    /// 보고). The due date is the one that held when the answer left: suspensions do not count, granted extensions do.
    /// Files that ended without an answer of ours say nothing about keeping the period.
    pub fn kept(&self) -> Share {
        Share { part: self.in_time, whole: self.answered }
    }

    /// 처리기간 단축률, in percent: (allowed − used, never below 0) / allowed, in working minutes over all answered
    /// files (종합평가 지표). Allowed is the period the law gave, without extensions. A late answer saves nothing but its
    /// allowed time counts, so that nobody gains by answering the easy ones early and leaving the rest.
    pub fn shortened(&self) -> Share {
        Share { part: self.saved_minutes, whole: self.allowed_minutes }
    }

    /// 재지정률, in percent: files sent on at least once / files taken in.
    pub fn sent_on(&self) -> Share {
        Share { part: self.hopped, whole: self.taken_in }
    }

    /// 처리율, in percent: of the files taken in, those no longer owed anything.
    pub fn settled(&self) -> Share {
        Share { part: self.taken_in.saturating_sub(self.live), whole: self.taken_in }
    }

    /// Everything that ended in the period, however it ended.
    pub fn ended(&self) -> u64 {
        self.answered + self.transferred + self.closed + self.withdrawn + self.merged
    }

    /// Answered after the due moment.
    pub fn late(&self) -> u64 {
        self.answered.saturating_sub(self.in_time)
    }
}

impl AddAssign for Tally {
    fn add_assign(&mut self, other: Tally) {
        let Tally {
            taken_in,
            live,
            overdue,
            hops,
            hopped,
            answered,
            in_time,
            transferred,
            closed,
            withdrawn,
            merged,
            allowed_minutes,
            saved_minutes,
        } = other;
        self.taken_in += taken_in;
        self.live += live;
        self.overdue += overdue;
        self.hops += hops;
        self.hopped += hopped;
        self.answered += answered;
        self.in_time += in_time;
        self.transferred += transferred;
        self.closed += closed;
        self.withdrawn += withdrawn;
        self.merged += merged;
        self.allowed_minutes += allowed_minutes;
        self.saved_minutes += saved_minutes;
    }
}

impl std::iter::Sum for Tally {
    fn sum<I: Iterator<Item = Tally>>(tallies: I) -> Tally {
        tallies.fold(Tally::default(), |mut all, one| {
            all += one;
            all
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_share_is_rounded_to_hundredths_of_a_percent() {
        for (part, whole, shown) in [
            (0, 0, None),
            (0, 7, Some(0)),
            (1, 3, Some(3_333)),
            (2, 3, Some(6_667)),
            (750, 1_100, Some(6_818)),
            (5, 5, Some(10_000)),
            (1, 20_000, Some(1)),
            (u64::MAX, u64::MAX, Some(10_000)),
        ] {
            assert_eq!(Share { part, whole }.basis_points(), shown, "{part}/{whole}");
        }
    }

    #[test]
    fn rates_of_nothing_are_none_and_not_a_hundred_percent() {
        let nothing = Tally::default();
        for rate in [nothing.kept(), nothing.shortened(), nothing.sent_on(), nothing.settled()] {
            assert_eq!((rate.of_one(), rate.basis_points()), (None, None));
        }
    }

    #[test]
    fn rates_of_a_sum_weigh_every_file_alike() {
        let good = Tally { answered: 1, in_time: 1, ..Tally::default() };
        let poor = Tally { answered: 9, in_time: 0, ..Tally::default() };
        let both: Tally = [good, poor].into_iter().sum();
        assert_eq!(both.kept().basis_points(), Some(1_000), "not the mean of 100 and 0");
        assert_eq!((both.late(), both.ended()), (9, 10));
    }
}
