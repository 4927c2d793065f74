//! 알림현황: every notice with every attempt.

use domain::org::OrgChart;
use jiff::Timestamp;
use serde::Serialize;
use store::{About, NoticeWithAttempts, Owner};
use utoipa::ToSchema;

use super::person;

#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Notices {
    pub(crate) number: String,
    pub(crate) notices: Vec<NoticeView>,
}

#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct NoticeView {
    pub(crate) id: String,
    /// `신청인`, or the officer's name.
    pub(crate) to: String,
    /// In the order they are tried.
    pub(crate) channels: Vec<String>,
    pub(crate) subject: String,
    /// The words themselves, for whom they were written to.
    pub(crate) body: Option<String>,
    /// `pending`, `sent`, `failed` or `given_up`.
    pub(crate) state: String,
    /// The version of the complaint it speaks of.
    pub(crate) seq: u64,
    pub(crate) created_at: Timestamp,
    pub(crate) attempts: Vec<AttemptView>,
}

#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct AttemptView {
    pub(crate) channel: String,
    /// What the provider said.
    pub(crate) answer: String,
    pub(crate) success: bool,
    pub(crate) at: Timestamp,
}

/// `None` for a notice that is not this reader's business: petitioners see their own only.
pub(crate) fn notice(found: NoticeWithAttempts, chart: &OrgChart, inside: bool) -> Option<NoticeView> {
    let NoticeWithAttempts { notice, attempts } = found;
    let About::Case { event_seq, .. } = notice.about else { return None };
    let (to, mine) = match notice.to {
        Owner::Petitioner(_) => ("신청인".to_owned(), !inside),
        Owner::Officer(id) if inside => (person(chart, id).name, false),
        Owner::Officer(_) => return None,
    };
    let attempts = attempts.into_iter().map(|a| AttemptView {
        channel: a.channel,
        answer: if inside { a.answer } else { String::new() },
        success: a.success,
        at: a.at,
    });
    Some(NoticeView {
        id: notice.id.to_string(),
        to,
        channels: notice.channels,
        subject: notice.subject,
        body: mine.then_some(notice.body),
        state: notice.state.as_str().to_owned(),
        seq: event_seq,
        created_at: notice.created_at,
        attempts: attempts.collect(),
    })
}
