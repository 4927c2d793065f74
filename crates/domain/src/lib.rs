//! The rules of civil complaints (민원). Pure: no async, no clock, no SQL, no HTTP.
//!
//! A complaint is a file on a desk; people do *acts* on it; each act is allowed or refused by the law,
//! changes the file, and leaves a line in its history. The three doors are in [`complaint`].

pub mod access;
pub mod account;
pub mod actor;
pub mod attachment;
pub mod audit;
pub mod calendar;
pub mod complaint;
pub mod deadline;
pub mod desk;
pub mod dispatch;
pub mod evidence;
pub mod export;
pub mod id;
pub mod measure;
pub mod notice;
pub mod org;
pub mod password;
pub mod period;
pub mod personal;
pub mod reach;
pub mod retention;
pub mod role;
pub mod satisfaction;
pub mod telephone;
pub mod text;
