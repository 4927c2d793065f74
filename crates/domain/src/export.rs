//! 내려받기 파일: a long list made into a file by a worker; how far it is, and why it came to nothing.

/// Rows of one file: what Excel still sorts and filters on an office computer.
pub const FILE_ROWS_MAX: u32 = 100_000;
/// How long a file may be taken, in hours: until the same time of the next day.
pub const LINK_HOURS: i64 = 24;
/// Files that one person may have waiting or in the making: a worker makes one after another, for everybody.
pub const UNFINISHED_MAX: usize = 3;
/// Times a file is begun whose worker died over it: then something is wrong with the file, not the worker.
pub const ATTEMPTS_MAX: u32 = 3;

/// How far a file is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ExportState {
    Waiting,
    Running,
    Done,
    Failed,
    Cancelled,
    /// It was there, and its time is over.
    Expired,
}

impl ExportState {
    pub const ALL: [ExportState; 6] = [
        ExportState::Waiting,
        ExportState::Running,
        ExportState::Done,
        ExportState::Failed,
        ExportState::Cancelled,
        ExportState::Expired,
    ];

    pub fn as_str(self) -> &'static str {
        match self {
            ExportState::Waiting => "waiting",
            ExportState::Running => "running",
            ExportState::Done => "done",
            ExportState::Failed => "failed",
            ExportState::Cancelled => "cancelled",
            ExportState::Expired => "expired",
        }
    }

    pub fn parse(text: &str) -> Option<ExportState> {
        ExportState::ALL.into_iter().find(|state| state.as_str() == text)
    }

    /// Nothing to take yet, and it may still be called off.
    pub fn is_under_way(self) -> bool {
        match self {
            ExportState::Waiting | ExportState::Running => true,
            ExportState::Done | ExportState::Failed | ExportState::Cancelled | ExportState::Expired => false,
        }
    }
}

/// Why there is no file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ExportFailure {
    /// Whoever asked for it works here no longer.
    OwnerGone,
    /// Our disk, or the store of files, did not take it.
    Storage,
    /// Its workers were stopped over it, time and again.
    Interrupted,
}

impl ExportFailure {
    pub const ALL: [ExportFailure; 3] =
        [ExportFailure::OwnerGone, ExportFailure::Storage, ExportFailure::Interrupted];

    pub fn as_str(self) -> &'static str {
        match self {
            ExportFailure::OwnerGone => "owner-gone",
            ExportFailure::Storage => "storage",
            ExportFailure::Interrupted => "interrupted",
        }
    }

    pub fn parse(text: &str) -> Option<ExportFailure> {
        ExportFailure::ALL.into_iter().find(|why| why.as_str() == text)
    }
}
