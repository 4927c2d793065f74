//! Every Korean sentence about a domain value.
