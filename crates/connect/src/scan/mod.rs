//! The virus scanner: clamd over its own protocol, and a small real server that stands in for it.

mod client;
mod fake;

use std::time::Duration;

pub use client::Scanner;
pub use fake::{EICAR, ScannerFake};

/// How clamd is reached.
#[derive(Clone, Debug)]
pub struct ScannerSettings {
    /// `127.0.0.1:3310`, or `unix:/run/clamav/clamd.ctl`.
    pub address: String,
    /// It may be another machine, to which files travel in the clear.
    pub elsewhere: bool,
    /// For one file, from the first byte to the answer.
    pub timeout: Duration,
}

/// What the scanner said of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Verdict {
    Clean,
    /// What it is called.
    Infected(String),
    /// It did not say; why not, in a Korean sentence.
    Unknown(String),
}
