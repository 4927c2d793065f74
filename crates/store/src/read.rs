//! What screens ask: lists, counts, work waiting. Each bounded by a scope, each served by an index.

mod counts;
mod external;
mod list;
mod listed;
mod pieces;
mod published;
mod waiting;

pub use counts::{Counts, Place, StageCount};
pub use list::{Cursor, Filter, PAGE_MAX, Page, Slice, Sort};
pub use listed::Listed;
pub use published::{Published, PublishedAnswer};
pub use waiting::{WaitingAt, WaitingWork};
