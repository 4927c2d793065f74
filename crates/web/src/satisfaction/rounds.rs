//! Everything one petitioner said of an answer: each rating, what was asked again after it, and what came of it.

use domain::actor::By;
use domain::complaint::{Event, NoteKind, Score};
use jiff::Timestamp;
use store::Line;

/// One rating with its comment, and the 추가답변 that was asked after it.
pub(crate) struct Round {
    pub(crate) score: Score,
    pub(crate) at: Timestamp,
    pub(crate) comment: Option<String>,
    pub(crate) again: Option<Again>,
}

/// A question asked again.
pub(crate) struct Again {
    pub(crate) asked_at: Timestamp,
    pub(crate) due_at: Timestamp,
    pub(crate) question: Option<String>,
    pub(crate) answer: Option<Answer>,
}

/// The answer to it.
pub(crate) struct Answer {
    pub(crate) at: Timestamp,
    pub(crate) by: By,
    pub(crate) text: Option<String>,
}

/// The ratings in the order they were given, read from the history.
pub(crate) fn rounds(history: &[Line]) -> Vec<Round> {
    let mut rounds: Vec<Round> = Vec::new();
    for line in history {
        let note = |kind| line.notes.iter().find(|note| note.kind == kind).map(|note| note.text.clone());
        let at = line.happened.at;
        match (&line.happened.event, rounds.last_mut()) {
            (Event::Rated { score }, _) => {
                rounds.push(Round { score: *score, at, comment: note(NoteKind::Comment), again: None });
            }
            // Asking again takes a rating: there is one.
            (Event::AskedAgain { due_at }, Some(last)) => {
                let question = note(NoteKind::FollowUpQuestion);
                last.again = Some(Again { asked_at: at, due_at: *due_at, question, answer: None });
            }
            (Event::FollowUpAnswered, Some(_)) => {
                // Rated anew meanwhile or not, the answer belongs to the question that was open.
                let open = rounds.iter_mut().rev().filter_map(|round| round.again.as_mut());
                if let Some(again) = open.filter(|again| again.answer.is_none()).last() {
                    let text = note(NoteKind::FollowUpAnswer);
                    again.answer = Some(Answer { at, by: line.happened.by, text });
                }
            }
            _ => {}
        }
    }
    rounds
}
