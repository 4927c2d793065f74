//! 알림 문구: the texts that an administrator put in place of the program's own.

use domain::id::OfficerId;
use jiff::Timestamp;
use sqlx::FromRow;

use crate::codec::{instant, maybe_parsed, micros, text};
use crate::error::Result;
use crate::tx::{Read, Write, on};

/// The text for one event, one reader and one channel.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeptText {
    /// The code of a [`domain::notice::Template`].
    pub template: String,
    /// `citizen` or `staff`.
    pub reader: String,
    pub channel: String,
    /// Of a mail; empty where the channel has none.
    pub subject: String,
    pub body: String,
    pub changed_at: Timestamp,
    pub changed_by: Option<OfficerId>,
}

#[derive(FromRow)]
struct TextRow {
    template: String,
    reader: String,
    channel: String,
    subject: String,
    body: String,
    changed_at: i64,
    changed_by: Option<String>,
}

impl Read {
    /// Every text that was put in place of ours: at most a few for each event.
    pub async fn notice_texts(&mut self) -> Result<Vec<KeptText>> {
        let rows: Vec<TextRow> = on!(self, db => sqlx::query_as(
            "select template, reader, channel, subject, body, changed_at, changed_by from notice_texts
             order by template, reader, channel"
        ).fetch_all(db).await)?;
        rows.into_iter().map(TextRow::kept).collect()
    }

    /// Those of one event and one reader, as a letter asks for them.
    pub async fn notice_texts_of(&mut self, template: &str, reader: &str) -> Result<Vec<KeptText>> {
        let rows: Vec<TextRow> = on!(self, db => sqlx::query_as(
            "select template, reader, channel, subject, body, changed_at, changed_by from notice_texts
             where template = $1 and reader = $2 order by channel"
        ).bind(template).bind(reader).fetch_all(db).await)?;
        rows.into_iter().map(TextRow::kept).collect()
    }
}

impl Write {
    pub async fn put_notice_text(&mut self, kept: &KeptText) -> Result<()> {
        on!(self, db => sqlx::query(
            "insert into notice_texts (template, reader, channel, subject, body, changed_at, changed_by)
             values ($1, $2, $3, $4, $5, $6, $7)
             on conflict (template, reader, channel) do update set subject = excluded.subject,
                body = excluded.body, changed_at = excluded.changed_at, changed_by = excluded.changed_by"
        )
        .bind(&kept.template)
        .bind(&kept.reader)
        .bind(&kept.channel)
        .bind(&kept.subject)
        .bind(&kept.body)
        .bind(micros(kept.changed_at))
        .bind(text(kept.changed_by))
        .execute(db).await.map(drop))?;
        self.raise_facts_version().await
    }

    /// Back to the program's own words.
    pub async fn drop_notice_text(&mut self, template: &str, reader: &str, channel: &str) -> Result<()> {
        on!(self, db => sqlx::query(
            "delete from notice_texts where template = $1 and reader = $2 and channel = $3"
        ).bind(template).bind(reader).bind(channel).execute(db).await.map(drop))?;
        self.raise_facts_version().await
    }
}

impl TextRow {
    fn kept(self) -> Result<KeptText> {
        let TextRow { template, reader, channel, subject, body, changed_at, changed_by } = self;
        let changed_by = maybe_parsed("officer id", changed_by.as_deref())?;
        Ok(KeptText {
            template,
            reader,
            channel,
            subject,
            body,
            changed_at: instant(changed_at)?,
            changed_by,
        })
    }
}
