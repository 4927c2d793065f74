//! 알림현황: who was told what, over which channel, whether it arrived, and what the provider said.

use maud::Markup;
use store::{About, Attempt, Notice, NoticeState, NoticeWithAttempts, Owner};

use super::view::View;
use crate::components::{NoticeLine, Tone, notice_log};
use crate::pages::letters;

/// A line of the log, owned.
struct Told {
    at: String,
    step: &'static str,
    to: String,
    channel: String,
    what: String,
    result: String,
    tone: Tone,
}

pub(super) fn log(view: &View) -> Markup {
    let told: Vec<Told> = view.notices.iter().flat_map(|notice| lines(view, notice)).collect();
    let lines: Vec<NoticeLine> = told.iter().map(Told::line).collect();
    notice_log("알림현황", &lines)
}

/// Every attempt is a line; a notice that nobody has tried yet is one too.
fn lines(view: &View, with: &NoticeWithAttempts) -> Vec<Told> {
    let notice = &with.notice;
    if with.attempts.is_empty() {
        let first = notice.channels.first().map(|code| channel(code)).unwrap_or_default();
        return vec![told(view, notice, words::date::moment(notice.created_at), first, waiting(notice))];
    }
    // Told by hand and come back by post is one letter's way, and no try of ours.
    let tries = with.attempts.iter().filter(|attempt| !by_hand(attempt)).count();
    let mut number = 0;
    let each = with.attempts.iter().map(|attempt| {
        let at = words::date::moment(attempt.at);
        number += usize::from(!by_hand(attempt));
        let ours = (!by_hand(attempt)).then_some((number, tries));
        told(view, notice, at, channel(&attempt.channel), outcome(attempt, ours))
    });
    each.collect()
}

fn by_hand(attempt: &Attempt) -> bool {
    words::notice_channel::BY_HAND.contains(&attempt.channel.as_str())
}

fn told(view: &View, notice: &Notice, at: String, channel: String, (result, tone): (String, Tone)) -> Told {
    let to = match notice.to {
        Owner::Petitioner(_) => "신청인".to_owned(),
        Owner::Officer(id) => words::Names::officer(view, id),
    };
    Told { at, step: step(view, notice), to, channel, what: notice.subject.clone(), result, tone }
}

/// 진행단계별: what the notice tells of.
fn step(view: &View, notice: &Notice) -> &'static str {
    let About::Case { event_seq, .. } = notice.about else { return "" };
    let mut before = view.case.history.iter().filter(|line| line.seq <= event_seq).rev();
    before.next().map_or("", |line| words::event::label(&line.happened.event))
}

fn channel(code: &str) -> String {
    words::notice_channel::label(code).unwrap_or(code).to_owned()
}

fn waiting(notice: &Notice) -> (String, Tone) {
    if notice.channels.is_empty() && notice.state != NoticeState::Sent {
        return ("보낼 곳 없음".to_owned(), Tone::Danger);
    }
    let (label, tone) = letters::state_label(notice.state);
    (label.to_owned(), tone)
}

/// `ours`: which of how many tries of ours it was; none of what somebody did by hand.
fn outcome(attempt: &Attempt, ours: Option<(usize, usize)>) -> (String, Tone) {
    let (word, tone) = match (attempt.success, ours) {
        (true, None) => ("직접 알림", Tone::Success),
        (true, Some(_)) => ("발송 성공", Tone::Success),
        (false, None) => ("반송", Tone::Danger),
        (false, Some(_)) => ("실패", Tone::Danger),
    };
    let retry =
        ours.filter(|(_, of)| *of > 1).map_or(String::new(), |(number, _)| format!(" – {number}회째"));
    let answer = if attempt.answer.is_empty() { String::new() } else { format!(" ({})", attempt.answer) };
    (format!("{word}{retry}{answer}"), tone)
}

impl Told {
    fn line(&self) -> NoticeLine<'_> {
        let Told { at, step, to, channel, what, result, tone } = self;
        NoticeLine { at, step, to, channel, what, result, tone: *tone }
    }
}
