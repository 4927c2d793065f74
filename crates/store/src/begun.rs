//! Transactions that begin whether or not their asker stays to see it.

use std::future::Future;

use crate::error::{Result, StoreError};

/// Begins in a task of its own, which an asker who goes away does not cut short: a `begin` cut off between
/// its sending and its answer goes back to the pool as a transaction that nobody knows of, and the next
/// one on that connection reads an old snapshot or may not write.
pub(crate) async fn begun<F, T, E>(begin: F) -> Result<T>
where
    F: Future<Output = Result<T, E>> + Send + 'static,
    T: Send + 'static,
    E: Into<StoreError> + Send + 'static,
{
    match tokio::spawn(begin).await {
        Ok(begun) => begun.map_err(Into::into),
        Err(_) => Err(StoreError::cut_short()),
    }
}
