//! Work that waits on somebody's desk besides the stage's own owner.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::{Complaint, ReassignmentDesk};
use crate::id::{AgencyId, DepartmentId, OfficerId};

/// Work waiting on somebody's desk besides the stage's own owner.
#[derive(Clone, Debug, PartialEq)]
pub struct DeskItem {
    pub kind: DeskItemKind,
    pub ordinal: u32,
    pub agency: Option<AgencyId>,
    pub department: Option<DepartmentId>,
    pub officer: Option<OfficerId>,
    pub since: Timestamp,
    pub due_at: Option<Timestamp>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DeskItemKind {
    Cooperation,
    Approval,
    Reassignment,
    FollowUp,
    Objection,
}

impl DeskItemKind {
    pub fn as_str(self) -> &'static str {
        match self {
            DeskItemKind::Cooperation => "cooperation",
            DeskItemKind::Approval => "approval",
            DeskItemKind::Reassignment => "reassignment",
            DeskItemKind::FollowUp => "follow_up",
            DeskItemKind::Objection => "objection",
        }
    }
}

pub(super) fn desk_items(c: &Complaint) -> Vec<DeskItem> {
    let holder = c.holder();
    let at_holder = |kind, ordinal, since, due_at| DeskItem {
        kind,
        ordinal,
        agency: holder.agency,
        department: holder.department,
        officer: holder.handler,
        since,
        due_at: Some(due_at),
    };
    let mut items = Vec::new();
    if c.stage.is_live() {
        items.extend(c.open_cooperations().map(|k| DeskItem {
            kind: DeskItemKind::Cooperation,
            ordinal: k.ordinal,
            agency: Some(k.agency),
            department: Some(k.department),
            officer: None,
            since: k.asked_at,
            due_at: Some(k.reply_by),
        }));
        items.extend(c.open_reassignment().map(reassignment_item));
        // What was handed over waits on a desk of the other system.
        let ours = c.current_round().filter(|r| r.turn().is_some());
        items.extend(ours.map(|r| DeskItem {
            kind: DeskItemKind::Approval,
            ordinal: r.ordinal,
            agency: holder.agency,
            department: holder.department,
            officer: r.turn(),
            since: r.sent_at,
            due_at: None,
        }));
    }
    items.extend(
        c.open_follow_up().map(|f| at_holder(DeskItemKind::FollowUp, f.ordinal, f.asked_at, f.due_at)),
    );
    let objections = c.objections.iter().filter(|o| o.ruling.is_none());
    items.extend(objections.map(|o| at_holder(DeskItemKind::Objection, o.ordinal, o.at, o.due_at)));
    items
}

fn reassignment_item(r: &super::Reassignment) -> DeskItem {
    let agency = match r.desk {
        ReassignmentDesk::AgencyManager { agency } => Some(agency),
        ReassignmentDesk::Receiver | ReassignmentDesk::CallCentre => None,
    };
    DeskItem {
        kind: DeskItemKind::Reassignment,
        ordinal: r.ordinal,
        agency,
        department: None,
        officer: None,
        since: r.asked_at,
        due_at: None,
    }
}
