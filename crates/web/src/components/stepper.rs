//! 민원 진행상황: the steps of a complaint; each opens its own history, one at a time.

use maud::{Markup, html};

/// Where a step stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StepState {
    Done,
    Current,
    Waiting,
    /// Not needed for this complaint, or passed over.
    Skipped,
}

impl StepState {
    fn class(self) -> &'static str {
        match self {
            Self::Done => "step-done",
            Self::Current => "step-current",
            Self::Waiting => "step-waiting",
            Self::Skipped => "step-skipped",
        }
    }

    fn said(self) -> &'static str {
        match self {
            Self::Done => "완료",
            Self::Current => "진행 중",
            Self::Waiting => "대기",
            Self::Skipped => "해당 없음",
        }
    }
}

/// One step. Without a history it does not open.
#[derive(Clone, Debug)]
pub struct Step<'a> {
    pub label: &'a str,
    pub state: StepState,
    /// `2026. 3. 10. 09:12`
    pub when: Option<&'a str>,
    pub history: Option<Markup>,
}

/// The steps in order; side by side when wide, below one another when narrow.
#[must_use]
pub fn stepper(label: &str, steps: &[Step]) -> Markup {
    html! {
        ol.stepper.{ "steps-" (steps.len()) } aria-label=(label) {
            @for step in steps {
                li.step.(step.state.class()) aria-current=[(step.state == StepState::Current).then_some("step")] {
                    @match &step.history {
                        Some(history) => {
                            details name="steps" data-disclosure {
                                summary { (head(step)) }
                                div.step-history { (history) }
                            }
                        },
                        None => div.step-head { (head(step)) },
                    }
                }
            }
        }
    }
}

fn head(step: &Step) -> Markup {
    html! {
        span.step-mark aria-hidden="true" {}
        span.step-label { (step.label) }
        " "
        span.step-state { (step.state.said()) }
        @if let Some(when) = step.when { " " span.step-when { (when) } }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_step_with_history_opens_and_says_its_state() {
        let steps = [
            Step {
                label: "접수",
                state: StepState::Done,
                when: Some("2026. 3. 10. 09:12"),
                history: Some(html! { p { "한접수" } }),
            },
            Step { label: "부서 분배", state: StepState::Current, when: None, history: None },
        ];
        let markup = stepper("민원 진행상황", &steps).into_string();
        assert_eq!(markup.matches("<details").count(), 1);
        assert!(
            markup.contains(r#"aria-current="step""#)
                && markup.contains("진행 중")
                && markup.contains("완료")
        );
    }
}
