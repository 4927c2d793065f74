//! The pages. A page file reads: route, form, view, markup, tests.

pub(crate) mod account;
pub(crate) mod apply;
pub(crate) mod approve;
pub(crate) mod assign;
pub(crate) mod case;
pub(crate) mod citizen;
pub(crate) mod cooperate;
pub(crate) mod demo;
pub(crate) mod distribute;
pub(crate) mod events;
pub(crate) mod field_applications;
pub(crate) mod follow_ups;
mod frame;
pub(crate) mod guide;
pub(crate) mod handle;
pub(crate) mod lookup;
pub(crate) mod main;
pub(crate) mod me;
pub(crate) mod petition;
pub(crate) mod public_answers;
pub(crate) mod receive;
pub(crate) mod search;
pub(crate) mod timetable;
pub(crate) mod tour;
mod work;
pub(crate) mod wrong_method;

pub(crate) use frame::{Frame, menu};
