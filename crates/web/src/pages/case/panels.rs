//! What the reader may do: their own next step open on top, the rest folded, what is refused with its reason.

mod after;
mod approval;
mod cooperator;
mod editor;
mod handler;
mod hands;
mod intake;
mod leaving;
mod manager;
mod parts;
mod reassignment;
pub(super) mod template;

use domain::complaint::{Act, Refusal};
use domain::role::Role;
use maud::{Markup, html};

use super::asked::From;
use super::labels;
use super::offices::office_list;
use super::sheet::Sheet;
use super::view::View;
use crate::components::{ButtonKind, confirm_panel, expander, opened_panel, refused_button_at};

/// The acts as they are drawn.
pub(super) struct Acts {
    /// `None` when there is nothing this reader does here.
    pub(super) markup: Option<Markup>,
    /// Whether the form that came back has its place among them.
    pub(super) drawn: bool,
}

/// One act of the reader's role.
struct Panel<'a> {
    sheet: Sheet<'a>,
    label: String,
    kind: ButtonKind,
    /// The reader's next step: stands open.
    leads: bool,
    body: Markup,
}

pub(super) fn acts(view: &View) -> Acts {
    let offered = offered(view);
    let drawn = offered.iter().any(|panel| panel.sheet.came_back() && may(panel).is_ok())
        || view.typed.as_ref().is_none_or(|typed| {
            ["reveal", super::evidence::PANEL, super::by_hand::PANEL].contains(&typed.panel.as_str())
        });
    let refused: Vec<(String, String, Refusal)> = offered
        .iter()
        .filter_map(|panel| Some((panel, may(panel).err().filter(|why| speaks_of(view, why))?)))
        .map(|(panel, why)| {
            let pressed = labels::pressed(panel.sheet.panel, panel.sheet.act);
            (panel.label.clone(), words::refusal::whole_of(pressed, why), why.clone())
        })
        .collect();
    let open: Vec<Panel> = offered.into_iter().filter(|panel| may(panel).is_ok()).collect();
    if open.is_empty() && refused.is_empty() {
        return Acts { markup: None, drawn };
    }
    // The manager's own stay in the guide's order: 2 is the next step, and still comes after 1.
    let (lead, rest): (Vec<_>, Vec<_>) =
        open.into_iter().partition(|panel| panel.leads && panel.sheet.act != Act::Assign);
    let markup = html! {
        @if lead.iter().chain(&rest).any(names_offices) { (office_list("offices", view.chart(), Some(&view.who.on_duty), true)) }
        @for panel in lead.iter().chain(&rest) { (drawn_panel(view, panel)) }
        (refusals(&refused))
    };
    Acts { markup: Some(markup), drawn }
}

fn names_offices(panel: &Panel) -> bool {
    let naming =
        [Act::Assign, Act::Distribute, Act::Cooperate, Act::RequestReassignment, Act::DecideReassignment];
    naming.contains(&panel.sheet.act)
}

/// The editor may save although it may not yet send; the approver may decide what is only about to start.
fn may<'a>(panel: &Panel<'a>) -> Result<(), &'a Refusal> {
    let case = &panel.sheet.view.case;
    match panel.sheet.act {
        Act::SendForApproval => case.may(Act::Draft),
        act @ (Act::Approve | Act::Return) => case.may(Act::ApprovalStarted).or_else(|_| case.may(act)),
        act => case.may(act),
    }
}

/// Another's part is not mentioned, and of a file that has ended nothing that is over with it.
fn speaks_of(view: &View, why: &Refusal) -> bool {
    !matches!(why, Refusal::NotYourPart { .. }) && view.case.complaint.stage.is_live()
}

/// Not at this stage: true of most acts at most times, so it waits behind a fold.
fn goes_without_saying(why: &Refusal) -> bool {
    matches!(
        why,
        Refusal::WrongStage { .. }
            | Refusal::NoReassignmentOpen
            | Refusal::NoCooperationOpen
            | Refusal::NoFollowUpOpen
            | Refusal::NoObjectionOpen
            | Refusal::NoSupplementOpen
            | Refusal::ConsentNotAsked
            | Refusal::VisitOnlyForGrievance
            | Refusal::NotOverdue
    )
}

fn drawn_panel(view: &View, panel: &Panel) -> Markup {
    let came_back = panel.sheet.came_back();
    let reading = view.asked.from == From::Search || view.typed.is_some();
    // Whoever asked for 전체보기 was about to name somebody.
    let naming = panel.sheet.view.asked.all && matches!(panel.sheet.act, Act::Assign | Act::Reassign);
    let open = came_back || naming || (panel.leads && !reading);
    let draw = if open { opened_panel } else { confirm_panel };
    html! { div id={ "act-" (panel.sheet.panel) } { (draw(&panel.label, panel.kind, panel.body.clone())) } }
}

fn refusals(refused: &[(String, String, Refusal)]) -> Markup {
    let button = |(number, (label, said, _)): (usize, &(String, String, Refusal))| {
        html! { p { (refused_button_at(&format!("refused-{number}"), label, said)) } }
    };
    let (quiet, said): (Vec<_>, Vec<_>) =
        refused.iter().enumerate().partition(|(_, (.., why))| goes_without_saying(why));
    let title = format!("지금 단계에서는 하지 않는 처리 {}건", quiet.len());
    html! {
        @for one in said { (button(one)) }
        @if !quiet.is_empty() {
            (expander(&title, false, html! { @for one in quiet { (button(one)) } }))
        }
    }
}

/// Every panel of every part the reader has in this file, in the order the guide numbers them.
fn offered(view: &View) -> Vec<Panel<'_>> {
    let c = &view.case.complaint;
    let holder = c.holder();
    let holds = |role| holder.agency.is_some() && view.actor.holds(role, holder.agency, holder.department);
    let mut panels = Vec::new();
    let takes_in = view.actor.holds(Role::Receiver, None, None)
        || (c.channel.is_call_centre() && view.actor.holds(Role::CallCentre, None, None));
    panels.extend(reassignment::decide(view));
    panels.extend(approval::panels(view));
    panels.extend(cooperator::panels(view));
    panels.extend(after::panels(view));
    if takes_in {
        panels.extend(intake::panels(view));
    }
    if holds(Role::DepartmentManager) || holds(Role::AgencyManager) {
        panels.extend(manager::panels(view));
    } else if takes_in {
        let also = [Act::Reclassify, Act::Merge, Act::Transfer, Act::Close];
        panels.extend(manager::panels(view).into_iter().filter(|panel| also.contains(&panel.sheet.act)));
    }
    if holder.handler.is_some_and(|handler| view.who.on_duty.is_or_minds(handler)) {
        panels.extend(handler::panels(view));
    }
    unique(panels)
}

/// Who holds two parts is offered each act once.
fn unique(panels: Vec<Panel<'_>>) -> Vec<Panel<'_>> {
    let mut kept: Vec<Panel> = Vec::new();
    for panel in panels {
        match kept.iter_mut().find(|k| k.sheet.panel == panel.sheet.panel) {
            Some(already) => already.leads |= panel.leads,
            None => kept.push(panel),
        }
    }
    kept
}
