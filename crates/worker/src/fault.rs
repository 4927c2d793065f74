//! What can go wrong with a job, and how it is told in the log: once, with everything that led to it.

use std::error::Error;

use casework::NotDone;
use store::StoreError;

#[derive(Debug, thiserror::Error)]
pub enum Fault {
    #[error("the office did not do it")]
    Office(#[from] NotDone),
    #[error("the store did not do it")]
    Store(#[from] StoreError),
    #[error("the vault did not do it")]
    Vault(#[from] connect::vault::VaultFault),
    /// A mistake of ours; the worker goes on with the next.
    #[error("it broke off: {0}")]
    BrokeOff(String),
}

impl Fault {
    /// The fault and its causes on one line.
    pub fn chain(&self) -> String {
        let causes = std::iter::successors(self.source(), |cause| (*cause).source());
        causes.fold(self.to_string(), |line, cause| format!("{line}: {cause}"))
    }
}
