//! The dry run of a staff feed: every change, what will follow from it, and what cannot be.

use domain::complaint::Number;
use domain::id::DepartmentId;
use domain::org::{Change, Feed, FeedFault, OrgChart, Origin, Place, Vanishing, diff, vanishing};
use domain::role::Role;
use jiff::civil::Date;
use store::{OpenWork, Read};

use crate::digest;
use crate::not_done::Result;
use crate::office::Office;

/// Numbers shown of what keeps a department from ending.
const NUMBERS_SHOWN: u32 = 20;

/// What a feed would do now.
#[derive(Clone, Debug)]
pub struct Plan {
    pub faults: Vec<FeedFault>,
    /// In the order in which they are done; without what is blocked.
    pub changes: Vec<Change>,
    pub follows: Follows,
    pub blocked: Vec<Blocked>,
    /// So many vanish that somebody has to say it is right.
    pub vanishing: Option<Vanishing>,
    /// The same for the same changes: what was read is what is done.
    pub digest: String,
}

/// What follows. Sealed files are in no count.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Follows {
    /// Files that go back to 부서 분배, and work that waited for those who go.
    pub back_to_department: OpenWork,
    /// Files and work that another department goes on with.
    pub relocated: OpenWork,
    pub grants_ended: usize,
    /// Departments with people and without a manager afterwards.
    pub without_manager: Vec<DepartmentId>,
}

/// A department that cannot end: something lies there, and nobody follows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Blocked {
    pub department: DepartmentId,
    pub open: OpenWork,
    pub numbers: Vec<Number>,
}

impl Plan {
    pub fn is_believed(&self) -> bool {
        self.faults.is_empty()
    }
}

/// What this feed would do now; nothing is changed.
pub async fn of(office: &Office, feed: &Feed) -> Result<Plan> {
    let mut tx = office.store().read().await?;
    let chart = tx.org_chart().await?;
    in_view(&mut tx, &chart, feed, office.desk().today()).await
}

pub(super) async fn in_view(tx: &mut Read, chart: &OrgChart, feed: &Feed, today: Date) -> Result<Plan> {
    let faults = feed.faults(chart);
    let all = if faults.is_empty() { diff(chart, feed) } else { Vec::new() };
    let (mut changes, mut blocked) = (Vec::new(), Vec::new());
    for change in all {
        match blocks(tx, chart, &change).await? {
            Some(why) => blocked.push(why),
            None => changes.push(change),
        }
    }
    let follows = follows(tx, (&changes, today)).await?;
    let vanishing = vanishing(chart, feed, &changes);
    let digest = digest::of(format!("{changes:?} {blocked:?}"));
    Ok(Plan { faults, changes, follows, blocked, vanishing, digest })
}

async fn blocks(tx: &mut Read, chart: &OrgChart, change: &Change) -> Result<Option<Blocked>> {
    let Change::DepartmentEnded { department, successor: None } = change else { return Ok(None) };
    let department = *department;
    let by_hand = chart.officers_of(department).into_iter().any(|officer| officer.origin == Origin::ByHand);
    if !by_hand && !tx.is_department_busy(department).await? {
        return Ok(None);
    }
    let open = tx.open_work_at(department).await?;
    let numbers = tx.open_numbers_at(department, NUMBERS_SHOWN).await?;
    Ok(Some(Blocked { department, open, numbers }))
}

async fn follows(tx: &mut Read, (changes, today): (&[Change], Date)) -> Result<Follows> {
    let mut follows = Follows::default();
    let mut going = Vec::new();
    for change in changes {
        match change {
            Change::DepartmentEnded { department, successor: Some(_) } => {
                add(&mut follows.relocated, tx.open_work_at(*department).await?);
            }
            Change::Left { officer } => {
                add(&mut follows.back_to_department, tx.open_work_of(*officer).await?);
                going.push(*officer);
            }
            Change::Moved { officer, from, told } => {
                if !goes_along(changes, (*from, &told.place)) {
                    add(&mut follows.back_to_department, tx.open_work_of(*officer).await?);
                }
                going.push(*officer);
            }
            Change::AgencyOpened(_)
            | Change::AgencyRenamed { .. }
            | Change::DepartmentOpened(_)
            | Change::DepartmentReopened { .. }
            | Change::DepartmentRenamed { .. }
            | Change::DepartmentEnded { successor: None, .. }
            | Change::Joined(_)
            | Change::Returned { .. }
            | Change::Renamed { .. }
            | Change::LeftAlone { .. } => {}
        }
    }
    for some in going.chunks(500) {
        let held = tx.duties_on(some, today).await?;
        follows.grants_ended += held.len();
        let managed = held.iter().filter(|(_, duty)| duty.role == Role::DepartmentManager);
        for department in managed.filter_map(|(_, duty)| duty.department) {
            let holders = tx.holders(Role::DepartmentManager, None, Some(department), today).await?;
            let ends = changes
                .iter()
                .any(|c| matches!(c, Change::DepartmentEnded { department: d, .. } if *d == department));
            let left = holders.iter().all(|holder| going.contains(holder));
            if left && !ends && !follows.without_manager.contains(&department) {
                follows.without_manager.push(department);
            }
        }
    }
    Ok(follows)
}

/// Somebody whose department ends goes where its work goes.
pub(super) fn goes_along(changes: &[Change], (from, to): (DepartmentId, &Place)) -> bool {
    let followed = |change: &Change| {
        matches!(change, Change::DepartmentEnded { department, successor }
            if *department == from && successor.as_ref() == Some(to))
    };
    changes.iter().any(followed)
}

fn add(sum: &mut OpenWork, more: OpenWork) {
    sum.files += more.files;
    sum.items += more.items;
}
