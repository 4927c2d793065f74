//! What petitioners do at the stand-in 국민신문고: told by a test, or by citizens who live there.

use jiff::Timestamp;

use super::book::{Book, Taken};
use super::fake::EpeopleFake;
use super::protocol::{Complaint, Rating, Request};

/// People who file and rate over there by themselves; asked before anything new is handed out.
pub trait Citizens: Send + Sync {
    /// What they do now, having seen what became of what they did before.
    fn act(&self, seen: &Seen<'_>) -> Vec<Deed>;
}

/// What citizens see.
#[derive(Clone, Copy, Debug)]
pub struct Seen<'a> {
    pub now: Timestamp,
    pub filed: &'a [Complaint],
    pub rated: &'a [Rating],
    /// What the city told, oldest first.
    pub told: &'a [Taken],
}

/// What a citizen does; numbers, ids and moments are given by 국민신문고.
#[derive(Clone, Debug)]
pub enum Deed {
    File(Complaint),
    Rate(Rating),
}

impl Book {
    pub(super) fn live(&mut self, citizens: &dyn Citizens, now: Timestamp) {
        let seen = Seen { now, filed: &self.complaints, rated: &self.ratings, told: &self.taken };
        for deed in citizens.act(&seen) {
            match deed {
                Deed::File(complaint) => drop(self.file(complaint, now)),
                Deed::Rate(rating) => drop(self.rate(rating, now)),
            }
        }
    }

    pub(super) fn file(&mut self, mut complaint: Complaint, now: Timestamp) -> String {
        complaint.number = self.next_number(now);
        complaint.sent_at = now;
        let number = complaint.number.clone();
        self.complaints.push(complaint);
        self.keep();
        number
    }

    pub(super) fn rate(&mut self, mut rating: Rating, now: Timestamp) -> String {
        rating.id = format!("R-{:07}", self.ratings.len() + 1);
        rating.sent_at = now;
        let id = rating.id.clone();
        self.ratings.push(rating);
        self.keep();
        id
    }
}

/// For whoever holds the stand-in.
impl EpeopleFake {
    /// A petitioner files over there; the number is given here.
    pub fn file(&self, complaint: Complaint) -> String {
        self.counter.book().file(complaint, (self.counter.clock)())
    }

    /// A petitioner rates; `id` and moment are given here.
    pub fn rate(&self, rating: Rating) -> String {
        self.counter.book().rate(rating, (self.counter.clock)())
    }

    /// A petitioner supplements or withdraws; `id` and moment are given here.
    pub fn request(&self, mut request: Request) -> String {
        let mut book = self.counter.book();
        request.id = format!("Q-{:07}", book.requests.len() + 1);
        request.sent_at = (self.counter.clock)();
        let id = request.id.clone();
        book.requests.push(request);
        book.keep();
        id
    }

    /// Numbers that the city has known since before this stand-in was started.
    pub fn know(&self, numbers: &[String]) {
        let mut book = self.counter.book();
        numbers.iter().for_each(|number| book.know(number));
    }

    /// What the city handed over, each key once, oldest first.
    pub fn taken(&self) -> Vec<Taken> {
        self.counter.book().taken.clone()
    }

    /// What it has for the city so far.
    pub fn filed(&self) -> Vec<Complaint> {
        self.counter.book().complaints.clone()
    }

    pub fn ratings(&self) -> Vec<Rating> {
        self.counter.book().ratings.clone()
    }

    /// Forgets that it ever took a message: what a neighbour's restored backup would do.
    pub fn forget(&self, key: &str) {
        let mut book = self.counter.book();
        book.taken.retain(|taken| taken.key != key);
        *book = std::mem::take(&mut *book).indexed();
    }

    /// Forgets a complaint: an older backup was restored over there.
    pub fn lose(&self, number: &str) {
        self.counter.book().lose(number);
    }
}
