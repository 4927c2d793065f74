//! What became of a letter: what it tells of, its state as a badge, and every way it was tried by.

use domain::notice::Template;
use maud::Markup;
use store::{Attempt, NoticeState, NoticeWithAttempts};

use crate::components::{Tone, record_badge};

pub(super) fn badge(state: NoticeState) -> Markup {
    let (label, tone) = state_label(state);
    record_badge(label, tone)
}

pub(super) fn state_label(state: NoticeState) -> (&'static str, Tone) {
    match state {
        NoticeState::Pending => ("발송 대기", Tone::Neutral),
        NoticeState::Sent => ("발송 성공", Tone::Success),
        NoticeState::Failed => ("발송 실패", Tone::Danger),
        NoticeState::GivenUp => ("발송 중단", Tone::Danger),
    }
}

/// Each attempt with what the provider said; the channels to come before the first one.
pub(super) fn ways(letter: &NoticeWithAttempts) -> String {
    if letter.attempts.is_empty() {
        return letter.notice.channels.iter().map(|code| named(code)).collect::<Vec<_>>().join(" → ");
    }
    tries(&letter.attempts)
}

fn named(code: &str) -> &str {
    words::notice_channel::label(code).unwrap_or("기타")
}

/// Each attempt with what the provider said.
pub(super) fn tries(attempts: &[Attempt]) -> String {
    let tried = attempts.iter().map(|attempt| {
        let result = if attempt.success { "성공" } else { "실패" };
        format!(
            "{} {result} ({}) {}",
            named(&attempt.channel),
            attempt.answer,
            words::date::moment(attempt.at)
        )
    });
    tried.collect::<Vec<_>>().join(" → ")
}

/// The key of a notice names its template, or the occasion of a sweep.
pub(super) fn template_of(key: &str) -> &'static str {
    let part = key
        .split(':')
        .find_map(|part| Template::ALL.into_iter().find(|template| format!("{template:?}") == part));
    let swept = |occasion: &str| key.contains(&format!(":{occasion}:"));
    match part {
        Some(template) => words::notice::label(template),
        None if swept("due-today") => words::notice::label(Template::DueToday),
        None if swept("overdue") => words::notice::label(Template::Overdue),
        None if swept("due-moved") => "처리기한 변경 알림",
        None => "알림",
    }
}
