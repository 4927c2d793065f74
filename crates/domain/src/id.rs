//! Identifiers that the compiler never lets us mix up.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};
use uuid::Uuid;

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident;)*) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(pub Uuid);

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(f)
            }
        }

        impl FromStr for $name {
            type Err = uuid::Error;
            fn from_str(text: &str) -> Result<Self, Self::Err> {
                text.parse().map($name)
            }
        }
    )*};
}

ids! {
    /// A complaint (민원), from its filing on.
    ComplaintId;
    /// An agency (기관): 본청, 사업소, 자치구, 투자출연기관, 120다산콜재단.
    AgencyId;
    /// A department (부서) of an agency.
    DepartmentId;
    /// An officer (직원).
    OfficerId;
    /// The person who filed (신청인); the personal fields lie encrypted elsewhere.
    PetitionerId;
    /// One notice (알림) in the outbox.
    NoticeId;
    /// One message of ours to a neighbour system.
    DispatchId;
    /// A log-in session.
    SessionId;
}
