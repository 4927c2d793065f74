//! What a request brings: who asks, which complaint, what was typed.

mod address;
mod cookies;
mod door;
mod flash;
mod form;
mod number;
mod who;

pub use address::{From, Peer, Proxies};
pub(crate) use cookies::prefixed;
pub use door::{ask_code, ask_passkey, asked_passkey, forget_half, forget_passkey, half, knock, let_in};
pub use flash::{Said, said, say};
pub use form::form;
pub use number::CaseNumber;
pub(crate) use number::plain;
pub(crate) use who::{BACKGROUND, LoggedOut};
pub use who::{CITIZEN_COOKIE, Citizen, Desk, SESSION_COOKIE, citizen_cookie, proven};
