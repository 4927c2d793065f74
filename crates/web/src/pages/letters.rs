//! What became of a letter: its state as a badge, and every way it was tried by.

use maud::Markup;
use store::{NoticeState, NoticeWithAttempts};

use crate::components::{Tone, record_badge};

pub(super) fn badge(state: NoticeState) -> Markup {
    match state {
        NoticeState::Pending => record_badge("발송 대기", Tone::Neutral),
        NoticeState::Sent => record_badge("발송 성공", Tone::Success),
        NoticeState::Failed => record_badge("발송 실패", Tone::Danger),
        NoticeState::GivenUp => record_badge("발송 중단", Tone::Danger),
    }
}

/// Each attempt with what the provider said; the channels to come before the first one.
pub(super) fn ways(letter: &NoticeWithAttempts) -> String {
    let named = |code: &str| words::notice_channel::label(code).unwrap_or("기타").to_owned();
    if letter.attempts.is_empty() {
        return letter.notice.channels.iter().map(|code| named(code)).collect::<Vec<_>>().join(" → ");
    }
    let tried = letter.attempts.iter().map(|attempt| {
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
