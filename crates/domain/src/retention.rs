//! 보존기간: how long a file is kept once it has ended, and what may become of it then (공공기록물 관리에 관한 법률
//! 제19조·제27조, 시행령 제26조·제43조·별표 1; 개인정보 보호법 제21조).

use jiff::civil::{Date, date};

use crate::actor::Actor;
use crate::complaint::{Complaint, Kind, NoteKind, Visibility};
use crate::role::Role;

/// 보존기간의 종류 (시행령 제26조 제1항).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum RetentionClass {
    One,
    Three,
    Five,
    Ten,
    Thirty,
    SemiPermanent,
    Permanent,
}

impl RetentionClass {
    pub const ALL: [RetentionClass; 7] = [
        RetentionClass::One,
        RetentionClass::Three,
        RetentionClass::Five,
        RetentionClass::Ten,
        RetentionClass::Thirty,
        RetentionClass::SemiPermanent,
        RetentionClass::Permanent,
    ];

    pub fn as_str(self) -> &'static str {
        match self {
            RetentionClass::One => "1",
            RetentionClass::Three => "3",
            RetentionClass::Five => "5",
            RetentionClass::Ten => "10",
            RetentionClass::Thirty => "30",
            RetentionClass::SemiPermanent => "semi-permanent",
            RetentionClass::Permanent => "permanent",
        }
    }

    pub fn parse(text: &str) -> Option<RetentionClass> {
        RetentionClass::ALL.into_iter().find(|class| class.as_str() == text)
    }

    /// `None`: without end.
    fn years(self) -> Option<i16> {
        match self {
            RetentionClass::One => Some(1),
            RetentionClass::Three => Some(3),
            RetentionClass::Five => Some(5),
            RetentionClass::Ten => Some(10),
            RetentionClass::Thirty => Some(30),
            RetentionClass::SemiPermanent | RetentionClass::Permanent => None,
        }
    }

    /// The class of a file by its kind, after the grounds of 별표 1: 법정민원 proves rights and duties for which somebody
    /// answers for five years and more (10년), 고충민원 for three and more (5년), the others serve as a reference and as
    /// proof of a fact (3년). An office whose 기록관리기준표 says longer extends by decision.
    pub fn of(kind: Option<Kind>) -> RetentionClass {
        match kind {
            Some(Kind::Statutory) => RetentionClass::Ten,
            Some(Kind::Grievance) => RetentionClass::Five,
            Some(Kind::LawInquiry | Kind::Inquiry | Kind::Suggestion | Kind::Other) | None => {
                RetentionClass::Three
            }
        }
    }

    /// From which day on a file that ended on that one is to be reviewed: the years count from 1 January after the year
    /// in which it ended (시행령 제26조 제3항).
    pub fn over_on(self, ended: Date) -> Option<Date> {
        Some(date(ended.year() + 1 + self.years()?, 1, 1))
    }

    /// Files of this class that ended before this day are to be reviewed today.
    pub fn reviewed_if_ended_before(self, today: Date) -> Option<Date> {
        Some(date(today.year() - self.years()?, 1, 1))
    }

    /// Whether this text of ours stays when the person goes, without what tells of a person: what the office answered,
    /// where it is kept as proof for ten years and more.
    pub fn keeps(self, text: NoteKind) -> bool {
        match text {
            NoteKind::Answer | NoteKind::Remedy => self >= RetentionClass::Ten,
            NoteKind::Memo
            | NoteKind::Reason
            | NoteKind::Question
            | NoteKind::Opinion
            | NoteKind::Interim
            | NoteKind::SupplementItems
            | NoteKind::Supplement
            | NoteKind::ConsentReason
            | NoteKind::ConsentEvidence
            | NoteKind::Comment
            | NoteKind::FollowUpQuestion
            | NoteKind::FollowUpAnswer
            | NoteKind::Objection
            | NoteKind::Call => false,
        }
    }
}

/// 기록물평가심의의 결정 (법 제27조, 시행령 제43조).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Decision {
    /// The person and the words go, the figures stay.
    Anonymise,
    /// It is kept as one of this class.
    Extend(RetentionClass),
    /// Nothing may become of it until somebody lifts that.
    Hold,
}

