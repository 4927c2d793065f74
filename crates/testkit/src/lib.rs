//! For tests only: an office on either database, a moved clock, an HTTP client.
