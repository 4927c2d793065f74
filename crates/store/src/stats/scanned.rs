//! Figures counted on the files themselves: one query for what was taken in, one for what ended.

use domain::measure::Tally;
use sqlx::{FromRow, QueryBuilder};

use super::figures::{Group, Place, Question};
use super::rows::{EndedRow, TakenInRow};
use crate::codec::micros;
use crate::error::Result;
use crate::tx::{Read, on};

#[derive(FromRow)]
struct TakenInLine {
    key: Option<String>,
    #[sqlx(flatten)]
    row: TakenInRow,
}

#[derive(FromRow)]
struct EndedLine {
    key: Option<String>,
    #[sqlx(flatten)]
    row: EndedRow,
}

/// Pushes place, narrowing and grouping; `$t` is the table's short name, `$at` its moment. With the sign `+` before it no
/// index is asked for the moment.
macro_rules! rest {
    ($sql:ident, $sign:literal $t:literal, $at:literal, $places:expr, $question:expr, $group:expr) => {{
        let q: &crate::stats::figures::Question = $question;
        let (piece, before): crate::stats::figures::Place<'_> = $places;
        $sql.push(concat!(" and ", $sign, $t, ".", $at, " >= ")).push_bind(crate::codec::micros(q.from));
        $sql.push(concat!(" and ", $sign, $t, ".", $at, " <= ")).push_bind(crate::codec::micros(q.to));
        for (column, value) in q.equal(piece) {
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

pub(super) use rest;

impl Read {
    pub(super) async fn scanned(
        &mut self,
        place: Place<'_>,
        question: &Question,
        group: Group,
    ) -> Result<Vec<(Option<String>, Tally)>> {
        let taken_in = self.taken_in(place, question, group).await?;
        let ended = self.ended(place, question, group).await?;
        let taken_in = taken_in.into_iter().map(|line| (line.key, line.row.tally()));
        Ok(taken_in.chain(ended.into_iter().map(|line| (line.key, line.row.tally()))).collect())
    }

    async fn taken_in(
        &mut self,
        place: Place<'_>,
        question: &Question,
        group: Group,
    ) -> Result<Vec<TakenInLine>> {
        Ok(on!(self, db: Db => {
            let mut sql = QueryBuilder::<Db>::new("select ");
            sql.push(group.selected("c", "dated_at")).push(" as key, count(*) as taken_in, \
                cast(coalesce(sum(case when c.live then 1 else 0 end), 0) as bigint) as live, \
                cast(coalesce(sum(case when c.live and c.due_at < ").push_bind(micros(question.now)).push(
                " then 1 else 0 end), 0) as bigint) as overdue, \
                cast(coalesce(sum(c.hops), 0) as bigint) as hops, \
                cast(coalesce(sum(case when c.hops > 0 then 1 else 0 end), 0) as bigint) as hopped \
                from complaints c where c.sealed = ").push_bind(false);
            rest!(sql, "" "c", "dated_at", place, question, group);
            sql.build_query_as().fetch_all(db).await
        })?)
    }

    async fn ended(&mut self, place: Place<'_>, question: &Question, group: Group) -> Result<Vec<EndedLine>> {
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
            rest!(sql, "" "o", "ended_at", place, question, group);
            sql.build_query_as().fetch_all(db).await
        })?)
    }
}
