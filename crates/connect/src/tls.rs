//! One choice of cryptography for every outgoing connection.

use std::sync::Once;

/// Makes ring the process's TLS provider. Safe to call any number of times; the clients here call it themselves.
///
/// reqwest is built without a provider of its own (aws-lc is slow to build), and panics when none is installed.
pub fn install_crypto() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        // An error means that somebody installed one first, which is as good.
        drop(rustls::crypto::ring::default_provider().install_default());
    });
}
