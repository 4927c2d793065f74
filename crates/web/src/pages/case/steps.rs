//! 민원 진행상황: the stages in order; each opens what happened while the file stood there.

use domain::complaint::{Complaint, StageName, evolve, fold};
use maud::Markup;
use store::Line;

use super::history;
use super::view::View;
use crate::components::{Step, StepState, stepper};

/// The way of a complaint that is answered; where it ends otherwise, the last step bears that name.
const WAY: [StageName; 9] = [
    StageName::Filed,
    StageName::Received,
    StageName::AtAgency,
    StageName::AtDepartment,
    StageName::Assigned,
    StageName::Accepted,
    StageName::ApprovalSent,
    StageName::ApprovalPending,
    StageName::Answered,
];

pub(super) fn steps(view: &View) -> Markup {
    let case = &view.case;
    let placed = placed(&case.history);
    let now = case.complaint.stage.name();
    let here = place(now);
    let whens: Vec<Option<String>> = (0..WAY.len())
        .map(|step| entered(&placed, step).map(|line| words::date::moment_short(line.happened.at)))
        .collect();
    let drawn: Vec<Step> = WAY
        .iter()
        .enumerate()
        .map(|(step, stage)| {
            let lines: Vec<&Line> =
                placed.iter().filter(|(p, _)| *p == step).map(|(_, line)| *line).collect();
            let label = words::stage::label(if step == here { now } else { *stage });
            let state = state(step, here, now, !lines.is_empty());
            let history = (!lines.is_empty()).then(|| history::lines(view, label, lines));
            Step { label, state, when: whens[step].as_deref(), history }
        })
        .collect();
    stepper("민원 진행상황", &drawn)
}

fn place(stage: StageName) -> usize {
    WAY.iter().position(|step| *step == stage).unwrap_or(WAY.len() - 1)
}

fn state(step: usize, here: usize, now: StageName, visited: bool) -> StepState {
    match step.cmp(&here) {
        std::cmp::Ordering::Equal if now.is_live() => StepState::Current,
        std::cmp::Ordering::Equal => StepState::Done,
        std::cmp::Ordering::Less if visited => StepState::Done,
        std::cmp::Ordering::Less => StepState::Skipped,
        std::cmp::Ordering::Greater => StepState::Waiting,
    }
}

/// Every line at the step the file stood at after it.
fn placed(history: &[Line]) -> Vec<(usize, &Line)> {
    let mut file: Option<Complaint> = None;
    let mut placed = Vec::with_capacity(history.len());
    for line in history {
        file = match file {
            None => fold([&line.happened]),
            Some(before) => Some(evolve(before, &line.happened)),
        };
        let stage = file.as_ref().map_or(StageName::Filed, |c| c.stage.name());
        placed.push((place(stage), line));
    }
    placed
}

/// The line with which the file last came to a step.
fn entered<'a>(placed: &[(usize, &'a Line)], step: usize) -> Option<&'a Line> {
    let mut came = None;
    let mut before = None;
    for (at, line) in placed {
        if *at == step && before != Some(step) {
            came = Some(*line);
        }
        before = Some(*at);
    }
    came
}
