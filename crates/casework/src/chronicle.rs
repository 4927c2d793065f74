//! Whole lives of complaints entered at once: every act is decided as in the office, only the writing is
//! done in bulk. For the demo's city and for what was handled on paper during an outage; no case can be
//! entered that could not have happened.

use domain::actor::Actor;
use domain::complaint::{self, Command, Complaint, Event, Filing, Happened, Note, Number, Refusal};
use domain::desk::{Desk, seoul_date};
use domain::id::{ComplaintId, PetitionerId};
use jiff::Timestamp;
use store::{Draft, Found, Words, Write};

use crate::intake::{Submission, row};
use crate::not_done::Result;
use crate::notify::Alerts;
use crate::step;
use crate::writing::derived;
use crate::{Facts, approval};

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
        let step = step::take(&self.complaint, by, command, &desk, number)?;
        if let (Command::Draft { result, body }, Some(officer)) = (command, by.officer()) {
            let (result, body) = (*result, body.clone());
            self.draft = Some(Draft { officer: officer.id, result, body, saved_at: at });
        }
        if let (Command::SendForApproval { result, body, .. }, Some(officer)) = (command, by.officer()) {
            let (result, body) = (Some(*result), body.as_str().to_owned());
            self.draft = Some(Draft { officer: officer.id, result, body, saved_at: at });
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

    /// Writes the life as it stands, with its history, notes, waiting work and notices.
    pub async fn enter(self, tx: &mut Write, now: Timestamp) -> Result<Complaint> {
        let desk = self.facts.desk(now);
        let c = self.complaint;
        tx.put_petitioners(&[self.petitioner]).await?;
        tx.insert_complaint(&c, &self.words, derived(&c, &desk)).await?;
        tx.append_events(c.id, 1, &self.happened).await?;
        for (seq, notes) in &self.notes {
            tx.put_notes(c.id, *seq, notes).await?;
        }
        tx.put_desk_items(None, &c).await?;
        tx.put_reminders(&self.reminders).await?;
        if let Some(outcome) = domain::measure::outcome(&c, &desk) {
            tx.put_outcome(&c, &outcome).await?;
        }
        approval::register(tx, (None, &c), now).await?;
        let whole = Found { complaint: c.clone(), words: self.words };
        approval::hand_over_entered(tx, &whole, &desk).await?;
        if let Some(draft) = self.draft.as_ref().filter(|_| c.stage.is_live()) {
            tx.put_draft(c.id, draft).await?;
        }
        for alerts in self.alerts {
            alerts.put(tx).await?;
        }
        Ok(c)
    }
}

/// The day a moment falls on in Seoul: whose number series it draws from.
pub fn day_of(at: Timestamp) -> jiff::civil::Date {
    seoul_date(at)
}
