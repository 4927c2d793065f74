//! The steps of something, in the petitioner's language: side by side when wide, a list when narrow.

use maud::{Markup, html};

use super::Tongue;

/// Where a step stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Stand {
    Done,
    Now,
    Ahead,
}

impl Stand {
    /// Of the `index`-th step when `now` is under way.
    pub(crate) fn of(index: usize, now: usize) -> Stand {
        match index.cmp(&now) {
            std::cmp::Ordering::Less => Stand::Done,
            std::cmp::Ordering::Equal => Stand::Now,
            std::cmp::Ordering::Greater => Stand::Ahead,
        }
    }
}

/// One step: what it is called, where it stands, and when it was reached.
#[derive(Clone, Debug)]
pub(crate) struct StageLine<'a> {
    pub(crate) label: &'a str,
    pub(crate) stand: Stand,
    pub(crate) when: Option<String>,
}

pub(crate) fn stages(name: &str, lines: &[StageLine], tongue: Tongue) -> Markup {
    html! {
        ol.stepper.{ "steps-" (lines.len()) } aria-label=(name) {
            @for line in lines {
                @let (class, said) = spoken(line.stand, tongue);
                li.step.(class) aria-current=[(line.stand == Stand::Now).then_some("step")] {
                    div.step-head {
                        span.step-mark aria-hidden="true" {}
                        span.step-label { (line.label) }
                        " " span.step-state { (said) }
                        @if let Some(when) = &line.when { " " span.step-when { (when) } }
                    }
                }
            }
        }
    }
}

fn spoken(stand: Stand, tongue: Tongue) -> (&'static str, &'static str) {
    match stand {
        Stand::Done => ("step-done", tongue.pick("완료", "done")),
        Stand::Now => ("step-current", tongue.pick("지금 단계", "now")),
        Stand::Ahead => ("step-waiting", tongue.pick("다음 단계", "ahead")),
    }
}
