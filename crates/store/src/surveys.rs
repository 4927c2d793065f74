//! Surveys at rest: what petitioners from 국민신문고 said of their answers, a narrow row beside each file.
//!
//! Statistics count hundreds of thousands of them at once, so they do not read the files. The rows are derived
//! from the files and nothing else writes them.

use domain::complaint::{Complaint, StageName};
use domain::satisfaction::{Tally, counted_on};

use crate::codec::{micros, text};
use crate::error::Result;
use crate::read::Piece;
use crate::rows::{Rows, Table};
use crate::tx::{Write, on};

#[derive(PartialEq)]
struct Survey {
    agency: Option<String>,
    department: Option<String>,
    handler: Option<String>,
    received_at: i64,
    answered: bool,
    ratings: i64,
    rating: Option<i64>,
    rated_at: Option<i64>,
    asked: i64,
    followed_up: i64,
}

impl Survey {
    /// `None` of what no statistic counts.
    fn of(c: &Complaint) -> Option<Survey> {
        let received_at = counted_on(c)?;
        let (holder, tally) = (c.holder(), Tally::of(c));
        let whole = |n: u64| i64::try_from(n).unwrap_or(i64::MAX);
        Some(Survey {
            agency: text(holder.agency),
            department: text(holder.department),
            handler: text(holder.handler),
            received_at: micros(received_at),
            answered: c.stage.name() == StageName::Answered,
            ratings: i64::try_from(c.ratings.len()).unwrap_or(i64::MAX),
            rating: c.rating().map(|score| score.points().into()),
            rated_at: c.ratings.last().map(|rating| micros(rating.at)),
            asked: whole(tally.asked),
            followed_up: whole(tally.answered),
        })
    }
}

impl Write {
    /// Makes the survey of a file what the file says it is.
    pub(crate) async fn put_survey(&mut self, before: Option<&Complaint>, after: &Complaint) -> Result<()> {
        let (old, new) = (before.and_then(Survey::of), Survey::of(after));
        match new {
            new if new == old => Ok(()),
            Some(_) => {
                let mut rows = self.rows();
                rows.survey(after);
                self.insert(rows).await
            }
            // It was sealed meanwhile.
            None => self.forget_survey(after).await,
        }
    }

    async fn forget_survey(&mut self, c: &Complaint) -> Result<()> {
        let sql = "delete from surveys where complaint_id = $1";
        on!(self, db => sqlx::query(sql).bind(c.id.to_string()).execute(db).await.map(drop))?;
        Ok(())
    }
}

static SURVEYS: Table = Table {
    name: "surveys",
    columns: &[
        "complaint_id",
        "agency_id",
        "department_id",
        "handler_id",
        "received_at",
        "answered",
        "ratings",
        "rating",
        "rated_at",
        "asked",
        "followed_up",
    ],
    conflict: "on conflict (complaint_id) do update set agency_id = excluded.agency_id, \
               department_id = excluded.department_id, handler_id = excluded.handler_id, \
               received_at = excluded.received_at, answered = excluded.answered, ratings = excluded.ratings, \
               rating = excluded.rating, rated_at = excluded.rated_at, asked = excluded.asked, \
               followed_up = excluded.followed_up",
};

impl Rows {
    /// Nothing where no statistic counts the file.
    pub(crate) fn survey(&mut self, c: &Complaint) {
        let Some(survey) = Survey::of(c) else { return };
        let cells = [
            c.id.to_string().into(),
            survey.agency.into(),
            survey.department.into(),
            survey.handler.into(),
            survey.received_at.into(),
            survey.answered.into(),
            survey.ratings.into(),
            survey.rating.into(),
            survey.rated_at.into(),
            survey.asked.into(),
            survey.followed_up.into(),
        ];
        self.push(&SURVEYS, cells);
    }
}

/// The places of a scope at which surveys may lie: not those of the call centre or of one petitioner.
pub(crate) fn of_surveys(piece: &Piece) -> bool {
    const PLACES: [&str; 3] = ["agency_id", "department_id", "handler_id"];
    piece.place.as_ref().is_none_or(|(column, _)| PLACES.contains(column))
}
