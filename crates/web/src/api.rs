//! The JSON interface, `/api/v1`: thin handlers over the same acts, readers and refusals as the pages.

pub(crate) mod act;
pub(crate) mod attachments;
pub(crate) mod bare;
mod body;
pub(crate) mod bulk;
mod caller;
mod conditions;
mod cursor;
pub(crate) mod detail;
pub(crate) mod events;
pub(crate) mod filing;
pub(crate) mod listing;
pub(crate) mod me;
pub(crate) mod office;
pub(crate) mod openapi;
pub(crate) mod overview;
pub(crate) mod problem;
mod query;
pub(crate) mod satisfaction;
pub(crate) mod session;
pub(crate) mod statistics;
pub(crate) mod users;
mod view;
