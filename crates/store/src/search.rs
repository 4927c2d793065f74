//! Full text inside the database: one index for both engines, read under the same sight as every list.
//!
//! A complaint that is committed lies in `search_queue`, where every search looks at it. A worker folds the
//! queue into segments: posting lists of complaints of one chunk of ordinals, [`search::CHUNK`] wide, never
//! changed and only replaced. A search reads the buckets its words lie in, chunk by chunk from the newest, and holds
//! what they offer against sight, filters and the text itself.

mod candidates;
mod check;
mod fold;
mod hits;
mod near;
mod published;
mod queue;
mod results;
mod segments;
mod walk;

pub use check::Checked;
pub use fold::Folded;
pub use hits::{Passage, Titled};
pub use segments::Segment;
