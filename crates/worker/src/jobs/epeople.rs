//! 국민신문고: what it has is pulled, what it must hear is told, and each day's books are compared.

mod books;
mod item;
mod pull;
mod reconcile;
mod tell;

pub(crate) use pull::pull;
pub(crate) use reconcile::reconcile;
pub(crate) use tell::Teller;
pub use tell::Tellings;
