//! How far a change to a file is felt: the desks that saw it before, and those that see it now.

use serde::{Deserialize, Serialize};

use crate::access::{OfficeSight, Scope, Sight};
use crate::complaint::{Complaint, DeskItemKind, StageName, Visibility};
use crate::id::{AgencyId, DepartmentId, OfficerId};

/// Who feels a change, and on which lists; nothing of what was changed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reach {
    call_centre: bool,
    agencies: Vec<AgencyId>,
    departments: Vec<DepartmentId>,
    officers: Vec<OfficerId>,
    /// Departments whose opinion is asked: they see their part, not the department's lists.
    asked: Vec<DepartmentId>,
    stages: Vec<StageName>,
    items: Vec<DeskItemKind>,
}

impl Reach {
    /// `None` for a sealed file, before or after: nobody hears that anything happened to it
    /// (공익신고자 보호법 제12조).
    pub fn of(before: Option<&Complaint>, after: &Complaint) -> Option<Reach> {
        let files = || before.into_iter().chain([after]);
        if files().any(|c| c.visibility == Visibility::Sealed) {
            return None;
        }
        let mut reach = Reach::default();
        files().for_each(|c| reach.add(c));
        Some(reach)
    }

    fn add(&mut self, c: &Complaint) {
        let holder = c.holder();
        self.call_centre |= c.channel.is_call_centre();
        put(&mut self.agencies, holder.agency);
        put(&mut self.departments, holder.department);
        put(&mut self.officers, holder.handler);
        put(&mut self.stages, Some(c.stage.name()));
        for item in c.desk_items() {
            put(&mut self.items, Some(item.kind));
            put(&mut self.officers, item.officer);
            match item.kind {
                DeskItemKind::Cooperation => put(&mut self.asked, item.department),
                DeskItemKind::Reassignment => put(&mut self.agencies, item.agency),
                // They lie with whoever holds the file, who is named already.
                DeskItemKind::Approval | DeskItemKind::FollowUp | DeskItemKind::Objection => {}
            }
        }
    }

    /// Does this reader see the file, before or after?
    pub fn felt_by(&self, scope: &Scope) -> bool {
        match scope.sight() {
            Sight::Everything => true,
            // Petitioners hear by letter; their page has no lists that change.
            Sight::Own(_) => false,
            Sight::Office(sight) => self.lies_in(sight),
        }
    }

    fn lies_in(&self, sight: &OfficeSight) -> bool {
        sight.city
            || (self.call_centre && sight.call_centre)
            || self.agencies.iter().any(|id| sight.agencies.contains(id))
            || self.departments.iter().any(|id| sight.departments.contains(id))
            || self.officers.iter().any(|id| sight.desks.contains(id))
            || self.asked.iter().any(|id| sight.cooperates_for.contains(id))
    }

    /// The stages it left and came to.
    pub fn stages(&self) -> &[StageName] {
        &self.stages
    }

    /// The inboxes it lay in, or lies in.
    pub fn items(&self) -> &[DeskItemKind] {
        &self.items
    }
}

fn put<T: PartialEq>(list: &mut Vec<T>, value: Option<T>) {
    if let Some(value) = value.filter(|value| !list.contains(value)) {
        list.push(value);
    }
}
