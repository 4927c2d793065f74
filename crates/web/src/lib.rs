//! HTTP: pages, components, the JSON interface.

pub mod acts;
mod api;
pub mod assets;
pub mod components;
mod error;
#[cfg_attr(not(test), expect(dead_code, reason = "the lists that use it come next"))]
mod excel;
pub mod gallery;
pub mod layout;
mod live;
mod pages;
mod request;
mod routes;
mod state;

pub use routes::router;
pub use state::{AppState, Settings};
