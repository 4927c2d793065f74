//! Letters of a past that is entered at once: they have long left, and their rows say so.

use domain::notice::Way;
use jiff::SignedDuration;

use super::{NewNotice, NoticeState};
use crate::codec::micros;
use crate::error::Result;
use crate::rows::{Rows, Table};

/// How long after its writing each attempt at a letter was made.
const LEFT_AFTER: SignedDuration = SignedDuration::from_secs(20);
/// Notices whose first channel failed: those whose id ends so, one in sixteen.
const STUMBLED: &str = "7";
/// Notices that no channel took: one in 256. What was owed was told by post.
const LOST: &str = "3e";
/// Those of them that nobody has told yet: one in 4,096.
const UNTOLD: &str = "03e";

static ATTEMPTS: Table = Table {
    name: "outbox_attempts",
    columns: &["notice_id", "ordinal", "channel", "answer", "success", "at"],
    conflict: "",
};

impl Rows {
    /// A notice that has long been delivered, with a plausible attempt: most went over their first channel,
    /// some fell back to the next, a few failed for good. What no channel could take went by post.
    pub fn past_notice(&mut self, notice: &NewNotice) -> Result<()> {
        let id = notice.id.to_string();
        let taken = !id.ends_with(LOST) && !notice.channels.is_empty();
        let posted = !taken && notice.owed && !id.ends_with(UNTOLD);
        let state = if taken || posted { NoticeState::Sent } else { NoticeState::Failed };
        self.notice_in(notice, state, 1)?;
        let mut attempts = attempts(&id, &notice.channels);
        attempts.extend(posted.then_some((Way::Post.as_str(), "", true)));
        for (ordinal, (channel, answer, success)) in (1_i32..).zip(attempts) {
            let cells = [
                id.as_str().into(),
                i64::from(ordinal).into(),
                channel.into(),
                answer.into(),
                success.into(),
                micros(notice.created_at + LEFT_AFTER * ordinal).into(),
            ];
            self.push(&ATTEMPTS, cells);
        }
        Ok(())
    }
}

/// Which channels were tried, what each answered, and whether it took the letter.
fn attempts<'a>(id: &str, channels: &'a [String]) -> Vec<(&'a str, &'static str, bool)> {
    if id.ends_with(LOST) {
        return channels.iter().map(|channel| (channel.as_str(), "수신 거부", false)).collect();
    }
    match channels {
        [] => Vec::new(),
        [first, second, ..] if id.ends_with(STUMBLED) => {
            vec![(first, "채널 친구가 아님", false), (second, "접수됨", true)]
        }
        [first, ..] => vec![(first, "접수됨", true)],
    }
}
