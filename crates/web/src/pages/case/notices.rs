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
    let tries = with.attempts.len();
    let each = with.attempts.iter().enumerate().map(|(index, attempt)| {
        let at = words::date::moment(attempt.at);
        told(view, notice, at, channel(&attempt.channel), outcome(attempt, index + 1, tries))
    });
    each.collect()
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

fn outcome(attempt: &Attempt, number: usize, of: usize) -> (String, Tone) {
    let by_hand = words::notice_channel::BY_HAND.contains(&attempt.channel.as_str());
    let (word, tone) = match (attempt.success, by_hand) {
        (true, true) => ("직접 알림", Tone::Success),
        (true, false) => ("발송 성공", Tone::Success),
        (false, _) => ("실패", Tone::Danger),
    };
    let retry = if of > 1 { format!(" – {number}회째") } else { String::new() };
    let answer = if attempt.answer.is_empty() { String::new() } else { format!(" ({})", attempt.answer) };
    (format!("{word}{retry}{answer}"), tone)
}

impl Told {
    fn line(&self) -> NoticeLine<'_> {
        let Told { at, step, to, channel, what, result, tone } = self;
        NoticeLine { at, step, to, channel, what, result, tone: *tone }
    }
}
