//! What the desks share: what an address asks for, what a form sends, rows, acts on a selection.

pub(crate) mod advice;
mod asked;
mod bulk;
mod columns;
pub(crate) mod excel;
mod filter;
mod handbook;
mod inbox;
mod periods;
mod posted;
mod rows;
mod turning;

pub(crate) use asked::Asked;
pub(crate) use bulk::{Chosen, carried, many, results};
pub(crate) use columns::{ListColumn, stage_cell};
pub(crate) use filter::{empty_list, filters};
pub(crate) use handbook::{CATEGORIES, Handbook, TASK};
pub(crate) use inbox::{Inbox, reply_cell};
pub(crate) use periods::periods;
pub(crate) use posted::{Posted, Typed};
pub(crate) use rows::{Line, Rows, case_href, late_minutes, left, moment_cell, number_cell};
pub(crate) use turning::turning;

use crate::error::Fail;

/// What is not this officer's business is not there.
pub(crate) fn only(yes: bool) -> Result<(), Fail> {
    if yes { Ok(()) } else { Err(Fail::not_found()) }
}
