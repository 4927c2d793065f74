//! The rules of civil complaints. Pure: no async, no clock, no SQL, no HTTP.
