//! The figures of a period by agency, department, kind, channel or day, a place at a time: from the sums of its days
//! where those tell apart what is asked for, else from the files.
//!
//! Somebody may watch several places, and one may lie in another: each place leaves out those before it, so that no
//! file is counted twice.

use std::collections::BTreeMap;

use domain::access::Scope;
use domain::complaint::{Channel, Kind};
use domain::id::{AgencyId, DepartmentId};
use domain::measure::Tally;
use jiff::civil::Date;
use jiff::{Timestamp, ToSpan};

use crate::codec::{maybe_parsed, parsed};
use crate::error::{Result, StoreError};
use crate::read::pieces::{Piece, watched};
use crate::standby::Summing;
use crate::standby::ours::Ours;
use crate::tx::Read;

use super::summed::Sums;

/// Seoul is nine hours ahead, always: the whole days since 1970 by its own clock are a division.
pub(super) const SEOUL_AHEAD: i64 = 9 * 3_600_000_000;
pub(super) const DAY: i64 = 24 * 3_600_000_000;

/// By what the figures are told apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Group {
    Whole,
    Agency,
    Department,
    Kind,
    Channel,
    Day,
}

/// Whose figures a line is. A file not yet sent anywhere has no agency, one not yet received no kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Key {
    Whole,
    Agency(Option<AgencyId>),
    Department(Option<DepartmentId>),
    Kind(Option<Kind>),
    Channel(Channel),
    Day(Date),
}

pub type Figures = BTreeMap<Key, Tally>;

/// Of which files: a period, first and last moment, and what they are narrowed to.
#[derive(Clone, Debug)]
pub struct Question {
    pub now: Timestamp,
    pub from: Timestamp,
    pub to: Timestamp,
    pub agency: Option<AgencyId>,
    /// Any of these, such as those of a bureau; all when empty.
    pub departments: Vec<DepartmentId>,
    pub kind: Option<Kind>,
    pub channel: Option<Channel>,
}

impl Group {
    pub(super) fn column(self, table: &str, at: &str) -> Option<String> {
        match self {
            Group::Whole => None,
            Group::Agency => Some(format!("{table}.agency_id")),
            Group::Department => Some(format!("{table}.department_id")),
            Group::Kind => Some(format!("{table}.kind")),
            Group::Channel => Some(format!("{table}.channel")),
            Group::Day => Some(format!("({table}.{at} + {SEOUL_AHEAD}) / {DAY}")),
        }
    }

    pub(super) fn selected(self, table: &str, at: &str) -> String {
        self.column(table, at).map_or_else(|| "''".to_owned(), |column| format!("cast({column} as text)"))
    }

    fn key(self, text: Option<&str>) -> Result<Key> {
        let named = |what: &'static str| move || StoreError::corrupt(what, text.unwrap_or_default());
        Ok(match self {
            Group::Whole => Key::Whole,
            Group::Agency => Key::Agency(maybe_parsed("agency id", text)?),
            Group::Department => Key::Department(maybe_parsed("department id", text)?),
            Group::Kind => {
                Key::Kind(text.map(|text| Kind::parse(text).ok_or_else(named("kind"))).transpose()?)
            }
            Group::Channel => Key::Channel(text.and_then(Channel::parse).ok_or_else(named("channel"))?),
            Group::Day => {
                let days: i64 = parsed("day number", text.unwrap_or_default())?;
                let days = i32::try_from(days).map_err(|_| named("day number")())?;
                Key::Day(Date::constant(1970, 1, 1).saturating_add(days.days()))
            }
        })
    }
}

impl Question {
    /// What a file must be to count at a place: columns and their values.
    pub(super) fn equal(&self, piece: &Piece) -> impl Iterator<Item = (&'static str, String)> {
        let narrowed = [
            ("agency_id", self.agency.map(|id| id.to_string())),
            ("kind", self.kind.map(|kind| kind.as_str().to_owned())),
            ("channel", self.channel.map(|channel| channel.as_str().to_owned())),
        ];
        let narrowed = narrowed.into_iter().filter_map(|(column, value)| Some((column, value?)));
        piece.place.clone().into_iter().chain(narrowed)
    }
}

/// One place, and those before it, whose files are counted there.
pub(super) type Place<'a> = (&'a Piece, &'a [Piece]);

/// The figures of a period, told apart by something, as they may be a little old.
pub struct FiguresAsked<'a> {
    pub scope: &'a Scope,
    pub question: &'a Question,
    pub group: Group,
}

impl Ours for FiguresAsked<'_> {}

impl Summing for FiguresAsked<'_> {
    type Answer = Figures;

    async fn sum(&self, tx: &mut Read) -> Result<Figures> {
        tx.figures(self.scope, self.question, self.group).await
    }
}

impl Read {
    /// The figures of a period, told apart by something; lines that are all zero are not there. Sealed files are
    /// in none of them.
    pub async fn figures(&mut self, scope: &Scope, question: &Question, group: Group) -> Result<Figures> {
        let places = watched(scope);
        let mut figures = Figures::new();
        for (index, piece) in places.iter().enumerate() {
            let place = (piece, &places[..index]);
            let lines = match Sums::of(place, question, group) {
                Some(sums) => self.summed(&sums, place, question, group).await?,
                None => self.scanned(place, question, group).await?,
            };
            for (key, tally) in lines {
                *figures.entry(group.key(key.as_deref())?).or_default() += tally;
            }
        }
        figures.retain(|_, tally| *tally != Tally::default());
        Ok(figures)
    }
}
