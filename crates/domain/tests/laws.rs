//! The law as sentences that somebody could dispute, each with its article.

#[path = "laws/agreement.rs"]
mod agreement;
#[path = "laws/answering.rs"]
mod answering;
#[path = "laws/approval.rs"]
mod approval;
#[path = "laws/closing.rs"]
mod closing;
#[expect(
    dead_code,
    clippy::unwrap_used,
    reason = "shared by tests, which use their own part and stop where they fail"
)]
mod common;
#[path = "laws/extension.rs"]
mod extension;
#[path = "laws/handed_over.rs"]
mod handed_over;
#[path = "laws/handing_on.rs"]
mod handing_on;
#[path = "laws/leaving.rs"]
mod leaving;
#[path = "laws/reassignment.rs"]
mod reassignment;
#[path = "laws/supplement.rs"]
mod supplement;
#[path = "laws/waiting.rs"]
mod waiting;
