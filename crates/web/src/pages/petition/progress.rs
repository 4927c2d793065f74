//! Where it stands, when it is due, and who handles it (시행령 제31조: 소속·성명·연락처).

use casework::reader::Case;
use domain::complaint::{Event, Stage, StageName};
use domain::org::Officer;
use jiff::Timestamp;
use maud::{Markup, html};
use words::Names;

use super::due::due;
use crate::components::{KeyValue, Tone, alert, key_values, panel as boxed};
use crate::pages::citizen::{StageLine, Stand, Tongue, stages};

/// The steps a petitioner follows; the office's own lie between them.
const STEPS: [StageName; 5] =
    [StageName::Filed, StageName::Received, StageName::Assigned, StageName::Accepted, StageName::Answered];

pub(super) fn panel(case: &Case, tongue: Tongue) -> Markup {
    let t = &tongue.strings().status;
    let c = &case.complaint;
    html! {
        (stages(t.title, &lines(case, tongue), tongue))
        @if c.overdue(&case.desk) { (alert(Tone::Warning, t.overdue, html! {})) }
        (boxed("standing", t.stage, html! {
            (ended(case, tongue))
            (key_values(&handled_by(case, tongue)))
            @if c.stage.is_live() { (due(case, tongue)) }
        }))
    }
}

fn lines(case: &Case, tongue: Tongue) -> Vec<StageLine<'static>> {
    let now = case.complaint.stage.name();
    let reached = STEPS.iter().rposition(|step| moment(case, *step).is_some()).unwrap_or(0);
    // Another end than an answer takes the place of what will not come any more.
    let ended = (!now.is_live() && now != StageName::Answered).then_some(now);
    let shown = if ended.is_some() { &STEPS[..=reached] } else { &STEPS[..] };
    let mut lines: Vec<StageLine> = shown
        .iter()
        .enumerate()
        .map(|(index, step)| StageLine {
            label: words::stage::citizen(*step, tongue.0),
            stand: if ended.is_some() || now == StageName::Answered {
                Stand::Done
            } else {
                Stand::of(index, standing(now))
            },
            when: moment(case, *step).map(|at| words::date::moment_for(at, tongue.0)),
        })
        .collect();
    if let Some(end) = ended {
        let when = case.complaint.ended_at.map(|at| words::date::moment_for(at, tongue.0));
        lines.push(StageLine { label: words::stage::citizen(end, tongue.0), stand: Stand::Now, when });
    }
    lines
}

/// The petitioner's step under way at a stage of the office.
fn standing(now: StageName) -> usize {
    match now {
        StageName::Filed => 0,
        StageName::Received | StageName::AtAgency | StageName::AtDepartment => 1,
        StageName::Assigned => 2,
        _ => 3,
    }
}

/// When a step was reached the last time; not before the stage it belongs to (a recalled file steps back).
fn moment(case: &Case, step: StageName) -> Option<Timestamp> {
    let now = case.complaint.stage.name();
    let reached = STEPS.iter().position(|s| *s == step)? <= standing(now) || !now.is_live();
    let is = |event: &Event| match step {
        StageName::Filed => matches!(event, Event::Filed { .. }),
        StageName::Received => matches!(event, Event::Received { .. }),
        StageName::Assigned => matches!(event, Event::Assigned { .. } | Event::Reassigned { .. }),
        StageName::Accepted => matches!(event, Event::Accepted),
        _ => matches!(event, Event::Answered { .. }),
    };
    let found = case.history.iter().rev().find(|line| is(&line.happened.event));
    found.map(|line| line.happened.at).filter(|_| reached)
}

fn handled_by(case: &Case, tongue: Tongue) -> Vec<KeyValue<'static>> {
    let t = &tongue.strings().status;
    let (c, chart) = (&case.complaint, &case.desk.chart);
    let holder = c.holder();
    let officer: Option<&Officer> = holder.handler.and_then(|id| chart.officer(id));
    let office = holder
        .department
        .map(|id| Names::department(chart.as_ref(), id))
        .or_else(|| holder.agency.map(|id| Names::agency(chart.as_ref(), id)));
    let waiting = || tongue.pick("아직 정해지지 않았습니다.", "Not decided yet.").to_owned();
    let number = c.number.as_ref().map(ToString::to_string).unwrap_or_default();
    let mut lines = vec![
        KeyValue::text(t.application_number, c.application_number.as_str()),
        KeyValue::text(t.number, &number),
        KeyValue::text(t.department, &office.unwrap_or_else(waiting)),
        KeyValue::text(t.handler, &officer.map_or_else(waiting, |o| Names::officer(chart.as_ref(), o.id))),
    ];
    if let Some(officer) = officer {
        lines.push(KeyValue::new(t.phone, html! { a href={ "tel:" (officer.phone) } { (officer.phone) } }));
    }
    lines
}

/// How it ended, if not with an answer.
fn ended(case: &Case, tongue: Tongue) -> Markup {
    let t = &tongue.strings().status;
    let said = match &case.complaint.stage {
        Stage::Transferred { body, .. } => Some((t.transferred_to, body.clone())),
        Stage::Closed { ground, .. } => Some((t.closed_because, words::closing::with_article(*ground))),
        _ => None,
    };
    html! {
        @if let Some((what, text)) = said { p { strong { (what) } ": " span lang="ko" { (text) } } }
    }
}

/// How far the complaint has come with which this one is handled.
pub(super) fn together(lead: &Case, tongue: Tongue) -> Markup {
    let stage = words::stage::citizen(lead.complaint.stage.name(), tongue.0);
    let title = tongue.pick("함께 처리하는 민원", "Handled together");
    boxed(
        "together",
        title,
        html! {
            p { (tongue.pick(format!("지금: {stage}"), format!("Now: {stage}"))) }
            p.hint {
                (tongue.pick(
                    "같은 취지의 민원과 함께 처리하며, 답변은 신청하신 분 모두에게 드립니다.",
                    "Complaints about the same matter are handled together; everybody is answered.",
                ))
            }
        },
    )
}
