//! Complaints and the papers of a department as Seoul people would write them, made from templates and chance.

mod assemble;
mod category;
mod field;
mod mix;
mod office;
mod particle;
mod scene;
mod sections;
#[cfg(test)]
mod tests;

pub use assemble::{ChannelHint, Draft, KindHint, complaint};
pub use category::Category;
pub use field::{field, field_items};
pub use mix::Mix;
pub use office::{
    Answer, answer, closing_note, extension_reason, interim_answer, memo, opinion, rating_comment,
    reassignment_reason, return_note, sign, supplement_request,
};
pub use particle::particle;
