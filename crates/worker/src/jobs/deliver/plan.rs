//! Which channel comes next and when to try again. Pure: what was tried before says it all.

use jiff::SignedDuration;
use store::{Attempt, Notice};

/// Before each try again on the same channel.
const PAUSES: [SignedDuration; 5] = [
    SignedDuration::from_mins(1),
    SignedDuration::from_mins(5),
    SignedDuration::from_mins(30),
    SignedDuration::from_hours(2),
    SignedDuration::from_hours(6),
];

/// A notice taken up more often than all channels together can ask for kills its deliverers.
pub(super) const MOST_TAKEN_UP: u32 = 30;

/// Where a notice stands: the channel whose turn it is, and how often that one was tried.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Standing {
    pub(super) channel: usize,
    pub(super) tries: usize,
}

/// From the tries so far. A refused channel shows by the next one having been tried; where a crash came
/// between the two it is asked once more, under the same key.
pub(super) fn standing(notice: &Notice, tried: &[Attempt]) -> Standing {
    // Taken up again after failing for good, by somebody's wish: all from the beginning.
    let claims_before = usize::try_from(notice.attempts.saturating_sub(1)).unwrap_or(usize::MAX);
    if claims_before == 0 {
        return Standing::default();
    }
    let order: Vec<usize> = tried.iter().filter_map(|attempt| position(notice, &attempt.channel)).collect();
    let Some(&channel) = order.last() else { return Standing::default() };
    let tries = order.iter().rev().take_while(|tried| **tried == channel).count();
    // One claim tries a channel once, which tells these tries from those before somebody's wish.
    Standing { channel, tries: tries.min(claims_before) }
}

fn position(notice: &Notice, channel: &str) -> Option<usize> {
    notice.channels.iter().position(|name| name == channel)
}

/// How long to wait after so many tries on a channel; `None` when it has had its share.
pub(super) fn pause(tries: usize) -> Option<SignedDuration> {
    PAUSES.get(tries.checked_sub(1)?).copied()
}

#[cfg(test)]
mod tests {
    use domain::id::{ComplaintId, NoticeId, OfficerId};
    use jiff::Timestamp;
    use store::{About, NoticeState, Owner};

    use super::*;

    fn notice(taken_up: u32) -> Notice {
        let nil = "00000000-0000-0000-0000-000000000000";
        Notice {
            id: nil.parse::<NoticeId>().unwrap(),
            about: About::Case { complaint: nil.parse::<ComplaintId>().unwrap(), event_seq: 1 },
            to: Owner::Officer(nil.parse::<OfficerId>().unwrap()),
            channels: ["alimtalk", "sms", "mail"].map(str::to_owned).to_vec(),
            subject: String::new(),
            body: String::new(),
            channel_texts: std::collections::BTreeMap::new(),
            delivery_key: String::new(),
            state: NoticeState::Pending,
            attempts: taken_up,
            created_at: Timestamp::UNIX_EPOCH,
            next_at: Timestamp::UNIX_EPOCH,
            locked_until: None,
            owed: false,
        }
    }

    fn stands(taken_up: u32, tried: &[&str]) -> (usize, usize) {
        let attempt = |channel: &&str| Attempt {
            channel: (*channel).to_owned(),
            answer: String::new(),
            success: false,
            at: Timestamp::UNIX_EPOCH,
        };
        let tried: Vec<Attempt> = tried.iter().map(attempt).collect();
        let Standing { channel, tries } = standing(&notice(taken_up), &tried);
        (channel, tries)
    }

    #[test]
    fn the_last_channel_tried_has_its_turn_again() {
        assert_eq!(stands(1, &[]), (0, 0));
        assert_eq!(stands(2, &[]), (0, 0), "killed before the first try was written down");
        assert_eq!(stands(2, &["alimtalk"]), (0, 1));
        assert_eq!(stands(2, &["alimtalk", "sms"]), (1, 1), "refused, then postponed");
        assert_eq!(stands(3, &["alimtalk", "sms", "sms"]), (1, 2));
    }

    #[test]
    fn after_somebodys_wish_all_begins_anew() {
        let before = ["alimtalk", "sms", "mail", "mail"];
        assert_eq!(stands(1, &before), (0, 0));
        let and_again = ["alimtalk", "sms", "mail", "mail", "alimtalk"];
        assert_eq!(stands(2, &and_again), (0, 1));
    }

    #[test]
    fn pauses_grow_and_end() {
        assert_eq!(pause(0), None);
        assert_eq!(pause(1), Some(SignedDuration::from_mins(1)));
        assert_eq!(pause(5), Some(SignedDuration::from_hours(6)));
        assert_eq!(pause(6), None);
        assert!(PAUSES.is_sorted());
    }
}
