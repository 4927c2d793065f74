//! 국민신문고 만족도 평가 대상: answered complaints from 국민신문고 with how their petitioners rated them last.

use domain::access::Scope;
use domain::complaint::Score;
use domain::id::{AgencyId, DepartmentId};
use jiff::Timestamp;
use sqlx::{FromRow, QueryBuilder};

use super::list::{Cursor, PAGE_MAX, Slice};
use super::listed::{LISTED, ListRow, Listed};
use super::pieces::{Piece, pieces};
use crate::codec::{instants, micros};
use crate::error::Result;
use crate::surveys::of_surveys;
use crate::tx::{Read, on};

/// What the list is narrowed to.
#[derive(Clone, Copy, Debug, Default)]
pub struct SurveyFilter {
    /// 접수일, first and last moment.
    pub from: Option<Timestamp>,
    pub to: Option<Timestamp>,
    pub agency: Option<AgencyId>,
    pub department: Option<DepartmentId>,
    pub rating: Option<RatingAsked>,
    pub follow_up: Option<FollowUpAsked>,
}

/// How it was rated last.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RatingAsked {
    As(Score),
    NotRated,
}

/// How it stands with 추가답변.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FollowUpAsked {
    /// Asked, and not answered yet.
    Waiting,
    /// Asked, and all answered.
    Answered,
    /// Never asked.
    Never,
}

/// A row of the list.
#[derive(Clone, Debug)]
pub struct Surveyed {
    /// With the last rating.
    pub complaint: Listed,
    /// How often it was rated.
    pub ratings: u32,
    pub rated_at: Option<Timestamp>,
    /// 추가답변 asked for, and given.
    pub asked: u32,
    pub followed_up: u32,
}

#[derive(FromRow)]
struct SurveyRow {
    ratings: i64,
    rated_at: Option<i64>,
    asked: i64,
    followed_up: i64,
    surveyed_at: i64,
    #[sqlx(flatten)]
    listed: ListRow,
}

/// Pushes the conditions of a filter; a macro because `QueryBuilder` is typed by driver.
macro_rules! narrow {
    ($sql:ident, $filter:expr) => {{
        let f: &SurveyFilter = $filter;
        let places = [
            (" and s.agency_id = ", f.agency.map(|id| id.to_string())),
            (" and s.department_id = ", f.department.map(|id| id.to_string())),
        ];
        for (condition, id) in places {
            if let Some(id) = id {
                $sql.push(condition).push_bind(id);
            }
        }
        for (condition, moment) in [(" and s.received_at >= ", f.from), (" and s.received_at <= ", f.to)] {
            if let Some(moment) = moment {
                $sql.push(condition).push_bind(micros(moment));
            }
        }
        match f.rating {
            None => {}
            Some(RatingAsked::NotRated) => {
                $sql.push(" and s.rating is null");
            }
            Some(RatingAsked::As(score)) => {
                $sql.push(" and s.rating = ").push_bind(i64::from(score.points()));
            }
        }
        match f.follow_up {
            None => {}
            Some(FollowUpAsked::Waiting) => {
                $sql.push(" and s.asked > s.followed_up");
            }
            Some(FollowUpAsked::Answered) => {
                $sql.push(" and s.asked > 0 and s.asked = s.followed_up");
            }
            Some(FollowUpAsked::Never) => {
                $sql.push(" and s.asked = 0");
            }
        }
    }};
}

impl Read {
    /// A page of the list, newest receipt first, after the row where the last page ended.
    pub async fn surveyed(
        &mut self,
        scope: &Scope,
        filter: &SurveyFilter,
        after: Option<&Cursor>,
        limit: u32,
    ) -> Result<Slice<Surveyed>> {
        let limit = limit.clamp(1, PAGE_MAX);
        let mut rows: Vec<SurveyRow> = Vec::new();
        for piece in pieces(scope, false).iter().filter(|piece| of_surveys(piece)) {
            rows.extend(self.surveyed_at(piece, filter, after, limit).await?);
        }
        rows.sort_by(|a, b| (b.surveyed_at, &b.listed.id).cmp(&(a.surveyed_at, &a.listed.id)));
        rows.dedup_by(|a, b| a.listed.id == b.listed.id);
        let limit = usize::try_from(limit).unwrap_or(usize::MAX);
        let more = rows.len() > limit;
        rows.truncate(limit);
        let next = rows
            .last()
            .filter(|_| more)
            .map(|row| Cursor { key: row.surveyed_at, id: row.listed.id.clone() });
        let rows = rows.into_iter().map(|row| self.survey(row)).collect::<Result<_>>()?;
        Ok(Slice { rows, next })
    }

    async fn surveyed_at(
        &mut self,
        piece: &Piece,
        filter: &SurveyFilter,
        after: Option<&Cursor>,
        limit: u32,
    ) -> Result<Vec<SurveyRow>> {
        Ok(on!(self, db: Db => {
            let mut sql = QueryBuilder::<Db>::new(
                "select s.ratings, s.rated_at, s.asked, s.followed_up, s.received_at as surveyed_at, ");
            sql.push(LISTED).push(" from surveys s join complaints c on c.id = s.complaint_id \
                join petitioners p on p.id = c.petitioner_id where s.answered = ").push_bind(true);
            if let Some((column, id)) = &piece.place {
                sql.push(" and s.").push(*column).push(" = ").push_bind(id);
            }
            narrow!(sql, filter);
            if let Some(after) = after {
                sql.push(" and (s.received_at, s.complaint_id) < (").push_bind(after.key).push(", ");
                sql.push_bind(after.id.clone()).push(")");
            }
            sql.push(" order by s.received_at desc, s.complaint_id desc limit ").push_bind(i64::from(limit) + 1);
            sql.build_query_as::<SurveyRow>().fetch_all(db).await
        })?)
    }

    fn survey(&self, row: SurveyRow) -> Result<Surveyed> {
        let few = |n: i64| u32::try_from(n).unwrap_or_default();
        Ok(Surveyed {
            ratings: few(row.ratings),
            rated_at: instants(row.rated_at)?,
            asked: few(row.asked),
            followed_up: few(row.followed_up),
            complaint: self.listed(row.listed)?,
        })
    }
}