impl Decision {
    pub fn as_str(self) -> &'static str {
        match self {
            Decision::Anonymise => "anonymise",
            Decision::Extend(_) => "extend",
            Decision::Hold => "hold",
        }
    }
}

/// What must be known of a file besides itself.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Keeping {
    /// Kept until then by an earlier decision.
    pub until: Option<Date>,
    pub on_hold: bool,
    pub anonymised: bool,
}

/// Why it was not decided so.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NotDecided {
    /// Its time is not over.
    TooEarly(Date),
    /// It is kept without end.
    Forever,
    OnHold,
    /// Somebody still owes something on it.
    UnderWay,
    Anonymised,
    /// That is no longer than it is kept anyway.
    NotLonger,
}

/// Without end, as a day.
pub const FOREVER: Date = Date::constant(9999, 1, 1);

/// Who decides: the manager of its agency or the inspector over it. A sealed file stands in no list, and so in none of
/// these: whoever works on it says what becomes of it once it is sealed no longer.
pub fn may_decide(by: &Actor, c: &Complaint) -> bool {
    let holder = c.holder();
    c.visibility != Visibility::Sealed
        && [Role::Inspector, Role::AgencyManager].iter().any(|role| by.holds(*role, holder.agency, None))
}

/// Whether it may be decided so today; until when it is kept then, where the decision says so.
pub fn decide(
    c: &Complaint,
    ended: Option<Date>,
    keeping: Keeping,
    decision: Decision,
    today: Date,
) -> Result<Option<Date>, NotDecided> {
    let Some(ended) = ended else { return Err(NotDecided::UnderWay) };
    if keeping.anonymised {
        return Err(NotDecided::Anonymised);
    }
    let owed = c.open_follow_up().is_some() || c.objections.iter().any(|one| one.ruling.is_none());
    if c.stage.is_live() || owed {
        return Err(NotDecided::UnderWay);
    }
    if keeping.on_hold {
        return Err(NotDecided::OnHold);
    }
    let over = RetentionClass::of(c.kind).over_on(ended).unwrap_or(FOREVER);
    let over = keeping.until.map_or(over, |until| until.max(over));
    match decision {
        Decision::Hold => Ok(None),
        Decision::Extend(class) => {
            let until = class.over_on(ended).unwrap_or(FOREVER);
            if until > over && until > today { Ok(Some(until)) } else { Err(NotDecided::NotLonger) }
        }
        Decision::Anonymise if over == FOREVER => Err(NotDecided::Forever),
        Decision::Anonymise if over > today => Err(NotDecided::TooEarly(over)),
        Decision::Anonymise => Ok(None),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_years_count_from_the_january_after_the_end() {
        let class = RetentionClass::Three;
        assert_eq!(class.over_on(date(2026, 3, 10)), Some(date(2030, 1, 1)));
        assert_eq!(class.over_on(date(2026, 12, 31)), Some(date(2030, 1, 1)));
        assert_eq!(RetentionClass::Permanent.over_on(date(2026, 3, 10)), None);
    }

    #[test]
    fn what_is_listed_is_what_is_over() {
        let days = [date(2025, 12, 31), date(2026, 1, 1), date(2026, 12, 31), date(2027, 1, 1)];
        for class in RetentionClass::ALL {
            for today in [date(2029, 12, 31), date(2030, 1, 1), date(2037, 1, 1)] {
                for ended in days {
                    let over = class.over_on(ended).is_some_and(|over| over <= today);
                    let listed = class.reviewed_if_ended_before(today).is_some_and(|before| ended < before);
                    assert_eq!(over, listed, "{class:?} {ended} {today}");
                }
            }
        }
    }

    #[test]
    fn a_longer_class_keeps_at_least_as_much() {
        for pair in RetentionClass::ALL.windows(2) {
            assert!(!pair[0].keeps(NoteKind::Answer) || pair[1].keeps(NoteKind::Answer));
            assert!(!pair[1].keeps(NoteKind::Call));
        }
        assert_eq!(RetentionClass::of(Some(Kind::Statutory)), RetentionClass::Ten);
        assert_eq!(RetentionClass::of(None), RetentionClass::Three);
    }
}
