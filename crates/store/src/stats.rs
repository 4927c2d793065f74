//! What statistics ask: sums over a period, bounded by a scope, by the definitions of the domain.

mod satisfaction;
