//! The JSON interface, asked as a program asks it.

mod api {
    mod access;
    mod concurrency;
    mod errors;
    mod filing;
    mod hostile;
    mod life;
    mod lists;
    mod office;
    mod petitioner;
    mod session;
}
