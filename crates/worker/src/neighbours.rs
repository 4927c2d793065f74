//! The systems beside ours that this worker speaks with; a job whose neighbour is not connected does not run.

use std::sync::Arc;

use casework::timetable::Job;
use connect::approval::ApprovalClient;
use connect::epeople::EpeopleClient;

/// Cheap to clone.
#[derive(Clone, Default)]
pub struct Neighbours {
    /// 국민신문고.
    pub epeople: Option<Arc<EpeopleClient>>,
    /// 업무관리 전자결재.
    pub approval: Option<ApprovalClient>,
}

impl Neighbours {
    pub(crate) fn take_part_in(&self, job: Job) -> bool {
        match job {
            Job::PullEpeople | Job::ReconcileEpeople => self.epeople.is_some(),
            Job::AskApproval | Job::TellApprovalDelays => self.approval.is_some(),
            Job::Deliver
            | Job::HandOver
            | Job::TakeOver
            | Job::ScanFiles
            | Job::TidyFiles
            | Job::FoldSearch
            | Job::AddUp
            | Job::FetchStaff
            | Job::SweepDeadlines
            | Job::TellProgress
            | Job::LapseSupplements
            | Job::Recompute
            | Job::Prune
            | Job::TellNeighbours
            | Job::MakeExports
            | Job::TidyExports
            | Job::AnchorAccess => true,
        }
    }
}
