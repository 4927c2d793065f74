//! What screens ask: lists, counts, work waiting. Each bounded by a scope, each served by an index.

mod counts;
mod list;
mod waiting;

pub use counts::{Counts, Place, StageCount};
pub use list::{Cursor, Filter, Listed, PAGE_MAX, Page, Slice, Sort};
pub use waiting::{WaitingAt, WaitingWork};
