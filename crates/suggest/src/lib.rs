//! Likely department and handler: a score and a reason. Advice only; it changes nothing.
//!
//! Words of an office's work (담당업무) are looked for in what the petitioner wrote. A word in the title says
//! more than one in the body, a whole phrase more than its parts, and a district named more than none.

mod adviser;
mod alike;
mod departments;
mod handlers;
mod outside;
mod similar;
mod text;

pub use adviser::Adviser;
pub use alike::{ALIKE_FROM, Wanted};
pub use departments::Suggestion;
pub use handlers::HandlerSuggestion;
pub use outside::{OutsideSuggestion, outside};
pub use similar::{Likeness, Title, similar};
pub use text::{Found, Reason};
