//! Attachments over HTTP: what is taken, what is not, who may open it, and what goes out with an answer.
#![expect(clippy::unwrap_used, reason = "a fault here is a failed test")]

mod answers;
mod filing;
mod hostile;
mod json;
mod pictures;
mod sight;
mod visitor;
