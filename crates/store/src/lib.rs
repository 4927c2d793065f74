//! All SQL. One door, two databases.
