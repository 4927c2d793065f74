//! What a line of figures is made of, as the database says it.

use domain::measure::Tally;
use sqlx::FromRow;

#[derive(FromRow)]
pub(super) struct TakenInRow {
    taken_in: i64,
    live: i64,
    overdue: i64,
    hops: i64,
    hopped: i64,
}

#[derive(FromRow)]
pub(super) struct EndedRow {
    answered: i64,
    late: i64,
    transferred: i64,
    closed: i64,
    withdrawn: i64,
    merged: i64,
    allowed_minutes: i64,
    saved_minutes: i64,
}

fn whole(number: i64) -> u64 {
    u64::try_from(number).unwrap_or_default()
}

impl TakenInRow {
    pub(super) fn tally(&self) -> Tally {
        Tally {
            taken_in: whole(self.taken_in),
            live: whole(self.live),
            overdue: whole(self.overdue),
            hops: whole(self.hops),
            hopped: whole(self.hopped),
            ..Tally::default()
        }
    }
}

impl EndedRow {
    pub(super) fn tally(&self) -> Tally {
        Tally {
            answered: whole(self.answered),
            in_time: whole(self.answered - self.late),
            transferred: whole(self.transferred),
            closed: whole(self.closed),
            withdrawn: whole(self.withdrawn),
            merged: whole(self.merged),
            allowed_minutes: whole(self.allowed_minutes),
            saved_minutes: whole(self.saved_minutes),
            ..Tally::default()
        }
    }
}
