//! What happens when nobody asked.
