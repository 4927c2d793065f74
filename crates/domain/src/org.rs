//! The city's organisation: agencies, departments, officers, grants and stand-ins.

mod chart;
mod outside;
mod people;
mod units;

pub use chart::OrgChart;
pub use outside::{OUTSIDE_BODIES, OutsideBody, OutsideKind};
pub use people::{Grant, Officer, Origin, StandIn};
pub use units::{Agency, AgencyKind, Department};
