//! Figures from the sums by day: as many lines as there are days and offices, however many files those had.

use domain::measure::Tally;
use sqlx::{FromRow, QueryBuilder};

use super::figures::{DAY, Group, Place, Question, SEOUL_AHEAD};
use super::rows::{EndedRow, TakenInRow};
use super::scanned::rest;
use crate::codec::micros;
use crate::error::Result;
use crate::tx::{Read, on};

/// Which sums answer a question.
pub(super) struct Sums {
    facet: &'static str,
    /// What the sums' `key` is called among the changes.
    key: &'static str,
    first: i64,
    last: i64,
}

#[derive(FromRow)]
struct Line {
    key: Option<String>,
    #[sqlx(flatten)]
    taken_in: TakenInRow,
    #[sqlx(flatten)]
    ended: EndedRow,
}

#[derive(FromRow)]
struct Overdue {
    key: Option<String>,
    overdue: i64,
}

/// All numbers of a line of sums.
const NUMBERS: &str = "taken_in, live, hops, hopped, answered, late, transferred, closed, withdrawn, merged, \
                       allowed_minutes, saved_minutes";

impl Sums {
    /// None where the sums do not tell apart what is asked for: two of kind, channel and department at once, somebody's
    /// own desk, or part of a day.
    pub(super) fn of((piece, before): Place<'_>, q: &Question, group: Group) -> Option<Sums> {
        let place = |column: &str| {
            let mut places = before.iter().chain([piece]).filter_map(|piece| piece.place.as_ref());
            places.any(|(name, _)| *name == column)
        };
        let apart = [
            ("kind", "kind", q.kind.is_some() || group == Group::Kind),
            ("channel", "channel", q.channel.is_some() || group == Group::Channel),
            (
                "department",
                "department_id",
                !q.departments.is_empty() || group == Group::Department || place("department_id"),
            ),
        ];
        let mut apart = apart.into_iter().filter(|(.., wanted)| *wanted);
        let (facet, key, _) = apart.next().unwrap_or(("whole", "''", true));
        if apart.next().is_some() || place("handler_id") {
            return None;
        }
        let (from, end) = (micros(q.from) + SEOUL_AHEAD, micros(q.to) + 1 + SEOUL_AHEAD);
        let whole_days = from % DAY == 0 && end % DAY == 0;
        whole_days.then_some(Sums { facet, key, first: from / DAY, last: end / DAY - 1 })
    }

    fn selected(&self, group: Group) -> &'static str {
        match group {
            Group::Whole => "''",
            Group::Agency => "nullif(s.agency_id, '')",
            Group::Department | Group::Kind | Group::Channel => "nullif(s.key, '')",
            Group::Day => "cast(s.day as text)",
        }
    }

    /// The sums' name of a column.
    fn column(&self, name: &str) -> &'static str {
        if name == "agency_id" { "agency_id" } else { "key" }
    }
}

impl Read {
    pub(super) async fn summed(
        &mut self,
        sums: &Sums,
        place: Place<'_>,
        question: &Question,
        group: Group,
    ) -> Result<Vec<(Option<String>, Tally)>> {
        let lines = self.sum_lines(sums, place, question, group).await?;
        let lines = lines.into_iter().map(|line| {
            let mut tally = line.taken_in.tally();
            tally += line.ended.tally();
            (line.key, tally)
        });
        let overdue = self.overdue(place, question, group).await?;
        let overdue = overdue.into_iter().map(|late| {
            let overdue = u64::try_from(late.overdue).unwrap_or_default();
            (late.key, Tally { overdue, ..Tally::default() })
        });
        Ok(lines.chain(overdue).collect())
    }

    async fn sum_lines(
        &mut self,
        sums: &Sums,
        (piece, before): Place<'_>,
        q: &Question,
        group: Group,
    ) -> Result<Vec<Line>> {
        let summed =
            NUMBERS.split(", ").map(|name| format!("cast(coalesce(sum(s.{name}), 0) as bigint) as {name}"));
        let summed: Vec<String> = summed.collect();
        Ok(on!(self, db: Db => {
            let mut sql = QueryBuilder::<Db>::new("select ");
            sql.push(sums.selected(group)).push(" as key, cast(0 as bigint) as overdue, ").push(summed.join(", "));
            sql.push(" from (select day, agency_id, key, ").push(NUMBERS).push(" from sums where facet = ");
            sql.push_bind(sums.facet).push(" and day >= ").push_bind(sums.first).push(" and day <= ").push_bind(sums.last);
            sql.push(" union all select day, agency_id, ").push(sums.key).push(" as key, ").push(NUMBERS);
            sql.push(" from sum_changes where day >= ").push_bind(sums.first).push(" and day <= ").push_bind(sums.last);
            sql.push(") as s where 1 = 1");
            for (column, value) in q.equal(piece) {
                sql.push(" and s.").push(sums.column(column)).push(" = ").push_bind(value);
            }
            for (column, value) in before.iter().filter_map(|piece| piece.place.clone()) {
                sql.push(" and s.").push(sums.column(column)).push(" <> ").push_bind(value);
            }
            if !q.departments.is_empty() {
                let mut list = sql.push(" and s.key in (").separated(", ");
                for department in &q.departments {
                    list.push_bind(department.to_string());
                }
                sql.push(")");
            }
            if group != Group::Whole {
                sql.push(" group by 1");
            }
            sql.build_query_as().fetch_all(db).await
        })?)
    }

    /// What is late changes with the clock: it is counted on the files that are.
    async fn overdue(&mut self, place: Place<'_>, question: &Question, group: Group) -> Result<Vec<Overdue>> {
        Ok(on!(self, db: Db => {
            let mut sql = QueryBuilder::<Db>::new("select ");
            sql.push(group.selected("c", "dated_at"));
            // Word for word the condition of the index.
            sql.push(" as key, count(*) as overdue from complaints c where c.live and not c.sealed and c.due_at < ");
            sql.push_bind(micros(question.now));
            // Late is little, what came in a period is much: a plan that is kept for any values goes through the period.
            rest!(sql, "+" "c", "dated_at", place, question, group);
            sql.build_query_as().fetch_all(db).await
        })?)
    }
}
