//! The city's organisation: agencies, departments, officers, grants and stand-ins.

mod authority;
mod chart;
mod diff;
mod feed;
mod outside;
mod people;
mod stand_in;
mod units;

pub use authority::{PeopleAct, PeopleRefusal, Subject, manages, may, may_register, on_behalf_of, sees};
pub use chart::OrgChart;
pub use diff::{Change, VANISH_ALWAYS_PLAUSIBLE, VANISH_PERCENT, Vanishing, diff, vanishing};
pub use feed::{EndedDepartment, Feed, FeedAgency, FeedDepartment, FeedFault, FeedOfficer, Place};
pub use outside::{OUTSIDE_BODIES, OutsideBody, OutsideKind};
pub use people::{Grant, Officer, Origin, StandIn};
pub use stand_in::{LONGEST_STAND_IN_DAYS, StandInRefusal, check};
pub use units::{Agency, AgencyKind, Department};
