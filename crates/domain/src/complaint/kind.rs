//! Kinds of complaint (법 제2조) and their statutory periods (시행령 제14조–제17조).

use serde::{Deserialize, Serialize};

use super::Refusal;
use crate::period::Period;

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    /// 법정민원: its period stands in the 민원편람, so it must be named at receipt.
    Statutory,
    /// 질의민원(법령): 14 days (제14조).
    LawInquiry,
    /// 질의민원: 7 days (제14조).
    Inquiry,
    /// 건의민원: 14 days (제15조).
    Suggestion,
    /// 기타민원: at once, that is three working hours (제16조, 제19조); an agency may set its own.
    Other,
    /// 고충민원: 7 days (제17조).
    Grievance,
}

/// Longest period an agency may set for 기타민원 itself (시행령 제16조 제3항), in working days.
pub const OWN_PERIOD_DAYS_MAX: u16 = 7;

impl Kind {
    pub const ALL: [Kind; 6] =
        [Kind::Statutory, Kind::LawInquiry, Kind::Inquiry, Kind::Suggestion, Kind::Other, Kind::Grievance];

    pub fn as_str(self) -> &'static str {
        match self {
            Kind::Statutory => "statutory",
            Kind::LawInquiry => "law-inquiry",
            Kind::Inquiry => "inquiry",
            Kind::Suggestion => "suggestion",
            Kind::Other => "other",
            Kind::Grievance => "grievance",
        }
    }

    pub fn parse(text: &str) -> Option<Kind> {
        Kind::ALL.into_iter().find(|kind| kind.as_str() == text)
    }

    /// The period the law fixes; none for 법정민원, whose handbook entry decides.
    pub fn statutory_period(self) -> Option<Period> {
        match self {
            Kind::Statutory => None,
            Kind::LawInquiry | Kind::Suggestion => Some(Period::Days(14)),
            Kind::Inquiry | Kind::Grievance => Some(Period::Days(7)),
            Kind::Other => Some(Period::Immediate),
        }
    }

    /// The law's own period, or the one named where the law lets the office name it.
    pub fn period_for(self, named: Option<Period>) -> Result<Period, Refusal> {
        match (named, self.statutory_period()) {
            (Some(period), _) if self.allows(period) => Ok(period),
            (Some(_), Some(fixed)) => Err(Refusal::PeriodFixed { kind: self, fixed }),
            (None, Some(fixed)) => Ok(fixed),
            (_, None) => Err(Refusal::PeriodMissing { kind: self }),
        }
    }

    /// May the office name this period? Only where the handbook (법 제17조) or the agency's own rule
    /// (시행령 제16조 제3항) decides, or where it promises to be faster than the law.
    pub fn allows(self, period: Period) -> bool {
        match (self.statutory_period(), period) {
            (None, _) => true,
            // The agency's own period for everyday matters is never longer than the law's for a question.
            (Some(_), Period::Days(days)) if self == Kind::Other => days <= OWN_PERIOD_DAYS_MAX,
            (Some(_), Period::Hours(hours)) if self == Kind::Other => hours <= OWN_PERIOD_DAYS_MAX * 8,
            (Some(Period::Days(most)), Period::Days(days)) => days <= most,
            (Some(Period::Days(_)), Period::Immediate) => true,
            // A week has five working days at the most.
            (Some(Period::Days(most)), Period::Weeks(weeks)) => weeks * 5 <= most,
            (Some(Period::Days(most)), Period::Hours(hours)) => hours <= most * 8,
            (Some(fixed), asked) => fixed == asked,
        }
    }
}
