//! A file made by filing and acting, without an office: for tests of the store alone.

use domain::actor::Actor;
use domain::complaint::{
    Channel, Command, Complaint, Event, Filing, Happened, Note, Number, Refusal, Visibility, decide, evolve,
};
use domain::desk::{Desk, seoul_date};
use domain::id::{ComplaintId, PetitionerId};
use jiff::{SignedDuration, Timestamp};
use store::{Derived, Petitioner, Store, Words, Write};
use uuid::Uuid;

use crate::world;

/// One file, everything that was done to it, and the words on it.
#[derive(Clone)]
pub struct Paper {
    pub file: Complaint,
    pub history: Vec<Happened>,
    pub notes: Vec<(u64, Vec<Note>)>,
    pub words: Words,
    pub now: Timestamp,
    serial: u64,
}

impl Paper {
    /// The `serial`-th filing: ids and numbers follow from it.
    pub fn filed(serial: u64, channel: Channel, visibility: Visibility) -> Paper {
        Paper::filed_at(serial, channel, visibility, world::morning())
    }

    pub fn filed_at(serial: u64, channel: Channel, visibility: Visibility, now: Timestamp) -> Paper {
        let petitioner = PetitionerId(Uuid::from_u128(0xc_0000 + u128::from(serial)));
        let filing = Filing {
            id: ComplaintId(Uuid::from_u128(0xf_0000 + u128::from(serial))),
            number: Number::application(seoul_date(now), serial),
            petitioner,
            channel,
            joint: false,
            visibility,
        };
        let (file, first) = domain::complaint::file(filing, now, &Actor::Petitioner(petitioner));
        let words = Words {
            title: format!("가로등이 꺼져 있습니다 {serial}"),
            body: "나흘째입니다.".into(),
            place: None,
            external_number: None,
        };
        Paper { file, history: vec![first], notes: Vec::new(), words, now, serial }
    }

    pub fn petitioner(&self) -> Actor {
        Actor::Petitioner(self.file.petitioner)
    }

    /// Does it, or says why not.
    pub fn act(&mut self, by: &Actor, command: &Command, desk: &Desk) -> Result<Vec<Event>, Refusal> {
        let desk = Desk { now: self.now, ..desk.clone() };
        let events = decide(&self.file, by, command, &desk)?;
        self.notes.push((self.file.version + 1, command.notes()));
        let signature = by.signature(self.file.holder().handler);
        for event in &events {
            let happened = Happened { at: self.now, by: signature, event: self.numbered(event.clone()) };
            self.file = evolve(self.file.clone(), &happened);
            self.history.push(happened);
        }
        Ok(events)
    }

    /// The same file after an act that must be allowed.
    #[track_caller]
    pub fn then(mut self, by: &Actor, command: Command) -> Paper {
        if let Err(refusal) = self.act(by, &command, &world::desk(self.now)) {
            panic!("{command:?} at {:?} was refused: {refusal}", self.file.stage);
        }
        self
    }

    pub fn later(mut self, hours: i64) -> Paper {
        self.now += SignedDuration::from_hours(hours);
        self
    }

    fn numbered(&self, event: Event) -> Event {
        match event {
            Event::Received { kind, category, period, visibility, .. } => {
                let number = Some(Number::receipt(seoul_date(self.now), self.serial));
                Event::Received { number, kind, category, period, visibility }
            }
            other => other,
        }
    }

    pub fn derived(&self) -> Derived {
        let due = self.file.due(&world::desk(self.now));
        Derived { due_at: due.and_then(|due| due.at), calendar_version: 1 }
    }

    /// Puts it into the database as it stands: person, file, history, notes and waiting work.
    pub async fn put(&self, tx: &mut Write) {
        tx.put_petitioners(&[person(self.file.petitioner, self.now)]).await.unwrap();
        let ordinal = tx.next_ordinal().await.unwrap();
        tx.insert_complaint(&self.file, &self.words, self.derived(), ordinal).await.unwrap();
        tx.append_events(self.file.id, 1, &self.history).await.unwrap();
        for (seq, notes) in &self.notes {
            tx.put_notes(self.file.id, *seq, notes).await.unwrap();
        }
        tx.put_desk_items(None, &self.file).await.unwrap();
        if let Some(outcome) = domain::measure::outcome(&self.file, &world::desk(self.now)) {
            tx.put_outcome(&self.file, &outcome).await.unwrap();
        }
    }
}

/// Puts all of them into the database.
pub async fn put_all<'a>(store: &Store, papers: impl IntoIterator<Item = &'a Paper>) {
    let mut tx = store.write().await.unwrap();
    for paper in papers {
        paper.put(&mut tx).await;
    }
    tx.commit().await.unwrap();
}

fn person(id: PetitionerId, at: Timestamp) -> Petitioner {
    Petitioner {
        id,
        name: "박시민".into(),
        phone: Some("010-1234-5678".into()),
        email: None,
        address: None,
        identity: None,
        secret_hash: None,
        created_at: at,
        erased_at: None,
    }
}
