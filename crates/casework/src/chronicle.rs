//! Whole lives of complaints entered at once: every act is decided as in the office, only the writing is
//! done in bulk. For the demo's city and for what was handled on paper during an outage; no case can be
//! entered that could not have happened.

use std::future::Future;
use std::task::{Context, Poll, Waker};

use domain::actor::Actor;
use domain::complaint::{
    self, Command, Complaint, Event, Filing, Happened, Note, NoteKind, Number, Refusal, Visibility,
};
use domain::desk::{Desk, seoul_date};
use domain::id::{ComplaintId, PetitionerId};
use jiff::Timestamp;
use store::{Draft, Found, Rows, Words, Write};

use crate::intake::{Submission, row};
use crate::not_done::Result;
use crate::notify::{Alerts, Beside, Books, NewestAnswer, nowhere};
use crate::pulse;
pub use crate::register::Register;
use crate::step;
use crate::writing::derived;
use crate::{Facts, approval, drafting};

/// A complaint being lived: ask what may be done next, act, and enter it when it has come far enough.
pub struct Life {
    facts: Facts,
    complaint: Complaint,
    words: Words,
    petitioner: store::Petitioner,
    happened: Vec<Happened>,
    notes: Vec<(u64, Vec<Note>)>,
    draft: Option<Draft>,
    alerts: Vec<Alerts>,
    reminders: Vec<store::Reminder>,
    told: Option<Timestamp>,
}

/// Who files, under which identifiers; they are arguments so that a city can be made again from its seed.
pub struct Birth {
    pub id: ComplaintId,
    pub petitioner: PetitionerId,
    pub number: Number,
    pub secret: String,
    pub at: Timestamp,
}

impl Life {
    pub fn begin(facts: Facts, birth: Birth, submission: Submission, by: Option<Actor>) -> Life {
        let desk = facts.desk(birth.at);
        let Submission { title, body, place, channel, visibility, joint, person, external_number } =
            submission;
        let petitioner = row(birth.petitioner, person, &birth.secret, &desk);
        let actor = by.unwrap_or(Actor::Petitioner(birth.petitioner));
        let filing = Filing {
            id: birth.id,
            number: birth.number,
            petitioner: birth.petitioner,
            channel,
            joint,
            visibility,
        };
        let (complaint, first) = complaint::file(filing, birth.at, &actor);
        let words = Words { title: title.into(), body: body.into(), place, external_number };
        let alerts = vec![Alerts::of_filing(&complaint, &first, &words, &desk)];
        Life {
            facts,
            complaint,
            words,
            petitioner,
            happened: vec![first],
            notes: Vec::new(),
            draft: None,
            alerts,
            reminders: Vec::new(),
            told: None,
        }
    }

    pub fn complaint(&self) -> &Complaint {
        &self.complaint
    }

    pub fn desk(&self, at: Timestamp) -> Desk {
        self.facts.desk(at)
    }

    /// Does an act at a moment. `number` is the 접수번호 when the act is the receipt.
    pub fn act(
        &mut self,
        at: Timestamp,
        by: &Actor,
        command: &Command,
        number: Option<Number>,
    ) -> Result<(), Refusal> {
        let desk = self.facts.desk(at);
        let mut step = step::take(&self.complaint, by, command, &desk)?;
        if let Some(number) = number {
            step.number(&number);
        }
        if let Some(draft) = drafting::left_by(command, by, at) {
            self.draft = Some(draft);
        }
        self.notes.push((step.first_seq(), command.notes()));
        self.alerts.push(Alerts::of(&step, command, &self.words, &desk));
        self.reminders.extend(step.reminders(&desk));
        self.happened.extend(step.happened);
        self.complaint = step.after;
        Ok(())
    }

