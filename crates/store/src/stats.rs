//! Statistics: sums over what somebody watches over, and what they are made of. What the sums mean, and every
//! rate, is said in [`domain::measure`].

mod added_up;
mod figures;
mod outcomes;
mod rows;
mod satisfaction;
mod scanned;
mod stages;
mod standing;
mod summed;
mod sums;
mod titles;

pub use figures::{Figures, FiguresAsked, Group, Key, Question};
pub use satisfaction::SatisfactionAsked;
pub use sums::SumsChecked;
pub use titles::TITLES_MOST;
