//! One act on one file, in memory: decide, sign, evolve. What is written afterwards follows from it.

use domain::actor::{Actor, By, OnDuty};
use domain::complaint::{self, Act, ApprovalRound, Command, Complaint, Event, Happened, Number, Refusal};
use domain::desk::Desk;
use domain::id::OfficerId;
use domain::role::Role;
use store::Reminder;

/// The file before and after, and what happened in between.
pub(crate) struct Step {
    pub(crate) before: Complaint,
    pub(crate) after: Complaint,
    pub(crate) happened: Vec<Happened>,
}

impl Step {
    /// Gives a receipt its 접수번호.
    pub(crate) fn number(&mut self, issued: &Number) {
        for happened in &mut self.happened {
            if let Event::Received { number, .. } = &mut happened.event {
                *number = Some(issued.clone());
            }
        }
        self.after = after(&self.before, &self.happened);
    }

    /// The version of the file after the first event: where the act's notes are kept.
    pub(crate) fn first_seq(&self) -> u64 {
        self.before.version + 1
    }

    /// The 독촉장 among what happened, for the book of them: where it went and which due date had passed.
    pub(crate) fn reminders(&self, desk: &Desk) -> Vec<Reminder> {
        let holder = self.before.holder();
        let due_at = self.before.due(desk).and_then(|due| due.at);
        let sent = |(seq, happened): (u64, &Happened)| Reminder {
            complaint: self.after.id,
            seq,
            at: happened.at,
            agency: holder.agency,
            department: holder.department,
            by: match happened.by {
                By::Officer { id, .. } => Some(id),
                By::Petitioner { .. } | By::System { .. } => None,
            },
            due_at: due_at.unwrap_or(happened.at),
        };
        let all = (self.first_seq()..).zip(&self.happened);
        all.filter(|(_, happened)| matches!(happened.event, Event::Reminded)).map(sent).collect()
    }
}

/// Decides the command and applies it.
pub(crate) fn take(before: &Complaint, by: &Actor, command: &Command, desk: &Desk) -> Result<Step, Refusal> {
    let events = complaint::decide(before, by, command, desk)?;
    let signature = by.signature(principal(before, by, command.act()));
    let happened: Vec<Happened> =
        events.into_iter().map(|event| Happened { at: desk.now, by: signature, event }).collect();
    Ok(Step { before: before.clone(), after: after(before, &happened), happened })
}

fn after(before: &Complaint, happened: &[Happened]) -> Complaint {
    happened.iter().fold(before.clone(), complaint::evolve)
}

/// Whose desk the act is done at: a stand-in's signature names that person too.
fn principal(c: &Complaint, by: &Actor, act: Act) -> Option<OfficerId> {
    let holder = c.holder();
    let officer = by.officer()?;
    let bearer = |role| officer.bearer(role, holder.agency, holder.department);
    let managers = || bearer(Role::DepartmentManager).or_else(|| bearer(Role::AgencyManager));
    let intake = || bearer(Role::Receiver).or_else(|| bearer(Role::CallCentre));
    let at_desk = || holder.handler.filter(|handler| officer.is_or_minds(*handler));
    match act {
        Act::ApprovalStarted | Act::Approve | Act::Return => c.current_round().and_then(ApprovalRound::turn),
        Act::Assign | Act::Reassign | Act::Recall | Act::RequestReassignment | Act::Transfer | Act::Close => {
            managers()
        }
        Act::Receive | Act::AnswerAtOnce | Act::Distribute | Act::DecideReassignment => {
            own_first(officer, [intake(), managers(), None])
        }
        Act::Merge | Act::Separate | Act::Reclassify => own_first(officer, [intake(), managers(), at_desk()]),
        Act::Opine | Act::ExtendCooperation => asked(c, officer),
        Act::Remind => bearer(Role::Inspector),
        Act::Cooperate | Act::InterimAnswer | Act::AnswerFollowUp | Act::DecideObjection => {
            own_first(officer, [at_desk(), managers(), intake()])
        }
        Act::ProposeReassignment
        | Act::Accept
        | Act::RequestSupplement
        | Act::Supplement
        | Act::LapseSupplement
        | Act::Extend
        | Act::AskConsentToExtend
        | Act::ConsentToExtend
        | Act::RecordConsent
        | Act::Draft
        | Act::SendForApproval
        | Act::Rate
        | Act::AskAgain
        | Act::Withdraw
        | Act::Object
        | Act::TellProgress
        | Act::TellApprovalDelay
        | Act::Visit
        | Act::HandOver => at_desk(),
    }
}

/// Nobody acts for another where one may act oneself.
fn own_first(officer: &OnDuty, bearers: [Option<OfficerId>; 3]) -> Option<OfficerId> {
    let own = bearers.contains(&Some(officer.id)).then_some(officer.id);
    own.or_else(|| bearers.into_iter().flatten().next())
}

/// Whose part a co-operation is: the department's co-operator's, or its manager's.
fn asked(c: &Complaint, officer: &OnDuty) -> Option<OfficerId> {
    let bearer =
        |role| c.open_cooperations().find_map(|k| officer.bearer(role, Some(k.agency), Some(k.department)));
    bearer(Role::Cooperator).or_else(|| bearer(Role::DepartmentManager))
}
