//! 결재의 갈래: which line an answer passes, where that line ends, and in what manner each of its people signed
//! (행정업무의 운영 및 혁신에 관한 규정 제10조).

use serde::{Deserialize, Serialize};

/// The line that an agency's answers pass.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ApprovalRoute {
    /// Ours: the handler names who reviews and who approves.
    #[default]
    BuiltIn,
    /// 업무관리시스템: it has the line, and tells how it went.
    Outside,
}

/// Whose signature ends the line.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum LineEnd {
    /// 결재: the head of the office.
    #[default]
    Approver,
    /// 전결: whom the head has charged with such matters (같은 규정 제10조 제2항).
    Delegate,
}

/// How somebody in the line signed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Manner {
    /// 결재.
    #[default]
    Approved,
    /// 검토: not the last in the line.
    Reviewed,
    /// 대결: for an absent approver (같은 규정 제10조 제3항).
    Acting,
    /// 전결.
    Delegated,
    /// 전결할 사람을 대결: 전결 and 대결 are both written (같은 규정 시행규칙 제7조).
    DelegatedActing,
}

impl ApprovalRoute {
    pub const ALL: [ApprovalRoute; 2] = [ApprovalRoute::BuiltIn, ApprovalRoute::Outside];

    pub fn as_str(self) -> &'static str {
        match self {
            ApprovalRoute::BuiltIn => "built-in",
            ApprovalRoute::Outside => "outside",
        }
    }

    pub fn parse(text: &str) -> Option<ApprovalRoute> {
        ApprovalRoute::ALL.into_iter().find(|route| route.as_str() == text)
    }

    pub(super) fn is_built_in(&self) -> bool {
        *self == ApprovalRoute::BuiltIn
    }
}

impl LineEnd {
    pub const ALL: [LineEnd; 2] = [LineEnd::Approver, LineEnd::Delegate];

    pub fn as_str(self) -> &'static str {
        match self {
            LineEnd::Approver => "approver",
            LineEnd::Delegate => "delegate",
        }
    }

    pub fn parse(text: &str) -> Option<LineEnd> {
        LineEnd::ALL.into_iter().find(|end| end.as_str() == text)
    }

    pub(super) fn is_approver(&self) -> bool {
        *self == LineEnd::Approver
    }
}

impl Manner {
    pub const ALL: [Manner; 5] =
        [Manner::Approved, Manner::Reviewed, Manner::Acting, Manner::Delegated, Manner::DelegatedActing];

    pub fn as_str(self) -> &'static str {
        match self {
            Manner::Approved => "approved",
            Manner::Reviewed => "reviewed",
            Manner::Acting => "acting",
            Manner::Delegated => "delegated",
            Manner::DelegatedActing => "delegated-acting",
        }
    }

    pub fn parse(text: &str) -> Option<Manner> {
        Manner::ALL.into_iter().find(|manner| manner.as_str() == text)
    }

    pub(super) fn is_approved(&self) -> bool {
        *self == Manner::Approved
    }
}
