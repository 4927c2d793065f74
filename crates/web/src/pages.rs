//! The pages. A page file reads: route, form, view, markup, tests.

mod frame;

pub use frame::Frame;
