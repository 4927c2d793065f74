//! What screens ask: lists, counts, work waiting. Each bounded by a scope, each served by an index.

mod asked_away;
mod by_stage;
mod counts;
mod delays;
mod external;
mod how_many;
mod list;
mod listed;
pub(crate) mod narrow;
pub(crate) mod pieces;
mod published;
mod same_person;
mod surveyed;
mod waiting;

pub use asked_away::AskedAway;
pub use counts::{Counts, Place, StageCount};
pub use delays::{DelayFilter, Delayed, LateBefore};
pub use external::Numbers;
pub use list::{Cursor, Filter, PAGE_MAX, Page, Slice, Sort};
pub use listed::Listed;
pub(crate) use listed::{LISTED, ListRow};
pub(crate) use pieces::{Piece, pieces};
pub use published::{Published, PublishedAnswer};
pub use surveyed::{FollowUpAsked, RatingAsked, SurveyFilter, Surveyed};
pub use waiting::{WaitingAt, WaitingWork};
