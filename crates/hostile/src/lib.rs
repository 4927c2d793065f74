//! For tests only: every reader of bytes from outside, as a function of bytes that must return.
//!
//! A [`Target`] reads what a stranger, a neighbour system or a file may say. It panics where a reader panics, or where
//! what it promises does not hold. `fuzz/` lets a fuzzer think of bytes; `tests/short.rs` asks the kept ones and
//! neighbours of them, the same on every run and without a nightly compiler.
#![expect(clippy::unwrap_used, clippy::expect_used, reason = "for tests only: a fault here is a failed test")]

mod answers;
mod approval;
mod archive;
mod doors;
mod epeople;
mod lists;
mod neighbour;
mod numbers;
mod packets;
mod papers;
mod passkeys;
mod provider;
mod query;
mod staff;
mod texts;

/// A reader of bytes from outside.
#[derive(Clone, Copy)]
pub struct Target {
    /// The folder of its corpus, and its file in `fuzz/fuzz_targets`.
    pub name: &'static str,
    pub read: fn(&[u8]),
    /// Neighbours of the corpus that the short run asks: fewer where one takes milliseconds.
    pub short: u32,
}

const fn target(name: &'static str, read: fn(&[u8]), short: u32) -> Target {
    Target { name, read, short }
}

pub const TARGETS: [Target; 14] = [
    target("query", query::read, 20_000),
    target("numbers", numbers::read, 20_000),
    target("texts", texts::read, 20_000),
    target("staff", staff::read, 20_000),
    target("lists", lists::read, 10_000),
    target("epeople", epeople::read, 20_000),
    target("approval", approval::read, 10_000),
    target("papers", papers::read, 1_000),
    target("passkeys", passkeys::read, 20_000),
    target("archive", archive::read, 300),
    target("packets", packets::read, 1_000),
    target("answers", answers::read, 600),
    target("provider", provider::read, 600),
    target("doors", doors::read, 600),
];

/// By its name, for the programs in `fuzz/fuzz_targets`.
///
/// # Panics
/// Where there is none.
pub fn read(name: &str, bytes: &[u8]) {
    let target = TARGETS.iter().find(|target| target.name == name).expect("a target of this name");
    (target.read)(bytes);
}

/// What is not text is read as text with marks where it is none, as a lenient sender would have it.
fn text(bytes: &[u8]) -> std::borrow::Cow<'_, str> {
    String::from_utf8_lossy(bytes)
}

/// The first byte chooses, the others are read.
fn chosen(bytes: &[u8], among: usize) -> Option<(usize, &[u8])> {
    let (first, rest) = bytes.split_first()?;
    Some((usize::from(*first) % among, rest))
}

/// What waits is waited for on this thread.
fn wait<T>(until: impl Future<Output = T>) -> T {
    thread_local! {
        static RUNTIME: tokio::runtime::Runtime =
            tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    }
    RUNTIME.with(|runtime| runtime.block_on(until))
}
