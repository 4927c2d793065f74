//! The recurring jobs by name.

/// What runs by itself. The worker matches on it: a new job does not compile until somebody does it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Job {
    /// 알림 발송.
    Deliver,
    /// 기한 점검: due today, overdue, 독촉장.
    SweepDeadlines,
    /// 처리진행상황 통지.
    TellProgress,
    /// 보완기한 경과 처리.
    LapseSupplements,
    /// 처리기한 다시 계산.
    Recompute,
    /// 업무관리시스템 전송.
    HandOver,
    /// 결재 진행 확인.
    AskApproval,
    /// 결재 지연 알림.
    TellApprovalDelays,
    /// 만료 기록 정리.
    Prune,
    /// 국민신문고 수신.
    PullEpeople,
    /// 연계 메시지 발송.
    TellNeighbours,
    /// 국민신문고 대사.
    ReconcileEpeople,
    /// 인사 연계.
    FetchStaff,
    /// 인계: what lies with somebody gone.
    TakeOver,
    /// 첨부파일 악성코드 검사.
    ScanFiles,
    /// 보내지 않은 첨부파일 정리.
    TidyFiles,
    /// 검색 색인 반영.
    FoldSearch,
    /// 통계 합산.
    AddUp,
    /// 내려받기 파일 만들기.
    MakeExports,
    /// 지난 내려받기 파일 정리.
    TidyExports,
    /// 접속기록 기준값.
    AnchorAccess,
}

impl Job {
    /// The name its runs are kept under.
    pub fn as_str(self) -> &'static str {
        match self {
            Job::Deliver => "deliver",
            Job::SweepDeadlines => "sweep-deadlines",
            Job::TellProgress => "tell-progress",
            Job::LapseSupplements => "lapse-supplements",
            Job::Recompute => "recompute",
            Job::TakeOver => "take-over",
            Job::AskApproval => "ask-approval",
            Job::TellApprovalDelays => "tell-approval-delays",
            Job::Prune => "prune",
            Job::PullEpeople => "pull-epeople",
            Job::TellNeighbours => "tell-neighbours",
            Job::ReconcileEpeople => "reconcile-epeople",
            Job::FetchStaff => "fetch-staff",
            Job::HandOver => "hand-over",
            Job::ScanFiles => "scan-files",
            Job::TidyFiles => "tidy-files",
            Job::FoldSearch => "fold-search",
            Job::AddUp => "add-up",
            Job::MakeExports => "make-exports",
            Job::TidyExports => "tidy-exports",
            Job::AnchorAccess => "anchor-access",
        }
    }
}
