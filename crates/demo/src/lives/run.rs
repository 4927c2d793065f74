//! One life on its way: a moment that moves on, people who act at it, and the rules that are asked each time.

use casework::chronicle::{Birth, Life};
use casework::{Facts, Person, Submission};
use domain::actor::{Actor, Machinery};
use domain::calendar::WorkCalendar;
use domain::complaint::{Channel, Command};
use domain::id::OfficerId;
use domain::org::Officer;
use domain::text::{Body, Title};
use jiff::{SignedDuration, Timestamp};
use rand::rngs::StdRng;
use rand::{RngExt, SeedableRng};

use super::moments;
use super::plan::Recipe;
use crate::city::{City, Desks};
use crate::people;

/// What one step of a story gives: nothing when the story ends here.
pub(super) type Step = Option<()>;

pub(super) struct Run<'a> {
    pub(super) city: &'a City,
    pub(super) recipe: &'a Recipe,
    pub(super) desks: &'a Desks,
    pub(super) life: Life,
    pub(super) rng: StdRng,
    /// When the next act happens.
    pub(super) at: Timestamp,
    pub(super) now: Timestamp,
    pub(super) calendar: WorkCalendar,
    /// The refusal that ended the story before its time.
    pub(super) refused: Option<String>,
}

/// Opens with number and secret, for trying the citizen's side; the same seed gives the same secrets.
pub(super) fn secret(recipe: &Recipe) -> String {
    const LETTERS: &[u8] = b"23456789ABCDEFGHJKMNPQRSTUVWXYZ";
    let mut rng = StdRng::seed_from_u64(recipe.seed ^ 0x5ec7);
    (0..12).map(|_| char::from(LETTERS[rng.random_range(0..LETTERS.len())])).collect()
}

impl<'a> Run<'a> {
    /// The life just filed; nothing if the texts do not fit their bounds.
    pub(super) fn begin(
        city: &'a City,
        recipe: &'a Recipe,
        facts: &Facts,
        now: Timestamp,
    ) -> Option<Run<'a>> {
        let desks = city.desks.get(recipe.office)?;
        let person = people::petitioner(recipe.person, recipe.draft.gu);
        let submission = Submission {
            title: Title::new(&recipe.draft.title).ok()?,
            body: Body::new(&recipe.draft.body).ok()?,
            place: recipe.draft.place.clone(),
            channel: recipe.channel,
            visibility: recipe.visibility,
            joint: false,
            person: Person {
                name: person.name,
                phone: Some(person.phone),
                email: (recipe.person % 5 < 3).then_some(person.email),
                address: recipe.person.is_multiple_of(3).then_some(person.address),
                identity: None,
            },
            external_number: external(recipe),
        };
        let birth = Birth {
            id: recipe.id,
            petitioner: recipe.petitioner,
            number: recipe.application.clone(),
            secret: secret(recipe),
            at: recipe.filed_at,
        };
        let by = registrar(city, recipe);
        Some(Run {
            city,
            recipe,
            desks,
            life: Life::begin(facts.clone(), birth, submission, by),
            rng: StdRng::seed_from_u64(recipe.seed),
            at: recipe.filed_at,
            now,
            calendar: facts.calendar.clone(),
            refused: None,
        })
    }

    /// Office time goes by; never more than a third of what is left, so that nothing happens after now.
    pub(super) fn pass(&mut self, least: i64, most: i64) {
        let wish = self.rng.random_range(least..=most);
        let room = moments::between(&self.calendar, self.at, self.now, wish * 3) / 3;
        let second = SignedDuration::from_secs(self.rng.random_range(0..60));
        let next = moments::after(&self.calendar, self.at, wish.min(room)) + second;
        self.at = if next <= self.now { next } else { self.at };
    }

    /// The petitioner's time goes by.
    pub(super) fn leisure(&mut self, hours: i64) {
        self.at = moments::leisure(&mut self.rng, self.at, self.now, hours);
    }

    /// Waits for a moment; the story ends here if it has not come yet.
    pub(super) fn until(&mut self, moment: Timestamp) -> Step {
        if moment >= self.now {
            return None;
        }
        self.at = self.at.max(moment);
        Some(())
    }

    /// Somebody acts; a refusal ends the story.
    pub(super) fn act(&mut self, by: &Actor, command: &Command) -> Step {
        let number = matches!(command, Command::Receive { .. }).then(|| self.recipe.receipt.clone());
        match self.life.act(self.at, by, command, number) {
            Ok(()) => Some(()),
            Err(refusal) => {
                let (story, act) = (self.recipe.story, command.act().as_str());
                self.refused = Some(format!("{story:?}: {act} at {}: {refusal:?}", self.at));
                None
            }
        }
    }

    /// Whoever sits at this officer's desk acts.
    pub(super) fn desk(&mut self, officer: OfficerId, command: &Command) -> Step {
        let by = self.city.at_desk(officer, self.at)?;
        self.act(&by, command)
    }

    pub(super) fn petitioner(&mut self, command: &Command) -> Step {
        self.act(&Actor::Petitioner(self.recipe.petitioner), command)
    }

    pub(super) fn machinery(&mut self, machinery: Machinery, command: &Command) -> Step {
        self.act(&Actor::System(machinery), command)
    }

    /// Whoever takes this one in: 다산콜재단 what was telephoned, else a receiver.
    pub(super) fn receiver(&mut self) -> Option<OfficerId> {
        let here = match self.recipe.channel {
            Channel::Phone120 => &self.city.call_centre,
            _ => &self.city.receivers,
        };
        // The one with the log-in does half of it.
        let place =
            if super::chance(&mut self.rng, 50) { 0 } else { self.rng.random_range(0..here.len().max(1)) };
        here.get(place).copied()
    }

    pub(super) fn handler(&self) -> Option<OfficerId> {
        let handlers = &self.desks.handlers;
        handlers.get(self.recipe.handler % handlers.len().max(1)).copied()
    }

    pub(super) fn officer(&self, id: OfficerId) -> Option<&'a Officer> {
        self.city.people.get(&id).map(|person| &person.officer)
    }

    /// Another department of the same agency.
    pub(super) fn neighbour(&mut self) -> Option<&'a Desks> {
        let here: Vec<&Desks> = self
            .city
            .desks
            .iter()
            .filter(|d| d.agency == self.desks.agency && d.department != self.desks.department)
            .collect();
        if here.is_empty() { None } else { here.get(self.rng.random_range(0..here.len())).copied() }
    }

    /// The due moment as it stands.
    pub(super) fn due(&self) -> Option<Timestamp> {
        self.life.complaint().due(&self.life.desk(self.at)).and_then(|due| due.at)
    }
}

/// Who files for whom: the call centre by telephone, a receiver at the counter, a connector from 국민신문고.
fn registrar(city: &City, recipe: &Recipe) -> Option<Actor> {
    match recipe.channel {
        Channel::Phone120 => city.at_desk(*city.call_centre.first()?, recipe.filed_at),
        Channel::Counter | Channel::Post => city.at_desk(*city.receivers.first()?, recipe.filed_at),
        Channel::Epeople => Some(Actor::System(Machinery::Connector)),
        _ => None,
    }
}

/// `1AA-2611-0001234`, as 국민신문고 numbers them.
fn external(recipe: &Recipe) -> Option<String> {
    let day = domain::desk::seoul_date(recipe.filed_at);
    (recipe.channel == Channel::Epeople)
        .then(|| format!("1AA-{:02}{:02}-{:07}", day.year() % 100, day.month(), recipe.seed % 10_000_000))
}
