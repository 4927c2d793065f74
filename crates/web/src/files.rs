//! 첨부파일 over HTTP: read from a form, kept in the vault, listed, and sent back to whoever may open them.

mod bundle;
mod door;
mod keep;
mod lines;
mod parcel;
mod serve;

pub use keep::{NotHere, keep, remove};

pub(crate) use bundle::Bundle;
pub(crate) use door::{Door, Inside};
pub(crate) use keep::{Told, keep_all, take_back};
pub(crate) use lines::{Shelf, attach_button, picker};
pub use parcel::SentFile;
pub(crate) use parcel::{Parcel, REQUEST_BYTES_MAX, away};
pub(crate) use serve::{Manner, asked, respond, streamed};
