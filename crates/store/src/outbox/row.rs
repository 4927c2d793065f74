//! A notice out of its row.

use std::collections::BTreeMap;

use sqlx::FromRow;

use super::{Notice, NoticeState, TABLE};
use crate::accounts::Owner;
use crate::codec::{from_json, instant, instants, parsed};
use crate::crypto::{KeyRing, Place};
use crate::error::{Result, StoreError};

#[derive(FromRow)]
pub(super) struct NoticeRow {
    id: String,
    complaint_id: String,
    event_seq: i64,
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
}

/// The columns of a [`NoticeRow`].
macro_rules! columns {
    () => {
        "id, complaint_id, event_seq, officer_id, petitioner_id, channels, subject, body, channel_texts, delivery_key,
         state, attempts, created_at, next_at, locked_until"
    };
}

pub(super) use columns;

impl NoticeRow {
    pub(super) fn open(self, keys: &KeyRing) -> Result<Notice> {
        let id = &self.id;
        let open = |column, sealed: &str| keys.open(Place { table: TABLE, column, row: id }, sealed);
        let channel_texts = match &self.channel_texts {
            Some(sealed) => from_json("channel texts", &open("channel_texts", sealed)?)?,
            None => BTreeMap::new(),
        };
        Ok(Notice {
            id: parsed("notice id", id)?,
            complaint: parsed("complaint id", &self.complaint_id)?,
            event_seq: self.event_seq.cast_unsigned(),
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
        })
    }
}
