//! The JSON interface, asked as a program asks it.
#![expect(clippy::unwrap_used, reason = "for tests only: a fault here is a failed test")]

mod api {
    mod access;
    mod concurrency;
    mod errors;
    mod events;
    mod filing;
    mod headers;
    mod hostile;
    mod incident;
    mod life;
    mod lists;
    mod office;
    mod petitioner;
    mod proxy;
    mod satisfaction;
    mod session;
    mod statistics;
}
