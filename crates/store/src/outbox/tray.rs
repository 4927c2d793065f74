//! Where notices lie: those about complaints in the outbox, those about somebody's own account beside it. They are
//! claimed, tried and settled by the same statements, and delivered by the same deliverer.

use super::row::columns;
use super::{ACCOUNT_TABLE, About, TABLE};

/// One of the tables that notices wait in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Tray {
    Accounts,
    Cases,
}

impl Tray {
    /// In the order they are claimed: whoever is told of a stranger's key should not wait behind a day's letters.
    pub(crate) const ALL: [Tray; 2] = [Tray::Accounts, Tray::Cases];

    pub(crate) fn table(self) -> &'static str {
        match self {
            Tray::Accounts => ACCOUNT_TABLE,
            Tray::Cases => TABLE,
        }
    }

    pub(super) fn attempts(self) -> &'static str {
        match self {
            Tray::Accounts => "account_notice_attempts",
            Tray::Cases => "outbox_attempts",
        }
    }

    pub(super) fn columns(self) -> &'static str {
        match self {
            Tray::Accounts => columns!(account),
            Tray::Cases => columns!(),
        }
    }
}

impl About {
    pub(super) fn tray(&self) -> Tray {
        match self {
            About::Case { .. } => Tray::Cases,
            About::Account { .. } => Tray::Accounts,
        }
    }
}
