//! 대직: which stand-ins can be. Standing in is not handed on, so no chain may arise from either end.

use jiff::civil::Date;

use super::{OrgChart, StandIn};

/// Longest absence in one entry, in days: a longer one is a change of duties.
pub const LONGEST_STAND_IN_DAYS: i32 = 366;

/// Why a stand-in cannot be.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{}", self.code())]
pub enum StandInRefusal {
    /// Nobody in service by that name.
    Unknown,
    Oneself,
    /// A desk is minded by somebody of the same agency.
    OtherAgency,
    /// It ends before it begins.
    Reversed,
    Past,
    TooLong,
    /// The absent one has a stand-in on some of these days.
    Overlaps {
        with: StandIn,
    },
    /// A→B and B→C: the one who should mind is away on some of these days.
    MinderAway {
        with: StandIn,
    },
    /// A→B and B→C, seen from B: the absent one minds a desk on some of these days.
    MindsMeanwhile {
        with: StandIn,
    },
}

impl StandInRefusal {
    /// Stable, for programs; the sentence for people is in `words`.
    pub fn code(&self) -> &'static str {
        match self {
            StandInRefusal::Unknown => "unknown",
            StandInRefusal::Oneself => "oneself",
            StandInRefusal::OtherAgency => "other-agency",
            StandInRefusal::Reversed => "reversed",
            StandInRefusal::Past => "past",
            StandInRefusal::TooLong => "too-long",
            StandInRefusal::Overlaps { .. } => "overlaps",
            StandInRefusal::MinderAway { .. } => "minder-away",
            StandInRefusal::MindsMeanwhile { .. } => "minds-meanwhile",
        }
    }
}

impl StandIn {
    /// Called off before its first day, it has no day at all.
    pub fn has_days(&self) -> bool {
        self.from <= self.until
    }

    pub fn holds_on(&self, day: Date) -> bool {
        self.from <= day && day <= self.until
    }

    fn meets(&self, other: &StandIn) -> bool {
        self.has_days() && self.from <= other.until && other.from <= self.until
    }
}

/// May this be entered, beside what is kept of both officers?
pub fn check(
    wanted: &StandIn,
    kept: &[StandIn],
    chart: &OrgChart,
    today: Date,
) -> Result<(), StandInRefusal> {
    let known = |id| chart.officer(id).filter(|officer| officer.active);
    let (Some(absent), Some(minder)) = (known(wanted.absent), known(wanted.stand_in)) else {
        return Err(StandInRefusal::Unknown);
    };
    if absent.id == minder.id {
        return Err(StandInRefusal::Oneself);
    }
    if absent.agency != minder.agency {
        return Err(StandInRefusal::OtherAgency);
    }
    if wanted.until < wanted.from {
        return Err(StandInRefusal::Reversed);
    }
    if wanted.from < today {
        return Err(StandInRefusal::Past);
    }
    if (wanted.until - wanted.from).get_days() >= LONGEST_STAND_IN_DAYS {
        return Err(StandInRefusal::TooLong);
    }
    let first = |wrong: fn(&StandIn, &StandIn) -> bool| {
        kept.iter().find(|entry| entry.meets(wanted) && wrong(entry, wanted)).cloned()
    };
    if let Some(with) = first(|entry, wanted| entry.absent == wanted.absent) {
        return Err(StandInRefusal::Overlaps { with });
    }
    if let Some(with) = first(|entry, wanted| entry.absent == wanted.stand_in) {
        return Err(StandInRefusal::MinderAway { with });
    }
    match first(|entry, wanted| entry.stand_in == wanted.absent) {
        Some(with) => Err(StandInRefusal::MindsMeanwhile { with }),
        None => Ok(()),
    }
}
