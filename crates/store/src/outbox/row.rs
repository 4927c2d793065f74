//! A notice out of its row.

use std::collections::BTreeMap;

use domain::account::AccountChange;
use sqlx::FromRow;

use super::{About, Notice, NoticeState, Tray};
use crate::accounts::Owner;
use crate::codec::{from_json, instant, instants, parsed};
use crate::crypto::{KeyRing, Place};
use crate::error::{Result, StoreError};

#[derive(FromRow)]
pub(super) struct NoticeRow {
    id: String,
    complaint_id: Option<String>,
    event_seq: Option<i64>,
    change: Option<String>,
    address: Option<String>,
    officer_id: Option<String>,
    petitioner_id: Option<String>,
    channels: String,
    subject: String,
    body: String,
    channel_texts: Option<String>,
    delivery_key: String,
    state: String,
    attempts: i64,
    created_at: i64,
    next_at: i64,
    locked_until: Option<i64>,
    owed: bool,
}

/// The columns of a [`NoticeRow`] in the outbox, and of one among the account notices.
macro_rules! columns {
    () => {
        "complaint_id, event_seq, cast(null as text) as change, cast(null as text) as address, petitioner_id,
         channel_texts, id, officer_id, channels, subject, body, delivery_key, state, attempts, created_at, next_at,
         locked_until, owed"
    };
    (account) => {
        "cast(null as text) as complaint_id, cast(null as bigint) as event_seq, change, address,
         cast(null as text) as petitioner_id, cast(null as text) as channel_texts, id, officer_id, channels, subject,
         body, delivery_key, state, attempts, created_at, next_at, locked_until,
         false as owed"
    };
}

pub(super) use columns;

impl NoticeRow {
    pub(super) fn open(self, keys: &KeyRing) -> Result<Notice> {
        let id = &self.id;
        let table = if self.change.is_some() { Tray::Accounts.table() } else { Tray::Cases.table() };
        let open = |column, sealed: &str| keys.open(Place { table, column, row: id }, sealed);
        let channel_texts = match &self.channel_texts {
            Some(sealed) => from_json("channel texts", &open("channel_texts", sealed)?)?,
            None => BTreeMap::new(),
        };
        Ok(Notice {
            id: parsed("notice id", id)?,
            about: match (&self.complaint_id, self.event_seq, &self.change) {
                (Some(complaint), Some(seq), None) => About::Case {
                    complaint: parsed("complaint id", complaint)?,
                    event_seq: seq.cast_unsigned(),
                },
                (None, None, Some(word)) => About::Account {
                    change: AccountChange::parse(word)
                        .ok_or_else(|| StoreError::corrupt("account change", word))?,
                    address: self.address.as_deref().map(|sealed| open("address", sealed)).transpose()?,
                },
                _ => return Err(StoreError::corrupt("notice", "about no one thing")),
            },
            to: Owner::of(self.officer_id.as_deref(), self.petitioner_id.as_deref())?,
            channels: from_json("channels", &self.channels)?,
            subject: open("subject", &self.subject)?,
            body: open("body", &self.body)?,
            channel_texts,
            delivery_key: self.delivery_key,
            state: NoticeState::parse(&self.state)?,
            attempts: u32::try_from(self.attempts)
                .map_err(|_| StoreError::corrupt("attempts", self.attempts))?,
            created_at: instant(self.created_at)?,
            next_at: instant(self.next_at)?,
            locked_until: instants(self.locked_until)?,
            owed: self.owed,
        })
    }
}
