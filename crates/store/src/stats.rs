//! Statistics: sums over what somebody watches over, and what they are made of. What the sums mean, and every
//! rate, is said in [`domain::measure`].

mod figures;
mod outcomes;
mod satisfaction;
mod standing;
mod titles;

pub use figures::{Figures, Group, Key, Question};
pub use titles::TITLES_MOST;
