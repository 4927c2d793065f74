//! 처리기한 in words: what is left, how pressing it is, and how it was counted.

use casework::reader::Case;
use domain::complaint::StageName;
use domain::desk::Desk;
use jiff::Timestamp;
use maud::Markup;

use crate::components::{Deadline, Urgency, deadline};
use crate::pages::work::left;

/// A due date as it is shown.
pub(super) struct DueWords {
    due: String,
    remaining: String,
    urgency: Urgency,
    lines: Vec<String>,
}

impl DueWords {
    pub(super) fn of_case(case: &Case) -> DueWords {
        let c = &case.complaint;
        let due_at = case.due.as_ref().and_then(|due| due.at);
        let lines = case.due.iter().flat_map(|due| &due.lines).map(words::deadline::sentence).collect();
        let standing = Standing { stage: c.stage.name(), received: c.clock.is_some(), ended_at: c.ended_at };
        DueWords { lines, ..standing.words(due_at, &case.desk) }
    }

    /// With its explanation.
    pub(super) fn explained(&self) -> Markup {
        deadline(&self.shown())
    }

    fn shown(&self) -> Deadline<'_> {
        let DueWords { due, remaining, urgency, lines } = self;
        Deadline { due, remaining, urgency: *urgency, explanation: lines }
    }
}

struct Standing {
    stage: StageName,
    received: bool,
    ended_at: Option<Timestamp>,
}

impl Standing {
    fn words(&self, due_at: Option<Timestamp>, desk: &Desk) -> DueWords {
        let due = due_at.map_or_else(|| self.without_a_date().to_owned(), words::date::moment);
        let (remaining, urgency) = match due_at {
            _ if !self.stage.is_live() => (self.ended(due_at), Urgency::Stopped),
            None => ((if self.received { "정지" } else { "접수 전" }).to_owned(), Urgency::Stopped),
            Some(at) => left(at, desk),
        };
        DueWords { due, remaining, urgency, lines: Vec::new() }
    }

    fn without_a_date(&self) -> &'static str {
        match (self.stage.is_live(), self.received) {
            (false, _) => "",
            (true, true) => "기간을 세지 않는 중",
            (true, false) => "접수되면 정해집니다",
        }
    }

    fn ended(&self, due_at: Option<Timestamp>) -> String {
        match (self.stage, due_at, self.ended_at) {
            (StageName::Answered, Some(due), Some(ended)) if ended > due => "지연 처리".to_owned(),
            (StageName::Answered, Some(_), Some(_)) => "기한 내 처리".to_owned(),
            (stage, ..) => words::stage::label(stage).to_owned(),
        }
    }
}
