//! The figures of a period by agency, department, kind, channel or day: one query for what was taken in and one
//! for what ended, a place at a time.
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
use sqlx::{FromRow, QueryBuilder};

use crate::codec::{maybe_parsed, micros, parsed};
use crate::error::{Result, StoreError};
use crate::read::pieces::{Piece, watched};
use crate::tx::{Read, on};

/// Seoul is nine hours ahead, always: the whole days since 1970 by its own clock are a division.
const SEOUL_AHEAD: i64 = 9 * 3_600_000_000;
const DAY: i64 = 24 * 3_600_000_000;

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

#[derive(FromRow)]
struct TakenInRow {
    key: Option<String>,
    taken_in: i64,
    live: i64,
    overdue: i64,
    hops: i64,
    hopped: i64,
}

#[derive(FromRow)]
struct EndedRow {
    key: Option<String>,
    answered: i64,
    late: i64,
    transferred: i64,
    closed: i64,
    withdrawn: i64,
    merged: i64,
    allowed_minutes: i64,
    saved_minutes: i64,
}

/// Pushes place, narrowing and grouping; `$t` is the table's short name, `$at` its moment.
macro_rules! rest {
    ($sql:ident, $t:literal, $at:literal, $places:expr, $question:expr, $group:expr) => {{
        let q: &Question = $question;
        let (piece, before): (&Piece, &[Piece]) = $places;
        $sql.push(concat!(" and ", $t, ".", $at, " >= ")).push_bind(micros(q.from));
        $sql.push(concat!(" and ", $t, ".", $at, " <= ")).push_bind(micros(q.to));
        let equal = [
            ("agency_id", q.agency.map(|id| id.to_string())),
            ("kind", q.kind.map(|kind| kind.as_str().to_owned())),
            ("channel", q.channel.map(|channel| channel.as_str().to_owned())),
        ];
        let equal = equal.into_iter().filter_map(|(column, value)| Some((column, value?)));
        for (column, value) in piece.place.clone().into_iter().chain(equal) {
            $sql.push(concat!(" and ", $t, ".")).push(column).push(" = ").push_bind(value);
        }
        for (column, value) in before.iter().filter_map(|piece| piece.place.clone()) {
            $sql.push(format!(concat!(" and (", $t, ".{0} is null or ", $t, ".{0} <> "), column))
                .push_bind(value)
                .push(")");
        }
        if !q.departments.is_empty() {
            let mut list = $sql.push(concat!(" and ", $t, ".department_id in (")).separated(", ");
            for department in &q.departments {
                list.push_bind(department.to_string());
            }
            $sql.push(")");
        }
        if let Some(column) = $group.column($t, $at) {
            $sql.push(" group by ").push(column);
        }
    }};
}

impl Group {
    fn column(self, table: &str, at: &str) -> Option<String> {
        match self {
            Group::Whole => None,
            Group::Agency => Some(format!("{table}.agency_id")),
            Group::Department => Some(format!("{table}.department_id")),
            Group::Kind => Some(format!("{table}.kind")),
            Group::Channel => Some(format!("{table}.channel")),
            Group::Day => Some(format!("({table}.{at} + {SEOUL_AHEAD}) / {DAY}")),
        }
    }

    fn selected(self, table: &str, at: &str) -> String {
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

impl Read {
    /// The figures of a period, told apart by something; lines that are all zero are not there. Sealed files are
    /// in none of them.
    pub async fn figures(&mut self, scope: &Scope, question: &Question, group: Group) -> Result<Figures> {
        let places = watched(scope);
        let mut figures = Figures::new();
        for (index, piece) in places.iter().enumerate() {
            let place = (piece, &places[..index]);
            for row in self.taken_in(place, question, group).await? {
                *figures.entry(group.key(row.key.as_deref())?).or_default() += row.tally();
            }
            for row in self.ended(place, question, group).await? {
                *figures.entry(group.key(row.key.as_deref())?).or_default() += row.tally();
            }
        }
        figures.retain(|_, tally| *tally != Tally::default());
        Ok(figures)
    }

    async fn taken_in(
        &mut self,
        place: (&Piece, &[Piece]),
        question: &Question,
        group: Group,
    ) -> Result<Vec<TakenInRow>> {
        Ok(on!(self, db: Db => {
            let mut sql = QueryBuilder::<Db>::new("select ");
            sql.push(group.selected("c", "dated_at")).push(" as key, count(*) as taken_in, \
                cast(coalesce(sum(case when c.live then 1 else 0 end), 0) as bigint) as live, \
                cast(coalesce(sum(case when c.live and c.due_at < ").push_bind(micros(question.now)).push(
                " then 1 else 0 end), 0) as bigint) as overdue, \
                cast(coalesce(sum(c.hops), 0) as bigint) as hops, \
                cast(coalesce(sum(case when c.hops > 0 then 1 else 0 end), 0) as bigint) as hopped \
                from complaints c where c.sealed = ").push_bind(false);
            rest!(sql, "c", "dated_at", place, question, group);
            sql.build_query_as().fetch_all(db).await
        })?)
    }

    async fn ended(
        &mut self,
        place: (&Piece, &[Piece]),
        question: &Question,
        group: Group,
    ) -> Result<Vec<EndedRow>> {
        let one = |stage: &str| {
            format!(
                "cast(coalesce(sum(case when o.stage = '{stage}' then 1 else 0 end), 0) as bigint) as {stage}"
            )
        };
        let stages = ["answered", "transferred", "closed", "withdrawn", "merged"].map(one).join(", ");
        Ok(on!(self, db: Db => {
            let mut sql = QueryBuilder::<Db>::new("select ");
            sql.push(group.selected("o", "ended_at")).push(" as key, ").push(&stages).push(", \
                cast(coalesce(sum(case when o.late then 1 else 0 end), 0) as bigint) as late, \
                cast(coalesce(sum(o.allowed_minutes), 0) as bigint) as allowed_minutes, \
                cast(coalesce(sum(o.saved_minutes), 0) as bigint) as saved_minutes \
                from outcomes o where o.sealed = ").push_bind(false);
            rest!(sql, "o", "ended_at", place, question, group);
            sql.build_query_as().fetch_all(db).await
        })?)
    }
}

fn whole(number: i64) -> u64 {
    u64::try_from(number).unwrap_or_default()
}

impl TakenInRow {
    fn tally(&self) -> Tally {
        Tally {
            taken_in: whole(self.taken_in),
            live: whole(self.live),
            overdue: whole(self.overdue),
            hops: whole(self.hops),
            hopped: whole(self.hopped),
            ..Tally::default()
        }
    }
}

impl EndedRow {
    fn tally(&self) -> Tally {
        Tally {
            answered: whole(self.answered),
            in_time: whole(self.answered - self.late),
            transferred: whole(self.transferred),
            closed: whole(self.closed),
            withdrawn: whole(self.withdrawn),
            merged: whole(self.merged),
            allowed_minutes: whole(self.allowed_minutes),
            saved_minutes: whole(self.saved_minutes),
            ..Tally::default()
        }
    }
}
