//! What changes about an officer's way in, or about the address where they hear of it: each is told to whom it belongs.

/// One change. Nobody can put it off: whoever sits at an unlocked desk would do so first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum AccountChange {
    PasskeyAdded,
    PasskeyRemoved,
    TelephoneAdded,
    TelephoneRemoved,
    /// New recovery codes; the old ones are worth nothing.
    CodesRenewed,
    /// The last recovery code opened.
    CodesUsedUp,
    /// By its owner.
    PasswordChanged,
    /// By somebody else: a password for once.
    PasswordReset,
    /// Telephone, passkeys and recovery codes were taken away by somebody else.
    SecondFactorReset,
    /// Tries are heard again after a lock.
    Unlocked,
    /// In service again, with a password for once.
    Reinstated,
    /// Told where they were reached before.
    MailChanged,
}

impl AccountChange {
    pub const ALL: [AccountChange; 12] = [
        AccountChange::PasskeyAdded,
        AccountChange::PasskeyRemoved,
        AccountChange::TelephoneAdded,
        AccountChange::TelephoneRemoved,
        AccountChange::CodesRenewed,
        AccountChange::CodesUsedUp,
        AccountChange::PasswordChanged,
        AccountChange::PasswordReset,
        AccountChange::SecondFactorReset,
        AccountChange::Unlocked,
        AccountChange::Reinstated,
        AccountChange::MailChanged,
    ];

    /// As rows and the access log keep it.
    pub fn as_str(self) -> &'static str {
        match self {
            AccountChange::PasskeyAdded => "passkey-added",
            AccountChange::PasskeyRemoved => "passkey-removed",
            AccountChange::TelephoneAdded => "second-factor-on",
            AccountChange::TelephoneRemoved => "second-factor-off",
            AccountChange::CodesRenewed => "recovery-codes",
            AccountChange::CodesUsedUp => "recovery-codes-used",
            AccountChange::PasswordChanged => "password-changed",
            AccountChange::PasswordReset => "password-reset",
            AccountChange::SecondFactorReset => "second-factor-reset",
            AccountChange::Unlocked => "account-unlocked",
            AccountChange::Reinstated => "user-reinstated",
            AccountChange::MailChanged => "mail-changed",
        }
    }

    pub fn parse(word: &str) -> Option<AccountChange> {
        AccountChange::ALL.into_iter().find(|change| change.as_str() == word)
    }
}
