//! Nothing lies where nobody moves it: on every live file somebody who may open it may take the next step.

use domain::access::Scope;
use domain::actor::Actor;
use domain::complaint::{Act, Complaint, may};
use domain::role::{Duty, Role};

use crate::common::case::Case;
use crate::common::city::{HAN, LEE};
use crate::common::people::{approval_system, citizen, counsellor, officer, receiver};

/// The steps that bring a file nearer to its answer.
const STEPS: [Act; 10] = [
    Act::Receive,
    Act::Distribute,
    Act::Assign,
    Act::DecideReassignment,
    Act::Accept,
    Act::SendForApproval,
    Act::ApprovalStarted,
    Act::Approve,
    Act::AnswerFollowUp,
    Act::DecideObjection,
];

pub(crate) fn somebody_can_move(case: &Case, seed: u64) {
    let file = &case.file;
    // The petitioner's turn: whatever else the office may do, it waits.
    if file.stage.is_live() && file.open_supplement().is_some() {
        assert!(
            moves(file, &citizen(), &[Act::Supplement], case),
            "seed {seed}: a supplement nobody can give"
        );
        return;
    }
    let owed = file.open_follow_up().is_some() || file.objections.iter().any(|o| o.ruling.is_none());
    if !file.stage.is_live() && !owed {
        return;
    }
    let somebody = whoever(file).iter().any(|who| moves(file, who, &STEPS, case));
    assert!(somebody, "seed {seed}: nobody moves {:?}, {:?}", file.stage, file.open_reassignment());
}

fn moves(file: &Complaint, who: &Actor, steps: &[Act], case: &Case) -> bool {
    Scope::of(who).opens(file) && steps.iter().any(|act| may(file, who, *act, &case.desk()).is_ok())
}

/// The people whose part it could be: the intake, the managers of where it lies, the handler, the approver.
fn whoever(file: &Complaint) -> Vec<Actor> {
    let holder = file.holder();
    let turn = file.current_round().and_then(|round| round.turn());
    let mut people = vec![receiver(), counsellor(), approval_system()];
    people.extend(holder.handler.into_iter().chain(turn).map(|id| officer(id, Vec::new())));
    if let Some(agency) = holder.agency {
        people.push(officer(HAN, vec![Duty::agency(Role::AgencyManager, agency)]));
        let manager =
            |department| officer(LEE, vec![Duty::department(Role::DepartmentManager, agency, department)]);
        people.extend(holder.department.map(manager));
    }
    people
}