    /// It was on paper until now: the history says so, and its letters leave now. That it was filed needs no
    /// letter of its own any more, for the one that it was received says more.
    pub fn entered_later(&mut self, at: Timestamp, by: &Actor, event: Event) {
        let happened = Happened { at, by: by.signature(None), event };
        self.complaint = complaint::evolve(self.complaint.clone(), &happened);
        self.happened.push(happened);
        let desk = self.facts.desk(at);
        self.alerts.drain(..1.min(self.alerts.len()));
        for alerts in &mut self.alerts {
            alerts.leave_from(&desk);
        }
    }

    /// Its letters from before this moment have long been delivered.
    #[must_use]
    pub fn told_before(self, told: Timestamp) -> Life {
        Life { told: Some(told), ..self }
    }

    /// Writes the life as it stands, with its history, notes, waiting work and notices.
    pub async fn enter(self, tx: &mut Write, now: Timestamp) -> Result<Complaint> {
        let mut rows = tx.rows();
        let ordinal = tx.next_ordinal().await?;
        if self.complaint.visibility != Visibility::Sealed {
            rows.to_be_indexed(ordinal);
        }
        let c = self.rows((&mut rows, ordinal), &mut **tx, now).await?;
        tx.insert(rows).await?;
        Ok(c)
    }

    /// The same rows for a load: every one that [`Life::enter`] writes but its place in the queue of the search,
    /// whose index is made when all is in. `ordinal` is its place in the order of filing.
    pub fn enter_into(
        self,
        rows: (&mut Rows, i64),
        books: &mut Register,
        now: Timestamp,
    ) -> Result<Complaint> {
        at_once(self.rows(rows, books, now))
    }

    async fn rows(
        self,
        (rows, ordinal): (&mut Rows, i64),
        books: &mut impl Books,
        now: Timestamp,
    ) -> Result<Complaint> {
        let desk = self.facts.desk(now);
        let answer = self.newest_answer();
        let c = self.complaint;
        rows.petitioner(&self.petitioner)?;
        rows.complaint(&c, &self.words, derived(&c, &desk), ordinal)?;
        // Older pulses are forgotten anyway.
        if c.last_event_at >= now - pulse::KEPT {
            rows.pulse(&c)?;
        }
        rows.events(c.id, 1, &self.happened)?;
        for (seq, notes) in &self.notes {
            rows.notes(c.id, *seq, notes)?;
        }
        rows.desk_items(&c);
        rows.reminders(&self.reminders);
        if let Some(outcome) = domain::measure::outcome(&c, &desk) {
            rows.outcome(&c, &outcome);
        }
        let whole = Found { complaint: c.clone(), words: self.words };
        approval::enter(rows, &whole, answer.clone(), &desk)?;
        if let Some(draft) = self.draft.as_ref().filter(|_| c.stage.is_live()) {
            rows.draft(c.id, draft);
        }
        let mut books =
            Beside { books, person: Some(&self.petitioner), answer: Some((c.id, answer)), texts: None };
        for alerts in self.alerts {
            for letter in alerts.letters(&mut books).await? {
                match self.told.is_some_and(|told| letter.created_at < told) {
                    true => rows.past_notice(&letter)?,
                    false => rows.notice(&letter)?,
                }
            }
        }
        Ok(c)
    }

    /// The newest answer among the notes, with the remedy that was written with it and no other.
    fn newest_answer(&self) -> NewestAnswer {
        let answers = |note: &&Note| note.kind == NoteKind::Answer;
        let newest = self.notes.iter().rev().find(|(_, notes)| notes.iter().any(|note| answers(&note)));
        let of = |kind| {
            let (_, notes) = newest?;
            notes.iter().find(|note| note.kind == kind).map(|note| note.text.clone())
        };
        (of(NoteKind::Answer), of(NoteKind::Remedy))
    }
}

/// Runs what waits for nothing: a register answers from memory.
fn at_once<T>(work: impl Future<Output = Result<T>>) -> Result<T> {
    match std::pin::pin!(work).poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(done) => done,
        Poll::Pending => Err(nowhere("an answer from memory")),
    }
}

/// The day a moment falls on in Seoul: whose number series it draws from.
pub fn day_of(at: Timestamp) -> jiff::civil::Date {
    seoul_date(at)
}
