//! HTTP: pages, components, the JSON interface.

pub mod acts;
mod api;
pub mod assets;
pub mod components;
mod error;
mod excel;
pub mod files;
pub mod gallery;
pub mod integration;
pub mod last_words;
pub mod layout;
mod live;
mod metrics;
mod pages;
mod request;
mod routes;
mod satisfaction;
mod state;

pub use metrics::{Beneath, Disk, Look, metrics};
pub use routes::router;
pub use state::{AppState, Settings};
