//! Everything the store does, on both databases.

mod schema;
