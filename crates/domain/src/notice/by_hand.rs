//! 직접 통지: what no channel of ours takes is told by post, by telephone or by hand, by whoever answers for the file.

use super::Template;
use crate::actor::Actor;
use crate::complaint::{Channel, Complaint};
use crate::role::Role;

/// How somebody was told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    /// 우편.
    Post,
    /// 전화.
    Telephone,
    /// 방문 교부.
    InPerson,
}

impl Way {
    pub const ALL: [Way; 3] = [Way::Post, Way::Telephone, Way::InPerson];

    /// The code it is kept under, beside those of the channels.
    pub fn as_str(self) -> &'static str {
        match self {
            Way::Post => "post",
            Way::Telephone => "telephone",
            Way::InPerson => "in-person",
        }
    }

    pub fn parse(text: &str) -> Option<Way> {
        Way::ALL.into_iter().find(|way| way.as_str() == text)
    }
}

/// 등기번호: what the post office calls the letter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reference(String);

#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not a number of registered post: figures, hyphens and spaces, thirteen figures")]
pub struct ReferenceError;

impl Reference {
    /// Figures of a registered letter at 우체국.
    const FIGURES: usize = 13;

    /// Thirteen figures, however they are divided.
    pub fn new(typed: &str) -> Result<Reference, ReferenceError> {
        let figures: String = typed.chars().filter(|c| !matches!(c, ' ' | '-')).collect();
        let whole = figures.len() == Reference::FIGURES && figures.bytes().all(|b| b.is_ascii_digit());
        if whole { Ok(Reference(figures)) } else { Err(ReferenceError) }
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl Template {
    /// The law wants the petitioner to be told, and no screen to look it up on stands for that: the result (법 제27조),
    /// the extension (영 제21조), what is to be supplemented (법 제22조), the transfer (영 제13조), the end without an answer
    /// (영 제25조), progress every thirty days (영 제23조), the ruling on an objection (법 제35조); and what they asked again.
    pub fn is_owed(self) -> bool {
        match self {
            Template::InterimAnswer
            | Template::Extended
            | Template::SupplementRequested
            | Template::SupplementLapsed
            | Template::Transferred
            | Template::Answered
            | Template::Closed
            | Template::Progress
            | Template::FollowUpAnswered
            | Template::ObjectionDecided => true,
            Template::Filed
            | Template::Received
            | Template::HandlerNamed
            | Template::Withdrawn
            | Template::Merged
            | Template::Separated
            | Template::ObjectionReceived
            | Template::ArrivedAtAgency
            | Template::ArrivedAtDepartment
            | Template::AssignedToYou
            | Template::Recalled
            | Template::ReassignmentAsked
            | Template::ReassignmentDecided
            | Template::ReassignmentProposed
            | Template::CooperationAsked
            | Template::CooperationAnswered
            | Template::SupplementArrived
            | Template::ConsentAsked
            | Template::ConsentRecorded
            | Template::ConsentGiven
            | Template::ApprovalAsked
            | Template::ApprovalReturned
            | Template::ApprovalDelayed
            | Template::FollowUpAsked
            | Template::ObjectionFiled
            | Template::Reminder
            | Template::DueToday
            | Template::Overdue => false,
        }
    }

    /// The same on this file: whoever came by 국민신문고 is told there.
    pub fn is_owed_on(self, c: &Complaint) -> bool {
        self.is_owed() && c.channel != Channel::Epeople
    }
}

/// Who tells it: the handler, or whoever minds that desk, and the department's manager; where there is no handler also
/// the agency's, and of what lies nowhere whoever takes in.
pub fn answers_for(by: &Actor, c: &Complaint) -> bool {
    let holder = c.holder();
    let (Some(officer), agency, department) = (by.officer(), holder.agency, holder.department) else {
        return false;
    };
    let handles = holder.handler.is_some_and(|handler| officer.is_or_minds(handler));
    let manages = department.is_some() && by.holds(Role::DepartmentManager, agency, department)
        || agency.is_some() && holder.handler.is_none() && by.holds(Role::AgencyManager, agency, department);
    let calls = c.channel.is_call_centre() && by.holds(Role::CallCentre, None, None);
    let takes_in = agency.is_none() && (by.holds(Role::Receiver, None, None) || calls);
    handles || manages || takes_in
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_of_registered_post_has_thirteen_figures() {
        for typed in ["1234567890123", "12345-6789-0123", " 12345 6789 0123 "] {
            assert_eq!(Reference::new(typed).map(|r| r.as_str().to_owned()), Ok("1234567890123".to_owned()));
        }
        for typed in
            ["", "123456789012", "12345678901234", "등기 1234567890123", "１２３４５６７８９０１２３"]
        {
            assert_eq!(Reference::new(typed), Err(ReferenceError), "{typed:?}");
        }
    }

    #[test]
    fn ways_are_read_back() {
        for way in Way::ALL {
            assert_eq!(Way::parse(way.as_str()), Some(way));
        }
        assert_eq!(Way::parse("mail"), None);
    }
}
