//! Korean full text: what is indexed of a text, what a search asks for, and how the postings are kept.
//!
//! ```text
//! text  ─► runs of letters ─► terms ─► Accumulator ─► buckets of bytes      (kept by the store)
//! typed ─► Query           ─► Plan  ─► Set of candidates ─► Query::find on the text itself
//! ```
//!
//! Pairs of letters are the terms, so any word of two syllables is one look-up and needs no dictionary:
//! 소음 is found in 층간소음을. What pairs cannot say (are they one word? how is it spaced?) is asked of the
//! text itself before a result is shown, so nothing is shown that is not there.

mod consonants;
mod document;
mod excerpt;
mod find;
mod keyboard;
mod letters;
mod near;
mod particle;
mod plan;
mod postings;
mod query;
mod set;
mod term;

pub use document::Text;
pub use excerpt::{composed, excerpt};
pub use find::{Found, Span, Where};
pub use keyboard::as_hangul;
pub use near::neighbours;
pub use plan::Plan;
pub use postings::{Accumulator, Bucket, MERGE_SLICES, bucket_of, buckets_for, merge};
pub use query::{Query, Unsearchable};
pub use set::{CHUNK, Set};
pub use term::Term;
