//! Likely department, handler and similar cases: a score and a reason. Advice only.
